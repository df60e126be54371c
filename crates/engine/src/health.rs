//! What is wrong, as far as the engine knows: the source of the indicator's colour and of `candor status`.
//!
//! Recording is sound as long as each category's last item due was verified and is on disk. An item that can't be had, a
//! black picture or an item that doesn't come in time is a trouble until the next good item of that category.

use std::collections::BTreeMap;

use candor_capture::SensorProblem;
use candor_domain::{Boot, Category, Millis, record::Finding};

use crate::protocol::Trouble;

/// How long an item may be late before that is a trouble.
const LATE: Millis = Millis::from_secs(20);

/// What is wrong now.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    general: BTreeMap<&'static str, String>,
    sensors: BTreeMap<Category, (&'static str, String)>,
    due: BTreeMap<Category, Due>,
}

#[derive(Debug)]
struct Due {
    /// The longest time between two items.
    apart: Millis,
    by: Boot,
}

impl Troubles {
    /// A sensor works from now on and delivers `per_hour` items, each at some instant of its own interval.
    pub fn armed(&mut self, category: Category, per_hour: u32, late: Millis, now: Boot) {
        let interval = Millis::new(3_600_000 / u64::from(per_hour.max(1)));
        // Samples come at the end of each minute, pictures anywhere in their intervals: at the start of one and at the
        // end of the next at worst.
        let intervals = if category == Category::ActivityCounts { 1 } else { 2 };
        let apart = Millis::new(interval.get() * intervals).plus(late.max(LATE));
        self.due.insert(category, Due { apart, by: now.plus(apart) });
    }

    /// An item of the category is on disk.
    pub fn stored(&mut self, category: Category, finding: Option<Finding>, now: Boot) {
        if let Some(due) = self.due.get_mut(&category) {
            due.by = now.plus(due.apart);
        }
        match finding {
            Some(Finding::Black) => {
                let message = match category {
                    Category::WebcamStills => {
                        "The last webcam still is black: the camera is covered or dead."
                    }
                    _ => "The last screenshot is black: the screen is off, or the system hides its content.",
                };
                self.sensors.insert(category, ("black_frame", message.into()));
            }
            _ => drop(self.sensors.remove(&category)),
        }
    }

    /// An item of the category was due and could not be had.
    pub fn missed(&mut self, category: Category, problem: SensorProblem) {
        self.sensors.insert(category, (problem.code(), explain(category, problem)));
    }

    /// Notes what is overdue; whether something new is.
    pub fn check(&mut self, now: Boot) -> bool {
        let mut changed = false;
        for (category, due) in &self.due {
            if now > due.by && !self.sensors.contains_key(category) {
                let message = format!("No {} came when one was due.", item(*category));
                self.sensors.insert(*category, ("overdue", message));
                changed = true;
            }
        }
        changed
    }

    /// No sensor works any more, so nothing is due.
    pub fn disarmed(&mut self) {
        self.due.clear();
        self.sensors.clear();
    }

    /// Something that concerns no single category.
    pub fn set(&mut self, code: &'static str, message: impl Into<String>) {
        self.general.insert(code, message.into());
    }

    /// It is over.
    pub fn clear(&mut self, code: &str) {
        self.general.remove(code);
    }

    /// Whether it is there.
    pub fn has(&self, code: &str) -> bool {
        self.general.contains_key(code)
    }

    /// Everything that is wrong, what concerns recording first.
    pub fn list(&self) -> Vec<Trouble> {
        let sensors = self.sensors.iter().map(|(category, (code, message))| Trouble {
            code: (*code).into(),
            category: Some(*category),
            message: message.clone(),
        });
        let general = self.general.iter().map(|(code, message)| Trouble {
            code: (*code).into(),
            category: None,
            message: message.clone(),
        });
        sensors.chain(general).collect()
    }

    /// What turns the pill red, in a few words: what concerns recording, an unreachable server does not.
    pub fn recording(&self) -> Option<String> {
        if let Some(code) = ["storage_full", "store_failed"].iter().find(|code| self.has(code)) {
            return Some(code.replace('_', " "));
        }
        let (category, (code, _)) = self.sensors.iter().next()?;
        Some(format!("{}: {}", item(*category), code.replace('_', " ")))
    }
}

fn item(category: Category) -> &'static str {
    match category {
        Category::ActivityCounts => "counts",
        Category::Screenshots => "screenshot",
        Category::WebcamStills => "webcam still",
        Category::WorkNotes => "note",
    }
}

fn explain(category: Category, problem: SensorProblem) -> String {
    format!("The last {} is missing: {}. A gap marker stands in its place.", item(category), why(problem))
}

/// Why something could not be captured, as the end of a sentence.
pub(crate) fn why(problem: SensorProblem) -> &'static str {
    match problem {
        SensorProblem::Unsupported => "this system offers no way to capture it",
        SensorProblem::PermissionDenied => "the system refuses it to Candor; see its privacy settings",
        SensorProblem::NoDevice => "there is no such device",
        SensorProblem::Busy => "another program uses the device",
        SensorProblem::Unplugged => "the device was unplugged",
        SensorProblem::Stalled => "the device did not answer in time",
        SensorProblem::WindowListFailed => {
            "the system did not say where windows are, and you have excluded some"
        }
        SensorProblem::GrabFailed => "the system's capture failed",
        SensorProblem::EncodeFailed => "the picture could not be encoded",
        SensorProblem::TooLarge => "no encoding is as small as the policy demands",
        SensorProblem::Interrupted => "recording ended before it was complete",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_is_sound_until_its_item_is_late_and_again_after_the_next() {
        let mut troubles = Troubles::default();
        let at = |secs: u64| Boot::from_millis(secs * 1_000);
        troubles.armed(Category::Screenshots, 6, Millis::ZERO, at(0));
        assert!(!troubles.check(at(1_219)) && troubles.recording().is_none());
        assert!(troubles.check(at(1_221)));
        assert!(!troubles.check(at(1_222)), "told once");
        assert_eq!(troubles.list()[0].code, "overdue");
        troubles.stored(Category::Screenshots, Some(Finding::Unchanged), at(1_300));
        assert_eq!(troubles.recording(), None);
    }

    #[test]
    fn a_black_picture_is_a_trouble_until_the_next_good_one() {
        let mut troubles = Troubles::default();
        troubles.stored(Category::WebcamStills, Some(Finding::Black), Boot::from_millis(0));
        assert_eq!(troubles.recording().as_deref(), Some("webcam still: black frame"));
        troubles.stored(Category::WebcamStills, Some(Finding::Ordinary), Boot::from_millis(1));
        assert!(troubles.list().is_empty());
    }

    #[test]
    fn an_unreachable_server_does_not_turn_the_pill_red() {
        let mut troubles = Troubles::default();
        troubles.set("server_unreachable", "The server can't be reached.");
        assert_eq!((troubles.recording(), troubles.list().len()), (None, 1));
        troubles.clear("server_unreachable");
        assert!(troubles.list().is_empty());
    }
}
