//! JavaScript.

use crate::signature::camel_case;
use crate::{Signature, Type};

pub(super) const STARTER_PROGRAM: &str = "\
const data = require('fs').readFileSync(0, 'utf8').split(/\\s+/);
// Write your code here.
";

pub(super) fn starter(signature: &Signature) -> String {
    let mut out = "/**\n".to_owned();
    for param in &signature.params {
        out += &format!(" * @param {{{}}} {}\n", type_name(&param.of), camel_case(&param.name));
    }
    let names: Vec<String> = signature.params.iter().map(|param| camel_case(&param.name)).collect();
    out + &format!(
        " * @returns {{{}}}\n */\nfunction {}({}) {{\n    // Write your code here.\n}}\n",
        type_name(&signature.returns),
        camel_case(&signature.entry),
        names.join(", ")
    )
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Int | Type::Float => "number".to_owned(),
        Type::Long => "bigint".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::String => "string".to_owned(),
        Type::List(inner) => format!("{}[]", type_name(inner)),
    }
}

pub(super) fn driver(signature: &Signature) -> String {
    let arguments: Vec<String> = signature
        .params
        .iter()
        .enumerate()
        .map(|(at, param)| {
            let read = if *param.of.scalar() == Type::Long { "readLong" } else { "JSON.parse" };
            format!("{read}(lines[{at}])")
        })
        .collect();
    DRIVER.replace("{ENTRY}", &camel_case(&signature.entry)).replace("{ARGUMENTS}", &arguments.join(", "))
}

/// What it needs later is put aside first: a learner may replace any of it.
const DRIVER: &str = r#"'use strict';
{
  const fs = require('fs');
  const vm = require('vm');
  const stdout = process.stdout;
  const write = stdout.write.bind(stdout);
  const exit = process.exit.bind(process);
  const { stringify } = JSON;
  const { isArray, from } = Array;
  const lines = fs.readFileSync(0, 'utf8').split('\n');
  // Numbers would lose digits beyond 2^53, so whole numbers are read from the text.
  const toBigInt = (value) => (isArray(value) ? value.map(toBigInt) : BigInt(value));
  const readLong = (text) => toBigInt(JSON.parse(text.replace(/-?\d+/g, '"$&"')));
  const values = [{ARGUMENTS}];
  const show = (value) => {
    if (typeof value === 'bigint' || typeof value === 'number') return String(value);
    if (isArray(value) || ArrayBuffer.isView(value)) return '[' + from(value, show).join(',') + ']';
    return stringify(value) ?? 'null';
  };
  const finish = (result) => write('{MARKER}' + show(result) + '\n', () => exit(0));
  const fail = (error) => {
    process.stderr.write((error && error.stack ? String(error.stack) : 'thrown: ' + String(error)) + '\n', () => exit(1));
  };
  const own = { exports: {} };
  globalThis.require = require;
  globalThis.module = own;
  globalThis.exports = own.exports;
  vm.runInThisContext(fs.readFileSync('solution.js', 'utf8'), { filename: 'solution.js' });
  let entry;
  try {
    entry = vm.runInThisContext('{ENTRY}');
  } catch {
    entry = own.exports.{ENTRY} ?? own.exports;
  }
  if (typeof entry !== 'function') {
    process.stderr.write('solution.js has no function `{ENTRY}`\n', () => exit(1));
  } else {
    const result = entry(...values);
    if (result && typeof result.then === 'function') result.then(finish, fail);
    else finish(result);
  }
}
"#;
