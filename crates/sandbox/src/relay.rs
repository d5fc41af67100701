//! Passes on what one program of a pair writes to the other, and counts it.

use std::os::fd::OwnedFd;

use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;

/// What a program wrote to the other one.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    /// What it wrote, whether the other one still read it or not.
    pub(crate) bytes: Vec<u8>,
    /// It wrote more than it may to a reader who was there: the rest was not passed on.
    pub(crate) too_much: bool,
    /// The other one was gone before this one was.
    pub(crate) reader_left_first: bool,
}

/// Passes bytes on until the writer is gone, or more than `max_bytes` came. Both ends are closed then: the reader finds the
/// end of its input, and the writer is refused. A writer whose reader has left is not refused before: it may not know it.
pub(crate) fn pass(from: OwnedFd, to: OwnedFd, max_bytes: u64) -> Passed {
    let mut passed = Passed::default();
    let mut to = Some(to);
    let mut buffer = [0_u8; 16 << 10];
    while let Some(got) = read(&from, &mut buffer) {
        if (passed.bytes.len() + got.len()) as u64 > max_bytes {
            passed.too_much = to.is_some();
            break;
        }
        passed.bytes.extend_from_slice(got);
        if to.as_ref().is_some_and(|to| !write(to, got)) {
            to = None;
        }
    }
    // Before its end is closed, because a reader that leaves for this reason did not leave first.
    passed.reader_left_first = to.as_ref().is_none_or(has_no_reader);
    passed
}

fn has_no_reader(pipe: &OwnedFd) -> bool {
    let now = rustix::event::Timespec { tv_sec: 0, tv_nsec: 0 };
    let mut ends = [PollFd::new(pipe, PollFlags::empty())];
    let asked = rustix::event::poll(&mut ends, Some(&now));
    asked.is_ok() && ends[0].revents().contains(PollFlags::ERR)
}

/// Reads until the writer is gone, for a reader that left before.
pub(crate) fn drain(from: &OwnedFd) {
    let mut buffer = [0_u8; 16 << 10];
    while read(from, &mut buffer).is_some() {}
}

/// What came; `None` at the end.
fn read<'b>(from: &OwnedFd, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    loop {
        match rustix::io::read(from, &mut *buffer) {
            Ok(0) => return None,
            Ok(got) => return Some(&buffer[..got]),
            Err(Errno::INTR) => {}
            Err(_) => return None,
        }
    }
}

/// Writes everything; `false` when nobody reads any more.
fn write(to: &OwnedFd, mut left: &[u8]) -> bool {
    while !left.is_empty() {
        match rustix::io::write(to, left) {
            Ok(sent) => left = &left[sent..],
            Err(Errno::INTR) => {}
            Err(_) => return false,
        }
    }
    true
}
