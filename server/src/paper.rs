//! A timesheet on paper: PDF, tagged after PDF/UA-1 (ISO 14289-1), so that a screen reader reads tables as tables.
//!
//! First everything gets its place on a page, then it is drawn, and what was drawn is named in a tree of headings and tables.

mod faces;

use std::num::NonZeroU16;

use self::faces::Faces;
use crate::{
    error::{ApiError, ApiResult},
    sheet::clock,
    timesheet::{Line, Timesheet},
};
use candor_domain::{
    Millis, Timestamp,
    locale::{Arg, message},
};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{
        ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
    },
    text::{Font, TextDirection},
};

/// A4, in points, and what is left free around it.
const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 56.0;
/// Where the first and the last column begin, and where those of numbers end.
const COLUMNS: [f32; 4] = [MARGIN, 250.0, 340.0, 364.0];
/// From one line of a table to the next.
const LEADING: f32 = 17.0;
const TEXT: f32 = 10.5;
const SMALL: f32 = 9.0;
const INK: u8 = 0x1f;
const GREY: u8 = 0x60;
const RULE: u8 = 0xc8;

/// A text at its place.
struct Mark {
    page: usize,
    x: f32,
    y: f32,
    size: f32,
    shade: u8,
    text: String,
    /// Whether it belongs to the page and not to what is said on it.
    furniture: bool,
}

/// What is said, in the order in which it is read; numbers are those of marks.
enum Part {
    Heading(u16, usize),
    Paragraph(usize),
    Table(Vec<[usize; 4]>),
}

/// A timesheet that is being laid out.
struct Paper<'a> {
    faces: Faces<'a>,
    lang: &'a str,
    marks: Vec<Mark>,
    /// Lines across a page, by page and height.
    rules: Vec<(usize, f32)>,
    parts: Vec<Part>,
    page: usize,
    y: f32,
}

impl Paper<'_> {
    fn mark(&mut self, x: f32, size: f32, shade: u8, text: &str) -> usize {
        let text = self.faces.fitting(text, size, PAGE.0 - MARGIN - x);
        self.marks.push(Mark { page: self.page, x, y: self.y, size, shade, text, furniture: false });
        self.marks.len() - 1
    }

    fn heading(&mut self, level: u16, size: f32, text: &str) {
        self.y += size;
        let mark = self.mark(MARGIN, size, INK, text);
        self.parts.push(Part::Heading(level, mark));
    }

    fn paragraph(&mut self, shade: u8, text: &str) {
        let size = if shade == INK { TEXT } else { SMALL };
        for line in self.lines(text, size, PAGE.0 - 2.0 * MARGIN) {
            self.y += LEADING;
            let mark = self.mark(MARGIN, size, shade, &line);
            self.parts.push(Part::Paragraph(mark));
        }
    }

    /// A text cut into lines between words.
    fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            let last = lines.last().map_or("", String::as_str);
            let longer = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
            if last.is_empty() || self.faces.width(&longer, size) <= width {
                lines.pop();
                lines.push(longer);
            } else {
                lines.push(word.to_owned());
            }
        }
        lines
    }

    /// Turns the page where there is less room than this.
    fn room(&mut self, height: f32) -> bool {
        let turned = self.y + height > PAGE.1 - MARGIN - LEADING;
        if turned {
            self.page += 1;
            self.y = MARGIN;
        }
        turned
    }

    fn row(&mut self, cells: [&str; 4], size: f32, shade: u8) -> [usize; 4] {
        self.y += LEADING;
        let [first, worked, adjusted, last] = COLUMNS;
        let flush = |ends: f32, text: &str| ends - self.faces.width(text, size);
        let places = [first, flush(worked, cells[1]), flush(adjusted, cells[2]), last];
        let mut cells = places.into_iter().zip(cells);
        std::array::from_fn(|_| cells.next().map_or(0, |(x, text)| self.mark(x, size, shade, text)))
    }

    fn header(&mut self) -> [usize; 4] {
        let names = ["sheet-day", "sheet-worked", "sheet-by-hand", "sheet-review"];
        let names = names.map(|id| message(self.lang, id, &[]));
        let cells = self.row(names.each_ref().map(String::as_str), SMALL, GREY);
        self.rules.push((self.page, self.y + 5.0));
        self.y += 3.0;
        cells
    }

    /// An agent's time on a project.
    fn line(&mut self, line: &Line) {
        self.y += 14.0;
        self.room(5.0 * LEADING);
        let whose = format!("{} · {}", line.name, line.project_name);
        self.heading(2, 13.0, &whose);
        let mut rows = vec![self.header()];
        for day in &line.days {
            self.go_on(&whose);
            let review = day.review.map(|verdict| format!("review-{}", verdict.name()));
            let said = review.into_iter().chain(day.synthetic.then(|| "sheet-synthetic".into()));
            let said: Vec<_> = said.map(|id: String| message(self.lang, &id, &[])).collect();
            let review = said.join(" · ");
            rows.push(self.row([&day.day.to_string(), &clock(day.worked_ms), "", &review], TEXT, INK));
            for adjustment in &day.adjustments {
                let mut minutes = minutes(adjustment.minutes);
                let why = format!("{}: {}", adjustment.by, adjustment.reason);
                for why in self.lines(&why, SMALL, PAGE.0 - MARGIN - COLUMNS[3]) {
                    self.go_on(&whose);
                    rows.push(self.row(["", "", &std::mem::take(&mut minutes), &why], SMALL, INK));
                }
            }
        }
        self.rules.push((self.page, self.y + 6.0));
        self.y += 4.0;
        let sum = message(self.lang, "sheet-sum", &[]);
        self.room(LEADING);
        let adjusted = line.adjusted_minutes.map(minutes).unwrap_or_default();
        rows.push(self.row([&sum, &clock(line.worked_ms), &adjusted, ""], TEXT, INK));
        self.parts.push(Part::Table(rows));
    }

    /// Begins a table anew where it goes on on another page: seen there, and read once, where it begins.
    fn go_on(&mut self, whose: &str) {
        if self.room(LEADING) {
            self.y += SMALL;
            let whose = self.mark(MARGIN, SMALL, GREY, whose);
            for mark in [whose].into_iter().chain(self.header()) {
                self.marks[mark].furniture = true;
            }
        }
    }

    /// Below each page which it is, and of what.
    fn number(&mut self, what: &str) {
        let pages = self.page + 1;
        for page in 0..pages {
            let numbers =
                [("page", page + 1), ("pages", pages)].map(|(name, n)| (name, Arg::Number(n as u64)));
            let text = format!("{what} · {}", message(self.lang, "sheet-page", &numbers));
            (self.page, self.y) = (page, PAGE.1 - MARGIN / 2.0);
            let mark = self.mark(MARGIN, SMALL, GREY, &text);
            self.marks[mark].furniture = true;
        }
    }
}

