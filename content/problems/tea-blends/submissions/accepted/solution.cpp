#include <algorithm>
#include <string>
#include <utility>
#include <vector>

long long balancedStretches(const std::string& shelf) {
    // Sorting the cuts brings equal ones together, which is safer than a hash of two numbers.
    std::vector<std::pair<int, int>> cuts{{0, 0}};
    for (char box : shelf) {
        auto [green_black, green_white] = cuts.back();
        if (box == 'g') ++green_black, ++green_white;
        else if (box == 'b') --green_black;
        else --green_white;
        cuts.push_back({green_black, green_white});
    }
    std::sort(cuts.begin(), cuts.end());
    long long stretches = 0, same = 0;
    for (std::size_t i = 1; i < cuts.size(); ++i) {
        same = cuts[i] == cuts[i - 1] ? same + 1 : 0;
        stretches += same;
    }
    return stretches;
}
