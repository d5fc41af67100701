// Counts the three teas of every stretch.
#include <string>

long long balancedStretches(const std::string& shelf) {
    long long stretches = 0;
    for (std::size_t start = 0; start < shelf.size(); ++start) {
        long long green = 0, black = 0, white = 0;
        for (std::size_t end = start; end < shelf.size(); ++end) {
            if (shelf[end] == 'g') ++green;
            else if (shelf[end] == 'b') ++black;
            else ++white;
            if (green == black && black == white) ++stretches;
        }
    }
    return stretches;
}
