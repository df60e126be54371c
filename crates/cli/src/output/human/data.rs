//! What became of a session and of the data: uploads, exports, checks, and the end of it.

use std::fmt::Write as _;

use candor_engine::protocol::{Exported, Left, SessionStatus, Stopped, Synced, Verified, Wiped};

use super::{Look, lines, one_line, table, unit};

/// A session that ended.
pub fn stopped(stopped: &Stopped, look: &Look) -> String {
    let SessionStatus { project_name, started, worked_ms, synthetic, totals, .. } = &stopped.session;
    let mut text = format!("Stopped: {}\n", look.strong(&one_line(project_name)));
    let rows = [
        ("since", look.time(*started)),
        ("worked", unit::clock(*worked_ms)),
        ("keys", unit::count(totals.keys)),
        ("clicks", unit::count(totals.clicks)),
        ("scroll steps", unit::count(totals.scroll)),
        ("pointer", format!("{} px", unit::count(totals.pointer_px))),
        ("active", unit::stretch(candor_domain::Millis::from_secs(totals.active_s))),
        ("captures", unit::count(totals.captures)),
        ("notes", unit::count(totals.notes)),
    ];
    text.push_str(&table("  ", &rows.map(|(name, value)| vec![name.to_owned(), value])));
    if *synthetic {
        text.push_str("Every record of it is marked synthetic.\n");
    }
    match stopped.waiting {
        0 => text.push_str("Nothing of it waits for review."),
        waiting => {
            let _ = write!(text, "{} for your review: candor outbox list", waits(waiting));
        }
    }
    text
}

fn waits(items: u64) -> String {
    format!("{} {}", unit::counted(items, "item"), if items == 1 { "waits" } else { "wait" })
}

/// An upload.
pub fn synced(synced: &Synced, look: &Look) -> String {
    let mut text = match synced.sent {
        0 => "Nothing was sent.".to_owned(),
        sent => format!("{} sent and confirmed by the server.", unit::counted(sent, "record")),
    };
    if synced.requeued > 0 {
        let again = unit::counted(synced.requeued, "item");
        let _ = write!(text, "\n{again} had been sent before, and were sent again to the restored server.");
    }
    if synced.waiting > 0 {
        let _ = write!(text, "\n{} for review or for your choice: candor outbox list", waits(synced.waiting));
    }
    if !synced.refused.is_empty() {
        let refused = unit::counted(synced.refused.len() as u64, "item");
        let _ = writeln!(text, "\n{} and kept here:", look.bad(&format!("{refused} refused by the server")));
        let row = |item: &candor_engine::protocol::RefusedItem| {
            vec![item.id.to_string(), one_line(&item.code), one_line(&item.message)]
        };
        text.push_str(&table("  ", &synced.refused.iter().map(row).collect::<Vec<_>>()));
        text.push_str("Try again with candor outbox retry ID, or let go with candor outbox delete ID.");
    }
    text
}

/// A file that was written.
pub fn exported(exported: &Exported, _: &Look) -> String {
    format!(
        "{} holds everything about you on this machine: {}, {}, {}.\nIt is not encrypted: keep it where only you can read it. Check it with candor verify.",
        exported.file.display(),
        unit::counted(exported.records, "record"),
        unit::counted(exported.captures, "picture"),
        unit::bytes(exported.bytes)
    )
}

/// A check that found nothing wrong.
pub fn verified(verified: &Verified, look: &Look) -> String {
    let mut text = format!("{}\n", look.good("✓ Everything checks out."));
    let row = |name: &str, number: u64, checked: &str| {
        vec![name.to_owned(), unit::count(number), look.faint(checked)]
    };
    text.push_str(&table(
        "  ",
        &[
            row("ledgers", verified.ledgers, ""),
            row("entries", verified.entries, "form, order, signature, tree"),
            row("records", verified.records, "commitment, and that consent covers each"),
            row("pictures", verified.captures, "bytes"),
            row("receipts", verified.receipts, "bytes"),
        ],
    ));
    for (device, size) in &verified.cosigned {
        let _ = writeln!(
            text,
            "  The server cosigned {} of {}.",
            unit::counted(*size, "entry"),
            one_line(device)
        );
    }
    text
}

/// An enrolment that was ended.
pub fn left(left: &Left, look: &Look) -> String {
    let mut text = format!("You have left {}.\n", look.strong(&one_line(&left.client.name)));
    if !left.withdrawn.is_empty() {
        let names: Vec<&str> = left.withdrawn.iter().map(|category| category.name()).collect();
        let _ = writeln!(text, "Withdrawn: {}.", names.join(", "));
    }
    if !left.server_told {
        text.push_str("The server could not be told yet: candor sync tells it.\n");
    }
    let _ = writeln!(text, "It still holds {}.", unit::counted(left.held_by_client, "record"));
    text.push_str(&lines(&left.erasure));
    text
}

/// Everything deleted.
pub fn wiped(wiped: &Wiped, _: &Look) -> String {
    format!(
        "Deleted: {}. Kept without content: {}, with an entry that this was done.",
        unit::counted(wiped.items, "item"),
        unit::counted(wiped.ledgers, "ledger")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::human::samples;

    #[test]
    fn a_session_that_ended() {
        let session = samples::running().session.unwrap();
        insta::assert_snapshot!(stopped(&Stopped { session, waiting: 14 }, &samples::look()));
    }

    #[test]
    fn uploads() {
        let look = samples::look();
        let texts = [
            synced(&Synced::default(), &look),
            synced(&Synced { sent: 96, waiting: 1, refused: vec![samples::refused()], requeued: 0 }, &look),
            synced(&Synced { sent: 9, requeued: 8, ..Synced::default() }, &look),
        ];
        insta::assert_snapshot!(texts.join("\n---\n"));
    }

    #[test]
    fn a_check() {
        let cosigned = [("01890a5d-ac96-774b-bcce-b302099a8057".to_owned(), 40)].into();
        let done = Verified { ledgers: 1, entries: 41, records: 96, captures: 12, receipts: 4, cosigned };
        insta::assert_snapshot!(verified(&done, &samples::look()));
    }

    #[test]
    fn an_end() {
        let look = samples::look();
        let done = Left {
            client: samples::client(),
            withdrawn: vec![candor_domain::Category::Screenshots],
            held_by_client: 96,
            erasure: "To have them erased, write to privacy@acme.example.".into(),
            server_told: false,
        };
        let texts = [left(&done, &look), wiped(&Wiped { items: 110, ledgers: 1 }, &look)];
        insta::assert_snapshot!(texts.join("\n---\n"));
    }
}
