// System calls that reach far into the kernel, each by its name. Where it cannot do harm it is meant; else its arguments are
// such that the kernel, if it is asked at all, refuses them for another reason than a wall would.
#include "attack.h"
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/timex.h>

int main(int argc, char **argv) {
    const char *name = argc > 1 ? argv[1] : "";
#define CALL(text, ...) \
    if (!strcmp(name, text)) return answer(syscall(__VA_ARGS__))
    struct io_uring_params ring = {0};
    struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event, .config = PERF_COUNT_SW_CPU_CLOCK, .exclude_kernel = 1, .exclude_hv = 1};
    struct timespec now;
    struct timeval no_time = {.tv_usec = -1};
    struct timex nothing = {0};
    char buffer[4096];
    long aio = 0;
    int handle[64] = {128}, mount_id = 0;
    clock_gettime(CLOCK_REALTIME, &now);
    CALL("unshare-user", SYS_unshare, CLONE_NEWUSER);
    CALL("unshare-mounts", SYS_unshare, CLONE_NEWNS);
    CALL("unshare-network", SYS_unshare, CLONE_NEWNET);
    CALL("unshare-ipc", SYS_unshare, CLONE_NEWIPC);
    CALL("unshare-pids", SYS_unshare, CLONE_NEWPID);
    CALL("unshare-cgroup", SYS_unshare, CLONE_NEWCGROUP);
    CALL("setns", SYS_setns, open("/proc/self/ns/uts", O_RDONLY), CLONE_NEWUTS);
    CALL("fsopen", SYS_fsopen, "tmpfs", 0);
    CALL("open-tree", SYS_open_tree, AT_FDCWD, "/usr", 1 /* OPEN_TREE_CLONE */);
    CALL("sethostname", SYS_sethostname, "mine", 4);
    CALL("setdomainname", SYS_setdomainname, "mine", 4);
    CALL("io-uring", SYS_io_uring_setup, 4, &ring);
    CALL("io-setup", SYS_io_setup, 4, &aio);
    CALL("bpf", SYS_bpf, 9999, NULL, 0);
    CALL("perf", SYS_perf_event_open, &event, 0, -1, -1, 0);
    CALL("userfaultfd", SYS_userfaultfd, 1 /* user mode only */);
    CALL("fanotify", SYS_fanotify_init, 0x200 /* FAN_REPORT_FID */, 0);
    CALL("inotify", SYS_inotify_init1, 0);
    CALL("add-key", SYS_add_key, "user", "left", "secret", 6, -4 /* of the user */);
    CALL("find-key", SYS_keyctl, 10 /* search */, -4, "user", "left", 0);
    CALL("join-keyring", SYS_keyctl, 1, NULL, 0, 0, 0);
    CALL("name-to-handle", SYS_name_to_handle_at, AT_FDCWD, "/usr", handle, &mount_id, 0);
    CALL("open-by-handle", SYS_open_by_handle_at, -1, NULL, 0);
    CALL("personality", SYS_personality, READ_IMPLIES_EXEC);
    CALL("old-personality", SYS_personality, ADDR_COMPAT_LAYOUT);
    CALL("type-into-terminal", SYS_ioctl, 0, TIOCSTI, "x");
    CALL("console-paste", SYS_ioctl, 0, TIOCLINUX, "\2");
    CALL("reboot", SYS_reboot, 1, 2, 3, 0);
    CALL("kexec", SYS_kexec_load, 0, 0, 0, 0);
    CALL("init-module", SYS_init_module, NULL, 0, "");
    CALL("finit-module", SYS_finit_module, -1, "", 0);
    CALL("delete-module", SYS_delete_module, NULL, 0);
    CALL("swapon", SYS_swapon, "/dev/null", 0);
    CALL("swapoff", SYS_swapoff, "/dev/null");
    CALL("acct", SYS_acct, "/workspace/acct");
    CALL("quotactl", SYS_quotactl, -1, "/dev/null", 0, NULL);
    CALL("set-clock", SYS_clock_settime, CLOCK_REALTIME, &now);
    CALL("set-no-clock", SYS_clock_settime, 99, &now);
    CALL("adjust-clock", SYS_adjtimex, &nothing);
    // Without a file: the kernel looks for it first, and a wall that says it was done does not.
#define EFFECT(text, ...) \
    if (!strcmp(name, text)) return syscall(__VA_ARGS__) == 0 ? in_vain() : worked()
    EFFECT("sync-disk", SYS_syncfs, -1);
    EFFECT("drop-cache", SYS_fadvise64, -1, 0, 0, POSIX_FADV_DONTNEED);
    CALL("settimeofday", SYS_settimeofday, &no_time, NULL);
    CALL("read-kernel-log", SYS_syslog, 10 /* size */, NULL, 0);
    CALL("clear-kernel-log", SYS_syslog, 5, NULL, 0);
    CALL("vhangup", SYS_vhangup);
    CALL("iopl", SYS_iopl, 4);
    CALL("ioperm", SYS_ioperm, 65536, 1, 0);
    CALL("modify-ldt", SYS_modify_ldt, 0, buffer, sizeof buffer);
    CALL("vmsplice", SYS_vmsplice, -1, NULL, 0, 0);
    CALL("process-madvise", SYS_process_madvise, -1, NULL, 0, 0, 0);
    CALL("kcmp", SYS_kcmp, getpid(), getpid(), 0, 0, 0);
    CALL("move-pages", SYS_move_pages, 0, 0, NULL, NULL, NULL, 0);
    CALL("trace-me", SYS_ptrace, PTRACE_TRACEME, 0, 0, 0);
    CALL("inet", SYS_socket, AF_INET, SOCK_STREAM, 0);
    CALL("inet6", SYS_socket, AF_INET6, SOCK_DGRAM, 0);
    CALL("netlink", SYS_socket, AF_NETLINK, SOCK_RAW, 0);
    CALL("packet", SYS_socket, AF_PACKET, SOCK_RAW, 0);
    CALL("vsock", SYS_socket, 40 /* AF_VSOCK */, SOCK_STREAM, 0);
    CALL("crypto-socket", SYS_socket, 38 /* AF_ALG */, SOCK_SEQPACKET, 0);
    CALL("statmount", 457, NULL, NULL, 0, 0);
    return 2;
}
