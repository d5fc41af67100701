//! What was imported at the last start.

use chrono::{DateTime, Utc};

use crate::{Conn, Result, value::args};

/// The digest recorded under a name.
///
/// # Errors
/// Database errors.
pub async fn imported(conn: &mut Conn, name: &str) -> Result<Option<String>> {
    let row: Option<(String,)> =
        conn.optional("SELECT digest FROM content_imports WHERE name = $1", args![name]).await?;
    Ok(row.map(|(digest,)| digest))
}

/// Records a digest under a name.
///
/// # Errors
/// Database errors.
pub async fn record(tx: &mut Conn, name: &str, digest: &str, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "INSERT INTO content_imports (name, digest, imported_at) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO UPDATE SET digest = EXCLUDED.digest, imported_at = EXCLUDED.imported_at",
        args![name, digest, now],
    )
    .await?;
    Ok(())
}
