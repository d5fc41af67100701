// More time than is allowed, used or slept away, but only so much of it.
#include "attack.h"
#include <pthread.h>

static void *burner(void *seconds) {
    burn(*(double *)seconds);
    return NULL;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    double seconds = argc > 2 ? atof(argv[2]) : 0;
    long ms = (long)(seconds * 1000);
    if (!strcmp(what, "burn")) {
        // The polite signal of the limit is not listened to.
        signal(SIGXCPU, SIG_IGN);
        burn(seconds);
    } else if (!strcmp(what, "threads")) {
        pthread_t threads[4];
        for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, burner, &seconds);
        for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    } else if (!strcmp(what, "children")) {
        for (int i = 0; i < 4; i++)
            if (!fork()) {
                burn(seconds);
                _exit(0);
            }
        while (wait(NULL) > 0) {
        }
    } else if (!strcmp(what, "orphans")) {
        // Nobody of this program ever waits for them, so no parent's account has their time.
        int end[2];
        char byte;
        if (pipe(end) < 0) return 2;
        for (int i = 0; i < 4; i++)
            if (!fork()) {
                if (!fork()) {
                    setsid();
                    burn(seconds);
                }
                _exit(0);
            }
        close(end[1]);
        while (read(end[0], &byte, 1) > 0) {
        }
    } else if (!strcmp(what, "sleep"))
        sleep_ms(ms);
    else if (!strcmp(what, "silence")) {
        // With every stream closed it looks as if it had ended; its last word goes another way.
        int said = dup(1);
        close(0), close(1), close(2);
        sleep_ms(ms);
        dup2(said, 1);
    } else if (!strcmp(what, "stop")) {
        pid_t me = getpid();
        if (!fork()) {
            sleep_ms(ms);
            kill(me, SIGCONT);
            _exit(0);
        }
        raise(SIGSTOP);
    } else if (!strcmp(what, "deaf")) {
        sigset_t all;
        sigfillset(&all);
        sigprocmask(SIG_BLOCK, &all, NULL);
        for (int i = 1; i < 32; i++) signal(i, SIG_IGN);
        sleep_ms(ms);
    } else if (!strcmp(what, "fifo")) {
        mkfifo("wait", 0600);
        if (!fork()) {
            sleep_ms(ms);
            _exit(open("wait", O_WRONLY) < 0);
        }
        if (open("wait", O_RDONLY) < 0) return 2;
    } else
        return 2;
    return worked();
}
