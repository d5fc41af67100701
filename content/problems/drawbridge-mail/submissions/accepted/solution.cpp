#include <functional>
#include <iostream>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

struct Bridge {
    int to;
    long long minutes, period;
};

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, m;
    std::cin >> n >> m;
    std::vector<std::vector<Bridge>> bridges(n + 1);
    for (int i = 0; i < m; ++i) {
        int a, b;
        long long minutes, period;
        std::cin >> a >> b >> minutes >> period;
        bridges[a].push_back({b, minutes, period});
        bridges[b].push_back({a, minutes, period});
    }

    constexpr long long never = std::numeric_limits<long long>::max();
    std::vector<long long> arrival(n + 1, never);
    using Entry = std::pair<long long, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    arrival[1] = 0;
    queue.push({0, 1});
    while (!queue.empty()) {
        auto [now, island] = queue.top();
        queue.pop();
        if (now > arrival[island]) continue;
        for (const Bridge& bridge : bridges[island]) {
            long long start = (now + bridge.period - 1) / bridge.period * bridge.period;
            long long there = start + bridge.minutes;
            if (there < arrival[bridge.to]) {
                arrival[bridge.to] = there;
                queue.push({there, bridge.to});
            }
        }
    }
    std::cout << (arrival[n] == never ? -1 : arrival[n]) << '\n';
}
