//! What drivers are told about a signature, in forms that several languages share.

use super::template::render;
use crate::signature::data::MAX_NODES;
use crate::{Param, Signature, Type};

/// A type as nested lists in JSON, which are literals in many languages: `"int"`, `["list", "int"]`,
/// `["map", "string", "int"]`, `["linked_list", "int"]`, `["tree", "int"]`.
pub(super) fn shape(of: &Type) -> String {
    match of {
        Type::List(inner) => format!(r#"["list", {}]"#, shape(inner)),
        Type::Map(key, inner) => format!(r#"["map", {}, {}]"#, shape(key), shape(inner)),
        Type::LinkedList(inner) => format!(r#"["linked_list", {}]"#, shape(inner)),
        Type::Tree(inner) => format!(r#"["tree", {}]"#, shape(inner)),
        scalar => format!(r#""{scalar}""#),
    }
}

/// The shapes of parameters, as a list.
fn shapes(params: &[Param]) -> String {
    let shapes: Vec<String> = params.iter().map(|param| shape(&param.of)).collect();
    format!("[{}]", shapes.join(", "))
}

/// The driver of a language that looks at shapes while it runs. `name` gives a function or method its name in the
/// language. The template may use `{ENTRY}`, `{PARAMS}` (a list of shapes), `{ANSWER}` (a shape), `{CHANGED}` (a place
/// among the parameters, or −1), `{METHODS}` (a list of `[name in the data, name in the language, shapes, shape]`),
/// `{MAX_NODES}`, and the sections of [`sections`].
pub(super) fn by_shapes(template: &str, signature: &Signature, name: impl Fn(&str) -> String) -> String {
    let entry = if signature.is_class() { signature.entry.clone() } else { name(&signature.entry) };
    let methods: Vec<String> = signature
        .methods
        .iter()
        .map(|method| {
            let (params, returns) = (shapes(&method.params), shape(&method.returns));
            format!(r#"["{}", "{}", {params}, {returns}]"#, method.name, name(&method.name))
        })
        .collect();
    let changed = signature.changed().map_or("-1".to_owned(), |at| at.to_string());
    let values = [
        ("ENTRY", entry.as_str()),
        ("PARAMS", &shapes(&signature.params)),
        ("ANSWER", &shape(signature.answer())),
        ("CHANGED", &changed),
        ("METHODS", &format!("[{}]", methods.join(", "))),
        ("MAX_NODES", &MAX_NODES.to_string()),
    ];
    render(template, &sections(signature), &values)
}

/// The sections that a driver may have: `FUNCTION` or `CLASS`, `LIST_NODE`, `TREE_NODE`.
pub(super) fn sections(signature: &Signature) -> [(&'static str, bool); 4] {
    [
        ("FUNCTION", !signature.is_class()),
        ("CLASS", signature.is_class()),
        ("LIST_NODE", signature.linked_list().is_some()),
        ("TREE_NODE", signature.tree().is_some()),
    ]
}
