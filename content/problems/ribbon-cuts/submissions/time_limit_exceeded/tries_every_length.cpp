// Tries every length from the shortest ribbon downwards.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<long long> lengths(n);
    long long total = 0;
    for (auto& length : lengths) {
        std::cin >> length;
        total += length;
    }
    long long piece = *std::min_element(lengths.begin(), lengths.end());
    while (!std::all_of(lengths.begin(), lengths.end(), [&](long long length) { return length % piece == 0; })) --piece;
    std::cout << piece << ' ' << total / piece << '\n';
}
