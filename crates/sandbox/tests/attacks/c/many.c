// More of something than is allowed, but only so many: where no limit stands it ends by itself.
#include "attack.h"
#include <pthread.h>
#include <sys/prctl.h>

static void *sleeper(void *unused) {
    for (;;) pause();
    return unused;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    int many = argc > 2 ? atoi(argv[2]) : 0;
    if (!strcmp(what, "processes") || !strcmp(what, "vforks") || !strcmp(what, "sessions"))
        for (int i = 0; i < many; i++) {
            pid_t child = fork();
            if (child < 0) return refused();
            if (!child) {
                if (!strcmp(what, "sessions")) {
                    setsid();
                    prctl(PR_SET_NAME, "innocent");
                }
                for (;;) pause();
            }
        }
    else if (!strcmp(what, "threads"))
        for (int i = 0; i < many; i++) {
            pthread_t thread;
            pthread_attr_t small;
            pthread_attr_init(&small);
            pthread_attr_setstacksize(&small, 32768);
            if ((errno = pthread_create(&thread, &small, sleeper, NULL))) return refused();
        }
    else if (!strcmp(what, "files"))
        for (int i = 0; i < many; i++) {
            if (open("/dev/null", O_RDONLY) < 0) return refused();
        }
    else if (!strcmp(what, "signals")) {
        sigset_t all;
        sigfillset(&all);
        sigprocmask(SIG_BLOCK, &all, NULL);
        for (int i = 0; i < many; i++)
            if (sigqueue(getpid(), SIGRTMIN, (union sigval){0}) < 0) return refused();
    } else if (!strcmp(what, "inodes"))
        for (int i = 0; i < many; i++) {
            char name[PATH_MAX];
            snprintf(name, sizeof name, "%s/f%d", argv[3], i);
            int fd = open(name, O_WRONLY | O_CREAT, 0600);
            if (fd < 0) return refused();
            close(fd);
        }
    else
        return 2;
    return worked();
}
