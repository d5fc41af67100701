//! Fills in the templates of drivers.

/// Keeps or drops the lines between `@if NAME` and `@end`, then puts values in for `{NAME}`. The two marks stand in lines
/// of their own, as comments of the template's language, and do not nest.
pub(super) fn render(template: &str, keep: &[(&str, bool)], values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut kept = true;
    for line in template.split_inclusive('\n') {
        if let Some((_, name)) = line.split_once("@if ") {
            kept = keep.iter().any(|(known, keep)| *known == name.trim() && *keep);
        } else if line.contains("@end") {
            kept = true;
        } else if kept {
            out.push_str(line);
        }
    }
    values.iter().fold(out, |out, (name, value)| out.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn sections_are_kept_or_dropped_and_values_put_in() {
        let template = "a {A}\n# @if ONE\none {B}\n# @end\n// @if TWO\ntwo\n// @end\nz {A}\n";
        let render = |one, two| render(template, &[("ONE", one), ("TWO", two)], &[("A", "1"), ("B", "2")]);
        assert_eq!(render(true, false), "a 1\none 2\nz 1\n");
        assert_eq!(render(false, true), "a 1\ntwo\nz 1\n");
    }
}
