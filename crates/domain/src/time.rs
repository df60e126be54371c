//! Times and durations: the wall clock for showing, the boot clock for measuring.
//!
//! Wall-clock times are shown and never trusted; what was worked is measured by the boot clock, which no one can set.

use std::{fmt, str::FromStr};

use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::whole;

/// A text that is not an RFC 3339 time in UTC, an IANA zone or a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a {expected}: {text:?}")]
pub struct InvalidTime {
    expected: &'static str,
    text: String,
}

/// A wall-clock instant in whole milliseconds, in JSON RFC 3339 in UTC with exactly three decimals
/// (`2026-11-22T04:05:06.789Z`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
#[cfg_attr(feature = "typescript", ts(as = "String"))]
pub struct Timestamp(i64);

impl Timestamp {
    /// The latest time that can be written, in the year 9999.
    const MAX: i64 = 253_402_300_799_999;

    /// From milliseconds since 1970-01-01T00:00:00Z, kept within the years 1970 to 9999.
    pub const fn from_millis(millis: i64) -> Self {
        Self(if millis < 0 {
            0
        } else if millis > Self::MAX {
            Self::MAX
        } else {
            millis
        })
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The instant `by` later.
    pub const fn plus(self, by: Millis) -> Self {
        Self::from_millis(self.0.saturating_add_unsigned(by.0))
    }

    /// The instant `by` earlier.
    pub const fn minus(self, by: Millis) -> Self {
        Self::from_millis(self.0.saturating_sub_unsigned(by.0))
    }

    /// Time passed since `earlier`; zero when `earlier` is later.
    pub const fn since(self, earlier: Self) -> Millis {
        Millis(if self.0 > earlier.0 { (self.0 - earlier.0) as u64 } else { 0 })
    }

    /// The calendar day in `zone` that holds this instant, as `YYYY-MM-DD`.
    pub fn day_in(self, zone: &Zone) -> Day {
        Day(self.jiff().to_zoned(zone.0.clone()).date())
    }

    /// Hours, minutes and seconds in `zone`, as `HH:MM:SS`, for people.
    pub fn time_in(self, zone: &Zone) -> String {
        self.jiff().to_zoned(zone.0.clone()).strftime("%H:%M:%S").to_string()
    }

    /// What calendar and clock show in `zone` at this instant.
    pub(crate) fn local_in(self, zone: &Zone) -> jiff::civil::DateTime {
        zone.0.to_datetime(self.jiff())
    }

    fn jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.jiff())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let invalid = || InvalidTime { expected: "time such as 2026-11-22T04:05:06.789Z", text: text.into() };
        let at: jiff::Timestamp = text.parse().map_err(|_| invalid())?;
        let at = Self::from_millis(at.as_millisecond());
        if at.to_string() == text { Ok(at) } else { Err(invalid()) }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A stretch of time in milliseconds; at most 2^53 − 1 of them, 285,000 years.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Millis(#[serde(deserialize_with = "whole::read")] u64);

impl Millis {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many milliseconds, or the longest stretch there is.
    pub const fn new(millis: u64) -> Self {
        Self(if millis > whole::MAX { whole::MAX } else { millis })
    }

    /// So many seconds.
    pub const fn from_secs(secs: u64) -> Self {
        Self::new(secs.saturating_mul(1_000))
    }

    /// So many minutes.
    pub const fn from_minutes(minutes: u64) -> Self {
        Self::from_secs(minutes.saturating_mul(60))
    }

    /// The number of milliseconds.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Both together.
    pub const fn plus(self, other: Self) -> Self {
        Self::new(self.0.saturating_add(other.0))
    }

    /// What is left of it without `other`; zero when `other` is longer.
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl From<Millis> for std::time::Duration {
    fn from(millis: Millis) -> Self {
        Self::from_millis(millis.0)
    }
}

/// A reading of the boot clock: milliseconds since the machine started, asleep or awake. Steps of the wall clock
/// don't touch it; it means nothing on another machine or after a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Boot(u64);

impl Boot {
    /// From milliseconds since the machine started.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the machine started.
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// Time passed since `earlier`; zero when `earlier` is later.
    pub const fn since(self, earlier: Self) -> Millis {
        Millis::new(self.0.saturating_sub(earlier.0))
    }

    /// The reading `by` later.
    pub const fn plus(self, by: Millis) -> Self {
        Self(self.0.saturating_add(by.0))
    }
}

/// The clocks of a machine, handed to whatever needs the time.
pub trait Clock: Send + Sync {
    /// The wall clock.
    fn now(&self) -> Timestamp;
    /// The boot clock: goes on while the machine sleeps.
    fn boot(&self) -> Boot;
    /// The same, standing still while the machine sleeps.
    fn awake(&self) -> Boot;
}

/// An IANA time zone by its name, such as `Europe/Berlin`.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", schema(value_type = String, example = "Europe/Berlin"))]
#[cfg_attr(feature = "typescript", ts(as = "String"))]
pub struct Zone(TimeZone);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The machine's zone, or UTC where it has none with a name.
    pub fn system() -> Self {
        let zone = TimeZone::system();
        if zone.iana_name().is_some() { Self(zone) } else { Self::UTC }
    }

    /// The instants at which calendar and clock show `local`: one, two where the clock is set back over it, none where it is
    /// set forward.
    pub(crate) fn instants(&self, local: jiff::civil::DateTime) -> impl Iterator<Item = Timestamp> {
        let ambiguous = self.0.to_ambiguous_timestamp(local);
        let found = match ambiguous.offset() {
            AmbiguousOffset::Gap { .. } => [None, None],
            AmbiguousOffset::Unambiguous { .. } => [ambiguous.earlier().ok(), None],
            AmbiguousOffset::Fold { .. } => [ambiguous.earlier().ok(), ambiguous.later().ok()],
        };
        found.into_iter().flatten().map(|at| Timestamp::from_millis(at.as_millisecond()))
    }

    /// The instants after `from` and up to `to` at which the clock is set to another time.
    pub(crate) fn changes(&self, from: Timestamp, to: Timestamp) -> impl Iterator<Item = Timestamp> {
        let changes = self.0.following(from.jiff()).map(|change| change.timestamp().as_millisecond());
        changes.take_while(move |at| *at <= to.0).map(Timestamp::from_millis)
    }

    /// The zone's name in the IANA database.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl FromStr for Zone {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        if text == "UTC" {
            return Ok(Self::UTC);
        }
        TimeZone::get(text)
            .map(Self)
            .map_err(|_| InvalidTime { expected: "time zone such as Europe/Berlin", text: text.into() })
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A calendar day, as `YYYY-MM-DD`; which instants it holds depends on a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
#[cfg_attr(feature = "typescript", ts(as = "String"))]
pub struct Day(jiff::civil::Date);

impl Day {
    /// The first instant of the day in `zone` and the first instant after it: 23, 24 or 25 hours.
    pub fn bounds_in(self, zone: &Zone) -> (Timestamp, Timestamp) {
        let start = |date: jiff::civil::Date| {
            date.to_zoned(zone.0.clone()).map_or(0, |at| at.timestamp().as_millisecond())
        };
        let next = self.0.tomorrow().unwrap_or(self.0);
        (Timestamp::from_millis(start(self.0)), Timestamp::from_millis(start(next)))
    }
}

impl Day {
    /// The next day.
    pub fn next(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(self.0))
    }

    /// Year, month from 1 and day of the month, for writing it in a language.
    pub fn numbers(self) -> (u32, u32, u32) {
        (
            self.0.year().unsigned_abs().into(),
            self.0.month().unsigned_abs().into(),
            self.0.day().unsigned_abs().into(),
        )
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl FromStr for Day {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        text.parse()
            .map(Self)
            .map_err(|_| InvalidTime { expected: "day such as 2026-11-22", text: text.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_with_exactly_three_decimals() {
        let at = Timestamp::from_millis(1_795_320_306_700);
        assert_eq!(at.to_string(), "2026-11-22T04:05:06.700Z");
        assert_eq!(at.to_string().parse(), Ok(at));
        for other in ["2026-11-22T04:05:06Z", "2026-11-22T05:05:06.700+01:00", "2026-11-22 04:05:06.700Z", ""]
        {
            assert!(other.parse::<Timestamp>().is_err(), "{other}");
        }
    }

    #[test]
    fn a_day_of_summer_time_has_23_hours() {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let (from, to) = "2026-03-29".parse::<Day>().unwrap().bounds_in(&zone);
        assert_eq!(to.since(from), Millis::from_minutes(23 * 60));
        assert_eq!(from.day_in(&zone).to_string(), "2026-03-29");
        assert_eq!(from.day_in(&Zone::UTC).to_string(), "2026-03-28");
    }
}
