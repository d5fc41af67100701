#include <array>
#include <string>
#include <utility>
#include <vector>

using Square = std::pair<int, int>;
constexpr long long never = 1'000'000'000;

template <typename MayEnter>
std::vector<std::vector<long long>> spread(const std::vector<std::string>& cellar, std::vector<Square> queue, MayEnter mayEnter) {
    const int height = cellar.size(), width = cellar[0].size();
    std::vector<std::vector<long long>> minutes(height, std::vector<long long>(width, never));
    for (const auto& [row, column] : queue) minutes[row][column] = 0;
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const auto [row, column] = queue[next];
        const long long minute = minutes[row][column] + 1;
        const std::array<Square, 4> beside{{{row - 1, column}, {row + 1, column}, {row, column - 1}, {row, column + 1}}};
        for (const auto& [r, c] : beside) {
            if (r < 0 || c < 0 || r >= height || c >= width || cellar[r][c] == '#') continue;
            if (minutes[r][c] != never || !mayEnter(r, c, minute)) continue;
            minutes[r][c] = minute;
            queue.push_back({r, c});
        }
    }
    return minutes;
}

long long minutesToHatch(const std::vector<std::string>& cellar) {
    std::vector<Square> leaks, cat;
    Square hatch;
    for (int row = 0; row < static_cast<int>(cellar.size()); ++row) {
        for (int column = 0; column < static_cast<int>(cellar[row].size()); ++column) {
            if (cellar[row][column] == '~') leaks.push_back({row, column});
            if (cellar[row][column] == 'C') cat.push_back({row, column});
            if (cellar[row][column] == 'H') hatch = {row, column};
        }
    }
    const auto water = spread(cellar, leaks, [](int, int, long long) { return true; });
    const auto walked = spread(cellar, cat, [&](int row, int column, long long minute) {
        return minute < water[row][column] + (cellar[row][column] == 'H' ? 1 : 0);
    });
    const long long best = walked[hatch.first][hatch.second];
    return best == never ? -1 : best;
}
