#include <algorithm>
#include <iostream>
#include <vector>

std::vector<long long> sums_of_choices(std::vector<long long>::const_iterator begin, std::vector<long long>::const_iterator end) {
    std::vector<long long> sums{0};
    for (; begin != end; ++begin) {
        const std::size_t before = sums.size();
        for (std::size_t i = 0; i < before; ++i) sums.push_back(sums[i] + *begin);
    }
    std::sort(sums.begin(), sums.end());
    return sums;
}

int main() {
    int n;
    long long low, high;
    std::cin >> n >> low >> high;
    std::vector<long long> pulls(n);
    for (long long& pull : pulls) std::cin >> pull;
    const auto left = sums_of_choices(pulls.begin(), pulls.begin() + n / 2);
    const auto right = sums_of_choices(pulls.begin() + n / 2, pulls.end());

    // As the left sum grows, both ends of the good range on the right move down.
    long long choices = 0;
    std::size_t first = right.size(), last = right.size();
    for (long long total : left) {
        while (first > 0 && right[first - 1] >= low - total) --first;
        while (last > 0 && right[last - 1] > high - total) --last;
        choices += static_cast<long long>(last) - static_cast<long long>(first);
    }
    std::cout << choices << '\n';
}
