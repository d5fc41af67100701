// Hostile programs, one per word on the command line. Exit code 0 means that the attack worked, 1 that it was refused
// (with the error number on standard output), 2 that the attack itself is broken.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/ptrace.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int result(long value) {
    if (value >= 0) {
        puts("ok");
        return 0;
    }
    printf("%d\n", errno);
    return 1;
}

static volatile int depth_sink;
static int recurse(int depth) {
    volatile char frame[4096];
    frame[0] = (char)depth;
    depth_sink = frame[0];
    return recurse(depth + 1) + frame[0];
}

static void *sleeper(void *unused) {
    (void)unused;
    pause();
    return NULL;
}

static void burn(void) {
    for (volatile unsigned long i = 0;; i++) {
    }
}

static long fill(int fd) {
    static char block[1 << 20];
    memset(block, 'x', sizeof block);
    long total = 0;
    for (;;) {
        long wrote = write(fd, block, sizeof block);
        if (wrote <= 0) return total;
        total += wrote;
    }
}

static int connect_to(const char *name, int abstract) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(name);
    memcpy(address.sun_path + abstract, name, length);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0) return -1;
    return connect(fd, (struct sockaddr *)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + abstract + length));
}

int main(int argc, char **argv) {
    setvbuf(stdout, NULL, _IONBF, 0);
    const char *what = argc > 1 ? argv[1] : "";
    const char *argument = argc > 2 ? argv[2] : "";
    if (!strcmp(what, "call")) {
        long a[7] = {0};
        for (int i = 2; i < argc && i < 9; i++) a[i - 2] = strtol(argv[i], NULL, 0);
        return result(syscall(a[0], a[1], a[2], a[3], a[4], a[5], a[6]));
    }
    if (!strcmp(what, "read")) {
        int fd = open(argument, O_RDONLY);
        char byte;
        return result(fd < 0 ? fd : read(fd, &byte, 1));
    }
    if (!strcmp(what, "write")) return result(open(argument, O_WRONLY | O_CREAT, 0600));
    if (!strcmp(what, "fork-bomb"))
        for (;;) fork();
    if (!strcmp(what, "thread-bomb")) {
        pthread_t thread;
        int threads = 1;
        while (!pthread_create(&thread, NULL, sleeper, NULL)) threads++;
        printf("%d\n", threads);
        return 0;
    }
    if (!strcmp(what, "fill-heap")) {
        for (;;) {
            char *block = malloc(1 << 20);
            if (!block) return result(-1);
            memset(block, 1, 1 << 20);
        }
    }
    if (!strcmp(what, "fill-stack")) return recurse(0);
    if (!strcmp(what, "fill-memfd")) {
        for (;;) {
            int fd = memfd_create("x", 0);
            if (fd < 0) return result(-1);
            fill(fd);
        }
    }
    if (!strcmp(what, "fill-shm-segments")) {
        for (;;) {
            int id = shmget(IPC_PRIVATE, 1 << 20, IPC_CREAT | 0600);
            char *at = id < 0 ? (char *)-1 : shmat(id, NULL, 0);
            if (at == (char *)-1) return result(-1);
            memset(at, 1, 1 << 20);
        }
    }
    if (!strcmp(what, "fill-file")) {
        int fd = open(argument, O_WRONLY | O_CREAT, 0600);
        if (fd < 0) return 2;
        printf("%ld\n", fill(fd));
        return result(-1);
    }
    if (!strcmp(what, "fill-inodes")) {
        char name[64];
        for (int i = 0;; i++) {
            snprintf(name, sizeof name, "%s/f%d", argument, i);
            int fd = open(name, O_WRONLY | O_CREAT, 0600);
            if (fd < 0) {
                printf("%d\n", i);
                return result(-1);
            }
            close(fd);
        }
    }
    if (!strcmp(what, "connect-abstract")) return result(connect_to(argument, 1));
    if (!strcmp(what, "connect-path")) return result(connect_to(argument, 0));
    if (!strcmp(what, "trace-parent")) {
        pid_t parent = getpid(), child = fork();
        if (!child) {
            int code = result(ptrace(PTRACE_SEIZE, parent, 0, 0));
            _exit(code);
        }
        int status;
        while (waitpid(child, &status, 0) < 0) {
        }
        return WEXITSTATUS(status);
    }
    if (!strcmp(what, "signal")) return result(kill(atoi(argument), SIGKILL));
    if (!strcmp(what, "clone-user")) {
        long pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
        if (!pid) _exit(0);
        return result(pid);
    }
    if (!strcmp(what, "other-processes")) {
        // Whatever can be seen in /proc beside this process is a leak.
        DIR *proc = opendir("/proc");
        int others = 0;
        // Numbers there are those of the sandbox, not of the run.
        char self[32] = "";
        readlink("/proc/self", self, sizeof self - 1);
        for (struct dirent *entry; proc && (entry = readdir(proc));) {
            int pid = atoi(entry->d_name);
            if (pid && pid != atoi(self)) {
                printf("%d ", pid);
                others++;
            }
        }
        // Process 1 may answer where it has the program's user, and it ignores whatever it is sent.
        for (int pid = 2; pid < 200; pid++)
            if (pid != getpid() && kill(pid, 0) == 0) others++;
        printf("%d\n", others);
        return others ? 0 : 1;
    }
    if (!strcmp(what, "other-roots")) {
        char path[64], self[32] = "";
        int found = 0;
        readlink("/proc/self", self, sizeof self - 1);
        for (int pid = 1; pid < 64; pid++) {
            const char *files[] = {"root/etc/shadow", "environ", "maps", "fd/0", "cwd/."};
            for (int i = 0; i < 5 && pid != atoi(self); i++) {
                snprintf(path, sizeof path, "/proc/%d/%s", pid, files[i]);
                if (open(path, O_RDONLY) >= 0) {
                    puts(path);
                    found++;
                }
            }
        }
        return found ? 0 : 1;
    }
    if (!strcmp(what, "daemon")) {
        if (!fork()) {
            setsid();
            if (!fork()) {
                signal(SIGTERM, SIG_IGN);
                close(0), close(1), close(2);
                for (;;) pause();
            }
            _exit(0);
        }
        wait(NULL);
        return 0;
    }
    if (!strcmp(what, "leave-ipc")) {
        int shm = shmget(0x1234, 4096, IPC_CREAT | 0600), msg = msgget(0x1234, IPC_CREAT | 0600);
        int file = open("/dev/shm/left", O_CREAT | O_WRONLY, 0600), tmp = open("/tmp/left", O_CREAT | O_WRONLY, 0600);
        return shm < 0 || msg < 0 || file < 0 || tmp < 0;
    }
    if (!strcmp(what, "find-ipc")) {
        int found = (shmget(0x1234, 0, 0) >= 0) + (msgget(0x1234, 0) >= 0) + !access("/dev/shm/left", F_OK) + !access("/tmp/left", F_OK);
        printf("%d\n", found);
        return found ? 0 : 1;
    }
    if (!strcmp(what, "flood")) {
        int fd = atoi(argument);
        printf("");
        static char block[65536];
        memset(block, 'y', sizeof block);
        for (;;)
            if (write(fd, block, sizeof block) < 0) return result(-1);
    }
    if (!strcmp(what, "descriptors")) {
        int open_ones = 0;
        for (int fd = 0; fd < 4096; fd++) open_ones += fcntl(fd, F_GETFD) >= 0;
        printf("%d\n", open_ones);
        return open_ones > 3 ? 0 : 1;
    }
    if (!strcmp(what, "burn")) burn();
    if (!strcmp(what, "burn-in-children")) {
        for (int i = 0; i < 3; i++)
            if (!fork()) burn();
        while (wait(NULL) > 0) {
        }
        return 0;
    }
    if (!strcmp(what, "burn-unwaited")) {
        signal(SIGCHLD, SIG_IGN);
        if (!fork()) burn();
        for (;;) pause();
    }
    if (!strcmp(what, "sleep")) {
        for (;;) pause();
    }
    if (!strcmp(what, "stop")) {
        raise(SIGSTOP);
        return 0;
    }
    if (!strcmp(what, "count-open-files")) {
        int opened = 0;
        while (open("/dev/null", O_RDONLY) >= 0) opened++;
        printf("%d\n", opened);
        return 0;
    }
    return 2;
}
