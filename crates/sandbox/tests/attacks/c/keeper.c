// The first process of the run's pid namespace, or without one whoever started this: trace it, read it, take its
// descriptors, stop it.
#include "attack.h"
#include <sys/ptrace.h>
#include <sys/uio.h>

static char state_of(pid_t pid) {
    char path[64], text[512] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int fd = open(path, O_RDONLY);
    if (fd < 0 || read(fd, text, sizeof text - 1) <= 0) return '?';
    close(fd);
    char *end = strrchr(text, ')');
    return end ? end[2] : '?';
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    // The parent is outside of the namespace.
    pid_t keeper = getppid() ? getppid() : 1;
    char path[64];
    if (!strcmp(what, "trace")) {
        if (ptrace(PTRACE_SEIZE, keeper, 0, 0) < 0) return refused();
        ptrace(PTRACE_DETACH, keeper, 0, 0);
        return worked();
    }
    if (!strcmp(what, "read") || !strcmp(what, "write")) {
        // An address that is nobody's: the question is whether the kernel gets as far as looking at it.
        char byte;
        struct iovec here = {&byte, 1}, there = {(void *)8, 1};
        int call = !strcmp(what, "read") ? SYS_process_vm_readv : SYS_process_vm_writev;
        long result = syscall(call, keeper, &here, 1, &there, 1, 0);
        return result >= 0 || errno == EFAULT ? worked() : refused();
    }
    if (!strcmp(what, "descriptor")) {
        int handle = (int)syscall(SYS_pidfd_open, keeper, 0);
        if (handle < 0) return refused();
        for (int fd = 0; fd < 16; fd++)
            if (syscall(SYS_pidfd_getfd, handle, fd, 0) >= 0) return worked();
        return refused();
    }
    if (!strcmp(what, "compare")) return answer(syscall(SYS_kcmp, keeper, getpid(), 1 /* memory */, 0, 0));
    if (!strcmp(what, "file")) {
        snprintf(path, sizeof path, "/proc/%d/%s", keeper, argc > 2 ? argv[2] : "");
        return answer(open(path, O_RDONLY | O_NONBLOCK));
    }
    if (!strcmp(what, "limit")) {
        // A harmless one. With `RLIMIT_NOFILE` it could not open what it reads for the account of the run.
        struct rlimit none = {0, 0};
        return answer(prlimit(keeper, RLIMIT_RSS, &none, NULL));
    }
    if (!strcmp(what, "starve")) {
        struct sched_param nothing = {0};
        return answer(sched_setscheduler(keeper, SCHED_IDLE, &nothing));
    }
    if (!strcmp(what, "pin")) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(sched_getcpu(), &one);
        return answer(sched_setaffinity(keeper, sizeof one, &one));
    }
    if (!strcmp(what, "renice")) return answer(setpriority(PRIO_PROCESS, (id_t)keeper, 19));
    if (!strcmp(what, "idle-disk")) return answer(syscall(SYS_ioprio_set, 1, keeper, 3 << 13));
    if (!strcmp(what, "stop") || !strcmp(what, "pidfd")) {
        // Seen from inside, process 1 is not touched by this, and nobody else is there.
        int handle = !strcmp(what, "stop") ? -1 : (int)syscall(SYS_pidfd_open, keeper, 0);
        if (handle < 0 ? kill(keeper, SIGSTOP) : (int)syscall(SYS_pidfd_send_signal, handle, SIGSTOP, NULL, 0))
            return refused();
        for (int i = 0; i < 100 && state_of(keeper) != 'T'; i++) sleep_ms(1);
        int stopped = state_of(keeper) == 'T';
        kill(keeper, SIGCONT);
        return stopped ? worked() : in_vain();
    }
    return 2;
}
