/* A disk that fails: a library through which the process that is started with it can't write its store while its control number
 * isn't zero. */

#define _GNU_SOURCE
#include <errno.h>
#include <string.h>

#include "../support/control.h"

static int fails(int file) {
    char link[64], path[4096];
    if (!*control)
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
