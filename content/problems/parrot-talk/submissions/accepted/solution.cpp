#include <array>
#include <string>
#include <vector>

constexpr long long modulus = 1'000'000'007;
constexpr int longest_word = 40;

struct Node {
    std::array<int, 26> next{};
    bool is_word = false;
};

long long countReadings(const std::string& speech, const std::vector<std::string>& words) {
    std::vector<Node> trie(1);
    for (const std::string& word : words) {
        int node = 0;
        for (char letter : word) {
            if (trie[node].next[letter - 'a'] == 0) {
                trie[node].next[letter - 'a'] = static_cast<int>(trie.size());
                trie.emplace_back();
            }
            node = trie[node].next[letter - 'a'];
        }
        trie[node].is_word = true;
    }

    // The words that end at a position have different lengths: the node says which word it is.
    struct Last {
        int node = 0;
        long long readings = 0;
    };
    const std::size_t letters = speech.size();
    std::vector<std::array<Last, longest_word + 1>> ending(letters + 1);
    std::vector<long long> total(letters + 1, 0);
    total[0] = 1;
    for (std::size_t start = 0; start < letters; ++start) {
        int node = 0;
        for (std::size_t end = start; end < letters; ++end) {
            node = trie[node].next[speech[end] - 'a'];
            if (node == 0) break;
            if (!trie[node].is_word) continue;
            const std::size_t length = end + 1 - start;
            const Last& same = ending[start][length];
            const long long repeated = same.node == node ? same.readings : 0;
            const long long readings = (total[start] - repeated + modulus) % modulus;
            ending[end + 1][length] = {node, readings};
            total[end + 1] = (total[end + 1] + readings) % modulus;
        }
    }
    return total[letters];
}
