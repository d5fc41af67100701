// Leaves the cgroup that limits it for one above.
#include "attack.h"

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/cgroup.procs", argv[1]);
    int fd = open(reach(path), O_WRONLY);
    if (fd < 0) return refused();
    return answer(write(fd, "0", 1));
}
