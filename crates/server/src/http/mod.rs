//! What all dialects need of HTTP, without any client's words: extraction, layers, request ids.

pub(crate) mod answers;
pub mod client;
pub mod extract;
pub mod layers;
mod limits;
pub(crate) mod metrics;
pub mod openapi;
pub(crate) mod operations;
pub(crate) mod outbound;
