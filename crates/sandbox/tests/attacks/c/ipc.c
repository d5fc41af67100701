// Shared memory, semaphores and queues, of the host and of earlier runs.
#include "attack.h"
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    const key_t key = 0x4c454654;
    if (!strcmp(what, "host")) {
        int id = shmget(0x43514d45, 0, 0);
        char *at = id < 0 ? (char *)-1 : shmat(id, NULL, SHM_RDONLY);
        if (at == (char *)-1) return refused();
        puts(at);
        return worked();
    }
    if (!strcmp(what, "leave-memory")) return answer(shmget(key, 4096, IPC_CREAT | 0666));
    if (!strcmp(what, "find-memory")) return answer(shmget(key, 0, 0));
    if (!strcmp(what, "leave-semaphore")) return answer(semget(key, 1, IPC_CREAT | 0666));
    if (!strcmp(what, "find-semaphore")) return answer(semget(key, 0, 0));
    if (!strcmp(what, "leave-queue")) return answer(msgget(key, IPC_CREAT | 0666));
    if (!strcmp(what, "find-queue")) return answer(msgget(key, 0));
    if (!strcmp(what, "semaphores"))
        for (long left = atol(argv[2]) << 20; left > 0; left -= 32000 * 64)
            if (semget(IPC_PRIVATE, 32000, IPC_CREAT | 0600) < 0) return refused();
    if (!strcmp(what, "messages"))
        for (long left = atol(argv[2]) << 20; left > 0; left -= 16000) {
            static struct { long type; char text[8000]; } message = {.type = 1};
            int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
            if (queue < 0) return refused();
            for (int i = 0; i < 2; i++)
                if (msgsnd(queue, &message, sizeof message.text, IPC_NOWAIT) < 0) return refused();
        }
    if (!strcmp(what, "semaphores") || !strcmp(what, "messages")) return worked();
    struct mq_attr small = {.mq_maxmsg = 1, .mq_msgsize = 16};
    if (!strcmp(what, "leave-posix-queue")) return answer(mq_open("/left", O_CREAT | O_RDWR, 0666, &small));
    if (!strcmp(what, "find-posix-queue")) return answer(mq_open("/left", O_RDWR));
    return 2;
}
