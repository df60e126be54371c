//! A timesheet as a file for spreadsheets.

use candor_domain::{Millis, locale::message};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::{
    error::{ApiError, ApiResult},
    reviews::Adjustment,
    timesheet::{Line, Timesheet},
};

/// The columns' names as messages.
const COLUMNS: [&str; 9] = [
    "sheet-agent",
    "sheet-project",
    "sheet-day",
    "sheet-worked",
    "sheet-minutes",
    "sheet-adjusted",
    "sheet-reasons",
    "sheet-review",
    "sheet-synthetic",
];

/// A row: agent, project, day, hours and minutes and minutes as they were recorded; the minutes that were added or taken off
/// by hand, with who did it why; what was said of it; and whether a test made it up.
struct Row {
    texts: [String; 4],
    minutes: f64,
    adjusted: Option<i64>,
    reasons: String,
    review: String,
    synthetic: String,
}

fn headers(lang: &str) -> [String; COLUMNS.len()] {
    COLUMNS.map(|id| message(lang, id, &[]))
}

fn rows<'a>(sheet: &'a Timesheet, lang: &'a str) -> impl Iterator<Item = Row> + 'a {
    let of_line = move |line: &'a Line| {
        line.days.iter().map(move |worked| Row {
            texts: [
                inert(&line.name),
                inert(&line.project_name),
                worked.day.to_string(),
                clock(worked.worked_ms),
            ],
            adjusted: worked.adjusted_minutes(),
            reasons: inert(&worked.adjustments.iter().map(reason).collect::<Vec<_>>().join("; ")),
            minutes: (worked.worked_ms.get() as f64 / 600.0).round() / 100.0,
            review: worked
                .review
                .map(|verdict| message(lang, &format!("review-{}", verdict.name()), &[]))
                .unwrap_or_default(),
            synthetic: if worked.synthetic { message(lang, "sheet-yes", &[]) } else { String::new() },
        })
    };
    sheet.items.iter().flat_map(of_line)
}

/// An adjustment in a cell: `Mary Burke +30: the call of Monday`.
fn reason(adjustment: &Adjustment) -> String {
    format!("{} {:+}: {}", adjustment.by, adjustment.minutes, adjustment.reason)
}

/// Hours and whole minutes, as the portal shows them.
pub(crate) fn clock(time: Millis) -> String {
    let minutes = time.get() / 60_000;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// Text that no spreadsheet takes for a formula (OWASP, CSV injection): one that could be is led by an apostrophe.
fn inert(text: &str) -> String {
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => format!("'{text}"),
        _ => text.into(),
    }
}

/// As CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know that.
pub(crate) fn csv(sheet: &Timesheet, lang: &str) -> ApiResult<Vec<u8>> {
    let failed = |e: csv::Error| ApiError::internal("writing CSV", e);
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".into());
    writer.write_record(headers(lang)).map_err(failed)?;
    for row in rows(sheet, lang) {
        let minutes = row.minutes.to_string();
        let adjusted = row.adjusted.map(|minutes| minutes.to_string()).unwrap_or_default();
        let cells = row.texts.iter().chain([&minutes, &adjusted, &row.reasons, &row.review, &row.synthetic]);
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|e| ApiError::internal("writing CSV", e))
}

/// As an Office Open XML workbook.
pub(crate) fn xlsx(sheet: &Timesheet, lang: &str) -> ApiResult<Vec<u8>> {
    workbook(sheet, lang).map_err(|e| ApiError::internal("writing a workbook", e))
}

fn workbook(sheet: &Timesheet, lang: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, header) in (0..).zip(headers(lang)) {
        page.write_string_with_format(0, column, header, &bold)?;
    }
    for (at, row) in (1..).zip(rows(sheet, lang)) {
        for (column, text) in (0..).zip(&row.texts) {
            page.write_string(at, column, text)?;
        }
        page.write_number(at, 4, row.minutes)?;
        if let Some(minutes) = row.adjusted {
            page.write_number(at, 5, minutes as f64)?;
        }
        page.write_string(at, 6, &row.reasons)?;
        page.write_string(at, 7, &row.review)?;
        page.write_string(at, 8, &row.synthetic)?;
    }
    page.set_freeze_panes(1, 0)?;
    page.autofit();
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_a_formula() {
        for (text, inert_text) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=cmd", "'\t=cmd"),
            (" =x", "' =x"),
            ("Ann = Bob", "Ann = Bob"),
            ("", ""),
        ] {
            assert_eq!(inert(text), inert_text);
        }
        assert_eq!(clock(Millis::new(5_429_999)), "1:30");
        assert_eq!(clock(Millis::new(5_459_999)), "1:30");
        assert_eq!(clock(Millis::new(5_460_000)), "1:31");
    }
}
