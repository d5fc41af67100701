//! The configuration: defaults, then `codequest.toml` if there is one, then the environment.

use std::{collections::BTreeMap, env, fs, net::IpAddr, path::PathBuf, str::FromStr};

use anyhow::{Context, bail};
use platform::Config;

/// Every name that can be set, in the environment or (in lower case) in `codequest.toml`.
const NAMES: &[&str] = &[
    "CODEQUEST_DATA",
    "CODEQUEST_DEV",
    "CODEQUEST_CONTENT",
    "HOST",
    "PORT",
    "PUBLIC_URL",
    "FRONTEND_URL",
    "DATABASE_URL",
    "JWT_SECRET",
    "ENCRYPTION_KEY",
    "SUPABASE_JWT_SECRET",
    "ENABLE_RATE_LIMITING",
    "LOGIN_FAILURES_PER_IP",
    "TRUSTED_PROXIES",
    "SMTP_URL",
    "MAIL_FROM",
    "JUDGE_SLOTS",
    "COMPILED_MB",
    "JUDGE0_API_URL",
    "JUDGE0_API_KEY",
    "JUDGE0_AUTHN_TOKEN",
    "JUDGE0_AUTHZ_TOKEN",
    "JUDGE0_CALLBACK_NETWORKS",
    "JUDGE0_CALLBACK_SECRET",
];

/// Reads the configuration of this process.
///
/// # Errors
/// A value that is malformed, or a name in the file that does not exist: the message names it.
pub(crate) fn load() -> anyhow::Result<Config> {
    let file = match fs::read_to_string("codequest.toml") {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).context("cannot read codequest.toml"),
    };
    let environment = NAMES.iter().filter_map(|name| Some(((*name).to_owned(), env::var(name).ok()?))).collect();
    from_sources(&file, environment)
}

fn from_sources(file: &str, environment: BTreeMap<String, String>) -> anyhow::Result<Config> {
    let mut values = BTreeMap::new();
    for (name, value) in file.parse::<toml::Table>().context("codequest.toml")? {
        let known = NAMES.iter().find(|known| known.eq_ignore_ascii_case(&name));
        let Some(known) = known else { bail!("codequest.toml: there is no setting `{name}`") };
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Array(items) => {
                items.iter().map(|item| item.as_str().unwrap_or_default()).collect::<Vec<_>>().join(",")
            }
            other => other.to_string(),
        };
        values.insert((*known).to_owned(), text);
    }
    // An empty variable is one that is not set: compose files write them so.
    values.extend(environment.into_iter().filter(|(_, value)| !value.trim().is_empty()));
    build(&Values(values))
}

struct Values(BTreeMap<String, String>);

impl Values {
    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    /// Tokens with spaces or commas between them; short ones could be guessed.
    fn tokens(&self, name: &str) -> anyhow::Result<Vec<String>> {
        let text = self.text(name).unwrap_or_default();
        let tokens = text.split([' ', ',']).filter(|token| !token.is_empty());
        tokens
            .map(|token| match token.len() {
                16.. => Ok(token.to_owned()),
                _ => bail!("invalid {name}: a token is shorter than 16 characters"),
            })
            .collect()
    }

    fn parsed<T: FromStr>(&self, name: &str, otherwise: T, what: &str) -> anyhow::Result<T> {
        match self.0.get(name) {
            None => Ok(otherwise),
            Some(text) => text.trim().parse().ok().with_context(|| format!("invalid {name}: `{text}` is not {what}")),
        }
    }

    fn switch(&self, name: &str, otherwise: bool) -> anyhow::Result<bool> {
        match self.0.get(name).map(|text| text.trim().to_ascii_lowercase()).as_deref() {
            None => Ok(otherwise),
            Some("1" | "true" | "yes" | "on") => Ok(true),
            Some("0" | "false" | "no" | "off") => Ok(false),
            Some(text) => bail!("invalid {name}: `{text}` is neither true nor false"),
        }
    }
}

