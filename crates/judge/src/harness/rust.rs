//! Rust.

use super::shape::sections;
use super::template::render;
use crate::signature::data::MAX_NODES;
use crate::signature::free;
use crate::{Param, Signature, Type};

const LIST_NODE: &str = "\
// The nodes of linked lists are given:
//
// #[derive(Debug, Clone, PartialEq)]
// pub struct ListNode {
//     pub val: {VAL},
//     pub next: Option<Box<ListNode>>,
// }
//
// impl ListNode {
//     pub fn new(val: {VAL}) -> Self {
//         ListNode { val, next: None }
//     }
// }

";

const TREE_NODE: &str = "\
// The nodes of trees are given:
//
// #[derive(Debug, Clone, PartialEq)]
// pub struct TreeNode {
//     pub val: {VAL},
//     pub left: Option<Rc<RefCell<TreeNode>>>,
//     pub right: Option<Rc<RefCell<TreeNode>>>,
// }
//
// impl TreeNode {
//     pub fn new(val: {VAL}) -> Self {
//         TreeNode { val, left: None, right: None }
//     }
// }

";

/// Words of the language that are no reserved words of [`Signature::check`].
const WORDS: &[&str] = &[
    "become", "box", "crate", "dyn", "fn", "impl", "loop", "macro", "match", "mod", "move", "mut", "override", "priv",
    "pub", "ref", "self", "trait", "type", "unsafe", "unsized", "use", "where",
];

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = String::new();
    if signature.tree().is_some() {
        out += "use std::cell::RefCell;\n";
    }
    if signature.types().any(|of| matches!(of, Type::Map(..))) {
        out += "use std::collections::HashMap;\n";
    }
    if signature.tree().is_some() {
        out += "use std::rc::Rc;\n";
    }
    if !out.is_empty() {
        out.push('\n');
    }
    if let Some(of) = signature.linked_list() {
        out += &LIST_NODE.replace("{VAL}", &type_name(of));
    }
    if let Some(of) = signature.tree() {
        out += &TREE_NODE.replace("{VAL}", &type_name(of));
    }
    if !signature.is_class() {
        let params = params(&signature.params, signature.changed());
        return out + &function(&signature.entry, &params, &signature.returns, "");
    }
    let entry = &signature.entry;
    out += &format!("pub struct {entry} {{\n    // Write your code here.\n}}\n\nimpl {entry} {{\n");
    out += &format!("    pub fn new({}) -> Self {{\n", params(&signature.params, None).join(", "));
    out += &format!("        {entry} {{}}\n    }}\n");
    for method in &signature.methods {
        let params = [vec!["&mut self".to_owned()], params(&method.params, None)].concat();
        out += &format!("\n{}", function(&method.name, &params, &method.returns, "    "));
    }
    out + "}\n"
}

fn function(name: &str, params: &[String], returns: &Type, indent: &str) -> String {
    let nothing = match returns {
        Type::Int | Type::Long => "0",
        Type::Float => "0.0",
        Type::Bool => "false",
        Type::String => "String::new()",
        Type::List(_) => "Vec::new()",
        Type::Map(..) => "HashMap::new()",
        Type::LinkedList(_) | Type::Tree(_) => "None",
        Type::Void => "",
    };
    let (name, params) = (free(name, WORDS), params.join(", "));
    let (of, nothing) = match returns {
        Type::Void => (String::new(), String::new()),
        _ => (format!(" -> {}", type_name(returns)), format!("{indent}    {nothing}\n")),
    };
    format!("{indent}pub fn {name}({params}){of} {{\n{indent}    // Write your code here.\n{nothing}{indent}}}\n")
}

fn params(params: &[Param], changed: Option<usize>) -> Vec<String> {
    let param = |(at, param): (usize, &Param)| {
        let by_reference = if Some(at) == changed { "&mut " } else { "" };
        format!("{}: {by_reference}{}", free(&param.name, WORDS), type_name(&param.of))
    };
    params.iter().enumerate().map(param).collect()
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Int | Type::Long => "i64".to_owned(),
        Type::Float => "f64".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => "String".to_owned(),
        Type::List(inner) => format!("Vec<{}>", type_name(inner)),
        Type::Map(key, inner) => format!("HashMap<{}, {}>", type_name(key), type_name(inner)),
        Type::LinkedList(_) => "Option<Box<ListNode>>".to_owned(),
        Type::Tree(_) => "Option<Rc<RefCell<TreeNode>>>".to_owned(),
        Type::Void => "()".to_owned(),
    }
}

