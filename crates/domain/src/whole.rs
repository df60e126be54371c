//! Whole numbers that every reader of JSON takes for the ones that were written.
//!
//! Canonical JSON writes each number as an IEEE 754 double (RFC 8785, section 3.2.2.3), so that 2^53 and 2^53 + 1 are the same
//! bytes, and the same hash. I-JSON (RFC 7493, section 2.2) therefore keeps to ±(2^53 − 1), and so does every number of ours that
//! is signed or hashed: those of at most 32 bits by their type, the others by [`read`].

use serde::{Deserialize, Deserializer, de::Error as _};

/// The largest: 2^53 − 1.
pub const MAX: u64 = (1 << 53) - 1;

/// Reads a number of at most [`MAX`]; for `#[serde(deserialize_with)]`.
///
/// # Errors
/// Where it is larger, or no whole number.
pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = u64::deserialize(deserializer)?;
    if number <= MAX {
        return Ok(number);
    }
    Err(D::Error::custom(format_args!("{number} is more than {MAX}, the largest whole number of the format")))
}

#[cfg(test)]
mod tests {
    use crate::{Millis, record::LedgerSize};

    #[test]
    fn what_others_would_read_as_another_number_is_refused() {
        for (text, fits) in [
            ("0", true),
            ("9007199254740991", true),
            ("9007199254740992", false),
            ("9007199254740993", false),
            ("18446744073709551615", false),
            ("18446744073709551616", false),
            ("-1", false),
            ("1.0", false),
        ] {
            assert_eq!(serde_json::from_str::<LedgerSize>(text).is_ok(), fits, "{text}");
            assert_eq!(serde_json::from_str::<Millis>(text).is_ok(), fits, "{text}");
        }
        let most = Millis::new(u64::MAX);
        assert_eq!(most.get(), super::MAX);
        assert_eq!((Millis::from_secs(u64::MAX), most.plus(most)), (most, most));
    }
}
