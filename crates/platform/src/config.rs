//! What an operator can set. `cli` reads it from `codequest.toml` and the environment.

use std::{net::IpAddr, path::PathBuf};

use crate::networks::Network;

/// The configuration of one server process; every field has a default that suits one machine.
#[derive(Debug, Clone)]
pub struct Config {
    /// `CODEQUEST_DATA`: database, generated secrets, files.
    pub data_dir: PathBuf,
    /// `CODEQUEST_DEV`: development conveniences such as the mailbox without sign-in.
    pub dev: bool,
    /// `HOST`
    pub host: IpAddr,
    /// `PORT`; 0 lets the system choose.
    pub port: u16,
    /// `PUBLIC_URL`: how people reach the server, for links in mails; `http://HOST:PORT` when unset.
    pub public_url: Option<String>,
    /// `FRONTEND_URL`: the one other origin that may call the API from a browser.
    pub frontend_url: String,
    /// `DATABASE_URL`; SQLite in the data directory when unset.
    pub database_url: Option<String>,
    /// `JWT_SECRET`; generated into the data directory when unset.
    pub jwt_secret: Option<String>,
    /// `ENCRYPTION_KEY`: 32 bytes as 64 hex digits; generated into the data directory when unset.
    pub encryption_key: Option<String>,
    /// `SUPABASE_JWT_SECRET`; without it Supabase tokens are refused.
    pub supabase_jwt_secret: Option<String>,
    /// `ENABLE_RATE_LIMITING`
    pub rate_limits: bool,
    /// `LOGIN_FAILURES_PER_IP`: ceiling of failed sign-ins per address in 15 minutes, over all accounts.
    pub login_failures_per_ip: u64,
    /// `TRUSTED_PROXIES`: whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// `SMTP_URL`, such as `smtps://user:password@mail.example.org`; without it mail stays in the outbox.
    pub smtp_url: Option<String>,
    /// `MAIL_FROM`
    pub mail_from: String,
    /// `CODEQUEST_CONTENT`: a folder instead of the content inside the binary.
    pub content_dir: Option<PathBuf>,
    /// bcrypt's cost of passwords, 12 by rule R-AUTH-03. Not to be set by operators; tests make it cheap.
    pub password_cost: u32,
    /// `JUDGE_SLOTS`: programs judged at once by this process; one per processor when unset.
    pub judge_slots: Option<usize>,
    /// `COMPILED_MB`: most of the disk that compiled programs take, in MiB; 0 keeps none.
    pub compiled_mb: u64,
    /// `JUDGE0_API_URL`: a Judge0 that judges in place of the own sandbox.
    pub judge0_url: Option<String>,
    /// `JUDGE0_API_KEY`: what that Judge0 wants to see.
    pub judge0_key: Option<String>,
    /// The execution service.
    pub executions: Executions,
}

/// What an operator can set of the execution service.
#[derive(Debug, Clone, Default)]
pub struct Executions {
    /// `JUDGE0_AUTHN_TOKEN`: tokens that let in; without any, only programs on this machine are.
    pub entry_tokens: Vec<String>,
    /// `JUDGE0_AUTHZ_TOKEN`: tokens that allow to list and delete; without any, nobody may.
    pub management_tokens: Vec<String>,
    /// `JUDGE0_CALLBACK_NETWORKS`: networks that callbacks may reach although they are not public.
    pub callback_networks: Vec<Network>,
    /// `JUDGE0_CALLBACK_SECRET`: signs callbacks; generated into the data directory when unset.
    pub callback_secret: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            data_dir: PathBuf::from("./data"),
            dev: false,
            host: IpAddr::from([127, 0, 0, 1]),
            port: 8080,
            public_url: None,
            frontend_url: "http://localhost:3000".into(),
            database_url: None,
            jwt_secret: None,
            encryption_key: None,
            supabase_jwt_secret: None,
            rate_limits: true,
            login_failures_per_ip: 100,
            trusted_proxies: Vec::new(),
            smtp_url: None,
            mail_from: "CodeQuest <codequest@localhost>".into(),
            content_dir: None,
            password_cost: 12,
            judge_slots: None,
            compiled_mb: 1024,
            judge0_url: None,
            judge0_key: None,
            executions: Executions::default(),
        }
    }
}
