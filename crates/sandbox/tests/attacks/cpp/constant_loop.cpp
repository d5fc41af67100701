// The compiler computes the program's answer, and for long.
#include <cstdio>
constexpr unsigned spin() {
    unsigned value = 1;
    for (unsigned i = 0; i < 16; i++)
        for (unsigned j = 0; j < @ROUNDS@u; j++) value = value * 1664525u + j;
    return value;
}
constexpr unsigned answer = spin();
int main() { printf("%u\nworked\n", answer); }
