#include <algorithm>
#include <functional>
#include <iostream>
#include <queue>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::vector<std::pair<long long, long long>> lanterns(n);
    for (auto& [day, fee] : lanterns) std::cin >> day >> fee;
    std::sort(lanterns.begin(), lanterns.end());

    std::priority_queue<long long, std::vector<long long>, std::greater<>> accepted;
    long long earned = 0;
    for (const auto& [day, fee] : lanterns) {
        accepted.push(fee);
        earned += fee;
        if (static_cast<long long>(accepted.size()) > day) {
            earned -= accepted.top();
            accepted.pop();
        }
    }
    std::cout << earned << '\n';
}
