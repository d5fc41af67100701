// Mounts: new file systems, what is mounted made writable, what is mounted taken away.
#include "attack.h"
#include <sys/mount.h>
#include <linux/mount.h>

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    mkdir("/workspace/m", 0777);
    if (!strcmp(what, "tmpfs")) return answer(mount("x", "/workspace/m", "tmpfs", 0, NULL));
    if (!strcmp(what, "proc")) {
        if (mount("x", "/workspace/m", "proc", 0, NULL) < 0) return refused();
        return answer(access("/workspace/m/kallsyms", F_OK));
    }
    if (!strcmp(what, "bind")) return answer(mount("/usr", "/workspace/m", NULL, MS_BIND | MS_REC, NULL));
    if (!strcmp(what, "writable")) return answer(mount(NULL, "/usr", NULL, MS_REMOUNT | MS_BIND, NULL));
    if (!strcmp(what, "setattr")) {
        struct mount_attr attributes = {.attr_clr = MOUNT_ATTR_RDONLY};
        return answer(syscall(SYS_mount_setattr, AT_FDCWD, "/usr", 0, &attributes, sizeof attributes));
    }
    if (!strcmp(what, "umount")) return answer(umount2("/tmp", MNT_DETACH));
    if (!strcmp(what, "pivot")) {
        if (mount("x", "/workspace/m", "tmpfs", 0, NULL) < 0) return refused();
        if (mkdir("/workspace/m/old", 0777) < 0) return refused();
        return answer(syscall(SYS_pivot_root, "/workspace/m", "/workspace/m/old"));
    }
    return 2;
}
