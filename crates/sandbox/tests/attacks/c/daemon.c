// Processes that mean to outlive their run: in sessions of their own, orphaned, deaf to signals, with everything closed;
// some of them change their number all the time, so that no list of them is ever right.
#include "attack.h"
#include <dirent.h>

static void stay(int restless) {
    setsid();
    if (fork()) _exit(0);
    for (int signal_number = 1; signal_number < 32; signal_number++) signal(signal_number, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    for (int fd = 0; fd < 64; fd++) close(fd);
    if (!restless)
        for (;;) pause();
    for (;;) {
        sleep_ms(1);
        if (fork() > 0) _exit(0);
    }
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    int many = argc > 2 ? atoi(argv[2]) : 1;
    if (!strcmp(what, "find")) {
        // The restless ones may be between two numbers at a look.
        for (int look = 0; look < 50; look++, sleep_ms(2)) {
            DIR *processes = opendir("/proc");
            for (struct dirent *entry; processes && (entry = readdir(processes));) {
                pid_t pid = atoi(entry->d_name);
                if (pid > 1 && pid != number_in_proc()) return worked();
            }
            if (processes) closedir(processes);
        }
        return in_vain();
    }
    for (int i = 0; i < many; i++)
        if (!fork()) stay(!strcmp(what, "restless"));
    if (!strcmp(what, "race")) {
        // Ends in the middle of its children's forks.
        _exit(0);
    }
    while (wait(NULL) > 0) {
    }
    return 0;
}
