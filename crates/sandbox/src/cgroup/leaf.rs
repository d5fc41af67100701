//! The cgroup of one run: its limits and its counters.

use std::io;
use std::os::fd::{AsFd, OwnedFd};

use rustix::fs::{AtFlags, Mode, OFlags};

use super::SlotCgroup;

/// One run's cgroup, or nothing where there are no cgroups.
#[derive(Debug)]
pub(crate) struct Leaf {
    name: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    V2 { dir: OwnedFd },
    V1 { memory: OwnedFd, pids: OwnedFd, cpuacct: OwnedFd },
    None,
}

impl Leaf {
    /// Makes the leaf with this number.
    pub(crate) fn create(slot: &SlotCgroup, number: u64) -> io::Result<Self> {
        let name = format!("run-{number}");
        let kind = match slot {
            SlotCgroup::V2 { dir } => Kind::V2 { dir: make(dir, &name)? },
            SlotCgroup::V1 { memory, pids, cpuacct } => {
                Kind::V1 { memory: make(memory, &name)?, pids: make(pids, &name)?, cpuacct: make(cpuacct, &name)? }
            }
            SlotCgroup::None => Kind::None,
        };
        if let Kind::V2 { dir } = &kind {
            // The whole run dies when its memory is used up. Optional: the kernel has it since 4.19.
            let _ = write(dir, "memory.oom.group", "1");
        }
        Ok(Self { name, kind })
    }

    /// Says whether memory is limited by the kernel.
    pub(crate) fn limits_memory(&self) -> bool {
        !matches!(self.kind, Kind::None)
    }

    /// Moves the calling process into the leaf.
    pub(crate) fn join(&self) -> io::Result<()> {
        for dir in self.dirs() {
            write(dir, "cgroup.procs", "0")?;
        }
        Ok(())
    }

    /// Sets the limits of memory (bytes) and of processes and threads.
    pub(crate) fn limit(&self, memory_bytes: u64, processes: u32) -> io::Result<()> {
        let (memory_bytes, processes) = (memory_bytes.to_string(), processes.to_string());
        match &self.kind {
            Kind::V2 { dir } => {
                write(dir, "memory.max", &memory_bytes)?;
                optional(write(dir, "memory.swap.max", "0"))?;
                write(dir, "pids.max", &processes)
            }
            Kind::V1 { memory, pids, .. } => {
                // The limit with swap may never be below the one without, so it is widened first.
                optional(write(memory, "memory.memsw.limit_in_bytes", "-1"))?;
                write(memory, "memory.limit_in_bytes", &memory_bytes)?;
                optional(write(memory, "memory.memsw.limit_in_bytes", &memory_bytes))?;
                write(pids, "pids.max", &processes)
            }
            Kind::None => Ok(()),
        }
    }

    /// Returns the CPU time used so far, in microseconds.
    pub(crate) fn cpu_time_us(&self) -> Option<u64> {
        match &self.kind {
            Kind::V2 { dir } => field(&read(dir, "cpu.stat")?, "usage_usec"),
            Kind::V1 { cpuacct, .. } => Some(read(cpuacct, "cpuacct.usage")?.trim().parse::<u64>().ok()? / 1000),
            Kind::None => None,
        }
    }

    /// Returns the highest memory use so far in bytes, or the present one where the kernel keeps no maximum.
    pub(crate) fn peak_memory_bytes(&self) -> Option<u64> {
        let text = match &self.kind {
            Kind::V2 { dir } => read(dir, "memory.peak").or_else(|| read(dir, "memory.current"))?,
            Kind::V1 { memory, .. } => read(memory, "memory.max_usage_in_bytes")?,
            Kind::None => return None,
        };
        text.trim().parse().ok()
    }

    /// Counts the processes that were killed because memory was used up.
    pub(crate) fn memory_kills(&self) -> u64 {
        let text = match &self.kind {
            Kind::V2 { dir } => read(dir, "memory.events"),
            Kind::V1 { memory, .. } => read(memory, "memory.oom_control"),
            Kind::None => None,
        };
        text.and_then(|text| field(&text, "oom_kill")).unwrap_or(0)
    }

    /// Counts the processes and threads that were refused.
    pub(crate) fn refused_processes(&self) -> u64 {
        let text = self.pids().and_then(|dir| read(dir, "pids.events"));
        text.and_then(|text| field(&text, "max")).unwrap_or(0)
    }

    /// Returns the most processes and threads at one time.
    pub(crate) fn processes_peak(&self) -> Option<u32> {
        read(self.pids()?, "pids.peak")?.trim().parse().ok()
    }

    /// Removes the leaf; `false` when the kernel is not done with its last process yet and it must be tried again.
    pub(crate) fn remove(&self, slot: &SlotCgroup) -> bool {
        slot.dirs().into_iter().all(|dir| match rustix::fs::unlinkat(dir, self.name.as_str(), AtFlags::REMOVEDIR) {
            Ok(()) => true,
            Err(error) => error == rustix::io::Errno::NOENT,
        })
    }

    fn pids(&self) -> Option<&OwnedFd> {
        match &self.kind {
            Kind::V2 { dir } => Some(dir),
            Kind::V1 { pids, .. } => Some(pids),
            Kind::None => None,
        }
    }

    /// Returns the descriptors that [`Leaf::join`] needs.
    pub(crate) fn dirs(&self) -> Vec<&OwnedFd> {
        match &self.kind {
            Kind::V2 { dir } => vec![dir],
            Kind::V1 { memory, pids, cpuacct } => vec![memory, pids, cpuacct],
            Kind::None => Vec::new(),
        }
    }
}

fn make(parent: &OwnedFd, name: &str) -> io::Result<OwnedFd> {
    match rustix::fs::mkdirat(parent, name, Mode::from_raw_mode(0o700)) {
        Ok(()) | Err(rustix::io::Errno::EXIST) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(rustix::fs::openat(parent, name, OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?)
}

/// Writes one value into a control file.
pub(super) fn write(dir: impl AsFd, file: &str, value: &str) -> io::Result<()> {
    let fd = rustix::fs::openat(dir, file, OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty())?;
    rustix::io::write(fd, value.as_bytes())?;
    Ok(())
}

fn read(dir: impl AsFd, file: &str) -> Option<String> {
    let fd = rustix::fs::openat(dir, file, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()?;
    let mut buffer = [0_u8; 4096];
    let got = rustix::io::read(fd, &mut buffer).ok()?;
    Some(String::from_utf8_lossy(&buffer[..got]).into_owned())
}

/// Takes a missing file for success: swap accounting is switched off on some machines.
fn optional(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn field(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.trim().parse().ok())
}