/// Minutes that somebody added or took off.
fn minutes(minutes: i64) -> String {
    format!("{}{}:{:02}", if minutes < 0 { '−' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
}

/// A timesheet of a client's as PDF.
pub(crate) fn pdf(sheet: &Timesheet, client: &str, now: Timestamp, lang: &str) -> ApiResult<Vec<u8>> {
    let failed = |what: &str| ApiError::internal("writing a PDF", std::io::Error::other(what.to_owned()));
    let mut paper = Paper {
        faces: Faces::new()?,
        lang,
        marks: Vec::new(),
        rules: Vec::new(),
        parts: Vec::new(),
        page: 0,
        y: MARGIN,
    };
    let title = message(lang, "sheet-title", &[]);
    paper.heading(1, 22.0, &title);
    paper.y += 4.0;
    paper.paragraph(INK, client);
    let (from, to) = (sheet.from.to_string(), sheet.to.to_string());
    let period = [("from", Arg::Text(&from)), ("to", Arg::Text(&to)), ("zone", Arg::Text(sheet.zone.name()))];
    let period = message(lang, "sheet-period", &period);
    paper.paragraph(INK, &period);
    let (day, mut time) = (now.day_in(&sheet.zone).to_string(), now.time_in(&sheet.zone));
    time.truncate("00:00".len());
    let made = [("day", Arg::Text(&day)), ("time", Arg::Text(&time))];
    paper.paragraph(GREY, &message(lang, "sheet-made", &made));
    if sheet.items.is_empty() {
        paper.y += LEADING;
        paper.paragraph(INK, &message(lang, "sheet-nothing", &[]));
    }
    sheet.items.iter().for_each(|line| paper.line(line));
    if sheet.items.len() > 1 {
        let sum = sheet.items.iter().map(|line| line.worked_ms).fold(Millis::ZERO, Millis::plus);
        paper.y += 14.0;
        paper.room(2.0 * LEADING);
        let sum = format!("{}: {}", message(lang, "sheet-sum", &[]), clock(sum));
        paper.heading(2, 13.0, &sum);
    }
    paper.number(&format!("{client} · {period}"));
    let fonts = faces::fonts().ok_or_else(|| failed("a typeface isn't understood"))?;
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|e| failed(&format!("{e:?}")))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let (year, month, date) = now.day_in(&candor_domain::Zone::UTC).numbers();
    document.set_metadata(
        Metadata::new()
            .title(format!("{title}, {client}, {period}"))
            .language(lang.into())
            .creator("Candor".into())
            .creation_date(DateTime::new(year as u16).month(month as u8).day(date as u8)),
    );
    let named = draw(&mut document, &paper, &fonts).ok_or_else(|| failed("a page has no room"))?;
    document.set_tag_tree(tree(&paper, named));
    document.set_outline(outline(&paper));
    document.finish().map_err(|e| failed(&format!("{e:?}")))
}

/// Draws every page. Returns a name for each mark that is said.
fn draw(document: &mut Document, paper: &Paper<'_>, fonts: &[Font]) -> Option<Vec<Option<Identifier>>> {
    let mut named: Vec<Option<Identifier>> = paper.marks.iter().map(|_| None).collect();
    for number in 0..=paper.page {
        let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1)?);
        let mut surface = page.surface();
        surface
            .start_tagged(ContentTag::Artifact(krilla::tagging::Artifact::with_kind(ArtifactType::Layout)));
        for (_, y) in paper.rules.iter().filter(|(on, _)| *on == number) {
            surface.set_fill(Some(ink(RULE)));
            let mut path = PathBuilder::new();
            path.push_rect(Rect::from_xywh(MARGIN, *y, PAGE.0 - 2.0 * MARGIN, 0.5)?);
            surface.draw_path(&path.finish()?);
        }
        surface.end_tagged();
        for (at, mark) in paper.marks.iter().enumerate().filter(|(_, mark)| mark.page == number) {
            let tag = match mark.furniture {
                true => ContentTag::Artifact(krilla::tagging::Artifact::with_kind(ArtifactType::Footer)),
                false => ContentTag::Span(SpanTag::empty()),
            };
            let identifier = surface.start_tagged(tag);
            write(&mut surface, mark, &paper.faces, fonts)?;
            surface.end_tagged();
            named[at] = (!mark.furniture).then_some(identifier);
        }
        surface.finish();
        page.finish();
    }
    Some(named)
}

