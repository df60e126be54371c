//! What the agent chooses about capturing on this machine: windows that no picture shows, which monitors, which camera.
//!
//! A choice can only make less be captured than the policy allows, never more.

use serde::{Deserialize, Serialize};

use crate::private;

/// The agent's choices for one project on this machine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Choices {
    /// Windows that are black in every picture.
    pub exclusions: Exclusions,
    /// The monitors of which pictures are taken, by their number from 0 in the system's order; all where empty.
    pub monitors: Vec<u8>,
    /// The name of the camera that takes stills. The system's first where there is none; where the named one is gone,
    /// no other takes its place.
    pub camera: Option<String>,
}

impl Choices {
    /// Whether pictures are taken of this monitor.
    pub fn takes_monitor(&self, monitor: u8) -> bool {
        self.monitors.is_empty() || self.monitors.contains(&monitor)
    }
}

/// Windows that are black in every picture, whatever lies in them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Exclusions {
    /// Windows that any of these describe.
    pub patterns: Vec<Pattern>,
    /// Private windows of browsers, as far as they can be recognised by their titles. Not every browser says in the
    /// title that a window is private.
    pub private_windows: bool,
}

/// Describes windows. What isn't given isn't looked at; where both are given both must fit, and where neither is, no window
/// fits.
///
/// Upper and lower case are the same. A text with `*` must fit as a whole, each `*` standing for any characters or none; a
/// text without fits wherever it occurs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct Pattern {
    /// The application: on X11 the window's class or its process's name, elsewhere the application's name.
    pub application: Option<String>,
    /// The window's title.
    pub title: Option<String>,
}

/// What a window is called; a window may have several names of either kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Its application.
    pub applications: Vec<String>,
    /// Its titles.
    pub titles: Vec<String>,
}

impl Exclusions {
    /// Whether nothing is excluded, so that no list of windows is needed.
    pub fn is_empty(&self) -> bool {
        !self.private_windows && self.patterns.iter().all(Pattern::is_empty)
    }

    /// Whether a window with these names is excluded.
    pub fn exclude(&self, names: &Names) -> bool {
        self.patterns.iter().any(|pattern| pattern.fits(names))
            || (self.private_windows && private::is_private(names))
    }
}

impl Pattern {
    /// Whether it describes no window at all.
    fn is_empty(&self) -> bool {
        given(&self.application).is_none() && given(&self.title).is_none()
    }

    /// Whether it describes a window with these names.
    pub fn fits(&self, names: &Names) -> bool {
        let fits = |wanted: &Option<String>, names: &[String]| {
            given(wanted).is_none_or(|wanted| names.iter().any(|name| text_fits(wanted, name)))
        };
        !self.is_empty() && fits(&self.application, &names.applications) && fits(&self.title, &names.titles)
    }
}

/// The text, if it is more than spaces.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn text_fits(wanted: &str, text: &str) -> bool {
    let (wanted, text) = (wanted.to_lowercase(), text.to_lowercase());
    let Some((first, rest)) = wanted.split_once('*') else { return text.contains(&wanted) };
    let Some(mut left) = text.strip_prefix(first) else { return false };
    // Each part between two stars is best taken where it comes first; the last part must end the text.
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = left.find(part) else { return false };
        left = &left[at + part.len()..];
    }
    left.ends_with(last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(application: &str, title: &str) -> Names {
        Names { applications: vec![application.into()], titles: vec![title.into()] }
    }

    fn pattern(application: &str, title: &str) -> Pattern {
        let text = |text: &str| (text != "-").then(|| text.to_owned());
        Pattern { application: text(application), title: text(title) }
    }

    #[test]
    fn patterns_fit_what_they_say() {
        let bank = names("Firefox", "Märkische Bank: Konto — Mozilla Firefox");
        for (application, title, fits) in [
            ("firefox", "-", true),
            ("FIRE", "-", true),
            ("chrom", "-", false),
            ("-", "MÄRKISCHE bank", true),
            ("firefox", "konto", true),
            ("firefox", "depot", false),
            ("chrome", "konto", false),
            ("fire", " ", true),
            ("-", "-", false),
            ("", "  ", false),
            ("-", "*konto*", true),
            ("-", "märk*konto*firefox", true),
            ("-", "konto*", false),
            ("-", "*konto", false),
            ("-", "*", true),
            ("-", "m*firefox*firefox", false),
            ("fire*fox", "-", true),
            ("firefox*firefox", "-", false),
        ] {
            assert_eq!(pattern(application, title).fits(&bank), fits, "{application:?} {title:?}");
        }
    }

    #[test]
    fn a_window_of_several_names_is_found_by_each() {
        let window = Names {
            applications: vec!["Navigator".into(), "firefox-esr".into()],
            titles: vec!["old".into(), "new".into()],
        };
        for (application, title) in [("navigator", "new"), ("firefox-esr", "old")] {
            assert!(pattern(application, title).fits(&window));
        }
        assert!(!pattern("navigator", "other").fits(&window));
    }

    #[test]
    fn blank_patterns_exclude_nothing_and_need_no_list() {
        let blank =
            Exclusions { patterns: vec![pattern(" ", "-"), Pattern::default()], private_windows: false };
        assert!(blank.is_empty() && !blank.exclude(&names("any", "thing")));
        assert!(!Exclusions { private_windows: true, ..blank.clone() }.is_empty());
        assert!(!Exclusions { patterns: vec![pattern("-", "*")], ..blank }.is_empty());
    }

    #[test]
    fn choices_read_back_from_json_also_where_parts_are_missing() {
        let all = Choices {
            exclusions: Exclusions { patterns: vec![pattern("a", "-")], private_windows: true },
            monitors: vec![1],
            camera: Some("Desk camera".into()),
        };
        let json = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Choices>(&json).unwrap(), all);
        assert_eq!(serde_json::from_str::<Choices>("{}").unwrap(), Choices::default());
        let bytes = postcard::to_allocvec(&all).unwrap();
        assert_eq!(postcard::from_bytes::<Choices>(&bytes).unwrap(), all);
    }

    proptest! {
        /// The stars' search against the plain definition.
        #[test]
        fn stars_stand_for_any_characters(wanted in "[ab*]{0,7}", text in "[ab]{0,9}") {
            fn fits(wanted: &[u8], text: &[u8]) -> bool {
                match wanted {
                    [] => text.is_empty(),
                    [b'*', rest @ ..] => (0..=text.len()).any(|from| fits(rest, &text[from..])),
                    [one, rest @ ..] => text.first() == Some(one) && fits(rest, &text[1..]),
                }
            }
            prop_assume!(wanted.contains('*'));
            prop_assert_eq!(text_fits(&wanted, &text), fits(wanted.as_bytes(), text.as_bytes()));
        }
    }
}
