//! Signatures of function problems: names and types that mean the same in every language.

pub(crate) mod data;
mod names;
mod types;

use serde::{Deserialize, Serialize};

pub(crate) use names::{camel_case, free, pascal_case};
pub use types::Type;

/// The function, or the class, that a learner writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Signature {
    /// Name of the function in snake case; languages that prefer another case get it converted. With `methods` it is
    /// the name of a class, `LruCache`, the same in all languages.
    pub entry: String,
    /// The parameters, in order; those of the constructor for a class.
    pub params: Vec<Param>,
    /// Type of the result; [`Type::Void`] for a class.
    pub returns: Type,
    /// The parameter whose value after the call is the result of a function that returns nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
    /// The methods of a class; empty for a function.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Method>,
}

/// One parameter of a [`Signature`] or a [`Method`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Param {
    /// Name in snake case.
    pub name: String,
    /// Its type; in files the key is `type`.
    #[serde(rename = "type")]
    pub of: Type,
}

/// One method of a class.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Method {
    /// Name in snake case.
    pub name: String,
    /// The parameters, in order.
    pub params: Vec<Param>,
    /// Type of the result, or [`Type::Void`].
    pub returns: Type,
}

/// Most parameters of a function or method.
const MAX_PARAMS: usize = 10;
/// Most methods of a class.
const MAX_METHODS: usize = 20;

impl Signature {
    /// Whether a class is to be written, not a function.
    #[must_use]
    pub fn is_class(&self) -> bool {
        !self.methods.is_empty()
    }

    /// The place among the parameters of the one that a function without a result changes.
    #[must_use]
    pub fn changed(&self) -> Option<usize> {
        let name = self.changes.as_ref()?;
        self.params.iter().position(|param| param.name == *name)
    }

    /// Type of a function's answer: that of the result, or of the parameter that it changes.
    pub(crate) fn answer(&self) -> &Type {
        self.changed().map_or(&self.returns, |at| &self.params[at].of)
    }

    /// All types of parameters and results.
    pub(crate) fn types(&self) -> impl Iterator<Item = &Type> {
        let methods = self.methods.iter();
        let of_methods =
            methods.flat_map(|method| method.params.iter().map(|param| &param.of).chain([&method.returns]));
        self.params.iter().map(|param| &param.of).chain([&self.returns]).chain(of_methods).flat_map(Type::parts)
    }

    /// What the nodes of linked lists hold, when the signature has any.
    pub(crate) fn linked_list(&self) -> Option<&Type> {
        self.types().find_map(|of| if let Type::LinkedList(inner) = of { Some(&**inner) } else { None })
    }

    /// What the nodes of trees hold, when the signature has any.
    pub(crate) fn tree(&self) -> Option<&Type> {
        self.types().find_map(|of| if let Type::Tree(inner) = of { Some(&**inner) } else { None })
    }

    /// Checks that the names work in every language, and that the parts fit together.
    ///
    /// # Errors
    /// A sentence that names the offending name or type.
    pub fn check(&self) -> Result<(), String> {
        if self.is_class() {
            self.check_class()?
        } else {
            self.check_function()?
        }
        let nodes: Vec<&Type> = self.types().filter(|of| matches!(of, Type::LinkedList(_) | Type::Tree(_))).collect();
        for of in &nodes {
            let kind = std::mem::discriminant(*of);
            if let Some(other) = nodes.iter().find(|other| std::mem::discriminant(**other) == kind && *other != of) {
                return Err(format!("`{of}` and `{other}` cannot be together: there is one class of nodes for both"));
            }
        }
        Ok(())
    }

    fn check_function(&self) -> Result<(), String> {
        names::check(&self.entry)?;
        if self.params.is_empty() {
            return Err(format!("`{}` needs 1 to {MAX_PARAMS} parameters", self.entry));
        }
        check_params(&self.entry, &self.params)?;
        match (&self.returns, &self.changes) {
            (Type::Void, None) => Err(format!(
                "`{}` returns nothing: say with `changes` which parameter is the result after the call",
                self.entry
            )),
            (Type::Void, Some(name)) => {
                let param = self.params.iter().find(|param| param.name == *name);
                let param = param.ok_or_else(|| format!("`changes: {name}`: there is no parameter of this name"))?;
                if param.of.is_scalar() {
                    return Err(format!(
                        "`{name}` cannot be changed in place: the type `{}` is passed by value",
                        param.of
                    ));
                }
                Ok(())
            }
            (_, Some(_)) => Err("`changes` needs `returns: void`".to_owned()),
            (_, None) => Ok(()),
        }
    }

    fn check_class(&self) -> Result<(), String> {
        names::check_class(&self.entry)?;
        check_params(&self.entry, &self.params)?;
        if self.methods.len() > MAX_METHODS {
            return Err(format!("`{}` has more than {MAX_METHODS} methods", self.entry));
        }
        if self.returns != Type::Void || self.changes.is_some() {
            return Err(format!("`{}` is a class: only its methods have results", self.entry));
        }
        let mut seen = Vec::new();
        for method in &self.methods {
            names::check_method(&method.name)?;
            check_params(&method.name, &method.params)?;
            let name = camel_case(&method.name);
            if seen.contains(&name) {
                return Err(format!("the name `{}` is used twice", method.name));
            }
            seen.push(name);
        }
        Ok(())
    }

