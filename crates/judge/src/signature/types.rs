//! The types of parameters and results, and their text form.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A type of a parameter or result. Its text form is `int`, `long`, `float`, `bool`, `string`, `list<T>`, `map<K, V>`,
/// `linked_list<T>`, `tree<T>` or `void`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// A whole number between −(2^53 − 1) and 2^53 − 1: 64 bits where a language has them, a Number in JavaScript.
    Int,
    /// A whole number of 64 bits; a BigInt in JavaScript, else as [`Type::Int`].
    Long,
    /// A number in double precision.
    Float,
    /// `true` or `false`.
    Bool,
    /// Text in Unicode.
    String,
    /// A list; an array in Java and JavaScript, a vector in C++.
    List(Box<Type>),
    /// A table from keys, which are `int`, `long` or `string`, to values. Its order means nothing.
    Map(Box<Type>, Box<Type>),
    /// A singly linked list of scalars: the first of its `ListNode`s, or nothing when it is empty.
    LinkedList(Box<Type>),
    /// A binary tree of scalars: its root, a `TreeNode`, or nothing when it is empty.
    Tree(Box<Type>),
    /// No result. Only after the name of a function or method.
    Void,
}

/// Deepest nesting of a type: `list<list<int>>` has 2.
const MAX_DEPTH: usize = 4;

impl Type {
    /// How many types are around the innermost one: 0 for a scalar.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::List(inner) | Self::LinkedList(inner) | Self::Tree(inner) | Self::Map(_, inner) => inner.depth() + 1,
            _ => 0,
        }
    }

    /// Whether it is a number, a truth value or text.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        matches!(self, Self::Int | Self::Long | Self::Float | Self::Bool | Self::String)
    }

    /// The type and every type inside of it, from the outside in.
    pub fn parts(&self) -> impl Iterator<Item = &Type> {
        let (key, inner) = match self {
            Self::List(inner) | Self::LinkedList(inner) | Self::Tree(inner) => (None, Some(inner)),
            Self::Map(key, inner) => (Some(&**key), Some(inner)),
            _ => (None, None),
        };
        let inner: Box<dyn Iterator<Item = &Type>> = match inner {
            Some(inner) => Box::new(inner.parts()),
            None => Box::new(std::iter::empty()),
        };
        std::iter::once(self).chain(key).chain(inner)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int => out.write_str("int"),
            Self::Long => out.write_str("long"),
            Self::Float => out.write_str("float"),
            Self::Bool => out.write_str("bool"),
            Self::String => out.write_str("string"),
            Self::List(inner) => write!(out, "list<{inner}>"),
            Self::Map(key, inner) => write!(out, "map<{key}, {inner}>"),
            Self::LinkedList(inner) => write!(out, "linked_list<{inner}>"),
            Self::Tree(inner) => write!(out, "tree<{inner}>"),
            Self::Void => out.write_str("void"),
        }
    }
}

const KNOWN: &str = "use int, long, float, bool, string, list<…>, map<…, …>, linked_list<…> or tree<…>";

impl FromStr for Type {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim() == "void" {
            return Ok(Self::Void);
        }
        // Before anything recurses.
        if text.matches('<').count() > MAX_DEPTH {
            return Err(format!("`{text}` nests more than {MAX_DEPTH} types"));
        }
        parse(text)
    }
}

fn parse(text: &str) -> Result<Type, String> {
    let text = text.trim();
    let Some((name, rest)) = text.split_once('<') else {
        return Ok(match text {
            "int" => Type::Int,
            "long" => Type::Long,
            "float" => Type::Float,
            "bool" => Type::Bool,
            "string" => Type::String,
            "void" => return Err("`void` is no type of a value: it can only stand in `returns`".to_owned()),
            other => return Err(format!("`{other}` is not a type: {KNOWN}")),
        });
    };
    let inside = rest.strip_suffix('>').ok_or_else(|| format!("`{text}` is not a type: a `>` is missing"))?;
    let scalar = |make: fn(Box<Type>) -> Type| {
        let inner = parse(inside)?;
        if !inner.is_scalar() {
            return Err(format!("the nodes of `{text}` must hold int, long, float, bool or string"));
        }
        Ok(make(Box::new(inner)))
    };
    match name.trim() {
        "list" => Ok(Type::List(Box::new(parse(inside)?))),
        "linked_list" => scalar(Type::LinkedList),
        "tree" => scalar(Type::Tree),
        "map" => {
            let (key, inner) =
                inside.split_once(',').ok_or_else(|| format!("`{text}` needs two types: map<KEY, VALUE>"))?;
            let key = parse(key)?;
            if !matches!(key, Type::Int | Type::Long | Type::String) {
                return Err(format!("the keys of `{text}` must be int, long or string"));
            }
            Ok(Type::Map(Box::new(key), Box::new(parse(inner)?)))
        }
        other => Err(format!("`{other}` is not a type: {KNOWN}")),
    }
}

impl Serialize for Type {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Type {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn types_are_read_and_written_alike() {
        for text in [
            "int",
            "long",
            "float",
            "bool",
            "string",
            "list<int>",
            "list<list<string>>",
            "map<string, list<map<int, bool>>>",
            "map<long, tree<float>>",
            "list<linked_list<string>>",
            "void",
        ] {
            assert_eq!(text.parse::<Type>().unwrap().to_string(), text);
        }
        assert_eq!(" map< int ,list< bool > >".parse::<Type>().unwrap().to_string(), "map<int, list<bool>>");
    }

    #[test]
    fn a_wrong_type_is_named() {
        for (text, reason) in [
            ("list<int", "`>` is missing"),
            ("list<number>", "`number` is not a type"),
            ("list<list<list<list<list<int>>>>>", "more than 4"),
            ("set<int>", "`set` is not a type"),
            ("list<>", "`` is not a type"),
            ("list<int>>", "`int>` is not a type"),
            ("map<int>", "needs two types"),
            ("map<float, int>", "keys of `map<float, int>`"),
            ("map<list<int>, int>", "keys of `map<list<int>, int>`"),
            ("tree<list<int>>", "must hold int"),
            ("linked_list<tree<int>>", "must hold int"),
            ("list<void>", "`void` is no type of a value"),
        ] {
            let message = text.parse::<Type>().unwrap_err();
            assert!(message.contains(reason), "{text}: {message}");
        }
    }

    #[test]
    fn every_part_of_a_type_is_walked() {
        let of: Type = "list<map<int, tree<string>>>".parse().unwrap();
        let parts: Vec<String> = of.parts().map(ToString::to_string).collect();
        let all = ["list<map<int, tree<string>>>", "map<int, tree<string>>", "int", "tree<string>", "string"];
        assert_eq!(parts, all);
        assert_eq!(of.depth(), 3);
    }
}
