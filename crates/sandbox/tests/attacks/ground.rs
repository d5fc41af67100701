//! Where attacks happen: the machine as it is, in several set-ups, and a machine within it that may be harmed.

use std::collections::HashMap;
use std::fs;
use std::net::TcpListener;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use rustix::fs::{FileType, Mode};
use sandbox::{CgroupChoice, Config, Defence, RootSpec, Supervisor};

use crate::catalogue::{self, Language};

/// What no attack may ever show: it stands in the hidden file, in the environment and in the memory of the host.
pub(crate) const MARKER: &str = "MARKER-OF-THE-HOST";
/// What an unprivileged supervisor runs as.
const NOBODY: &str = "65534";
const PREFIX: &str = "codequest-attacks-";

/// A set-up in which every wall stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As whoever runs the tests, with the best cgroup there is.
    Here,
    /// The same without cgroups.
    NoCgroup,
    /// An ordinary user without cgroups.
    Unprivileged,
}

/// The class files of the attacks in Java by their names.
type Classes = Vec<(String, Vec<u8>)>;

/// What the attacks of this process look for, and the programs that they are.
pub(crate) struct Ground {
    pub(crate) dir: PathBuf,
    pub(crate) port: u16,
    pub(crate) abstract_name: String,
    /// The first user id of the machine within.
    first_id: u32,
    /// Cgroups of the machine within, one for each hierarchy.
    cgroups: Vec<PathBuf>,
    /// Compiled programs by source; Java has one for each class file.
    pub(crate) programs: HashMap<PathBuf, Vec<u8>>,
    pub(crate) classes: Classes,
    _services: (TcpListener, UnixListener, UnixListener),
}

pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Returns the ground of this process, made once.
pub(crate) fn ground() -> &'static Ground {
    static GROUND: OnceLock<Ground> = OnceLock::new();
    GROUND.get_or_init(Ground::new)
}

impl Ground {
    fn new() -> Self {
        remove_stale();
        let pid = std::process::id();
        // Not below `/tmp`, of which each sandbox has its own.
        let dir = Path::new("/var/tmp").join(format!("{PREFIX}{pid}"));
        let shown = dir.join("shown");
        fs::create_dir_all(&shown).unwrap();
        for dir in [&dir, &shown] {
            mode(dir, 0o755);
        }
        let first_id = 1_800_000_000 + (pid % 1000) * 65536;
        file(&dir.join("secret"), &format!("{MARKER}\n"), 0o644);
        file(&dir.join("victim"), "", 0o666);
        file(&shown.join("writable"), "", 0o666);
        file(&shown.join("root-only"), MARKER, 0o600);
        file(&shown.join("group-only"), MARKER, 0o040);
        fs::copy(env!("CARGO_BIN_EXE_sandboxd"), dir.join("sandboxd")).unwrap();
        compile_c("help/whoami.c", &shown.join("whoami"));
        compile_c("help/outer.c", &dir.join("outer"));
        if is_root() {
            chown(shown.join("root-only"), Some(first_id), Some(first_id)).unwrap();
            chown(shown.join("group-only"), Some(first_id + 60_000), Some(first_id)).unwrap();
            chown(shown.join("whoami"), Some(first_id), Some(first_id)).unwrap();
            mode(&shown.join("whoami"), 0o4755);
            let zero = rustix::fs::makedev(1, 5);
            rustix::fs::mknodat(
                rustix::fs::CWD,
                shown.join("device"),
                FileType::CharacterDevice,
                Mode::from_raw_mode(0o666),
                zero,
            )
            .unwrap();
            mode(&shown.join("device"), 0o666);
        }
        let (programs, classes) = programs(&dir);
        let tcp = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let abstract_name = format!("{PREFIX}{pid}");
        let abstract_socket =
            UnixListener::bind_addr(&SocketAddr::from_abstract_name(&abstract_name).unwrap()).unwrap();
        let socket = UnixListener::bind(dir.join("socket")).unwrap();
        mode(&dir.join("socket"), 0o777);
        let port = tcp.local_addr().unwrap().port();
        let cgroups = if is_root() { outer_cgroups(pid, first_id) } else { Vec::new() };
        let services = (tcp, abstract_socket, socket);
        Self { dir, port, abstract_name, first_id, cgroups, programs, classes, _services: services }
    }

