// Right but for the type of the counter.
#include <algorithm>
#include <iostream>
#include <vector>

std::vector<long long> sums_of_choices(const std::vector<long long>& pulls, int begin, int end) {
    std::vector<long long> sums{0};
    for (int i = begin; i < end; ++i) {
        const std::size_t before = sums.size();
        for (std::size_t k = 0; k < before; ++k) sums.push_back(sums[k] + pulls[i]);
    }
    std::sort(sums.begin(), sums.end());
    return sums;
}

int main() {
    int n;
    long long low, high;
    std::cin >> n >> low >> high;
    std::vector<long long> pulls(n);
    for (auto& pull : pulls) std::cin >> pull;
    const auto left = sums_of_choices(pulls, 0, n / 2), right = sums_of_choices(pulls, n / 2, n);
    unsigned choices = 0;
    for (long long total : left) {
        choices += std::upper_bound(right.begin(), right.end(), high - total) - std::lower_bound(right.begin(), right.end(), low - total);
    }
    std::cout << choices << '\n';
}
