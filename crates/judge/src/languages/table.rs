//! Reads `languages.toml`.

use serde::Deserialize;
use toml::{Table, Value};

use super::{Found, Language, Spec};
use crate::Error;

#[derive(Deserialize)]
struct Entry {
    key: String,
    api_name: String,
    judge0_id: u32,
    #[serde(default)]
    judge0_also: Vec<u32>,
    name: String,
    extensions: Vec<String>,
    file_name: String,
    install_hint: String,
    #[serde(flatten)]
    spec: Spec,
}

/// The languages of a table, in its order, not yet probed.
pub(super) fn read(text: &str) -> Result<Vec<Language>, Error> {
    let wrong = |message: String| Error::Languages(message);
    let mut table: Table = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
    let Some(Value::Array(given)) = table.remove("language") else {
        return Err(wrong("there is no `[[language]]`".to_owned()));
    };
    let mut entries: Vec<Table> = Vec::new();
    let mut languages = Vec::new();
    for value in given {
        let Value::Table(given) = value else { return Err(wrong("`language` is no list of tables".to_owned())) };
        let entry = with_model(given, &entries).map_err(wrong)?;
        let language: Entry = Value::Table(entry.clone()).try_into().map_err(|error: toml::de::Error| {
            wrong(format!("language {:?}: {error}", entry.get("key").and_then(Value::as_str).unwrap_or_default()))
        })?;
        entries.push(entry);
        languages.push(language.into());
    }
    Ok(languages)
}

/// What no two languages share.
const OWN: [&str; 4] = ["key", "api_name", "judge0_id", "judge0_also"];

/// An entry with everything that it takes from the one that it is `like`.
fn with_model(mut given: Table, earlier: &[Table]) -> Result<Table, String> {
    let Some(like) = given.remove("like") else { return Ok(given) };
    let model = earlier.iter().find(|entry| entry.get("key") == Some(&like));
    let mut entry = model.cloned().ok_or_else(|| format!("like = {like}: no earlier language has this key"))?;
    for key in OWN {
        entry.remove(key);
    }
    for key in given.remove("without").as_ref().and_then(Value::as_array).into_iter().flatten() {
        let removed = key.as_str().and_then(|key| entry.remove(key));
        removed.ok_or_else(|| format!("without = {key}: {like} has no such key"))?;
    }
    merge(&mut entry, given);
    Ok(entry)
}

/// Tables are merged, every other value replaces the one of the model.
fn merge(entry: &mut Table, given: Table) {
    for (key, value) in given {
        match (entry.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            (_, value) => drop(entry.insert(key, value)),
        }
    }
}

impl From<Entry> for Language {
    fn from(entry: Entry) -> Self {
        Language {
            key: entry.key,
            api_name: entry.api_name,
            judge0_id: entry.judge0_id,
            judge0_also: entry.judge0_also,
            name: entry.name,
            version: None,
            available: false,
            install_hint: entry.install_hint,
            file_name: entry.file_name,
            extensions: entry.extensions,
            spec: entry.spec,
            found: Found::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const MODEL: &str = r#"
        [[language]]
        key = "a"
        api_name = "a"
        judge0_id = 1
        judge0_also = [2]
        name = "A"
        extensions = ["a"]
        file_name = "main.a"
        install_hint = "apt-get install a"
        version_command = ["{a}"]
        time_factor = 1.0
        time_extra_ms = 0
        memory_extra_kb = 0
        processes = 1
        out_of_memory = []
        words = {standard = "1", other = "x"}
        find = {a = ["/usr/bin/a"]}
        compile = {command = ["{a}"], time_ms = 1, memory_kb = 1}
        run = {command = ["{a}"]}
    "#;

    #[test]
    fn an_entry_takes_what_it_does_not_say_from_the_one_it_is_like() {
        let given = "key = 'b'\nlike = 'a'\napi_name = 'b'\njudge0_id = 3\nwithout = ['out_of_memory']\nout_of_memory = ['x']\nname = 'B'\nwords.standard = '2'";
        let text = format!("{MODEL}[[language]]\n{given}\n");
        let languages = read(&text).unwrap();
        assert_eq!((languages[1].key.as_str(), languages[1].name.as_str()), ("b", "B"));
        assert_eq!(languages[1].file_name, "main.a");
        assert_eq!((languages[0].judge0_also.as_slice(), languages[1].judge0_also.as_slice()), (&[2][..], &[][..]));
        assert_eq!(languages[1].spec.words["standard"], "2");
        assert_eq!(languages[1].spec.words["other"], "x");
        assert_eq!(languages[0].spec.words["standard"], "1");
    }

    #[test]
    fn an_entry_like_none_before_it_is_refused() {
        let error = read(&format!("[[language]]\nkey = 'b'\nlike = 'a'\n{MODEL}")).unwrap_err().to_string();
        assert!(error.contains("no earlier language"), "{error}");
    }
}
