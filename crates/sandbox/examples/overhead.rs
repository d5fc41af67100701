//! Prints what a sandboxed run costs beside a bare start of the same program: `cargo run -p sandbox --example overhead`.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use sandbox::{CgroupChoice, Command, Config, Error, RootSpec, Supervisor};

const ROUNDS: usize = 20;
const RUNS: usize = 25;

fn main() -> Result<(), Error> {
    let beside = std::env::current_exe().expect("this program has a path");
    let supervisor = beside.ancestors().nth(2).expect("examples are two levels deep").join("sandboxd");
    let mut config = Config::new(supervisor, Vec::<String>::new());
    config.roots = vec![RootSpec {
        name: "base".to_owned(),
        paths: ["/bin", "/lib", "/lib64", "/usr", "/etc/ld.so.cache"].map(PathBuf::from).into(),
    }];
    if std::env::args().any(|argument| argument == "--no-cgroup") {
        config.cgroup = CgroupChoice::None;
    }
    let supervisor = Supervisor::start(config)?;
    println!("measured by {:?}", supervisor.capabilities().accounting);
    let command = Command::new(["/bin/true"]);
    let (mut bare, mut opened, mut inside, mut gap) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for _ in 0..RUNS {
            let start = Instant::now();
            std::process::Command::new("/bin/true").env_clear().status().expect("/bin/true is there");
            bare.push(start.elapsed());
        }
        let start = Instant::now();
        let mut sandbox = supervisor.open("base")?;
        opened.push(start.elapsed());
        for _ in 0..RUNS {
            let start = Instant::now();
            let outcome = sandbox.run(&command)?;
            inside.push(start.elapsed());
            assert!(outcome.success(), "{outcome:?}");
        }
        for _ in 0..RUNS {
            // As between tests that are checked: the next run is prepared meanwhile.
            std::thread::sleep(Duration::from_millis(2));
            let start = Instant::now();
            sandbox.run(&command)?;
            gap.push(start.elapsed());
        }
    }
    for (name, times) in [
        ("bare start", &mut bare),
        ("sandboxed, back to back", &mut inside),
        ("sandboxed, 2 ms apart", &mut gap),
        ("open from the pool", &mut opened),
    ] {
        times.sort_unstable();
        println!(
            "{name:24} min {:>6} us, median {:>6} us, p90 {:>6} us",
            times[0].as_micros(),
            times[times.len() / 2].as_micros(),
            times[times.len() * 9 / 10].as_micros()
        );
    }
    Ok(())
}
