//! Text on the pill.
//!
//! A font of 270 KB is part of the program, so that the pill is legible on a system without any; it has Latin, Greek and
//! Cyrillic letters. Characters that it lacks come from the system's fonts, mapped into memory and never read as a whole.
//! Letters are set one after the other: scripts that join or reorder them are shown by their single letters.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use ab_glyph::{Font as _, FontRef, GlyphId, PxScale, ScaleFont as _, point};
use tiny_skia::{Pixmap, PremultipliedColorU8};

/// How many font files of the system are looked at for a character.
const MOST_FONTS: usize = 2_000;

/// By how much of their size letters are widened to look bolder.
const STRONGER: f32 = 0.022;

/// A colour of 8 bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

/// The fonts in use: the program's own first.
pub struct Fonts(Vec<FontRef<'static>>);

/// One glyph of one font.
type Placed = (usize, GlyphId);

impl Fonts {
    /// The program's own font, and those of the system's that have what `texts` need beyond it.
    pub fn covering<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let own = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT);
        let mut fonts = Self(own.into_iter().collect());
        fonts.cover(texts);
        fonts
    }

    /// Adds fonts of the system that have characters of `texts` which the present ones lack. Only the tables that say which
    /// characters a font has are read of a font that lacks them.
    pub fn cover<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        let mut lacking: Vec<char> =
            texts.into_iter().flat_map(str::chars).filter(|c| !self.has(*c)).collect();
        if lacking.is_empty() {
            return;
        }
        for path in system_fonts().into_iter().take(MOST_FONTS) {
            let Some(map) = map_font(&path) else { continue };
            let Ok(font) = FontRef::try_from_slice(&map) else { continue };
            if lacking.iter().all(|c| font.glyph_id(*c).0 == 0) {
                continue;
            }
            // Mapped for as long as the process lives.
            let map: &'static memmap2::Mmap = Box::leak(Box::new(map));
            let Ok(font) = FontRef::try_from_slice(map) else { continue };
            lacking.retain(|c| font.glyph_id(*c).0 == 0);
            self.0.push(font);
            if lacking.is_empty() {
                return;
            }
        }
    }

    fn has(&self, c: char) -> bool {
        c.is_whitespace() || self.0.iter().any(|font| font.glyph_id(c).0 != 0)
    }

    /// The glyph of a character in the first font that has it; the box of a missing one otherwise.
    fn place(&self, c: char) -> Placed {
        let found =
            self.0.iter().enumerate().map(|(n, font)| (n, font.glyph_id(c))).find(|(_, id)| id.0 != 0);
        found.unwrap_or((0, GlyphId(0)))
    }

    fn advance(&self, (font, id): Placed, size: f32) -> f32 {
        self.0.get(font).map_or(0.0, |font| font.as_scaled(PxScale::from(size)).h_advance(id))
    }

    /// The width of a text in pixels.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(self.place(c), size)).sum()
    }

    /// The text, shortened with an ellipsis to fit a width in pixels.
    pub fn fit(&self, text: &str, size: f32, width: f32) -> String {
        // One line, whatever the name holds.
        let mut line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if self.width(&line, size) <= width {
            return line;
        }
        while line.pop().is_some() {
            let shortened = format!("{}…", line.trim_end());
            if self.width(&shortened, size) <= width {
                return shortened;
            }
        }
        String::new()
    }

    /// Draws a text with its baseline at `y`, beginning at `x`; returns where it ends.
    pub fn draw(
        &self,
        pixmap: &mut Pixmap,
        text: &str,
        size: f32,
        (mut x, y): (f32, f32),
        color: Color,
    ) -> f32 {
        for c in text.chars() {
            let placed = self.place(c);
            if let Some(font) = self.0.get(placed.0) {
                let glyph = placed.1.with_scale_and_position(PxScale::from(size), point(x, y));
                if let Some(outline) = font.outline_glyph(glyph) {
                    let bounds = outline.px_bounds();
                    let (left, top) = (bounds.min.x as i32, bounds.min.y as i32);
                    outline.draw(|dx, dy, coverage| {
                        blend(pixmap, left + dx as i32, top + dy as i32, color, strengthen(coverage));
                    });
                }
            }
            x += self.advance(placed, size);
        }
        x
    }

    /// Draws a text a little bolder, otherwise as [`Fonts::draw`] does.
    pub fn draw_strong(
        &self,
        pixmap: &mut Pixmap,
        text: &str,
        size: f32,
        (x, y): (f32, f32),
        color: Color,
    ) -> f32 {
        self.draw(pixmap, text, size, (x + size * STRONGER, y), color);
        self.draw(pixmap, text, size, (x, y), color)
    }

    /// Draws digits and colons, every digit as wide as the widest, so that a running timer doesn't wobble; ends at `x`.
    pub fn draw_timer(&self, pixmap: &mut Pixmap, text: &str, size: f32, (x, y): (f32, f32), color: Color) {
        let widest = ('0'..='9').map(|c| self.advance(self.place(c), size)).fold(0.0, f32::max);
        let mut left = x;
        for c in text.chars().rev() {
            let own = self.advance(self.place(c), size);
            let cell = if c.is_ascii_digit() { widest } else { own };
            left -= cell;
            self.draw(pixmap, c.encode_utf8(&mut [0; 4]), size, (left + (cell - own) / 2.0, y), color);
        }
    }
}

