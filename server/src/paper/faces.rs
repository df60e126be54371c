//! The typefaces of a timesheet on paper, and what they know about their letters.

use krilla::text::Font;
use skrifa::{
    FontRef, MetadataProvider as _,
    charmap::Charmap,
    instance::{LocationRef, Size},
};

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::error::{ApiError, ApiResult};

/// One typeface for what it has, and another with many more letters for the rest.
fn data() -> [&'static [u8]; 2] {
    [epaint_default_fonts::UBUNTU_LIGHT, dejavu::sans::regular()]
}

/// The typefaces to draw with; nothing where one isn't understood.
pub(super) fn fonts() -> Option<Vec<Font>> {
    data().into_iter().map(|data| Font::new(data.to_vec().into(), 0)).collect()
}

/// What the typefaces know about their letters.
pub(super) struct Faces<'a>(Vec<(FontRef<'a>, Charmap<'a>)>);

impl Faces<'_> {
    pub(super) fn new() -> ApiResult<Self> {
        let face = |data| {
            let face = FontRef::new(data).map_err(|e| ApiError::internal("reading a typeface", e))?;
            let map = face.charmap();
            Ok((face, map))
        };
        data().into_iter().map(face).collect::<ApiResult<_>>().map(Faces)
    }

    /// The first typeface that has these letters and can set them one after the other.
    fn face(&self, letters: &str) -> Option<usize> {
        if letters.chars().any(is_shaped) {
            return None;
        }
        self.0.iter().position(|(_, map)| letters.chars().all(|letter| map.map(letter).is_some()))
    }

    /// The text, with what no typeface has in letters that say how it sounds, or else by its number.
    fn shown(&self, text: &str) -> String {
        let mut shown = String::new();
        for letter in text.nfc().filter(|letter| !is_unseen(*letter)) {
            if self.face(letter.encode_utf8(&mut [0; 4])).is_some() {
                shown.push(letter);
                continue;
            }
            match any_ascii::any_ascii_char(letter) {
                "" if is_combining_mark(letter) => {}
                "" => shown.push_str(&format!("[{:X}]", u32::from(letter))),
                sounds => shown.push_str(sounds),
            }
        }
        shown
    }

    /// How wide a text is that is shown.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let widths = |(face, map): &(FontRef<'_>, Charmap<'_>), text: &str| -> f32 {
            let metrics = face.glyph_metrics(Size::new(size), LocationRef::default());
            text.chars().filter_map(|letter| metrics.advance_width(map.map(letter)?)).sum()
        };
        self.parts(text).into_iter().filter_map(|(face, part)| Some(widths(self.0.get(face)?, part))).sum()
    }

    /// The text, shortened where it is wider.
    pub(super) fn fitting(&self, text: &str, size: f32, width: f32) -> String {
        let mut shown = self.shown(text);
        if self.width(&shown, size) <= width {
            return shown;
        }
        while self.width(&shown, size) + self.width("…", size) > width && shown.pop().is_some() {}
        shown.trim_end().to_owned() + "…"
    }

    /// The parts of a text that is shown, each with the number of its typeface: all of it in one where one has all of it, else each
    /// word, else each letter with the marks that are set upon it.
    pub(super) fn parts<'t>(&self, text: &'t str) -> Vec<(usize, &'t str)> {
        if let Some(face) = self.face(text) {
            return vec![(face, text)];
        }
        let words: Vec<&str> = text.split_inclusive(' ').collect();
        if words.len() > 1 {
            return words.into_iter().flat_map(|word| self.parts(word)).collect();
        }
        let begins = text.char_indices().filter(|(at, letter)| *at > 0 && !is_combining_mark(*letter));
        let (mut parts, mut from) = (Vec::new(), 0);
        for to in begins.map(|(at, _)| at).chain([text.len()]) {
            parts.push((self.face(&text[from..to]).unwrap_or(0), &text[from..to]));
            from = to;
        }
        parts
    }
}

/// Whether nothing is seen of it by itself: it joins or parts letters, or turns their direction.
fn is_unseen(letter: char) -> bool {
    matches!(u32::from(letter), 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff)
}

/// Whether a letter's script runs from right to left or changes its letters' forms and places: widths of single letters don't
/// tell then where the next one stands.
fn is_shaped(letter: char) -> bool {
    matches!(u32::from(letter),
        0x0590..=0x08ff | 0x0e80..=0x0eff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff)
}
