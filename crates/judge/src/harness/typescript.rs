//! TypeScript. The driver is that of JavaScript, after declarations that make the nodes known to the compiler.

use super::javascript::{self, type_name};
use crate::signature::camel_case;
use crate::{Param, Signature, Type};

const LIST_NODE: &str = "\
// The nodes of linked lists are given:
//
// class ListNode {
//     val: {VAL};
//     next: ListNode | null;
//     constructor(val: {VAL} = {ZERO}, next: ListNode | null = null) {
//         this.val = val;
//         this.next = next;
//     }
// }

";

const TREE_NODE: &str = "\
// The nodes of trees are given:
//
// class TreeNode {
//     val: {VAL};
//     left: TreeNode | null;
//     right: TreeNode | null;
//     constructor(val: {VAL} = {ZERO}, left: TreeNode | null = null, right: TreeNode | null = null) {
//         this.val = val;
//         this.left = left;
//         this.right = right;
//     }
// }

";

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = String::new();
    let node = |text: &str, of: &Type| text.replace("{VAL}", &type_name(of)).replace("{ZERO}", javascript::zero(of));
    if let Some(of) = signature.linked_list() {
        out += &node(LIST_NODE, of);
    }
    if let Some(of) = signature.tree() {
        out += &node(TREE_NODE, of);
    }
    if !signature.is_class() {
        let head = head(&signature.entry, &signature.params, &signature.returns);
        return out + &format!("function {head} {{\n{}}}\n", body(&signature.returns, "    "));
    }
    out += &format!("class {} {{\n", signature.entry);
    out += &format!("    constructor({}) {{\n        // Write your code here.\n    }}\n", params(&signature.params));
    for method in &signature.methods {
        let head = head(&method.name, &method.params, &method.returns);
        out += &format!("\n    {head} {{\n{}    }}\n", body(&method.returns, "        "));
    }
    out + "}\n"
}

fn head(name: &str, given: &[Param], returns: &Type) -> String {
    format!("{}({}): {}", camel_case(name), params(given), type_name(returns))
}

fn params(params: &[Param]) -> String {
    let param = |param: &Param| format!("{}: {}", camel_case(&param.name), type_name(&param.of));
    params.iter().map(param).collect::<Vec<_>>().join(", ")
}

fn body(returns: &Type, indent: &str) -> String {
    let nothing = match returns {
        Type::Void => None,
        Type::List(_) => Some("[]"),
        Type::Map(..) => Some("new Map()"),
        Type::LinkedList(_) | Type::Tree(_) => Some("null"),
        scalar => Some(javascript::zero(scalar)),
    };
    let returns = nothing.map(|nothing| format!("{indent}return {nothing};\n")).unwrap_or_default();
    format!("{indent}// Write your code here.\n{returns}")
}

pub(super) fn driver(signature: &Signature) -> String {
    let mut out = "// @ts-nocheck\n".to_owned();
    if let Some(of) = signature.linked_list() {
        let val = type_name(of);
        out += &format!(
            "declare class ListNode {{ val: {val}; next: ListNode | null; \
             constructor(val?: {val}, next?: ListNode | null); }}\n"
        );
    }
    if let Some(of) = signature.tree() {
        let val = type_name(of);
        out += &format!(
            "declare class TreeNode {{ val: {val}; left: TreeNode | null; right: TreeNode | null; \
             constructor(val?: {val}, left?: TreeNode | null, right?: TreeNode | null); }}\n"
        );
    }
    out + &javascript::driver_loading(signature, LOAD)
}

/// As a module, because Node maps the lines of modules to those of their sources, but not the lines of scripts.
const LOAD: &str = "\
  const path = process.cwd() + '/solution.js';
  const loaded = new module.constructor(path);
  loaded.filename = path;
  const exported = \"\\nmodule.exports = typeof {ENTRY} === 'undefined' ? undefined : {ENTRY};\\n\";
  loaded._compile(fs.readFileSync(path, 'utf8') + exported, path);
  const entry = loaded.exports;";
