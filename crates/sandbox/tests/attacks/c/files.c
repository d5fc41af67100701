// Files that are not the program's.
#include "attack.h"

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "", *path = argc > 2 ? reach(argv[2]) : "";
    if (!strcmp(what, "print")) return print_file(path);
    if (!strcmp(what, "exists")) return access(path, F_OK) == 0 ? worked() : refused();
    if (!strcmp(what, "create")) return answer(open(argv[2], O_WRONLY | O_CREAT | O_EXCL, 0666));
    if (!strcmp(what, "overwrite")) {
        int fd = open(path, O_WRONLY | (argc > 3 ? 0 : O_APPEND));
        if (fd < 0) return refused();
        const char *text = argc > 3 ? argv[3] : "was here\n";
        return answer(write(fd, text, strlen(text)));
    }
    if (!strcmp(what, "leave")) {
        char name[PATH_MAX];
        snprintf(name, sizeof name, "%s/left", path);
        return answer(open(name, O_WRONLY | O_CREAT, 0666));
    }
    if (!strcmp(what, "found")) {
        char name[PATH_MAX];
        snprintf(name, sizeof name, "%s/left", path);
        return access(name, F_OK) == 0 ? worked() : refused();
    }
    if (!strcmp(what, "execute")) {
        char name[PATH_MAX];
        snprintf(name, sizeof name, "%s/program", argv[2]);
        int from = open("/proc/self/exe", O_RDONLY), to = open(name, O_WRONLY | O_CREAT, 0777);
        if (from < 0 || to < 0) return 2;
        char block[65536];
        for (ssize_t got; (got = read(from, block, sizeof block)) > 0;)
            if (write(to, block, (size_t)got) != got) return 2;
        close(to);
        execl(name, name, "exists", "/", (char *)NULL);
        return refused();
    }
    if (!strcmp(what, "environment")) {
        extern char **environ;
        int more = 0;
        for (char **variable = environ; *variable; variable++)
            if (strncmp(*variable, "PATH=", 5)) more += puts(*variable) >= 0;
        return more ? worked() : in_vain();
    }
    if (!strcmp(what, "descriptors")) {
        for (int fd = 3; fd < 1024; fd++)
            if (fcntl(fd, F_GETFD) >= 0) return worked();
        return in_vain();
    }
    if (!strcmp(what, "input")) {
        if (ftruncate(0, 0) < 0) return refused();
        return answer(pwrite(0, "other", 5, 0));
    }
    if (!strcmp(what, "host-name")) {
        char name[256] = "";
        gethostname(name, sizeof name);
        return !strcmp(name, "sandbox") ? in_vain() : (puts(name), worked());
    }
    if (!strcmp(what, "cgroup")) {
        char line[512];
        FILE *file = fopen("/proc/self/cgroup", "r");
        while (file && fgets(line, sizeof line, file)) {
            char *place = strrchr(line, ':');
            if (place && strcmp(place, ":/\n")) return worked();
        }
        return in_vain();
    }
    if (!strcmp(what, "session")) return getsid(0) == getpid() ? in_vain() : worked();
    return 2;
}
