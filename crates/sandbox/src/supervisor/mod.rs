//! The supervisor process: single-threaded, small, and the only one that makes sandboxes.
//!
//! It keeps sandboxes ready, hands each to one caller, and cleans up after it. It never looks at what programs do.

mod pool;
mod recency;
mod survey;

use std::fs;
use std::os::fd::{AsFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec};

use crate::sys;
use crate::wire::{self, FromSupervisor, Reply, ToSupervisor};
use pool::Pool;

/// How long to wait before asking the kernel again whether it is done with a dead slot's cgroups.
const CLEANING_S: Timespec = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };

/// Becomes the supervisor: the whole life of the hidden `codequest sandboxd`. Call it before any thread exists, in a
/// process whose standard input is the socket that [`crate::Supervisor`] gave it.
pub fn supervisor_main() -> ! {
    let code = match serve() {
        Ok(()) => 0,
        Err(message) => {
            eprintln!("sandbox supervisor: {message}");
            1
        }
    };
    std::process::exit(code)
}

fn serve() -> Result<(), String> {
    let control = sys::take_stdin().map_err(|error| format!("standard input: {error}"))?;
    be_a_daemon(&control)?;
    let config = match wire::receive::<ToSupervisor>(&control) {
        Ok(Some(frame)) => match frame.head {
            ToSupervisor::Start(config) => *config,
            ToSupervisor::Open { .. } => {
                return Err("was asked for a sandbox before it was configured".to_owned());
            }
        },
        Ok(None) => return Ok(()),
        Err(error) => {
            return Err(format!("this program is started by the server only: {error}"));
        }
    };
    let children = sys::signal_fd(&[libc::SIGCHLD]).map_err(|error| error.to_string())?;
    let survey = match survey::survey(&config) {
        Ok(survey) => survey,
        Err(refusal) => {
            let _ = wire::send(&control, &refusal, &[], &[]);
            return Ok(());
        }
    };
    let mut pool = Pool::new(config, survey);
    if let Err(refusal) = pool.try_out() {
        let _ = wire::send(&control, &refusal, &[], &[]);
        pool.close();
        return Ok(());
    }
    if wire::send(&control, &FromSupervisor::Ready(pool.capabilities().clone()), &[], &[]).is_ok() {
        pool.fill();
        run(&control, &children, &mut pool);
    }
    pool.close();
    Ok(())
}

/// Serves until the caller's side of the control socket is closed.
fn run(control: &OwnedFd, children: &OwnedFd, pool: &mut Pool) {
    loop {
        let (mut asked, mut ended, mut ready) = (false, false, Vec::new());
        {
            let mut fds = vec![PollFd::new(control, PollFlags::IN), PollFd::new(children, PollFlags::IN)];
            let channels = pool.channels();
            fds.extend(channels.iter().map(|(_, channel)| PollFd::from_borrowed_fd(*channel, PollFlags::IN)));
            match rustix::event::poll(&mut fds, pool.is_cleaning().then_some(&CLEANING_S)) {
                Ok(_) => {
                    asked = !fds[0].revents().is_empty();
                    ended = !fds[1].revents().is_empty();
                    let happened = fds[2..].iter().zip(&channels).filter(|(fd, _)| !fd.revents().is_empty());
                    ready.extend(happened.map(|(_, (slot, _))| *slot));
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        for slot in ready {
            pool.heard_from(slot);
        }
        if ended {
            let mut buffer = [0_u8; 128];
            while rustix::io::read(children, &mut buffer).is_ok() {}
            while let Ok(Some(reaped)) = sys::reap(false) {
                pool.died(reaped.pid);
            }
        }
        if asked {
            match wire::receive::<ToSupervisor>(control) {
                Ok(Some(frame)) => {
                    if let (ToSupervisor::Open { root }, Some(session)) = (frame.head, frame.fds.into_iter().next()) {
                        pool.open(&root, session);
                    }
                }
                Ok(None) | Err(_) => return,
            }
        }
        pool.clean();
        pool.fill();
    }
}

/// Answers a caller that cannot have a sandbox. It may have given up already, which is no concern of ours.
fn refuse(session: &OwnedFd, reply: &Reply) {
    let _ = wire::send(session, reply, &[], &[]);
}

/// Lets go of everything of the process that started this one, but its standard error for our own complaints.
fn be_a_daemon(control: &OwnedFd) -> Result<(), String> {
    use std::os::fd::AsRawFd;
    sys::close_all_but(&[control.as_raw_fd()]);
    let null = fs::OpenOptions::new().read(true).write(true).open("/dev/null").map_err(|error| error.to_string())?;
    for standard in [0, 1] {
        sys::place(null.as_fd(), standard).map_err(|error| error.to_string())?;
    }
    // A terminal's Ctrl-C or a service manager's stop is for the server, which then closes the control socket.
    let _ = sys::new_session();
    sys::ignore_signals(&[libc::SIGINT, libc::SIGTERM, libc::SIGHUP, libc::SIGQUIT, libc::SIGPIPE]);
    sys::raise_open_files();
    rustix::process::chdir("/").map_err(|error| error.to_string())?;
    // When the host runs out of memory, the largest of this process and its descendants goes before the server does:
    // a program. Only possible while this process can be dumped.
    let _ = fs::write("/proc/self/oom_score_adj", "500");
    sys::set_dumpable(false).map_err(|error| error.to_string())
}
