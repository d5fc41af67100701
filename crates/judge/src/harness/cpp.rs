//! C++.

use super::shape::sections;
use super::template::render;
use crate::signature::camel_case;
use crate::signature::data::MAX_NODES;
use crate::{Param, Signature, Type};

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

const LIST_NODE: &str = "\
// The nodes of linked lists are given:
//
// struct ListNode {
//     {VAL} val;
//     ListNode *next;
//     ListNode() : val(), next(nullptr) {}
//     ListNode({VAL} x) : val(x), next(nullptr) {}
//     ListNode({VAL} x, ListNode *next) : val(x), next(next) {}
// };

";

const TREE_NODE: &str = "\
// The nodes of trees are given:
//
// struct TreeNode {
//     {VAL} val;
//     TreeNode *left;
//     TreeNode *right;
//     TreeNode() : val(), left(nullptr), right(nullptr) {}
//     TreeNode({VAL} x) : val(x), left(nullptr), right(nullptr) {}
//     TreeNode({VAL} x, TreeNode *left, TreeNode *right) : val(x), left(left), right(right) {}
// };

";

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = "#include <bits/stdc++.h>\nusing namespace std;\n\n".to_owned();
    if let Some(of) = signature.linked_list() {
        out += &LIST_NODE.replace("{VAL}", &type_name(of, ""));
    }
    if let Some(of) = signature.tree() {
        out += &TREE_NODE.replace("{VAL}", &type_name(of, ""));
    }
    let of = |returns: &Type| type_name(returns, "");
    if !signature.is_class() {
        let body = body(&signature.returns, "    ");
        let name = camel_case(&signature.entry);
        return out + &format!("{} {name}({}) {{\n{body}}}\n", of(&signature.returns), params(&signature.params));
    }
    out += &format!("class {} {{\n  public:\n", signature.entry);
    let written = "        // Write your code here.\n";
    out += &format!("    {}({}) {{\n{written}    }}\n", signature.entry, params(&signature.params));
    for method in &signature.methods {
        let (returns, name, params) = (of(&method.returns), camel_case(&method.name), params(&method.params));
        let body = body(&method.returns, "        ");
        out += &format!("\n    {returns} {name}({params}) {{\n{body}    }}\n");
    }
    out + "};\n"
}

fn body(returns: &Type, indent: &str) -> String {
    let nothing = if *returns == Type::Void { String::new() } else { format!("{indent}return {{}};\n") };
    format!("{indent}// Write your code here.\n{nothing}")
}

fn params(params: &[Param]) -> String {
    let param = |param: &Param| {
        let by_reference = matches!(param.of, Type::String | Type::List(_) | Type::Map(..));
        let mark = if by_reference { " &" } else { " " };
        let of = type_name(&param.of, "");
        match of.strip_suffix(" *") {
            Some(of) => format!("{of} *{}", camel_case(&param.name)),
            None => format!("{of}{mark}{}", camel_case(&param.name)),
        }
    };
    params.iter().map(param).collect::<Vec<_>>().join(", ")
}

fn type_name(of: &Type, space: &str) -> String {
    match of {
        Type::Int | Type::Long => "long long".to_owned(),
        Type::Float => "double".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => format!("{space}string"),
        Type::List(inner) => format!("{space}vector<{}>", type_name(inner, space)),
        Type::Map(key, inner) => {
            format!("{space}unordered_map<{}, {}>", type_name(key, space), type_name(inner, space))
        }
        Type::LinkedList(_) => "ListNode *".to_owned(),
        Type::Tree(_) => "TreeNode *".to_owned(),
        Type::Void => "void".to_owned(),
    }
}

/// The learner's file is included between the helpers and `main`, so that its macros cannot reach the helpers, and
/// `#line` moves messages about the call to the line after the learner's last one.
pub(super) fn driver(signature: &Signature, source: &str) -> String {
    let val = |of: Option<&Type>| of.map(|of| type_name(of, "std::")).unwrap_or_default();
    let values = [
        ("LIST_VAL", val(signature.linked_list())),
        ("TREE_VAL", val(signature.tree())),
        ("MAX_NODES", MAX_NODES.to_string()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let helpers = render(include_str!("templates/driver.hpp"), &sections(signature), &values);
    let mut types = Vec::new();
    let main = if signature.is_class() { calls(signature, &mut types) } else { call(signature, &mut types) };
    let end = source.lines().count() + 1;
    format!(
        "{helpers}{}#define main codequest_other_main\n#include \"solution.cpp\"\n#undef main\n#undef int\n\
         #line {end} \"solution.cpp\"\n\
         int main() {{ codequest_driver::open(); {main} }}\n",
        types.concat()
    )
}

/// The expression `callee(…)`, after statements that read the arguments. Their types get names, because the learner's
/// macros and names reach `main`.
fn called(callee: &str, params: &[Param], types: &mut Vec<String>) -> (String, String) {
    let mut reads = String::new();
    let mut names = Vec::new();
    for (at, param) in params.iter().enumerate() {
        let of = format!("codequest_t{}", types.len());
        types.push(format!("typedef {} {of};\n", type_name(&param.of, "std::")));
        reads += &format!("{of} codequest_a{at}; codequest_driver::next(codequest_a{at}); ");
        names.push(format!("codequest_a{at}"));
    }
    (reads, format!("{callee}({})", names.join(", ")))
}

fn call(signature: &Signature, types: &mut Vec<String>) -> String {
    let (reads, call) = called(&camel_case(&signature.entry), &signature.params, types);
    match signature.changed() {
        None => format!("{reads}codequest_driver::finish(codequest_driver::shown({call}));"),
        Some(at) => format!("{reads}{call}; codequest_driver::finish(codequest_driver::shown(codequest_a{at}));"),
    }
}

/// Statements that make the object, then go through the calls and collect their results.
fn calls(signature: &Signature, types: &mut Vec<String>) -> String {
    let entry = &signature.entry;
    let (reads, made) = called(&format!("new {entry}"), &signature.params, types);
    let mut out = format!(
        "codequest_calls codequest_c; codequest_driver::next(codequest_c); codequest_driver::enter(); \
         codequest_driver::enter(); {reads}{entry} *codequest_o = {made}; codequest_driver::ends(']'); \
         codequest_text codequest_r = \"[null\"; \
         for (unsigned long codequest_i = 1; codequest_i < codequest_c.size(); ++codequest_i) {{ \
         codequest_driver::enter(); codequest_r += ','; codequest_text &codequest_n = codequest_c[codequest_i]; "
    );
    for method in &signature.methods {
        let (reads, call) = called(&format!("codequest_o->{}", camel_case(&method.name)), &method.params, types);
        let shown = match method.returns {
            Type::Void => format!("{call}; codequest_r += \"null\";"),
            _ => format!("codequest_r += codequest_driver::shown({call});"),
        };
        out += &format!("if (codequest_n == \"{}\") {{ {reads}{shown} }} ", method.name);
    }
    types.push("typedef std::string codequest_text;\ntypedef std::vector<std::string> codequest_calls;\n".to_owned());
    out + "codequest_driver::ends(']'); } codequest_driver::finish(codequest_r + ']');"
}
