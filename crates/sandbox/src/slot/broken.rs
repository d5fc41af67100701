//! What a sandbox would do without one of its walls. Only tests have this module: it shows that the walls matter.

use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::workspace::GetError;

/// Reads whatever has this name, wherever a link leads.
pub(super) fn get(name: &str) -> Result<Option<Vec<u8>>, GetError> {
    let failed = |error: io::Error| GetError::Io(error.to_string());
    let path = Path::new("/workspace").join(name);
    if fs::symlink_metadata(&path).is_err() {
        return Ok(None);
    }
    let file = fs::OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path).map_err(failed)?;
    let mut content = Vec::new();
    file.take(64 << 20).read_to_end(&mut content).map_err(failed)?;
    Ok(Some(content))
}

/// Writes to whatever has this name, wherever a link leads.
pub(super) fn put(name: &str, content: &[u8], executable: bool) -> Result<(), String> {
    let path = Path::new("/workspace").join(name);
    let mode = fs::Permissions::from_mode(if executable { 0o755 } else { 0o644 });
    fs::write(&path, content).and_then(|()| fs::set_permissions(&path, mode)).map_err(|error| error.to_string())
}

/// Confines this process by `chroot` alone, and shows the old root inside the new one, which is the present directory.
pub(super) fn root(old: &str) -> Result<(), String> {
    let failed = |error: rustix::io::Errno| format!("chroot: {error}");
    fs::create_dir("host").map_err(|error| error.to_string())?;
    rustix::mount::mount_bind_recursive(old, "host").map_err(failed)?;
    rustix::process::chroot(".").map_err(failed)?;
    rustix::process::chdir("/").map_err(failed)
}
