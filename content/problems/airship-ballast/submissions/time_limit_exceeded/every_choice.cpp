// Tries every choice.
#include <iostream>
#include <vector>

int n;
long long low, high, choices;
std::vector<long long> pulls;

void choose(int next, long long total) {
    if (next == n) {
        if (low <= total && total <= high) ++choices;
        return;
    }
    choose(next + 1, total);
    choose(next + 1, total + pulls[next]);
}

int main() {
    std::cin >> n >> low >> high;
    pulls.resize(n);
    for (auto& pull : pulls) std::cin >> pull;
    choose(0, 0);
    std::cout << choices << '\n';
}
