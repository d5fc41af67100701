//! Source in, report out: languages, compiling, running, comparing, problem packages.
//!
//! Everything here blocks and belongs on ordinary threads. Nothing here knows a database, a network or a user, and the
//! source and its compiler only ever run inside the `sandbox`.

mod checker;
mod compile;
mod compiled;
mod compiled_cache;
mod diagnostics;
pub mod elsewhere;
mod error;
pub mod exact;
mod execute;
mod harness;
mod judge;
mod languages;
mod near;
pub mod package;
mod program;
mod refereed;
mod report;
mod scoring;
mod seats;
mod signature;
mod task;
mod text;
mod validator;

pub use checker::{Checker, TokenRules};
pub use compiled_cache::CompiledCache;
pub use error::Error;
pub use exact::{Base64, RunLimits, RunOptions};
pub use harness::{starter_code, starter_program};
pub use judge::Judge;
pub use languages::{Language, Languages};
pub use model::Verdict;
pub use package::{Complaint, Content, Files, LoadResult, Package, load_content, load_package, load_package_files};
pub use report::{
    CompileReport, Diagnostic, Exit, LimitHit, Progress, Report, RunProgress, RunReport, Severity, TestReport,
};
pub use scoring::{Aggregation, GroupScore, Points, Scored, Scoring, TestGroup, score};
pub use signature::{Method, Param, Signature, Type};
pub use task::{Kind, OnFailure, Rules, RunCase, RunRequest, Task, TaskLimits, Test};
pub use validator::{Helper, Protocol, Validator};
