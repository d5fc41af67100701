// The compiler's own environment as a source file.
#include "/proc/self/environ"
int main() {}
