//! Figures in one table: what was measured, what is aimed at, what others take.

use std::fmt::Write as _;

use serde::Serialize;

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    Less,
    More,
}

/// What something else takes for the same.
#[derive(Debug, Clone, Serialize)]
pub struct Peer {
    name: &'static str,
    /// The figure as it was published or measured, with its range where it has one.
    figure: &'static str,
    /// The figure to compare with; of a range the end that is better.
    value: f64,
}

/// One line of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    what: String,
    unit: &'static str,
    /// One of each run, in their order.
    values: Vec<f64>,
    better: Better,
    aim: Option<f64>,
    /// What it must be, whatever the machine; anything else is a failure.
    must: Option<f64>,
    peers: Vec<Peer>,
    note: String,
}

impl Figure {
    /// A figure of which less is better, from one run or several.
    pub fn new(what: impl Into<String>, unit: &'static str, values: impl IntoIterator<Item = f64>) -> Self {
        Self {
            what: what.into(),
            unit,
            values: values.into_iter().collect(),
            better: Better::Less,
            aim: None,
            must: None,
            peers: Vec::new(),
            note: String::new(),
        }
    }

    /// More is better.
    pub fn more(mut self) -> Self {
        self.better = Better::More;
        self
    }

    /// What is aimed at.
    pub fn aim(mut self, aim: f64) -> Self {
        self.aim = Some(aim);
        self
    }

    /// What it must be in every run.
    pub fn must(mut self, must: f64) -> Self {
        self.must = Some(must);
        self
    }

    /// What something else takes, `figure` as people write it.
    pub fn peer(mut self, name: &'static str, value: f64, figure: &'static str) -> Self {
        self.peers.push(Peer { name, figure, value });
        self
    }

    /// What is to be known about it.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Whether it is something that it must not be.
    pub fn is_wrong(&self) -> bool {
        self.must.is_some_and(|must| self.values.is_empty() || self.values.iter().any(|value| *value != must))
    }

    /// Least, median and greatest.
    fn spread(&self) -> [f64; 3] {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
        let (half, last) = (sorted.len() / 2, sorted.len().saturating_sub(1));
        let median = if sorted.len().is_multiple_of(2) {
            (at(half.saturating_sub(1)) + at(half)) / 2.0
        } else {
            at(half)
        };
        [at(0), median, at(last)]
    }

    /// Name and value, as progress.
    pub fn line(&self) -> String {
        format!("{}: {} {}", self.what.trim(), self.measured(), self.unit)
    }

    /// The median, and the spread where there is one.
    fn measured(&self) -> String {
        let [least, median, most] = self.spread();
        match self.values.len() {
            0 => "nothing".into(),
            _ if least == most => number(median),
            _ => format!("{} ({} to {})", number(median), number(least), number(most)),
        }
    }

    fn cells(&self) -> [String; 6] {
        let [_, median, _] = self.spread();
        let (aim, ratio) = match (self.must, self.aim) {
            (Some(must), _) => {
                let verdict = if self.is_wrong() { "WRONG" } else { "exact" };
                (number(must), verdict.into())
            }
            (None, Some(aim)) => {
                let met = if self.better == Better::Less { median <= aim } else { median >= aim };
                (number(aim), format!("{} {}", number(median / aim), if met { "met" } else { "missed" }))
            }
            (None, None) => (String::new(), String::new()),
        };
        let peers = self.peers.iter().map(|peer| {
            let ratio = if self.must.is_some() {
                String::new()
            } else {
                format!(" (× {})", number(peer.value / median))
            };
            format!("{} {}{ratio}", peer.name, peer.figure)
        });
        [
            self.what.clone(),
            self.measured(),
            self.unit.into(),
            aim,
            ratio,
            peers.collect::<Vec<_>>().join(", "),
        ]
    }
}

const HEAD: [&str; 6] = ["what", "measured", "unit", "aim", "of aim", "others (× Candor's)"];

/// The figures as a Markdown table that is aligned for reading as it is, and their notes below.
pub fn markdown(figures: &[Figure]) -> String {
    let rows: Vec<[String; 6]> =
        std::iter::once(HEAD.map(str::to_owned)).chain(figures.iter().map(Figure::cells)).collect();
    let widths: [usize; 6] = std::array::from_fn(|column| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    });
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        for (cell, width) in row.iter().zip(widths) {
            // Writing to a string can't fail.
            let _ = write!(text, "| {cell:<width$} ");
        }
        text.push_str("|\n");
        if index == 0 {
            text.extend(widths.iter().map(|width| format!("|{}", "-".repeat(width + 2))));
            text.push_str("|\n");
        }
    }
    let notes = figures.iter().filter(|figure| !figure.note.is_empty());
    let notes: Vec<String> = notes.map(|figure| format!("- {}: {}\n", figure.what, figure.note)).collect();
    if !notes.is_empty() {
        text.push('\n');
        text.extend(notes);
    }
    text
}

/// A number with three digits that count, thousands set apart.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return "none".into();
    }
    let digits = match value.abs() {
        _ if value.fract() == 0.0 => 0,
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    let text = format!("{value:.digits$}");
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or(grouped.clone(), |fraction| format!("{grouped}.{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_spread_aim_and_peers() {
        let figures = [
            Figure::new("weight", "MB", [16.0])
                .aim(20.0)
                .peer("Other", 80.0, "80 to 90")
                .note("counted twice"),
            Figure::new("speed", "records/s", [30_000.0, 10_000.0, 20_400.0]).more().aim(40_800.0),
            Figure::new("keys", "keys", [1_500.0]).must(1_500.0),
        ];
        let text = markdown(&figures);
        for line in [
            "| weight | 16                         | MB        | 20     | 0.800 met    | Other 80 to 90 (× 5)",
            "| speed  | 20,400 (10,000 to 30,000)  | records/s | 40,800 | 0.500 missed |",
            "| keys   | 1,500                      | keys      | 1,500  | exact        |",
        ] {
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(squeezed(&text).contains(&squeezed(line)), "{line}\n{text}");
        }
        assert!(text.ends_with("\n\n- weight: counted twice\n"), "{text}");
    }

    #[test]
    fn what_must_be_exact_is_wrong_when_one_run_is_off_or_none_was_made() {
        assert!(!Figure::new("keys", "keys", [5.0, 5.0]).must(5.0).is_wrong());
        assert!(Figure::new("keys", "keys", [5.0, 4.0]).must(5.0).is_wrong());
        assert!(Figure::new("keys", "keys", []).must(5.0).is_wrong());
        assert!(!Figure::new("time", "ms", [9.0]).aim(5.0).is_wrong(), "timing decides nothing");
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_two() {
        assert_eq!(Figure::new("a", "ms", [4.0, 1.0, 3.0, 2.0]).spread(), [1.0, 2.5, 4.0]);
    }
}
