//! How long to wait before the next try, and how servers say it.

use candor_domain::{Millis, Timestamp};

/// Exponential backoff with full jitter: before try n + 1 any time up to min(cap, first · 2ⁿ⁻¹), evenly distributed, so that
/// devices that lost the same server don't come back at the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The longest wait after the first failure.
    pub first: Millis,
    /// The longest wait at all.
    pub cap: Millis,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { first: Millis::from_secs(1), cap: Millis::from_minutes(5) }
    }
}

/// The longest that a server's Retry-After is believed.
pub const MAX_RETRY_AFTER: Millis = Millis::from_minutes(24 * 60);

impl Backoff {
    /// The wait after failure number `failures`, counted from 1, with `random` evenly distributed over its range. A server's
    /// `retry_after` is waited for in full, and the jitter comes on top.
    pub fn wait(&self, failures: u32, retry_after: Option<Millis>, random: u64) -> Millis {
        let doubled = self.first.get().checked_shl(failures.saturating_sub(1)).filter(|_| failures <= 32);
        let longest = doubled.unwrap_or(u64::MAX).min(self.cap.get());
        let jitter = ((u128::from(random) * (u128::from(longest) + 1)) >> 64) as u64;
        retry_after.unwrap_or(Millis::ZERO).min(MAX_RETRY_AFTER).plus(Millis::new(jitter))
    }
}

/// Reads a Retry-After (RFC 9110, section 10.2.3): seconds, or an HTTP date, judged by `now` (the server's own `Date`
/// where there is one). Nothing where it is neither.
pub fn retry_after(value: &str, now: Timestamp) -> Option<Millis> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Millis::from_secs(value.parse().unwrap_or(u64::MAX)).min(MAX_RETRY_AFTER));
    }
    Some(http_date(value)?.since(now).min(MAX_RETRY_AFTER))
}

/// Reads an HTTP date in the form that servers must write (RFC 9110, section 5.6.7).
pub fn http_date(value: &str) -> Option<Timestamp> {
    if !value.ends_with(" GMT") {
        return None;
    }
    let at = jiff::fmt::rfc2822::parse(value).ok()?;
    Some(Timestamp::from_millis(at.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_forms_of_retry_after() {
        let now = http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        assert_eq!(now.to_string(), "1994-11-06T08:49:37.000Z");
        for (value, expected) in [
            ("120", Some(Millis::from_secs(120))),
            (" 0 ", Some(Millis::ZERO)),
            ("99999999999999999999999", Some(MAX_RETRY_AFTER)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(Millis::from_secs(60))),
            ("Sun, 06 Nov 1994 08:48:37 GMT", Some(Millis::ZERO)),
            ("Sat, 06 Nov 2094 08:48:37 GMT", Some(MAX_RETRY_AFTER)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            assert_eq!(retry_after(value, now), expected, "{value:?}");
        }
    }

    #[test]
    fn waits_double_up_to_the_cap() {
        let backoff = Backoff { first: Millis::from_secs(1), cap: Millis::from_secs(60) };
        let longest: Vec<u64> =
            (1..=8).map(|n| backoff.wait(n, None, u64::MAX).get().div_ceil(1000)).collect();
        assert_eq!(longest, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(backoff.wait(u32::MAX, None, u64::MAX), backoff.cap);
        assert_eq!(backoff.wait(3, None, 0), Millis::ZERO);
        assert_eq!(backoff.wait(3, Some(Millis::from_secs(9)), 0), Millis::from_secs(9));
    }

    proptest! {
        #[test]
        fn a_wait_lies_between_what_was_asked_and_that_plus_the_cap(
            failures in any::<u32>(), asked in proptest::option::of(0u64..100_000), random in any::<u64>(),
        ) {
            let backoff = Backoff::default();
            let asked = asked.map(Millis::new);
            let wait = backoff.wait(failures, asked, random);
            let least = asked.unwrap_or(Millis::ZERO);
            prop_assert!(wait >= least && wait <= least.plus(backoff.cap));
        }
    }
}
