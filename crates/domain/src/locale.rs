//! The words that people read, from one set of Fluent catalogues that the notice, the command line and the windows share.
//!
//! A message's arguments are put in as they are, without the invisible marks that Fluent can set around them: notices are
//! hashed, and what is hashed should be what is seen. [`plain`] makes text from elsewhere fit for that.

use std::sync::OnceLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// A language that there is no catalogue for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Candor has no texts in the language {0:?} yet; it has {known}", known = languages().join(", "))]
pub struct UnknownLanguage(pub String);

/// The languages that there are catalogues for, as BCP 47 tags; the first is what all others fall back to.
pub fn languages() -> &'static [&'static str] {
    &["en", "de", "es"]
}

/// The files of a language's catalogue.
///
/// `pages.ftl`, `app.ftl` and `portal.ftl` are no part of it: only pages read those, and no process that lasts should hold it.
const FILES: [&str; 5] = ["common.ftl", "mail.ftl", "notice.ftl", "pill.ftl", "tray.ftl"];

macro_rules! catalogue {
    ($lang:literal) => {
        (
            $lang,
            [
                include_str!(concat!("../locales/", $lang, "/common.ftl")),
                include_str!(concat!("../locales/", $lang, "/mail.ftl")),
                include_str!(concat!("../locales/", $lang, "/notice.ftl")),
                include_str!(concat!("../locales/", $lang, "/pill.ftl")),
                include_str!(concat!("../locales/", $lang, "/tray.ftl")),
            ],
        )
    };
}

/// The texts of each language, in the order of [`FILES`].
const CATALOGUES: [(&str, [&str; FILES.len()]); 3] = [catalogue!("en"), catalogue!("de"), catalogue!("es")];

/// The catalogue's language for what a person asks for, such as `en` for `en-GB` or `en_IE.UTF-8`.
///
/// # Errors
/// Where there is no catalogue for the language in any region.
pub fn choose(wanted: &str) -> Result<&'static str, UnknownLanguage> {
    let tag = wanted.split(['.', '@']).next().unwrap_or_default();
    let wanted: LanguageIdentifier = tag.parse().map_err(|_| UnknownLanguage(wanted.into()))?;
    let same = |lang: &&&str| {
        lang.parse::<LanguageIdentifier>().is_ok_and(|known| known.language == wanted.language)
    };
    let exact = languages().iter().find(|lang| wanted == **lang);
    exact.or_else(|| languages().iter().find(same)).copied().ok_or_else(|| UnknownLanguage(tag.into()))
}

