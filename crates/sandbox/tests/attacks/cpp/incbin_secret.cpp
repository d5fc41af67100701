// The assembler takes any file into the program.
#include <cstdio>
#if __has_include("@SECRET@")
#define FROM "@SECRET@"
#else
#define FROM "/host@SECRET@"
#endif
asm(".section .rodata\n.global held\nheld: .incbin \"" FROM "\"\n.byte 0\n.text\n");
extern "C" const char held[];
int main() { puts(held); puts("worked"); }
