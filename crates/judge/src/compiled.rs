//! A compiled program, and the bytes as which it is kept.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::CompileReport;

/// What decides what a program becomes when it is compiled, as SHA-256.
pub(crate) type Key = [u8; 32];

/// The first bytes of a kept program. Another layout gets another number, and what has the old one is compiled again.
const MAGIC: &[u8; 8] = b"cqprog1\n";
/// Longest description of a kept program in bytes: names and messages.
const MAX_HEAD: usize = 4 << 20;

/// A program that is ready to run, or the reason why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Compiled {
    /// What the tests' sandbox gets; `None` when the source does not compile.
    pub(crate) files: Option<Vec<File>>,
    /// What to report, with `cached` unset.
    pub(crate) report: CompileReport,
}

/// One file of a compiled program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
    pub(crate) executable: bool,
}

/// Everything but the content of the files.
#[derive(Serialize, Deserialize)]
struct Head {
    key: Key,
    report: CompileReport,
    files: Option<Vec<FileHead>>,
}

#[derive(Serialize, Deserialize)]
struct FileHead {
    name: String,
    bytes: usize,
    executable: bool,
}

impl Compiled {
    /// Memory that it takes, in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        let files: usize = self.files.iter().flatten().map(|file| file.content.len() + file.name.len()).sum();
        (files + self.report.output.len() + 1024) as u64
    }

    /// The bytes to keep: a mark, the SHA-256 of the rest, the length of the description, the description, the files.
    pub(crate) fn encode(&self, key: &Key) -> serde_json::Result<Vec<u8>> {
        let describe =
            |file: &File| FileHead { name: file.name.clone(), bytes: file.content.len(), executable: file.executable };
        let files = self.files.as_ref().map(|files| files.iter().map(describe).collect());
        let head = serde_json::to_vec(&Head { key: *key, report: self.report.clone(), files })?;
        let contents = self.files.iter().flatten().map(|file| file.content.len()).sum::<usize>();
        let mut out = Vec::with_capacity(MAGIC.len() + 32 + 4 + head.len() + contents);
        out.extend(MAGIC);
        out.extend([0; 32]);
        out.extend((head.len() as u32).to_le_bytes());
        out.extend(head);
        for file in self.files.iter().flatten() {
            out.extend(&file.content);
        }
        let digest = Sha256::digest(&out[MAGIC.len() + 32..]);
        out[MAGIC.len()..MAGIC.len() + 32].copy_from_slice(&digest);
        Ok(out)
    }

    /// Reads what [`Compiled::encode`] wrote for this key; `None` when a single byte is another one.
    pub(crate) fn decode(key: &Key, bytes: &[u8]) -> Option<Self> {
        let (digest, body) = bytes.strip_prefix(MAGIC)?.split_at_checked(32)?;
        if Sha256::digest(body).as_slice() != digest {
            return None;
        }
        let (length, rest) = body.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        if length > MAX_HEAD {
            return None;
        }
        let (head, mut contents) = rest.split_at_checked(length)?;
        let head: Head = serde_json::from_slice(head).ok()?;
        if head.key != *key {
            return None;
        }
        let files = match head.files {
            None => None,
            Some(described) => {
                let mut files = Vec::with_capacity(described.len());
                for file in described {
                    let (content, left) = contents.split_at_checked(file.bytes)?;
                    contents = left;
                    files.push(File { name: file.name, content: content.to_vec(), executable: file.executable });
                }
                Some(files)
            }
        };
        Some(Self { files, report: head.report })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn compiled() -> Compiled {
        let file =
            |name: &str, content: &[u8], executable| File { name: name.into(), content: content.into(), executable };
        let report = CompileReport { output: "a warning\n".to_owned(), diagnostics: Vec::new(), cached: false };
        Compiled { files: Some(vec![file("main", b"\x7fELF", true), file("empty", b"", false)]), report }
    }

    #[test]
    fn what_is_kept_comes_back_as_it_was() {
        let refused = Compiled { files: None, ..compiled() };
        for compiled in [compiled(), refused] {
            let bytes = compiled.encode(&[7; 32]).unwrap();
            assert_eq!(Compiled::decode(&[7; 32], &bytes), Some(compiled));
        }
    }

    #[test]
    fn not_a_single_byte_can_be_another_one() {
        let bytes = compiled().encode(&[7; 32]).unwrap();
        assert_eq!(Compiled::decode(&[8; 32], &bytes), None, "it belongs to another program");
        assert_eq!(Compiled::decode(&[7; 32], &bytes[..bytes.len() - 1]), None);
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Compiled::decode(&[7; 32], &damaged), None, "byte {at}");
        }
    }
}
