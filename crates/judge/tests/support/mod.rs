//! One judge for all tests of a binary, in real sandboxes, with two slots.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::OnceLock;

use judge::{Checker, Judge, Kind, Languages, OnFailure, Report, Signature, Task, TaskLimits, Test};

pub const LANGUAGES: [&str; 4] = ["python", "cpp", "java", "javascript"];

/// The languages with a driver of their own: those above, and of the others all that are installed.
pub fn function_languages() -> Vec<&'static str> {
    let others = ["typescript", "go", "rust", "csharp", "ruby", "php"];
    let installed = |key: &&str| judge().languages().get(key).is_some_and(|language| language.available);
    LANGUAGES.into_iter().chain(others.into_iter().filter(installed)).collect()
}

/// The judge of this test process. [`LANGUAGES`] must be installed.
pub fn judge() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    JUDGE.get_or_init(|| {
        let mut languages = Languages::builtin().probe();
        for key in LANGUAGES {
            let language = languages.get(key).unwrap();
            assert!(language.available, "{} is missing: {}", language.name, language.install_hint);
        }
        // As on a server: what is prepared for the compilers stays between starts, unless it lies where no sandbox can
        // show it, as in a checkout below `/tmp` or a private folder.
        let cache = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache");
        if sandbox::RootSpec::can_show(&cache) {
            languages.use_cache(&cache).unwrap();
        }
        let no_arguments: [&str; 0] = [];
        let mut config = sandbox::Config::new(env!("CARGO_BIN_EXE_judge-sandboxd"), no_arguments);
        config.roots = languages.sandbox_roots();
        let judge = Judge::new(sandbox::Supervisor::start(config).unwrap(), languages);
        judge.prepare();
        judge
    })
}

pub fn limits() -> TaskLimits {
    TaskLimits { time_ms: 1_000, memory_kb: 64 * 1024, output_kb: 1024 }
}

pub fn stdio(tests: &[(&str, &str)]) -> Task {
    Task {
        kind: Kind::Stdio,
        limits: limits(),
        checker: Checker::default(),
        tests: self::tests(tests),
        on_failure: OnFailure::Stop,
        rules: judge::Rules::default(),
    }
}

pub fn function(signature: &str, tests: &[(&str, &str)]) -> Task {
    let signature: Signature = serde_json::from_str(signature).unwrap();
    signature.check().unwrap();
    Task { kind: Kind::Function(signature), checker: Checker::value(), ..stdio(tests) }
}

fn tests(tests: &[(&str, &str)]) -> Vec<Test> {
    let test = |(at, (input, answer)): (usize, &(&str, &str))| Test {
        name: format!("secret/{}", at + 1),
        input: (*input).to_owned(),
        answer: (*answer).to_owned(),
        is_sample: false,
        points: 0,
    };
    tests.iter().enumerate().map(test).collect()
}

pub fn run(task: &Task, language: &str, source: &str) -> Report {
    let judge = judge();
    let language = judge.languages().get(language).unwrap();
    judge.judge(task, language, source, &mut |_| {}).unwrap()
}
