//! A submission as it is shown: the attributes that the client asks for, each in Judge0's form.

use chrono::{DateTime, SecondsFormat, Utc};
use platform::{
    Error, Exit, Languages, TestReport,
    exact::report_bytes,
    executions::{Execution, Status, message},
};
use serde_json::{Map, Value, json};

use super::{encoding::encode, languages};

/// What is shown when nothing is asked for.
const DEFAULT: [&str; 8] = ["token", "time", "memory", "stdout", "stderr", "compile_output", "message", "status"];

/// Everything that can be asked for.
const ALL: [&str; 35] = [
    "source_code",
    "language_id",
    "stdin",
    "expected_output",
    "stdout",
    "status_id",
    "created_at",
    "finished_at",
    "time",
    "memory",
    "stderr",
    "token",
    "number_of_runs",
    "cpu_time_limit",
    "cpu_extra_time",
    "wall_time_limit",
    "memory_limit",
    "stack_limit",
    "max_processes_and_or_threads",
    "enable_per_process_and_thread_time_limit",
    "enable_per_process_and_thread_memory_limit",
    "max_file_size",
    "compile_output",
    "exit_code",
    "exit_signal",
    "message",
    "wall_time",
    "compiler_options",
    "command_line_arguments",
    "redirect_stderr_to_stdout",
    "callback_url",
    "additional_files",
    "enable_network",
    "status",
    "language",
];

/// Which attributes are shown, and whether texts are Base64.
#[derive(Debug, Clone)]
pub(super) struct View {
    fields: Vec<&'static str>,
    base64_encoded: bool,
}

/// A text is no UTF-8, so that it can only be shown as Base64.
#[derive(Debug)]
pub(super) struct NotText;

impl View {
    /// Reads the parameter `fields`.
    ///
    /// # Errors
    /// A sentence with the names that do not exist.
    pub(super) fn new(fields: Option<&str>, base64_encoded: bool) -> Result<Self, Error> {
        let asked: Vec<&str> = fields.unwrap_or_default().split(',').map(str::trim).filter(|f| !f.is_empty()).collect();
        let known = |name: &&str| ALL.into_iter().find(|known| known == name);
        let unknown: Vec<&str> = asked.iter().filter(|name| **name != "*" && known(name).is_none()).copied().collect();
        if !unknown.is_empty() {
            let message = format!("invalid fields: [{}]", unknown.join(", "));
            return Err(Error::new(platform::Code::ValidationError, message));
        }
        let fields = match &asked[..] {
            [] => DEFAULT.to_vec(),
            asked if asked.contains(&"*") => ALL.to_vec(),
            asked => asked.iter().filter_map(known).collect(),
        };
        Ok(View { fields, base64_encoded })
    }

    /// What the receivers of callbacks and those who delete are shown: nothing that cannot be told.
    pub(super) fn encoded(&self) -> Self {
        View { fields: self.fields.clone(), base64_encoded: true }
    }

    /// What receivers of callbacks are shown.
    pub(super) fn of_callbacks() -> Self {
        View { fields: DEFAULT.to_vec(), base64_encoded: true }
    }

    /// Shows an execution.
    ///
    /// # Errors
    /// When a text that is asked for cannot be shown without Base64.
    pub(super) fn show(&self, execution: &Execution, known: &Languages) -> Result<Value, NotText> {
        let shown = Shown { execution, languages: known, base64_encoded: self.base64_encoded };
        let one = |name: &&'static str| Ok(((*name).to_owned(), shown.attribute(name)?));
        self.fields.iter().map(one).collect::<Result<Map<String, Value>, NotText>>().map(Value::Object)
    }
}

struct Shown<'a> {
    execution: &'a Execution,
    languages: &'a Languages,
    base64_encoded: bool,
}

impl Shown<'_> {
    fn attribute(&self, name: &str) -> Result<Value, NotText> {
        let execution = self.execution;
        let options = &execution.options;
        let report = execution.report.as_deref();
        let test = report.and_then(|report| report.tests.first());
        Ok(match name {
            "token" => json!(execution.id),
            "source_code" if options.project => Value::Null,
            "source_code" => self.text(&options.source.0)?,
            "stdin" if execution.request["has_stdin"] == json!(false) => Value::Null,
            "stdin" => self.text(&options.stdin.0)?,
            "expected_output" => match &options.expected {
                Some(expected) => self.text(&expected.0)?,
                None => Value::Null,
            },
            "additional_files" => json!(options.archive.as_ref().map(|archive| encode(&archive.0))),
            "language_id" => json!(execution.language_number),
            "language" => {
                let number = execution.language_number;
                json!({"id": number, "name": languages::name(self.languages, number)})
            }
            "status_id" => json!(execution.status.number()),
            "status" => status(execution.status),
            "stdout" => self.output(test.map(|test| &test.stdout))?,
            "stderr" => self.output(test.map(|test| &test.stderr))?,
            "compile_output" => self.some_text(report.map(|report| report.compile.output.as_str()))?,
            "message" => self.some_text(report.and_then(message).as_deref())?,
            "exit_code" => json!(test.and_then(|test| match test.exit {
                Exit::Code(code) => Some(code),
                Exit::Signal(_) => None,
            })),
            "exit_signal" => json!(test.and_then(|test| match test.exit {
                Exit::Code(_) => None,
                Exit::Signal(signal) => Some(signal),
            })),
            "time" => seconds(test, |test| test.cpu_ms),
            "wall_time" => seconds(test, |test| test.wall_ms),
            "memory" => json!(test.map(|test| test.memory_kb)),
            "created_at" => time(Some(execution.created_at)),
            "finished_at" => time(execution.finished_at),
            "callback_url" => json!(execution.callback_url),
            other => execution.request.get(other).cloned().unwrap_or_default(),
        })
    }

    fn text(&self, bytes: &[u8]) -> Result<Value, NotText> {
        match self.base64_encoded {
            true => Ok(Value::String(encode(bytes))),
            false => std::str::from_utf8(bytes).map(|text| json!(text)).map_err(|_| NotText),
        }
    }

    /// A text, or nothing when it is empty.
    fn some_text(&self, text: Option<&str>) -> Result<Value, NotText> {
        match text {
            Some(text) if !text.is_empty() => self.text(text.as_bytes()),
            _ => Ok(Value::Null),
        }
    }

    fn output(&self, output: Option<&String>) -> Result<Value, NotText> {
        match output.and_then(|output| report_bytes(output)) {
            Some(bytes) if !bytes.is_empty() => self.text(&bytes),
            _ => Ok(Value::Null),
        }
    }
}

/// A status with its name.
pub(super) fn status(status: Status) -> Value {
    json!({"id": status.number(), "description": status.description()})
}

fn seconds(test: Option<&TestReport>, milliseconds: impl Fn(&TestReport) -> u64) -> Value {
    json!(test.map(|test| format!("{:.3}", milliseconds(test) as f64 / 1000.0)))
}

fn time(moment: Option<DateTime<Utc>>) -> Value {
    json!(moment.map(|moment| moment.to_rfc3339_opts(SecondsFormat::Millis, true)))
}
