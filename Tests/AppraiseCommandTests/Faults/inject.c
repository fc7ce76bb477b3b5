/* Lets the N-th call of one system call of a process fail, or kills the process at it; or writes
 * down which calls changed what, in their order.
 *
 * Preloaded into the program under test (LD_PRELOAD), and told by the environment:
 *
 *   FAULT_CALL     the name of the call: write, openat, close, ...
 *   FAULT_AT       which one, from 1, counted over all threads
 *   FAULT_ERROR    the error number; 0 kills the process with SIGKILL instead; -1 lets a read or
 *                  write do one byte only
 *   FAULT_FOREVER  1: all later ones fail as well
 *   FAULT_MARK     a file that is made when the fault happens
 *   CALLS          a file to which each call that changed something, or made it durable, is
 *                  appended when it is done: its name and the paths, and of renameat2 the flags
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
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

static const char *wanted, *mark, *trace;
static long at;
static int error, forever;
static atomic_long calls;

__attribute__((constructor)) static void begin(void) {
  trace = getenv("CALLS");
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

/* The path of an open file or directory, or of a name in it. */
static const char *path_of(int file, const char *name, char path[PATH_MAX]) {
  char link[32], directory[PATH_MAX] = "";
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  syscall(SYS_readlinkat, AT_FDCWD, link, directory, sizeof directory - 1);
  snprintf(path, PATH_MAX, "%s%s%s", directory, name ? "/" : "", name ? name : "");
  return path;
}

/* Appends a line, in one piece whatever other threads do; errno stays. */
static void append(const char *call, const char *path, const char *rest) {
  int before = errno;
  char line[3 * PATH_MAX];
  int length = snprintf(line, sizeof line, "%s %s%s%s\n", call, path, *rest ? " " : "", rest);
  int file = syscall(SYS_openat, AT_FDCWD, trace, O_CREAT | O_WRONLY | O_APPEND, 0600);
  syscall(SYS_write, file, line, length);
  syscall(SYS_close, file);
  errno = before;
}

/* Writes down a call that was done, and gives its result back. */
static long done(long result, const char *call, int file, const char *name) {
  char path[PATH_MAX];
  if (trace && result >= 0) append(call, path_of(file, name, path), "");
  return result;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t count) {
  /* What goes wrong is still to be said on standard error. */
  if (file > 2 && fails("write")) {
    if (error > 0) return -1;
    count = count > 1 ? 1 : count;
  }
  return done(REAL(write)(file, bytes, count), "write", file, NULL);
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
  char path[PATH_MAX];
  if (trace) append("close", path_of(file, NULL, path), "");
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
  int file = REAL(openat)(directory, path, flags, mode);
  return flags & O_CREAT ? (int)done(file, "openat", directory, path) : file;
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

struct dirent *readdir(DIR *stream) { return fails("readdir") ? NULL : REAL(readdir)(stream); }

#define WRAPPED(name, parameters, arguments) \
  int name parameters { return fails(#name) ? -1 : REAL(name) arguments; }

#define WRITTEN_DOWN(name, parameters, arguments, file, path) \
  int name parameters { \
    return fails(#name) ? -1 : (int)done(REAL(name) arguments, #name, file, path); \
  }

WRITTEN_DOWN(fsync, (int file), (file), file, NULL)
WRITTEN_DOWN(syncfs, (int file), (file), file, NULL)
WRAPPED(flock, (int file, int operation), (file, operation))

WRAPPED(mkdir, (const char *path, mode_t mode), (path, mode))

WRITTEN_DOWN(mkdirat, (int directory, const char *path, mode_t mode), (directory, path, mode),
             directory, path)

WRITTEN_DOWN(unlinkat, (int directory, const char *path, int flags), (directory, path, flags),
             directory, path)
WRITTEN_DOWN(symlinkat, (const char *target, int directory, const char *path),
             (target, directory, path), directory, path)

int renameat(int from, const char *name, int to, const char *path) {
  if (fails("renameat")) return -1;
  int result = REAL(renameat)(from, name, to, path);
  char old[PATH_MAX], new[PATH_MAX];
  if (trace && result == 0) {
    append("renameat", path_of(from, name, old), path_of(to, path, new));
  }
  return result;
}

int renameat2(int from, const char *name, int to, const char *path, unsigned flags) {
  if (fails("renameat2")) return -1;
  int result = REAL(renameat2)(from, name, to, path, flags);
  char old[PATH_MAX], new[PATH_MAX], rest[PATH_MAX + 16];
  if (trace && result == 0) {
    snprintf(rest, sizeof rest, "%s %u", path_of(to, path, new), flags);
    append("renameat2", path_of(from, name, old), rest);
  }
  return result;
}
