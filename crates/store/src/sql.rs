//! Between the columns of the store and the types of the domain.

use std::{error::Error, str::FromStr};

use candor_domain::{Boot, Millis, Sha256Hash, Timestamp};
use rusqlite::{Row, types::Type};
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use crate::error::StoreError;

type Read<T> = rusqlite::Result<T>;

/// What is stored doesn't read back.
pub fn unreadable(at: usize, error: impl Into<Box<dyn Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Blob, error.into())
}

/// A column that holds a type's text form.
pub fn text<T: FromStr>(row: &Row<'_>, at: usize) -> Read<T>
where
    T::Err: Into<Box<dyn Error + Send + Sync>>,
{
    row.get_ref(at)?.as_str()?.parse().map_err(|e: T::Err| unreadable(at, e))
}

/// A column that holds JSON.
pub fn json<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> Read<T> {
    serde_json::from_str(row.get_ref(at)?.as_str()?).map_err(|e| unreadable(at, e))
}

/// A column that holds JSON or nothing.
pub fn json_option<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> Read<Option<T>> {
    row.get_ref(at)?
        .as_str_or_null()?
        .map(|json| serde_json::from_str(json).map_err(|e| unreadable(at, e)))
        .transpose()
}

/// A name in JSON, such as a state's or a reason's, written without its quotes.
pub fn named<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> Read<Option<T>> {
    let name = row.get_ref(at)?.as_str_or_null()?;
    name.map(|name| serde_json::from_value(name.into()).map_err(|e| unreadable(at, e))).transpose()
}

/// The name in JSON of a value that is one.
pub fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        other => unreachable!("only called for enums without data: {other:?}"),
    }
}

/// The JSON of a value of the domain.
pub fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("the domain's types have text keys and finite numbers")
}

pub fn array<const N: usize>(row: &Row<'_>, at: usize) -> Read<[u8; N]> {
    row.get(at)
}

pub fn secret(row: &Row<'_>, at: usize) -> Read<Zeroizing<[u8; 32]>> {
    array(row, at).map(Zeroizing::new)
}

pub fn hash(row: &Row<'_>, at: usize) -> Read<Sha256Hash> {
    array(row, at).map(Sha256Hash::from_bytes)
}

pub fn hash_option(row: &Row<'_>, at: usize) -> Read<Option<Sha256Hash>> {
    Ok(row.get::<_, Option<[u8; 32]>>(at)?.map(Sha256Hash::from_bytes))
}

pub fn time(row: &Row<'_>, at: usize) -> Read<Timestamp> {
    row.get(at).map(Timestamp::from_millis)
}

pub fn number(row: &Row<'_>, at: usize) -> Read<u64> {
    row.get::<_, i64>(at)?.try_into().map_err(|e| unreadable(at, e))
}

pub fn boot(row: &Row<'_>, at: usize) -> Read<Boot> {
    number(row, at).map(Boot::from_millis)
}

pub fn millis(row: &Row<'_>, at: usize) -> Read<Millis> {
    number(row, at).map(Millis::new)
}

/// SQLite's integers are signed: what is larger is as good as for ever.
pub fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// No row is no error here.
pub fn optional<T>(result: rusqlite::Result<T>) -> Result<Option<T>, StoreError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub fn public_key(row: &Row<'_>, at: usize) -> Read<candor_consent::PublicKey> {
    candor_consent::PublicKey::from_bytes(array(row, at)?).map_err(|e| unreadable(at, e))
}

/// As [`named`], where there must be one.
pub fn required<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> Read<T> {
    named(row, at)?.ok_or_else(|| unreadable(at, "a name is missing"))
}
