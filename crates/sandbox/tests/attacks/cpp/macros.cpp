// Few lines that become millions of words.
#include <cstdio>
#define A(...) __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__ __VA_ARGS__
#define B(...) A(A(A(__VA_ARGS__)))
static const char all[] = {B(B(1, ))};
int main() { printf("%zu\nworked\n", sizeof all); }
