// A machine in the machine, for sandboxes whose walls are off: user, pid, mount, network, IPC and UTS namespaces and
// cgroups of the test's own, in which its first process plays the other services of a host.
//
// outer DATA FIRST_ID PORT ABSTRACT_NAME HOST_NAME CGROUP... -- SUPERVISOR
//
// DATA is the folder of the test, FIRST_ID the first of 65536 user ids that nobody on the host has.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void check(int good, const char *what) {
    if (good) return;
    perror(what);
    exit(1);
}

static void write_file(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    check(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), path);
    close(fd);
}

static void make_directories(const char *path) {
    char part[4096];
    for (size_t i = 1; i <= strlen(path); i++)
        if (path[i] == '/' || !path[i]) {
            snprintf(part, sizeof part, "%.*s", (int)i, path);
            mkdir(part, 0755);
        }
}

// The services of the host that attacks look for.
static void be_a_host(int port, const char *abstract, const char *name) {
    check(sethostname(name, strlen(name)) == 0, "sethostname");
    int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct ifreq up = {.ifr_flags = IFF_UP | IFF_RUNNING};
    strcpy(up.ifr_name, "lo");
    check(any >= 0 && ioctl(any, SIOCSIFFLAGS, &up) == 0, "loopback");
    int tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    check(bind(tcp, (struct sockaddr *)&here, sizeof here) == 0 && listen(tcp, 64) == 0, "listen");
    int local = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un unix_name = {.sun_family = AF_UNIX};
    memcpy(unix_name.sun_path + 1, abstract, strlen(abstract));
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(abstract));
    check(bind(local, (struct sockaddr *)&unix_name, length) == 0 && listen(local, 64) == 0, "abstract");
    int shared = shmget(0x43514d45, 4096, IPC_CREAT | 0666);
    char *at = shared < 0 ? (char *)-1 : shmat(shared, NULL, 0);
    check(at != (char *)-1, "shared memory");
    strcpy(at, "MARKER-OF-THE-HOST");
}

int main(int argc, char **argv) {
    check(argc > 6, "arguments");
    const char *data = argv[1];
    long first = atol(argv[2]);
    int at = 6;
    for (; at < argc && strcmp(argv[at], "--"); at++) {
        char procs[4096];
        snprintf(procs, sizeof procs, "%s/cgroup.procs", argv[at]);
        write_file(procs, "0");
    }
    int program = open(argv[at + 1], O_RDONLY);
    check(program >= 0, "open the supervisor");
    int ready[2], mapped[2];
    check(pipe2(ready, O_CLOEXEC) == 0 && pipe2(mapped, O_CLOEXEC) == 0, "pipe");
    pid_t child = fork();
    check(child >= 0, "fork");
    char byte = 0;
    if (child > 0) {
        char path[64], map[64];
        check(read(ready[0], &byte, 1) == 1, "the child died");
        snprintf(map, sizeof map, "0 %ld 65536\n", first);
        for (int i = 0; i < 2; i++) {
            snprintf(path, sizeof path, "/proc/%d/%s", child, i ? "gid_map" : "uid_map");
            write_file(path, map);
        }
        check(write(mapped[1], &byte, 1) == 1, "tell");
        close(0);
        int status = 0;
        while (waitpid(child, &status, 0) < 0) {
        }
        return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    }
    check(unshare(CLONE_NEWUSER) == 0, "unshare user");
    check(write(ready[1], &byte, 1) == 1 && read(mapped[0], &byte, 1) == 1, "map");
    check(setresgid(0, 0, 0) == 0 && setresuid(0, 0, 0) == 0, "setresuid");
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    check(unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) == 0, "unshare");
    pid_t init = fork();
    check(init >= 0, "fork");
    if (init > 0) {
        close(0);
        int status = 0;
        while (waitpid(init, &status, 0) < 0) {
        }
        _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    check(mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "private");
    // Only a folder of this mount namespace can be mounted again, and it is about to be hidden.
    int folder = open(data, O_PATH | O_DIRECTORY | O_CLOEXEC);
    check(folder >= 0, "open the data");
    const char *places[] = {"/tmp", "/var/tmp", "/dev/shm", "/run"};
    for (int i = 0; i < 4; i++) check(mount("tmpfs", places[i], "tmpfs", 0, "size=64m,mode=1777") == 0, places[i]);
    make_directories(data);
    char source[64];
    snprintf(source, sizeof source, "/proc/self/fd/%d", folder);
    check(mount(source, data, NULL, MS_BIND, NULL) == 0, "bind the data");
    check(mount("proc", "/proc", "proc", 0, NULL) == 0, "proc");
    be_a_host(atoi(argv[3]), argv[4], argv[5]);
    pid_t supervisor = fork();
    check(supervisor >= 0, "fork");
    if (!supervisor) {
        char *environment[] = {"SECRET_TOKEN=MARKER-OF-THE-HOST", NULL};
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        fcntl(program, F_SETFD, FD_CLOEXEC);
        fexecve(program, argv + at + 1, environment);
        check(0, "fexecve");
    }
    close(0);
    int status = 0;
    for (;;) {
        pid_t ended = wait(&status);
        if (ended == supervisor || (ended < 0 && errno == ECHILD)) _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
    }
}
