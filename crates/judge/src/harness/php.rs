//! PHP.

use super::shape::by_shapes;
use crate::signature::camel_case;
use crate::{Param, Signature, Type};

const LIST_NODE: &str = "\
// The nodes of linked lists are given:
//
// class ListNode {
//     public $val;
//     public $next;
//     public function __construct($val = {ZERO}, $next = null) {
//         $this->val = $val;
//         $this->next = $next;
//     }
// }

";

const TREE_NODE: &str = "\
// The nodes of trees are given:
//
// class TreeNode {
//     public $val;
//     public $left;
//     public $right;
//     public function __construct($val = {ZERO}, $left = null, $right = null) {
//         $this->val = $val;
//         $this->left = $left;
//         $this->right = $right;
//     }
// }

";

/// Functions are methods, because a function of the language, such as `count`, cannot be defined again.
pub(super) fn starter(signature: &Signature) -> String {
    let mut out = "<?php\n\n".to_owned();
    if let Some(of) = signature.linked_list() {
        out += &LIST_NODE.replace("{ZERO}", zero(of));
    }
    if let Some(of) = signature.tree() {
        out += &TREE_NODE.replace("{ZERO}", zero(of));
    }
    if !signature.is_class() {
        let method = method(&signature.entry, &signature.params, &signature.returns, signature.changed());
        return out + &format!("class Solution {{\n{method}}}\n");
    }
    let params = params(&signature.params, None);
    out += &format!("class {} {{\n{}", signature.entry, comment(&signature.params, &Type::Void));
    out += &format!("    public function __construct({params}) {{\n        // Write your code here.\n    }}\n");
    for of in &signature.methods {
        out += &format!("\n{}", method(&of.name, &of.params, &of.returns, None));
    }
    out + "}\n"
}

fn method(name: &str, given: &[Param], returns: &Type, changed: Option<usize>) -> String {
    let nothing = match returns {
        Type::Void => String::new(),
        other => format!("        return {};\n", zero(other)),
    };
    let (name, params, of) = (camel_case(name), params(given, changed), type_name(returns));
    format!(
        "{}    public function {name}({params}): {of} {{\n        // Write your code here.\n{nothing}    }}\n",
        comment(given, returns)
    )
}

/// What the types of the language cannot say.
fn comment(params: &[Param], returns: &Type) -> String {
    let says_more = |of: &Type| matches!(of, Type::List(_) | Type::Map(..));
    let mut out = String::new();
    for param in params.iter().filter(|param| says_more(&param.of)) {
        out += &format!("     * @param {} ${}\n", doc_type(&param.of), camel_case(&param.name));
    }
    if says_more(returns) {
        out += &format!("     * @return {}\n", doc_type(returns));
    }
    if out.is_empty() { out } else { format!("    /**\n{out}     */\n") }
}

/// The parameter that the function changes comes by reference; nodes do so anyway.
fn params(params: &[Param], changed: Option<usize>) -> String {
    let param = |(at, param): (usize, &Param)| {
        let by_reference = Some(at) == changed && matches!(param.of, Type::List(_) | Type::Map(..));
        format!("{} {}${}", type_name(&param.of), if by_reference { "&" } else { "" }, camel_case(&param.name))
    };
    params.iter().enumerate().map(param).collect::<Vec<_>>().join(", ")
}

fn type_name(of: &Type) -> &'static str {
    match of {
        Type::Int | Type::Long => "int",
        Type::Float => "float",
        Type::Bool => "bool",
        Type::String => "string",
        Type::List(_) | Type::Map(..) => "array",
        Type::LinkedList(_) => "?ListNode",
        Type::Tree(_) => "?TreeNode",
        Type::Void => "void",
    }
}

fn doc_type(of: &Type) -> String {
    match of {
        Type::List(inner) => format!("list<{}>", doc_type(inner)),
        Type::Map(key, inner) => format!("array<{}, {}>", doc_type(key), doc_type(inner)),
        other => type_name(other).to_owned(),
    }
}

fn zero(of: &Type) -> &'static str {
    match of {
        Type::Int | Type::Long => "0",
        Type::Float => "0.0",
        Type::Bool => "false",
        Type::String => "''",
        Type::List(_) | Type::Map(..) => "[]",
        Type::LinkedList(_) | Type::Tree(_) | Type::Void => "null",
    }
}

pub(super) fn driver(signature: &Signature) -> String {
    let zero = |of: Option<&Type>| of.map_or("0", zero);
    by_shapes(include_str!("templates/driver.php"), signature, camel_case)
        .replace("{LIST_ZERO}", zero(signature.linked_list()))
        .replace("{TREE_ZERO}", zero(signature.tree()))
}
