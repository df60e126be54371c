//! Numbers, sizes, stretches of time and closed lists in words.

use candor_domain::{
    Millis, Sha256Hash,
    record::{Finding, GapReason},
    session::SessionReason,
};

/// A number in groups of three digits: `1,204`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with the word that it counts: `1 item`, `2 items`.
pub fn counted(number: u64, word: &str) -> String {
    let plural = match word.strip_suffix('y') {
        Some(stem) if number != 1 => format!("{stem}ies"),
        None if number != 1 => format!("{word}s"),
        _ => word.to_owned(),
    };
    format!("{} {plural}", count(number))
}

/// A size in decimal units: `950 B`, `124 kB`, `1.2 MB`.
pub fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    let mut size = bytes as f64 / 1_000.0;
    let mut unit = 0;
    while size >= 999.5 && unit + 1 < UNITS.len() {
        size /= 1_000.0;
        unit += 1;
    }
    if size < 9.95 { format!("{size:.1} {}", UNITS[unit]) } else { format!("{size:.0} {}", UNITS[unit]) }
}

/// A stretch of time as a clock shows it: `00:12:41`.
pub fn clock(time: Millis) -> String {
    let seconds = time.get() / 1_000;
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// A stretch of time in words, by its two largest units: `45 s`, `4 min 10 s`, `1 h 5 min`.
pub fn stretch(time: Millis) -> String {
    let seconds = time.get().div_ceil(1_000);
    let pair = |large: u64, unit: &str, small: u64, rest: &str| match small {
        0 => format!("{large} {unit}"),
        small => format!("{large} {unit} {small} {rest}"),
    };
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => pair(seconds / 60, "min", seconds % 60, "s"),
        _ => pair(seconds / 3_600, "h", seconds / 60 % 60, "min"),
    }
}

/// The beginning of a hash, enough to tell it from others.
pub fn short(hash: &Sha256Hash) -> String {
    let mut text = hash.to_string();
    text.truncate(12);
    text
}

/// Why a session was paused or stopped.
pub fn reason(reason: SessionReason) -> &'static str {
    match reason {
        SessionReason::Agent => "as you asked",
        SessionReason::Idle => "for there was no activity",
        SessionReason::ScreenLocked => "for the screen is locked",
        SessionReason::Suspended => "for the machine slept",
        SessionReason::WorkingHours => "outside the working hours",
        SessionReason::IndicatorLost => "for the pill could not be shown",
        SessionReason::SensorLost => "for the sensor process ended",
        SessionReason::StorageFull => "for no room was left to store",
        SessionReason::ConsentMissing => "for a required category is not granted",
        SessionReason::Crash => "for Candor ended unexpectedly",
    }
}

/// Why something is missing.
pub fn gap(reason: GapReason) -> &'static str {
    match reason {
        GapReason::Deleted => "you deleted it",
        GapReason::Declined => "you declined it",
        GapReason::Withdrawn => "you withdrew it",
        GapReason::Paused => "paused",
        GapReason::Undecided => "you had not decided",
        GapReason::SensorFailed => "the sensor could not deliver",
        GapReason::StorageFull => "no room to store it",
    }
}

/// What can be said of a picture by machine; nothing of an ordinary one.
pub fn finding(finding: Finding) -> Option<&'static str> {
    match finding {
        Finding::Ordinary => None,
        Finding::Black => Some("black"),
        Finding::Blank => Some("blank"),
        Finding::Unchanged => Some("unchanged"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (number, text) in [(0, "0"), (999, "999"), (1_204, "1,204"), (1_000_000, "1,000,000")] {
            assert_eq!(count(number), text);
        }
        assert_eq!(counted(1, "entry"), "1 entry");
        assert_eq!(counted(0, "entry"), "0 entries");
        assert_eq!(counted(2, "item"), "2 items");
    }

    #[test]
    fn sizes() {
        for (number, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (9_949, "9.9 kB"),
            (124_300, "124 kB"),
            (999_499, "999 kB"),
            (999_500, "1.0 MB"),
            (u64::MAX, "18447 PB"),
        ] {
            assert_eq!(bytes(number), text);
        }
    }

    #[test]
    fn times() {
        for (millis, as_clock, in_words) in [
            (0, "00:00:00", "0 s"),
            (999, "00:00:00", "1 s"),
            (761_000, "00:12:41", "12 min 41 s"),
            (600_000, "00:10:00", "10 min"),
            (3_900_000, "01:05:00", "1 h 5 min"),
            (360_000_000, "100:00:00", "100 h"),
        ] {
            assert_eq!(clock(Millis::new(millis)), as_clock);
            assert_eq!(stretch(Millis::new(millis)), in_words);
        }
    }
}
