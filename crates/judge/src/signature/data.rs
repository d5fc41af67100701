//! Test data of a signature: inputs and answers as JSON that fit its types.

use serde_json::Value;

use super::{Param, Signature, Type};
use crate::text::quoted;

/// Largest whole number of the type `int`: JavaScript's numbers are exact up to here.
pub(crate) const MAX_SAFE: i64 = (1 << 53) - 1;

/// Most nodes of a linked list or a tree. A result with more is taken for one that goes round in circles.
pub(crate) const MAX_NODES: usize = 1_000_000;

/// Checks that an input has one value of the right type per line and parameter; for a class, that the first line names
/// the class and then its methods, and that the second has the arguments of each.
///
/// # Errors
/// The line, from 1, and what is wrong in it.
pub(crate) fn check_input(signature: &Signature, input: &str) -> Result<(), (u32, String)> {
    let lines: Vec<&str> = input.trim_end().lines().collect();
    let count = if signature.is_class() { 2 } else { signature.params.len() };
    let line = |at: usize, what: &str| {
        let text = lines.get(at).filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| (at as u32 + 1, format!("{what} is missing: there must be {count} lines")))
    };
    if signature.is_class() {
        let calls = line(0, "the list of calls")?;
        let calls = calls_of(signature, calls).map_err(|message| (1, message))?;
        check_calls(&calls, line(1, "the list of arguments")?).map_err(|message| (2, message))?;
    } else {
        for (at, param) in signature.params.iter().enumerate() {
            let text = line(at, &format!("the value of `{}`", param.name))?;
            check_type(&param.of, text).map_err(|message| (at as u32 + 1, format!("`{}`: {message}", param.name)))?;
        }
    }
    match lines.get(count) {
        None => Ok(()),
        Some(_) if signature.is_class() => Err((3, "there are more lines than two".to_owned())),
        Some(_) => Err((count as u32 + 1, "there are more lines than parameters".to_owned())),
    }
}

/// Checks that an answer fits a signature, and for a class also its input, which must be right.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check_answer(signature: &Signature, input: &str, answer: &str) -> Result<(), String> {
    if !signature.is_class() {
        return check_type(signature.answer(), answer);
    }
    let calls = calls_of(signature, input.lines().next().unwrap_or_default())?;
    let Value::Array(results) = value(answer)? else {
        return Err(format!("{} is not a list with one result for each call", quoted(answer)));
    };
    if results.len() != calls.len() {
        return Err(format!("there are {} calls, but {} results", calls.len(), results.len()));
    }
    for (call, result) in calls.iter().zip(&results) {
        check_value(call.returns, result).map_err(|message| format!("`{}`: {message}", call.name))?;
    }
    Ok(())
}

/// One of the calls that an input of a class problem asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) name: &'a str,
    pub(crate) params: &'a [Param],
    pub(crate) returns: &'a Type,
}

/// The calls that the first line of an input names: the class itself for its constructor, then methods.
///
/// # Errors
/// What is wrong with the line.
pub(crate) fn calls_of<'a>(signature: &'a Signature, line: &str) -> Result<Vec<Call<'a>>, String> {
    let names: Vec<String> = match value(line).map(serde_json::from_value) {
        Ok(Ok(names)) => names,
        Ok(Err(_)) => return Err(format!("{} is not a list of names", quoted(line))),
        Err(message) => return Err(message),
    };
    if names.first() != Some(&signature.entry) {
        return Err(format!("the first call must be `{}`, the constructor", signature.entry));
    }
    let constructor = Call { name: &signature.entry, params: &signature.params, returns: &Type::Void };
    let mut calls = vec![constructor];
    for name in &names[1..] {
        let method = signature.methods.iter().find(|method| method.name == *name);
        let method = method.ok_or_else(|| format!("`{}` has no method {}", signature.entry, quoted(name)))?;
        calls.push(Call { name: &method.name, params: &method.params, returns: &method.returns });
    }
    Ok(calls)
}

