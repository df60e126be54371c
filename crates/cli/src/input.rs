//! Values on the command line, read from text, and what is typed by the person.

use std::{
    io::{BufRead as _, Read as _},
    path::{Path, PathBuf},
};

use candor_domain::{Millis, Timestamp, record::Note};
use candor_engine::{
    ClockChoice, KeyStore,
    protocol::{Failure, FailureCode, Rect, Sensors},
};

/// A stretch of time: numbers with `ms`, `s`, `m` or `h`, such as `90s` or `1h30m`; more than nothing.
pub fn duration(text: &str) -> Result<Millis, String> {
    let wrong = || "expected a time such as 90s, 5m or 1h30m".to_owned();
    let mut rest = text;
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (number, after) = rest.split_at(digits);
        let unit = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at(unit);
        let scale: u64 = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => return Err(wrong()),
        };
        let part = number.parse::<u64>().ok().and_then(|number| number.checked_mul(scale));
        total = part.and_then(|part| total.checked_add(part)).ok_or_else(wrong)?;
        rest = after;
    }
    if total == 0 { Err(wrong()) } else { Ok(Millis::new(total)) }
}

/// A region of a picture: `X,Y,W,H` in pixels, neither width nor height zero.
pub fn rect(text: &str) -> Result<Rect, String> {
    let wrong = || "expected X,Y,W,H in pixels, such as 0,0,640,80".to_owned();
    let numbers: Vec<u32> =
        text.split(',').map(|part| part.trim().parse()).collect::<Result<_, _>>().map_err(|_| wrong())?;
    match numbers[..] {
        [x, y, w, h] if w > 0 && h > 0 => Ok(Rect { x, y, w, h }),
        _ => Err(wrong()),
    }
}

/// `real` or `synthetic:SEED`.
pub fn sensors(text: &str) -> Result<Sensors, String> {
    let seed = text.strip_prefix("synthetic:").and_then(|seed| seed.parse().ok());
    match (text, seed) {
        ("real", _) => Ok(Sensors::Real),
        (_, Some(seed)) => Ok(Sensors::Synthetic { seed }),
        _ => Err("expected real, or synthetic:SEED with a number, such as synthetic:7".into()),
    }
}

/// `fast:N`, N from 1, or `fast:N@TIME` to begin at a time.
pub fn clock(text: &str) -> Result<ClockChoice, String> {
    let wrong = || "expected fast:N, such as fast:60, or fast:N@TIME, such as fast:60@2026-11-16T08:00:00Z";
    let rest = text.strip_prefix("fast:").ok_or_else(wrong)?;
    let (factor, from) = match rest.split_once('@') {
        Some((factor, from)) => (factor, Some(instant(from).ok_or_else(wrong)?)),
        None => (rest, None),
    };
    let factor = factor.parse().ok().filter(|factor| *factor > 0).ok_or_else(wrong)?;
    Ok(ClockChoice::Fast { factor, from })
}

/// A time in UTC, with milliseconds or without.
fn instant(text: &str) -> Option<Timestamp> {
    let whole = || format!("{}.000Z", text.strip_suffix('Z')?).parse().ok();
    text.parse().ok().or_else(whole)
}

/// `keychain`, `passphrase` or `file:PATH`.
pub fn key_store(text: &str) -> Result<KeyStore, String> {
    match (text, text.strip_prefix("file:")) {
        ("keychain", _) => Ok(KeyStore::Keychain),
        ("passphrase", _) => Ok(KeyStore::Passphrase),
        (_, Some(path)) if !path.is_empty() => Ok(KeyStore::File(absolute(Path::new(path)))),
        _ => Err("expected keychain, passphrase or file:PATH".into()),
    }
}

/// A language as a BCP 47 tag: letters, digits and hyphens.
pub fn language(text: &str) -> Result<String, String> {
    let fits = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    if text.split('-').all(fits) {
        Ok(text.to_owned())
    } else {
        Err("expected a tag such as en or pt-BR".into())
    }
}

/// The language of the system, from the value of `LANG` and its kin: `de_DE.UTF-8` is `de-DE`; English where it says none.
pub fn system_language(locale: Option<&str>) -> String {
    let tag = locale.and_then(|locale| locale.split(['.', '@']).next()).unwrap_or_default().replace('_', "-");
    match language(&tag) {
        Ok(tag) if tag != "C" && tag != "POSIX" => tag,
        _ => "en".into(),
    }
}

