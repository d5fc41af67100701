#include <iostream>
#include <string>

int main() {
    int low = 1, high = 1000;
    while (true) {
        int middle = (low + high) / 2;
        std::cout << middle << std::endl;
        std::string answer;
        if (!(std::cin >> answer) || answer == "correct") break;
        (answer == "lower" ? high : low) = answer == "lower" ? middle - 1 : middle + 1;
    }
    std::cout << "I am done" << std::endl;
}
