/* A disk that fails: a library through which the process that is started with it can't write its store while the 64-bit
 * number in a file beside the library, its name with ".control" at the end, isn't zero. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const volatile int64_t *broken;

__attribute__((constructor)) static void set_up(void) {
    Dl_info own;
    char path[4096];
    if (!dladdr((void *)set_up, &own))
        return;
    snprintf(path, sizeof path, "%s.control", own.dli_fname);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    void *mapped = mmap(NULL, sizeof *broken, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (mapped != MAP_FAILED)
        broken = mapped;
}

static int fails(int file) {
    char link[64], path[4096];
    if (!broken || !*broken)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return strstr(path, "candor.db") != NULL;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    return fails(file) ? (errno = EIO, -1) : NEXT(pwrite)(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    return fails(file) ? (errno = EIO, -1) : NEXT(pwrite64)(file, bytes, count, at);
}

int fsync(int file) {
    return fails(file) ? (errno = EIO, -1) : NEXT(fsync)(file);
}

int fdatasync(int file) {
    return fails(file) ? (errno = EIO, -1) : NEXT(fdatasync)(file);
}
