//! Hostile programs and sources, as data: each must fail with every wall up, with any single one of those that are named
//! for it, and must work with all of those down, or it would test nothing.
#![allow(clippy::unwrap_used, reason = "tests")]

mod catalogue;
mod ground;
mod trial;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use sandbox::{Accounting, Defence};

use catalogue::{Attack, Elsewhere, Language, WORKED, attacks, every_attack};
use ground::{Kind, ground, is_root};
use trial::{Trial, attempt, shows_marker};

/// Collects what went wrong, so that one look shows all of it.
#[derive(Default)]
struct Complaints(String);

impl Complaints {
    fn add(&mut self, attack: &Attack, what: &str, trial: &Trial) {
        let seen: String = trial.seen.chars().take(600).collect();
        let _ = writeln!(self.0, "{}: {what}: {}\n    {}", attack.name, trial.result, seen.replace('\n', "\n    "));
    }

    #[track_caller]
    fn report(self) {
        assert!(self.0.is_empty(), "\n{}", self.0);
    }
}

/// Says that an attack did not what it must with every wall up.
fn check_defended(attack: &Attack, trial: &Trial, complaints: &mut Complaints) {
    let failed = trial.result != WORKED && !trial.result.starts_with("error ");
    let as_it_must = attack.must.iter().any(|must| *must == trial.result || (must == "fails" && failed));
    if !as_it_must {
        complaints.add(attack, &format!("must be {:?}", attack.must), trial);
    }
    if shows_marker(&trial.seen) {
        complaints.add(attack, "showed the secret of the host", trial);
    }
}

fn defended(kind: Kind) {
    if kind == Kind::Unprivileged && !is_root() {
        return; // Whoever runs the tests is an ordinary user already.
    }
    let ground = ground();
    let supervisor = ground.supervisor(kind);
    let cgroup = supervisor.capabilities().accounting != Accounting::Rusage;
    let mut complaints = Complaints::default();
    for attack in attacks().iter().filter(|attack| attack.can_be_tried(cgroup)) {
        check_defended(attack, &attempt(ground, attack, &supervisor, &[]), &mut complaints);
    }
    assert_eq!(supervisor.restarts(), 0);
    complaints.report();
}

#[test]
fn every_attack_fails_here() {
    defended(Kind::Here);
}

#[test]
fn every_attack_fails_without_a_cgroup() {
    defended(Kind::NoCgroup);
}

#[test]
fn every_attack_fails_under_an_ordinary_user() {
    defended(Kind::Unprivileged);
}

/// The walls that are down, and the attacks to try then, each with the wall that still stands for it.
type Trials<'a> = BTreeMap<Vec<Defence>, Vec<(&'a Attack, Option<Defence>)>>;

/// Tries attacks on the machine within; `walls` names the sets of walls to leave out for each.
fn undefended<'a>(attacks: &'a [Attack], walls: impl Fn(&'a Attack) -> Vec<(Vec<Defence>, Option<Defence>)>) {
    let ground = ground();
    if !ground.has_outer() {
        eprintln!("no walls are tried out: that takes root and cgroups of version 1");
        return;
    }
    let mut trials = Trials::new();
    for attack in attacks.iter().filter(|attack| attack.can_be_tried(true)) {
        for (mut without, standing) in walls(attack) {
            without.sort();
            trials.entry(without).or_default().push((attack, standing));
        }
    }
    let mut complaints = Complaints::default();
    for (without, trials) in trials {
        let mut supervisor = ground.outer(&without, false);
        for (attack, standing) in trials {
            let trial = attempt(ground, attack, &supervisor, &without);
            match standing {
                Some(wall) if attack.works(&trial.result) => {
                    complaints.add(attack, &format!("works with only {} standing", catalogue::name(wall)), &trial);
                }
                None if without.is_empty() => check_defended(attack, &trial, &mut complaints),
                None if !attack.works(&trial.result) => {
                    complaints.add(attack, &format!("does not work without {without:?}"), &trial);
                }
                _ => {}
            }
            if !without.is_empty() && supervisor.restarts() > 0 {
                supervisor = ground.outer(&without, false);
            }
        }
    }
    complaints.report();
}

#[test]
fn every_attack_fails_on_the_machine_within() {
    undefended(&attacks(), |_| vec![(Vec::new(), None)]);
}

#[test]
fn every_attack_works_with_all_its_walls_down() {
    undefended(&attacks(), |attack| match attack.why {
        Some(_) => Vec::new(),
        None => vec![(attack.stopped_by.clone(), None)],
    });
}

#[test]
fn any_one_wall_is_enough() {
    let landlock = ground().supervisor(Kind::Here).capabilities().missing().all(|feature| feature.name != "landlock");
    undefended(&attacks(), |attack| {
        let alone =
            |wall: Defence| (attack.stopped_by.iter().copied().filter(|other| *other != wall).collect(), Some(wall));
        match attack.why {
            Some(_) => Vec::new(),
            // One wall alone is every wall: that is tried elsewhere.
            None if attack.stopped_by.len() < 2 => Vec::new(),
            None => attack
                .stopped_by
                .iter()
                .filter(|wall| landlock || **wall != Defence::Landlock)
                .map(|wall| alone(*wall))
                .collect(),
        }
    });
}

