//! The layout of a notice: who may stand where on the page.

use textwrap::{Options, WordSplitter};

/// The most columns of a line.
const WIDTH: usize = 78;

/// Lines of plain text, wrapped. Only titles and headings start at the left margin.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<String>,
}

impl Page {
    /// The title, underlined twice.
    pub(super) fn title(&mut self, text: &str) {
        self.underlined(text, "=");
    }

    /// A heading, underlined.
    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        self.underlined(text, "-");
    }

    /// A paragraph of Candor's own that belongs to the heading.
    pub(super) fn lead(&mut self, text: &str) {
        self.blank();
        self.wrap(text, "  ", "  ");
    }

    /// A label above what it names.
    pub(super) fn label(&mut self, text: &str) {
        self.blank();
        self.wrap(text, "  ", "  ");
    }

    /// A paragraph.
    pub(super) fn text(&mut self, text: &str) {
        self.wrap(text, "      ", "      ");
    }

    /// A point in a list.
    pub(super) fn point(&mut self, text: &str) {
        self.wrap(text, "  * ", "    ");
    }

    /// A point in a list under a label.
    pub(super) fn point_of_label(&mut self, text: &str) {
        self.wrap(text, "      - ", "        ");
    }

    /// Lines to be copied as they are.
    pub(super) fn verbatim(&mut self, lines: &[&str]) {
        self.lines.extend(lines.iter().map(|line| format!("        {line}")));
    }

    /// The text, its last line ended.
    pub(super) fn finish(self) -> String {
        self.lines.join("\n") + "\n"
    }

    fn underlined(&mut self, text: &str, with: &str) {
        let start = self.lines.len();
        self.wrap(text, "", "");
        let width = self.lines[start..].iter().map(|line| textwrap::core::display_width(line)).max();
        self.lines.push(with.repeat(width.unwrap_or_default()));
    }

    fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// Wraps text, breaking a word that is longer than a line: a terminal would go on with it at the left margin.
    fn wrap(&mut self, text: &str, first: &str, rest: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let options = Options::new(WIDTH)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(WordSplitter::NoHyphenation)
            .break_words(true);
        self.lines.extend(textwrap::wrap(&text, options).into_iter().map(std::borrow::Cow::into_owned));
    }
}