/// Writes a mark's text, each part of it in the typeface that has it.
fn write(surface: &mut Surface<'_>, mark: &Mark, faces: &Faces<'_>, fonts: &[Font]) -> Option<()> {
    surface.set_fill(Some(ink(mark.shade)));
    let mut x = mark.x;
    for (face, part) in faces.parts(&mark.text) {
        let (start, font) = (Point::from_xy(x, mark.y), fonts.get(face)?.clone());
        surface.draw_text(start, font, mark.size, part, false, TextDirection::LeftToRight);
        x += faces.width(part, mark.size);
    }
    Some(())
}

fn ink(shade: u8) -> Fill {
    Fill {
        paint: rgb::Color::new(shade, shade, shade).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }
}

/// The headings, as a reader lists them beside the pages.
fn outline(paper: &Paper<'_>) -> Outline {
    let mut outline = Outline::new();
    for part in &paper.parts {
        if let Part::Heading(_, mark) = part {
            let mark = &paper.marks[*mark];
            let place = XyzDestination::new(mark.page, Point::from_xy(mark.x, mark.y - mark.size));
            outline.push_child(OutlineNode::new(mark.text.clone(), place));
        }
    }
    outline
}

/// What a reader of the file hears, in its order.
fn tree(paper: &Paper<'_>, mut named: Vec<Option<Identifier>>) -> TagTree {
    let mut leaf = |mark: usize| named[mark].take().map(Node::from);
    let mut tree = TagTree::new().with_lang(Some(paper.lang.into()));
    for part in &paper.parts {
        match part {
            Part::Heading(level, mark) => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                tree.push(TagGroup::with_children(
                    Tag::Hn(level, Some(paper.marks[*mark].text.clone())),
                    leaf(*mark).into_iter().collect(),
                ));
            }
            Part::Paragraph(mark) => {
                tree.push(TagGroup::with_children(Tag::P, leaf(*mark).into_iter().collect()));
            }
            Part::Table(rows) => {
                let mut table = TagGroup::new(Tag::Table);
                for (at, row) in rows.iter().enumerate() {
                    let mut cells = TagGroup::new(Tag::TR);
                    for (column, mark) in row.iter().enumerate() {
                        let said = leaf(*mark).into_iter().collect();
                        cells.push(match (at, column) {
                            (0, _) => TagGroup::with_children(Tag::TH(TableHeaderScope::Column), said),
                            (_, 0) => TagGroup::with_children(Tag::TH(TableHeaderScope::Row), said),
                            _ => TagGroup::with_children(Tag::TD, said),
                        });
                    }
                    table.push(cells);
                }
                tree.push(table);
            }
        }
    }
    tree
}

