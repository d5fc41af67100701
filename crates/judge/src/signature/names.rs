//! Names that work in every language.

/// Longest name of an entry, method or parameter.
const MAX_NAME: usize = 40;

/// Checks a name of a function, method or parameter.
///
/// # Errors
/// A sentence that names it.
pub(super) fn check(name: &str) -> Result<(), String> {
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

/// Checks a name of a method.
///
/// # Errors
/// A sentence that names it.
pub(super) fn check_method(name: &str) -> Result<(), String> {
    check(name)?;
    if TAKEN_IN_CLASSES.contains(&name) {
        return Err(format!("`{name}` is taken in classes of one of the languages: choose another name"));
    }
    Ok(())
}

/// Checks a name of a class, which is the same in all languages.
///
/// # Errors
/// A sentence that names it.
pub(super) fn check_class(name: &str) -> Result<(), String> {
    let first = name.chars().next().is_some_and(|c| c.is_ascii_uppercase());
    if !first || !name.chars().all(|c| c.is_ascii_alphanumeric()) || name.len() > MAX_NAME {
        return Err(format!(
            "`{name}` is not a name of a class: use at most {MAX_NAME} letters and digits, an upper-case letter first"
        ));
    }
    if CLASSES.contains(&name) {
        return Err(format!("`{name}` is a class of one of the languages: choose another name"));
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

/// `two_sum` as `TwoSum`.
pub(crate) fn pascal_case(name: &str) -> String {
    let name = camel_case(name);
    let mut rest = name.chars();
    rest.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(rest).collect()
}

/// A name that a language does not take for one of its own words: `end` as `end_`.
pub(crate) fn free(name: &str, words: &[&str]) -> String {
    if words.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// Methods that objects have in some language without being asked, and types whose names a method would hide from those
/// after it.
const TAKEN_IN_CLASSES: &[&str] = &[
    "clone",
    "constructor",
    "dict",
    "dup",
    "equals",
    "finalize",
    "freeze",
    "get_class",
    "get_hash_code",
    "get_type",
    "hash",
    "hash_code",
    "initialize",
    "inspect",
    "list",
    "method",
    "methods",
    "notify",
    "notify_all",
    "object_id",
    "prototype",
    "send",
    "str",
    "string",
    "to_string",
    "unordered_map",
    "value_of",
    "vector",
    "wait",
];

/// Classes that starter code, drivers or the languages' core use under these names.
const CLASSES: &[&str] = &[
    "Array",
    "BigInt",
    "Boolean",
    "Box",
    "CodeQuestDriver",
    "Dictionary",
    "Error",
    "Exception",
    "Function",
    "HashMap",
    "Integer",
    "Iterator",
    "List",
    "ListNode",
    "Long",
    "Main",
    "Map",
    "Math",
    "Number",
    "Object",
    "Option",
    "Program",
    "Promise",
    "Queue",
    "Random",
    "Range",
    "Rc",
    "RefCell",
    "Result",
    "Set",
    "Solution",
    "Stack",
    "String",
    "Struct",
    "Symbol",
    "System",
    "Thread",
    "Time",
    "TreeNode",
    "Vec",
    "Vector",
];

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
    use super::*;

    #[test]
    fn names_become_camel_case() {
        assert_eq!(camel_case("two_sum"), "twoSum");
        assert_eq!(camel_case("a_1_b"), "a1B");
        assert_eq!(pascal_case("two_sum"), "TwoSum");
    }

    #[test]
    fn words_of_a_language_get_another_name() {
        assert_eq!(free("end", &["begin", "end"]), "end_");
        assert_eq!(free("ends", &["begin", "end"]), "ends");
    }
}
