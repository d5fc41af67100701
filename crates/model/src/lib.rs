//! model

mod verdict;

pub use verdict::Verdict;
