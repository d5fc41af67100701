//! Passes on what one program of a pair writes to the other, and counts it.

use std::os::fd::OwnedFd;

use rustix::io::Errno;

/// What a program wrote to the other one.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    /// What was passed on, all of it.
    pub(crate) bytes: Vec<u8>,
    /// It wrote more than it may, and the rest was not passed on.
    pub(crate) too_much: bool,
}

/// Passes bytes on until the writer or the reader is gone, or more than `max_bytes` came. Both ends are closed then: the
/// reader finds the end of its input, and the writer is refused.
pub(crate) fn pass(from: OwnedFd, to: OwnedFd, max_bytes: u64) -> Passed {
    let mut passed = Passed::default();
    let mut buffer = [0_u8; 16 << 10];
    loop {
        let got = match rustix::io::read(&from, &mut buffer) {
            Ok(0) => return passed,
            Ok(got) => &buffer[..got],
            Err(Errno::INTR) => continue,
            Err(_) => return passed,
        };
        if (passed.bytes.len() + got.len()) as u64 > max_bytes {
            passed.too_much = true;
            return passed;
        }
        passed.bytes.extend_from_slice(got);
        let mut left = got;
        while !left.is_empty() {
            match rustix::io::write(&to, left) {
                Ok(sent) => left = &left[sent..],
                Err(Errno::INTR) => {}
                // The reader is gone, and so will be the writer when it tries to go on.
                Err(_) => return passed,
            }
        }
    }
}
