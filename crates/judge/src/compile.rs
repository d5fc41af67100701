//! Compiles a program in a sandbox of its own, or finds it compiled already.
//!
//! A compiler at work on a hostile source is hostile code too: it sees only its own files, and nothing but the named
//! artefacts leaves its sandbox.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use moka::sync::Cache;
use sandbox::{Command, Limit, Limits, Outcome, Sandbox, Supervisor};
use sha2::{Digest, Sha256};

use crate::languages::name_matches;
use crate::program::{Program, environment};
use crate::text::{capped, without_paths};
use crate::{CompileReport, Error, Kind, Language, diagnostics};

/// Most of a compiler's output that is kept, in bytes.
const MAX_OUTPUT: usize = 16 << 10;
/// Largest artefact in bytes, and the largest sum of all of one program.
const MAX_ARTEFACT: u64 = 64 << 20;
/// Compiled programs that are kept, in bytes.
const CACHE_BYTES: u64 = 32 << 20;

/// A program that is ready to run, or the reason why there is none.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// What the tests' sandbox gets; `None` when the source does not compile.
    pub(crate) files: Option<Vec<File>>,
    /// What to report, with `cached` unset.
    pub(crate) report: CompileReport,
}

/// One file of a compiled program.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
    pub(crate) executable: bool,
}

impl Compiled {
    fn bytes(&self) -> u64 {
        let files: usize = self.files.iter().flatten().map(|file| file.content.len() + file.name.len()).sum();
        (files + self.report.output.len() + 1024) as u64
    }
}

/// Compiles programs and remembers them.
#[derive(Debug)]
pub(crate) struct Compiler {
    supervisor: Supervisor,
    cache: Cache<[u8; 32], Arc<Compiled>>,
    /// Keys of the languages that were prepared in the life of this judge.
    prepared: Mutex<HashSet<String>>,
}

impl Compiler {
    pub(crate) fn new(supervisor: Supervisor) -> Self {
        let weight = |_: &[u8; 32], compiled: &Arc<Compiled>| u32::try_from(compiled.bytes()).unwrap_or(u32::MAX);
        let cache = Cache::builder().max_capacity(CACHE_BYTES).weigher(weight).build();
        Self { supervisor, cache, prepared: Mutex::default() }
    }

    /// Compiles a program, or takes it from the cache. The flag says which.
    pub(crate) fn compile(
        &self,
        language: &Language,
        kind: &Kind,
        program: &Program,
    ) -> Result<(Arc<Compiled>, bool), Error> {
        let key = key(language, kind, program);
        if let Some(compiled) = self.cache.get(&key) {
            return Ok((compiled, true));
        }
        let (compiled, repeatable) = self.run(language, program)?;
        let compiled = Arc::new(compiled);
        if repeatable {
            self.cache.insert(key, Arc::clone(&compiled));
        }
        self.prepare_for_the_next(language);
        Ok((compiled, false))
    }

    /// Starts to prepare a language that was used for the first time; nobody waits for it.
    fn prepare_for_the_next(&self, language: &Language) {
        let new = match self.prepared.lock() {
            Ok(mut prepared) => prepared.insert(language.key.clone()),
            Err(_) => false,
        };
        if new && language.can_be_prepared() {
            let language = language.clone();
            std::thread::spawn(move || {
                if let Err(error) = language.prepare() {
                    tracing::warn!(language = language.key, %error, "compiling cannot be made faster");
                }
            });
        }
    }

    /// Runs the compiler. The flag says whether it would say the same again.
    fn run(&self, language: &Language, program: &Program) -> Result<(Compiled, bool), Error> {
        let mut sandbox = self.supervisor.open(&language.compile_root())?;
        for (name, content) in &program.files {
            sandbox.put(name, content, false)?;
        }
        let mut command = Command::new(program.compile_command(language));
        let spec = &language.spec.compile;
        command.env = environment();
        command.limits = Limits {
            cpu_time_us: spec.time_ms * 1000,
            wall_time_us: spec.time_ms * 2000,
            memory_bytes: spec.memory_kb * 1024,
            file_bytes: MAX_ARTEFACT,
            stdout_bytes: 4 * MAX_OUTPUT as u64,
            stderr_bytes: 4 * MAX_OUTPUT as u64,
            ..Limits::default()
        };
        let outcome = sandbox.run(&command)?;
        let mut report = report(language, program, &outcome);
        let mut files = None;
        if outcome.success() {
            match take(&mut sandbox, language, program)? {
                Ok(taken) => files = Some(taken),
                Err(message) => report.output.push_str(&message),
            }
        } else if let Some(message) = limit_message(&outcome, language) {
            report.output.push_str(&message);
        }
        let repeatable = !matches!(outcome.limit, Some(Limit::CpuTime | Limit::WallTime | Limit::Processes));
        Ok((Compiled { files, report }, repeatable))
    }
}

