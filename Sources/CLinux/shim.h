// System calls that glibc declares only under _GNU_SOURCE, which Swift's Glibc module does not set.
// Signatures as in renameat2(2), syncfs(2) and memfd_create(2).
#ifndef APPRAISE_CLINUX_SHIM_H
#define APPRAISE_CLINUX_SHIM_H

#include <sys/mman.h>

int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath,
              unsigned int flags);
int syncfs(int fd);
int memfd_create(const char *name, unsigned int flags);

// Asks the processor to fetch the memory at an address, which may be any; Swift has no way to say so.
static inline void appraise_prefetch(const void *address) { __builtin_prefetch(address); }

// Asks the system to have memory that begins with a page in large pages, if it has any to give:
// madvise(2). It is advice, so nothing comes of a refusal.
static inline void appraise_prefer_large_pages(void *memory, size_t bytes) {
  (void)madvise(memory, bytes, MADV_HUGEPAGE);
}

#define APPRAISE_RENAME_NOREPLACE 1u
#define APPRAISE_MFD_CLOEXEC 1u

#endif
