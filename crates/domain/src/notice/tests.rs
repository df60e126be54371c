use std::collections::BTreeMap;

use super::*;
use crate::{
    id::ClientId,
    policy::{Client, Looking, TimeOfDay, Weekday, WorkingHours},
};

const AT: Timestamp = Timestamp::from_millis(1_795_320_306_789);

fn project() -> Project {
    Project {
        id: ProjectId::new(AT, [1; 10]),
        name: "Map of the harbour".into(),
        client: Client {
            id: ClientId::new(AT, [2; 10]),
            name: "Harbour Maps Ltd".into(),
            contact: "privacy@harbour.example".into(),
            address: "1 Quay Street, Dublin 1, Ireland".into(),
            jurisdiction: "Ireland, European Union".into(),
            authority: "Data Protection Commission, 6 Pembroke Row, Dublin, www.dataprotection.ie".into(),
            operator: "Candor Hosting".into(),
        },
        testing: false,
    }
}

fn terms(requirement: Requirement, per_hour: u32, declining: &str) -> Terms {
    Terms {
        requirement,
        per_hour,
        max_bytes: 1_500_000,
        announce: Announce::None,
        purpose: "To show the port authority how the hours that it pays for were spent".into(),
        lawful_basis: LawfulBasis::Consent,
        recipients: vec!["The project's two reviewers".into(), "The port authority's auditor".into()],
        retention_days: 30,
        location: "A server of Candor Hosting in Ireland".into(),
        declining: declining.into(),
    }
}

fn policy() -> Policy {
    Policy {
        v: 1,
        project: project().id,
        version: PolicyVersion::new(3),
        published_at: AT,
        review_minutes: 10,
        grace_hours: 24,
        working_hours: None,
        looking: Looking::default(),
        categories: BTreeMap::from([
            (
                Category::ActivityCounts,
                terms(
                    Requirement::Required,
                    60,
                    "You can send a weekly timesheet instead; ask Mary, and we pay the same.",
                ),
            ),
            (Category::Screenshots, terms(Requirement::Optional, 6, "We are fine with it.")),
            (Category::WebcamStills, terms(Requirement::Off, 1, "")),
            (
                Category::WorkNotes,
                Terms {
                    lawful_basis: LawfulBasis::Contract,
                    max_bytes: 0,
                    retention_days: 1,
                    ..terms(Requirement::Optional, 0, "")
                },
            ),
        ]),
    }
}

fn hours(days: &[Weekday], to: u8) -> WorkingHours {
    let time = |hour| TimeOfDay::new(hour, 0).unwrap();
    WorkingHours { days: days.iter().copied().collect(), from: time(9), to: time(to) }
}

fn text(policy: &Policy) -> String {
    render(&project(), policy, "en").unwrap().text
}

fn text_in(lang: &str, policy: &Policy) -> String {
    render(&project(), policy, lang).unwrap().text
}

#[test]
fn reads_well() {
    insta::assert_snapshot!(text(&policy()));
}

#[test]
fn reads_well_in_german() {
    insta::assert_snapshot!(text_in("de", &policy()));
}

#[test]
fn reads_well_in_spanish() {
    insta::assert_snapshot!(text_in("es", &policy()));
}

/// A policy with what most policies don't have, so that most of the texts are used in it or in [`policy`].
fn edges() -> (Project, Policy) {
    let mut policy = policy();
    policy.review_minutes = 0;
    policy.grace_hours = 1;
    policy.categories.remove(&Category::ActivityCounts);
    policy.categories.insert(
        Category::Screenshots,
        Terms {
            lawful_basis: LawfulBasis::LegitimateInterests,
            retention_days: 0,
            purpose: String::new(),
            ..terms(Requirement::Required, 1, " \n")
        },
    );
    policy.categories.insert(
        Category::WebcamStills,
        Terms { lawful_basis: LawfulBasis::LegalObligation, ..terms(Requirement::Optional, 2, "") },
    );
    (Project { testing: true, ..project() }, policy)
}

#[test]
fn reads_well_at_the_edges() {
    let (project, policy) = edges();
    insta::assert_snapshot!(render(&project, &policy, "en-GB").unwrap().text);
}

#[test]
fn reads_well_at_the_edges_in_german() {
    let (project, policy) = edges();
    insta::assert_snapshot!(render(&project, &policy, "de-AT").unwrap().text);
}

#[test]
fn reads_well_at_the_edges_in_spanish() {
    let (project, policy) = edges();
    insta::assert_snapshot!(render(&project, &policy, "es-MX").unwrap().text);
}

#[test]
fn fits_a_terminal_in_every_language() {
    for lang in languages() {
        let (project, policy) = edges();
        for text in [render(&project, &policy, lang).unwrap().text, text_in(lang, &self::policy())] {
            for line in text.lines() {
                assert!(textwrap::core::display_width(line) <= 80, "{lang}: too wide: {line}");
            }
        }
    }
}

