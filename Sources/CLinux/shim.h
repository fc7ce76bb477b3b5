// System calls that glibc declares only under _GNU_SOURCE, which Swift's Glibc module does not set.
// Signatures as in renameat2(2), syncfs(2) and memfd_create(2).
#ifndef APPRAISE_CLINUX_SHIM_H
#define APPRAISE_CLINUX_SHIM_H

int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath,
              unsigned int flags);
int syncfs(int fd);
int memfd_create(const char *name, unsigned int flags);

// Asks the processor to fetch the memory at an address, which may be any; Swift has no way to say so.
static inline void appraise_prefetch(const void *address) { __builtin_prefetch(address); }

#define APPRAISE_RENAME_NOREPLACE 1u
#define APPRAISE_MFD_CLOEXEC 1u

#endif
