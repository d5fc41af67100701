//! Parameters of a query, independent of the database.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Arguments, Postgres, Sqlite, postgres::PgArguments, sqlite::SqliteArguments};
use uuid::Uuid;

/// One parameter. The type is kept for NULL too, because PostgreSQL wants to know it.
#[derive(Debug, Clone)]
pub enum Value {
    /// `UUID`
    Uuid(Option<Uuid>),
    /// `TEXT`
    Text(Option<String>),
    /// `BIGINT`
    Int(Option<i64>),
    /// `BOOLEAN`
    Bool(Option<bool>),
    /// `DOUBLE PRECISION`
    Float(Option<f64>),
    /// `BYTEA`
    Bytes(Option<Vec<u8>>),
    /// `TIMESTAMPTZ`
    Time(Option<DateTime<Utc>>),
    /// `DATE`
    Date(Option<NaiveDate>),
    /// `JSONB`; an object or array, never a bare number (SQLite would store it as one)
    Json(Option<serde_json::Value>),
}

macro_rules! from {
    ($($variant:ident($type:ty)),* $(,)?) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self { Value::$variant(Some(value)) }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self { Value::$variant(value) }
        }
    )*};
}

from!(
    Uuid(Uuid),
    Text(String),
    Int(i64),
    Bool(bool),
    Float(f64),
    Bytes(Vec<u8>),
    Time(DateTime<Utc>),
    Date(NaiveDate),
    Json(serde_json::Value)
);

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(Some(value.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Value::Text(value.map(str::to_owned))
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Value::Text(Some(value.clone()))
    }
}

/// `args![a, b]`: the parameters of a query in order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}
pub(crate) use args;

macro_rules! arguments {
    ($name:ident, $database:ty, $arguments:ty) => {
        pub(crate) fn $name(values: Vec<Value>) -> Result<$arguments, sqlx::Error> {
            let mut arguments = <$arguments>::default();
            for value in values {
                let added = match value {
                    Value::Uuid(v) => arguments.add(v),
                    Value::Text(v) => arguments.add(v),
                    Value::Int(v) => arguments.add(v),
                    Value::Bool(v) => arguments.add(v),
                    Value::Float(v) => arguments.add(v),
                    Value::Bytes(v) => arguments.add(v),
                    Value::Time(v) => arguments.add(v),
                    Value::Date(v) => arguments.add(v),
                    Value::Json(v) => arguments.add(v.map(sqlx::types::Json)),
                };
                added.map_err(sqlx::Error::Encode)?;
            }
            let _: std::marker::PhantomData<$database> = std::marker::PhantomData;
            Ok(arguments)
        }
    };
}

arguments!(sqlite, Sqlite, SqliteArguments);
arguments!(postgres, Postgres, PgArguments);
