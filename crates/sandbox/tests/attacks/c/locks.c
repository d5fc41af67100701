// A word passed from sandbox to sandbox: both show the same file of the host, and a lock on it can be felt by both.
#include "attack.h"
#include <sys/file.h>

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "", *kind = argc > 2 ? argv[2] : "";
    int fd = open("/usr/bin/env", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 2;
    int whole = !strcmp(kind, "flock");
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_len = 1};
    if (!strcmp(what, "hold")) {
        if ((whole ? flock(fd, LOCK_EX) : fcntl(fd, F_SETLK, &lock)) < 0) return refused();
        return stay_beside();
    }
    wait_for_neighbour();
    if (whole) return flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK ? worked() : in_vain();
    lock.l_type = F_WRLCK;
    return fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? worked() : in_vain();
}
