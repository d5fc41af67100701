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
        let diagnostic = located(source, rest)
            .or_else(|| traceback(source, rest))
            .or_else(|| node(source, rest))
            .or_else(|| in_brackets(source, rest[0]))
            .or_else(|| arrow(source, rest))
            .or_else(|| bare(source, rest[0]))
            .or_else(|| on_line(source, rest[0]));
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

/// `NAME(LINE,COLUMN): SEVERITY CODE: MESSAGE` of mcs and tsc.
fn in_brackets(source: &str, line: &str) -> Option<Diagnostic> {
    let (place, rest) = line.strip_prefix(source)?.strip_prefix('(')?.split_once("): ")?;
    let (number, column) = place.split_once(',')?;
    let (severity, rest) = severity(rest)?;
    let (_code, message) = rest.split_once(": ")?;
    Some(Diagnostic { line: number.parse().ok()?, column: column.parse().ok(), severity, message: message.to_owned() })
}

/// `SEVERITY[CODE]: MESSAGE` of rustc, with ` --> NAME:LINE:COLUMN` below.
fn arrow(source: &str, lines: &[&str]) -> Option<Diagnostic> {
    let (severity, rest) = severity(lines[0])?;
    let (code, message) = rest.split_once(": ").or_else(|| Some(("", rest.strip_prefix(": ")?)))?;
    if !(code.is_empty() || code.starts_with('[') && code.ends_with(']')) {
        return None;
    }
    let place = lines.get(1)?.trim_start().strip_prefix("--> ")?.strip_prefix(source)?.strip_prefix(':')?;
    let (line, column) = number(place)?;
    Some(Diagnostic { line, column: column.parse().ok(), severity, message: message.to_owned() })
}

/// `./NAME:LINE:COLUMN: MESSAGE` of Go and `NAME:LINE: syntax error…` of Ruby. They name no severity, and so look much
/// like what g++ says about the way to an error.
fn bare(source: &str, line: &str) -> Option<Diagnostic> {
    let of_go = line.strip_prefix("./");
    let (line, rest) = number(of_go.unwrap_or(line).strip_prefix(source)?.strip_prefix(':')?)?;
    let (column, message) = match of_go {
        Some(_) => number(rest).map(|(column, message)| (Some(column), message))?,
        None if rest.starts_with(" syntax error") => (None, rest),
        None => return None,
    };
    Some(Diagnostic { line, column, severity: Severity::Error, message: message.trim().to_owned() })
}

/// `Parse error: MESSAGE in NAME on line LINE` of PHP.
fn on_line(source: &str, line: &str) -> Option<Diagnostic> {
    let rest = line.strip_prefix("Parse error: ").or_else(|| line.strip_prefix("Fatal error: "))?;
    let (rest, line) = rest.rsplit_once(" on line ")?;
    let message = rest.strip_suffix(source)?.strip_suffix(" in ")?.trim();
    Some(Diagnostic {
        line: line.trim().parse().ok()?,
        column: None,
        severity: Severity::Error,
        message: message.to_owned(),
    })
}

/// A severity at the beginning of a line, and the text behind it.
fn severity(text: &str) -> Option<(Severity, &str)> {
    let error = text.strip_prefix("error").map(|rest| (Severity::Error, rest));
    error.or_else(|| text.strip_prefix("warning").map(|rest| (Severity::Warning, rest)))
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
        let output = "main.cpp: In function 'int main()':\nmain.cpp:3:5: error: 'x' was not declared in this scope\n    3 |     x = 1;\n      |     ^\nstl_map.h:3:4: note: candidate\nmain.cpp:7:2:   required from here\nmain.cpp:9:1: warning: control reaches end\n";
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

    #[test]
    fn messages_of_mcs_and_tsc_are_found() {
        let output = "driver.cs(3,1): error CS1: x\nsolution.cs(3,16): error CS0103: The name `c' does not exist\nsolution.cs(4,2): warning CS0168: never used\n";
        assert_eq!(
            found("solution.cs", output),
            [
                (3, Some(16), Severity::Error, "The name `c' does not exist".into()),
                (4, Some(2), Severity::Warning, "never used".into()),
            ]
        );
        let output = "solution.ts(2,10): error TS2304: Cannot find name 'c'.\n";
        assert_eq!(found("solution.ts", output), [(2, Some(10), Severity::Error, "Cannot find name 'c'.".into())]);
    }

    #[test]
    fn messages_of_rustc_are_found() {
        let output = "error[E0425]: cannot find value `c`: x\n --> solution.rs:2:5\n  |\n2 |     c\n\nerror: expected `;`\n --> solution.rs:3:1\n\nwarning: unused\n --> driver.rs:3:1\n\nerror: aborting due to 2 previous errors\n";
        assert_eq!(
            found("solution.rs", output),
            [
                (2, Some(5), Severity::Error, "cannot find value `c`: x".into()),
                (3, Some(1), Severity::Error, "expected `;`".into()),
            ]
        );
    }

    #[test]
    fn messages_of_go_ruby_and_php_are_found() {
        let output = "# command-line-arguments\n./solution.go:4:9: undefined: c\n./driver.go:1:2: other\n";
        assert_eq!(found("solution.go", output), [(4, Some(9), Severity::Error, "undefined: c".into())]);
        let output = "solution.rb:3: syntax error, unexpected end-of-input\n";
        let message = "syntax error, unexpected end-of-input";
        assert_eq!(found("solution.rb", output), [(3, None, Severity::Error, message.into())]);
        let output = "PHP Parse error:  syntax error, unexpected token \";\" in solution.php on line 3\nParse error: syntax error, unexpected token \";\" in solution.php on line 3\n";
        let message = "syntax error, unexpected token \";\"";
        assert_eq!(found("solution.php", output), [(3, None, Severity::Error, message.into())]);
    }
}
