// Hears when programs of other sandboxes open a file that both can see.
#include "attack.h"
#include <sys/inotify.h>

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "dnotify")) {
        int fd = open("/usr/bin", O_RDONLY | O_DIRECTORY);
        return answer(fcntl(fd, F_NOTIFY, DN_ACCESS | DN_MULTISHOT));
    }
    if (argc > 1 && !strcmp(argv[1], "lease"))
        return answer(fcntl(open("/usr/bin/env", O_RDONLY), F_SETLEASE, F_RDLCK));
    // Without a file: newer kernels ask whose it is, after they have looked for it.
    if (argc > 1 && !strcmp(argv[1], "cachestat")) return answer(syscall(451, -1, NULL, NULL, 0));
    int watch = inotify_init();
    if (watch < 0) return refused();
    return answer(inotify_add_watch(watch, "/usr/bin/env", IN_OPEN));
}
