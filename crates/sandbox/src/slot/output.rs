//! What a program writes, as far as it is kept.

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};

use rustix::io::Errno;

/// One stream of output.
pub(super) struct Output {
    pub(super) pipe: Option<OwnedFd>,
    pub(super) kept: Vec<u8>,
    keep_bytes: u64,
    /// Everything that was written, kept or not.
    pub(super) total: u64,
}

impl Output {
    pub(super) fn new(pipe: Option<OwnedFd>, keep_bytes: u64) -> Self {
        Self { pipe, kept: Vec::new(), keep_bytes, total: 0 }
    }

    /// Says whether more was written than is kept.
    pub(super) fn is_too_much(&self) -> bool {
        self.total > self.keep_bytes
    }

    pub(super) fn is_truncated(&self) -> bool {
        self.total > self.kept.len() as u64
    }

    /// Reads what is there; closes the pipe at its end. Returns whether there may be more.
    pub(super) fn read_once(&mut self) -> bool {
        let Some(pipe) = &self.pipe else { return false };
        // Cleaning so much memory would take longer than most reads.
        let mut buffer = [MaybeUninit::<u8>::uninit(); 64 << 10];
        match rustix::io::read(pipe, &mut buffer[..]) {
            Ok(([], _)) => self.pipe = None,
            Ok((got, _)) => {
                let room = self.keep_bytes.saturating_sub(self.kept.len() as u64);
                let keep = got.len().min(usize::try_from(room).unwrap_or(usize::MAX));
                self.kept.extend_from_slice(&got[..keep]);
                self.total += got.len() as u64;
                return true;
            }
            Err(Errno::AGAIN) => return false,
            Err(Errno::INTR) => return true,
            Err(_) => self.pipe = None,
        }
        false
    }

    /// Reads the rest that dead processes left in the pipe.
    pub(super) fn drain(&mut self) {
        while self.read_once() {}
    }
}

/// Makes a pipe whose reading end does not block.
pub(super) fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
    rustix::fs::fcntl_setfl(read.as_fd(), rustix::fs::OFlags::NONBLOCK)?;
    Ok((read, write))
}
