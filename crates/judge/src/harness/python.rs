//! Python.

use super::shape::by_shapes;
use crate::{Param, Signature, Type};

pub(super) const STARTER_PROGRAM: &str = "\
import sys


def main():
    data = sys.stdin.read().split()
    # Write your code here.


main()
";

const LIST_NODE: &str = "\
# The nodes of linked lists are given:
#
# class ListNode:
#     def __init__(self, val=0, next=None):
#         self.val = val
#         self.next = next


";

const TREE_NODE: &str = "\
# The nodes of trees are given:
#
# class TreeNode:
#     def __init__(self, val=0, left=None, right=None):
#         self.val = val
#         self.left = left
#         self.right = right


";

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = String::new();
    if signature.linked_list().is_some() || signature.tree().is_some() {
        out += "from typing import Optional\n\n\n";
    }
    if signature.linked_list().is_some() {
        out += LIST_NODE;
    }
    if signature.tree().is_some() {
        out += TREE_NODE;
    }
    if !signature.is_class() {
        out += &format!(
            "def {}({}) -> {}:\n    # Write your code here.\n    pass\n",
            signature.entry,
            params(&signature.params).join(", "),
            type_name(&signature.returns)
        );
        return out;
    }
    let with_self = |given: &[Param]| [vec!["self".to_owned()], params(given)].concat().join(", ");
    out += &format!("class {}:\n    def __init__({}):\n", signature.entry, with_self(&signature.params));
    out += "        # Write your code here.\n        pass\n";
    for method in &signature.methods {
        let returns = type_name(&method.returns);
        out += &format!("\n    def {}({}) -> {returns}:\n        pass\n", method.name, with_self(&method.params));
    }
    out
}

fn params(params: &[Param]) -> Vec<String> {
    params.iter().map(|param| format!("{}: {}", param.name, type_name(&param.of))).collect()
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Int | Type::Long => "int".to_owned(),
        Type::Float => "float".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => "str".to_owned(),
        Type::List(inner) => format!("list[{}]", type_name(inner)),
        Type::Map(key, inner) => format!("dict[{}, {}]", type_name(key), type_name(inner)),
        Type::LinkedList(_) => "Optional[ListNode]".to_owned(),
        Type::Tree(_) => "Optional[TreeNode]".to_owned(),
        Type::Void => "None".to_owned(),
    }
}

pub(super) fn driver(signature: &Signature) -> String {
    by_shapes(include_str!("templates/driver.py"), signature, ToOwned::to_owned)
}
