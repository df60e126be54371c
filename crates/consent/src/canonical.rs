//! Canonical JSON (RFC 8785): the one byte sequence that is hashed and signed.
//!
//! Two numbers beyond ±(2^53 − 1) may have the same canonical bytes, so here such a number has none: [`bytes`] takes what can't
//! hold one, [`of_foreign`] and [`read_exact`] take what others wrote and refuse it.

use candor_domain::whole;
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::Value;

/// JSON that is not exactly what its type would write.
#[derive(Debug, thiserror::Error)]
pub enum NotExact {
    /// It is no JSON of that type.
    #[error("is not of the expected form: {0}")]
    Form(#[from] serde_json::Error),
    /// It has fields that the type doesn't know, or writes a value in another way.
    #[error("holds fields or spellings that the format doesn't have")]
    Extra,
    /// It has a number that canonical JSON doesn't tell from its neighbours.
    #[error("holds a number beyond ±{}, which has no exact canonical form", whole::MAX)]
    Number,
}

/// The RFC 8785 canonical bytes of a value of ours.
///
/// # Panics
/// Where a number is beyond ±[`whole::MAX`] or not finite, or a map's keys aren't texts. The types of this crate and of
/// `candor-domain` never hold such: they refuse it when they are read.
pub fn bytes(value: &impl Serialize) -> Vec<u8> {
    of_foreign(value).expect("our types have text keys and exact numbers")
}

/// The RFC 8785 canonical bytes of JSON that someone else wrote.
///
/// # Errors
/// [`NotExact::Number`] where a number is beyond ±[`whole::MAX`].
pub fn of_foreign(value: &impl Serialize) -> Result<Vec<u8>, NotExact> {
    let value = serde_json::to_value(value)?;
    if is_plain(&value) {
        // What a server does most: it costs a quarter of the general way.
        return Ok(serde_json::to_vec(&value)?);
    }
    let bytes = serde_json_canonicalizer::to_vec(&value)?;
    if numbers_are_exact(&bytes) { Ok(bytes) } else { Err(NotExact::Number) }
}

/// Whether `serde_json` writes the value canonically by itself: names of ASCII in ascending order (RFC 8785, section 3.2.3)
/// and exact whole numbers (section 3.2.2.3). Texts it writes as section 3.2.2.2 wants in any case.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => {
            number.as_u64().or(number.as_i64().map(i64::unsigned_abs)).is_some_and(|size| size <= whole::MAX)
        }
        Value::Array(values) => values.iter().all(is_plain),
        Value::Object(members) => {
            members.keys().all(|name| name.is_ascii())
                && members.keys().is_sorted()
                && members.values().all(is_plain)
        }
    }
}

/// Reads a value and makes sure that nothing was lost: what is read writes the same canonical bytes again. Without it a
/// signature would cover fields that nobody looks at.
///
/// # Errors
/// [`NotExact`] where the form differs, more is there than the type knows, or a number isn't exact.
pub fn read_exact<T: Serialize + DeserializeOwned>(value: Value) -> Result<T, NotExact> {
    let foreign = of_foreign(&value)?;
    let read = T::deserialize(&value)?;
    if of_foreign(&read)? == foreign { Ok(read) } else { Err(NotExact::Extra) }
}

/// Reads any JSON that has canonical bytes; for `#[serde(deserialize_with)]`.
pub(crate) fn read_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    let value = Value::deserialize(deserializer)?;
    of_foreign(&value).map_err(serde::de::Error::custom)?;
    Ok(value)
}

/// Whether each number in canonical JSON is within ±[`whole::MAX`]. It suffices to look at what was written: rounding to a double
/// keeps the order, so whatever was beyond is written as a number beyond.
fn numbers_are_exact(canonical: &[u8]) -> bool {
    let exact = |number: &[u8]| {
        let number = std::str::from_utf8(number).ok().and_then(|text| text.parse::<f64>().ok());
        number.is_some_and(|number| number.abs() <= whole::MAX as f64)
    };
    let (mut in_text, mut escaped, mut number_from) = (false, false, None);
    for (at, byte) in canonical.iter().chain(b",").enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'-' | b'0'..=b'9' if number_from.is_none() => number_from = Some(at),
            b',' | b']' | b'}' => {
                let ended = number_from.take();
                if ended.is_some_and(|from| !exact(&canonical[from..at])) {
                    return false;
                }
            }
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn canonical(json: &str) -> Result<String, NotExact> {
        let value: Value = serde_json::from_str(json).unwrap();
        of_foreign(&value).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_number_that_has_a_twin_has_no_canonical_form() {
        for number in [
            "9007199254740992",
            "9007199254740993",
            "-9007199254740992",
            "-9007199254740993",
            "18446744073709551615",
            "18446744073709551616",
            "9007199254740993.0",
            "1e16",
            "1000000000000000000000001",
            "-1e300",
        ] {
            for json in [
                number.to_owned(),
                format!("[{number}]"),
                format!("[0,{number}]"),
                format!("{{\"a\":{number}}}"),
                format!("{{\"a\":[\"\\\\\",{number},\"\\\"\"],\"b\":{{}}}}"),
            ] {
                assert!(matches!(canonical(&json), Err(NotExact::Number)), "{json}");
                assert!(matches!(
                    read_exact::<Value>(serde_json::from_str(&json).unwrap()),
                    Err(NotExact::Number)
                ));
            }
        }
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
            any::<f32>().prop_map(|number| Value::from(f64::from(number) / 3.0)),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::btree_map("[a-zA-Z_\u{1f}\"é😀]{0,3}", inner, 0..5)
                    .prop_map(Value::from_iter),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_short_way_writes_what_the_general_one_does(value in json()) {
            let general = serde_json_canonicalizer::to_vec(&value).unwrap();
            if let Ok(bytes) = of_foreign(&value) {
                prop_assert_eq!(String::from_utf8(bytes).unwrap(), String::from_utf8(general).unwrap());
            }
        }
    }

    #[test]
    fn texts_and_exact_numbers_have_one() {
        for json in [
            "9007199254740991",
            "-9007199254740991",
            "0.1234567890123456",
            "1e-7",
            "{\"9007199254740993\":\"9007199254740993\"}",
            "[\"\\\",9007199254740993,\",\"\\\\\",1,true,null]",
        ] {
            assert_eq!(canonical(json).unwrap(), json);
        }
    }

    #[test]
    #[should_panic(expected = "exact numbers")]
    fn ours_never_hold_one() {
        bytes(&u64::MAX);
    }
}