/// Only what such a policy says more is in these snapshots: all else stays word for word what it is without.
#[test]
fn says_when_it_records_and_what_it_announces() {
    let before =
        Terms { announce: Announce::Before, ..terms(Requirement::Optional, 6, "We are fine with it.") };
    let after =
        Terms { announce: Announce::After, ..terms(Requirement::Optional, 6, "We are fine with it.") };
    let mut plain = policy();
    plain.categories.insert(Category::WebcamStills, Terms { announce: Announce::None, ..after.clone() });
    let mut announced = Policy { working_hours: Some(hours(&Weekday::ALL[..5], 17)), ..plain.clone() };
    announced.categories.insert(Category::Screenshots, before);
    announced.categories.insert(Category::WebcamStills, after);
    let added = languages().iter().map(|lang| {
        let (plain, announced) = (text_in(lang, &plain), text_in(lang, &announced));
        let mut old = plain.lines().peekable();
        let new = announced.lines().filter(|line| old.next_if_eq(line).is_none()).collect::<Vec<_>>();
        assert_eq!(old.next(), None, "{lang} says less");
        new.join("\n")
    });
    insta::assert_snapshot!(added.collect::<Vec<_>>().join("\n\n"));
}

/// The sign on the screen can be recognised from the notice.
#[test]
fn the_pill_says_what_the_notice_says_that_it_does() {
    for lang in languages() {
        let text = text_in(lang, &policy()).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&message(lang, "pill-recording", &[])), "{lang}");
    }
}

#[test]
fn its_hash_is_that_of_its_text() {
    let notice = render(&project(), &policy(), "en-IE").unwrap();
    assert_eq!(notice.sha256, Sha256Hash::of(&notice.text));
    assert_eq!((notice.lang.as_str(), notice.policy_version), ("en", PolicyVersion::new(3)));
    assert_eq!(render(&project(), &policy(), "en").unwrap(), notice);
    assert!(render(&project(), &policy(), "tlh").is_err());
}

/// Whatever a policy says differently, its notice says so too: nobody agrees to what the text doesn't show.
#[test]
fn every_term_changes_the_text() {
    let change = |edit: fn(&mut Terms)| {
        let mut policy = policy();
        edit(policy.categories.get_mut(&Category::Screenshots).unwrap());
        policy
    };
    let changed = [
        change(|t| t.requirement = Requirement::Required),
        change(|t| t.requirement = Requirement::Off),
        change(|t| t.per_hour = 7),
        change(|t| t.max_bytes += 1),
        change(|t| t.purpose.push('!')),
        change(|t| t.lawful_basis = LawfulBasis::Contract),
        change(|t| t.lawful_basis = LawfulBasis::LegalObligation),
        change(|t| t.lawful_basis = LawfulBasis::LegitimateInterests),
        change(|t| t.recipients.push("The press".into())),
        change(|t| t.retention_days = 31),
        change(|t| t.location.push('!')),
        change(|t| t.declining.push('!')),
        change(|t| t.announce = Announce::Before),
        change(|t| t.announce = Announce::After),
        Policy { version: PolicyVersion::new(4), ..policy() },
        Policy { review_minutes: 11, ..policy() },
        Policy { grace_hours: 23, ..policy() },
        Policy { working_hours: Some(hours(&Weekday::ALL[..5], 17)), ..policy() },
    ];
    for lang in languages() {
        let original = text_in(lang, &policy());
        for changed in &changed {
            assert_ne!(text_in(lang, changed), original, "{lang}: {changed:?}");
        }
    }
}

/// Headings, points and labels of a notice: what its reader takes for Candor's own structure.
fn structure(text: &str) -> Vec<&str> {
    let own = |line: &&str| !line.is_empty() && !line.starts_with("    ");
    text.lines().filter(own).map(|line| line.trim_end()).collect()
}

