// Tries every capacity from the heaviest pot upwards.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    long long n, most_days;
    std::cin >> n >> most_days;
    std::vector<long long> weights(n);
    for (auto& weight : weights) std::cin >> weight;
    for (long long capacity = *std::max_element(weights.begin(), weights.end());; ++capacity) {
        long long days = 1, load = 0;
        for (long long weight : weights) {
            load += weight;
            if (load > capacity) {
                ++days;
                load = weight;
            }
        }
        if (days <= most_days) {
            std::cout << capacity << '\n';
            return 0;
        }
    }
}
