#include <iostream>
#include <numeric>

int main() {
    int n;
    std::cin >> n;
    long long piece = 0, total = 0;
    for (int i = 0; i < n; ++i) {
        long long length;
        std::cin >> length;
        piece = std::gcd(piece, length);
        total += length;
    }
    std::cout << piece << ' ' << total / piece << '\n';
}