#[test]
fn foreign_text_cannot_pass_for_structure() {
    let long = format!("x{}", "\u{3000}Screenshots: not collected".repeat(20));
    let unbroken = "Notcollected".repeat(30);
    let wide = "\u{4E2D}".repeat(200);
    let attacks = [
        "ok\n\nScreenshots: not collected\n--------------------------",
        "ok\r\n  Who sees it\r\n      Nobody",
        "ok\u{85}\u{2028}\u{2029}\u{B}\u{C}Screenshots: not collected",
        "\u{1B}[2J\u{1B}[HScreenshots: not collected",
        "\u{202E}detcelloc ton\u{2066}",
        "Harmless.\u{201D} Candor says: \u{201C}all is well",
        "Harmless.\" Candor says: \"all is well",
        "Harmless.\u{201C} Candor sagt: \u{201E}all is well",
        "Harmless.\u{BB} Candor dice: \u{AB}all is well",
        "{ $client } { never-keys }",
        &long,
        &unbroken,
        &wide,
    ];
    for (lang, attack) in languages().iter().flat_map(|lang| attacks.map(|attack| (lang, attack))) {
        let harmless = text_in(lang, &policy());
        let mut policy = policy();
        for terms in policy.categories.values_mut() {
            terms.purpose = attack.into();
            terms.location = attack.into();
            terms.declining = attack.into();
            terms.recipients = vec![attack.into(), attack.into()];
        }
        let hostile = text_in(lang, &policy);
        assert_eq!(structure(&hostile), structure(&harmless), "{lang}: {attack:?}");
        for line in hostile.lines() {
            assert!(textwrap::core::display_width(line) <= 80, "too wide: {line}");
            assert!(!line.chars().any(char::is_control), "{line:?}");
        }
        let is_mark = |c: &char| "\u{201C}\u{201D}\u{201E}\u{201F}\u{AB}\u{BB}\"".contains(*c);
        let marks: String = hostile.chars().filter(is_mark).collect();
        let pair = message(lang, "quoted", &[("text", "".into())]);
        assert_eq!(marks, pair.repeat(marks.chars().count() / 2), "{lang}: {attack:?} ends a quotation");
        assert!(!hostile.contains('\u{202E}') && !hostile.contains('\u{2066}'));
    }
}

#[test]
fn names_of_a_client_cannot_pass_for_structure() {
    let attack = "Nobody\n\nScreenshots: not collected\n---\n  Who sees it\n      Nobody";
    let mut hostile = project();
    for name in [
        &mut hostile.name,
        &mut hostile.client.name,
        &mut hostile.client.contact,
        &mut hostile.client.address,
        &mut hostile.client.jurisdiction,
        &mut hostile.client.operator,
    ] {
        *name = attack.into();
    }
    let text = render(&hostile, &policy(), "en").unwrap().text;
    let headings = |text: &str| text.lines().filter(|l| !l.is_empty() && !l.starts_with(' ')).count();
    assert_eq!(headings(&text), headings(&self::text(&policy())), "{text}");
    assert!(!text.lines().any(|line| line == "Screenshots: not collected"));
}

#[test]
fn only_the_policys_own_notice_is_in_good_faith() {
    let notice = render(&project(), &policy(), "en").unwrap();
    let is = |notice: &Notice, policy: &Policy| faith(notice, &project(), policy);
    assert_eq!(is(&notice, &policy()), Faith::Kept);
    assert_eq!(is(&Notice { lang: "tlh".into(), ..notice.clone() }, &policy()), Faith::Unknown);
    // A text with its own hash, but of another policy.
    let mut more = policy();
    more.categories.get_mut(&Category::Screenshots).unwrap().per_hour += 1;
    assert_eq!(is(&notice, &more), Faith::Broken);
    let text = notice.text.replace("Screenshots", "Counts");
    assert_eq!(
        is(&Notice { sha256: Sha256Hash::of(&text), text, ..notice.clone() }, &policy()),
        Faith::Broken
    );
    let other = Notice { policy_version: PolicyVersion::new(2), ..notice.clone() };
    assert_eq!(is(&other, &policy()), Faith::Broken);
    assert_eq!(is(&Notice { sha256: Sha256Hash::of("else"), ..notice }, &policy()), Faith::Broken);
}

#[test]
fn a_look_before_sending_is_promised_only_where_there_is_time() {
    let promise = "You can look at the very file before it is sent";
    let plain = |policy: &Policy| text(policy).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain(&policy()).contains(promise));
    let hasty = plain(&Policy { review_minutes: 0, ..policy() });
    assert!(!hasty.contains(promise) && !hasty.contains("You see it before it is sent"));
    assert!(hasty.contains("no time to look at the file before it is sent"));
}

#[test]
fn says_how_pictures_are_looked_at() {
    let open = text(&policy());
    let both = Policy { looking: Looking { covered: true, reason: true }, ..policy() };
    for lang in languages() {
        let more = |policy: &Policy, id: &str| {
            let said = message(lang, id, &[]);
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            words(&text_in(lang, policy)).matches(&words(&said)).count()
        };
        for id in ["seen-covered", "seen-reason"] {
            assert_eq!((more(&policy(), id), more(&both, id)), (0, 1), "{lang} {id}: of screenshots alone");
        }
    }
    assert!(!open.contains("covered"));
    assert_eq!(
        serde_json::to_value(policy()).unwrap().get("looking"),
        None,
        "older policies read as they did"
    );
    let json = serde_json::to_value(&both).unwrap();
    assert_eq!(serde_json::from_value::<Policy>(json).unwrap(), both);
}