#[cfg(test)]
mod tests {
    use candor_domain::{AgentId, ProjectId, time::Day};

    use super::*;
    use crate::{reviews::Adjustment, timesheet::Worked};

    fn sheet(lines: usize, days: usize, name: &str) -> Timesheet {
        let mut day: Day = "2026-01-01".parse().unwrap();
        let first = day;
        let worked: Vec<Worked> = (0..days)
            .map(|_| {
                let worked = Worked {
                    day,
                    worked_ms: Millis::from_minutes(455),
                    review: None,
                    adjustments: Vec::new(),
                    synthetic: false,
                };
                day = day.next();
                worked
            })
            .collect();
        let line = Line {
            agent: AgentId::from_bytes([1; 16]),
            name: name.into(),
            project: ProjectId::from_bytes([2; 16]),
            project_name: "Harbour map".into(),
            worked_ms: Millis::from_minutes(455 * days as u64),
            adjusted_minutes: None,
            synthetic: false,
            days: worked,
        };
        Timesheet {
            from: first,
            to: day,
            zone: "Europe/Berlin".parse().unwrap(),
            items: vec![line; lines],
            reviews: Vec::new(),
            next: None,
            truncated: false,
        }
    }

    /// The text of each page.
    fn pages(sheet: &Timesheet, lang: &str) -> Vec<String> {
        let now = Timestamp::from_millis(1_795_320_000_000);
        let bytes = pdf(sheet, "Harbour Maps Ltd", now, lang).unwrap();
        let document = lopdf::Document::load_mem(&bytes).unwrap();
        document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
    }

    #[test]
    fn a_year_goes_on_over_pages_that_say_what_they_are() {
        let pages = pages(&sheet(3, 100, "Ana Ñúñez Öztürk"), "de");
        assert_eq!(pages.len(), 8);
        for (at, page) in pages.iter().enumerate() {
            assert!(page.contains(&format!("Seite {} von 8", at + 1)), "{page}");
            assert!(page.contains("Ana Ñúñez Öztürk · Harbour map"), "{page}");
        }
        assert_eq!(pages.iter().map(|page| page.matches("2026-02-14").count()).sum::<usize>(), 3);
        assert!(pages[7].contains("Zusammen: 2275:00"), "{}", pages[7]);
    }

    #[test]
    fn names_stand_there_whatever_they_are_written_in() {
        // Where the typeface changes, what reads a PDF may begin a line.
        let close = |text: &str| text.split_whitespace().collect::<String>();
        let page = |name: &str| close(&pages(&sheet(1, 1, name), "en")[0]);
        for name in [
            "Zoë Đặng Thị Hạnh Şükrü Łukasz Þór Čapek Ķīrs",
            "Ελένη Παπαδοπούλου Ὀδυσσεύς",
            "Дмитрий Їжакевич Ђоковић Әлия Ғабит",
            "Արամ Խաչատրյան",
            "ქეთევან ჩხეიძე",
        ] {
            assert!(page(name).contains(&close(name)), "{name}: {}", page(name));
        }
        // What no typeface here has, or can set rightly, is told in letters that say how it sounds.
        for (name, told) in [
            ("山田 太郎 and 山本 太郎", "ShanTian TaiLang and ShanBen TaiLang"),
            ("김민준", "GimMinJun"),
            ("राजेश", "rajes"),
            ("सत्य\u{200d}म", "stym"),
            ("שרה", "srh"),
            ("محمد", "mhmd"),
            ("Ann \u{e000}", "Ann [E000]"),
            ("Jose\u{301}", "José"),
        ] {
            assert!(page(name).contains(&close(told)), "{name}: {}", page(name));
        }
    }

    #[test]
    fn nothing_and_too_much_are_paper_too() {
        assert!(pages(&sheet(0, 0, ""), "en")[0].contains("Nothing was worked"));
        // What no line holds.
        assert!(pages(&sheet(1, 1, &"long ".repeat(60)), "es")[0].contains('…'));
        // What was done by hand stands beside what was recorded, with every word of why.
        let mut adjusted = sheet(1, 2, "Ana");
        let reason = (0..60).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
        let (day, at) = (adjusted.items[0].days[0].day, Timestamp::from_millis(0));
        let by_hand = Adjustment { day, minutes: -90, reason, by: "Mary Burke".into(), at };
        adjusted.items[0].days[0].adjustments.push(by_hand);
        adjusted.items[0].adjusted_minutes = Some(-90);
        let page = &pages(&adjusted, "en")[0];
        assert_eq!(page.matches("−1:30").count(), 2, "{page}");
        assert!(page.contains("Mary Burke") && (0..60).all(|n| page.contains(&format!("word{n}"))), "{page}");
    }
}
