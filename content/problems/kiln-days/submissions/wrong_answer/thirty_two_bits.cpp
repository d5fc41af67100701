// Right but for the type: the weights together do not fit into 32 bits.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

int main() {
    int n, most_days;
    std::cin >> n >> most_days;
    std::vector<std::uint32_t> weights(n);
    std::uint32_t low = 0, high = 0;
    for (auto& weight : weights) {
        std::cin >> weight;
        low = std::max(low, weight);
        high += weight;
    }
    while (low < high) {
        std::uint32_t middle = low + (high - low) / 2, load = 0;
        int days = 1;
        for (auto weight : weights) {
            load += weight;
            if (load > middle) {
                ++days;
                load = weight;
            }
        }
        if (days <= most_days) high = middle;
        else low = middle + 1;
    }
    std::cout << low << '\n';
}
