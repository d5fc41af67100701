// Two instantiations for each, and again: each is a type of its own, so none is remembered.
#include <cstdio>
template <int depth, unsigned long path> struct Bomb {
    static constexpr unsigned long value = Bomb<depth - 1, path * 2>::value + Bomb<depth - 1, path * 2 + 1>::value;
};
template <unsigned long path> struct Bomb<0, path> {
    static constexpr unsigned long value = path & 1;
};
int main() {
    printf("%lu\nworked\n", Bomb<@DEPTH@, 1>::value);
}
