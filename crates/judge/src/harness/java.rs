//! Java.

use super::shape::sections;
use super::template::render;
use crate::signature::camel_case;
use crate::signature::data::MAX_NODES;
use crate::{Param, Signature, Type};

pub(super) const STARTER_PROGRAM: &str = "\
import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        // Write your code here.
    }
}
";

const LIST_NODE: &str = "\
// The nodes of linked lists are given:
//
// class ListNode {
//     {VAL} val;
//     ListNode next;
//     ListNode() {}
//     ListNode({VAL} val) { this.val = val; }
//     ListNode({VAL} val, ListNode next) { this.val = val; this.next = next; }
// }

";

const TREE_NODE: &str = "\
// The nodes of trees are given:
//
// class TreeNode {
//     {VAL} val;
//     TreeNode left;
//     TreeNode right;
//     TreeNode() {}
//     TreeNode({VAL} val) { this.val = val; }
//     TreeNode({VAL} val, TreeNode left, TreeNode right) { this.val = val; this.left = left; this.right = right; }
// }

";

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = "import java.util.*;\n\n".to_owned();
    if let Some(of) = signature.linked_list() {
        out += &LIST_NODE.replace("{VAL}", &type_name(of));
    }
    if let Some(of) = signature.tree() {
        out += &TREE_NODE.replace("{VAL}", &type_name(of));
    }
    if !signature.is_class() {
        let method = method(&signature.entry, &signature.params, &signature.returns);
        return out + &format!("class Solution {{\n{method}}}\n");
    }
    out += &format!("class {} {{\n", signature.entry);
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
    let (returns, name, params) = (type_name(returns), camel_case(name), params(given));
    format!("    public {returns} {name}({params}) {{\n        // Write your code here.\n{nothing}    }}\n")
}

fn params(params: &[Param]) -> String {
    let param = |param: &Param| format!("{} {}", type_name(&param.of), camel_case(&param.name));
    params.iter().map(param).collect::<Vec<_>>().join(", ")
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Int | Type::Long => "long".to_owned(),
        Type::Float => "double".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::String => "String".to_owned(),
        Type::List(inner) => format!("{}[]", type_name(inner)),
        Type::Map(key, inner) => format!("Map<{}, {}>", boxed(key), boxed(inner)),
        Type::LinkedList(_) => "ListNode".to_owned(),
        Type::Tree(_) => "TreeNode".to_owned(),
        Type::Void => "void".to_owned(),
    }
}

/// The type that an Object is cast to, and that stands in brackets of another.
fn boxed(of: &Type) -> String {
    match of {
        Type::Int | Type::Long => "Long".to_owned(),
        Type::Float => "Double".to_owned(),
        Type::Bool => "Boolean".to_owned(),
        other => type_name(other),
    }
}

/// With the packages written out, because a learner may have classes of the same names.
fn full(name: &str) -> String {
    ["String", "Long", "Double", "Boolean"]
        .iter()
        .fold(name.replace("Map<", "java.util.Map<"), |name, class| name.replace(class, &format!("java.lang.{class}")))
}

pub(super) fn driver(signature: &Signature) -> String {
    let val = |of: Option<&Type>| of.map(|of| full(&type_name(of))).unwrap_or_default();
    let cast = |of: Option<&Type>| of.map(|of| full(&boxed(of))).unwrap_or_default();
    let call = if signature.is_class() { calls(signature) } else { call(signature) };
    let values = [
        ("LIST_VAL", val(signature.linked_list())),
        ("LIST_BOX", cast(signature.linked_list())),
        ("TREE_VAL", val(signature.tree())),
        ("TREE_BOX", cast(signature.tree())),
        ("MAX_NODES", MAX_NODES.to_string()),
        ("CALL", call),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    render(include_str!("templates/CodeQuestDriver.java"), &sections(signature), &values)
}

fn read(of: &Type) -> String {
    format!("({}) next(\"{of}\")", full(&boxed(of)))
}

fn arguments(params: &[Param]) -> String {
    params.iter().map(|param| read(&param.of)).collect::<Vec<_>>().join(", ")
}

fn call(signature: &Signature) -> String {
    let (entry, answer) = (camel_case(&signature.entry), signature.answer());
    let Some(changed) = signature.changed() else {
        let arguments = arguments(&signature.params);
        return format!("        show(out, \"{answer}\", new Solution().{entry}({arguments}));\n");
    };
    let mut out = String::new();
    let mut names = Vec::new();
    for (at, param) in signature.params.iter().enumerate() {
        out += &format!("        {} a{at} = {};\n", full(&type_name(&param.of)), read(&param.of));
        names.push(format!("a{at}"));
    }
    let names = names.join(", ");
    out + &format!("        new Solution().{entry}({names});\n        show(out, \"{answer}\", a{changed});\n")
}

/// Makes the object, then goes through the calls and collects their results.
fn calls(signature: &Signature) -> String {
    let entry = &signature.entry;
    let mut out = format!(
        "        java.lang.String[] calls = (java.lang.String[]) next(\"list<string>\");\n        enter();\n        \
         enter();\n        {entry} object = new {entry}({});\n        ends(']');\n        out.append(\"[null\");\n        \
         for (int i = 1; i < calls.length; i++) {{\n            enter();\n            out.append(',');\n            \
         switch (calls[i]) {{\n",
        arguments(&signature.params)
    );
    for method in &signature.methods {
        let call = format!("object.{}({})", camel_case(&method.name), arguments(&method.params));
        let shown = match &method.returns {
            Type::Void => format!("{call}; out.append(\"null\");"),
            returns => format!("show(out, \"{returns}\", {call});"),
        };
        out += &format!("                case \"{}\": {shown} break;\n", method.name);
    }
    out + "            }\n            ends(']');\n        }\n        out.append(']');\n"
}
