#include <bits/stdc++.h>
extern "C" int codequest_dup(int) __asm__("dup");
extern "C" long codequest_write(int, const void *, unsigned long) __asm__("write");
extern "C" void codequest_leave(int) __asm__("_exit");
// @if LIST_NODE
struct ListNode {
    {LIST_VAL} val;
    ListNode *next;
    ListNode() : val(), next(nullptr) {}
    ListNode({LIST_VAL} x) : val(x), next(nullptr) {}
    ListNode({LIST_VAL} x, ListNode *next) : val(x), next(next) {}
};
// @end
// @if TREE_NODE
struct TreeNode {
    {TREE_VAL} val;
    TreeNode *left;
    TreeNode *right;
    TreeNode() : val(), left(nullptr), right(nullptr) {}
    TreeNode({TREE_VAL} x) : val(x), left(nullptr), right(nullptr) {}
    TreeNode({TREE_VAL} x, TreeNode *left, TreeNode *right) : val(x), left(left), right(right) {}
};
// @end
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
inline bool ends(char bracket) {
    space();
    if (at < input.size() && input[at] != bracket) return false;
    ++at;
    return true;
}
inline void enter() {
    space();
    ++at;
}
// @if LIST_NODE
inline void next(ListNode *&value) {
    value = nullptr;
    ListNode **end = &value;
    for (enter(); !ends(']'); end = &(*end)->next) {
        *end = new ListNode();
        next((*end)->val);
    }
}
// @end
// @if TREE_NODE
inline void next(TreeNode *&value) {
    value = nullptr;
    std::deque<TreeNode **> places{&value};
    for (enter(); !ends(']'); places.pop_front()) {
        if (input[at] == 'n') {
            at += 4;
            continue;
        }
        TreeNode *node = *places.front() = new TreeNode();
        next(node->val);
        places.push_back(&node->left);
        places.push_back(&node->right);
    }
}
// @end
template <class T> void next(std::vector<T> &value);
template <class K, class V> void next(std::unordered_map<K, V> &value) {
    value.clear();
    for (enter(); !ends('}');) {
        std::string text;
        next(text);
        enter();
        V item;
        next(item);
        if constexpr (std::is_same_v<K, std::string>) {
            value[text] = item;
        } else {
            value[std::strtoll(text.c_str(), nullptr, 10)] = item;
        }
    }
}
template <class T> void next(std::vector<T> &value) {
    value.clear();
    for (enter(); !ends(']');) {
        T item;
        next(item);
        value.push_back(item);
    }
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
// @if LIST_NODE
template <class T> void show(std::string &out, const T &value);
inline void show(std::string &out, ListNode *const &value) {
    std::string items = "[";
    std::size_t count = 0;
    for (ListNode *node = value; node; node = node->next) {
        if (count++ == {MAX_NODES}) return show(out, "a linked list that never ends");
        if (count > 1) items += ',';
        show(items, node->val);
    }
    out += items + ']';
}
// @end
// @if TREE_NODE
template <class T> void show(std::string &out, const T &value);
inline void show(std::string &out, TreeNode *const &value) {
    std::string items = "[";
    std::size_t end = 1;
    std::vector<TreeNode *> queue{value};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        TreeNode *node = queue[i];
        if (i > 0) items += ',';
        if (!node) {
            items += "null";
            continue;
        }
        if (queue.size() > 2 * {MAX_NODES}) return show(out, "a tree that never ends");
        show(items, node->val);
        end = items.size();
        queue.push_back(node->left);
        queue.push_back(node->right);
    }
    out.append(items, 0, end);
    out += ']';
}
// @end
template <class T, class = void> struct is_map : std::false_type {};
template <class T> struct is_map<T, std::void_t<typename T::mapped_type>> : std::true_type {};
template <class T> void show(std::string &out, const T &value) {
    if constexpr (std::is_same_v<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (std::is_same_v<T, char>) {
        show(out, std::string(1, value));
    } else if constexpr (std::is_integral_v<T>) {
        out += std::to_string(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        char text[64];
        // The shortest text that is read back as the same number; `inf` and `nan` are no JSON, and never right.
        out.append(text, std::to_chars(text, text + sizeof text, double(value)).ptr);
    } else if constexpr (is_map<T>::value) {
        out += '{';
        bool first = true;
        for (auto &&[key, item] : value) {
            if (!first) out += ',';
            first = false;
            if constexpr (std::is_integral_v<std::decay_t<decltype(key)>>) {
                show(out, std::to_string(key));
            } else {
                show(out, key);
            }
            out += ':';
            show(out, item);
        }
        out += '}';
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
inline void finish(const std::string &text) {
    std::string out = "{MARKER}" + text + '\n';
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
template <class T> std::string shown(const T &value) {
    std::string out;
    show(out, value);
    return out;
}
} // namespace codequest_driver
