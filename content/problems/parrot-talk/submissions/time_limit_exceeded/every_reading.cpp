// Follows every reading to its end.
#include <set>
#include <string>
#include <vector>

long long follow(const std::string& speech, const std::set<std::string>& known, std::size_t start, const std::string& last) {
    if (start == speech.size()) return 1;
    long long readings = 0;
    for (std::size_t length = 1; length <= 40 && start + length <= speech.size(); ++length) {
        const std::string word = speech.substr(start, length);
        if (word != last && known.count(word)) readings += follow(speech, known, start + length, word);
    }
    return readings % 1000000007;
}

long long countReadings(std::string speech, std::vector<std::string> words) {
    return follow(speech, std::set<std::string>(words.begin(), words.end()), 0, "");
}
