//! Compares JSON values of a signature's types.

use serde_json::Value;

use super::Tolerance;
use crate::Type;
use crate::signature::data::{Call, MAX_SAFE};
use crate::text::quoted;

/// Compares a value with the expected one.
pub(super) fn compare(of: &Type, tolerance: Tolerance, expected: &str, got: &str) -> Result<(), String> {
    let (expected, got) = both(expected, got)?;
    walk(of, tolerance, &expected, &got, "result")
}

/// Compares the results of calls with the expected ones, call by call.
pub(super) fn compare_calls(calls: &[Call<'_>], tolerance: Tolerance, expected: &str, got: &str) -> Result<(), String> {
    let (expected, got) = both(expected, got)?;
    let (Value::Array(want), Value::Array(have)) = (&expected, &got) else {
        return Err(differs("result", &expected, &got));
    };
    for (at, ((call, want), have)) in calls.iter().zip(want).zip(have).enumerate() {
        walk(call.returns, tolerance, want, have, &format!("result[{at}] of `{}`", call.name))?;
    }
    if want.len() != have.len() {
        return Err(format!("result: expected {} items, got {}", want.len(), have.len()));
    }
    Ok(())
}

fn both(expected: &str, got: &str) -> Result<(Value, Value), String> {
    let expected = serde_json::from_str(expected.trim()).map_err(|_| "the expected answer is no JSON value")?;
    match serde_json::from_str(got.trim()) {
        Ok(got) => Ok((expected, got)),
        Err(_) => Err(format!("result: expected {}, got {}", shown(&expected), quoted(got.trim()))),
    }
}

fn walk(of: &Type, tolerance: Tolerance, expected: &Value, got: &Value, path: &str) -> Result<(), String> {
    let same = match (of, expected, got) {
        (Type::List(inner) | Type::LinkedList(inner), Value::Array(want), Value::Array(have)) => {
            return walk_items(inner, tolerance, want, have, path);
        }
        (Type::Tree(inner), Value::Array(want), Value::Array(have)) => {
            return walk_items(inner, tolerance, without_missing(want), without_missing(have), path);
        }
        (Type::Map(_, inner), Value::Object(want), Value::Object(have)) => {
            for (key, want) in want {
                let have = have.get(key).ok_or_else(|| format!("{path}: the key {} is missing", quoted(key)))?;
                walk(inner, tolerance, want, have, &format!("{path}[{}]", Value::from(key.as_str())))?;
            }
            return match have.keys().find(|key| !want.contains_key(*key)) {
                Some(key) => Err(format!("{path}: there must be no key {}", quoted(key))),
                None => Ok(()),
            };
        }
        (Type::Int | Type::Long, Value::Number(want), Value::Number(have)) => {
            // A whole number stays one when a language computes it as a float.
            want.as_i64() == have.as_i64()
                || have.as_f64().is_some_and(|have| have.abs() <= MAX_SAFE as f64 && want.as_f64() == Some(have))
        }
        (Type::Float, Value::Number(want), Value::Number(have)) => {
            want.as_f64().zip(have.as_f64()).is_some_and(|(want, have)| tolerance.allows(want, have))
        }
        (Type::Bool, Value::Bool(want), Value::Bool(have)) => want == have,
        (Type::String, Value::String(want), Value::String(have)) => want == have,
        // The place of a node that is missing in a tree, or the result of a method that has none.
        (_, Value::Null, Value::Null) => true,
        _ => false,
    };
    if same { Ok(()) } else { Err(differs(path, expected, got)) }
}

fn walk_items(inner: &Type, tolerance: Tolerance, want: &[Value], have: &[Value], path: &str) -> Result<(), String> {
    for (at, (want, have)) in want.iter().zip(have).enumerate() {
        walk(inner, tolerance, want, have, &format!("{path}[{at}]"))?;
    }
    if want.len() != have.len() {
        return Err(format!("{path}: expected {} items, got {}", want.len(), have.len()));
    }
    Ok(())
}

/// A tree's values without the `null`s at their end, which say nothing.
fn without_missing(items: &[Value]) -> &[Value] {
    let end = items.iter().rposition(|item| !item.is_null()).map_or(0, |last| last + 1);
    &items[..end]
}

fn differs(path: &str, expected: &Value, got: &Value) -> String {
    format!("{path}: expected {}, got {}", shown(expected), shown(got))
}

fn shown(value: &Value) -> String {
    quoted(&value.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use crate::{Checker, Signature};
    use proptest::prelude::*;

    fn check(of: &str, expected: &str, got: &str) -> Result<(), String> {
        Checker::value().check_value(&of.parse().unwrap(), expected, got)
    }

    #[test]
    fn values_are_compared_by_value() {
        assert_eq!(check("list<int>", "[1,2]", " [1, 2]\n"), Ok(()));
        assert_eq!(check("string", "\"é\"", "\"\\u00e9\""), Ok(()));
        assert_eq!(check("int", "3", "3.0"), Ok(()));
        assert_eq!(check("float", "0.3", "0.30000000000000004"), Ok(()));
        assert_eq!(check("float", "1000000000000", "1000000000000.5"), Ok(()));
        assert_eq!(check("long", "9223372036854775807", "9223372036854775807"), Ok(()));
        assert!(check("long", "9223372036854775807", "9223372036854775806").is_err());
        assert!(check("long", "9223372036854775807", "9223372036854775808").is_err());
        assert!(check("bool", "true", "1").is_err());
        assert!(check("int", "1", "true").is_err());
        assert!(check("int", "1", "null").is_err());
    }

    #[test]
    fn the_first_difference_is_named_by_its_place() {
        assert_eq!(
            check("list<list<int>>", "[[1],[2,3]]", "[[1],[2,4]]").unwrap_err(),
            "result[1][1]: expected `3`, got `4`"
        );
        assert_eq!(check("list<int>", "[1,2]", "[1]").unwrap_err(), "result: expected 2 items, got 1");
        assert_eq!(check("float", "1.5", "NaN").unwrap_err(), "result: expected `1.5`, got `NaN`");
    }

    #[test]
    fn the_order_of_a_map_means_nothing() {
        let expected = r#"{"a": [1.0], "b": []}"#;
        assert_eq!(check("map<string, list<float>>", expected, r#"{"b": [], "a": [1]}"#), Ok(()));
        for (got, message) in [
            (r#"{"a": [1]}"#, "result: the key `b` is missing"),
            (r#"{"b": [], "a": [1], "c": []}"#, "result: there must be no key `c`"),
            (r#"{"b": [], "a": [2]}"#, "result[\"a\"][0]: expected `1.0`, got `2`"),
            ("[]", "result: expected `{\"a\":[1.0],\"b\":[]}`, got `[]`"),
        ] {
            assert_eq!(check("map<string, list<float>>", expected, got).unwrap_err(), message);
        }
    }

    #[test]
    fn trees_may_end_in_missing_nodes() {
        assert_eq!(check("tree<int>", "[1, null, 2]", "[1, null, 2, null, null]"), Ok(()));
        assert_eq!(check("tree<int>", "[1, null, null]", "[1]"), Ok(()));
        assert_eq!(check("tree<int>", "[]", "[]"), Ok(()));
        assert_eq!(check("tree<int>", "[1, null, 2]", "[1, 2]").unwrap_err(), "result[1]: expected `null`, got `2`");
        assert!(check("tree<int>", "[1]", "[]").is_err());
        assert!(check("linked_list<int>", "[]", "null").is_err());
        assert!(check("list<int>", "[1]", "[1, null]").is_err());
    }

    #[test]
    fn the_call_whose_result_is_wrong_is_named() {
        let signature: Signature = serde_json::from_str(
            r#"{"entry": "Cell", "params": [], "returns": "void", "methods": [
                {"name": "get", "params": [], "returns": "int"}, {"name": "set", "params": [], "returns": "void"}]}"#,
        )
        .unwrap();
        let input = "[\"Cell\", \"set\", \"get\"]\n[[], [], []]\n";
        let check = |got: &str| Checker::value().check_result(&signature, input, "[null, null, 1]", got);
        assert_eq!(check("[null, null, 1]"), Ok(()));
        assert_eq!(check("[null, null, 2]").unwrap_err(), "result[2] of `get`: expected `1`, got `2`");
        assert_eq!(check("[null, null]").unwrap_err(), "result: expected 3 items, got 2");
        assert_eq!(check("1").unwrap_err(), "result: expected `[null,null,1]`, got `1`");
    }

    proptest! {
        #[test]
        fn every_list_is_right_for_itself_and_wrong_after_a_change(
            numbers in proptest::collection::vec(any::<i64>(), 1..20),
            at: proptest::sample::Index,
        ) {
            let text = serde_json::to_string(&numbers).unwrap();
            prop_assert!(check("list<long>", &text, &text).is_ok());
            let mut changed = numbers;
            let at = at.index(changed.len());
            changed[at] = changed[at].wrapping_add(1);
            prop_assert!(check("list<long>", &text, &serde_json::to_string(&changed).unwrap()).is_err());
        }

        #[test]
        fn every_string_survives_the_way_through_json(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert!(check("string", &json, &json).is_ok());
        }
    }
}
