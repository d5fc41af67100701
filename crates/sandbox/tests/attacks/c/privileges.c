// More rights than a program has.
#include "attack.h"

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    if (!strcmp(what, "become-root")) return answer(setuid(0));
    if (!strcmp(what, "suid")) {
        uid_t before = getuid();
        // The program prints who it is in effect.
        int ends[2];
        if (pipe(ends) < 0) return 2;
        pid_t child = fork();
        if (!child) {
            dup2(ends[1], 1);
            execl(argv[2], argv[2], (char *)NULL);
            _exit(2);
        }
        close(ends[1]);
        char text[32] = "";
        if (read(ends[0], text, sizeof text - 1) <= 0) return in_vain();
        waitpid(child, NULL, 0);
        return atoi(text) == 0 && before != 0 ? worked() : in_vain();
    }
    if (!strcmp(what, "capabilities")) {
        char line[256];
        FILE *status = fopen("/proc/self/status", "r");
        while (status && fgets(line, sizeof line, status)) {
            unsigned long long set = 0;
            if (sscanf(line, "CapEff: %llx", &set) == 1) return set ? worked() : in_vain();
        }
        return 2;
    }
    if (!strcmp(what, "core")) {
        struct rlimit none = {0, 0};
        return answer(argc > 2 ? syscall(SYS_setrlimit, RLIMIT_CORE, &none) : setrlimit(RLIMIT_CORE, &none));
    }
    if (!strcmp(what, "raise")) {
        struct { const char *name; int resource; rlim_t more; } limits[] = {
            {"core", RLIMIT_CORE, 1 << 20}, {"stack", RLIMIT_STACK, 7 << 20}, {"cpu", RLIMIT_CPU, 3600}, {"files", RLIMIT_NOFILE, 400}};
        for (int i = 0; i < 4; i++) {
            struct rlimit wanted = {limits[i].more, limits[i].more};
            if (!strcmp(argv[2], limits[i].name)) return answer(setrlimit((__rlimit_resource_t)limits[i].resource, &wanted));
        }
    }
    return 2;
}
