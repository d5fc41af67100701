//! A submission as a client sends it, checked and made into an execution.

use platform::{
    Language, Languages,
    exact::{self, Base64, RunLimits, RunOptions, unpack, words},
    executions::NewExecution,
};
use reqwest::Url;
use serde_json::{Map, Value, json};

use super::{
    encoding::decode,
    languages::{PROJECT, find},
    settings::{self, CPU_EXTRA_TIME, CPU_TIME, EXTRACT_SIZE, FILE_SIZE, MEMORY, PROCESSES, RUNS, STACK, WALL_TIME},
    validation::{Attributes, Complaints, Least},
};

/// The least stack that programs can be started with, in KiB; less is taken for it.
const LEAST_STACK: u64 = 256;
/// Longest address of a callback, in characters.
const MAX_URL: usize = 2048;

/// Reads and checks a submission. Unpacks its archive, which takes time: not for the threads of the runtime.
pub(super) fn read(
    given: &Map<String, Value>,
    base64_encoded: bool,
    languages: &Languages,
) -> Result<NewExecution, Complaints> {
    let mut attributes = Attributes { given, complaints: Complaints::default() };
    let (number, language) = language(&mut attributes, languages);
    let project = number == PROJECT;
    let source = bytes(&mut attributes, "source_code", base64_encoded);
    let stdin = bytes(&mut attributes, "stdin", base64_encoded);
    let expected = bytes(&mut attributes, "expected_output", base64_encoded);
    // Encoded whatever the others are.
    let archive = bytes(&mut attributes, "additional_files", true).filter(|archive| !archive.is_empty());
    match (project, source.as_deref().is_none_or(<[u8]>::is_empty)) {
        (false, true) => attributes.complaints.add("source_code", "can't be blank"),
        (true, false) => attributes.complaints.add("source_code", "must be blank"),
        _ => {}
    }
    if project && archive.is_none() {
        attributes.complaints.add("additional_files", "can't be blank");
    }
    if let Some(Err(message)) = archive.as_ref().map(|archive| unpack(archive, EXTRACT_SIZE * 1024)) {
        attributes.complaints.add("additional_files", message);
    }
    let (compiler_line, compiler_options) = line(&mut attributes, "compiler_options");
    if !compiler_options.is_empty() && (project || language.is_some_and(|language| !language.is_compiled())) {
        let message = "setting compiler options is only allowed for compiled languages";
        attributes.complaints.add("compiler_options", message);
    }
    let (arguments_line, arguments) = line(&mut attributes, "command_line_arguments");
    let cpu_time = attributes.number("cpu_time_limit", Least::From(0), CPU_TIME, false);
    let extra_time = attributes.number("cpu_extra_time", Least::From(0), CPU_EXTRA_TIME, false);
    let wall_time = attributes.number("wall_time_limit", Least::From(1), WALL_TIME, false);
    let memory = attributes.whole("memory_limit", Least::From(2048), MEMORY);
    let stack = attributes.whole("stack_limit", Least::From(0), STACK);
    let processes = attributes.whole("max_processes_and_or_threads", Least::Above(0), PROCESSES);
    let file_size = attributes.whole("max_file_size", Least::From(0), FILE_SIZE);
    let runs = attributes.whole("number_of_runs", Least::Above(0), RUNS);
    let merged = attributes.switch("redirect_stderr_to_stdout");
    for name in ["enable_per_process_and_thread_time_limit", "enable_per_process_and_thread_memory_limit"] {
        if attributes.switch(name) {
            attributes.complaints.add(name, "this option cannot be enabled");
        }
    }
    if attributes.switch("enable_network") {
        attributes.complaints.add("enable_network", "enabling network is not allowed");
    }
    let callback_url = callback_url(&mut attributes);
    if !attributes.complaints.is_empty() {
        return Err(attributes.complaints);
    }
    let request = json!({
        "has_stdin": stdin.is_some(),
        "compiler_options": compiler_line,
        "command_line_arguments": arguments_line,
        "cpu_time_limit": format!("{cpu_time:?}"),
        "cpu_extra_time": format!("{extra_time:?}"),
        "wall_time_limit": format!("{wall_time:?}"),
        "memory_limit": memory,
        "stack_limit": stack,
        "max_processes_and_or_threads": processes,
        "enable_per_process_and_thread_time_limit": false,
        "enable_per_process_and_thread_memory_limit": false,
        "max_file_size": file_size,
        "number_of_runs": runs,
        "redirect_stderr_to_stdout": merged,
        "enable_network": false,
    });
    let limits = RunLimits {
        cpu_ms: milliseconds(cpu_time),
        cpu_extra_ms: milliseconds(extra_time),
        wall_ms: milliseconds(wall_time),
        memory_kb: memory,
        stack_kb: stack.max(LEAST_STACK),
        processes: u32::try_from(processes).unwrap_or(u32::MAX),
        file_kb: file_size,
        extract_kb: EXTRACT_SIZE,
    };
    let options = RunOptions {
        source: Base64(source.unwrap_or_default()),
        stdin: Base64(stdin.unwrap_or_default()),
        expected: expected.map(Base64),
        archive: archive.map(Base64),
        project,
        compiler_options,
        arguments,
        limits,
        runs: u32::try_from(runs).unwrap_or(u32::MAX),
        stderr_to_stdout: merged,
    };
    let language = language.map_or(exact::PROJECT, |language| language.key.as_str()).to_owned();
    Ok(NewExecution { language, language_number: number, options, request, callback_url })
}

