//! YAML with line numbers: a tree whose every value knows where it stands.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

/// A value and the line at which it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) line: u32,
    pub(super) value: Value,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// One key of a map.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) line: u32,
    pub(super) node: Node,
}

/// What is wrong, and in which line.
pub(super) type Fault = (Option<u32>, String);

/// Reads a document into a tree.
pub(super) fn parse(text: &str) -> Result<Node, Fault> {
    let raw: Spanned<Raw> = serde_saphyr::from_str(text).map_err(fault)?;
    Ok(raw.into())
}

/// Reads a document into a type; for files whose every fault stops the reading.
pub(super) fn parse_as<T: de::DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_saphyr::from_str(text).map_err(fault)
}

fn fault(error: serde_saphyr::Error) -> Fault {
    let line = error.location().map(|location| location.line() as u32);
    let message = error.without_snippet().to_string();
    // The position is said by the complaint's own field.
    let message = message.split(" at line ").next().unwrap_or(&message).trim_end_matches(" at").to_owned();
    (line, message)
}

impl Node {
    /// The word for people: what this value is.
    pub(super) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

enum Raw {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl From<Spanned<Raw>> for Node {
    fn from(raw: Spanned<Raw>) -> Self {
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Bool(value) => Value::Bool(value),
            Raw::Number(value) => Value::Number(value),
            Raw::Text(value) => Value::Text(value),
            Raw::List(items) => Value::List(items.into_iter().map(Node::from).collect()),
            Raw::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, node)| Entry {
                        line: key.referenced.line() as u32,
                        key: key.value,
                        node: Node::from(node),
                    })
                    .collect(),
            ),
        };
        Node { line: raw.referenced.line() as u32, value }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    // Numbers of packages are limits and ranks: a double holds each of them exactly.
    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_value_knows_its_line() {
        let node = parse("a: 1\nb:\n  - x\n  - c: true\n").unwrap();
        let Value::Map(entries) = node.value else { panic!("no map") };
        assert_eq!((entries[0].key.as_str(), entries[0].line, &entries[0].node.value), ("a", 1, &Value::Number(1.0)));
        assert_eq!(entries[1].line, 2);
        let Value::List(items) = &entries[1].node.value else { panic!("no list") };
        assert_eq!((items[0].line, &items[0].value), (3, &Value::Text("x".into())));
        let Value::Map(inner) = &items[1].value else { panic!("no map") };
        assert_eq!((inner[0].line, &inner[0].node.value), (4, &Value::Bool(true)));
    }

    #[test]
    fn a_fault_of_the_syntax_names_its_line() {
        let (line, message) = parse("a: 1\nb: [1, 2\nc: 3\n").unwrap_err();
        assert!(line.is_some_and(|line| line >= 2), "{line:?} {message}");
        assert!(!message.contains("-->"), "{message}");
    }

    #[test]
    fn dates_and_versions_stay_text() {
        let node = parse("v: 2025-09\nw: \"1\"").unwrap();
        let Value::Map(entries) = node.value else { panic!("no map") };
        assert_eq!(entries[0].node.value, Value::Text("2025-09".into()));
        assert_eq!(entries[1].node.value, Value::Text("1".into()));
    }
}
