// Other processes of the host: look for them, signal them, look into them.
#include "attack.h"
#include <dirent.h>

// A process of the host, not one that another sandbox runs.
static int is_of_root(pid_t pid) {
    char path[64], line[256];
    int user = -1;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file) && sscanf(line, "Uid: %d", &user) != 1) {
    }
    if (file) fclose(file);
    return user == 0;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    pid_t me = getpid(), parent = getppid();
    if (!strcmp(what, "signal")) {
        errno = ESRCH;
        for (pid_t pid = 1; pid < 33000; pid++)
            if (pid != me && pid != parent && pid != 1 && kill(pid, SIGCONT) == 0 && is_of_root(pid)) return worked();
        return refused();
    }
    if (!strcmp(what, "list")) {
        DIR *processes = opendir("/proc");
        if (!processes) return refused();
        for (struct dirent *entry; (entry = readdir(processes));) {
            pid_t pid = atoi(entry->d_name);
            if (pid > 1 && pid != number_in_proc() && pid != parent) return worked();
        }
        return in_vain();
    }
    if (!strcmp(what, "workspace")) {
        // The file of a program that runs at the same time in another sandbox.
        wait_for_neighbour();
        DIR *processes = opendir("/proc");
        if (!processes) return refused();
        for (struct dirent *entry; (entry = readdir(processes));) {
            char path[512];
            snprintf(path, sizeof path, "/proc/%s/root/workspace/neighbour", entry->d_name);
            if (atoi(entry->d_name) > 0 && access(path, R_OK) == 0) return print_file(path);
        }
        return in_vain();
    }
    if (!strcmp(what, "rest")) return stay_beside();
    return 2;
}
