//! The files of a zip archive, read with every bound that a hostile one calls for.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// Most files of an archive.
const MAX_FILES: usize = 1000;
/// Longest path within it, in bytes.
const MAX_NAME: usize = 255;

/// One file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveFile {
    /// Path below the archive's root, with `/` between its parts.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Reads the files of a zip archive, `max_bytes` of content at most. What sizes the archive claims does not matter.
///
/// # Errors
/// A sentence that names the file and what is wrong: no archive, a path that leaves its root or is too long, a link, a
/// file twice, too many files or too much in them.
pub fn unpack(archive: &[u8], max_bytes: u64) -> Result<Vec<ArchiveFile>, String> {
    let mut zip = ZipArchive::new(Cursor::new(archive)).map_err(|error| format!("is not a zip archive: {error}"))?;
    if zip.len() > MAX_FILES {
        return Err(format!("holds {} files, more than {MAX_FILES}", zip.len()));
    }
    let mut files: Vec<ArchiveFile> = Vec::new();
    let mut left = max_bytes;
    for index in 0..zip.len() {
        let damaged = |error: zip::result::ZipError| format!("its entry {} is damaged: {error}", index + 1);
        let mut entry = zip.by_index(index).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.into_owned();
        if entry.is_dir() {
            continue;
        }
        if entry.is_symlink() {
            return Err(format!("`{name}` is a link; put the file itself into the archive"));
        }
        check_name(&name)?;
        if files.iter().any(|file| file.name == name) {
            return Err(format!("`{name}` is in it twice"));
        }
        let mut content = Vec::new();
        // One byte more than is allowed, to notice.
        let read = (&mut entry).take(left.saturating_add(1)).read_to_end(&mut content);
        read.map_err(|error| format!("`{name}` is damaged: {error}"))?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or_else(|| format!("its files are larger than {} KiB together", max_bytes / 1024))?;
        files.push(ArchiveFile { name, content });
    }
    if let Some(inside) = files.iter().find(|file| is_folder_of_another(&file.name, &files)) {
        return Err(format!("`{}` is a file and a folder", inside.name));
    }
    Ok(files)
}

fn check_name(name: &str) -> Result<(), String> {
    let good = |part: &str| !part.is_empty() && part != "." && part != "..";
    if name.len() > MAX_NAME || name.contains(['\0', '\\']) || !name.split('/').all(good) {
        return Err(format!("`{name}` is not a path below the archive's root of at most {MAX_NAME} bytes"));
    }
    Ok(())
}

fn is_folder_of_another(name: &str, files: &[ArchiveFile]) -> bool {
    files.iter().any(|file| file.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn files_come_out_as_they_went_in() {
        let files = unpack(&zip(&[("a.txt", b"one"), ("lib/b.bin", b"\xff\0")]), 1024).unwrap();
        let found: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.content.as_slice())).collect();
        assert_eq!(found, [("a.txt", &b"one"[..]), ("lib/b.bin", &b"\xff\0"[..])]);
    }

    #[test]
    fn a_bomb_is_refused_at_the_limit_whatever_it_claims() {
        let bomb = zip(&[("zeros", &vec![0; 8 << 20])]);
        assert!(bomb.len() < 64 << 10, "it is a bomb only when it is small");
        assert!(unpack(&bomb, 1 << 20).unwrap_err().contains("larger than 1024 KiB"));
        assert_eq!(unpack(&bomb, 8 << 20).unwrap()[0].content.len(), 8 << 20);
        let two = zip(&[("a", &[0; 600]), ("b", &[0; 600])]);
        assert!(unpack(&two, 1000).is_err());
    }

    #[test]
    fn paths_that_climb_out_and_things_that_are_no_archive_are_named() {
        for name in ["../up", "a/../../up", "/etc/passwd", "a//b", "a/./b", "a\\..\\b"] {
            let error = unpack(&zip(&[(name, b"x")]), 1024).unwrap_err();
            assert!(error.contains("not a path below") && error.contains(name), "{error}");
        }
        assert!(unpack(b"no zip at all", 1024).unwrap_err().starts_with("is not a zip archive"));
        assert!(unpack(b"", 1024).is_err());
        assert!(unpack(&zip(&[("a", b"x"), ("a/b", b"x")]), 1024).unwrap_err().contains("a file and a folder"));
    }

    #[test]
    fn links_and_crowds_are_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_symlink("link", "/etc/passwd", SimpleFileOptions::default()).unwrap();
        let link = writer.finish().unwrap().into_inner();
        assert!(unpack(&link, 1024).unwrap_err().contains("is a link"));
        let names: Vec<String> = (0..=MAX_FILES).map(|index| index.to_string()).collect();
        let crowd: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(unpack(&zip(&crowd), 1024).unwrap_err().contains("1001 files"));
    }
}
