// A program much larger than its source.
#include <cstdio>
asm(".section .rodata\n.fill 25165824,1,7\n.text\n");
int main() { puts("worked"); }
