//! Collects faults, and reads maps of YAML so that each fault has its line.

use super::Complaint;
use super::yaml::{Entry, Node, Value};
use crate::Severity;

/// The complaints about one package or file set, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    pub(super) list: Vec<Complaint>,
}

impl Complaints {
    pub(super) fn error(&mut self, file: &str, line: impl Into<Option<u32>>, message: impl Into<String>) {
        self.add(file, line.into(), Severity::Error, message.into());
    }

    pub(super) fn warning(&mut self, file: &str, line: impl Into<Option<u32>>, message: impl Into<String>) {
        self.add(file, line.into(), Severity::Warning, message.into());
    }

    fn add(&mut self, file: &str, line: Option<u32>, severity: Severity, message: String) {
        self.list.push(Complaint { file: file.to_owned(), line, severity, message });
    }

    pub(super) fn has_errors(&self) -> bool {
        self.list.iter().any(|complaint| complaint.severity == Severity::Error)
    }
}

/// Reads the keys of one map, remembers which were read, and complains about the rest.
pub(super) struct MapReader<'a> {
    file: &'a str,
    /// Keys above this map with a dot at the end, for messages; empty at the top.
    prefix: String,
    line: u32,
    entries: &'a [Entry],
    used: Vec<&'static str>,
}

impl<'a> MapReader<'a> {
    /// Takes a node that must be a map.
    pub(super) fn new(file: &'a str, prefix: &str, node: &'a Node, complaints: &mut Complaints) -> Option<Self> {
        let prefix = prefix.to_owned();
        match &node.value {
            Value::Map(entries) => Some(Self { file, prefix, line: node.line, entries, used: Vec::new() }),
            _ => {
                let what = if prefix.is_empty() { "the file" } else { prefix.trim_end_matches('.') };
                complaints.error(file, node.line, format!("`{what}` must be a map of keys, but is {}", node.kind()));
                None
            }
        }
    }

    /// Line at which the map begins.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// The value of a key; one without a value counts as absent.
    pub(super) fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.used.push(key);
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (entry.node.value != Value::Null).then_some(&entry.node)
    }

    /// Text, or a number written as one.
    pub(super) fn text(&mut self, key: &'static str, complaints: &mut Complaints) -> Option<(u32, String)> {
        let node = self.node(key)?;
        let text = text_of(node);
        if text.is_none() {
            self.wrong(key, node, "text", complaints);
        }
        Some((node.line, text?))
    }

    /// A number from a range.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<f64>,
        complaints: &mut Complaints,
    ) -> Option<f64> {
        let node = self.node(key)?;
        match node.value {
            Value::Number(number) if range.contains(&number) => Some(number),
            Value::Number(number) => {
                let message = format!(
                    "`{}{key}` is {number}, but must be between {} and {}",
                    self.prefix,
                    range.start(),
                    range.end()
                );
                complaints.error(self.file, node.line, message);
                None
            }
            _ => {
                self.wrong(key, node, "a number", complaints);
                None
            }
        }
    }

    /// Texts: a list, or a single one.
    pub(super) fn texts(&mut self, key: &'static str, complaints: &mut Complaints) -> Vec<(u32, String)> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let items = match &node.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![node],
        };
        let mut texts = Vec::new();
        for item in items {
            match text_of(item) {
                Some(text) => texts.push((item.line, text)),
                None => self.wrong(key, item, "text", complaints),
            }
        }
        texts
    }

    /// A map below this one.
    pub(super) fn map(&mut self, key: &'static str, complaints: &mut Complaints) -> Option<MapReader<'a>> {
        let node = self.node(key)?;
        MapReader::new(self.file, &format!("{}{key}.", self.prefix), node, complaints)
    }

    /// Complains that a value has the wrong kind.
    pub(super) fn wrong(&self, key: &str, node: &Node, wanted: &str, complaints: &mut Complaints) {
        let message = format!("`{}{key}` must be {wanted}, but is {}", self.prefix, node.kind());
        complaints.error(self.file, node.line, message);
    }

    /// Warns of every key that nobody read. `known` keys belong to the format, but have no effect here.
    pub(super) fn finish(self, known: &[&str], complaints: &mut Complaints) {
        for entry in self.entries.iter().filter(|entry| !self.used.contains(&entry.key.as_str())) {
            let message = if known.contains(&entry.key.as_str()) {
                format!("`{}{}` has no effect here", self.prefix, entry.key)
            } else {
                format!("`{}{}` is not a known key", self.prefix, entry.key)
            };
            complaints.warning(self.file, entry.line, message);
        }
    }
}

/// The words of a text, each with the line.
pub(super) fn words(line: u32, text: &str) -> Vec<(u32, String)> {
    text.split_whitespace().map(|word| (line, word.to_owned())).collect()
}

/// The text of a scalar.
pub(super) fn text_of(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
