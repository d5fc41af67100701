#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    long long n, most_days;
    std::cin >> n >> most_days;
    std::vector<long long> weights(n);
    for (long long& weight : weights) std::cin >> weight;

    auto enough = [&](long long capacity) {
        long long days = 1, load = 0;
        for (long long weight : weights) {
            load += weight;
            if (load > capacity) {
                ++days;
                load = weight;
            }
        }
        return days <= most_days;
    };

    long long low = *std::max_element(weights.begin(), weights.end());
    long long high = std::accumulate(weights.begin(), weights.end(), 0LL);
    while (low < high) {
        long long middle = low + (high - low) / 2;
        if (enough(middle)) high = middle;
        else low = middle + 1;
    }
    std::cout << low << '\n';
}
