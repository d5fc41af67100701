//! JavaScript.

use super::shape::by_shapes;
use crate::signature::camel_case;
use crate::{Param, Signature, Type};

pub(super) const STARTER_PROGRAM: &str = "\
const data = require('fs').readFileSync(0, 'utf8').split(/\\s+/);
// Write your code here.
";

const LIST_NODE: &str = "\
// The nodes of linked lists are given:
//
// class ListNode {
//     constructor(val = {ZERO}, next = null) {
//         this.val = val;
//         this.next = next;
//     }
// }

";

const TREE_NODE: &str = "\
// The nodes of trees are given:
//
// class TreeNode {
//     constructor(val = {ZERO}, left = null, right = null) {
//         this.val = val;
//         this.left = left;
//         this.right = right;
//     }
// }

";

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = String::new();
    if let Some(of) = signature.linked_list() {
        out += &LIST_NODE.replace("{ZERO}", zero(of));
    }
    if let Some(of) = signature.tree() {
        out += &TREE_NODE.replace("{ZERO}", zero(of));
    }
    if !signature.is_class() {
        out += &comment(&signature.params, &signature.returns, "");
        let (name, names) = (camel_case(&signature.entry), names(&signature.params));
        return out + &format!("function {name}({names}) {{\n    // Write your code here.\n}}\n");
    }
    out += &format!("class {} {{\n", signature.entry);
    if !signature.params.is_empty() {
        out += &comment(&signature.params, &Type::Void, "    ");
    }
    out += &format!("    constructor({}) {{\n        // Write your code here.\n    }}\n", names(&signature.params));
    for method in &signature.methods {
        let (name, names) = (camel_case(&method.name), names(&method.params));
        out += &format!("\n{}    {name}({names}) {{\n    }}\n", comment(&method.params, &method.returns, "    "));
    }
    out + "}\n"
}

/// The types, as JSDoc has them.
fn comment(params: &[Param], returns: &Type, indent: &str) -> String {
    let mut out = format!("{indent}/**\n");
    for param in params {
        out += &format!("{indent} * @param {{{}}} {}\n", type_name(&param.of), camel_case(&param.name));
    }
    if *returns != Type::Void {
        out += &format!("{indent} * @returns {{{}}}\n", type_name(returns));
    }
    out + &format!("{indent} */\n")
}

fn names(params: &[Param]) -> String {
    params.iter().map(|param| camel_case(&param.name)).collect::<Vec<_>>().join(", ")
}

pub(super) fn type_name(of: &Type) -> String {
    match of {
        Type::Int | Type::Float => "number".to_owned(),
        Type::Long => "bigint".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::String => "string".to_owned(),
        Type::List(inner) => match type_name(inner) {
            name if name.contains('|') => format!("({name})[]"),
            name => format!("{name}[]"),
        },
        Type::Map(key, inner) => format!("Map<{}, {}>", type_name(key), type_name(inner)),
        Type::LinkedList(_) => "ListNode | null".to_owned(),
        Type::Tree(_) => "TreeNode | null".to_owned(),
        Type::Void => "void".to_owned(),
    }
}

/// What a node holds that was made without a value.
pub(super) fn zero(of: &Type) -> &'static str {
    match of {
        Type::Long => "0n",
        Type::Bool => "false",
        Type::String => "''",
        _ => "0",
    }
}

pub(super) fn driver(signature: &Signature) -> String {
    driver_loading(signature, LOAD)
}

/// As a script, whose names the driver can see.
const LOAD: &str = "\
  vm.runInThisContext(fs.readFileSync('solution.js', 'utf8'), { filename: 'solution.js' });
  let entry;
  try {
    entry = vm.runInThisContext('{ENTRY}');
  } catch {
    entry = own.exports.{ENTRY} ?? own.exports;
  }";

/// The driver with statements that load the learner's file and set `entry`.
pub(super) fn driver_loading(signature: &Signature, load: &str) -> String {
    let has_long = signature.types().any(|of| *of == Type::Long).to_string();
    let zero = |of: Option<&Type>| of.map_or("0", zero);
    by_shapes(&include_str!("templates/driver.js").replace("{LOAD}", load), signature, camel_case)
        .replace("{HAS_LONG}", &has_long)
        .replace("{LIST_ZERO}", zero(signature.linked_list()))
        .replace("{TREE_ZERO}", zero(signature.tree()))
}
