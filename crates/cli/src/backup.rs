//! `codequest backup FILE` and `codequest restore FILE`.
//!
//! A backup is a gzipped tar: `manifest.json`, one `tables/NAME.jsonl` per table (the columns in the first line, then a
//! row a line), and the keys of the data directory. It is made in one snapshot while the server goes on, and can be
//! restored into either kind of database.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, bail, ensure};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use platform::Config;
use serde::{Deserialize, Serialize};
use store::archive::{self, Texts};
use tempfile::NamedTempFile;

use crate::serve::open_store;

/// The form of the archive.
const FORMAT: u32 = 1;
/// What the data directory holds besides the database; absent when it is configured.
const KEYS: [&str; 2] = ["jwt_secret", "encryption_key"];

#[derive(Serialize, Deserialize)]
struct Manifest {
    format: u32,
    version: String,
    created_at: chrono::DateTime<chrono::Utc>,
    tables: Vec<TableCount>,
}

#[derive(Serialize, Deserialize)]
struct TableCount {
    name: String,
    rows: u64,
}

/// Writes a backup; the server may run.
///
/// # Errors
/// When the database cannot be read or the file cannot be written; an existing file is never overwritten.
pub(crate) async fn backup(config: &Config, target: &Path) -> anyhow::Result<()> {
    ensure!(!target.exists(), "{} exists already; choose another name", target.display());
    let folder = target.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let store = open_store(config).await?;
    let mut conn = store.snapshot().await?;
    // Whole or not at all: written under another name and renamed when it is on the disk.
    let mut unfinished =
        NamedTempFile::new_in(folder).with_context(|| format!("cannot write in {}", folder.display()))?;
    let mut tar = tar::Builder::new(GzEncoder::new(BufWriter::new(unfinished.as_file_mut()), Compression::default()));
    let mut counts = Vec::new();
    for table in archive::TABLES {
        let columns = archive::columns(&mut conn, table).await?;
        let mut lines = BufWriter::new(NamedTempFile::new_in(folder)?);
        let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
        writeln!(lines, "{}", serde_json::to_string(&names)?)?;
        let mut rows = 0;
        loop {
            let chunk = archive::rows(&mut conn, table, &columns, rows).await?;
            if chunk.is_empty() {
                break;
            }
            rows += i64::try_from(chunk.len())?;
            for row in chunk {
                writeln!(lines, "{}", serde_json::to_string(&row)?)?;
            }
        }
        let lines = lines.into_inner().map_err(|error| error.into_error())?;
        tar.append_path_with_name(lines.path(), format!("tables/{table}.jsonl"))?;
        counts.push(TableCount { name: (*table).to_owned(), rows: u64::try_from(rows)? });
    }
    for key in KEYS {
        let path = config.data_dir.join(key);
        if path.exists() {
            tar.append_path_with_name(&path, format!("keys/{key}"))?;
        }
    }
    let total: u64 = counts.iter().map(|table| table.rows).sum();
    let manifest = Manifest {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").into(),
        created_at: chrono::Utc::now(),
        tables: counts,
    };
    append(&mut tar, "manifest.json", &serde_json::to_vec_pretty(&manifest)?)?;
    tar.into_inner()?.finish()?.flush()?;
    unfinished.as_file().sync_all()?;
    unfinished.persist_noclobber(target).with_context(|| format!("cannot write {}", target.display()))?;
    println!("{total} rows of {} tables written to {}", archive::TABLES.len(), target.display());
    println!("It holds the keys of the installation and what people wrote: keep it as safe as the server itself.");
    Ok(())
}

fn append<W: Write>(tar: &mut tar::Builder<W>, name: &str, content: &[u8]) -> anyhow::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, name, content)?;
    Ok(())
}

