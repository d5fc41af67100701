//! C++.

use crate::signature::camel_case;
use crate::{Signature, Type};

pub(super) const STARTER_PROGRAM: &str = "\
#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    // Write your code here.
    return 0;
}
";

pub(super) fn starter(signature: &Signature) -> String {
    let params: Vec<String> = signature
        .params
        .iter()
        .map(|param| {
            let by_reference = if param.of.depth() > 0 || param.of == Type::String { "&" } else { "" };
            format!("{}{by_reference} {}", type_name(&param.of, ""), camel_case(&param.name))
        })
        .collect();
    format!(
        "#include <bits/stdc++.h>\nusing namespace std;\n\n{} {}({}) {{\n    // Write your code here.\n    return {{}};\n}}\n",
        type_name(&signature.returns, ""),
        camel_case(&signature.entry),
        params.join(", ")
    )
}

fn type_name(of: &Type, space: &str) -> String {
    match of {
        Type::Int | Type::Long => "long long".to_owned(),
        Type::Float => "double".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => format!("{space}string"),
        Type::List(inner) => format!("{space}vector<{}>", type_name(inner, space)),
    }
}

/// The learner's file is included between the helpers and `main`, so that its macros cannot reach the helpers, and
/// `#line` moves messages about the call to the line after the learner's last one.
pub(super) fn driver(signature: &Signature, source: &str) -> String {
    let mut types = String::new();
    let mut reads = String::new();
    let mut names = Vec::new();
    for (at, param) in signature.params.iter().enumerate() {
        types += &format!("typedef {} codequest_t{at};\n", type_name(&param.of, "std::"));
        reads += &format!("codequest_t{at} codequest_a{at}; codequest_driver::next(codequest_a{at}); ");
        names.push(format!("codequest_a{at}"));
    }
    let end = source.lines().count() + 1;
    let entry = camel_case(&signature.entry);
    format!(
        "{HELPERS}{types}#define main codequest_other_main\n#include \"solution.cpp\"\n#undef main\n#undef int\n\
         #line {end} \"solution.cpp\"\n\
         int main() {{ codequest_driver::open(); {reads}codequest_driver::finish({entry}({})); }}\n",
        names.join(", ")
    )
}

/// The header must come first for a prepared one to be used. Names of the system are declared under other names: `unistd.h` would take `pipe`, `link` and more from learners.
const HELPERS: &str = r##"#include <bits/stdc++.h>
extern "C" int codequest_dup(int) __asm__("dup");
extern "C" long codequest_write(int, const void *, unsigned long) __asm__("write");
extern "C" void codequest_leave(int) __asm__("_exit");
namespace codequest_driver {
static int answer = -1;
static std::string input;
static std::size_t at = 0;
inline void open() {
    answer = codequest_dup(1);
    static char block[65536];
    std::size_t count;
    while ((count = std::fread(block, 1, sizeof block, stdin)) > 0) input.append(block, count);
}
inline void space() {
    while (at < input.size() && std::strchr(" \t\r\n,", input[at])) ++at;
}
inline void next(long long &value) {
    space();
    char *end;
    value = std::strtoll(input.c_str() + at, &end, 10);
    at = end - input.c_str();
}
inline void next(double &value) {
    space();
    char *end;
    value = std::strtod(input.c_str() + at, &end);
    at = end - input.c_str();
}
inline void next(bool &value) {
    space();
    value = input[at] == 't';
    at += value ? 4 : 5;
}
inline unsigned hex() {
    unsigned value = std::strtoul(input.substr(at, 4).c_str(), nullptr, 16);
    at += 4;
    return value;
}
inline void utf8(std::string &out, unsigned code) {
    if (code < 0x80) {
        out += char(code);
    } else if (code < 0x800) {
        out += char(0xC0 | code >> 6);
        out += char(0x80 | (code & 63));
    } else if (code < 0x10000) {
        out += char(0xE0 | code >> 12);
        out += char(0x80 | (code >> 6 & 63));
        out += char(0x80 | (code & 63));
    } else {
        out += char(0xF0 | code >> 18);
        out += char(0x80 | (code >> 12 & 63));
        out += char(0x80 | (code >> 6 & 63));
        out += char(0x80 | (code & 63));
    }
}
inline void next(std::string &value) {
    space();
    ++at;
    value.clear();
    while (at < input.size() && input[at] != '"') {
        char c = input[at++];
        if (c != '\\') {
            value += c;
            continue;
        }
        c = input[at++];
        switch (c) {
        case 'n': value += '\n'; break;
        case 't': value += '\t'; break;
        case 'r': value += '\r'; break;
        case 'b': value += '\b'; break;
        case 'f': value += '\f'; break;
        case 'u': {
            unsigned code = hex();
            if (code >= 0xD800 && code < 0xDC00) {
                at += 2;
                code = 0x10000 + ((code - 0xD800) << 10) + (hex() - 0xDC00);
            }
            utf8(value, code);
            break;
        }
        default: value += c;
        }
    }
    ++at;
}
template <class T> void next(std::vector<T> &value) {
    space();
    ++at;
    value.clear();
    for (space(); input[at] != ']'; space()) {
        T item;
        next(item);
        value.push_back(item);
    }
    ++at;
}
inline void show(std::string &out, const std::string &value) {
    out += '"';
    for (char c : value) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if ((unsigned char)c < 32) {
            char text[8];
            std::snprintf(text, sizeof text, "\\u%04x", c);
            out += text;
        } else {
            out += c;
        }
    }
    out += '"';
}
inline void show(std::string &out, const char *value) { show(out, std::string(value)); }
template <class T> void show(std::string &out, const T &value) {
    if constexpr (std::is_same_v<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::is_same_v<T, char>) {
        show(out, std::string(1, value));
    } else if constexpr (std::is_integral_v<T>) {
        out += std::to_string(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        char text[64];
        std::snprintf(text, sizeof text, "%.17g", double(value));
        out += text;
    } else {
        out += '[';
        bool first = true;
        for (auto &&item : value) {
            if (!first) out += ',';
            first = false;
            if constexpr (std::is_same_v<T, std::vector<bool>>) {
                show<bool>(out, item);
            } else {
                show(out, item);
            }
        }
        out += ']';
    }
}
template <class T> void finish(const T &value) {
    std::string out = "{MARKER}";
    show(out, value);
    out += '\n';
    std::cout.flush();
    std::fflush(nullptr);
    const char *data = out.data();
    long left = long(out.size());
    while (left > 0) {
        long count = codequest_write(answer, data, left);
        if (count <= 0) break;
        data += count;
        left -= count;
    }
    codequest_leave(0);
}
} // namespace codequest_driver
"##;
