#pragma once
#include <string>

void say(const std::string &folder, const std::string &file, const std::string &text);