/// Names a compiled program by everything that decides what it is.
fn key(language: &Language, kind: &Kind, program: &Program) -> [u8; 32] {
    let mut hash = Sha256::new();
    let signature = match kind {
        Kind::Stdio => String::new(),
        Kind::Function(signature) => format!("{signature:?}"),
    };
    let version = language.version.as_deref().unwrap_or_default();
    let source = program.files.first().map(|(_, content)| content.as_slice()).unwrap_or_default();
    for part in [language.key.as_bytes(), version.as_bytes(), signature.as_bytes(), source] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

fn report(language: &Language, program: &Program, outcome: &Outcome) -> CompileReport {
    let text = format!("{}{}", String::from_utf8_lossy(&outcome.stdout), String::from_utf8_lossy(&outcome.stderr));
    let text = match language.found.names.get("cache") {
        Some(cache) => text.replace(&format!("{cache}/"), ""),
        None => text,
    };
    let text = without_paths(&text);
    let diagnostics = diagnostics::parse(&program.source, &text);
    let text = readable(program, &text);
    let (output, _) = capped(text.as_bytes(), MAX_OUTPUT);
    CompileReport { output, diagnostics, cached: false }
}

/// Leaves out the lines that speak of the judge's own files and of the compiler's inside.
fn readable(program: &Program, text: &str) -> String {
    let included = format!("In file included from {}", program.main);
    let noise = |line: &&str| {
        (program.main != program.source && line.starts_with(&included))
            || line.starts_with("    at ")
            || line.starts_with("Node.js v")
            || line.contains("File \"<string>\", line 1, in <module>")
            || *line == "Traceback (most recent call last):"
            || line.starts_with("collect2: ")
    };
    let kept: Vec<&str> = text.lines().filter(|line| !noise(line)).collect();
    let mut kept = kept.join("\n").trim_end().to_owned();
    if !kept.is_empty() {
        kept.push('\n');
    }
    kept
}

fn limit_message(outcome: &Outcome, language: &Language) -> Option<String> {
    let spec = &language.spec.compile;
    Some(match outcome.limit? {
        Limit::CpuTime | Limit::WallTime => format!("compiling took longer than {} s\n", spec.time_ms / 1000),
        Limit::Memory => format!("compiling needed more than {} MiB of memory\n", spec.memory_kb / 1024),
        Limit::Output => "the compiler said too much\n".to_owned(),
        Limit::FileSize => "the compiled program is too large\n".to_owned(),
        Limit::Processes => "compiling needed too many processes\n".to_owned(),
    })
}

/// Takes the artefacts out of the sandbox; the inner error is for the learner.
fn take(sandbox: &mut Sandbox, language: &Language, program: &Program) -> Result<Result<Vec<File>, String>, Error> {
    let patterns = &language.spec.compile.artefacts;
    if patterns.is_empty() {
        let file = |(name, content): &(String, Vec<u8>)| File {
            name: name.clone(),
            content: content.clone(),
            executable: false,
        };
        return Ok(Ok(program.files.iter().map(file).collect()));
    }
    let mut files = Vec::new();
    let mut bytes = 0;
    for entry in sandbox.list()? {
        if entry.kind != sandbox::FileKind::File || !patterns.iter().any(|pattern| name_matches(pattern, &entry.name)) {
            continue;
        }
        bytes += entry.bytes;
        if bytes > MAX_ARTEFACT || files.len() >= 1000 {
            return Ok(Err("the compiled program is too large\n".to_owned()));
        }
        if let Some(content) = sandbox.get(&entry.name, MAX_ARTEFACT)? {
            files.push(File { name: entry.name, content, executable: entry.executable });
        }
    }
    if files.is_empty() {
        return Ok(Err("the compiler made no program\n".to_owned()));
    }
    Ok(Ok(files))
}
