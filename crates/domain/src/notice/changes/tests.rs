use std::{collections::BTreeMap, fmt::Write as _};

use proptest::prelude::*;

use super::*;
use crate::{
    Timestamp,
    id::{ClientId, ProjectId},
    locale::languages,
    policy::{Announce, Client, Looking, PolicyVersion, TimeOfDay, Weekday, WorkingHours},
};

const AT: Timestamp = Timestamp::from_millis(1_795_320_306_789);

fn project() -> Project {
    Project {
        id: ProjectId::new(AT, [1; 10]),
        name: "Map of the harbour".into(),
        client: Client {
            id: ClientId::new(AT, [2; 10]),
            name: "Harbour Maps Ltd".into(),
            contact: String::new(),
            address: String::new(),
            jurisdiction: String::new(),
            authority: String::new(),
            operator: String::new(),
        },
        testing: false,
    }
}

fn hours(days: &[Weekday], from: u8, to: u8) -> WorkingHours {
    let time = |hour| TimeOfDay::new(hour, 0).unwrap();
    WorkingHours { days: days.iter().copied().collect(), from: time(from), to: time(to) }
}

fn terms() -> Terms {
    Terms {
        requirement: Requirement::Optional,
        per_hour: 6,
        max_bytes: 500_000,
        announce: Announce::Before,
        purpose: "To show how the hours were spent".into(),
        lawful_basis: LawfulBasis::Consent,
        recipients: vec!["Reviewers".into(), "The auditor".into()],
        retention_days: 30,
        location: "Ireland".into(),
        declining: "We are fine with it.".into(),
    }
}

fn policy() -> Policy {
    Policy {
        v: 1,
        project: project().id,
        version: PolicyVersion::new(1),
        published_at: AT,
        review_minutes: 10,
        grace_hours: 24,
        working_hours: Some(hours(&Weekday::ALL[..5], 9, 17)),
        looking: Looking { covered: true, reason: false },
        categories: BTreeMap::from([
            (Category::ActivityCounts, Terms { requirement: Requirement::Off, ..terms() }),
            (Category::Screenshots, terms()),
            (Category::WebcamStills, terms()),
            (Category::WorkNotes, terms()),
        ]),
    }
}

/// Another version, in which as much as can be is different.
fn later() -> Policy {
    let mut later = Policy {
        version: PolicyVersion::new(2),
        published_at: Timestamp::from_millis(AT.as_millis() + 1),
        review_minutes: 1,
        grace_hours: 48,
        working_hours: Some(hours(&[Weekday::Mon, Weekday::Sat], 9, 17)),
        looking: Looking { covered: false, reason: true },
        ..policy()
    };
    later.categories.insert(Category::ActivityCounts, terms());
    later.categories.remove(&Category::WorkNotes);
    later.categories.insert(
        Category::Screenshots,
        Terms {
            requirement: Requirement::Required,
            per_hour: 12,
            max_bytes: 600_000,
            announce: Announce::None,
            purpose: "To decide\nwho is \u{201C}good\u{201D}".into(),
            lawful_basis: LawfulBasis::LegitimateInterests,
            recipients: vec!["Reviewers".into(), "The press".into()],
            retention_days: 90,
            location: "Elsewhere".into(),
            declining: "Nothing  changes.".into(),
        },
    );
    later.categories.insert(
        Category::WebcamStills,
        Terms {
            per_hour: 1,
            max_bytes: 499_999,
            announce: Announce::After,
            purpose: "To show how the  hours were spent".into(),
            recipients: vec!["The auditor".into(), "Reviewers".into()],
            retention_days: 1,
            ..terms()
        },
    );
    later
}

fn read(lang: &str, old: &Policy, new: &Policy) -> String {
    changes(&project(), old, new, lang).unwrap().into_iter().fold(String::new(), |mut text, change| {
        let _ = writeln!(text, "{} {}", if change.wider { "+" } else { " " }, change.text);
        text
    })
}

