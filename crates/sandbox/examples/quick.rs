//! Runs one command in a sandbox: `cargo run -p sandbox --example quick -- COMMAND…`.

use std::path::PathBuf;

use sandbox::{CgroupChoice, Command, Config, Error, RootSpec, Supervisor};

fn main() -> Result<(), Error> {
    let beside = std::env::current_exe().expect("this program has a path");
    let supervisor = beside.ancestors().nth(2).expect("examples are two levels deep").join("sandboxd");
    let mut config = Config::new(supervisor, Vec::<String>::new());
    config.roots = vec![RootSpec {
        name: "base".to_owned(),
        paths: ["/bin", "/lib", "/lib64", "/usr", "/etc/alternatives", "/etc/java-17-openjdk", "/etc/ld.so.cache"]
            .map(PathBuf::from)
            .into(),
    }];
    if std::env::var_os("NO_CGROUP").is_some() {
        config.cgroup = CgroupChoice::None;
    }
    let supervisor = Supervisor::start(config)?;
    if std::env::args().len() == 1 {
        println!("{:#?}", supervisor.capabilities());
        return Ok(());
    }
    let mut sandbox = supervisor.open("base")?;
    let outcome = sandbox.run(&Command {
        keep_workspace: true,
        env: vec![("PATH".to_owned(), "/usr/bin:/bin".to_owned()), ("HOME".to_owned(), "/workspace".to_owned())],
        ..Command::new(std::env::args().skip(1))
    })?;
    print!("{}", String::from_utf8_lossy(&outcome.stdout));
    eprint!("{}", String::from_utf8_lossy(&outcome.stderr));
    println!(
        "{:?} {:?} cpu {} us, wall {} us, peak {} KiB, {:?} processes, by {:?}",
        outcome.exit,
        outcome.limit,
        outcome.cpu_time_us,
        outcome.wall_time_us,
        outcome.peak_memory_bytes / 1024,
        outcome.processes_peak,
        outcome.measured_by
    );
    Ok(())
}
