//! Frames over a Unix stream socket: a JSON head, raw bytes, and descriptors.

use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::io::Errno;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, SocketFlags, SocketType,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Capabilities, Config, FileEntry, Limits};

/// No frame carries more descriptors than this.
const MAX_FDS: usize = 4;
/// No head is longer: it holds names, arguments and environment.
const MAX_HEAD: usize = 8 << 20;
/// No payload is longer, whatever the other side says.
const MAX_PAYLOAD: u64 = 4 << 30;

/// From the caller's handle to the supervisor.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum ToSupervisor {
    /// The first message.
    Start(Box<Config>),
    /// Someone wants a sandbox of this root; its end of the session socket comes along.
    Open { root: String },
}

/// From the supervisor to the handle: the answer to `Start`, nothing else.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum FromSupervisor {
    Ready(Capabilities),
    BelowMinimum(String),
    BadConfig(String),
}

/// From the supervisor to a slot's keeper.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum ToKeeper {
    /// The user map is written.
    Mapped,
    /// Serve the session socket that comes along.
    Serve,
}

/// From a keeper to the supervisor.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum FromKeeper {
    Ready,
    Failed(String),
}

/// What a caller asks of its sandbox.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Request {
    /// The payload is the content.
    Put {
        name: String,
        executable: bool,
    },
    Get {
        name: String,
        max_bytes: u64,
    },
    Remove {
        name: String,
    },
    List,
    /// The descriptor is standard input; a second one is standard output, which is then not collected.
    Run(RunRequest),
}

/// A run without its input.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RunRequest {
    pub(crate) argv: Vec<String>,
    pub(crate) env: Vec<(String, String)>,
    pub(crate) limits: Limits,
    pub(crate) keep_workspace: bool,
    pub(crate) stderr_to_stdout: bool,
}

/// What a sandbox answers.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Reply {
    Opened,
    UnknownRoot,
    BuildFailed(String),
    Done,
    /// The payload is the content.
    Content,
    Absent,
    TooLarge {
        bytes: u64,
    },
    FileFailed(String),
    Entries(Vec<FileEntry>),
    /// The payload is standard output followed by standard error.
    Ran(RunReply),
    NotStarted {
        errno: i32,
    },
    Failed(String),
}

/// An outcome without its output.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RunReply {
    pub(crate) exit: crate::Exit,
    pub(crate) limit: Option<crate::Limit>,
    pub(crate) cpu_time_us: u64,
    pub(crate) wall_time_us: u64,
    pub(crate) peak_memory_bytes: u64,
    pub(crate) stdout_bytes: usize,
    pub(crate) stdout_truncated: bool,
    pub(crate) stderr_truncated: bool,
    pub(crate) processes_peak: Option<u32>,
    pub(crate) measured_by: crate::Accounting,
}

/// A received frame.
pub(crate) struct Frame<T> {
    pub(crate) head: T,
    pub(crate) payload: Vec<u8>,
    pub(crate) fds: Vec<OwnedFd>,
}

/// Makes two connected stream sockets.
pub(crate) fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    Ok(rustix::net::socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)?)
}

/// Sends one frame; waits while the other side does not read.
pub(crate) fn send<T: Serialize>(
    socket: impl AsFd,
    head: &T,
    payload: &[&[u8]],
    fds: &[BorrowedFd<'_>],
) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let payload_len: usize = payload.iter().map(|part| part.len()).sum();
    let mut start = Vec::with_capacity(12 + head.len());
    start.extend((head.len() as u32).to_le_bytes());
    start.extend((payload_len as u64).to_le_bytes());
    start.extend(head);
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_FDS))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !fds.is_empty() {
        assert!(control.push(SendAncillaryMessage::ScmRights(fds)), "space for {MAX_FDS} descriptors");
    }
    let mut parts: Vec<&[u8]> = Vec::with_capacity(1 + payload.len());
    parts.push(&start);
    parts.extend(payload);
    while !parts.is_empty() {
        let slices: Vec<_> = parts.iter().map(|part| IoSlice::new(part)).collect();
        match rustix::net::sendmsg(socket.as_fd(), &slices, &mut control, SendFlags::NOSIGNAL) {
            Ok(mut sent) => {
                control.clear();
                while let Some(part) = parts.first_mut() {
                    if sent < part.len() {
                        *part = &part[sent..];
                        break;
                    }
                    sent -= part.len();
                    parts.remove(0);
                }
            }
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Receives one frame; `None` when the other side is gone and left nothing.
pub(crate) fn receive<T: DeserializeOwned>(socket: impl AsFd) -> io::Result<Option<Frame<T>>> {
    let mut lengths = [0_u8; 12];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MAX_FDS))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let got = loop {
        let mut slices = [IoSliceMut::new(&mut lengths)];
        match rustix::net::recvmsg(socket.as_fd(), &mut slices, &mut control, RecvFlags::CMSG_CLOEXEC) {
            Ok(message) => break message.bytes,
            Err(Errno::INTR) => {}
            Err(Errno::CONNRESET) => break 0,
            Err(error) => return Err(error.into()),
        }
    };
    let mut fds = Vec::new();
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(rights) = message {
            fds.extend(rights);
        }
    }
    if got == 0 {
        return Ok(None);
    }
    read_exact(&socket, &mut lengths[got..])?;
    let (head_len, payload_len) = lengths.split_at(4);
    let head_len = u32::from_le_bytes(head_len.try_into().expect("four bytes")) as usize;
    let payload_len = u64::from_le_bytes(payload_len.try_into().expect("eight bytes"));
    if head_len > MAX_HEAD || payload_len > MAX_PAYLOAD {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "frame too long"));
    }
    let mut head = vec![0; head_len];
    read_exact(&socket, &mut head)?;
    let mut payload = vec![0; payload_len as usize];
    read_exact(&socket, &mut payload)?;
    Ok(Some(Frame { head: serde_json::from_slice(&head)?, payload, fds }))
}

fn read_exact(socket: &impl AsFd, mut buffer: &mut [u8]) -> io::Result<()> {
    while !buffer.is_empty() {
        match rustix::io::read(socket, &mut *buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(got) => buffer = &mut buffer[got..],
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
