// The system calls of 32-bit programs have other numbers, which a filter for 64-bit ones may not know: `socket` by its
// old gate, or calls by the numbers of x32.
#include "attack.h"

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "x32")) return answer(syscall(0x40000000 + SYS_getpid));
    long result;
    // getpid
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory", "cc", "r8", "r9", "r10", "r11");
    if (result < 0) {
        errno = (int)-result;
        return refused();
    }
    return worked();
}
