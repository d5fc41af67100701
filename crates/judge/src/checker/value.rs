//! JSON values of a signature's types: reading and comparing.

use serde_json::Value;

use super::{Tolerance, quoted};
use crate::Type;

/// Largest whole number of the type `int`: JavaScript's numbers are exact up to here.
const MAX_SAFE: i64 = (1 << 53) - 1;

/// Compares a result with the expected one.
pub(super) fn compare(of: &Type, tolerance: Tolerance, expected: &str, got: &str) -> Result<(), String> {
    let expected: Value = serde_json::from_str(expected.trim()).map_err(|_| "the expected answer is no JSON value")?;
    let Ok(got) = serde_json::from_str::<Value>(got.trim()) else {
        return Err(format!("result: expected {}, got {}", shown(&expected), quoted(got.trim())));
    };
    walk(of, tolerance, &expected, &got, "result")
}

fn walk(of: &Type, tolerance: Tolerance, expected: &Value, got: &Value, path: &str) -> Result<(), String> {
    let same = match (of, expected, got) {
        (Type::List(inner), Value::Array(want), Value::Array(have)) => {
            for (at, (want, have)) in want.iter().zip(have).enumerate() {
                walk(inner, tolerance, want, have, &format!("{path}[{at}]"))?;
            }
            if want.len() != have.len() {
                return Err(format!("{path}: expected {} items, got {}", want.len(), have.len()));
            }
            true
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
        _ => false,
    };
    if same { Ok(()) } else { Err(format!("{path}: expected {}, got {}", shown(expected), shown(got))) }
}

fn shown(value: &Value) -> String {
    quoted(&value.to_string())
}

/// Checks that a text is a JSON value of this type, on one line.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check_type(of: &Type, text: &str) -> Result<(), String> {
    if text.contains('\n') {
        return Err("a value must stand on one line".to_owned());
    }
    let value: Value = serde_json::from_str(text)
        .map_err(|error| format!("{} is no JSON value (column {})", quoted(text), error.column()))?;
    check_value_type(of, &value)
}

fn check_value_type(of: &Type, value: &Value) -> Result<(), String> {
    let fits = match (of, value) {
        (Type::List(inner), Value::Array(items)) => {
            return items.iter().try_for_each(|item| check_value_type(inner, item));
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
        _ => false,
    };
    if fits { Ok(()) } else { Err(format!("{} is not of the type `{of}`", shown(value))) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::Checker;
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
    fn inputs_must_fit_their_type() {
        let fits = |of: &str, text: &str| check_type(&of.parse().unwrap(), text);
        assert!(fits("int", "9007199254740991").is_ok());
        assert!(fits("int", "9007199254740992").unwrap_err().contains("`long`"));
        assert!(fits("long", "-9223372036854775808").is_ok());
        assert!(fits("long", "9223372036854775808").is_err());
        assert!(fits("int", "1.0").is_err());
        assert!(fits("float", "1").is_ok());
        assert!(fits("list<string>", "[\"a\", 1]").unwrap_err().contains("`1` is not of the type `string`"));
        assert!(fits("string", "abc").unwrap_err().contains("no JSON value"));
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
            prop_assert!(check_type(&Type::String, &json).is_ok());
            prop_assert!(check("string", &json, &json).is_ok());
        }
    }
}
