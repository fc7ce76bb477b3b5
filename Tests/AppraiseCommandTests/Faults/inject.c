/* Lets the N-th call of one system call of a process fail, or kills the process at it.
 *
 * Preloaded into the program under test (LD_PRELOAD), and told by the environment:
 *
 *   FAULT_CALL     the name of the call: write, openat, close, ...
 *   FAULT_AT       which one, from 1, counted over all threads
 *   FAULT_ERROR    the error number; 0 kills the process with SIGKILL instead; -1 lets a read or
 *                  write do one byte only
 *   FAULT_FOREVER  1: all later ones fail as well
 *   FAULT_MARK     a file that is made when the fault happens
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static const char *wanted, *mark;
static long at;
static int error, forever;
static atomic_long calls;

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("FAULT_AT");
  if (!text) return;
  at = atol(text);
  text = getenv("FAULT_ERROR");
  error = text ? atoi(text) : EIO;
  text = getenv("FAULT_FOREVER");
  forever = text && *text == '1';
  mark = getenv("FAULT_MARK");
  wanted = getenv("FAULT_CALL");
}

/* Whether this call is to fail; errno is set then. */
static int fails(const char *call) {
  if (!wanted || strcmp(call, wanted) != 0) return 0;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (number != at && !(forever && number > at)) return 0;
  if (mark) syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, mark, O_CREAT | O_WRONLY, 0600));
  if (error == 0) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
  }
  errno = error;
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t count) {
  /* What goes wrong is still to be said on standard error. */
  if (file > 2 && fails("write")) {
    if (error > 0) return -1;
    count = count > 1 ? 1 : count;
  }
  return REAL(write)(file, bytes, count);
}

ssize_t read(int file, void *bytes, size_t count) {
  if (fails("read")) {
    if (error > 0) return -1;
    count = count > 1 ? 1 : count;
  }
  return REAL(read)(file, bytes, count);
}

int close(int file) {
  int failed = fails("close");
  int result = REAL(close)(file);
  if (failed) errno = error;
  return failed ? -1 : result;
}

int openat(int directory, const char *path, int flags, ...) {
  if (fails("openat")) return -1;
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return REAL(openat)(directory, path, flags, mode);
}

int open(const char *path, int flags, ...) {
  /* libdispatch looks at its threads there, and ends the process if it cannot. */
  if (strncmp(path, "/proc/", 6) != 0 && fails("open")) return -1;
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return REAL(open)(path, flags, mode);
}

#define WRAPPED(name, parameters, arguments) \
  int name parameters { return fails(#name) ? -1 : REAL(name) arguments; }

WRAPPED(fsync, (int file), (file))
WRAPPED(syncfs, (int file), (file))
WRAPPED(flock, (int file, int operation), (file, operation))

WRAPPED(mkdir, (const char *path, mode_t mode), (path, mode))

WRAPPED(mkdirat, (int directory, const char *path, mode_t mode), (directory, path, mode))

WRAPPED(unlinkat, (int directory, const char *path, int flags), (directory, path, flags))
WRAPPED(symlinkat, (const char *target, int directory, const char *path),
        (target, directory, path))

WRAPPED(renameat, (int from, const char *name, int to, const char *path), (from, name, to, path))

WRAPPED(renameat2, (int from, const char *name, int to, const char *path, unsigned flags),
        (from, name, to, path, flags))