/// Where success would harm the machine no wall is taken down: the error and the wall that gave it must be right. Only the
/// filter refuses with this error.
#[test]
fn what_would_harm_the_machine_is_refused_by_the_filter() {
    let ground = ground();
    if !ground.has_outer() {
        return;
    }
    let supervisor = ground.outer(&[], true);
    let mut complaints = Complaints::default();
    let attacks = attacks();
    let harmful = attacks.iter().filter(|attack| {
        attack.why.is_some() && attack.must == ["refused EPERM"] && attack.stopped_by.contains(&Defence::Seccomp)
    });
    for attack in harmful {
        let trial = attempt(ground, attack, &supervisor, &[]);
        if trial.result != "refused ENOTRECOVERABLE" {
            complaints.add(attack, "not refused by the filter", &trial);
        }
    }
    complaints.report();
}

#[test]
fn the_catalogue_is_complete() {
    let attacks = every_attack();
    let names: BTreeSet<_> = attacks.iter().map(|attack| &attack.name).collect();
    assert_eq!(names.len(), attacks.len(), "a name is there twice");
    assert!(attacks.len() >= 120, "{}", attacks.len());
    let languages: BTreeSet<Language> = attacks.iter().map(Attack::language).collect();
    assert_eq!(languages.len(), 7, "{languages:?}");
    for attack in &attacks {
        assert!(!attack.must.is_empty() && !attack.stopped_by.is_empty(), "{}", attack.name);
        assert!(attack.must.iter().all(|must| must != WORKED), "{}", attack.name);
    }
    let without: Vec<_> = attacks.iter().filter(|attack| attack.why.is_some()).collect();
    assert!(without.len() * 10 <= attacks.len(), "{} attacks are never seen to work", without.len());
    let used: BTreeSet<Defence> = attacks.iter().flat_map(|attack| attack.stopped_by.iter().copied()).collect();
    // No test can make a core file where the machine's settings decide who gets it.
    let unused: Vec<_> =
        Defence::ALL.iter().filter(|wall| !used.contains(wall) && **wall != Defence::RlimitCore).collect();
    assert!(unused.is_empty(), "walls that stop nothing: {unused:?}");
    let mut sources: BTreeSet<PathBuf> = BTreeSet::new();
    for folder in ["c", "cpp", "python", "java", "javascript", "rust", "shell"] {
        for entry in std::fs::read_dir(catalogue::folder().join(folder)).unwrap().flatten() {
            sources.insert(PathBuf::from(folder).join(entry.file_name()));
        }
    }
    let used: BTreeSet<PathBuf> = attacks.iter().map(|attack| attack.source.clone()).collect();
    assert_eq!(sources, used);
}

#[test]
fn known_escapes_of_other_judges_are_in_the_catalogue() {
    let catalogue = catalogue::catalogue();
    for Elsewhere { file, test, known } in &catalogue.elsewhere {
        let text = std::fs::read_to_string(catalogue::folder().join("../it").join(file)).unwrap();
        assert!(text.contains(&format!("\n#[test]\nfn {test}() {{\n")), "{known}: {file} has no test {test}");
    }
    let elsewhere = catalogue.elsewhere.into_iter().map(|it| it.known);
    let known: Vec<_> = catalogue.attack.into_iter().filter_map(|attack| attack.known).chain(elsewhere).collect();
    for escape in [
        "CVE-2024-28185",
        "CVE-2024-28189",
        "CVE-2024-29021",
        "Judge0: #564",
        "Judge0: a wall time below a second",
        "Judge0: #550",
        "copyOut follows links",
        "descriptors leak between forks",
        "FIFO in copyOut",
        "go-judge: 4ef8811",
        "go-judge: 5c5e788",
        "isolate: 2.4.1",
        "isolate: 2.5 mounts file systems",
        "Piston: a job cleans up beside another",
        "Piston: file names with ../",
        "drops the group",
        "existence oracle",
        "/dev/shm was shared",
        "io_uring to AF_VSOCK",
        "refuses keyctl",
        "refuses locks",
        "refuses other ABIs",
        "Piston: tests/ has a fork bomb",
        "Piston: tests/ has fallocate",
        "leaves files in /tmp",
        "leaves files in /run/lock",
        "leaves files in /var/tmp",
        "runaway output",
        "Piston: tests/ has network.js",
        "DMOJ: #318, the compiler reads",
        "DMOJ: #318, the compiler runs",
        "tries a chroot",
        "stops its parent",
        "setsid fork bomb",
        "calls reboot",
        "floods the system log",
        "reads the test data",
        "floods standard error",
        "the compiler floods",
    ] {
        assert!(known.iter().any(|text| text.contains(escape)), "nothing tries {escape}");
    }
}

#[test]
fn the_table_is_up_to_date() {
    let path = catalogue::folder().join("README.md");
    let table = catalogue::table(&catalogue::catalogue());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == table, "run `UPDATE=1 cargo test -p sandbox --features breakable --test attacks table`");
}
