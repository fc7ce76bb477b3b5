// Two system calls that glibc declares only under _GNU_SOURCE, which Swift's Glibc module does not
// set. Signatures as in renameat2(2) and syncfs(2).
#ifndef APPRAISE_CLINUX_SHIM_H
#define APPRAISE_CLINUX_SHIM_H

int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath,
              unsigned int flags);
int syncfs(int fd);

#define APPRAISE_RENAME_NOREPLACE 1u

#endif
