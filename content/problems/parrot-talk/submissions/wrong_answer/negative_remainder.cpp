// Takes the remainder of a negative difference, which C++ leaves negative.
#include <map>
#include <set>
#include <string>
#include <vector>

long long countReadings(std::string speech, std::vector<std::string> words) {
    const std::set<std::string> known(words.begin(), words.end());
    std::vector<std::map<std::string, long long>> ending(speech.size() + 1);
    std::vector<long long> total(speech.size() + 1, 0);
    total[0] = 1;
    for (std::size_t start = 0; start < speech.size(); ++start) {
        for (std::size_t length = 1; length <= 40 && start + length <= speech.size(); ++length) {
            const std::string word = speech.substr(start, length);
            if (!known.count(word)) continue;
            const auto same = ending[start].find(word);
            const long long repeated = same == ending[start].end() ? 0 : same->second;
            const long long readings = (total[start] - repeated) % 1000000007;
            ending[start + length][word] = readings;
            total[start + length] = (total[start + length] + readings) % 1000000007;
        }
        ending[start].clear();
    }
    return total.back();
}
