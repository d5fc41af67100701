// Right but for the type of the minutes.
#include <functional>
#include <iostream>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

int main() {
    int n, m;
    std::cin >> n >> m;
    std::vector<std::vector<std::tuple<int, unsigned, unsigned>>> bridges(n + 1);
    for (int i = 0; i < m; ++i) {
        int a, b;
        unsigned minutes, period;
        std::cin >> a >> b >> minutes >> period;
        bridges[a].push_back({b, minutes, period});
        bridges[b].push_back({a, minutes, period});
    }
    std::vector<unsigned> arrival(n + 1, 4294967295u);
    using Entry = std::pair<unsigned, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    std::vector<bool> settled(n + 1);
    arrival[1] = 0;
    queue.push({0, 1});
    while (!queue.empty()) {
        auto [now, island] = queue.top();
        queue.pop();
        if (settled[island]) continue;
        settled[island] = true;
        for (auto [to, minutes, period] : bridges[island]) {
            unsigned there = (now + period - 1) / period * period + minutes;
            if (there < arrival[to]) {
                arrival[to] = there;
                queue.push({there, to});
            }
        }
    }
    if (arrival[n] == 4294967295u) std::cout << -1 << '\n';
    else std::cout << arrival[n] << '\n';
}
