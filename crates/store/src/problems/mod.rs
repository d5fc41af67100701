//! Problems: identities, their immutable versions, tests, tags, and the lists made of them.

mod list;
mod read;
mod write;

pub use list::{Filter, ListedRow, SolveState, Sort, count, list};
pub use read::{
    ProblemRow, ProgressRow, RelatedRow, StatisticsRow, TagOf, TestRow, TopicOf, VersionRow, find, find_by_slug,
    package_rows, progress, related, solving_now, statistics, tags_of, tests, topics_of, version, version_count,
};
pub use write::{
    Change, NewProblem, NewTest, NewVersion, approve, insert, insert_version, replace_tags, replace_topics, update,
};

/// `($1, $2, …)` for `count` parameters from number `first` on.
fn placeholders(first: usize, count: usize) -> String {
    let numbers: Vec<String> = (first..first + count).map(|number| format!("${number}")).collect();
    format!("({})", numbers.join(", "))
}
