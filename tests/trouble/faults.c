/* Lets calls on files below one folder fail, for a process that loads it before libc (LD_PRELOAD):
   arm(below, after, error, lasting) lets the call number `after` fail with `error`, and all that follow where
   `lasting`; disarm() ends it and tells how many calls there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static int fail_after, fail_with, fail_on, calls;

void arm(const char *below, int after, int error, int lasting) {
    calls = 0;
    fail_after = after;
    fail_with = error;
    fail_on = lasting;
    snprintf(folder, sizeof folder, "%s", below);
}

int disarm(void) {
    folder[0] = 0;
    return calls;
}

static int fails_at(const char *path) {
    if (!folder[0] || !path || strncmp(path, folder, strlen(folder))) return 0;
    int number = __sync_add_and_fetch(&calls, 1);
    if (number < fail_after || (number > fail_after && !fail_on)) return 0;
    errno = fail_with;
    return 1;
}

static int fails(int handle) {
    char link[64], path[PATH_MAX];
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return fails_at(path);
}

#define REAL(type, name, ...) ((type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

ssize_t read(int h, void *d, size_t n) { return fails(h) ? -1 : REAL(ssize_t, "read", int, void *, size_t)(h, d, n); }
ssize_t pread64(int h, void *d, size_t n, off64_t o) { return fails(h) ? -1 : REAL(ssize_t, "pread64", int, void *, size_t, off64_t)(h, d, n, o); }
ssize_t write(int h, const void *d, size_t n) { return fails(h) ? -1 : REAL(ssize_t, "write", int, const void *, size_t)(h, d, n); }
ssize_t pwrite(int h, const void *d, size_t n, off_t o) { return fails(h) ? -1 : REAL(ssize_t, "pwrite", int, const void *, size_t, off_t)(h, d, n, o); }
ssize_t pwrite64(int h, const void *d, size_t n, off64_t o) { return fails(h) ? -1 : REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)(h, d, n, o); }
ssize_t sendfile(int to, int from, off_t *o, size_t n) { return fails(to) ? -1 : REAL(ssize_t, "sendfile", int, int, off_t *, size_t)(to, from, o, n); }
ssize_t sendfile64(int to, int from, off64_t *o, size_t n) { return fails(to) ? -1 : REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t)(to, from, o, n); }
int fsync(int h) { return fails(h) ? -1 : REAL(int, "fsync", int)(h); }
int fdatasync(int h) { return fails(h) ? -1 : REAL(int, "fdatasync", int)(h); }
int ftruncate(int h, off_t n) { return fails(h) ? -1 : REAL(int, "ftruncate", int, off_t)(h, n); }
int ftruncate64(int h, off64_t n) { return fails(h) ? -1 : REAL(int, "ftruncate64", int, off64_t)(h, n); }
int rename(const char *a, const char *b) { return fails_at(b) ? -1 : REAL(int, "rename", const char *, const char *)(a, b); }
int mkdir(const char *p, mode_t m) { return fails_at(p) ? -1 : REAL(int, "mkdir", const char *, mode_t)(p, m); }

static int opens(const char *name, const char *path, int flags, mode_t mode) {
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && fails_at(path)) return -1;
    return REAL(int, name, const char *, int, mode_t)(path, flags, mode);
}

static mode_t mode_of(int flags, va_list more) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; }

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return opens("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return opens("open64", path, flags, mode);
}