/// A value for a message's place.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// Text; from elsewhere only after [`plain`].
    Text(&'a str),
    /// A whole number, which also chooses the form of words around it.
    Number(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

/// A message in a language, or in the first of [`languages`] where that language lacks it. A message that no catalogue has
/// is answered with its own name, so that a mistake is seen; the tests look for any.
pub fn message(lang: &str, id: &str, args: &[(&str, Arg<'_>)]) -> String {
    let fluent: FluentArgs<'_> = args
        .iter()
        .map(|(name, value)| {
            let value = match value {
                Arg::Text(text) => FluentValue::from(*text),
                Arg::Number(number) => FluentValue::from(*number),
            };
            (*name, value)
        })
        .collect();
    let chosen = choose(lang).unwrap_or(languages()[0]);
    let mut found = [chosen, languages()[0]].into_iter().filter_map(|lang| try_message(lang, id, &fluent));
    found.next().unwrap_or_else(|| id.to_owned())
}

fn try_message(lang: &str, id: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = bundle(lang)?;
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors);
    debug_assert!(errors.is_empty(), "{id} in {lang}: {errors:?}");
    Some(text.into_owned())
}

/// A language's catalogue, read when it is first needed: most processes speak one language.
fn bundle(lang: &str) -> Option<&'static FluentBundle<FluentResource>> {
    static BUNDLES: [OnceLock<FluentBundle<FluentResource>>; CATALOGUES.len()] =
        [const { OnceLock::new() }; CATALOGUES.len()];
    let at = CATALOGUES.iter().position(|(known, _)| *known == lang)?;
    Some(BUNDLES[at].get_or_init(|| read(lang, &CATALOGUES[at].1)))
}

fn read(lang: &str, sources: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(lang.parse().into_iter().collect());
    bundle.set_use_isolating(false);
    for source in sources {
        // What could be read is used; the tests make sure that all could.
        let resource = FluentResource::try_new((*source).into()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Text from elsewhere made fit for a line that a person trusts: no line breaks, no control or invisible characters, no marks
/// that turn the direction of what follows, no double quotation marks that could end a quotation early, single spaces.
pub fn plain(text: &str) -> String {
    let spaced = text.chars().filter(|c| !is_invisible(*c)).map(|c| match c {
        '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{00AB}' | '\u{00BB}' => '\'',
        c if c.is_control() || c.is_whitespace() => ' ',
        c => c,
    });
    spaced.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters of the Unicode category Cf and kin that show nothing, but for the joiners that scripts need.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}' | '\u{200B}'
        | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::{
        category::Category,
        session::{SessionReason, SessionState},
    };

    /// The messages of a file by name, each with what a translation can't change about it: the variables that it names and
    /// the numbers that it says something special about.
    fn shape(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut messages = BTreeMap::<_, BTreeSet<_>>::new();
        let mut current = None;
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (id, _) = line.split_once(" =").unwrap();
                assert!(messages.insert(id, BTreeSet::new()).is_none(), "{id} is there twice");
                current = Some(id);
            }
            let Some(parts) = current.and_then(|id| messages.get_mut(id)) else { continue };
            let variables = line.match_indices('$').map(|(at, _)| {
                let end = line[at + 1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
                &line[at..end.map_or(line.len(), |end| at + 1 + end)]
            });
            parts.extend(variables);
            let key = line.trim_start().trim_start_matches('*');
            let key = key.strip_prefix('[').and_then(|key| key.split_once(']'));
            parts.extend(key.map(|(key, _)| key).filter(|key| key.parse::<u32>().is_ok()));
        }
        messages
    }

    #[test]
    fn every_language_says_the_same_things() {
        for (lang, sources) in &CATALOGUES {
            for (at, file) in FILES.iter().enumerate() {
                FluentResource::try_new(sources[at].into()).map_err(|(_, errors)| errors).unwrap();
                let (here, english) = (shape(sources[at]), shape(CATALOGUES[0].1[at]));
                assert!(!here.is_empty(), "{lang}/{file} is empty");
                assert_eq!(here, english, "{lang}/{file}");
            }
        }
        let known: Vec<_> = CATALOGUES.iter().map(|(lang, _)| *lang).collect();
        assert_eq!(known, languages());
    }

    #[test]
    fn client_text_cannot_end_the_quotation_around_it() {
        for (lang, sources) in &CATALOGUES {
            let mut quoted = 0;
            for line in sources.iter().flat_map(|source| source.lines()) {
                let places = ["{ $text }", "{ $old }", "{ $new }", "{ $name }"];
                for (at, place) in places.into_iter().flat_map(|place| line.match_indices(place)) {
                    let before = line[..at].chars().next_back().unwrap();
                    let after = line[at + place.len()..].chars().next().unwrap_or(' ');
                    if place != "{ $text }" && before == ' ' {
                        assert!(!"„“”«»\"".contains(after), "{lang}: {line}");
                        continue;
                    }
                    for mark in [before, after] {
                        assert!("„“”«»".contains(mark), "{lang}: {mark:?} in {line}");
                        assert!(
                            !plain(&mark.to_string()).contains(mark),
                            "{lang}: {mark:?} can be written by a client"
                        );
                    }
                    quoted += 1;
                }
            }
            assert!(quoted >= 12, "{lang} quotes {quoted} times");
        }
    }

    #[test]
    fn no_message_is_in_two_files() {
        for (lang, sources) in &CATALOGUES {
            let mut seen = BTreeSet::new();
            for id in sources.iter().flat_map(|source| shape(source).into_keys()) {
                assert!(seen.insert(id), "{id} in {lang}");
            }
        }
    }

    #[test]
    fn every_name_in_json_has_its_words() {
        use {SessionReason as R, SessionState as S};
        fn name(value: impl serde::Serialize) -> String {
            serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
        }
        let categories = Category::ALL.map(|c| format!("category-{c}"));
        let short = Category::ALL.map(|c| format!("category-{c}-short"));
        let states = [S::Idle, S::Running, S::Paused].map(|s| format!("state-{}", name(s)));
        let reasons = R::ALL.map(|r| format!("reason-{}", r.name()));
        for id in categories.iter().chain(&short).chain(&states).chain(&reasons) {
            for lang in languages() {
                assert_ne!(&message(lang, id, &[]), id, "{lang}");
            }
        }
    }

    #[test]
    fn a_region_finds_its_language() {
        for wanted in ["en", "en-GB", "en_IE.UTF-8", "EN"] {
            assert_eq!(choose(wanted), Ok("en"), "{wanted}");
        }
        assert_eq!([choose("de_AT.UTF-8"), choose("es-419")], [Ok("de"), Ok("es")]);
        for wanted in ["tlh", "", "C", "../en"] {
            assert!(choose(wanted).is_err(), "{wanted}");
        }
    }

    #[test]
    fn numbers_choose_their_words() {
        let days = |count: u32| message("en", "days", &[("count", count.into())]);
        assert_eq!([days(1), days(2), days(1000)], ["1 day", "2 days", "1000 days"]);
        let hours = |lang, count: u32| message(lang, "hours", &[("count", count.into())]);
        assert_eq!([hours("de", 1), hours("de", 0)], ["1 Stunde", "0 Stunden"]);
        assert_eq!([hours("es", 1), hours("es", 1_000_000)], ["1 hora", "1000000 horas"]);
    }

    #[test]
    fn dates_read_as_people_write_them() {
        let day = |lang| {
            message(lang, "date", &[("year", 2026u32.into()), ("month", 3u32.into()), ("day", 9u32.into())])
        };
        assert_eq!(["en", "de", "es"].map(day), ["9 March 2026", "9. März 2026", "9 de marzo de 2026"]);
    }

    #[test]
    fn arguments_are_put_in_without_marks() {
        let text = message("en", "quote", &[("client", "Ann".into()), ("text", "{ $client }".into())]);
        assert_eq!(text, "Ann says: \u{201C}{ $client }\u{201D}");
    }

    #[test]
    fn foreign_text_becomes_plain() {
        let cases = [
            ("  a\n\nb\tc\r\u{2028}d ", "a b c d"),
            ("\u{1B}[2Jclear\u{7}", "[2Jclear"),
            ("\u{202E}txet\u{2066}\u{200B}\u{FEFF}", "txet"),
            ("he said \"no\u{201D}", "he said 'no'"),
            (
                "\u{645}\u{6CC}\u{200C}\u{62E}\u{648}\u{627}\u{647}\u{645}",
                "\u{645}\u{6CC}\u{200C}\u{62E}\u{648}\u{627}\u{647}\u{645}",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
