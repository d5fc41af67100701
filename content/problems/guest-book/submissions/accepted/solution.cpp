#include <string>
#include <unordered_set>
#include <vector>

std::string firstReturn(const std::vector<std::string>& names) {
    std::unordered_set<std::string> seen;
    for (const std::string& name : names) {
        if (!seen.insert(name).second) return name;
    }
    return "";
}
