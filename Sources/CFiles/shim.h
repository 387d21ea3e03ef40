#pragma once
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* glibc declares these only for _GNU_SOURCE, which Swift's importer does not define; the numbers are the kernel's
   (linux/fs.h, linux/fcntl.h). */

/* Exchanges two names in one step: renameat2(2) with RENAME_EXCHANGE. */
static inline int files_exchange(const char *one, const char *other) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 1u << 1);
}

/* A read lease (fcntl(2), F_SETLEASE), which is only given while nobody has the file open for writing, and its end. */
static inline int files_take_read_lease(int file) { return fcntl(file, 1024, F_RDLCK); }
static inline int files_give_up_lease(int file) { return fcntl(file, 1024, F_UNLCK); }
