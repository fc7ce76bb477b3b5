// What no program that keeps the promises of `appraise run` can leave out, and nothing else:
//
//     floor RUN OUTPUT INPUT…
//
// reads and hashes the inputs, writes as many files as the published run RUN has, as long as those,
// hashes them, and syncs. It reads no field, joins, checks, scores and formats nothing, so a program
// that does the job takes longer. It does what it does in the way that was found fastest:
//
// - each processor has a thread that takes the longest file that is left;
// - SHA-256 is OpenSSL's, which uses the SHA instructions of the processor; one stream for each file,
//   because the hash of a file is made from its first byte to its last;
// - what is written is hashed a piece at a time, while it is in the cache; where it comes from does not
//   matter, so it is the same piece of memory each time, filled once and never all zeros;
// - one thread at a time makes a file: two would spin on the lock of the directory;
// - a sync every 60 ms while files are written leaves little for the last one.
//
// Ends with 1 and a message if a system call fails.

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 256 << 10, MILLISECONDS_BETWEEN_SYNCS = 60 };

struct file {
  char *path;
  off_t length;
  int is_input;
};

static struct file *files;
static size_t file_count;
static atomic_size_t next_file;
static pthread_mutex_t making_files = PTHREAD_MUTEX_INITIALIZER;
static const EVP_MD *sha256;

static int output_directory;
static pthread_mutex_t ending = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ended = PTHREAD_COND_INITIALIZER;
static int has_ended;

static void fail(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
  exit(1);
}

static char *joined(const char *directory, const char *name) {
  char *path;
  if (asprintf(&path, "%s/%s", directory, name) < 0) fail(name);
  return path;
}

static void add(char *path, off_t length, int is_input) {
  static size_t capacity;
  if (file_count == capacity) {
    capacity = capacity ? 2 * capacity : 1024;
    files = realloc(files, capacity * sizeof *files);
    if (!files) fail("memory");
  }
  files[file_count++] = (struct file){path, length, is_input};
}

// Adds what is to be written: the files of `run`, and makes their directories in `output`.
static void list(const char *run, const char *output) {
  if (mkdir(output, 0700)) fail(output);
  DIR *directory = opendir(run);
  if (!directory) fail(run);
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    char *model = joined(run, entry->d_name), *path = joined(output, entry->d_name);
    struct stat status;
    if (lstat(model, &status)) fail(model);
    if (S_ISDIR(status.st_mode))
      list(model, path);
    else
      add(path, status.st_size, 0);
    free(model);
  }
  closedir(directory);
}

static int longest_first(const void *one, const void *other) {
  off_t a = ((const struct file *)one)->length, b = ((const struct file *)other)->length;
  return (a < b) - (a > b);
}

static void read_and_hash(const struct file *file, EVP_MD_CTX *hash, unsigned char *piece) {
  int descriptor = open(file->path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(file->path);
  for (ssize_t count; (count = read(descriptor, piece, PIECE));) {
    if (count < 0) fail(file->path);
    EVP_DigestUpdate(hash, piece, count);
  }
  close(descriptor);
}

static void write_and_hash(const struct file *file, EVP_MD_CTX *hash, const unsigned char *piece) {
  pthread_mutex_lock(&making_files);
  int descriptor = open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  pthread_mutex_unlock(&making_files);
  if (descriptor < 0) fail(file->path);
  for (off_t left = file->length; left > 0;) {
    size_t length = left < PIECE ? left : PIECE;
    EVP_DigestUpdate(hash, piece, length);
    if (write(descriptor, piece, length) != (ssize_t)length) fail(file->path);
    left -= length;
  }
  if (close(descriptor)) fail(file->path);
}

static void *work(void *unused) {
  unsigned char *text = malloc(PIECE), digest[EVP_MAX_MD_SIZE];
  unsigned char *input = malloc(PIECE);
  EVP_MD_CTX *hash = EVP_MD_CTX_new();
  if (!text || !input || !hash) fail("memory");
  for (size_t place = 0; place < PIECE; place++) text[place] = "Outstanding,rated\n"[place % 18];
  for (size_t number; (number = atomic_fetch_add(&next_file, 1)) < file_count;) {
    if (!EVP_DigestInit_ex(hash, sha256, NULL)) fail("SHA-256");
    if (files[number].is_input)
      read_and_hash(&files[number], hash, input);
    else
      write_and_hash(&files[number], hash, text);
    EVP_DigestFinal_ex(hash, digest, NULL);
  }
  return unused;
}

static void *sync_meanwhile(void *unused) {
  pthread_mutex_lock(&ending);
  while (!has_ended) {
    struct timespec moment;
    clock_gettime(CLOCK_REALTIME, &moment);
    moment.tv_nsec += MILLISECONDS_BETWEEN_SYNCS * 1000000L;
    moment.tv_sec += moment.tv_nsec / 1000000000L;
    moment.tv_nsec %= 1000000000L;
    if (pthread_cond_timedwait(&ended, &ending, &moment) != ETIMEDOUT) continue;
    pthread_mutex_unlock(&ending);
    if (syncfs(output_directory)) fail("syncfs");
    pthread_mutex_lock(&ending);
  }
  pthread_mutex_unlock(&ending);
  return unused;
}

int main(int count, char **arguments) {
  if (count == 2 && !strcmp(arguments[1], "--version")) {
    puts(OpenSSL_version(OPENSSL_VERSION));
    return 0;
  }
  if (count < 4) {
    fprintf(stderr, "usage: floor RUN OUTPUT INPUT...\n");
    return 64;
  }
  list(arguments[1], arguments[2]);
  for (int input = 3; input < count; input++) {
    struct stat status;
    if (stat(arguments[input], &status)) fail(arguments[input]);
    add(arguments[input], status.st_size, 1);
  }
  qsort(files, file_count, sizeof *files, longest_first);
  sha256 = EVP_sha256();
  output_directory = open(arguments[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (output_directory < 0) fail(arguments[2]);

  cpu_set_t processors;
  if (sched_getaffinity(0, sizeof processors, &processors)) fail("processors");
  int worker_count = CPU_COUNT(&processors);
  pthread_t workers[worker_count], syncer;
  if ((errno = pthread_create(&syncer, NULL, sync_meanwhile, NULL))) fail("a thread");
  for (int worker = 0; worker < worker_count; worker++)
    if ((errno = pthread_create(&workers[worker], NULL, work, NULL))) fail("a thread");
  for (int worker = 0; worker < worker_count; worker++) pthread_join(workers[worker], NULL);
  pthread_mutex_lock(&ending);
  has_ended = 1;
  pthread_cond_signal(&ended);
  pthread_mutex_unlock(&ending);
  pthread_join(syncer, NULL);
  if (syncfs(output_directory)) fail("syncfs");
  return 0;
}
