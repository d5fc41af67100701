//! The server from outside, one module per feature.

mod accounts;
mod accounts_limits;
mod accounts_mail;
mod accounts_sessions;
mod accounts_setup;
mod accounts_wizardcore;
mod content;
mod errors;
mod intake;
mod judge0;
mod judging;
mod leaderboard;
mod live;
mod openapi;
mod operations;
mod people;
mod problems;
mod sockets;