fn build(values: &Values) -> anyhow::Result<Config> {
    let defaults = Config::default();
    let trusted_proxies = values
        .text("TRUSTED_PROXIES")
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| text.parse().with_context(|| format!("invalid TRUSTED_PROXIES: `{text}` is not an address")))
        .collect::<anyhow::Result<Vec<IpAddr>>>()?;
    let callback_networks = values
        .text("JUDGE0_CALLBACK_NETWORKS")
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| text.parse().map_err(|error: String| anyhow::anyhow!("invalid JUDGE0_CALLBACK_NETWORKS: {error}")))
        .collect::<anyhow::Result<_>>()?;
    let executions = platform::config::Executions {
        entry_tokens: values.tokens("JUDGE0_AUTHN_TOKEN")?,
        management_tokens: values.tokens("JUDGE0_AUTHZ_TOKEN")?,
        callback_networks,
        callback_secret: values.text("JUDGE0_CALLBACK_SECRET"),
    };
    Ok(Config {
        data_dir: values.text("CODEQUEST_DATA").map_or(defaults.data_dir, PathBuf::from),
        dev: values.switch("CODEQUEST_DEV", defaults.dev)?,
        content_dir: values.text("CODEQUEST_CONTENT").map(PathBuf::from),
        host: values.parsed("HOST", defaults.host, "an address")?,
        port: values.parsed("PORT", defaults.port, "a port number")?,
        public_url: values.text("PUBLIC_URL"),
        frontend_url: values.text("FRONTEND_URL").unwrap_or(defaults.frontend_url),
        database_url: values.text("DATABASE_URL"),
        jwt_secret: values.text("JWT_SECRET"),
        encryption_key: values.text("ENCRYPTION_KEY"),
        supabase_jwt_secret: values.text("SUPABASE_JWT_SECRET"),
        rate_limits: values.switch("ENABLE_RATE_LIMITING", defaults.rate_limits)?,
        login_failures_per_ip: values.parsed("LOGIN_FAILURES_PER_IP", defaults.login_failures_per_ip, "a number")?,
        trusted_proxies,
        smtp_url: values.text("SMTP_URL"),
        mail_from: values.text("MAIL_FROM").unwrap_or(defaults.mail_from),
        password_cost: defaults.password_cost,
        judge_slots: match values.text("JUDGE_SLOTS") {
            Some(_) => Some(values.parsed("JUDGE_SLOTS", 0, "a number")?),
            None => defaults.judge_slots,
        },
        compiled_mb: values.parsed("COMPILED_MB", defaults.compiled_mb, "a number of MiB")?,
        judge0_url: values.text("JUDGE0_API_URL"),
        judge0_key: values.text("JUDGE0_API_KEY"),
        executions,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn several_tokens_and_networks_can_be_named() {
        let pairs = [
            ("JUDGE0_AUTHN_TOKEN", "a-token-that-is-long another-one-that-is-long"),
            ("JUDGE0_CALLBACK_NETWORKS", "10.0.0.0/8, fd00::/8"),
        ];
        let executions = from_sources("", environment(&pairs)).unwrap().executions;
        assert_eq!(executions.entry_tokens, ["a-token-that-is-long", "another-one-that-is-long"]);
        assert!(executions.management_tokens.is_empty());
        assert!(executions.callback_networks[1].contains("fd00::1".parse().unwrap()));
    }

    fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let config =
            from_sources("port = 9000\nfrontend_url = \"https://a.example\"", environment(&[("PORT", "9001")]));
        let config = config.unwrap();
        assert_eq!((config.port, config.frontend_url.as_str()), (9001, "https://a.example"));
    }

    #[test]
    fn malformed_values_stop_the_start_and_unset_ones_do_not() {
        assert!(from_sources("", environment(&[])).is_ok());
        let error = from_sources("", environment(&[("PORT", "eighty")])).err().unwrap();
        assert!(error.to_string().contains("invalid PORT"), "{error}");
        assert!(from_sources("prot = 1", environment(&[])).is_err());
        for (name, value) in [("JUDGE0_AUTHN_TOKEN", "short"), ("JUDGE0_CALLBACK_NETWORKS", "10.0.0.0/99")] {
            let error = from_sources("", environment(&[(name, value)])).err().unwrap();
            assert!(error.to_string().contains(&format!("invalid {name}")), "{error}");
        }
    }

    #[test]
    fn no_slots_are_not_the_same_as_no_setting() {
        let slots = |pairs| from_sources("", environment(pairs)).unwrap().judge_slots;
        assert_eq!(slots(&[]), None);
        assert_eq!(slots(&[("JUDGE_SLOTS", "0")]), Some(0));
        let error = from_sources("", environment(&[("JUDGE_SLOTS", "two")])).err().unwrap();
        assert!(error.to_string().contains("invalid JUDGE_SLOTS"), "{error}");
    }
}
