// Right but for the type of the sum.
#include <algorithm>
#include <functional>
#include <iostream>
#include <queue>
#include <utility>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<std::pair<int, int>> lanterns(n);
    for (auto& [day, fee] : lanterns) std::cin >> day >> fee;
    std::sort(lanterns.begin(), lanterns.end());
    std::priority_queue<int, std::vector<int>, std::greater<>> accepted;
    unsigned earned = 0;
    for (const auto& [day, fee] : lanterns) {
        accepted.push(fee);
        earned += fee;
        if (static_cast<int>(accepted.size()) > day) {
            earned -= accepted.top();
            accepted.pop();
        }
    }
    std::cout << earned << '\n';
}
