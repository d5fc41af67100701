// Right but for the type: a long journey carries more than 32 bits of kilograms.
#include <cstdint>
#include <iostream>

int main() {
    int piers;
    std::cin >> piers;
    std::uint32_t load = 0;
    std::int32_t heaviest = -1;
    int pier_of_heaviest = 0;
    for (int pier = 1; pier <= piers; ++pier) {
        std::uint32_t unloaded, loaded;
        std::cin >> unloaded >> loaded;
        load += loaded - unloaded;
        if (static_cast<std::int32_t>(load) > heaviest) {
            heaviest = static_cast<std::int32_t>(load);
            pier_of_heaviest = pier;
        }
    }
    std::cout << heaviest << ' ' << pier_of_heaviest << '\n';
}
