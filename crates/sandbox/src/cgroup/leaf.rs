//! The cgroup of a slot's programs: its limits and its counters, which start anew with each run.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::fs::{AtFlags, Mode, OFlags};

use super::SlotCgroup;

/// So much more than at first may be in use before a run, else it gets another leaf. The kernel frees some memory of dead
/// processes only later.
const LEFTOVER_BYTES: u64 = 16 << 20;
/// After so long it is freed: the kernel waits until every processor has seen that they are dead.
const FREED: Duration = Duration::from_millis(20);
/// What is in use before a run may differ so much from what its limit was set for. The kernel counts by portions of half
/// this size for each processor.
const SLACK_BYTES: u64 = 512 << 10;

/// One cgroup for runs that come one after the other, or nothing where there are no cgroups.
#[derive(Debug, Default)]
pub(crate) struct Leaf {
    name: String,
    dirs: Vec<OwnedFd>,
    files: Option<Files>,
    /// Processes in it that are not the program's, but ours.
    own_processes: u32,
    /// Bytes in use when there was no run yet.
    first_bytes: u64,
    limits: Option<InForce>,
    before: Before,
}

/// The limits that are in force.
#[derive(Debug)]
struct InForce {
    memory_bytes: u64,
    processes: u32,
    /// Bytes that were in use already, and that the kernel's limit is higher by.
    in_use: u64,
}

/// What was counted before this run.
#[derive(Debug, Default)]
struct Before {
    /// Bytes in use that are not the program's.
    in_use: u64,
    memory_kills: u64,
    refused_processes: u64,
    processes_peak: u32,
}

/// The control files, open as long as the leaf is.
#[derive(Debug)]
struct Files {
    version: Version,
    memory_limit: OwnedFd,
    /// Memory and swap together (version 1), swap (version 2); absent where swap is not accounted for.
    swap_limit: Option<OwnedFd>,
    processes_limit: OwnedFd,
    cpu: OwnedFd,
    memory: OwnedFd,
    /// Absent before Linux 5.19 in version 2.
    memory_peak: Option<OwnedFd>,
    memory_events: OwnedFd,
    processes: OwnedFd,
    processes_events: Option<OwnedFd>,
    processes_peak: Option<OwnedFd>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    V1,
    V2,
}

impl Leaf {
    /// Makes the leaf with this number.
    pub(crate) fn create(slot: &SlotCgroup, number: u64) -> io::Result<Self> {
        let name = format!("run-{number}");
        let (dirs, files) = match slot {
            SlotCgroup::V2 { dir } => {
                let dir = make(dir, &name)?;
                // The whole run dies when its memory is used up. Optional: the kernel has it since 4.19.
                if let Ok(file) = open(&dir, "memory.oom.group", OFlags::WRONLY) {
                    let _ = rustix::io::write(file, b"1");
                }
                let files = Files::version2(&dir)?;
                (vec![dir], Some(files))
            }
            SlotCgroup::V1 { memory, pids, cpuacct } => {
                let dirs = [make(memory, &name)?, make(pids, &name)?, make(cpuacct, &name)?];
                let files = Files::version1(&dirs)?;
                (dirs.into(), Some(files))
            }
            SlotCgroup::None => (Vec::new(), None),
        };
        Ok(Self { name, dirs, files, ..Self::default() })
    }

    /// Notes that everything in the leaf is ours, of which there will be so many processes in a run.
    pub(crate) fn begin(&mut self, own_processes: u32) {
        self.own_processes = own_processes;
        self.first_bytes = self.files.as_ref().and_then(|files| number(&files.memory)).unwrap_or(0);
        self.reset();
    }

    /// Starts the counters anew for the next run. `false` when that cannot be, and another leaf is needed.
    pub(crate) fn reset(&mut self) -> bool {
        let Some(files) = &self.files else { return true };
        self.before = Before {
            in_use: number(&files.memory).unwrap_or(0),
            memory_kills: files.memory_kills(),
            refused_processes: files.refused_processes(),
            processes_peak: self.all_processes_peak().unwrap_or(0),
        };
        let starts_anew = files.memory_peak.as_ref().is_some_and(|peak| rustix::io::pwrite(peak, b"0", 0).is_ok());
        starts_anew && self.before.in_use <= self.first_bytes + LEFTOVER_BYTES
    }

    /// Says whether memory is limited by the kernel.
    pub(crate) fn limits_memory(&self) -> bool {
        self.files.is_some()
    }