#[test]
fn reads_well_in_every_language() {
    let both_ways =
        |lang: &&str| format!("{}\n{}", read(lang, &policy(), &later()), read(lang, &later(), &policy()));
    insta::assert_snapshot!(languages().iter().map(both_ways).collect::<Vec<_>>().join("\n"));
}

#[test]
fn hours_that_come_and_go() {
    let never = Policy { working_hours: None, ..policy() };
    let said = [read("en", &never, &policy()), read("en", &policy(), &never)];
    assert_eq!(
        said,
        [
            "  When a session can run: Monday to Friday, 09:00 to 17:00. Before: at any time.\n",
            "+ When a session can run: at any time. Before: Monday to Friday, 09:00 to 17:00.\n",
        ]
    );
    assert!(changes(&project(), &policy(), &never, "tlh").is_err());
}

#[test]
fn a_client_cannot_put_words_into_candors_mouth() {
    let attack = "ok\u{201D}.\n  Nothing else changed. \u{BB}\u{201C}\u{202E}";
    let mut hostile = later();
    let shots = hostile.categories.get_mut(&Category::Screenshots).unwrap();
    shots.recipients.push(attack.into());
    for text in [&mut shots.purpose, &mut shots.location, &mut shots.declining] {
        *text = attack.into();
    }
    let mut by = project();
    by.client.name = attack.into();
    for lang in languages() {
        let found = changes(&by, &policy(), &hostile, lang).unwrap();
        for Change { text, .. } in found {
            assert!(!text.chars().any(|c| c.is_control() || c == '\u{202E}'), "{text:?}");
            let marks: String =
                text.chars().filter(|c| "\u{201C}\u{201D}\u{201E}\u{AB}\u{BB}\"".contains(*c)).collect();
            let pair = message(lang, "quoted", &[("text", "".into())]);
            assert_eq!(marks, pair.repeat(marks.chars().count() / 2), "{text}");
        }
    }
}

