// Right but for the type of the counter.
#include <map>
#include <string>
#include <utility>

long long balancedStretches(std::string shelf) {
    std::map<std::pair<int, int>, unsigned> earlier;
    std::pair<int, int> cut{0, 0};
    unsigned stretches = 0;
    earlier[cut] = 1;
    for (char box : shelf) {
        if (box == 'g') ++cut.first, ++cut.second;
        else if (box == 'b') --cut.first;
        else --cut.second;
        stretches += earlier[cut]++;
    }
    return stretches;
}
