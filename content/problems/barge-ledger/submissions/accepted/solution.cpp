#include <iostream>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int piers;
    std::cin >> piers;
    long long load = 0, heaviest = -1;
    int pier_of_heaviest = 0;
    for (int pier = 1; pier <= piers; ++pier) {
        long long unloaded, loaded;
        std::cin >> unloaded >> loaded;
        load += loaded - unloaded;
        if (load > heaviest) {
            heaviest = load;
            pier_of_heaviest = pier;
        }
    }
    std::cout << heaviest << ' ' << pier_of_heaviest << '\n';
}
