//! C#.

use super::shape::sections;
use super::template::render;
use crate::signature::data::MAX_NODES;
use crate::signature::{camel_case, pascal_case};
use crate::{Param, Signature, Type};

const LIST_NODE: &str = "\
// The nodes of linked lists are given:
//
// public class ListNode {
//     public {VAL} val;
//     public ListNode next;
//     public ListNode({VAL} val = default({VAL}), ListNode next = null) {
//         this.val = val;
//         this.next = next;
//     }
// }

";

const TREE_NODE: &str = "\
// The nodes of trees are given:
//
// public class TreeNode {
//     public {VAL} val;
//     public TreeNode left;
//     public TreeNode right;
//     public TreeNode({VAL} val = default({VAL}), TreeNode left = null, TreeNode right = null) {
//         this.val = val;
//         this.left = left;
//         this.right = right;
//     }
// }

";

/// Words of the language that are no reserved words of [`Signature::check`]; as names they get an `@`.
const WORDS: &[&str] = &[
    "base",
    "checked",
    "decimal",
    "delegate",
    "event",
    "fixed",
    "foreach",
    "implicit",
    "internal",
    "lock",
    "object",
    "out",
    "override",
    "params",
    "readonly",
    "ref",
    "sbyte",
    "sealed",
    "stackalloc",
    "string",
    "uint",
    "ulong",
    "unchecked",
    "unsafe",
    "ushort",
];

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = "using System;\nusing System.Collections.Generic;\nusing System.Linq;\n\n".to_owned();
    if let Some(of) = signature.linked_list() {
        out += &LIST_NODE.replace("{VAL}", &type_name(of, ""));
    }
    if let Some(of) = signature.tree() {
        out += &TREE_NODE.replace("{VAL}", &type_name(of, ""));
    }
    if !signature.is_class() {
        let method = method(&signature.entry, &signature.params, &signature.returns);
        return out + &format!("public class Solution {{\n{method}}}\n");
    }
    out += &format!("public class {} {{\n", signature.entry);
    out += &format!("    public {}({}) {{\n", signature.entry, params(&signature.params));
    out += "        // Write your code here.\n    }\n";
    for of in &signature.methods {
        out += &format!("\n{}", method(&of.name, &of.params, &of.returns));
    }
    out + "}\n"
}

fn method(name: &str, given: &[Param], returns: &Type) -> String {
    let nothing = match returns {
        Type::Int | Type::Long | Type::Float => "        return 0;\n",
        Type::Bool => "        return false;\n",
        Type::Void => "",
        _ => "        return null;\n",
    };
    let (returns, name, params) = (type_name(returns, ""), pascal_case(name), params(given));
    format!("    public {returns} {name}({params}) {{\n        // Write your code here.\n{nothing}    }}\n")
}

fn params(params: &[Param]) -> String {
    let param = |param: &Param| {
        let name = camel_case(&param.name);
        let mark = if WORDS.contains(&name.as_str()) { "@" } else { "" };
        format!("{} {mark}{name}", type_name(&param.of, ""))
    };
    params.iter().map(param).collect::<Vec<_>>().join(", ")
}

/// `space` is what stands before names of the library.
fn type_name(of: &Type, space: &str) -> String {
    match of {
        Type::Int | Type::Long => "long".to_owned(),
        Type::Float => "double".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => "string".to_owned(),
        Type::List(inner) => format!("{}[]", type_name(inner, space)),
        Type::Map(key, inner) => format!("{space}Dictionary<{}, {}>", type_name(key, space), type_name(inner, space)),
        Type::LinkedList(_) => "ListNode".to_owned(),
        Type::Tree(_) => "TreeNode".to_owned(),
        Type::Void => "void".to_owned(),
    }
}

/// With the name space written out, because a learner may have classes of the same names.
fn full(of: &Type) -> String {
    type_name(of, "System.Collections.Generic.")
}

pub(super) fn driver(signature: &Signature) -> String {
    let val = |of: Option<&Type>| of.map(full).unwrap_or_default();
    let values = [
        ("LIST_VAL", val(signature.linked_list())),
        ("TREE_VAL", val(signature.tree())),
        ("MAX_NODES", MAX_NODES.to_string()),
        ("CALL", if signature.is_class() { calls(signature) } else { call(signature) }),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    render(include_str!("templates/driver.cs"), &sections(signature), &values)
}

fn arguments(params: &[Param]) -> String {
    params.iter().map(|param| format!("Next<{}>()", full(&param.of))).collect::<Vec<_>>().join(", ")
}

fn call(signature: &Signature) -> String {
    let (entry, answer) = (pascal_case(&signature.entry), full(signature.answer()));
    let Some(changed) = signature.changed() else {
        let arguments = arguments(&signature.params);
        return format!("        Show(show, typeof({answer}), new Solution().{entry}({arguments}));\n");
    };
    let mut out = String::new();
    let mut names = Vec::new();
    for (at, param) in signature.params.iter().enumerate() {
        out += &format!("        var a{at} = Next<{}>();\n", full(&param.of));
        names.push(format!("a{at}"));
    }
    let names = names.join(", ");
    out + &format!("        new Solution().{entry}({names});\n        Show(show, typeof({answer}), a{changed});\n")
}

/// Makes the object, then goes through the calls and collects their results.
fn calls(signature: &Signature) -> String {
    let entry = &signature.entry;
    let mut out = format!(
        "        var calls = Next<string[]>();\n        Enter();\n        Enter();\n        \
         var made = new {entry}({});\n        Ends(']');\n        show.Append(\"[null\");\n        \
         for (int i = 1; i < calls.Length; i++) {{\n            Enter();\n            show.Append(',');\n            \
         switch (calls[i]) {{\n",
        arguments(&signature.params)
    );
    for method in &signature.methods {
        let call = format!("made.{}({})", pascal_case(&method.name), arguments(&method.params));
        let shown = match &method.returns {
            Type::Void => format!("{call}; show.Append(\"null\");"),
            returns => format!("Show(show, typeof({}), {call});", full(returns)),
        };
        out += &format!("                case \"{}\": {shown} break;\n", method.name);
    }
    out + "            }\n            Ends(']');\n        }\n        show.Append(']');\n"
}
