// Tries every route that visits no island twice.
#include <algorithm>
#include <functional>
#include <iostream>
#include <tuple>
#include <vector>

int main() {
    int n, m;
    std::cin >> n >> m;
    std::vector<std::vector<std::tuple<int, long long, long long>>> bridges(n + 1);
    for (int i = 0; i < m; ++i) {
        int a, b;
        long long minutes, period;
        std::cin >> a >> b >> minutes >> period;
        bridges[a].push_back({b, minutes, period});
        bridges[b].push_back({a, minutes, period});
    }
    const long long never = 4'000'000'000'000'000'000;
    long long best = never;
    std::vector<bool> visited(n + 1);
    std::function<void(int, long long)> walk = [&](int island, long long now) {
        if (island == n) {
            best = std::min(best, now);
            return;
        }
        visited[island] = true;
        for (auto [to, minutes, period] : bridges[island]) {
            if (!visited[to]) walk(to, (now + period - 1) / period * period + minutes);
        }
        visited[island] = false;
    };
    walk(1, 0);
    std::cout << (best == never ? -1 : best) << '\n';
}
