//! Packs the folder `content/` into one compressed archive, which the binary carries.

use std::{env, fs, io, path::Path};

use flate2::{Compression, GzBuilder};

fn main() -> io::Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../content");
    let target = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("content.tar.gz");
    // Without a time or name in its head, the same files give the same archive.
    let packed = GzBuilder::new().write(fs::File::create(target)?, Compression::best());
    let mut archive = tar::Builder::new(packed);
    for part in ["problems", "pathways", "topics.yaml"] {
        println!("cargo::rerun-if-changed={}", folder.join(part).display());
        if folder.join(part).exists() {
            append(&mut archive, &folder, part)?;
        }
    }
    archive.into_inner()?.finish()?;
    Ok(())
}

fn append(archive: &mut tar::Builder<impl io::Write>, folder: &Path, path: &str) -> io::Result<()> {
    let full = folder.join(path);
    if full.is_dir() {
        let mut names = Vec::new();
        for entry in fs::read_dir(&full)? {
            names.push(entry?.file_name().into_string().map_err(|_| io::Error::other("a name that is not UTF-8"))?);
        }
        names.sort();
        return names
            .iter()
            .filter(|name| !name.starts_with('.'))
            .try_for_each(|name| append(archive, folder, &format!("{path}/{name}")));
    }
    let bytes = fs::read(&full)?;
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    archive.append_data(&mut header, path, bytes.as_slice())
}
