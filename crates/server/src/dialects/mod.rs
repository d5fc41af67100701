//! The dialects: thin translations between clients' words and the platform. No dialect imports another.

pub mod dev;
pub mod fallback;
pub mod judge0;
pub mod live;
pub mod v1;
pub mod wizardcore;
pub mod worker;
