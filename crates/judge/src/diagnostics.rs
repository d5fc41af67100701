//! Finds the messages of compilers that belong to a line of the learner's source.

use crate::{Diagnostic, Severity};

/// Most messages that are kept.
const MAX: usize = 50;

/// Reads the output of any of the compilers; `source` is the name of the learner's file.
pub(crate) fn parse(source: &str, output: &str) -> Vec<Diagnostic> {
    let lines: Vec<&str> = output.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() && found.len() < MAX {
        let rest = &lines[at..];
        let diagnostic = located(source, rest).or_else(|| traceback(source, rest)).or_else(|| node(source, rest));
        found.extend(diagnostic);
        at += 1;
    }
    found
}

/// `NAME:LINE:COLUMN: SEVERITY: MESSAGE` of g++, and `NAME:LINE: SEVERITY: MESSAGE` of javac with a caret below.
fn located(source: &str, lines: &[&str]) -> Option<Diagnostic> {
    let rest = lines[0].strip_prefix(source)?.strip_prefix(':')?;
    let (line, rest) = number(rest)?;
    let (column, rest) = match number(rest) {
        Some((column, rest)) => (Some(column), rest),
        None => (None, rest),
    };
    let (word, message) = rest.trim_start().split_once(':')?;
    let severity = match word {
        "error" | "fatal error" => Severity::Error,
        "warning" => Severity::Warning,
        "note" => Severity::Note,
        _ => return None,
    };
    let column = column.or_else(|| caret(&lines[1..]));
    Some(Diagnostic { line, column, severity, message: message.trim().to_owned() })
}

/// `File "NAME", line LINE` of Python, with the message at the end of the traceback.
fn traceback(source: &str, lines: &[&str]) -> Option<Diagnostic> {
    let rest = lines[0].trim_start().strip_prefix("File \"")?.strip_prefix(source)?.strip_prefix("\", line ")?;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    let line = digits.parse().ok()?;
    // The message is the next line that is not indented.
    let message = lines[1..].iter().find(|line| !line.starts_with(' ') && !line.is_empty())?;
    // The source line below is indented by four columns of its own, the caret stands in it.
    let column = caret_after(&lines[1..], 4);
    Some(Diagnostic { line, column, severity: Severity::Error, message: (*message).to_owned() })
}

/// `NAME:LINE` by itself, of Node.
fn node(source: &str, lines: &[&str]) -> Option<Diagnostic> {
    let line = lines[0].strip_prefix(source)?.strip_prefix(':')?.parse().ok()?;
    let message = lines[1..].iter().find(|line| line.contains("Error: "))?;
    Some(Diagnostic { line, column: caret(&lines[1..]), severity: Severity::Error, message: (*message).to_owned() })
}

/// A number and the text after the colon behind it.
fn number(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_once(':')?;
    Some((digits.parse().ok()?, rest))
}

/// Column of a `^` that stands by itself below the quoted source line.
fn caret(lines: &[&str]) -> Option<u32> {
    caret_after(lines, 0)
}

fn caret_after(lines: &[&str], indent: u32) -> Option<u32> {
    let line = lines.get(1).filter(|line| line.trim_start().starts_with('^'))?;
    let at = line.find('^')? as u32;
    (at >= indent).then(|| at - indent + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, output: &str) -> Vec<(u32, Option<u32>, Severity, String)> {
        parse(source, output).into_iter().map(|d| (d.line, d.column, d.severity, d.message)).collect()
    }

    #[test]
    fn messages_of_gcc_are_found() {
        let output = "main.cpp: In function 'int main()':\nmain.cpp:3:5: error: 'x' was not declared in this scope\n    3 |     x = 1;\n      |     ^\nstl_map.h:3:4: note: candidate\nmain.cpp:9:1: warning: control reaches end\n";
        assert_eq!(
            found("main.cpp", output),
            [
                (3, Some(5), Severity::Error, "'x' was not declared in this scope".into()),
                (9, Some(1), Severity::Warning, "control reaches end".into()),
            ]
        );
    }

    #[test]
    fn messages_of_javac_are_found_with_their_column() {
        let output = "Main.java:3: error: ';' expected\n        int x = 1\n                 ^\n1 error\n";
        assert_eq!(found("Main.java", output), [(3, Some(18), Severity::Error, "';' expected".into())]);
    }

    #[test]
    fn messages_of_python_are_found() {
        let output = "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n  File \"main.py\", line 2\n    if x\n        ^\nSyntaxError: expected ':'\n";
        assert_eq!(found("main.py", output), [(2, Some(5), Severity::Error, "SyntaxError: expected ':'".into())]);
    }

    #[test]
    fn messages_of_node_are_found() {
        let output =
            "main.js:2\nlet = 3 +;\n         ^\n\nSyntaxError: Unexpected token ';'\n    at wrapSafe (node:internal)\n";
        assert_eq!(
            found("main.js", output),
            [(2, Some(10), Severity::Error, "SyntaxError: Unexpected token ';'".into())]
        );
    }
}
