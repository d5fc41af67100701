//! Signatures of function problems: names and types that mean the same in every language.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::package::testdata::check_arguments;

/// The function that a learner writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Signature {
    /// Name in snake case; languages that prefer camel case get it converted.
    pub entry: String,
    /// The parameters, in order.
    pub params: Vec<Param>,
    /// Type of the result.
    pub returns: Type,
}

/// One parameter of a [`Signature`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Param {
    /// Name in snake case.
    pub name: String,
    /// Its type; in files the key is `type`.
    #[serde(rename = "type")]
    pub of: Type,
}

/// A type of a parameter or result. Its text form is `int`, `long`, `float`, `bool`, `string` or `list<…>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// A whole number between −(2^53 − 1) and 2^53 − 1: 64 bits in Python, C++ and Java, a Number in JavaScript.
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
}

impl Type {
    /// How many lists are around the innermost type: 0 for a scalar.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::List(inner) => inner.depth() + 1,
            _ => 0,
        }
    }

    /// The innermost type, which is not a list.
    #[must_use]
    pub fn scalar(&self) -> &Type {
        match self {
            Self::List(inner) => inner.scalar(),
            other => other,
        }
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
        }
    }
}

/// Deepest nesting of lists in a signature.
const MAX_DEPTH: usize = 4;

impl FromStr for Type {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut inner = text.trim();
        let mut depth = 0;
        while let Some(rest) = inner.strip_prefix("list<") {
            inner = rest.strip_suffix('>').ok_or_else(|| format!("`{text}` is not a type: a `>` is missing"))?.trim();
            depth += 1;
        }
        if depth > MAX_DEPTH {
            return Err(format!("`{text}` nests more than {MAX_DEPTH} lists"));
        }
        let scalar = match inner {
            "int" => Self::Int,
            "long" => Self::Long,
            "float" => Self::Float,
            "bool" => Self::Bool,
            "string" => Self::String,
            other => {
                return Err(format!("`{other}` is not a type: use int, long, float, bool, string or list<…>"));
            }
        };
        Ok((0..depth).fold(scalar, |of, _| Self::List(Box::new(of))))
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

/// Longest name of an entry or parameter.
const MAX_NAME: usize = 40;

impl Signature {
    /// Checks that the names work in every language.
    ///
    /// # Errors
    /// A sentence that names the offending name.
    pub fn check(&self) -> Result<(), String> {
        check_name(&self.entry)?;
        if self.params.is_empty() || self.params.len() > 10 {
            return Err(format!("`{}` needs 1 to 10 parameters", self.entry));
        }
        let mut seen = vec![camel_case(&self.entry)];
        for param in &self.params {
            check_name(&param.name)?;
            let name = camel_case(&param.name);
            if seen.contains(&name) {
                return Err(format!("the name `{}` is used twice", param.name));
            }
            seen.push(name);
        }
        Ok(())
    }
}

impl Signature {
    /// Checks that an input has one JSON value of the right type per line, one line for each parameter.
    ///
    /// # Errors
    /// The line, the parameter, and what is wrong.
    pub fn check_input(&self, input: &str) -> Result<(), String> {
        check_arguments(self, input).map_err(|(line, message)| format!("line {line}: {message}"))
    }
}

fn check_name(name: &str) -> Result<(), String> {
    let first = name.chars().next().is_some_and(|c| c.is_ascii_lowercase());
    let rest = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !first || !rest || name.len() > MAX_NAME {
        return Err(format!(
            "`{name}` is not a name: use at most {MAX_NAME} lower-case letters, digits and `_`, a letter first"
        ));
    }
    if RESERVED.contains(&name) || RESERVED.contains(&camel_case(name).as_str()) {
        return Err(format!("`{name}` is a reserved word in one of the languages"));
    }
    Ok(())
}

/// `two_sum` as `twoSum`.
pub(crate) fn camel_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        if c == '_' {
            upper = !out.is_empty();
        } else if upper {
            out.push(c.to_ascii_uppercase());
            upper = false;
        } else {
            out.push(c);
        }
    }
    out
}

/// Words that some language does not allow as a name, and names that the drivers or `using namespace std` take.
const RESERVED: &[&str] = &[
    "abstract",
    "alignas",
    "alignof",
    "and",
    "arguments",
    "as",
    "asm",
    "assert",
    "async",
    "auto",
    "await",
    "bitand",
    "bitor",
    "bool",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "compl",
    "concept",
    "const",
    "constexpr",
    "continue",
    "debugger",
    "decltype",
    "def",
    "default",
    "del",
    "delete",
    "do",
    "double",
    "elif",
    "else",
    "enum",
    "eval",
    "except",
    "explicit",
    "export",
    "extends",
    "extern",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "friend",
    "from",
    "function",
    "global",
    "goto",
    "if",
    "implements",
    "import",
    "in",
    "inline",
    "instanceof",
    "int",
    "interface",
    "is",
    "lambda",
    "let",
    "long",
    "main",
    "mutable",
    "namespace",
    "native",
    "new",
    "noexcept",
    "none",
    "nonlocal",
    "not",
    "null",
    "nullptr",
    "operator",
    "or",
    "package",
    "pass",
    "private",
    "protected",
    "public",
    "raise",
    "record",
    "register",
    "requires",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "super",
    "switch",
    "synchronized",
    "template",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "undefined",
    "union",
    "unsigned",
    "using",
    "var",
    "virtual",
    "void",
    "volatile",
    "while",
    "with",
    "xor",
    "yield",
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn types_are_read_and_written_alike() {
        for text in ["int", "long", "float", "bool", "string", "list<int>", "list<list<string>>"] {
            assert_eq!(text.parse::<Type>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_wrong_type_is_named() {
        assert!("list<int".parse::<Type>().unwrap_err().contains("`>` is missing"));
        assert!("list<number>".parse::<Type>().unwrap_err().contains("`number` is not a type"));
        assert!("list<list<list<list<list<int>>>>>".parse::<Type>().unwrap_err().contains("more than 4"));
    }

    #[test]
    fn names_that_some_language_cannot_use_are_refused() {
        let signature = |entry: &str, name: &str| Signature {
            entry: entry.into(),
            params: vec![Param { name: name.into(), of: Type::Int }],
            returns: Type::Int,
        };
        assert!(signature("two_sum", "nums").check().is_ok());
        assert!(signature("twoSum", "nums").check().is_err());
        assert!(signature("class", "nums").check().is_err());
        assert!(signature("is_ok", "lambda").check().is_err());
        assert!(signature("same", "same").check().is_err());
    }

    #[test]
    fn names_become_camel_case() {
        assert_eq!(camel_case("two_sum"), "twoSum");
        assert_eq!(camel_case("a_1_b"), "a1B");
    }
}
