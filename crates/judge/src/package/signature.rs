//! Reads `codequest.function` and `codequest.class` of `problem.yaml`.

use super::complaints::{Complaints, MapReader};
use super::manifest::FILE;
use super::yaml::{Node, Value};
use crate::signature::{Method, Param, Signature, Type};

/// A function: `entry`, `params`, `returns`, and `changes` when it returns nothing.
pub(super) fn read_function(mut map: MapReader<'_>, complaints: &mut Complaints) -> Option<Signature> {
    let line = map.line();
    let entry = map.text("entry", complaints);
    let returns = map.text("returns", complaints);
    let changes = map.text("changes", complaints);
    let params = map.node("params");
    if entry.is_none() || returns.is_none() || params.is_none() {
        complaints.error(FILE, line, "`codequest.function` needs entry, params and returns");
    }
    let params = params.and_then(|node| read_params(&map, node, "codequest.function.params.", complaints));
    map.finish(&[], complaints);
    let ((entry_line, entry), returns, params) = (entry?, read_type(returns?, complaints)?, params?);
    let changes = changes.map(|(_, name)| name);
    checked(Signature { entry, params, returns, changes, methods: Vec::new() }, entry_line, complaints)
}

/// A class: `entry`, `methods`, and `params` when its constructor takes any.
pub(super) fn read_class(mut map: MapReader<'_>, complaints: &mut Complaints) -> Option<Signature> {
    let line = map.line();
    let entry = map.text("entry", complaints);
    let params = map.node("params");
    let methods = map.node("methods");
    if entry.is_none() || methods.is_none() {
        complaints.error(FILE, line, "`codequest.class` needs entry and methods");
    }
    let params = match params {
        Some(node) => read_params(&map, node, "codequest.class.params.", complaints),
        None => Some(Vec::new()),
    };
    let methods = methods.and_then(|node| match &node.value {
        Value::List(items) if !items.is_empty() => {
            items.iter().map(|item| read_method(item, complaints)).collect::<Option<Vec<_>>>()
        }
        _ => {
            map.wrong("methods", node, "a list with at least one method", complaints);
            None
        }
    });
    map.finish(&[], complaints);
    let ((entry_line, entry), params, methods) = (entry?, params?, methods?);
    checked(Signature { entry, params, returns: Type::Void, changes: None, methods }, entry_line, complaints)
}

fn checked(signature: Signature, line: u32, complaints: &mut Complaints) -> Option<Signature> {
    signature.check().map_err(|message| complaints.error(FILE, line, message)).ok()?;
    Some(signature)
}

fn read_method(node: &Node, complaints: &mut Complaints) -> Option<Method> {
    let mut map = MapReader::new(FILE, "codequest.class.methods.", node, complaints)?;
    let name = map.text("name", complaints);
    let returns = map.text("returns", complaints);
    let params = match map.node("params") {
        Some(params) => read_params(&map, params, "codequest.class.methods.params.", complaints),
        None => Some(Vec::new()),
    };
    map.finish(&[], complaints);
    let (Some((_, name)), Some(returns)) = (name, returns) else {
        complaints.error(FILE, node.line, "a method needs name and returns");
        return None;
    };
    Some(Method { name, params: params?, returns: read_type(returns, complaints)? })
}

fn read_params(map: &MapReader<'_>, node: &Node, prefix: &str, complaints: &mut Complaints) -> Option<Vec<Param>> {
    let Value::List(items) = &node.value else {
        map.wrong("params", node, "a list", complaints);
        return None;
    };
    items.iter().map(|item| read_param(item, prefix, complaints)).collect()
}

fn read_param(node: &Node, prefix: &str, complaints: &mut Complaints) -> Option<Param> {
    let mut map = MapReader::new(FILE, prefix, node, complaints)?;
    let name = map.text("name", complaints);
    let of = map.text("type", complaints);
    map.finish(&[], complaints);
    let (Some((_, name)), Some(of)) = (name, of) else {
        complaints.error(FILE, node.line, "a parameter needs name and type");
        return None;
    };
    Some(Param { name, of: read_type(of, complaints)? })
}

fn read_type((line, text): (u32, String), complaints: &mut Complaints) -> Option<Type> {
    text.parse().map_err(|message: String| complaints.error(FILE, line, message)).ok()
}