/// Makes the light strokes of the program's font stand out on the dark pill.
fn strengthen(coverage: f32) -> f32 {
    coverage.clamp(0.0, 1.0).powf(0.62)
}

fn blend(pixmap: &mut Pixmap, x: i32, y: i32, color: Color, coverage: f32) {
    let (width, height) = (pixmap.width() as i32, pixmap.height() as i32);
    if !(0..width).contains(&x) || !(0..height).contains(&y) {
        return;
    }
    let pixel = &mut pixmap.pixels_mut()[(y * width + x) as usize];
    let mix =
        |new: u8, old: u8| (f32::from(new) * coverage + f32::from(old) * (1.0 - coverage)).round() as u8;
    let mixed = (mix(color.0, pixel.red()), mix(color.1, pixel.green()), mix(color.2, pixel.blue()));
    let alpha = mix(255, pixel.alpha());
    if let Some(mixed) =
        PremultipliedColorU8::from_rgba(mixed.0.min(alpha), mixed.1.min(alpha), mixed.2.min(alpha), alpha)
    {
        *pixel = mixed;
    }
}

/// The system's font files and the user's, upright sans-serif ones of ordinary weight first.
fn system_fonts() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
        "C:\\Windows\\Fonts",
    ]
    .map(PathBuf::from)
    .into();
    if let Some(home) = std::env::home_dir() {
        folders.extend([".fonts", ".local/share/fonts", "Library/Fonts"].map(|folder| home.join(folder)));
    }
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = folder.read_dir() else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("ttf" | "otf" | "ttc" | "otc") => files.push(path),
                // Links are not followed: they may go in circles.
                None if path.is_dir() && !path.is_symlink() => folders.push(path),
                _ => {}
            }
        }
    }
    files.sort_by_cached_key(|path| (unlike_the_pill(path), path.clone()));
    files
}

/// How little a font looks like the pill's own, as far as its file's name tells.
fn unlike_the_pill(path: &Path) -> usize {
    let name = path.file_stem().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let far =
        ["mono", "serif", "bold", "black", "heavy", "italic", "oblique", "condensed", "narrow", "emoji"];
    // "sans-serif" isn't a serif font's name.
    let name = name.replace("sansserif", "sans").replace("sans-serif", "sans");
    far.iter().filter(|word| name.contains(**word)).count() * 2 + usize::from(!name.contains("sans"))
}

#[allow(unsafe_code)]
fn map_font(path: &Path) -> Option<memmap2::Mmap> {
    let file = File::open(path).ok()?;
    // SAFETY: the mapping is private and read-only. A system font that is overwritten in place while it is mapped could
    // change under the reader; package managers replace such files instead, and the reader checks every offset.
    unsafe { memmap2::MmapOptions::new().map_copy_read_only(&file) }.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_like_the_pills_own_come_first() {
        let mut names =
            ["DejaVuSansMono-Bold", "NotoSerifCJK-Regular", "NotoSansCJK-Bold", "NotoSansCJK-Regular"]
                .map(|name| PathBuf::from(format!("/fonts/mono/{name}.ttc")));
        names.sort_by_key(|path| unlike_the_pill(path));
        assert!(names[0].ends_with("NotoSansCJK-Regular.ttc"), "{names:?}");
        assert!(names[3].ends_with("DejaVuSansMono-Bold.ttc"), "{names:?}");
    }

    #[test]
    fn other_fonts_are_mapped_only_for_what_is_lacking() {
        let mut fonts = Fonts::covering(["Spring", "Каталог", "Άνοιξη"]);
        assert_eq!(fonts.0.len(), 1);
        // No font has a glyph for what is no character.
        fonts.cover(["\u{10FFFF}"]);
        assert!(!fonts.has('\u{10FFFF}'));
    }
}
