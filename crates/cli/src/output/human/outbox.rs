//! What waits on this machine.

use std::fmt::Write as _;

use candor_domain::record::CaptureSource;
use candor_engine::protocol::{Deleted, ItemContent, Outbox, OutboxItem, PlaceInLine};

use super::{Look, one_line, table, unit};

/// The longest part of a note that is shown, in characters.
const NOTE: usize = 60;

/// The items, the oldest first.
pub fn outbox(outbox: &Outbox, look: &Look) -> String {
    if outbox.items.is_empty() {
        return "Nothing waits on this machine.".into();
    }
    let heading = ["ID", "AT", "WHAT", "STATE", "CONTENT"].map(|name| look.faint(name)).to_vec();
    let mut rows = vec![heading];
    rows.extend(outbox.items.iter().map(|item| row(item, look)));
    let mut text = table("", &rows);
    let bytes: u64 = outbox.items.iter().map(size).sum();
    let _ = write!(text, "{}", unit::counted(outbox.items.len() as u64, "item"));
    if bytes > 0 {
        let _ = write!(text, ", pictures of {}", unit::bytes(bytes));
    }
    let _ = write!(text, ". {}", look.faint("candor outbox show|redact|delete|release ID"));
    text
}

/// One item after something was done with it.
pub fn item(item: &OutboxItem, look: &Look) -> String {
    table("", &[row(item, look)])
}

fn row(item: &OutboxItem, look: &Look) -> Vec<String> {
    let what = match (&item.content, item.category) {
        (ItemContent::Gap { .. }, Some(category)) => format!("gap in {category}"),
        (ItemContent::Gap { .. }, None) => "gap".into(),
        (_, Some(category)) => category.to_string(),
        (_, None) => "session".into(),
    };
    let mut content = content(&item.content, look);
    if let Some(refused) = &item.refused {
        let why = format!("{} ({})", one_line(&refused.message), one_line(&refused.code));
        content = format!("{content} · {}", look.bad(&why));
    }
    vec![item.id.to_string(), look.time(item.at), what, state(item, look), content]
}

fn state(item: &OutboxItem, look: &Look) -> String {
    match (item.state, item.review_left_ms) {
        (PlaceInLine::Held, Some(left)) if left.get() > 0 => format!("held, {} left", unit::stretch(left)),
        (PlaceInLine::Held, _) => "held, may go".into(),
        (PlaceInLine::Frozen, _) => look.warn("frozen"),
        (PlaceInLine::Deleting, _) => "deleting, can be undone".into(),
        (PlaceInLine::Claimed, _) => "on its way".into(),
        (PlaceInLine::Quarantined, _) => look.bad("refused"),
        (PlaceInLine::Sent, _) => "sent".into(),
        (PlaceInLine::Purged, _) => "deleted".into(),
    }
}

fn content(content: &ItemContent, look: &Look) -> String {
    match content {
        ItemContent::Activity(sample) => format!(
            "keys {} · clicks {} · scroll {} · pointer {} px · active {} s",
            unit::count(sample.keys.into()),
            unit::count(sample.clicks.into()),
            unit::count(sample.scroll.into()),
            unit::count(sample.pointer_px.into()),
            unit::count(sample.active_s.into()),
        ),
        ItemContent::Capture { source, bytes, width, height, finding, redacted, .. } => {
            let source = match source {
                CaptureSource::Screen { monitor } => format!("screen {}", u32::from(*monitor) + 1),
                CaptureSource::Camera => "camera".into(),
            };
            let mut parts = vec![source, format!("{width}×{height}"), unit::bytes((*bytes).into())];
            parts.extend(unit::finding(*finding).map(str::to_owned));
            if *redacted {
                parts.push("blacked out in part".into());
            }
            parts.join(" · ")
        }
        ItemContent::Note { text } => {
            let text = one_line(text);
            let cut: String = text.chars().take(NOTE).collect();
            if cut.len() < text.len() { format!("“{cut}…”") } else { format!("“{text}”") }
        }
        ItemContent::Gap { from, to, reason } => {
            let until = if to > from { format!(" to {}", look.time(*to)) } else { String::new() };
            format!("{}{until}: {}", look.time(*from), unit::gap(*reason))
        }
        ItemContent::Session { worked_ms } => format!("{} worked", unit::clock(*worked_ms)),
        ItemContent::Gone => look.faint("nothing any more"),
    }
}

fn size(item: &OutboxItem) -> u64 {
    match item.content {
        ItemContent::Capture { bytes, .. } => bytes.into(),
        _ => 0,
    }
}

/// Items that were deleted.
pub fn deleted(deleted: &Deleted, look: &Look) -> String {
    let mut text = String::new();
    if !deleted.deleting.is_empty() {
        let until = deleted.undo_until.time_in(&look.zone);
        let _ = writeln!(
            text,
            "{} won't be sent. Until {until} this can be undone, then the content is gone for good:",
            unit::counted(deleted.deleting.len() as u64, "item")
        );
        let ids: Vec<String> = deleted.deleting.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "  candor outbox undelete {}", ids.join(" "));
    }
    if !deleted.requested.is_empty() {
        let _ = writeln!(
            text,
            "{} may be with the server already: it is asked to delete there.",
            unit::counted(deleted.requested.len() as u64, "item")
        );
    }
    if text.is_empty() { "Nothing was there to delete.".into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::human::samples;

    #[test]
    fn every_kind_of_item() {
        insta::assert_snapshot!(outbox(&samples::outbox(), &samples::look()));
    }

    #[test]
    fn nothing() {
        insta::assert_snapshot!(outbox(&Outbox { items: vec![] }, &samples::look()));
    }

    #[test]
    fn a_deletion_says_how_to_undo_it() {
        let items = samples::outbox().items;
        let done = Deleted {
            deleting: vec![items[0].id],
            undo_until: samples::look().now,
            requested: vec![items[1].id, items[2].id],
        };
        insta::assert_snapshot!(deleted(&done, &samples::look()));
    }
}
