// What a program leaves under a name that the judge will read or write.
#include "attack.h"

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "", *path = argc > 2 ? reach(argv[2]) : "";
    unlink("artefact");
    if (!strcmp(what, "link")) return symlink(path, "artefact") < 0 ? refused() : 0;
    if (!strcmp(what, "fifo")) return mkfifo("artefact", 0666) < 0 ? refused() : 0;
    if (!strcmp(what, "directory-link")) {
        char folder[PATH_MAX];
        snprintf(folder, sizeof folder, "%s", path);
        char *name = strrchr(folder, '/');
        *name++ = 0;
        return symlink(folder, "d") < 0 ? refused() : 0;
    }
    if (!strcmp(what, "sparse")) {
        int fd = open("artefact", O_WRONLY | O_CREAT, 0666);
        signal(SIGXFSZ, SIG_IGN);
        if (ftruncate(fd, 40 << 20) == 0) return 0;
        unlink("artefact");
        return refused();
    }
    if (!strcmp(what, "deep")) {
        for (int i = 0; i < 2000; i++)
            if (mkdir("d", 0777) < 0 || chdir("d") < 0) return refused();
        return 0;
    }
    return 2;
}
