// More memory than is allowed, of every kind, but only so much of it.
#include "attack.h"
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/ipc.h>
#include <sys/shm.h>

static volatile char sink;
static int recurse(long bytes) {
    volatile char frame[4096];
    frame[0] = (char)bytes;
    sink = frame[0];
    return bytes <= 0 ? 0 : recurse(bytes - (long)sizeof frame) + frame[0] * 0;
}

static int done[2];
static void *deep(void *bytes) {
    recurse((long)(intptr_t)bytes);
    if (write(done[1], "x", 1) != 1) exit(2);
    pause();
    return NULL;
}

// Keeps what it has for a while: where no cgroup counts, somebody looks from time to time.
static int stay(void) {
    sleep_ms(2000);
    return worked();
}

static int fill(int fd, long mib) {
    static char block[1 << 20];
    memset(block, 'x', sizeof block);
    for (long long left = (long long)mib << 20; left > 0;) {
        ssize_t written = write(fd, block, sizeof block);
        if (written < 0) return refused();
        left -= written;
    }
    return worked();
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    long mib = argc > 2 ? atol(argv[2]) : 0;
    size_t bytes = (size_t)mib << 20;
    if (!strcmp(what, "heap")) {
        for (long i = 0; i < mib; i++) {
            char *block = malloc(1 << 20);
            if (!block) return refused();
            memset(block, 1, 1 << 20);
        }
        return worked();
    }
    if (!strcmp(what, "private") || !strcmp(what, "shared")) {
        int kind = !strcmp(what, "shared") ? MAP_SHARED : MAP_PRIVATE;
        char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, kind | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (at == MAP_FAILED) return refused();
        memset(at, 1, bytes);
        return worked();
    }
    if (!strcmp(what, "stack")) return recurse((long)bytes) ? 2 : worked();
    if (!strcmp(what, "thread-stacks")) {
        char byte;
        if (pipe(done) < 0) return 2;
        for (int i = 0; i < 8; i++) {
            pthread_t thread;
            pthread_attr_t size;
            pthread_attr_init(&size);
            pthread_attr_setstacksize(&size, bytes / 8 + (1 << 20));
            if ((errno = pthread_create(&thread, &size, deep, (void *)(intptr_t)(bytes / 8)))) return refused();
        }
        for (int i = 0; i < 8; i++)
            if (read(done[0], &byte, 1) != 1) return 2;
        return stay();
    }
    if (!strcmp(what, "children") || !strcmp(what, "hidden-children")) {
        if (!strcmp(what, "hidden-children")) prctl(PR_SET_DUMPABLE, 0);
        // Each of them stays below the limit.
        int ready[2];
        char byte;
        if (pipe(ready) < 0) return 2;
        for (int i = 0; i < 8; i++)
            if (!fork()) {
                char *block = malloc(bytes / 8);
                memset(block, i + 1, bytes / 8);
                if (write(ready[1], "x", 1) != 1) _exit(2);
                for (;;) pause();
            }
        close(ready[1]);
        for (int i = 0; i < 8; i++)
            if (read(ready[0], &byte, 1) != 1) return in_vain();
        return stay();
    }
    if (!strcmp(what, "page-tables")) {
        // Each page that is read needs a table of 4 KiB, and is itself the one page of zeros that all share.
        size_t room = bytes * 512;
        volatile char *at = mmap(NULL, room, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (at == MAP_FAILED) return refused();
        madvise((void *)at, room, MADV_NOHUGEPAGE);
        for (size_t place = 0; place < room; place += 2 << 20) sink = at[place];
        return stay();
    }
    if (!strcmp(what, "pipes") || !strcmp(what, "sockets")) {
        // Each holds a part, and nobody reads.
        static char block[1 << 16];
        int pipes = !strcmp(what, "pipes"), ends[2];
        for (size_t kept = 0; kept < bytes;) {
            if ((pipes ? pipe(ends) : socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) < 0) return refused();
            if (pipes) fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
            fcntl(ends[1], F_SETFL, O_NONBLOCK);
            for (ssize_t written; (written = write(ends[1], block, sizeof block)) > 0;) kept += (size_t)written;
        }
        return worked();
    }
    if (!strcmp(what, "memfd")) {
        int fd = memfd_create("x", 0);
        return fd < 0 ? refused() : fill(fd, mib);
    }
    if (!strcmp(what, "file")) {
        int fd = open(argv[3], O_WRONLY | O_CREAT, 0600);
        return fd < 0 ? refused() : fill(fd, mib);
    }
    if (!strcmp(what, "allocate")) {
        int fd = open(argv[3], O_WRONLY | O_CREAT, 0600);
        if (fd < 0) return refused();
        return answer(fallocate(fd, 0, 0, (off_t)bytes));
    }
    if (!strcmp(what, "segment")) {
        int id = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
        char *at = id < 0 ? (char *)-1 : shmat(id, NULL, 0);
        if (at == (char *)-1) return refused();
        memset(at, 1, bytes);
        return worked();
    }
    if (!strcmp(what, "lock")) {
        char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return answer(mlock(at, bytes));
    }
    return 2;
}
