/* Makes the n-th call that changes something under a folder fail, end the process, or be done by half before that.
 *
 * FAILING_FOLDER  the folder, as realpath gives it; without it nothing is touched
 * FAILING_AT      n, from 1; 0 or missing: only count
 * FAILING_HOW     from (the n-th and all after it) | once | kill (SIGKILL instead of the call) |
 *                 torn (half of the bytes are written, then SIGKILL)
 * FAILING_ERRNO   number of the error; ENOSPC when missing
 * FAILING_TRACE   a file that gets one line for each call counted: number, call, path
 *
 * The orders are read by each process anew, so a fork may have its own.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum how { FROM, ONCE, KILL, TORN };

static pid_t reader;
static char folder[PATH_MAX];
static long at, counted;
static enum how how;
static int error, trace = -1;

static void read_orders(void) {
    pid_t self = getpid();
    if (self == reader)
        return;
    reader = self;
    const char *given = getenv("FAILING_FOLDER");
    snprintf(folder, sizeof folder, "%s", given ? given : "");
    given = getenv("FAILING_AT");
    at = given ? atol(given) : 0;
    counted = 0;
    given = getenv("FAILING_HOW");
    how = !given || !strcmp(given, "from") ? FROM : !strcmp(given, "once") ? ONCE : !strcmp(given, "kill") ? KILL : TORN;
    given = getenv("FAILING_ERRNO");
    error = given ? atoi(given) : ENOSPC;
    given = getenv("FAILING_TRACE");
    trace = given && folder[0] ? syscall(SYS_openat, AT_FDCWD, given, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
}

static void end_at_once(void) {
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;)
        syscall(SYS_pause);
}

/* 0: let it happen; 1: it fails, errno is set; 2: half of it, then the end. */
static int met(const char *call, const char *path) {
    size_t length = strlen(folder);
    if (strncmp(path, folder, length) || (path[length] && path[length] != '/'))
        return 0;
    long number = __atomic_add_fetch(&counted, 1, __ATOMIC_SEQ_CST);
    if (trace >= 0) {
        char line[PATH_MAX + 64];
        int size = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path + length);
        syscall(SYS_write, trace, line, size);
    }
    if (!at || number < at || (how != FROM && number > at))
        return 0;
    if (how == KILL)
        end_at_once();
    if (how == TORN)
        return 2;
    errno = error;
    return 1;
}

static int met_fd(const char *call, int fd) {
    read_orders();
    if (!folder[0])
        return 0;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0)
        return 0;
    path[size] = 0;
    return met(call, path);
}

static int met_path(const char *call, int dir, const char *name) {
    read_orders();
    if (!folder[0] || !name)
        return 0;
    char path[2 * PATH_MAX + 2], base[PATH_MAX], link[64];
    if (name[0] == '/') {
        snprintf(path, sizeof path, "%s", name);
    } else {
        if (dir == AT_FDCWD) {
            if (!getcwd(base, sizeof base))
                return 0;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
            ssize_t size = readlink(link, base, sizeof base - 1);
            if (size < 0)
                return 0;
            base[size] = 0;
        }
        snprintf(path, sizeof path, "%s/%s", base, name);
    }
    return met(call, path);
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) \
        real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* What cannot be done by half is not done at all. */
#define STOP_IF(meeting) \
    switch (meeting) { \
    case 1: \
        return -1; \
    case 2: \
        end_at_once(); \
    }

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    switch (met_fd("write", fd)) {
    case 1:
        return -1;
    case 2:
        real(fd, data, size / 2);
        end_at_once();
    }
    return real(fd, data, size);
}

#define PWRITE(name, offset_type) \
    ssize_t name(int fd, const void *data, size_t size, offset_type offset) { \
        REAL(ssize_t, #name, int, const void *, size_t, offset_type); \
        switch (met_fd("pwrite", fd)) { \
        case 1: \
            return -1; \
        case 2: \
            real(fd, data, size / 2, offset); \
            end_at_once(); \
        } \
        return real(fd, data, size, offset); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    STOP_IF(met_fd("writev", fd));
    return real(fd, parts, count);
}

#define OF_FD(name, ...) \
    int name(int fd) { \
        REAL(int, #name, int); \
        STOP_IF(met_fd(#name, fd)); \
        return real(fd); \
    }
OF_FD(fsync)
OF_FD(fdatasync)

int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    STOP_IF(met_fd("ftruncate", fd));
    return real(fd, size);
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    STOP_IF(met_fd("ftruncate", fd));
    return real(fd, size);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    STOP_IF(met_path("rename", AT_FDCWD, to));
    return real(from, to);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    STOP_IF(met_path("rename", to_dir, to));
    return real(from_dir, from, to_dir, to);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    STOP_IF(met_path("unlink", AT_FDCWD, path));
    return real(path);
}

int unlinkat(int dir, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    STOP_IF(met_path("unlink", dir, path));
    return real(dir, path, flags);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    if (access(path, F_OK))
        STOP_IF(met_path("mkdir", AT_FDCWD, path));
    return real(path, mode);
}

static int creates(int dir, const char *path, int flags) {
    return (flags & O_CREAT) && faccessat(dir, path, F_OK, 0);
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, #name, const char *, int, ...); \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        if (creates(AT_FDCWD, path, flags)) \
            STOP_IF(met_path("create", AT_FDCWD, path)); \
        return real(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int dir, const char *path, int flags, ...) { \
        REAL(int, #name, int, const char *, int, ...); \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        if (creates(dir, path, flags)) \
            STOP_IF(met_path("create", dir, path)); \
        return real(dir, path, flags, mode); \
    }
OPENAT(openat)
OPENAT(openat64)
