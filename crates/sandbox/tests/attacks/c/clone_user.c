// A child in a user namespace of its own would be root there: by `clone`, or by `clone3`, whose flags a filter cannot read.
#include "attack.h"
#include <linux/sched.h>

int main(int argc, char **argv) {
    struct clone_args arguments = {.flags = CLONE_NEWUSER, .exit_signal = SIGCHLD};
    long pid = argc > 1 && !strcmp(argv[1], "clone3") ? syscall(SYS_clone3, &arguments, sizeof arguments)
                                                       : syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
    if (pid == 0) _exit(0);
    if (pid < 0) return refused();
    waitpid((pid_t)pid, NULL, 0);
    return worked();
}