    /// Moves the calling process into the leaf.
    pub(crate) fn join(&self) -> io::Result<()> {
        for dir in &self.dirs {
            set(&open(dir, "cgroup.procs", OFlags::WRONLY)?, "0")?;
        }
        Ok(())
    }

    /// Sets the limits of memory (bytes) and of processes and threads, for the program alone.
    pub(crate) fn limit(&mut self, memory_bytes: u64, processes: u32) -> io::Result<()> {
        let Some(files) = &self.files else { return Ok(()) };
        let in_use = self.before.in_use;
        let as_now = |limits: &InForce| {
            limits.memory_bytes == memory_bytes
                && limits.processes == processes
                && limits.in_use.abs_diff(in_use) <= SLACK_BYTES
        };
        if self.limits.as_ref().is_some_and(as_now) {
            return Ok(());
        }
        // What is half done when this fails is done again by the next run.
        self.limits = None;
        let memory = memory_bytes.saturating_add(in_use).to_string();
        match files.version {
            Version::V2 => {
                set(&files.memory_limit, &memory)?;
                files.swap_limit.as_ref().map_or(Ok(()), |file| set(file, "0"))?;
            }
            Version::V1 => {
                // The limit with swap may never be below the one without, so it is widened first.
                files.swap_limit.as_ref().map_or(Ok(()), |file| set(file, "-1"))?;
                set(&files.memory_limit, &memory)?;
                files.swap_limit.as_ref().map_or(Ok(()), |file| set(file, &memory))?;
            }
        }
        set(&files.processes_limit, &processes.saturating_add(self.own_processes).to_string())?;
        self.limits = Some(InForce { memory_bytes, processes, in_use });
        Ok(())
    }

    /// Returns the CPU time used so far by everything in the leaf, in microseconds.
    pub(crate) fn cpu_time_us(&self) -> Option<u64> {
        let files = self.files.as_ref()?;
        match files.version {
            Version::V2 => field(&files.cpu, "usage_usec"),
            Version::V1 => Some(number(&files.cpu)? / 1000),
        }
    }

    /// Returns the highest memory use of a run in bytes, or the present one where the kernel keeps no maximum.
    pub(crate) fn peak_memory_bytes(&self, wall: Duration) -> Option<u64> {
        let files = self.files.as_ref()?;
        let bytes = number(files.memory_peak.as_ref().unwrap_or(&files.memory))?;
        // What earlier runs left was there all the time in a short run, and soon gone in a long one.
        let left = self.before.in_use.saturating_sub(self.first_bytes);
        let passed = wall.as_micros().min(FREED.as_micros()) as u64;
        let left = left - left * passed / FREED.as_micros() as u64;
        Some(bytes.saturating_sub(self.first_bytes + left))
    }

    /// Counts the processes that were killed in this run because memory was used up.
    pub(crate) fn memory_kills(&self) -> u64 {
        self.files.as_ref().map_or(0, |files| files.memory_kills().saturating_sub(self.before.memory_kills))
    }

    /// Counts the processes and threads that were refused in this run.
    pub(crate) fn refused_processes(&self) -> u64 {
        self.files.as_ref().map_or(0, |files| files.refused_processes().saturating_sub(self.before.refused_processes))
    }

    /// Returns the most processes and threads of this run at one time. The kernel keeps one number for all runs in the
    /// leaf, so it is known only for a run that had more than those before.
    pub(crate) fn processes_peak(&self) -> Option<u32> {
        let peak = self.all_processes_peak()?;
        (peak > self.before.processes_peak).then(|| peak.saturating_sub(self.own_processes))
    }

    /// Says whether nothing of the program is left. `false` also where that cannot be told.
    pub(crate) fn is_quiet(&self) -> bool {
        let Some(files) = &self.files else { return false };
        number(&files.processes).is_some_and(|now| now <= u64::from(self.own_processes))
    }

    /// Removes the leaf; `false` when the kernel is not done with its last process yet and it must be tried again.
    pub(crate) fn remove(&self, slot: &SlotCgroup) -> bool {
        slot.dirs().into_iter().all(|dir| match rustix::fs::unlinkat(dir, self.name.as_str(), AtFlags::REMOVEDIR) {
            Ok(()) => true,
            Err(error) => error == rustix::io::Errno::NOENT,
        })
    }

    /// Returns the descriptors that [`Leaf::join`] needs.
    pub(crate) fn dirs(&self) -> &[OwnedFd] {
        &self.dirs
    }

