#include <fstream>
#include <iostream>

#include "feedback.h"

int main(int count, char **words) {
    const std::string feedback = words[3];
    long long number = 0, divisor = 0;
    std::ifstream(words[1]) >> number;
    auto reject = [&](const std::string &why) {
        say(feedback, "judgemessage.txt", why);
        return 43;
    };
    if (!(std::cin >> divisor)) return reject("no number");
    std::string rest;
    if (std::cin >> rest) return reject("more than one number");
    if (divisor <= 1 || divisor >= number || number % divisor != 0) {
        say(feedback, "teammessage.txt", "that is not a proper divisor");
        return reject(std::to_string(divisor) + " does not divide " + std::to_string(number));
    }
    if (count > 4 && std::string(words[4]) == "smallest") {
        for (long long smaller = 2; smaller < divisor; ++smaller) {
            if (number % smaller == 0) return reject("not the smallest");
        }
    }
    return 42;
}
