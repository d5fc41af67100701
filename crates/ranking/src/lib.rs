//! Exact leaderboards: who stands where, by an order that is given as data.
//!
//! Everything here is a pure function of its arguments. There is no clock, no
//! input or output, no randomness and nothing asynchronous, so that the same
//! results always give the same board, in whatever order they arrive.
//!
//! - [`Order`] and [`Ties`] say what is better and what counts as equal.
//! - [`Board`] keeps members in that order: set, rank, page and neighbours all
//!   take time logarithmic in the number of members.
//! - [`Frame`] cuts time into the periods that boards are kept for.

mod board;
mod frame;
mod order;
mod tree;

pub use board::{Board, Row};
pub use frame::{Frame, UnknownFrame};
pub use order::{Direction, Order, Ties};
