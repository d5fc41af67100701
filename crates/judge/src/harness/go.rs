//! Go.

use super::shape::sections;
use super::template::render;
use crate::signature::data::MAX_NODES;
use crate::signature::{camel_case, free, pascal_case};
use crate::{Param, Signature, Type};

const LIST_NODE: &str = "\
// The nodes of linked lists are given:
//
// type ListNode struct {
//     Val  {VAL}
//     Next *ListNode
// }

";

const TREE_NODE: &str = "\
// The nodes of trees are given:
//
// type TreeNode struct {
//     Val   {VAL}
//     Left  *TreeNode
//     Right *TreeNode
// }

";

/// Words of the language and names that it has from the start, where they are no reserved words of
/// [`Signature::check`].
const WORDS: &[&str] = &[
    "any",
    "append",
    "cap",
    "chan",
    "clear",
    "close",
    "complex",
    "copy",
    "defer",
    "error",
    "fallthrough",
    "func",
    "go",
    "imag",
    "init",
    "iota",
    "len",
    "make",
    "map",
    "max",
    "min",
    "nil",
    "panic",
    "print",
    "println",
    "range",
    "real",
    "recover",
    "rune",
    "select",
    "string",
    "type",
    "uint",
];

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = "package main\n\n".to_owned();
    if let Some(of) = signature.linked_list() {
        out += &LIST_NODE.replace("{VAL}", &type_name(of));
    }
    if let Some(of) = signature.tree() {
        out += &TREE_NODE.replace("{VAL}", &type_name(of));
    }
    if !signature.is_class() {
        let name = free(&camel_case(&signature.entry), WORDS);
        return out + &format!("func {}", function(&name, &signature.params, &signature.returns));
    }
    let entry = &signature.entry;
    out += &format!("type {entry} struct {{\n\t// Write your code here, and below.\n}}\n\n");
    out += &format!("func New{entry}({}) *{entry} {{\n\treturn &{entry}{{}}\n}}\n", params(&signature.params));
    let receiver = entry.chars().next().unwrap_or('x').to_ascii_lowercase();
    for method in &signature.methods {
        // A parameter of the receiver's name would hide it.
        let taken = method.params.iter().any(|param| param.name == receiver.to_string());
        let receiver = if taken { "self".to_owned() } else { receiver.to_string() };
        let function = function(&pascal_case(&method.name), &method.params, &method.returns);
        out += &format!("\nfunc ({receiver} *{entry}) {function}");
    }
    out
}

fn function(name: &str, given: &[Param], returns: &Type) -> String {
    let nothing = match returns {
        Type::Int | Type::Long | Type::Float => "0",
        Type::Bool => "false",
        Type::String => "\"\"",
        _ => "nil",
    };
    let head = format!("{name}({})", params(given));
    match returns {
        Type::Void => format!("{head} {{\n\t// Write your code here.\n}}\n"),
        _ => format!("{head} {} {{\n\t// Write your code here.\n\treturn {nothing}\n}}\n", type_name(returns)),
    }
}

fn params(params: &[Param]) -> String {
    let param = |param: &Param| format!("{} {}", free(&camel_case(&param.name), WORDS), type_name(&param.of));
    params.iter().map(param).collect::<Vec<_>>().join(", ")
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Int => "int".to_owned(),
        Type::Long => "int64".to_owned(),
        Type::Float => "float64".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => "string".to_owned(),
        Type::List(inner) => format!("[]{}", type_name(inner)),
        Type::Map(key, inner) => format!("map[{}]{}", type_name(key), type_name(inner)),
        Type::LinkedList(_) => "*ListNode".to_owned(),
        Type::Tree(_) => "*TreeNode".to_owned(),
        Type::Void => String::new(),
    }
}

/// The driver's names all begin with `codequest`, those of its imports too: they share one package with the learner's.
pub(super) fn driver(signature: &Signature) -> String {
    let val = |of: Option<&Type>| of.map(type_name).unwrap_or_default();
    let values = [
        ("LIST_VAL", val(signature.linked_list())),
        ("TREE_VAL", val(signature.tree())),
        ("MAX_NODES", MAX_NODES.to_string()),
        ("CALL", if signature.is_class() { calls(signature) } else { call(signature) }),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    render(include_str!("templates/driver.go"), &sections(signature), &values)
}

/// The expression `callee(…)`, after statements that read the arguments.
fn called(callee: &str, params: &[Param]) -> (String, String) {
    let mut reads = String::new();
    let mut names = Vec::new();
    for (at, param) in params.iter().enumerate() {
        reads += &format!("\tvar codequestA{at} {}\n\tcodequestRead(&codequestA{at})\n", type_name(&param.of));
        names.push(format!("codequestA{at}"));
    }
    (reads, format!("{callee}({})", names.join(", ")))
}

fn call(signature: &Signature) -> String {
    let (reads, call) = called(&free(&camel_case(&signature.entry), WORDS), &signature.params);
    match signature.changed() {
        None => format!("{reads}\treturn codequestShow({call})\n"),
        Some(at) => format!("{reads}\t{call}\n\treturn codequestShow(codequestA{at})\n"),
    }
}

/// Makes the object, then goes through the calls and collects their results.
fn calls(signature: &Signature) -> String {
    let (reads, made) = called(&format!("New{}", signature.entry), &signature.params);
    let mut out = format!(
        "\tvar codequestNames []string\n\tcodequestRead(&codequestNames)\n\tcodequestEnter()\n\tcodequestEnter()\n\
         {reads}\tcodequestObject := {made}\n\tcodequestEnds(']')\n\tcodequestOut := []byte(\"[null\")\n\
         \tfor _, codequestName := range codequestNames[1:] {{\n\tcodequestEnter()\n\
         \tcodequestOut = append(codequestOut, ',')\n\tswitch codequestName {{\n"
    );
    for method in &signature.methods {
        let (reads, call) = called(&format!("codequestObject.{}", pascal_case(&method.name)), &method.params);
        let shown = match method.returns {
            Type::Void => format!("\t{call}\n\tcodequestOut = append(codequestOut, \"null\"...)\n"),
            _ => format!("\tcodequestOut = append(codequestOut, codequestShow({call})...)\n"),
        };
        out += &format!("\tcase \"{}\":\n{reads}{shown}", method.name);
    }
    out + "\t}\n\tcodequestEnds(']')\n\t}\n\treturn string(append(codequestOut, ']'))\n"
}
