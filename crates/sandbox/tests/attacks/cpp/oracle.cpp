// Asks the compiler, file by file, what the host has.
#if __has_include("@SECRET@") || __has_include("/host@SECRET@")
#include <cstdio>
int main() { puts("worked"); }
#else
#error no such file
#endif
