// Takes a level equal to the minimum for unsafe.
#include <algorithm>
#include <vector>

long long longestStay(std::vector<long long> levels, long long minimum) {
    long long longest = 0, run = 0;
    for (long long level : levels) {
        run = level > minimum ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}