/// The path as seen from anywhere: the engine may work in another folder.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// An argument, or all of standard input in place of `-`. No more is read than a note can hold, and a byte, to be told so.
pub fn text(argument: String) -> Result<String, Failure> {
    if argument != "-" {
        return Ok(argument);
    }
    let mut text = String::new();
    let most = Note::MAX_BYTES as u64 + 1;
    std::io::stdin().lock().take(most).read_to_string(&mut text).map_err(|error| {
        Failure::new(
            FailureCode::Usage,
            format!("Standard input can't be read as text: {error}. Nothing was done."),
        )
    })?;
    Ok(text.trim_end().to_owned())
}

/// A line typed by the person, without its end; nothing at the end of input.
pub fn line() -> Option<String> {
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        let table = [
            ("90s", Some(90_000)),
            ("5m", Some(300_000)),
            ("1h", Some(3_600_000)),
            ("1h30m", Some(5_400_000)),
            ("250ms", Some(250)),
            ("1m30s", Some(90_000)),
            ("", None),
            ("0s", None),
            ("90", None),
            ("s", None),
            ("1.5h", None),
            ("-5m", None),
            ("5 m", None),
            ("5d", None),
            ("99999999999999999999h", None),
            ("18446744073709551615h", None),
        ];
        for (text, expected) in table {
            assert_eq!(duration(text).ok().map(Millis::get), expected, "{text:?}");
        }
    }

    #[test]
    fn rects() {
        let table = [
            ("0,0,640,80", Some((0, 0, 640, 80))),
            ("1, 2, 3, 4", Some((1, 2, 3, 4))),
            ("", None),
            ("1,2,3", None),
            ("1,2,3,4,5", None),
            ("1,2,0,4", None),
            ("1,2,3,0", None),
            ("-1,2,3,4", None),
            ("a,b,c,d", None),
            ("4294967296,0,1,1", None),
        ];
        for (text, expected) in table {
            assert_eq!(rect(text).ok().map(|r| (r.x, r.y, r.w, r.h)), expected, "{text:?}");
        }
    }

    #[test]
    fn sensors_by_name() {
        let table = [
            ("real", Some(Sensors::Real)),
            ("synthetic:7", Some(Sensors::Synthetic { seed: 7 })),
            ("synthetic", None),
            ("synthetic:", None),
            ("synthetic:x", None),
            ("synthetic:-1", None),
            ("Real", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(sensors(text).ok(), expected, "{text:?}");
        }
    }

    #[test]
    fn clocks() {
        let monday = Timestamp::from_millis(1_794_816_000_000);
        let table = [
            ("fast:60", Some((60, None))),
            ("fast:60@2026-11-16T08:00:00Z", Some((60, Some(monday)))),
            ("fast:1@2026-11-16T08:00:00.250Z", Some((1, Some(monday.plus(Millis::new(250)))))),
            ("fast:0", None),
            ("fast:", None),
            ("fast", None),
            ("60", None),
            ("fast:1.5", None),
            ("system", None),
            ("fast:0@2026-11-16T08:00:00Z", None),
            ("fast:@2026-11-16T08:00:00Z", None),
            ("fast:60@", None),
            ("fast:60@2026-11-16", None),
            ("fast:60@2026-11-16T08:00:00", None),
            ("fast:60@2026-11-16T08:00:00+01:00", None),
            ("fast:60@2026-11-31T08:00:00Z", None),
            ("2026-11-16T08:00:00Z", None),
        ];
        for (text, expected) in table {
            let expected = expected.map(|(factor, from)| ClockChoice::Fast { factor, from });
            assert_eq!(clock(text).ok(), expected, "{text:?}");
        }
    }

    #[test]
    fn key_stores() {
        for text in ["keychain", "passphrase", "file:/media/key/candor.key"] {
            assert!(key_store(text).is_ok(), "{text:?}");
        }
        for text in ["", "file:", "file", "none", "Keychain"] {
            assert!(key_store(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn languages() {
        let table = [
            (Some("de_DE.UTF-8"), "de-DE"),
            (Some("pt_BR"), "pt-BR"),
            (Some("sr_RS@latin"), "sr-RS"),
            (Some("C.UTF-8"), "en"),
            (Some("POSIX"), "en"),
            (Some(""), "en"),
            (None, "en"),
        ];
        for (locale, expected) in table {
            assert_eq!(system_language(locale), expected, "{locale:?}");
        }
        assert!(language("en; rm").is_err());
    }
}