    fn all_processes_peak(&self) -> Option<u32> {
        u32::try_from(number(self.files.as_ref()?.processes_peak.as_ref()?)?).ok()
    }
}

impl Files {
    fn version1([memory, pids, cpuacct]: &[OwnedFd; 3]) -> io::Result<Self> {
        Ok(Self {
            version: Version::V1,
            memory_limit: open(memory, "memory.limit_in_bytes", OFlags::WRONLY)?,
            swap_limit: optional(open(memory, "memory.memsw.limit_in_bytes", OFlags::WRONLY))?,
            processes_limit: open(pids, "pids.max", OFlags::WRONLY)?,
            cpu: open(cpuacct, "cpuacct.usage", OFlags::RDONLY)?,
            memory: open(memory, "memory.usage_in_bytes", OFlags::RDONLY)?,
            memory_peak: Some(open(memory, "memory.max_usage_in_bytes", OFlags::RDWR)?),
            memory_events: open(memory, "memory.oom_control", OFlags::RDONLY)?,
            processes: open(pids, "pids.current", OFlags::RDONLY)?,
            processes_events: optional(open(pids, "pids.events", OFlags::RDONLY))?,
            processes_peak: optional(open(pids, "pids.peak", OFlags::RDONLY))?,
        })
    }

    fn version2(dir: &OwnedFd) -> io::Result<Self> {
        // Since Linux 6.12 writing starts the peak anew, for this descriptor alone; before, nobody may write.
        let peak = open(dir, "memory.peak", OFlags::RDWR).or_else(|_| open(dir, "memory.peak", OFlags::RDONLY));
        Ok(Self {
            version: Version::V2,
            memory_limit: open(dir, "memory.max", OFlags::WRONLY)?,
            swap_limit: optional(open(dir, "memory.swap.max", OFlags::WRONLY))?,
            processes_limit: open(dir, "pids.max", OFlags::WRONLY)?,
            cpu: open(dir, "cpu.stat", OFlags::RDONLY)?,
            memory: open(dir, "memory.current", OFlags::RDONLY)?,
            memory_peak: optional(peak)?,
            memory_events: open(dir, "memory.events", OFlags::RDONLY)?,
            processes: open(dir, "pids.current", OFlags::RDONLY)?,
            processes_events: optional(open(dir, "pids.events", OFlags::RDONLY))?,
            processes_peak: optional(open(dir, "pids.peak", OFlags::RDONLY))?,
        })
    }

    fn memory_kills(&self) -> u64 {
        field(&self.memory_events, "oom_kill").unwrap_or(0)
    }

    fn refused_processes(&self) -> u64 {
        self.processes_events.as_ref().and_then(|file| field(file, "max")).unwrap_or(0)
    }
}

fn make(parent: &OwnedFd, name: &str) -> io::Result<OwnedFd> {
    match rustix::fs::mkdirat(parent, name, Mode::from_raw_mode(0o700)) {
        Ok(()) | Err(rustix::io::Errno::EXIST) => {}
        Err(error) => return Err(error.into()),
    }
    open(parent, name, OFlags::DIRECTORY | OFlags::RDONLY)
}

fn open(dir: impl AsFd, file: &str, flags: OFlags) -> io::Result<OwnedFd> {
    Ok(rustix::fs::openat(dir, file, flags | OFlags::CLOEXEC, Mode::empty())?)
}

/// Takes a missing file for one that this kernel does not have.
fn optional(result: io::Result<OwnedFd>) -> io::Result<Option<OwnedFd>> {
    match result {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes one value into a control file.
fn set(file: &OwnedFd, value: &str) -> io::Result<()> {
    rustix::io::pwrite(file, value.as_bytes(), 0)?;
    Ok(())
}

/// Reads the number that a control file holds.
fn number(file: &OwnedFd) -> Option<u64> {
    let mut buffer = [0_u8; 32];
    let got = rustix::io::pread(file, &mut buffer, 0).ok()?;
    str::from_utf8(&buffer[..got]).ok()?.trim().parse().ok()
}

/// Reads one number of a control file that has a name before each.
fn field(file: &OwnedFd, name: &str) -> Option<u64> {
    let mut buffer = [0_u8; 4096];
    let got = rustix::io::pread(file, &mut buffer, 0).ok()?;
    let text = str::from_utf8(&buffer[..got]).ok()?;
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.trim().parse().ok())
}