    /// Says whether there can be a machine within: that takes root and cgroups of version 1.
    pub(crate) fn has_outer(&self) -> bool {
        !self.cgroups.is_empty()
    }

    /// Fills in what an argument or a source stands for. `outer`: for the machine within.
    pub(crate) fn fill_in(&self, text: &str, without_root: bool) -> String {
        let path = |name: &str| self.dir.join(name).display().to_string();
        let secret = path("secret");
        let reach = if without_root { format!("/host{secret}") } else { secret.clone() };
        let cgroup = self.cgroups.first().map_or("/sys/fs/cgroup".to_owned(), |dir| dir.display().to_string());
        [
            ("{secret}", secret.as_str()),
            ("{victim}", &path("victim")),
            ("{socket}", &path("socket")),
            ("{suid}", &path("shown/whoami")),
            ("{writable}", &path("shown/writable")),
            ("{root_only}", &path("shown/root-only")),
            ("{group_only}", &path("shown/group-only")),
            ("{device}", &path("shown/device")),
            ("{port}", &self.port.to_string()),
            ("{abstract}", &self.abstract_name),
            ("{cgroup}", &cgroup),
            ("@SECRET@", &secret),
            ("@REACH@", &reach),
            ("@DEPTH@", "14"),
            ("@ROUNDS@", "30000"),
        ]
        .into_iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// Starts a supervisor on the machine as it is.
    pub(crate) fn supervisor(&self, kind: Kind) -> Supervisor {
        let sandboxd = self.dir.join("sandboxd").display().to_string();
        let with_secret = ["/usr/bin/env".to_owned(), format!("SECRET_TOKEN={MARKER}"), sandboxd];
        let mut config = match kind {
            Kind::Unprivileged => {
                let user = [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"), "--clear-groups".to_owned()];
                Config::new("/usr/bin/setpriv", user.into_iter().chain(with_secret))
            }
            Kind::Here | Kind::NoCgroup => Config::new(&with_secret[0], with_secret[1..].to_vec()),
        };
        if kind != Kind::Here {
            config.cgroup = CgroupChoice::None;
        }
        Supervisor::start(self.complete(config)).unwrap()
    }

    /// Starts a supervisor on the machine within, without some of its walls.
    pub(crate) fn outer(&self, without: &[Defence], marked_filter: bool) -> Supervisor {
        let mut arguments = vec![
            self.dir.display().to_string(),
            self.first_id.to_string(),
            self.port.to_string(),
            self.abstract_name.clone(),
            format!("host-{MARKER}"),
        ];
        arguments.extend(self.cgroups.iter().map(|dir| dir.display().to_string()));
        arguments.extend(["--".to_owned(), self.dir.join("sandboxd").display().to_string()]);
        let mut config = self.complete(Config::new(self.dir.join("outer"), arguments));
        config.cgroup = CgroupChoice::V1;
        config.without = without.to_vec();
        config.marked_filter = marked_filter;
        Supervisor::start(config).unwrap()
    }

    fn complete(&self, mut config: Config) -> Config {
        config.workspace_bytes = 32 << 20;
        config.tmp_bytes = 8 << 20;
        let paths = ["/bin", "/lib", "/lib64", "/usr", "/etc/alternatives"];
        let mut paths: Vec<_> = paths.map(PathBuf::from).into_iter().filter(|path| path.exists()).collect();
        // The settings of a JDK, to which its own folder has links.
        let settings = fs::read_dir("/etc").unwrap().flatten().map(|entry| entry.path());
        paths.extend(settings.filter(|path| path.to_string_lossy().starts_with("/etc/java-")));
        paths.push(self.dir.join("shown"));
        config.roots = vec![RootSpec { name: "base".to_owned(), paths }];
        config
    }
}

/// Compiles what has to be compiled, and reads the rest.
fn programs(dir: &Path) -> (HashMap<PathBuf, Vec<u8>>, Classes) {
    let mut sources: Vec<_> = catalogue::every_attack()
        .into_iter()
        .filter(|attack| attack.step == catalogue::Step::Run)
        .map(|attack| (attack.source.clone(), attack.language()))
        .collect();
    sources.sort();
    sources.dedup();
    let build = dir.join("build");
    fs::create_dir(&build).unwrap();
    let build_one = |source: &Path, language: Language| -> Vec<u8> {
        let from = catalogue::folder().join(source);
        let to = build.join(source.display().to_string().replace('/', "-"));
        match language {
            Language::C => compile_c(&source.display().to_string(), &to),
            Language::Rust => must(Command::new("rustc").arg("-o").arg(&to).arg(&from)),
            Language::Java => {
                must(Command::new("javac").args(["-proc:none", "-d"]).arg(build.join("classes")).arg(&from));
                return Vec::new();
            }
            Language::Cpp | Language::Python | Language::JavaScript | Language::Shell => {
                return fs::read(from).unwrap();
            }
        }
        fs::read(to).unwrap()
    };
    let (first, second): (Vec<_>, Vec<_>) = sources.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let build_all = |half: Vec<(usize, &(PathBuf, Language))>| -> Vec<(PathBuf, Vec<u8>)> {
        half.into_iter().map(|(_, (source, language))| (source.clone(), build_one(source, *language))).collect()
    };
    let programs = std::thread::scope(|scope| {
        let other = scope.spawn(|| build_all(second));
        build_all(first).into_iter().chain(other.join().unwrap()).collect()
    });
    let classes = fs::read_dir(build.join("classes")).into_iter().flatten().flatten();
    let class =
        |entry: fs::DirEntry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap());
    (programs, classes.map(class).collect())
}

fn compile_c(source: &str, to: &Path) {
    let folder = catalogue::folder();
    let include = format!("-I{}", folder.join("help").display());
    must(Command::new("gcc").args(["-O0", "-w", "-pthread", &include, "-o"]).arg(to).arg(folder.join(source)));
}

fn must(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn file(path: &Path, content: &str, bits: u32) {
    fs::write(path, content).unwrap();
    mode(path, bits);
}

fn mode(path: &Path, bits: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(bits)).unwrap();
}

/// Makes the cgroups of the machine within, with limits that keep it small; empty where version 1 has no controllers.
fn outer_cgroups(pid: u32, owner: u32) -> Vec<PathBuf> {
    let own = fs::read_to_string("/proc/self/cgroup").unwrap();
    let controllers = ["memory", "pids", "cpuacct"];
    let places: Vec<_> = controllers
        .iter()
        .filter_map(|controller| {
            let line = own.lines().find(|line| line.split(':').nth(1).is_some_and(|have| have == *controller))?;
            let below = line.splitn(3, ':').nth(2)?.trim_start_matches('/');
            let place = Path::new("/sys/fs/cgroup").join(controller).join(below);
            place.exists().then(|| place.join(format!("{PREFIX}{pid}")))
        })
        .collect();
    if places.len() < controllers.len() {
        return Vec::new();
    }
    for place in &places {
        fs::create_dir(place).unwrap();
        for file in ["", "cgroup.procs"] {
            chown(place.join(file), Some(owner), Some(owner)).unwrap();
        }
    }
    fs::write(places[0].join("memory.limit_in_bytes"), (1_u64 << 30).to_string()).unwrap();
    fs::write(places[1].join("pids.max"), "400").unwrap();
    places
}

/// Removes what earlier test processes left: nothing of this one runs at its end.
fn remove_stale() {
    let gone = |name: &str| name.strip_prefix(PREFIX).is_some_and(|pid| !Path::new("/proc").join(pid).exists());
    for entry in fs::read_dir("/var/tmp").unwrap().flatten() {
        if gone(&entry.file_name().to_string_lossy()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    fn remove_cgroups(dir: &Path, gone: &dyn Fn(&str) -> bool, depth: u32) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir()) {
            if gone(&entry.file_name().to_string_lossy()) {
                let _ = fs::remove_dir(entry.path());
            } else if depth > 0 && !entry.path().is_symlink() {
                remove_cgroups(&entry.path(), gone, depth - 1);
            }
        }
    }
    for controller in ["memory", "pids", "cpuacct"] {
        remove_cgroups(&Path::new("/sys/fs/cgroup").join(controller), &gone, 3);
    }
}
