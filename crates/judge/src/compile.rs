//! Compiles a program in a sandbox of its own, or finds it compiled already.
//!
//! A compiler at work on a hostile source is hostile code too: it sees only its own files, and nothing but the named
//! artefacts leaves its sandbox.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use moka::sync::Cache;
use sandbox::{Command, Exit, Limit, Limits, Outcome, Sandbox, Supervisor};
use sha2::{Digest, Sha256};

use crate::compiled::{Compiled, File, Key};
use crate::languages::name_matches;
use crate::program::{Program, environment};
use crate::text::{capped, without_paths};
use crate::{CompileReport, CompiledCache, Error, Language, Languages, diagnostics};

/// Most of a compiler's output that is kept, in bytes.
const MAX_OUTPUT: usize = 16 << 10;
/// Largest artefact in bytes, and the largest sum of all of one program.
const MAX_ARTEFACT: u64 = 64 << 20;
/// Compiled programs that are kept in memory, in bytes.
const MEMORY_BYTES: u64 = 32 << 20;
/// Changes when the same command makes something else of the same files, for instance because more is reported.
const GENERATION: &[u8] = b"1";

/// Compiles programs and remembers them: a few in memory, many on the disk.
#[derive(Debug)]
pub(crate) struct Compiler {
    supervisor: Supervisor,
    recent: Cache<Key, Arc<Compiled>>,
    kept: Option<CompiledCache>,
    /// For each language what its compiler is at a glance, and as a whole.
    toolchains: Mutex<HashMap<String, (Key, Key)>>,
    /// Languages that were to be prepared; `None` as long as nothing is.
    prepared: Mutex<Option<HashSet<String>>>,
}

/// What came of asking for a program.
pub(crate) struct Compilation {
    pub(crate) compiled: Arc<Compiled>,
    /// Whether it was there already.
    pub(crate) cached: bool,
    /// To be kept by [`Compiler::keep`].
    unkept: Option<Key>,
}

impl Compiler {
    pub(crate) fn new(supervisor: Supervisor, kept: Option<CompiledCache>) -> Self {
        let weight = |_: &Key, compiled: &Arc<Compiled>| u32::try_from(compiled.bytes()).unwrap_or(u32::MAX);
        let recent = Cache::builder().max_capacity(MEMORY_BYTES).weigher(weight).build();
        Self { supervisor, recent, kept, toolchains: Mutex::default(), prepared: Mutex::default() }
    }

    /// Compiles a program, or takes it from a cache.
    pub(crate) fn compile(&self, language: &Language, program: &Program) -> Result<Compilation, Error> {
        if !program.stands_alone() {
            let compiled = Arc::new(self.run(language, program)?.0);
            return Ok(Compilation { compiled, cached: false, unkept: None });
        }
        let key = self.key(language, program);
        let found = self.recent.get(&key).or_else(|| {
            let kept = Arc::new(self.kept.as_ref()?.get(&key)?);
            self.recent.insert(key, Arc::clone(&kept));
            Some(kept)
        });
        if let Some(compiled) = found {
            return Ok(Compilation { compiled, cached: true, unkept: None });
        }
        let (compiled, repeatable) = self.run(language, program)?;
        let compiled = Arc::new(compiled);
        if repeatable {
            self.recent.insert(key, Arc::clone(&compiled));
        }
        self.prepare_for_the_next(language);
        Ok(Compilation { compiled, cached: false, unkept: repeatable.then_some(key) })
    }

    /// Keeps a new program beyond the life of this process. Apart from compiling, because nobody should wait for it.
    pub(crate) fn keep(&self, compilation: &mut Compilation) {
        if let (Some(kept), Some(key)) = (&self.kept, compilation.unkept.take()) {
            kept.put(key, Arc::clone(&compilation.compiled));
        }
    }

    /// Makes what compilers can use and what is missing, for the languages that ask for it at the start. From now on the
    /// others are prepared when they are used for the first time.
    pub(crate) fn prepare(&self, languages: &Languages) {
        if let Ok(mut prepared) = self.prepared.lock() {
            prepared.get_or_insert_default();
        }
        for language in languages.iter().filter(|language| language.is_prepared_at_start()) {
            if self.is_to_be_prepared(language) {
                prepare(&self.supervisor, language);
            }
        }
        for language in languages.iter().filter(|language| language.available) {
            self.toolchain(language);
        }
    }

    /// Starts to prepare a language that was used for the first time; nobody waits for it.
    fn prepare_for_the_next(&self, language: &Language) {
        if self.is_to_be_prepared(language) {
            let (supervisor, language) = (self.supervisor.clone(), language.clone());
            std::thread::spawn(move || prepare(&supervisor, &language));
        }
    }

