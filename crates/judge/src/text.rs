//! Cuts and cleans what programs and compilers say.

/// Bytes as text, at most `max` bytes of it; and whether something was cut off.
pub(crate) fn capped(bytes: &[u8], max: usize) -> (String, bool) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(max + 4)]).into_owned();
    if text.len() <= max && bytes.len() <= max {
        return (text, false);
    }
    let end = (0..=max.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    (text[..end].to_owned(), true)
}

/// A text between backticks, cut to a readable length.
pub(crate) fn quoted(text: &str) -> String {
    const MAX: usize = 60;
    let mut chars = text.chars();
    let short: String = chars.by_ref().take(MAX).collect();
    if chars.next().is_some() { format!("`{short}…`") } else { format!("`{short}`") }
}

/// Folders of the machine and the sandbox that mean nothing to a learner.
const FOLDERS: &[&str] = &["/workspace/", "/usr/", "/lib/", "/lib64/", "/tmp/", "/etc/"];

/// Replaces paths of the machine by the names of their files.
pub(crate) fn without_paths(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('/') {
        let (before, path) = rest.split_at(at);
        out.push_str(before);
        let starts_here = out.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '_' | '/'));
        if starts_here && FOLDERS.iter().any(|folder| path.starts_with(folder)) {
            let in_path = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+');
            let end = path.find(|c| !in_path(c)).unwrap_or(path.len());
            let name = path[..end].rsplit('/').next().unwrap_or_default();
            out.push_str(name);
            rest = &path[end..];
        } else {
            out.push('/');
            rest = &path[1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_of_the_machine_become_names() {
        assert_eq!(without_paths("/workspace/main.cpp:3:5: error"), "main.cpp:3:5: error");
        assert_eq!(without_paths("from /usr/include/c++/12/bits/stl_map.h:4,"), "from stl_map.h:4,");
        assert_eq!(without_paths("x = a / b; // see http://x/usr/y"), "x = a / b; // see http://x/usr/y");
    }

    #[test]
    fn long_output_is_cut_between_characters() {
        assert_eq!(capped(b"abc", 3), ("abc".into(), false));
        assert_eq!(capped(b"abcd", 3), ("abc".into(), true));
        assert_eq!(capped("aé".as_bytes(), 2), ("a".into(), true));
    }

    proptest! {
        #[test]
        fn capped_text_is_never_longer_than_allowed(bytes: Vec<u8>, max in 0usize..40) {
            let (text, cut) = capped(&bytes, max);
            prop_assert!(text.len() <= max);
            prop_assert!(cut || text == String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn cleaning_never_fails_and_leaves_text_without_slashes_alone(text in "[^/]{0,40}", other in ".{0,40}") {
            prop_assert_eq!(without_paths(&text), text);
            let _ = without_paths(&other);
        }
    }
}
