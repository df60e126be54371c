//! Working hours: the only times at which anything of a project is recorded.

use std::{collections::BTreeSet, fmt, str::FromStr};

use jiff::{
    ToSpan,
    civil::{self, DateTime},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::time::{Timestamp, Zone};

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// Every day, Monday first.
    pub const ALL: [Self; 7] = [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    /// The name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
            Self::Sun => "sun",
        }
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<civil::Weekday> for Weekday {
    fn from(day: civil::Weekday) -> Self {
        match day {
            civil::Weekday::Monday => Self::Mon,
            civil::Weekday::Tuesday => Self::Tue,
            civil::Weekday::Wednesday => Self::Wed,
            civil::Weekday::Thursday => Self::Thu,
            civil::Weekday::Friday => Self::Fri,
            civil::Weekday::Saturday => Self::Sat,
            civil::Weekday::Sunday => Self::Sun,
        }
    }
}

/// A time as a clock on the wall shows it, in whole minutes from `00:00` to `24:00`, the end of the day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", example = "09:00"))]
#[cfg_attr(feature = "typescript", ts(as = "String"))]
pub struct TimeOfDay(u16);

/// A text that is no time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a time of day such as 09:00, from 00:00 to 24:00: {0:?}")]
pub struct InvalidTimeOfDay(String);

impl TimeOfDay {
    /// The end of the day, which is the start of the next.
    pub const MIDNIGHT: Self = Self(24 * 60);

    /// Hours and minutes; nothing past 24:00.
    pub const fn new(hour: u8, minute: u8) -> Option<Self> {
        let minutes = hour as u16 * 60 + minute as u16;
        if minute < 60 && minutes <= Self::MIDNIGHT.0 { Some(Self(minutes)) } else { None }
    }

    /// Minutes since the day began, by the clock on the wall.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// This time on a date.
    fn on(self, date: civil::Date) -> Option<DateTime> {
        date.to_datetime(civil::Time::midnight()).checked_add(i64::from(self.0).minutes()).ok()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TimeOfDay({self})")
    }
}

impl FromStr for TimeOfDay {
    type Err = InvalidTimeOfDay;

    fn from_str(text: &str) -> Result<Self, InvalidTimeOfDay> {
        let parts = text.split_once(':').and_then(|(h, m)| Self::new(h.parse().ok()?, m.parse().ok()?));
        parts.filter(|time| time.to_string() == text).ok_or_else(|| InvalidTimeOfDay(text.into()))
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// The times at which a session can run, by the clock of the agent's machine. Outside them Candor pauses by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct WorkingHours {
    /// The days of the week.
    pub days: BTreeSet<Weekday>,
    /// When they begin on each of these days.
    pub from: TimeOfDay,
    /// When they end on the same day; later than `from`, at most `24:00`.
    pub to: TimeOfDay,
}

/// How many days to look ahead: two weeks, since a change of the clock can swallow one day's hours whole, and a day at
/// either end for zones.
const AHEAD: i64 = 16;

impl WorkingHours {
    /// Whether a time lies inside them, by what calendar and clock show in `zone`. `from` is inside, `to` is outside.
    pub fn contains(&self, at: Timestamp, zone: &Zone) -> bool {
        let local = at.local_in(zone);
        let minutes = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
        self.days.contains(&local.date().weekday().into()) && (self.from.0..self.to.0).contains(&minutes)
    }

    /// The first time from `after` on that lies inside them: `after` itself where it does. Where the clock is set forward
    /// over `from`, they begin with the first moment after that. The last time there is where they never come again.
    pub fn next_start(&self, after: Timestamp, zone: &Zone) -> Timestamp {
        // What was outside can be inside only from a day's `from` on, or from where the clock is set to another time.
        let today = after.local_in(zone).date();
        let dates = (0..=AHEAD).filter_map(|days| today.checked_add(days.days()).ok());
        let begins = dates.filter_map(|date| self.from.on(date)).flat_map(|local| zone.instants(local));
        let last = after.plus(crate::Millis::from_minutes(AHEAD.unsigned_abs() * 24 * 60));
        let candidates = begins.chain(zone.changes(after, last)).chain([after]);
        let inside = candidates.filter(|at| *at >= after && self.contains(*at, zone));
        inside.min().unwrap_or(Timestamp::from_millis(i64::MAX))
    }

    /// Whether they are plainly no more than `other`: no day more, no minute earlier and none later.
    pub fn within(&self, other: &Self) -> bool {
        self.days.is_subset(&other.days) && self.from >= other.from && self.to <= other.to
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Millis;

    fn hours(days: &[Weekday], from: &str, to: &str) -> WorkingHours {
        WorkingHours {
            days: days.iter().copied().collect(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    fn at(text: &str) -> Timestamp {
        format!("{text}:00.000Z").parse().unwrap()
    }

    fn berlin() -> Zone {
        "Europe/Berlin".parse().unwrap()
    }

    const WEEK: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

    #[test]
    fn times_of_day_have_one_form() {
        for text in ["00:00", "09:05", "23:59", "24:00"] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
        }
        for text in
            ["9:00", "24:01", "25:00", "09:60", "09:0", "+9:00", "0900", "09:00:00", " 09:00", "", "-1:00"]
        {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn json_is_for_people_to_write() {
        let hours = hours(&[Weekday::Sat, Weekday::Mon], "09:00", "24:00");
        let json = r#"{"days":["mon","sat"],"from":"09:00","to":"24:00"}"#;
        assert_eq!(serde_json::to_string(&hours).unwrap(), json);
        assert_eq!(serde_json::from_str::<WorkingHours>(json).unwrap(), hours);
        for day in Weekday::ALL {
            assert_eq!(serde_json::to_value(day).unwrap(), day.name());
        }
    }

    #[test]
    fn an_office_week_in_berlin() {
        let office = hours(&WEEK, "09:00", "17:30");
        let inside = |text| office.contains(at(text), &berlin());
        // Monday, 5 January 2026: an hour ahead of UTC.
        assert!(!inside("2026-01-05T07:59") && inside("2026-01-05T08:00"));
        assert!(inside("2026-01-05T16:29") && !inside("2026-01-05T16:30"));
        // Monday, 6 July: two hours.
        assert!(!inside("2026-07-06T06:59") && inside("2026-07-06T07:00"));
        assert!(!inside("2026-07-05T10:00"), "a Sunday");
        let next = |text| office.next_start(at(text), &berlin());
        assert_eq!(next("2026-01-05T03:00"), at("2026-01-05T08:00"));
        assert_eq!(next("2026-01-05T08:00"), at("2026-01-05T08:00"), "they have begun");
        assert_eq!(next("2026-01-05T12:34"), at("2026-01-05T12:34"), "they last");
        assert_eq!(next("2026-01-05T16:30"), at("2026-01-06T08:00"));
        assert_eq!(next("2026-01-09T16:30"), at("2026-01-12T08:00"), "over the weekend");
        // Over the last weekend of March, the clock is set forward.
        assert_eq!(next("2026-03-27T16:30"), at("2026-03-30T07:00"));
        // In Auckland it is Monday while it is Sunday in Berlin.
        let auckland: Zone = "Pacific/Auckland".parse().unwrap();
        assert_eq!(office.next_start(at("2026-07-05T10:00"), &auckland), at("2026-07-05T21:00"));
    }

    #[test]
    fn the_day_on_which_the_clock_is_set_forward() {
        // On Sunday, 29 March 2026, 02:00 to 03:00 isn't there: 01:00 UTC is 03:00.
        let sunday = |from, to| hours(&[Weekday::Sun], from, to);
        let next = |hours: WorkingHours| hours.next_start(at("2026-03-28T12:00"), &berlin());
        assert_eq!(
            next(sunday("02:30", "06:00")),
            at("2026-03-29T01:00"),
            "begun while nobody's clock showed it"
        );
        assert_eq!(next(sunday("03:00", "06:00")), at("2026-03-29T01:00"));
        assert_eq!(next(sunday("02:00", "03:00")), at("2026-04-05T00:00"), "not on that day at all");
    }

    #[test]
    fn the_day_on_which_the_clock_is_set_back() {
        // On Sunday, 25 October 2026, 02:00 to 03:00 is there twice: from 00:00 UTC and from 01:00 UTC.
        let early = hours(&[Weekday::Sun], "02:30", "04:00");
        let inside = |text| early.contains(at(text), &berlin());
        assert!(inside("2026-10-25T00:30") && !inside("2026-10-25T01:10") && inside("2026-10-25T01:30"));
        assert_eq!(early.next_start(at("2026-10-25T00:00"), &berlin()), at("2026-10-25T00:30"));
        assert_eq!(early.next_start(at("2026-10-25T01:10"), &berlin()), at("2026-10-25T01:30"));
        let late = hours(&[Weekday::Sun], "01:00", "02:30");
        assert_eq!(late.next_start(at("2026-10-25T00:40"), &berlin()), at("2026-10-25T01:00"));
    }

    #[test]
    fn a_day_that_a_zone_leaves_out() {
        // Samoa went from Thursday, 29 December 2011 to Saturday.
        let samoa: Zone = "Pacific/Apia".parse().unwrap();
        let friday = hours(&[Weekday::Fri], "09:00", "10:00");
        // The next Friday: 6 January at 09:00, 14 hours ahead of UTC.
        assert_eq!(friday.next_start(at("2011-12-29T12:00"), &samoa), at("2012-01-05T19:00"));
    }

    #[test]
    fn what_never_comes_is_at_the_end_of_time() {
        let end = Timestamp::from_millis(i64::MAX);
        assert_eq!(hours(&[], "09:00", "10:00").next_start(at("2026-01-05T03:00"), &berlin()), end);
        assert_eq!(hours(&[Weekday::Thu], "09:00", "10:00").next_start(end, &Zone::UTC), end);
    }

    fn some_hours() -> impl Strategy<Value = WorkingHours> {
        let days = proptest::sample::subsequence(Weekday::ALL.to_vec(), 1..=7);
        // Mostly at night, where clocks are changed.
        let from = prop_oneof![0..=300u16, 0..1440u16];
        (days, from, 1..=1440u16).prop_map(|(days, from, long)| WorkingHours {
            days: days.into_iter().collect(),
            from: TimeOfDay(from),
            to: TimeOfDay((from + long).min(1440)),
        })
    }

    proptest! {
        /// Looking at every minute finds the same.
        #[test]
        fn the_next_start_is_the_first_minute_inside(
            hours in some_hours(),
            zone in proptest::sample::select(vec![
                "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu",
                "Africa/Casablanca",
            ]),
            near in proptest::sample::select(vec![
                "2026-03-29T01:00", "2026-10-25T01:00", "2026-03-08T07:00", "2026-11-01T06:00", "2026-04-04T15:00",
                "2026-03-08T05:00", "2026-11-01T05:00", "2026-10-03T15:30", "2026-02-15T02:00", "2026-07-01T12:00",
            ]),
            offset in -2_880..2_880i64,
        ) {
            let zone: Zone = zone.parse().unwrap();
            let after = Timestamp::from_millis(at(near).as_millis() + offset * 60_000);
            let minutes = (0..=15 * 1_440).map(|minute| after.plus(Millis::from_minutes(minute)));
            let expected = minutes.into_iter().find(|at| hours.contains(*at, &zone));
            prop_assert_eq!(Some(hours.next_start(after, &zone)), expected);
        }

        /// Hours that are within others are never inside at a time when the others aren't.
        #[test]
        fn within_is_plainly_no_more(a in some_hours(), b in some_hours(), minute in 0..20_160u64) {
            prop_assert!(a.within(&a));
            let at = at("2026-03-22T00:00").plus(Millis::from_minutes(minute));
            if a.within(&b) && a.contains(at, &berlin()) {
                prop_assert!(b.contains(at, &berlin()));
            }
        }
    }
}
