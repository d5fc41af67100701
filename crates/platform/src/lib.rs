//! Use cases by feature: who may do what, the rules, transactions, events and the judging loop.
//!
//! Every use case takes an [`Actor`] and decides permission itself; no caller does. Nothing here knows HTTP or SQL.

pub mod access;
pub mod accounts;
pub mod boards;
pub mod clock;
pub mod config;
pub mod content;
pub mod error;
pub mod events;
pub mod executions;
pub mod judging;
pub mod limits;
pub mod mail;
pub mod markdown;
pub mod networks;
pub mod pathways;
pub mod problems;
pub mod progress;
pub mod runs;
pub mod seal;
pub mod secrets;
pub mod status;
pub mod submissions;
pub mod topics;
pub mod watch;
pub mod workers;

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
};

pub use access::{Actor, Permission};
pub use clock::{Clock, SystemClock};
pub use config::Config;
pub use error::{Code, Error, FieldError, Kind, Result};
pub use judge::{Diagnostic, Exit, Language, Languages, Param, Progress, Severity, TestReport, exact};

use seal::Sealer;
use secrets::Secrets;
use store::Store;

/// The platform: everything that the dialects call. Clones are cheap and share one state.
#[derive(Clone)]
pub struct Platform(Arc<Inner>);

struct Inner {
    config: Config,
    sealer: Sealer,
    store: Store,
    clock: Arc<dyn Clock>,
    events: events::Bus,
    languages: Arc<judge::Languages>,
    boards: boards::Boards,
    counters: Box<dyn limits::Counters>,
    judging: judging::State,
    accounts: accounts::State,
    mailer: Option<mail::Mailer>,
    intake: submissions::Intake,
    callback_secret: Vec<u8>,
    bound: OnceLock<SocketAddr>,
}

impl Platform {
    /// Puts the platform together over an open database.
    ///
    /// # Errors
    /// When a secret of the configuration is malformed or cannot be kept in the data directory.
    pub fn new(
        config: Config,
        store: Store,
        clock: Arc<dyn Clock>,
        languages: Arc<judge::Languages>,
    ) -> anyhow::Result<Self> {
        let secrets = Secrets::load(&config)?;
        let sealer = Sealer::new(&secrets.encryption_key);
        let accounts = accounts::State::new(&config, &secrets);
        let mailer = mail::Mailer::new(&config)?;
        Ok(Platform(Arc::new(Inner {
            config,
            sealer,
            store,
            clock,
            events: events::Bus::new(),
            languages,
            boards: boards::Boards::new(),
            counters: Box::new(limits::InProcess::default()),
            judging: judging::State::default(),
            accounts,
            mailer,
            intake: submissions::Intake::default(),
            callback_secret: secrets.callback_secret,
            bound: OnceLock::new(),
        })))
    }

    /// The configuration in force.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The database, for what is no use case: readiness and backup.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The time now, in UTC, cut to microseconds.
    #[must_use]
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.0.clock.now()
    }

    /// What happens, after it is committed.
    #[must_use]
    pub fn events(&self) -> &events::Bus {
        &self.0.events
    }

    /// The programming languages, with what this machine has of them.
    #[must_use]
    pub fn languages(&self) -> &judge::Languages {
        &self.0.languages
    }

    pub(crate) fn kept_boards(&self) -> &boards::Boards {
        &self.0.boards
    }

    /// Tells the address that the server listens on, for links when `PUBLIC_URL` is not set.
    pub fn bound_to(&self, address: SocketAddr) {
        // The first one counts: a process serves once.
        let _ = self.0.bound.set(address);
    }

    /// How people reach the server, without a slash at the end: `PUBLIC_URL`, or the address that it listens on.
    #[must_use]
    pub fn public_url(&self) -> String {
        let config = self.config();
        if let Some(url) = &config.public_url {
            return url.trim_end_matches('/').to_owned();
        }
        let address = self.0.bound.get().copied().unwrap_or_else(|| SocketAddr::new(config.host, config.port));
        // Every address of the machine is meant; a browser needs one.
        let host = if address.ip().is_unspecified() { "localhost".to_owned() } else { address.ip().to_string() };
        let host = if host.contains(':') { format!("[{host}]") } else { host };
        format!("http://{host}:{}", address.port())
    }

    pub(crate) fn account_state(&self) -> &accounts::State {
        &self.0.accounts
    }

    pub(crate) fn mailer(&self) -> Option<&mail::Mailer> {
        self.0.mailer.as_ref()
    }

    pub(crate) fn intake(&self) -> &submissions::Intake {
        &self.0.intake
    }

    pub(crate) fn counters(&self) -> &dyn limits::Counters {
        &*self.0.counters
    }

    /// How far the submissions are that this process is judging.
    #[must_use]
    pub fn live(&self) -> &judging::Live {
        &self.0.judging.live
    }

    pub(crate) fn judging_state(&self) -> &judging::State {
        &self.0.judging
    }

    pub(crate) fn sealer(&self) -> &Sealer {
        &self.0.sealer
    }
}
