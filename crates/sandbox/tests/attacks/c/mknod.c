// The disk as a device file of the attacker's own.
#include "attack.h"
#include <sys/sysmacros.h>

int main(void) {
    if (mknod("/workspace/disk", S_IFBLK | 0666, makedev(254, 0)) < 0) return refused();
    return answer(open("/workspace/disk", O_RDONLY));
}
