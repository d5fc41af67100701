//! One attack in one sandbox, and what came of it in the words of the catalogue.

use std::fs;

use sandbox::{Command, Defence, Error, Exit, Limit, Limits, Outcome, Pair, Sandbox, Supervisor};

use crate::catalogue::{self, Attack, Language, NODE, Step, WORKED};
use crate::ground::{Ground, MARKER};

/// What came of an attack.
#[derive(Debug)]
pub(crate) struct Trial {
    /// In the words of the catalogue.
    pub(crate) result: String,
    /// Everything that was seen of it, for the report of a failure and the search for the marker.
    pub(crate) seen: String,
}

/// Says whether a text shows what only the host may know. Assemblers change the case of what they quote.
pub(crate) fn shows_marker(text: &str) -> bool {
    text.to_lowercase().contains(&MARKER.to_lowercase())
}

/// Tries one attack in a fresh sandbox of this supervisor.
pub(crate) fn attempt(ground: &Ground, attack: &Attack, supervisor: &Supervisor, without: &[Defence]) -> Trial {
    let without_root = without.contains(&Defence::Root);
    match try_out(ground, attack, supervisor, without_root) {
        Ok(trial) => trial,
        Err(error) => Trial { result: format!("error {error}"), seen: String::new() },
    }
}

fn try_out(ground: &Ground, attack: &Attack, supervisor: &Supervisor, without_root: bool) -> Result<Trial, Error> {
    let mut sandbox = supervisor.open("base")?;
    if attack.step == Step::Compile {
        return compile(ground, attack, &mut sandbox, without_root);
    }
    let program = arm(ground, attack, &mut sandbox)?;
    let fill = |arguments: &[String]| -> Vec<String> {
        program.iter().cloned().chain(arguments.iter().map(|text| ground.fill_in(text, without_root))).collect()
    };
    let mut seen = String::new();
    if !attack.before.is_empty() {
        let outcome = sandbox.run(&command(attack, fill(&attack.before)))?;
        seen += &said(&outcome);
    }
    let command = command(attack, fill(&attack.args));
    if !attack.beside.is_empty() {
        let mut other = supervisor.open("base")?;
        arm(ground, attack, &mut other)?;
        other.put("neighbour", MARKER.as_bytes(), false)?;
        let beside = Command { argv: fill(&attack.beside), ..command.clone() };
        let Pair { first: outcome, second: neighbour, .. } =
            Sandbox::run_pair((&mut sandbox, &command), (&mut other, &beside))?;
        assert!(neighbour.success(), "{}: the neighbour failed: {neighbour:?}", attack.name);
        // What it wrote went to the neighbour.
        let result = match outcome.exit {
            Exit::Code(0) => WORKED.to_owned(),
            Exit::Code(1) => "refused without effect".to_owned(),
            _ => result(&outcome),
        };
        return Ok(Trial { result, seen: said(&outcome) });
    }
    let outcome = sandbox.run(&command)?;
    seen += &said(&outcome);
    let result = match (&attack.get, &attack.put) {
        (Some(name), _) => match sandbox.get(name, 1 << 20) {
            Ok(Some(content)) => {
                seen += &String::from_utf8_lossy(&content);
                WORKED.to_owned()
            }
            Ok(None) | Err(Error::File { .. } | Error::TooLarge { .. }) => "file safe".to_owned(),
            Err(error) => return Err(error),
        },
        (None, Some(name)) => {
            fs::write(ground.dir.join("victim"), "").expect("the victim is the test's own");
            let put = sandbox.put(name, b"written by the judge", false);
            let changed = !fs::read(ground.dir.join("victim")).expect("it was just written").is_empty();
            seen += &format!("{put:?}");
            if changed { WORKED.to_owned() } else { "file safe".to_owned() }
        }
        (None, None) => result(&outcome),
    };
    Ok(Trial { result, seen })
}

