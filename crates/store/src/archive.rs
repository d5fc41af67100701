//! Whole tables out of one database and into another, of either kind.
//!
//! Values are written by the type that the schema declares: the two databases agree on these names, so that what one
//! gave the other takes. Everything is read in one snapshot while the server goes on.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{Conn, Dialect, Error, Result, Value, value::args};

/// All tables, each after those that it refers to. A test compares the list with the schema.
pub const TABLES: &[&str] = &[
    "counters",
    "users",
    "refresh_tokens",
    "revoked_tokens",
    "link_tokens",
    "mails",
    "topics",
    "problems",
    "problem_versions",
    "problem_tests",
    "problem_topics",
    "problem_tags",
    "content_imports",
    "pathways",
    "modules",
    "module_problems",
    "worker_tokens",
    "workers",
    "jobs",
    "submissions",
    "submission_tests",
    "runs",
    "executions",
    "drafts",
    "user_problems",
    "xp_ledger",
    "user_daily_activity",
];

/// Rows read at once.
const CHUNK: i64 = 2000;

/// A column and the type that the schema declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, such as `UUID` or `TIMESTAMPTZ`.
    pub kind: Type,
}

/// The types that the schema uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// `UUID`
    Uuid,
    /// `TEXT`
    Text,
    /// `BIGINT`
    Int,
    /// `BOOLEAN`
    Bool,
    /// `DOUBLE PRECISION`
    Float,
    /// `BYTEA`
    Bytes,
    /// `TIMESTAMPTZ`
    Time,
    /// `DATE`
    Date,
    /// `JSONB`
    Json,
}

/// A row as texts in the order of the columns; `None` is NULL. UUIDs and bytes are hex, times RFC 3339.
pub type Texts = Vec<Option<String>>;

impl Type {
    // Both databases' own words.
    fn named(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "uuid" => Type::Uuid,
            "text" => Type::Text,
            "bigint" => Type::Int,
            "boolean" => Type::Bool,
            "double precision" => Type::Float,
            "bytea" => Type::Bytes,
            "timestamptz" | "timestamp with time zone" => Type::Time,
            "date" => Type::Date,
            "jsonb" => Type::Json,
            _ => return None,
        })
    }

    /// An expression that gives a column as text.
    fn as_text(self, dialect: Dialect, column: &str) -> String {
        match (self, dialect) {
            (Type::Uuid | Type::Bytes, Dialect::Sqlite) => {
                format!("CASE WHEN {column} IS NULL THEN NULL ELSE lower(hex({column})) END")
            }
            (Type::Bytes, Dialect::Postgres) => format!("encode({column}, 'hex')"),
            (Type::Bool, _) => {
                format!("CASE WHEN {column} IS NULL THEN NULL WHEN {column} THEN 'true' ELSE 'false' END")
            }
            (Type::Time, Dialect::Postgres) => {
                format!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
            }
            _ => format!("CAST({column} AS TEXT)"),
        }
    }

    fn value(self, text: Option<String>) -> Result<Value> {
        let Some(text) = text else {
            return Ok(match self {
                Type::Uuid => Value::Uuid(None),
                Type::Text => Value::Text(None),
                Type::Int => Value::Int(None),
                Type::Bool => Value::Bool(None),
                Type::Float => Value::Float(None),
                Type::Bytes => Value::Bytes(None),
                Type::Time => Value::Time(None),
                Type::Date => Value::Date(None),
                Type::Json => Value::Json(None),
            });
        };
        let wrong = || Error::Archive(format!("`{text}` is not a value of type {self:?}"));
        Ok(match self {
            Type::Uuid => Value::from(Uuid::parse_str(&text).map_err(|_| wrong())?),
            Type::Int => Value::from(text.parse::<i64>().map_err(|_| wrong())?),
            Type::Bool => Value::from(text == "true"),
            Type::Float => Value::from(text.parse::<f64>().map_err(|_| wrong())?),
            Type::Bytes => Value::from(unhex(&text).ok_or_else(wrong)?),
            Type::Time => {
                let time = DateTime::parse_from_rfc3339(&text).map_err(|_| wrong())?;
                Value::from(time.with_timezone(&Utc))
            }
            Type::Date => Value::from(text.parse::<NaiveDate>().map_err(|_| wrong())?),
            Type::Json => Value::from(serde_json::from_str::<serde_json::Value>(&text).map_err(|_| wrong())?),
            Type::Text => Value::from(text),
        })
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

/// The columns of a table in order.
///
/// # Errors
/// Database errors; [`Error::Archive`] for a type that no archive holds.
pub async fn columns(conn: &mut Conn, table: &'static str) -> Result<Vec<Column>> {
    let sql = conn.dialect().pick(
        "SELECT name, type FROM pragma_table_info($1) ORDER BY cid",
        "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
    );
    let rows: Vec<(String, String)> = conn.all(sql, args![table]).await?;
    rows.into_iter()
        .map(|(name, word)| match Type::named(&word) {
            Some(kind) => Ok(Column { name, kind }),
            None => Err(Error::Archive(format!("{table}.{name} has the type {word}, which no archive holds"))),
        })
        .collect()
}

/// The rows of a table from `offset` on, a chunk at a time; an empty answer is the end. Read it in a snapshot.
///
/// # Errors
/// Database errors.
pub async fn rows(conn: &mut Conn, table: &'static str, columns: &[Column], offset: i64) -> Result<Vec<Texts>> {
    let dialect = conn.dialect();
    let list: Vec<_> = columns.iter().map(|column| column.kind.as_text(dialect, &column.name)).collect();
    // A topic comes after the one above it.
    let depth = "(WITH RECURSIVE up (parent, depth) AS (\
           SELECT t.parent_topic_id, 0 FROM topics t WHERE t.id = topics.id \
           UNION ALL SELECT p.parent_topic_id, up.depth + 1 FROM topics p JOIN up ON p.id = up.parent) \
         SELECT MAX(depth) FROM up), ";
    let first = if table == "topics" { depth } else { "" };
    let keys: Vec<_> = columns.iter().take(2).map(|column| column.name.as_str()).collect();
    let sql =
        format!("SELECT {} FROM {table} ORDER BY {first}{} LIMIT {CHUNK} OFFSET $1", list.join(", "), keys.join(", "));
    conn.texts(sql, args![offset]).await
}

/// True when nobody has used the database yet.
///
/// # Errors
/// Database errors.
pub async fn is_empty(conn: &mut Conn) -> Result<bool> {
    let sql = "SELECT CAST((SELECT COUNT(*) FROM users) + (SELECT COUNT(*) FROM problems) AS BIGINT)";
    Ok(conn.integer(sql, args![]).await? == 0)
}

/// Empties what the migrations fill, before the rows of an archive are put in.
///
/// # Errors
/// Database errors.
pub async fn begin_restore(tx: &mut Conn) -> Result<()> {
    tx.execute("DELETE FROM counters", args![]).await.map(drop)
}

/// Puts one row of an archive into a table.
///
/// # Errors
/// Database errors; [`Error::Archive`] for a value that does not fit its column.
pub async fn insert(tx: &mut Conn, table: &'static str, columns: &[Column], row: Texts) -> Result<()> {
    if row.len() != columns.len() {
        return Err(Error::Archive(format!("a row of {table} has {} values, not {}", row.len(), columns.len())));
    }
    let values = columns.iter().zip(row).map(|(column, text)| column.kind.value(text)).collect::<Result<Vec<_>>>()?;
    let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
    let places: Vec<_> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
    tx.execute(sql, values).await.map(drop)
}
