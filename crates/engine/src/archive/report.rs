//! The export for reading: one page that needs no network and no program but a browser.

use std::fmt::Write as _;

use candor_domain::{DeviceId, Timestamp, Zone, record::RecordBody};

use super::{RecordRow, RecordsFile};
use crate::{
    core::{Shared, lock},
    protocol::Failure,
};

/// Writes the page.
pub(super) fn html(core: &Shared, device: DeviceId, records: &RecordsFile) -> Result<String, Failure> {
    let core = lock(core);
    let mut page = String::from(HEAD);
    let Ok(enrolment) = core.enrolment(device) else {
        page.push_str("<h1>Candor</h1><p>All data of this enrolment was deleted; its ledger remains.</p>");
        return Ok(page);
    };
    let client = &enrolment.stored.client;
    put(&mut page, format_args!("<h1>What Candor holds about you for {}</h1>", Text(&client.name)));
    put(
        &mut page,
        format_args!(
            "<p>Made on {} (UTC). Contact for your data: {}, or by post to {}. Authority for complaints: {}.</p>",
            Text(&core.ports.clock.now().to_string()),
            Text(&client.contact),
            Text(&client.address),
            Text(&client.authority)
        ),
    );
    page.push_str(
        "<h2>Your decisions</h2><table><tr><th>Project<th>Category<th>Decision<th>When<th>Receipt</tr>",
    );
    for (project, category, decided) in enrolment.consent.ledger().state().decisions() {
        let name = enrolment.projects.iter().find(|p| p.id == project).map_or("", |p| p.name.as_str());
        put(
            &mut page,
            format_args!(
                "<tr><td>{}<td>{category}<td>{}<td>{}<td><a href=\"receipts/{r}.jsonld\">{}</a></tr>",
                Text(name),
                decided.decision.name(),
                decided.at,
                &decided.coverage.receipt.to_string()[..12],
                r = decided.coverage.receipt
            ),
        );
    }
    page.push_str("</table><h2>Sessions</h2>");
    for session in &records.sessions {
        let zone = &session.zone;
        put(
            &mut page,
            format_args!(
                "<h3>{} to {} ({zone}), worked {}</h3>",
                local(session.from, zone),
                local(session.to, zone),
                duration(session.worked_ms.get())
            ),
        );
        page.push_str("<table><tr><th>When<th>What<th>State</tr>");
        let mut rows: Vec<_> = records.rows().filter(|row| row.record.session == session.id).collect();
        rows.sort_by_key(|row| row.at);
        for row in rows {
            put(
                &mut page,
                format_args!(
                    "<tr><td>{}<td>{}<td>{}</tr>",
                    row.at.time_in(zone),
                    What(row),
                    Text(&row.state)
                ),
            );
        }
        page.push_str("</table>");
    }
    if records.sessions.is_empty() {
        page.push_str("<p>None: nothing was recorded.</p>");
    }
    Ok(page)
}

fn put(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string can't fail.
    let _ = page.write_fmt(text);
}

fn local(at: Timestamp, zone: &Zone) -> String {
    format!("{} {}", at.day_in(zone), at.time_in(zone))
}

fn duration(ms: u64) -> String {
    let minutes = ms / 60_000;
    format!("{} h {:02} min", minutes / 60, minutes % 60)
}

/// A record in words, or as its picture.
struct What<'a>(&'a RecordRow);

impl std::fmt::Display for What<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0.record.body {
            RecordBody::Activity(s) => write!(
                f,
                "{} keys, {} clicks, {} scroll steps, {} px, {} s active",
                s.keys, s.clicks, s.scroll, s.pointer_px, s.active_s
            ),
            RecordBody::Capture(capture) => {
                let category = capture.source.category();
                match &self.0.file {
                    Some(file) => {
                        let file = Text(file);
                        write!(
                            f,
                            "<a href=\"{file}\"><img src=\"{file}\" alt=\"{category}\" loading=\"lazy\"></a>"
                        )
                    }
                    None => write!(f, "{category}, no longer on this machine"),
                }
            }
            RecordBody::Note(note) => write!(f, "{}", Text(&note.text)),
            RecordBody::Gap(gap) => {
                let reason = serde_json::to_value(gap.reason).unwrap_or_default();
                let reason = reason.as_str().unwrap_or_default().replace('_', " ");
                write!(f, "no {}: {reason}", gap.category)
            }
            RecordBody::Session(session) => write!(f, "session of {}", duration(session.worked_ms.get())),
        }
    }
}

/// Text as HTML.
struct Text<'a>(&'a str);

impl std::fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'\">
<title>Candor: what is held about you</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
th { font-weight: 600; }
img { max-width: 20rem; max-height: 12rem; border: 1px solid #8884; }
</style>
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_notes_are_text_not_markup() {
        assert_eq!(
            Text("<img src=x onerror=\"a()\">&").to_string(),
            "&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;"
        );
    }
}