    /// Checks an input: for a function one JSON value of the right type per line, one line for each parameter; for a
    /// class a line with the list of calls and a line with the list of their arguments.
    ///
    /// # Errors
    /// The line, the parameter, and what is wrong.
    pub fn check_input(&self, input: &str) -> Result<(), String> {
        data::check_input(self, input).map_err(|(line, message)| format!("line {line}: {message}"))
    }
}

fn check_params(of: &str, params: &[Param]) -> Result<(), String> {
    if params.len() > MAX_PARAMS {
        return Err(format!("`{of}` has more than {MAX_PARAMS} parameters"));
    }
    let mut seen = vec![camel_case(of)];
    for param in params {
        names::check(&param.name)?;
        if param.of == Type::Void {
            return Err(format!("`{}` cannot be of the type `void`: only results can", param.name));
        }
        let name = camel_case(&param.name);
        if seen.contains(&name) {
            return Err(format!("the name `{}` is used twice", param.name));
        }
        seen.push(name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn signature(text: &str) -> Signature {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn names_that_some_language_cannot_use_are_refused() {
        let check = |entry: &str, name: &str| {
            signature(&format!(
                r#"{{"entry": "{entry}", "params": [{{"name": "{name}", "type": "int"}}], "returns": "int"}}"#
            ))
            .check()
        };
        assert!(check("two_sum", "nums").is_ok());
        assert!(check("twoSum", "nums").is_err());
        assert!(check("class", "nums").is_err());
        assert!(check("is_ok", "lambda").is_err());
        assert!(check("same", "same").is_err());
    }

    #[test]
    fn a_function_without_a_result_says_what_it_changes() {
        let check = |of: &str, rest: &str| {
            signature(&format!(r#"{{"entry": "sort_it", "params": [{{"name": "nums", "type": "{of}"}}], {rest}}}"#))
                .check()
        };
        assert_eq!(check("list<int>", r#""returns": "void", "changes": "nums""#), Ok(()));
        for (of, rest, reason) in [
            ("list<int>", r#""returns": "void""#, "say with `changes`"),
            ("list<int>", r#""returns": "void", "changes": "other""#, "no parameter of this name"),
            ("int", r#""returns": "void", "changes": "nums""#, "passed by value"),
            ("list<int>", r#""returns": "int", "changes": "nums""#, "needs `returns: void`"),
            ("void", r#""returns": "int""#, "only results can"),
        ] {
            let message = check(of, rest).unwrap_err();
            assert!(message.contains(reason), "{message}");
        }
    }

    #[test]
    fn classes_have_methods_and_names_that_work_everywhere() {
        let check = |entry: &str, returns: &str, methods: &[&str]| {
            let methods: Vec<String> =
                methods.iter().map(|name| format!(r#"{{"name": "{name}", "params": [], "returns": "int"}}"#)).collect();
            signature(&format!(
                r#"{{"entry": "{entry}", "params": [], "returns": "{returns}", "methods": [{}]}}"#,
                methods.join(", ")
            ))
            .check()
        };
        assert_eq!(check("LRUCache", "void", &["get", "push_front"]), Ok(()));
        for (entry, returns, methods, reason) in [
            ("lru_cache", "void", &["get"][..], "not a name of a class"),
            ("Solution", "void", &["get"], "is a class of one of the languages"),
            ("Cache", "int", &["get"], "only its methods have results"),
            ("Cache", "void", &["get_it", "get_it"], "used twice"),
            ("Cache", "void", &["to_string"], "is taken in classes"),
            ("Cache", "void", &["delete"], "reserved word"),
        ] {
            let message = check(entry, returns, methods).unwrap_err();
            assert!(message.contains(reason), "{message}");
        }
    }

    #[test]
    fn all_linked_lists_of_a_signature_hold_the_same() {
        let check = |a: &str, b: &str| {
            signature(&format!(r#"{{"entry": "merge", "params": [{{"name": "a", "type": "{a}"}}], "returns": "{b}"}}"#))
                .check()
        };
        assert_eq!(check("list<linked_list<int>>", "linked_list<int>"), Ok(()));
        assert_eq!(check("tree<string>", "linked_list<int>"), Ok(()));
        assert!(check("list<linked_list<int>>", "linked_list<long>").unwrap_err().contains("cannot be together"));
        assert!(check("tree<int>", "list<tree<bool>>").unwrap_err().contains("cannot be together"));
    }

    #[test]
    fn a_signature_without_the_newer_keys_is_read_and_written_as_before() {
        let text = r#"{"entry":"f","params":[{"name":"a","type":"int"}],"returns":"int"}"#;
        assert_eq!(serde_json::to_string(&signature(text)).unwrap(), text);
    }
}
