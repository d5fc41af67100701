//! Ruby.

use super::shape::by_shapes;
use crate::signature::free;
use crate::{Param, Signature, Type};

const LIST_NODE: &str = "\
# The nodes of linked lists are given:
#
# class ListNode
#   attr_accessor :val, :next
#
#   def initialize(val = {ZERO}, next_node = nil)
#     @val = val
#     @next = next_node
#   end
# end

";

const TREE_NODE: &str = "\
# The nodes of trees are given:
#
# class TreeNode
#   attr_accessor :val, :left, :right
#
#   def initialize(val = {ZERO}, left = nil, right = nil)
#     @val = val
#     @left = left
#     @right = right
#   end
# end

";

/// Words of the language that are no reserved words of [`Signature::check`].
const WORDS: &[&str] = &[
    "alias", "begin", "defined", "end", "ensure", "module", "next", "nil", "redo", "rescue", "retry", "self", "then",
    "undef", "unless", "until", "when",
];

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = String::new();
    if let Some(of) = signature.linked_list() {
        out += &LIST_NODE.replace("{ZERO}", zero(of));
    }
    if let Some(of) = signature.tree() {
        out += &TREE_NODE.replace("{ZERO}", zero(of));
    }
    if !signature.is_class() {
        return out + &method(&signature.entry, &signature.params, &signature.returns, "");
    }
    out += &format!("class {}\n", signature.entry);
    out += &method("initialize", &signature.params, &Type::Void, "  ");
    for of in &signature.methods {
        out += &format!("\n{}", method(&of.name, &of.params, &of.returns, "  "));
    }
    out + "end\n"
}

/// The types stand in comments, as YARD has them.
fn method(name: &str, params: &[Param], returns: &Type, indent: &str) -> String {
    let names: Vec<String> = params.iter().map(|param| free(&param.name, WORDS)).collect();
    let mut out = String::new();
    for (param, name) in params.iter().zip(&names) {
        out += &format!("{indent}# @param {name} [{}]\n", type_name(&param.of));
    }
    if *returns != Type::Void {
        out += &format!("{indent}# @return [{}]\n", type_name(returns));
    }
    let list = if names.is_empty() { String::new() } else { format!("({})", names.join(", ")) };
    let name = free(name, WORDS);
    out + &format!("{indent}def {name}{list}\n{indent}  # Write your code here.\n{indent}end\n")
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Int | Type::Long => "Integer".to_owned(),
        Type::Float => "Float".to_owned(),
        Type::Bool => "Boolean".to_owned(),
        Type::String => "String".to_owned(),
        Type::List(inner) => format!("Array<{}>", type_name(inner)),
        Type::Map(key, inner) => format!("Hash{{{} => {}}}", type_name(key), type_name(inner)),
        Type::LinkedList(_) => "ListNode, nil".to_owned(),
        Type::Tree(_) => "TreeNode, nil".to_owned(),
        Type::Void => "void".to_owned(),
    }
}

fn zero(of: &Type) -> &'static str {
    match of {
        Type::Float => "0.0",
        Type::Bool => "false",
        Type::String => "''",
        _ => "0",
    }
}

pub(super) fn driver(signature: &Signature) -> String {
    let zero = |of: Option<&Type>| of.map_or("0", zero);
    by_shapes(include_str!("templates/driver.rb"), signature, |name| free(name, WORDS))
        .replace("{LIST_ZERO}", zero(signature.linked_list()))
        .replace("{TREE_ZERO}", zero(signature.tree()))
}
