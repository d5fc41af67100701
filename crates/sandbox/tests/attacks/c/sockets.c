// Services of the host: over the network, over abstract names, over files.
#include "attack.h"
#include <arpa/inet.h>
#include <stddef.h>
#include <sys/un.h>

static int unix_connect(const char *name, int abstract) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(name);
    memcpy(address.sun_path + abstract, name, length);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0) return refused();
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)abstract + length + (abstract ? 0 : 1));
    return answer(connect(fd, (struct sockaddr *)&address, size));
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    if (!strcmp(argv[1], "abstract")) return unix_connect(argv[2], 1);
    if (!strcmp(argv[1], "path")) return unix_connect(reach(argv[2]), 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[2]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int tcp = !strcmp(argv[1], "tcp");
    int fd = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    if (fd < 0) return refused();
    if (tcp) return answer(connect(fd, (struct sockaddr *)&address, sizeof address));
    return answer(sendto(fd, "x", 1, 0, (struct sockaddr *)&address, sizeof address));
}