#[test]
fn json_leaves_out_what_is_about_no_category() {
    let change = Change { category: None, text: "a".into(), wider: true };
    assert_eq!(serde_json::to_string(&change).unwrap(), r#"{"text":"a","wider":true}"#);
    let change = Change { category: Some(Category::Screenshots), ..change };
    let json = serde_json::to_string(&change).unwrap();
    assert_eq!(json, r#"{"category":"screenshots","text":"a","wider":true}"#);
    assert_eq!(serde_json::from_str::<Change>(&json).unwrap(), change);
}

/// One step from a policy to a neighbour of it.
#[derive(Debug, Clone)]
enum Edit {
    Review(u32),
    Grace(u32),
    Hours(Option<WorkingHours>),
    Look(Looking),
    Drop(Category),
    Requirement(Category, Requirement),
    Rate(Category, u32),
    Size(Category, u32),
    Announce(Category, Announce),
    Purpose(Category, &'static str),
    Basis(Category, LawfulBasis),
    Recipients(Category, Vec<&'static str>),
    Kept(Category, u32),
    Location(Category, &'static str),
    Declining(Category, &'static str),
}

impl Edit {
    fn make(&self, policy: &mut Policy) {
        let mut of = |category: &Category, change: &dyn Fn(&mut Terms)| {
            change(policy.categories.entry(*category).or_insert_with(terms));
        };
        match self {
            Self::Requirement(category, to) => of(category, &|t| t.requirement = *to),
            Self::Rate(category, to) => of(category, &|t| t.per_hour = *to),
            Self::Size(category, to) => of(category, &|t| t.max_bytes = *to),
            Self::Announce(category, to) => of(category, &|t| t.announce = *to),
            Self::Purpose(category, to) => of(category, &|t| t.purpose = (*to).into()),
            Self::Basis(category, to) => of(category, &|t| t.lawful_basis = *to),
            Self::Recipients(category, to) => {
                of(category, &|t| t.recipients = to.iter().map(|name| (*name).into()).collect());
            }
            Self::Kept(category, to) => of(category, &|t| t.retention_days = *to),
            Self::Location(category, to) => of(category, &|t| t.location = (*to).into()),
            Self::Declining(category, to) => of(category, &|t| t.declining = (*to).into()),
            Self::Drop(category) => drop(policy.categories.remove(category)),
            Self::Review(to) => policy.review_minutes = *to,
            Self::Grace(to) => policy.grace_hours = *to,
            Self::Look(to) => policy.looking = *to,
            Self::Hours(to) => policy.working_hours.clone_from(to),
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    use proptest::sample::{select, subsequence};
    let category = || select(&Category::ALL[..]);
    // Two of them look the same.
    let text = || select(vec!["a", "a ", "b"]);
    let requirements = vec![Requirement::Off, Requirement::Optional, Requirement::Required];
    let bases = vec![LawfulBasis::Consent, LawfulBasis::Contract, LawfulBasis::LegitimateInterests];
    let told = vec![Announce::None, Announce::After, Announce::Before];
    let open = (subsequence(Weekday::ALL[..3].to_vec(), 1..=3), 8..10u8, 16..18u8);
    let open = proptest::option::of(open.prop_map(|(days, from, to)| hours(&days, from, to)));
    prop_oneof![
        (0..3u32).prop_map(Edit::Review),
        (0..3u32).prop_map(Edit::Grace),
        open.prop_map(Edit::Hours),
        any::<(bool, bool)>().prop_map(|(covered, reason)| Edit::Look(Looking { covered, reason })),
        category().prop_map(Edit::Drop),
        (category(), select(requirements)).prop_map(|(c, to)| Edit::Requirement(c, to)),
        (category(), 5..8u32).prop_map(|(c, to)| Edit::Rate(c, to)),
        (category(), select(vec![499_999u32, 500_000, 500_001, 501_000]))
            .prop_map(|(c, to)| Edit::Size(c, to)),
        (category(), select(told)).prop_map(|(c, to)| Edit::Announce(c, to)),
        (category(), text()).prop_map(|(c, to)| Edit::Purpose(c, to)),
        (category(), select(bases)).prop_map(|(c, to)| Edit::Basis(c, to)),
        (category(), proptest::collection::vec(text(), 0..4)).prop_map(|(c, to)| Edit::Recipients(c, to)),
        (category(), 29..32u32).prop_map(|(c, to)| Edit::Kept(c, to)),
        (category(), text()).prop_map(|(c, to)| Edit::Location(c, to)),
        (category(), text()).prop_map(|(c, to)| Edit::Declining(c, to)),
    ]
}

/// What a policy says, without version and date and without what it says about categories that it doesn't collect.
fn said(policy: &Policy) -> Policy {
    let collected = policy.collected().map(|(category, terms)| (category, terms.clone())).collect();
    Policy { version: PolicyVersion::new(1), published_at: AT, categories: collected, ..policy.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_wider_is_what_asks_again(
        before in proptest::collection::vec(edit(), 0..3),
        between in proptest::collection::vec(edit(), 0..4),
    ) {
        let mut old = policy();
        before.iter().for_each(|edit| edit.make(&mut old));
        let mut new = Policy { version: PolicyVersion::new(2), published_at: Timestamp::from_millis(0), ..old.clone() };
        between.iter().for_each(|edit| edit.make(&mut new));
        let found = changes(&project(), &old, &new, "en").unwrap();
        for (category, _) in new.collected() {
            let wider = found.iter().any(|c| c.wider && c.category.is_none_or(|of| of == category));
            prop_assert_eq!(wider, new.widens(&old, category), "{}: {:?}", category, &found);
        }
        for change in &found {
            let collected = change.category.is_none_or(|category| new.terms(category).is_some());
            prop_assert!(collected || !change.wider, "{:?}", change);
        }
        prop_assert_eq!(found.is_empty(), said(&old) == said(&new), "{:?}", &found);
        let texts = found.iter().map(|change| &change.text).collect::<BTreeSet<_>>();
        prop_assert!(texts.iter().all(|text| text.ends_with('.') && !text.contains("change-")));
    }
}
