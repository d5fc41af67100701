#include "feedback.h"

#include <fstream>

void say(const std::string &folder, const std::string &file, const std::string &text) {
    std::ofstream(folder + file, std::ios::app) << text << '\n';
}
