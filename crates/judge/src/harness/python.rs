//! Python.

use crate::{Signature, Type};

pub(super) const STARTER_PROGRAM: &str = "\
import sys


def main():
    data = sys.stdin.read().split()
    # Write your code here.


main()
";

pub(super) fn starter(signature: &Signature) -> String {
    let params: Vec<String> =
        signature.params.iter().map(|param| format!("{}: {}", param.name, type_name(&param.of))).collect();
    format!(
        "def {}({}) -> {}:\n    # Write your code here.\n    pass\n",
        signature.entry,
        params.join(", "),
        type_name(&signature.returns)
    )
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Int | Type::Long => "int".to_owned(),
        Type::Float => "float".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => "str".to_owned(),
        Type::List(inner) => format!("list[{}]", type_name(inner)),
    }
}

pub(super) fn driver(signature: &Signature) -> String {
    let arguments: Vec<String> = signature
        .params
        .iter()
        .enumerate()
        .map(|(at, param)| converted(&param.of, &format!("json.loads(lines[{at}])"), 0))
        .collect();
    DRIVER.replace("{ENTRY}", &signature.entry).replace("{ARGUMENTS}", &arguments.join(", "))
}

/// JSON does not part `1` from `1.0`; a parameter of the type float always gets a float.
fn converted(of: &Type, value: &str, depth: usize) -> String {
    match of {
        Type::List(inner) if *inner.scalar() == Type::Float => {
            format!("[{} for x{depth} in {value}]", converted(inner, &format!("x{depth}"), depth + 1))
        }
        Type::Float => format!("float({value})"),
        _ => value.to_owned(),
    }
}

const DRIVER: &str = r#"def start():
    import json, os, sys
    # A learner may replace any of these.
    answer, write, leave, dumps = os.dup(1), os.write, os._exit, json.dumps
    lines = sys.stdin.buffer.read().decode("utf-8").split("\n")
    arguments = [{ARGUMENTS}]

    def finish(code):
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:
            pass
        leave(code)

    try:
        module = type(sys)("solution")
        module.__file__ = "solution.py"
        sys.modules["solution"] = module
        with open("solution.py", "rb") as file:
            code = compile(file.read(), "solution.py", "exec")
        exec(code, module.__dict__)
        entry = module.__dict__.get("{ENTRY}")
        if not callable(entry):
            sys.stderr.write("solution.py has no function `{ENTRY}`\n")
            finish(1)
        result = entry(*arguments)
    except SystemExit:
        raise
    except BaseException as error:
        import traceback
        place = error.__traceback__
        while place is not None and place.tb_frame.f_code.co_filename != "solution.py":
            place = place.tb_next
        traceback.print_exception(type(error), error, place)
        finish(1)
    text = dumps(result, ensure_ascii=False, default=repr)
    try:
        sys.stdout.flush()
    except BaseException:
        pass
    data = ("{MARKER}" + text + "\n").encode("utf-8", "replace")
    while data:
        data = data[write(answer, data):]
    finish(0)


start()
"#;
