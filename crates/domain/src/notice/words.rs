//! Parts of sentences that notices and lists of changes share.

use crate::{
    locale::message,
    policy::{Announce, Weekday, WorkingHours},
};

/// Working hours, such as "Monday to Friday, 09:00 to 17:30".
pub(super) fn working_hours(lang: &str, hours: &WorkingHours) -> String {
    let days = weekdays(lang, &hours.days.iter().copied().collect::<Vec<_>>());
    let (from, to) = (hours.from.to_string(), hours.to.to_string());
    message(
        lang,
        "working-hours",
        &[("days", (&days).into()), ("from", (&from).into()), ("to", (&to).into())],
    )
}

/// Whether pictures are told of, and when, such as "a notification after each picture".
pub(super) fn announced(lang: &str, announce: Announce) -> String {
    let seconds = Announce::LEAD.get() / 1_000;
    match announce {
        Announce::None => message(lang, "announced-none", &[]),
        Announce::After => message(lang, "announced-after", &[]),
        Announce::Before => message(lang, "announced-before", &[("seconds", seconds.into())]),
    }
}

/// Days of the week in their order: from the first to the last where three or more follow each other without a break.
fn weekdays(lang: &str, days: &[Weekday]) -> String {
    let name = |day: &Weekday| message(lang, &format!("weekday-{day}"), &[]);
    let unbroken = Weekday::ALL.windows(days.len().max(1)).any(|run| run == days);
    match days {
        _ if days == Weekday::ALL => message(lang, "weekdays-all", &[]),
        [first, .., last] if unbroken && days.len() > 2 => {
            let (first, last) = (name(first), name(last));
            message(lang, "weekdays-range", &[("first", (&first).into()), ("last", (&last).into())])
        }
        [first, between @ .., last] => {
            let join = |id: &str, days: String, day: &Weekday| {
                message(lang, id, &[("days", (&days).into()), ("day", (&name(day)).into())])
            };
            let but_last = between.iter().fold(name(first), |days, day| join("weekdays-more", days, day));
            join("weekdays-last", but_last, last)
        }
        [only] => name(only),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::TimeOfDay;

    #[test]
    fn days_are_named_as_people_do() {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let table: [(&[Weekday], [&str; 3]); 6] = [
            (&Weekday::ALL, ["every day", "täglich", "todos los días"]),
            (&[Mon, Tue, Wed, Thu, Fri], ["Monday to Friday", "Montag bis Freitag", "de lunes a viernes"]),
            (&[Fri, Sat, Sun], ["Friday to Sunday", "Freitag bis Sonntag", "de viernes a domingo"]),
            (&[Sat, Sun], ["Saturday and Sunday", "Samstag und Sonntag", "sábado y domingo"]),
            (
                &[Mon, Wed, Thu],
                [
                    "Monday, Wednesday and Thursday",
                    "Montag, Mittwoch und Donnerstag",
                    "lunes, miércoles y jueves",
                ],
            ),
            (&[Wed], ["Wednesday", "Mittwoch", "miércoles"]),
        ];
        for (days, expected) in table {
            assert_eq!(["en", "de", "es"].map(|lang| weekdays(lang, days)), expected);
        }
        let days = [Mon, Tue].into();
        let hours = WorkingHours { days, from: TimeOfDay::new(9, 5).unwrap(), to: TimeOfDay::MIDNIGHT };
        assert_eq!(working_hours("en", &hours), "Monday and Tuesday, 09:05 to 24:00");
    }
}
