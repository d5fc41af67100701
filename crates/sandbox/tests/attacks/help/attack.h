// What every attack in C says: `worked` with exit code 0, or `refused` with the error's name and exit code 1.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static inline int worked(void) {
    puts("worked");
    fflush(stdout);
    return 0;
}

static inline int refused(void) {
    const char *name = strerrorname_np(errno);
    printf("refused %s\n", name ? name : "?");
    fflush(stdout);
    return 1;
}

// Not refused by an error number: it simply had no effect.
static inline int in_vain(void) {
    puts("refused without effect");
    fflush(stdout);
    return 1;
}

// This process in /proc, whose numbers are those of the sandbox and not those of the run.
static inline pid_t number_in_proc(void) {
    char number[32] = "";
    return readlink("/proc/self", number, sizeof number - 1) < 0 ? 0 : atoi(number);
}

static inline int answer(long result) { return result < 0 ? refused() : worked(); }

// Where a file of the host is: in its own place, or where a sandbox without its root shows it.
static inline const char *reach(const char *path) {
    static char below[PATH_MAX];
    if (access(path, F_OK) == 0) return path;
    snprintf(below, sizeof below, "/host%s", path);
    return access(below, F_OK) == 0 ? below : path;
}

// Prints a file, which is how its content would get out.
static inline int print_file(const char *path) {
    char text[4096];
    int fd = open(path, O_RDONLY | O_NONBLOCK);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (got < 0) return refused();
    if (got == 0) return in_vain();
    fwrite(text, 1, (size_t)got, stdout);
    puts("");
    return worked();
}

// Two programs that run at the same time, each in a sandbox of its own, are joined by pipes.
static inline void wait_for_neighbour(void) {
    char byte;
    while (read(0, &byte, 1) < 0 && errno == EINTR) {
    }
}

// Says that everything is in place, and stays until the other one has ended.
static inline int stay_beside(void) {
    char byte;
    if (write(1, "x", 1) != 1) return 2;
    while (read(0, &byte, 1) > 0) {
    }
    return 0;
}

static inline double now_s(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline void sleep_ms(long ms) {
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    while (nanosleep(&time, &time) < 0) {
    }
}

// Uses so much CPU time in this thread.
static inline void burn(double seconds) {
    double end = now_s(CLOCK_THREAD_CPUTIME_ID) + seconds;
    while (now_s(CLOCK_THREAD_CPUTIME_ID) < end)
        for (volatile int i = 0; i < 20000; i++) {
        }
}
