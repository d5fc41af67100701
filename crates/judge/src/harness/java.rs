//! Java.

use crate::signature::camel_case;
use crate::{Signature, Type};

pub(super) const STARTER_PROGRAM: &str = "\
import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        // Write your code here.
    }
}
";

pub(super) fn starter(signature: &Signature) -> String {
    let params: Vec<String> =
        signature.params.iter().map(|param| format!("{} {}", type_name(&param.of), camel_case(&param.name))).collect();
    let nothing = match signature.returns {
        Type::Int | Type::Long | Type::Float => "0",
        Type::Bool => "false",
        Type::String | Type::List(_) => "null",
    };
    format!(
        "import java.util.*;\n\nclass Solution {{\n    public {} {}({}) {{\n        // Write your code here.\n        return {nothing};\n    }}\n}}\n",
        type_name(&signature.returns),
        camel_case(&signature.entry),
        params.join(", ")
    )
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Int | Type::Long => "long".to_owned(),
        Type::Float => "double".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::String => "String".to_owned(),
        Type::List(inner) => format!("{}[]", type_name(inner)),
    }
}

pub(super) fn driver(signature: &Signature) -> String {
    let arguments: Vec<String> =
        signature.params.iter().map(|param| format!("({}) next({})", boxed(&param.of), class_of(&param.of))).collect();
    DRIVER.replace("{ENTRY}", &camel_case(&signature.entry)).replace("{ARGUMENTS}", &arguments.join(", "))
}

/// The type of a cast from Object.
fn boxed(of: &Type) -> String {
    match of {
        Type::Int | Type::Long => "java.lang.Long".to_owned(),
        Type::Float => "java.lang.Double".to_owned(),
        Type::Bool => "java.lang.Boolean".to_owned(),
        Type::String => "java.lang.String".to_owned(),
        Type::List(_) => type_name(of).replace("String", "java.lang.String"),
    }
}

fn class_of(of: &Type) -> String {
    format!("{}.class", type_name(of).replace("String", "java.lang.String"))
}

/// Class names are written out, because a learner may have classes of the same names.
const DRIVER: &str = r#"class CodeQuestDriver {
    private static byte[] input;
    private static int at;

    public static void main(java.lang.String[] arguments) throws java.lang.Throwable {
        java.io.OutputStream answer = new java.io.FileOutputStream(java.io.FileDescriptor.out);
        input = java.lang.System.in.readAllBytes();
        java.lang.Object result = new Solution().{ENTRY}({ARGUMENTS});
        java.lang.StringBuilder out = new java.lang.StringBuilder("{MARKER}");
        show(out, result);
        java.lang.System.out.flush();
        java.lang.System.err.flush();
        answer.write(out.append('\n').toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        answer.flush();
        java.lang.Runtime.getRuntime().halt(0);
    }

    private static void space() {
        while (at < input.length && (input[at] <= ' ' || input[at] == ',')) at++;
    }

    private static java.lang.Object next(java.lang.Class<?> type) {
        space();
        if (type.isArray()) {
            java.lang.Class<?> inner = type.getComponentType();
            at++;
            if (inner == long.class) return longs();
            java.util.ArrayList<java.lang.Object> items = new java.util.ArrayList<>();
            for (space(); input[at] != ']'; space()) items.add(next(inner));
            at++;
            java.lang.Object array = java.lang.reflect.Array.newInstance(inner, items.size());
            for (int i = 0; i < items.size(); i++) java.lang.reflect.Array.set(array, i, items.get(i));
            return array;
        }
        if (type == java.lang.String.class) return text();
        if (type == long.class) return number();
        if (type == boolean.class) {
            boolean value = input[at] == 't';
            at += value ? 4 : 5;
            return value;
        }
        int start = at;
        while (at < input.length && "+-.eE0123456789".indexOf(input[at]) >= 0) at++;
        return java.lang.Double.parseDouble(new java.lang.String(input, start, at - start));
    }

    private static long[] longs() {
        long[] values = new long[16];
        int count = 0;
        for (space(); input[at] != ']'; space()) {
            if (count == values.length) values = java.util.Arrays.copyOf(values, 2 * count);
            values[count++] = number();
        }
        at++;
        return java.util.Arrays.copyOf(values, count);
    }

    private static long number() {
        boolean negative = input[at] == '-';
        if (negative) at++;
        long value = 0;
        while (at < input.length && input[at] >= '0' && input[at] <= '9') value = value * 10 - (input[at++] - '0');
        return negative ? value : -value;
    }

    private static java.lang.String text() {
        java.io.ByteArrayOutputStream plain = new java.io.ByteArrayOutputStream();
        java.lang.StringBuilder out = new java.lang.StringBuilder();
        at++;
        while (input[at] != '"') {
            if (input[at] != '\\') {
                plain.write(input[at++]);
                continue;
            }
            out.append(plain.toString(java.nio.charset.StandardCharsets.UTF_8));
            plain.reset();
            char c = (char) input[at + 1];
            at += 2;
            switch (c) {
                case 'n': out.append('\n'); break;
                case 't': out.append('\t'); break;
                case 'r': out.append('\r'); break;
                case 'b': out.append('\b'); break;
                case 'f': out.append('\f'); break;
                case 'u':
                    out.append((char) java.lang.Integer.parseInt(new java.lang.String(input, at, 4), 16));
                    at += 4;
                    break;
                default: out.append(c);
            }
        }
        at++;
        return out.append(plain.toString(java.nio.charset.StandardCharsets.UTF_8)).toString();
    }

    private static void show(java.lang.StringBuilder out, java.lang.Object value) {
        if (value == null || value instanceof java.lang.Boolean || value instanceof java.lang.Number) {
            out.append(value);
        } else if (value.getClass().isArray()) {
            out.append('[');
            int length = java.lang.reflect.Array.getLength(value);
            for (int i = 0; i < length; i++) {
                if (i > 0) out.append(',');
                show(out, java.lang.reflect.Array.get(value, i));
            }
            out.append(']');
        } else if (value instanceof java.lang.Iterable) {
            out.append('[');
            boolean first = true;
            for (java.lang.Object item : (java.lang.Iterable<?>) value) {
                if (!first) out.append(',');
                first = false;
                show(out, item);
            }
            out.append(']');
        } else {
            java.lang.String text = value.toString();
            out.append('"');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' || c == '\\') out.append('\\').append(c);
                else if (c < 32) out.append(java.lang.String.format("\\u%04x", (int) c));
                else out.append(c);
            }
            out.append('"');
        }
    }
}
"#;