// Between 0 and 20 000, so that nothing is lost.
fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1000.0).round() as u64
}

/// The number of the language, and the language unless it is a program of several files.
fn language<'l>(attributes: &mut Attributes<'_>, languages: &'l Languages) -> (i64, Option<&'l Language>) {
    let number = match attributes.given.get("language_id") {
        None | Some(Value::Null) => {
            attributes.complaints.add("language_id", "can't be blank");
            return (0, None);
        }
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(other) => other.as_i64(),
    };
    let Some(number) = number else {
        attributes.complaints.add("language_id", "is not a number");
        return (0, None);
    };
    if number == PROJECT && languages.runs_projects() {
        return (number, None);
    }
    let language = find(languages, number);
    match language {
        None => attributes.complaints.add("language_id", format!("language with id {number} doesn't exist")),
        Some(language) if !language.available => {
            let hint = &language.install_hint;
            let message = format!("language with id {number} is not installed on this server ({hint})");
            attributes.complaints.add("language_id", message);
        }
        Some(_) => {}
    }
    (number, language)
}

fn bytes(attributes: &mut Attributes<'_>, name: &'static str, base64_encoded: bool) -> Option<Vec<u8>> {
    let text = attributes.text(name)?;
    if !base64_encoded {
        return Some(text.into_bytes());
    }
    let decoded = decode(&text);
    if decoded.is_none() {
        attributes.complaints.add(name, "is not valid Base64");
    }
    decoded
}

/// A line of options as it was given, and its words.
fn line(attributes: &mut Attributes<'_>, name: &'static str) -> (Option<String>, Vec<String>) {
    let Some(line) = attributes.text(name) else { return (None, Vec::new()) };
    if line.chars().count() > settings::OPTIONS {
        let message = format!("is too long (maximum is {} characters)", settings::OPTIONS);
        attributes.complaints.add(name, message);
        return (None, Vec::new());
    }
    match words(&line) {
        Ok(words) => (Some(line), words),
        Err(message) => {
            attributes.complaints.add(name, message);
            (None, Vec::new())
        }
    }
}

/// Where the end is told. Whether its address may be reached is looked at each time it is called.
fn callback_url(attributes: &mut Attributes<'_>) -> Option<String> {
    let text = attributes.text("callback_url").filter(|text| !text.trim().is_empty())?;
    let complaint = match Url::parse(&text) {
        _ if text.len() > MAX_URL => format!("is too long (maximum is {MAX_URL} characters)"),
        Ok(url) if !matches!(url.scheme(), "http" | "https") => "must begin with http:// or https://".to_owned(),
        Ok(url) if !url.has_host() => "has no host".to_owned(),
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            "must not hold a user name or password".to_owned()
        }
        Ok(_) => return Some(text),
        Err(error) => format!("is no address: {error}"),
    };
    attributes.complaints.add("callback_url", complaint);
    None
}
