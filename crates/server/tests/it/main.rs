//! The server from outside, one module per feature.

mod errors;
mod leaderboard;
mod live;
mod operations;
mod people;
mod sockets;
