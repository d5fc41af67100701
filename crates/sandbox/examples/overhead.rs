//! Measures what a sandboxed run costs beside other ways to start the same program, in interleaved rounds:
//! `overhead [STATIC]`, where STATIC is a statically linked program that ends at once. `bench/sandbox` builds both.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use sandbox::{CgroupChoice, Command, Config, Error, RootSpec, Sandbox, Supervisor};

const ROUNDS: usize = 25;
/// A round of a peer that is many times slower is shorter, so that all of it takes seconds.
const RUNS: usize = 40;
const SLOW_RUNS: usize = 20;
const TRUE: &str = "/bin/true";
/// How long throughput is measured.
const THROUGHPUT: Duration = Duration::from_secs(2);

/// A way to start a program, and the times it took.
struct Way {
    name: &'static str,
    runs: usize,
    start: Box<dyn FnMut() -> Result<(), Error>>,
    times: Vec<Duration>,
}

impl Way {
    fn new(name: &'static str, runs: usize, start: impl FnMut() -> Result<(), Error> + 'static) -> Self {
        Self { name, runs, start: Box::new(start), times: Vec::new() }
    }

    fn round(&mut self) -> Result<(), Error> {
        // What the others left behind is not this one's.
        (self.start)()?;
        for _ in 0..self.runs {
            let start = Instant::now();
            (self.start)()?;
            self.times.push(start.elapsed());
        }
        Ok(())
    }

    /// The least and the median time, in microseconds.
    fn least_and_median(&mut self) -> (u128, u128) {
        self.times.sort_unstable();
        (self.times[0].as_micros(), self.times[self.times.len() / 2].as_micros())
    }
}

fn main() -> Result<(), Error> {
    let supervisor = supervisor()?;
    println!("measured by {:?}", supervisor.capabilities().accounting);
    let mut sandbox = supervisor.open("base")?;
    let command = Command::new([TRUE]);
    let mut ways = vec![
        Way::new("bare posix_spawn", RUNS, || start(TRUE, &[])),
        Way::new("sandbox", RUNS, move || run(&mut sandbox, &command)),
    ];
    if Path::new("/usr/bin/bwrap").exists() {
        let words = "--ro-bind /usr /usr --ro-bind /etc /etc --symlink usr/bin /bin --symlink usr/lib /lib \
                     --symlink usr/lib64 /lib64 --proc /proc --dev /dev --tmpfs /tmp --unshare-all /bin/true";
        let words: Vec<&str> = words.split_whitespace().collect();
        ways.push(Way::new("bubblewrap --unshare-all", SLOW_RUNS, move || start("/usr/bin/bwrap", &words)));
    }
    let words = ["-U", "-r", "-p", "-m", "-n", "-i", "-u", "-f", TRUE];
    ways.push(Way::new("unshare -U -r -p -m -n -i -u -f", SLOW_RUNS, move || start("/usr/bin/unshare", &words)));
    for round in 0..ROUNDS {
        // Each begins a round as often as the others.
        let first = round % ways.len();
        for at in 0..ways.len() {
            let at = (first + at) % ways.len();
            ways[at].round()?;
        }
    }
    let (bare_least, bare_median) = ways[0].least_and_median();
    for way in &mut ways {
        let (least, median) = way.least_and_median();
        println!(
            "{:32} n {:4}  min {least:>6} us  median {median:>6} us  ratio of the medians {:5.2}  more {:+} us  \
             ratio of the minima {:5.2}",
            way.name,
            way.times.len(),
            median as f64 / bare_median as f64,
            median as i128 - bare_median as i128,
            least as f64 / bare_least as f64,
        );
    }
    let mut opened = Vec::new();
    for _ in 0..200 {
        // As between two submissions: the next sandbox is made meanwhile.
        std::thread::sleep(Duration::from_millis(20));
        let start = Instant::now();
        let sandbox = supervisor.open("base")?;
        opened.push(start.elapsed().as_micros());
        drop(sandbox);
    }
    opened.sort_unstable();
    let (least, median) = (opened[0], opened[opened.len() / 2]);
    println!("{:32} n {:4}  min {least:>6} us  median {median:>6} us", "open from the pool", opened.len());
    match std::env::args().nth(1) {
        Some(program) => throughput(&supervisor, &program),
        None => Ok(()),
    }
}

/// Counts how many runs of a program end in a second, bare and sandboxed.
fn throughput(supervisor: &Supervisor, program: &str) -> Result<(), Error> {
    let mut sandbox = supervisor.open("base")?;
    let content = std::fs::read(program).expect("the static program can be read");
    sandbox.put("static", &content, true)?;
    let command = Command::new(["./static"]);
    let mut rates = [Vec::new(), Vec::new()];
    for _ in 0..5 {
        rates[0].push(rate(|| start(program, &[]))?);
        rates[1].push(rate(|| run(&mut sandbox, &command))?);
    }
    for (name, mut rates) in ["static program, bare", "static program, sandbox"].into_iter().zip(rates) {
        rates.sort_unstable();
        println!("{name:32} median {:>5} runs/s  most {:>5} runs/s", rates[rates.len() / 2], rates[rates.len() - 1]);
    }
    Ok(())
}

fn rate(mut start: impl FnMut() -> Result<(), Error>) -> Result<u64, Error> {
    let began = Instant::now();
    let mut runs = 0;
    while began.elapsed() < THROUGHPUT / 5 {
        start()?;
        runs += 1;
    }
    Ok((f64::from(runs) / began.elapsed().as_secs_f64()) as u64)
}

fn start(program: &str, arguments: &[&str]) -> Result<(), Error> {
    let mut command = std::process::Command::new(program);
    let status = command.args(arguments).env_clear().stdin(Stdio::null()).stdout(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{program} works here");
    Ok(())
}

fn run(sandbox: &mut Sandbox, command: &Command) -> Result<(), Error> {
    let outcome = sandbox.run(command)?;
    assert!(outcome.success(), "{outcome:?}");
    Ok(())
}

fn supervisor() -> Result<Supervisor, Error> {
    let beside = std::env::current_exe().expect("this program has a path");
    let supervisor = beside.ancestors().nth(2).expect("examples are two levels deep").join("sandboxd");
    let mut config = Config::new(supervisor, Vec::<String>::new());
    let paths = ["/bin", "/lib", "/lib64", "/usr", "/etc/ld.so.cache"].map(PathBuf::from);
    config.roots = vec![RootSpec { name: "base".to_owned(), paths: paths.into() }];
    if std::env::var_os("NO_CGROUP").is_some() {
        config.cgroup = CgroupChoice::None;
    }
    Supervisor::start(config)
}
