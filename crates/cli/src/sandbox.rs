//! Starting the judge of this machine.

use std::{io, path::Path, sync::Arc};

use anyhow::Context;
use judge::{CompiledCache, Judge, Languages};
use sandbox::{Config, RootSpec, Supervisor};

/// The hidden command that becomes the supervisor.
pub(crate) const COMMAND: &str = "sandboxd";

/// The languages of this machine; what their compilers prepare is kept in the folder.
pub(crate) fn languages(cache: &Path) -> Languages {
    let mut languages = Languages::builtin().probe_with_memo(&cache.join("languages.json"));
    if let Err(error) = showable(cache).and_then(|()| languages.use_cache(cache)) {
        tracing::warn!(folder = %cache.display(), %error, "compilers cannot keep anything, and are slower");
    }
    languages
}

/// A data directory below /tmp, or as root below a private folder, is served too, only without what compilers keep: sandboxes
/// have a /tmp of their own, and users of their own.
fn showable(cache: &Path) -> io::Result<()> {
    std::fs::create_dir_all(cache)?;
    match RootSpec::can_show(&cache.canonicalize()?) {
        true => Ok(()),
        false => Err(io::Error::other(
            "no sandbox can show it: choose a data directory outside of /tmp and below folders that every user may enter",
        )),
    }
}

/// Starts the supervisor with the roots of the available languages.
///
/// # Errors
/// When the supervisor cannot start, or there is less isolation than the minimum.
pub(crate) fn supervisor(languages: &Languages, slots: usize) -> anyhow::Result<Supervisor> {
    let exe = std::env::current_exe().context("cannot find the own program")?;
    let mut config = Config::new(exe, [COMMAND]);
    // A problem's own validator runs beside the program.
    config.slots = slots.max(2);
    config.roots = languages.sandbox_roots();
    Supervisor::start(config).context("the sandbox cannot be used; `codequest doctor` says what is missing")
}

/// A judge over a supervisor of its own, which finds and keeps compiled programs as the configuration says.
///
/// # Errors
/// As [`supervisor`].
pub(crate) fn judge(
    languages: Arc<Languages>,
    slots: usize,
    configuration: &platform::Config,
) -> anyhow::Result<Judge> {
    let supervisor = supervisor(&languages, slots)?;
    Ok(match compiled(configuration) {
        Some(cache) => Judge::with_cache(supervisor, languages, cache),
        None => Judge::new(supervisor, languages),
    })
}

/// The compiled programs of the data directory, if there is one and it may keep some.
fn compiled(configuration: &platform::Config) -> Option<CompiledCache> {
    if configuration.compiled_mb == 0 || !configuration.data_dir.is_dir() {
        return None;
    }
    let folder = configuration.data_dir.join("compiled");
    match CompiledCache::open(&folder, configuration.compiled_mb.saturating_mul(1 << 20)) {
        Ok(cache) => Some(cache),
        Err(error) => {
            tracing::warn!(folder = %folder.display(), %error, "compiled programs are not kept between starts");
            None
        }
    }
}

/// How many programs are judged at once: as configured, else one per processor.
pub(crate) fn slots(configured: Option<usize>) -> usize {
    configured.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
}