    /// Whether something is missing; it is tried once in the life of this judge.
    fn is_to_be_prepared(&self, language: &Language) -> bool {
        language.can_be_prepared()
            && match self.prepared.lock().as_deref_mut() {
                Ok(Some(prepared)) => prepared.insert(language.key.clone()),
                _ => false,
            }
    }

    /// Names a compiled program by everything that decides what it is.
    fn key(&self, language: &Language, program: &Program) -> Key {
        let mut hash = Sha256::new();
        let mut add = |part: &[u8]| {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        };
        add(GENERATION);
        add(language.key.as_bytes());
        add(&self.toolchain(language));
        for (name, value) in environment(language) {
            add(name.as_bytes());
            add(value.as_bytes());
        }
        let spec = &language.spec.compile;
        add(&spec.time_ms.to_le_bytes());
        add(&spec.memory_kb.to_le_bytes());
        for list in [&program.compile_command(language), &spec.artefacts] {
            add(&(list.len() as u64).to_le_bytes());
            list.iter().for_each(|word| add(word.as_bytes()));
        }
        for (name, content) in &program.files {
            add(name.as_bytes());
            add(content);
        }
        hash.finalize().into()
    }

    /// Which compiler it is now. It may be replaced while the server runs.
    fn toolchain(&self, language: &Language) -> Key {
        let glance = language.toolchain_at_a_glance();
        let known = |toolchains: &HashMap<String, (Key, Key)>| match toolchains.get(&language.key) {
            Some((known, whole)) if *known == glance => Some(*whole),
            _ => None,
        };
        if let Some(whole) = self.toolchains.lock().ok().and_then(|toolchains| known(&toolchains)) {
            return whole;
        }
        let whole = language.toolchain();
        if let Ok(mut toolchains) = self.toolchains.lock() {
            toolchains.insert(language.key.clone(), (glance, whole));
        }
        whole
    }

    /// Runs the compiler. The flag says whether it would say the same again.
    fn run(&self, language: &Language, program: &Program) -> Result<(Compiled, bool), Error> {
        let mut sandbox = self.supervisor.open(&language.compile_root())?;
        for file in &program.beside {
            sandbox.put(&file.name, &file.content, false)?;
        }
        for (name, content) in &program.files {
            sandbox.put(name, content, false)?;
        }
        let mut command = Command::new(program.compile_command(language));
        let spec = &language.spec.compile;
        command.env = environment(language);
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
        Ok((Compiled { files, report }, is_repeatable(&outcome)))
    }
}

fn prepare(supervisor: &Supervisor, language: &Language) {
    let started = std::time::Instant::now();
    match language.prepare(supervisor) {
        Ok(()) => {
            let duration_ms = started.elapsed().as_millis() as u64;
            tracing::info!(language = language.key, duration_ms, "prepared for compiling");
        }
        Err(error) => tracing::warn!(language = language.key, %error, "compiling cannot be made faster"),
    }
}

/// Whether a compiler that is asked again says the same. A limit may be hit by chance, and a part of the compiler may
/// have been ended from outside, for instance because the machine ran out of memory.
fn is_repeatable(outcome: &Outcome) -> bool {
    match (outcome.limit, outcome.exit) {
        (None | Some(Limit::Output | Limit::FileSize), Exit::Code(0)) => true,
        (None, Exit::Code(_)) => !String::from_utf8_lossy(&outcome.stderr).contains("Killed"),
        (Some(Limit::Output | Limit::FileSize), _) => true,
        _ => false,
    }
}

fn report(language: &Language, program: &Program, outcome: &Outcome) -> CompileReport {
    let text = format!("{}{}", String::from_utf8_lossy(&outcome.stdout), String::from_utf8_lossy(&outcome.stderr));
    let text = match language.found.names.get("cache") {
        Some(cache) => text.replace(&format!("{cache}/"), ""),
        None => text,
    };
    let text = without_paths(&text);
    let diagnostics = diagnostics::parse(&program.source, &text);
    let text = readable(language, program, &text);
    let (output, _) = capped(text.as_bytes(), MAX_OUTPUT);
    CompileReport { output, diagnostics, cached: false }
}

/// Leaves out the lines that speak of the judge's own files and of the compiler's inside.
fn readable(language: &Language, program: &Program, text: &str) -> String {
    let included = format!("In file included from {}", program.main);
    let noise = |line: &&str| {
        (program.main != program.source && line.starts_with(&included))
            || line.starts_with("    at ")
            || line.starts_with("Node.js v")
            || line.contains("File \"<string>\", line 1, in <module>")
            || *line == "Traceback (most recent call last):"
            || line.starts_with("collect2: ")
            || language.spec.compile.noise.iter().any(|beginning| line.starts_with(beginning.as_str()))
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