fn check_calls(calls: &[Call<'_>], line: &str) -> Result<(), String> {
    let lists: Vec<Vec<Value>> = match value(line).map(serde_json::from_value) {
        Ok(Ok(lists)) => lists,
        Ok(Err(_)) => return Err(format!("{} is not a list with a list of arguments for each call", quoted(line))),
        Err(message) => return Err(message),
    };
    if lists.len() != calls.len() {
        return Err(format!("there are {} calls, but arguments for {}", calls.len(), lists.len()));
    }
    for (call, arguments) in calls.iter().zip(&lists) {
        if arguments.len() != call.params.len() {
            let (want, have) = (call.params.len(), arguments.len());
            return Err(format!("`{}` takes {want} arguments, but gets {have}", call.name));
        }
        for (param, argument) in call.params.iter().zip(arguments) {
            check_value(&param.of, argument)
                .map_err(|message| format!("`{}` of `{}`: {message}", param.name, call.name))?;
        }
    }
    Ok(())
}

/// Checks that a text is a JSON value of this type, on one line.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check_type(of: &Type, text: &str) -> Result<(), String> {
    check_value(of, &value(text)?)
}

fn value(text: &str) -> Result<Value, String> {
    let text = text.trim();
    if text.contains('\n') {
        return Err("a value must stand on one line".to_owned());
    }
    serde_json::from_str(text).map_err(|error| format!("{} is no JSON value (column {})", quoted(text), error.column()))
}

fn check_value(of: &Type, value: &Value) -> Result<(), String> {
    let fits = match (of, value) {
        (Type::List(inner), Value::Array(items)) => {
            return items.iter().try_for_each(|item| check_value(inner, item));
        }
        (Type::LinkedList(inner), Value::Array(items)) => {
            check_size(of, items.len())?;
            return items.iter().try_for_each(|item| check_value(inner, item));
        }
        (Type::Tree(inner), Value::Array(items)) => return check_tree(of, inner, items),
        (Type::Map(key, inner), Value::Object(entries)) => {
            return entries.iter().try_for_each(|(name, item)| {
                check_key(key, name)?;
                check_value(inner, item)
            });
        }
        (Type::Int, Value::Number(number)) => {
            let whole = number.as_i64();
            if whole.is_some_and(|whole| whole.unsigned_abs() > MAX_SAFE.unsigned_abs()) {
                return Err(format!("{number} is too large for `int` (2^53 - 1): use the type `long`"));
            }
            whole.is_some()
        }
        (Type::Long, Value::Number(number)) => number.as_i64().is_some(),
        (Type::Float, Value::Number(_)) | (Type::Bool, Value::Bool(_)) | (Type::String, Value::String(_)) => true,
        (Type::Void, Value::Null) => true,
        _ => false,
    };
    if fits { Ok(()) } else { Err(format!("{} is not of the type `{of}`", quoted(&value.to_string()))) }
}

/// A key is a JSON string; one that stands for a number is written as JSON writes that number.
fn check_key(of: &Type, key: &str) -> Result<(), String> {
    if *of == Type::String {
        return Ok(());
    }
    match key.parse::<i64>() {
        Ok(number) if number.to_string() == key => check_value(of, &Value::from(number)),
        _ => Err(format!("{} is not a key of the type `{of}`: write whole numbers as \"12\"", quoted(key))),
    }
}

/// Level by level from the root, `null` where a child is missing; a missing node has no children to leave out.
fn check_tree(of: &Type, inner: &Type, items: &[Value]) -> Result<(), String> {
    let mut places = 1;
    let mut nodes = 0;
    for (at, item) in items.iter().enumerate() {
        if places == 0 {
            return Err(format!("the tree's value number {} has no parent", at + 1));
        }
        places -= 1;
        if !item.is_null() {
            check_value(inner, item)?;
            places += 2;
            nodes += 1;
        }
    }
    if items.first() == Some(&Value::Null) {
        return Err("an empty tree is written as []".to_owned());
    }
    check_size(of, nodes)
}

