//! What all dialects need of HTTP, without any client's words: extraction, layers, request ids.

pub(crate) mod answers;
pub mod extract;
pub mod layers;
pub mod openapi;
