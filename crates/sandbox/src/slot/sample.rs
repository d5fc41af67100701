//! Adding up what living processes use, where no cgroup does it.

use std::fs;
use std::io;

use crate::sys::{self, Pid};

/// What the living processes of a run use.
#[derive(Default)]
pub(super) struct Living {
    pub(super) processes: u32,
    pub(super) memory_bytes: u64,
    pub(super) cpu_time_us: u64,
}

/// Adds up every process that the keeper sees but itself and these.
pub(super) fn living(without: [Pid; 2]) -> Living {
    let mut living = Living::default();
    let Ok(entries) = fs::read_dir("/proc") else {
        return living;
    };
    for entry in entries.flatten() {
        let Ok(pid) = entry.file_name().to_string_lossy().parse::<Pid>() else {
            continue;
        };
        if pid == 1 || without.contains(&pid) {
            continue;
        }
        // It may be gone by now.
        let _ = add_process(pid, &mut living);
    }
    living
}

fn add_process(pid: Pid, living: &mut Living) -> io::Result<()> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let gone = || io::Error::from(io::ErrorKind::NotFound);
    // The name in parentheses may contain anything, so counting starts behind it.
    let fields: Vec<&str> = stat.rsplit_once(") ").ok_or_else(gone)?.1.split(' ').collect();
    let number = |at: usize| fields.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    const TICK_US: u64 = 10_000;
    living.cpu_time_us += (11..15).map(number).sum::<u64>() * TICK_US;
    living.processes += u32::try_from(number(17)).unwrap_or(1).max(1);
    living.memory_bytes += number(21) * sys::page_bytes() + table_bytes(pid)?;
    Ok(())
}

/// Returns the size of a process's page tables, which its own size leaves out: reading one page in each 2 MiB of an empty
/// mapping takes 4 KiB of them each time and nothing else.
fn table_bytes(pid: Pid) -> io::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmPTE:"));
    // A process that has just ended has none.
    let kib = line.and_then(|line| line.trim().strip_suffix("kB")).and_then(|kib| kib.trim().parse::<u64>().ok());
    Ok(kib.unwrap_or(0) * 1024)
}
