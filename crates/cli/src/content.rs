//! The content that a server brings along: inside the binary, or in the folder that `CODEQUEST_CONTENT` names.

use std::io::Read;

use anyhow::Context;
use flate2::read::GzDecoder;
use judge::Files;
use platform::{Config, content::Source};
use sha2::{Digest, Sha256};

/// Made by the build script from the folder `content/`.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/content.tar.gz"));

type Load = Box<dyn FnOnce() -> anyhow::Result<Files> + Send>;

/// What is imported at the start.
///
/// # Errors
/// When the configured folder cannot be read.
pub(crate) fn source(config: &Config) -> anyhow::Result<Source<Load>> {
    let Some(folder) = &config.content_dir else {
        return Ok(Source { digest: hex(&Sha256::digest(EMBEDDED)), load: Box::new(embedded) });
    };
    let files =
        Files::read_dir(folder).with_context(|| format!("cannot read CODEQUEST_CONTENT {}", folder.display()))?;
    let mut digest = Sha256::new();
    for (path, bytes) in files.iter() {
        digest.update(format!("{path}\0{}\0", bytes.len()));
        digest.update(bytes);
    }
    Ok(Source { digest: hex(&digest.finalize()), load: Box::new(|| Ok(files)) })
}

/// The files inside the binary.
fn embedded() -> anyhow::Result<Files> {
    let mut archive = tar::Archive::new(GzDecoder::new(EMBEDDED));
    let mut files = Vec::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        files.push((path, bytes));
    }
    Ok(files.into_iter().collect())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use judge::Severity;

    use super::*;

    #[test]
    fn the_binary_carries_content_without_errors() {
        let content = judge::load_content(&embedded().unwrap());
        let errors: Vec<_> =
            content.complaints.iter().filter(|complaint| complaint.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert!(content.packages.iter().any(|package| package.slug == "hello-sum"));
        assert!(content.pathways.iter().any(|pathway| pathway.title == "Practice"));
        assert!(!content.topics.is_empty());
    }
}
