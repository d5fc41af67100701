// More output than is allowed, but only so much of it.
#include "attack.h"

int main(int argc, char **argv) {
    int fd = argc > 1 ? atoi(argv[1]) : 1;
    long kib = argc > 2 ? atol(argv[2]) : 0;
    static char block[65536];
    memset(block, 'y', sizeof block);
    block[sizeof block - 1] = '\n';
    for (; kib > 0; kib -= 64)
        for (size_t done = 0; done < sizeof block;) {
            ssize_t wrote = write(fd, block + done, sizeof block - done);
            if (wrote < 0) return refused();
            done += (size_t)wrote;
        }
    return worked();
}