/// Puts a backup into an empty database, all of it or nothing.
///
/// # Errors
/// When the archive is damaged or of another form, or the database or the data directory is in use already.
pub(crate) async fn restore(config: &Config, source: &Path) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = File::open(source).with_context(|| format!("cannot read {}", source.display()))?;
    unpack(file, folder.path()).with_context(|| format!("{} is not a sound backup", source.display()))?;
    let manifest = fs::read(folder.path().join("manifest.json")).context("the backup has no manifest")?;
    let manifest: Manifest = serde_json::from_slice(&manifest).context("the backup's manifest is damaged")?;
    ensure!(manifest.format == FORMAT, "the backup has form {}, this program reads form {FORMAT}", manifest.format);
    for key in KEYS {
        let (saved, target) = (folder.path().join("keys").join(key), config.data_dir.join(key));
        if saved.exists() && target.exists() && fs::read(&saved)? != fs::read(&target)? {
            bail!("{} holds another key; restore into a new data directory (CODEQUEST_DATA)", target.display());
        }
    }
    let store = open_store(config).await?;
    ensure!(
        archive::is_empty(&mut store.read().await?).await?,
        "the database is in use already; restore into a new one (CODEQUEST_DATA or DATABASE_URL), nothing was changed"
    );
    let tables = folder.path().join("tables");
    let counts = manifest.tables;
    let total: u64 = store
        .write(move |tx| {
            Box::pin(async move {
                archive::begin_restore(tx).await?;
                let mut total = 0;
                for table in archive::TABLES {
                    let expected = counts.iter().find(|count| count.name == *table).map_or(0, |count| count.rows);
                    let rows = restore_table(tx, table, &tables).await?;
                    if rows != expected {
                        let text = format!("{table}: the backup has {rows} rows, its manifest says {expected}");
                        return Err(store::Error::Archive(text));
                    }
                    total += rows;
                }
                Ok(total)
            })
        })
        .await?;
    for key in KEYS {
        let saved = folder.path().join("keys").join(key);
        if saved.exists() {
            let mut options = fs::OpenOptions::new();
            let mut file =
                options.write(true).create(true).truncate(true).mode(0o600).open(config.data_dir.join(key))?;
            file.write_all(&fs::read(saved)?)?;
            file.sync_all()?;
        }
    }
    store.close().await;
    println!("{total} rows restored from {}", source.display());
    Ok(())
}

async fn restore_table(tx: &mut store::Conn, table: &'static str, folder: &Path) -> Result<u64, store::Error> {
    let damaged = |why: String| store::Error::Archive(format!("{table}: {why}"));
    let columns = archive::columns(tx, table).await?;
    let Ok(file) = File::open(folder.join(format!("{table}.jsonl"))) else {
        // A table that is younger than the backup.
        return Ok(0);
    };
    let mut lines = BufReader::new(file).lines();
    let head = lines.next().ok_or_else(|| damaged("empty".into()))?.map_err(|error| damaged(error.to_string()))?;
    let names: Vec<String> = serde_json::from_str(&head).map_err(|error| damaged(error.to_string()))?;
    let columns = names
        .iter()
        .map(|name| columns.iter().find(|column| column.name == *name).cloned())
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| damaged("the backup has a column that this version does not know".into()))?;
    let mut rows = 0;
    for line in lines {
        let line = line.map_err(|error| damaged(error.to_string()))?;
        let row: Texts = serde_json::from_str(&line).map_err(|error| damaged(error.to_string()))?;
        archive::insert(tx, table, &columns, row).await?;
        rows += 1;
    }
    Ok(rows)
}

/// Unpacks only the names that a backup has, as plain files: nothing climbs out of the folder.
fn unpack(file: impl Read, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir(folder.join("tables"))?;
    fs::create_dir(folder.join("keys"))?;
    let mut tar = tar::Archive::new(GzDecoder::new(file));
    for entry in tar.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        let known = name == "manifest.json"
            || KEYS.iter().any(|key| name == format!("keys/{key}"))
            || archive::TABLES.iter().any(|table| name == format!("tables/{table}.jsonl"));
        ensure!(known && entry.header().entry_type().is_file(), "`{name}` is no part of a backup");
        let mut target = File::create_new(folder.join(&name))?;
        std::io::copy(&mut entry, &mut target)?;
    }
    Ok(())
}