/// With the paths written out, because a learner may have types of the same names.
fn full(of: &Type) -> String {
    match of {
        Type::String => "::std::string::String".to_owned(),
        Type::List(inner) => format!("::std::vec::Vec<{}>", full(inner)),
        Type::Map(key, inner) => format!("::std::collections::HashMap<{}, {}>", full(key), full(inner)),
        Type::LinkedList(_) => "::std::option::Option<::std::boxed::Box<crate::codequest::ListNode>>".to_owned(),
        Type::Tree(_) => {
            "::std::option::Option<::std::rc::Rc<::std::cell::RefCell<crate::codequest::TreeNode>>>".to_owned()
        }
        scalar => type_name(scalar),
    }
}

/// The learner's file is included in a module of its own, in which the call stands too: so nothing has to be public.
pub(super) fn driver(signature: &Signature) -> String {
    let val = |of: Option<&Type>| of.map(type_name).unwrap_or_default();
    let values = [
        ("LIST_VAL", val(signature.linked_list())),
        ("TREE_VAL", val(signature.tree())),
        ("TREE_READ", val(signature.tree())),
        ("MAX_NODES", MAX_NODES.to_string()),
        ("CALL", if signature.is_class() { calls(signature) } else { call(signature) }),
        ("MARKER", "\\n\\u{1e}result:".to_owned()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    render(include_str!("templates/driver.rs"), &sections(signature), &values)
}

/// The expression `callee(…)`, after statements that read the arguments.
fn called(callee: &str, params: &[Param], changed: Option<usize>) -> (String, String) {
    let mut reads = String::new();
    let mut names = Vec::new();
    for (at, param) in params.iter().enumerate() {
        let (mark, reference) = if Some(at) == changed { ("mut ", "&mut ") } else { ("", "") };
        let of = full(&param.of);
        reads += &format!("        let {mark}codequest_a{at}: {of} = crate::codequest::read(codequest_input);\n");
        names.push(format!("{reference}codequest_a{at}"));
    }
    (reads, format!("{callee}({})", names.join(", ")))
}

fn call(signature: &Signature) -> String {
    let (reads, call) = called(&free(&signature.entry, WORDS), &signature.params, signature.changed());
    match signature.changed() {
        None => format!("{reads}        crate::codequest::show({call})\n"),
        Some(at) => format!("{reads}        {call};\n        crate::codequest::show(&codequest_a{at})\n"),
    }
}

/// Makes the object, then goes through the calls and collects their results.
fn calls(signature: &Signature) -> String {
    let (reads, made) = called(&format!("{}::new", signature.entry), &signature.params, None);
    let mut out = format!(
        "        let codequest_names: ::std::vec::Vec<::std::string::String> = crate::codequest::read(codequest_input);\n\
         \x20       codequest_input.enter();\n        codequest_input.enter();\n{reads}\
         \x20       #[allow(unused_mut)]\n        let mut codequest_object = {made};\n\
         \x20       codequest_input.ends(b']');\n        let mut codequest_out = ::std::string::String::from(\"[null\");\n\
         \x20       for codequest_name in &codequest_names[1..] {{\n        codequest_input.enter();\n\
         \x20       codequest_out.push(',');\n        match codequest_name.as_str() {{\n"
    );
    for method in &signature.methods {
        let callee = format!("codequest_object.{}", free(&method.name, WORDS));
        let (reads, call) = called(&callee, &method.params, None);
        let shown = match method.returns {
            Type::Void => format!("        {call};\n        codequest_out += \"null\";\n"),
            _ => format!("        codequest_out += &crate::codequest::show({call});\n"),
        };
        out += &format!("        \"{}\" => {{\n{reads}{shown}        }}\n", method.name);
    }
    out + "        _ => {}\n        }\n        codequest_input.ends(b']');\n        }\n        codequest_out + \"]\"\n"
}