/// Lets a compiler read a hostile source, then runs what comes of it.
fn compile(ground: &Ground, attack: &Attack, sandbox: &mut Sandbox, without_root: bool) -> Result<Trial, Error> {
    let source = fs::read_to_string(catalogue::folder().join(&attack.source)).expect("the source is there");
    let name = attack.source.file_name().and_then(|name| name.to_str()).expect("sources have plain names");
    let compiler: &[&str] = match attack.language() {
        Language::Cpp => &["/usr/bin/g++", "-O0", "-o", "main", name],
        Language::Rust => &["/usr/bin/rustc", "-o", "main", name],
        Language::Java => &[
            "/bin/sh",
            "-c",
            "echo 'class Main {}' > Main.java; \
             javac -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 -proc:none \"$1.java\" && \
             javac -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 -processor \"$1\" -cp . Main.java",
            "sh",
            name.trim_end_matches(".java"),
        ],
        language => panic!("{language:?} has no compiler here"),
    };
    sandbox.put(name, ground.fill_in(&source, without_root).as_bytes(), false)?;
    let mut compiling = command(attack, compiler.iter().map(|word| (*word).to_owned()).collect());
    compiling.keep_workspace = true;
    let compiled = sandbox.run(&compiling)?;
    let mut seen = said(&compiled);
    if shows_marker(&seen) {
        return Ok(Trial { result: WORKED.to_owned(), seen });
    }
    if !compiled.success() {
        let result = compiled.limit.map_or("fails".to_owned(), limit);
        return Ok(Trial { result, seen });
    }
    let mut running = command(attack, vec!["./main".to_owned()]);
    running.keep_workspace = true;
    let outcome = sandbox.run(&running)?;
    seen += &said(&outcome);
    let worked = shows_marker(&seen) || result(&outcome) == WORKED;
    Ok(Trial { result: if worked { WORKED } else { "fails" }.to_owned(), seen })
}

/// Puts the program into the sandbox and returns the words that start it.
fn arm(ground: &Ground, attack: &Attack, sandbox: &mut Sandbox) -> Result<Vec<String>, Error> {
    let content = &ground.programs[&attack.source];
    let words: &[&str] = match attack.language() {
        Language::C | Language::Rust => {
            sandbox.put("attack", content, true)?;
            &["./attack"]
        }
        Language::Python => {
            let help = fs::read(catalogue::folder().join("help/attack.py")).expect("the help is there");
            sandbox.put("attack.py", &help, false)?;
            sandbox.put("main.py", content, false)?;
            &["/usr/bin/python3", "-S", "-B", "main.py"]
        }
        Language::JavaScript => {
            sandbox.put("main.js", content, false)?;
            &[NODE, "main.js"]
        }
        Language::Java => {
            for (name, class) in &ground.classes {
                sandbox.put(name, class, false)?;
            }
            &["/usr/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-cp", ".", "Attack"]
        }
        Language::Shell => {
            sandbox.put("main.sh", content, false)?;
            &["/bin/sh", "main.sh"]
        }
        Language::Cpp => panic!("{}: attacks in C++ are for the compiler", attack.name),
    };
    Ok(words.iter().map(|word| (*word).to_owned()).collect())
}

fn command(attack: &Attack, argv: Vec<String>) -> Command {
    let (memory_mb, processes) = match (attack.step, attack.language()) {
        (Step::Compile, _) => (512, 48),
        (Step::Run, Language::JavaScript | Language::Java) => (256, 40),
        (Step::Run, _) => (64, 16),
    };
    let other = &attack.limits;
    let limits = Limits {
        cpu_time_us: other.cpu_ms.unwrap_or(10_000) * 1000,
        wall_time_us: other.wall_ms.unwrap_or(60_000) * 1000,
        memory_bytes: other.memory_mb.unwrap_or(memory_mb) << 20,
        stack_bytes: other.stack_kb.map_or(64 << 20, |kb| kb << 10),
        processes,
        open_files: other.open_files.unwrap_or(256),
        file_bytes: other.file_mb.unwrap_or(64) << 20,
        stdout_bytes: 64 << 10,
        stderr_bytes: 16 << 10,
    };
    let path = ("PATH".to_owned(), "/usr/bin:/bin".to_owned());
    Command { limits, env: vec![path], ..Command::new(argv) }
}

/// Names what came of a run.
fn result(outcome: &Outcome) -> String {
    let text = String::from_utf8_lossy(&outcome.stdout);
    let last = text.trim_end().lines().last().unwrap_or_default();
    match (outcome.limit, outcome.exit) {
        (Some(hit), _) if hit != Limit::Processes => limit(hit),
        (_, Exit::Code(0)) if last == WORKED => WORKED.to_owned(),
        (_, Exit::Code(1)) if last.starts_with("refused ") => last.to_owned(),
        (_, Exit::Code(code)) => format!("exit {code}"),
        (_, Exit::Signal(signal)) => format!("signal {signal}"),
    }
}

fn limit(limit: Limit) -> String {
    format!("limit {}", serde_json::to_value(limit).expect("it is a word").as_str().expect("it is a word"))
}

fn said(outcome: &Outcome) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&outcome.stdout), text(&outcome.stderr));
    format!("[{:?} {:?}] {stdout}{stderr}", outcome.exit, outcome.limit)
}