fn check_size(of: &Type, nodes: usize) -> Result<(), String> {
    if nodes > MAX_NODES {
        return Err(format!("a value of the type `{of}` may have {MAX_NODES} nodes, but has {nodes}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    fn fits(of: &str, text: &str) -> Result<(), String> {
        check_type(&of.parse().unwrap(), text)
    }

    #[test]
    fn inputs_must_fit_their_type() {
        assert!(fits("int", "9007199254740991").is_ok());
        assert!(fits("int", "9007199254740992").unwrap_err().contains("`long`"));
        assert!(fits("long", "-9223372036854775808").is_ok());
        assert!(fits("long", "9223372036854775808").is_err());
        assert!(fits("int", "1.0").is_err());
        assert!(fits("float", "1").is_ok());
        assert!(fits("list<string>", "[\"a\", 1]").unwrap_err().contains("`1` is not of the type `string`"));
        assert!(fits("string", "abc").unwrap_err().contains("no JSON value"));
    }

    #[test]
    fn maps_have_keys_of_their_type() {
        assert_eq!(fits("map<string, int>", r#"{"a": 1, "": 2}"#), Ok(()));
        assert_eq!(fits("map<int, list<bool>>", r#"{"-7": [], "0": [true]}"#), Ok(()));
        assert_eq!(fits("map<long, int>", r#"{"9223372036854775807": 1}"#), Ok(()));
        for key in ["01", "-0", "1.0", "a", "", " 1", "9007199254740992"] {
            assert!(fits("map<int, int>", &format!(r#"{{"{key}": 1}}"#)).is_err(), "{key}");
        }
        assert!(fits("map<string, int>", r#"{"a": "b"}"#).is_err());
        assert!(fits("map<string, int>", "[]").is_err());
    }

    #[test]
    fn trees_stand_level_by_level() {
        for text in ["[]", "[1]", "[1, null, 2, 3]", "[1, 2, 3, null, null, 4, null]", "[1, null, null]"] {
            assert_eq!(fits("tree<int>", text), Ok(()), "{text}");
        }
        for (text, reason) in [
            ("[null]", "an empty tree is written as []"),
            ("null", "not of the type"),
            ("[1, null, null, 2]", "number 4 has no parent"),
            ("[1, \"a\"]", "not of the type `int`"),
        ] {
            assert!(fits("tree<int>", text).unwrap_err().contains(reason), "{text}");
        }
    }

    const CACHE: &str = r#"{"entry": "Cache", "params": [{"name": "size", "type": "int"}], "returns": "void", "methods": [
        {"name": "get", "params": [{"name": "key", "type": "string"}], "returns": "list<int>"},
        {"name": "clear", "params": [], "returns": "void"}]}"#;

    #[test]
    fn calls_of_a_class_fit_its_methods() {
        let cache: Signature = serde_json::from_str(CACHE).unwrap();
        cache.check().unwrap();
        let input = |text: &str| check_input(&cache, text);
        assert_eq!(input("[\"Cache\", \"get\", \"clear\"]\n[[3], [\"a\"], []]\n"), Ok(()));
        for (text, line, reason) in [
            ("", 1, "the list of calls is missing"),
            ("[\"Cache\"]\n", 2, "the list of arguments is missing"),
            ("[1]\n[[]]\n", 1, "not a list of names"),
            ("[]\n[]\n", 1, "the first call must be `Cache`"),
            ("[\"Cache\", \"put\"]\n[[1], []]\n", 1, "has no method `put`"),
            ("[\"Cache\"]\n[1]\n", 2, "not a list with a list"),
            ("[\"Cache\"]\n[[1], []]\n", 2, "1 calls, but arguments for 2"),
            ("[\"Cache\"]\n[[]]\n", 2, "`Cache` takes 1 arguments, but gets 0"),
            ("[\"Cache\", \"get\"]\n[[1], [1]]\n", 2, "`key` of `get`: `1` is not of the type `string`"),
            ("[\"Cache\"]\n[[1]]\n[]\n", 3, "more lines than two"),
        ] {
            let (at, message) = input(text).unwrap_err();
            assert!(at == line && message.contains(reason), "{text}: {at}: {message}");
        }
        let input = "[\"Cache\", \"get\", \"clear\"]\n[[3], [\"a\"], []]\n";
        let answer = |text: &str| check_answer(&cache, input, text);
        assert_eq!(answer("[null, [1], null]\n"), Ok(()));
        assert!(answer("[null, [1]]").unwrap_err().contains("3 calls, but 2 results"));
        assert!(answer("[null, 1, null]").unwrap_err().contains("`get`: `1` is not of the type `list<int>`"));
        assert!(answer("[null, [1], 0]").unwrap_err().contains("`clear`"));
        assert!(answer("null").unwrap_err().contains("one result for each call"));
    }

    proptest! {
        #[test]
        fn every_string_is_a_string(text in any::<String>()) {
            prop_assert!(check_type(&Type::String, &serde_json::to_string(&text).unwrap()).is_ok());
        }
    }
}
