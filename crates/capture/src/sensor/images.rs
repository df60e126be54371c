//! From pixels to a picture that may leave the process.

use candor_capture::{
    SensorProblem,
    encode::{self, EncodeError, Layout},
};
use candor_domain::{Sha256Hash, record::Finding};

/// A channel as dark as this or darker is nearly black; leaves room for the noise of a covered camera.
const NEARLY_BLACK: u8 = 24;
/// A picture in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    layout: Layout,
    pixels: Vec<u8>,
}

impl Picture {
    /// A picture of these pixels, row by row from the top; nothing where they aren't as many as the size says.
    pub fn new(width: u32, height: u32, layout: Layout, pixels: Vec<u8>) -> Option<Self> {
        let bytes = (width as usize).checked_mul(height as usize)?.checked_mul(layout.bytes())?;
        (bytes > 0 && pixels.len() == bytes).then_some(Self { width, height, layout, pixels })
    }

    /// Paints a region black; what lies outside the picture is left out of account. Says whether a pixel was painted.
    pub fn black_out(&mut self, region: Rect) -> bool {
        let (pixel, width) = (self.layout.bytes(), self.width as usize);
        let span = |at: i32, size: u32, most: u32| {
            let end = (i64::from(at) + i64::from(size)).clamp(0, most.into());
            (i64::from(at).clamp(0, most.into()) as usize, end as usize)
        };
        let (left, right) = span(region.x, region.width, self.width);
        let (top, bottom) = span(region.y, region.height, self.height);
        if left >= right || top >= bottom {
            return false;
        }
        for row in self.pixels.chunks_exact_mut(width * pixel).take(bottom).skip(top) {
            for one in row[left * pixel..right * pixel].chunks_exact_mut(pixel) {
                one[..3].fill(0);
            }
        }
        true
    }

    /// The parts of rows that lie outside `without`.
    fn rows(&self, without: Rect) -> impl Iterator<Item = &[u8]> {
        let (pixel, width) = (self.layout.bytes(), self.width as usize);
        let clamp = |x: i64| usize::try_from(x).unwrap_or(0).min(width);
        let (left, right) =
            (clamp(i64::from(without.x)), clamp(i64::from(without.x) + i64::from(without.width)));
        let covered = i64::from(without.y)..i64::from(without.y) + i64::from(without.height);
        self.pixels.chunks_exact(width * pixel).enumerate().flat_map(move |(y, row)| {
            let cut =
                if covered.contains(&(y as i64)) && left < right { (left, right) } else { (width, width) };
            [&row[..cut.0 * pixel], &row[cut.1 * pixel..]]
        })
    }
}

/// A rectangle on the desktop or in a picture, in pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Rect {
    /// The rectangle as seen from the upper left corner of `area`.
    pub fn within(self, area: Self) -> Self {
        Self { x: self.x - area.x, y: self.y - area.y, ..self }
    }

    /// Whether the two have a pixel in common.
    pub fn intersects(self, other: Self) -> bool {
        let overlap = |a: i32, a_size: u32, b: i32, b_size: u32| {
            i64::from(a) < i64::from(b) + i64::from(b_size) && i64::from(b) < i64::from(a) + i64::from(a_size)
        };
        overlap(self.x, self.width, other.x, other.width)
            && overlap(self.y, self.height, other.y, other.height)
    }

    /// Whether every pixel of `other` is in it.
    pub fn contains(self, other: Self) -> bool {
        let inside = |a: i32, a_size: u32, b: i32, b_size: u32| {
            a <= b && i64::from(b) + i64::from(b_size) <= i64::from(a) + i64::from(a_size)
        };
        inside(self.x, self.width, other.x, other.width) && inside(self.y, self.height, other.y, other.height)
    }
}

/// A picture as it leaves the process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// What can be said of it.
    pub finding: Finding,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// WebP without metadata.
    pub bytes: Vec<u8>,
}

/// Encodes the pictures of one source one after the other.
#[derive(Debug, Default)]
pub struct Pipeline {
    last: Option<(Sha256Hash, Encoded)>,
}

impl Pipeline {
    /// Encodes a picture in at most `max_bytes`. What lies in `without`, where the pill is, says nothing about the
    /// picture's content: a screen that is the same but for the pill is unchanged, and the last bytes stand for it.
    ///
    /// # Errors
    ///
    /// Fails where no quality is small enough, and for pictures that WebP can't hold.
    pub fn encode(
        &mut self,
        picture: &Picture,
        without: Rect,
        max_bytes: u32,
    ) -> Result<Encoded, SensorProblem> {
        let print = fingerprint(picture, without);
        if let Some((last_print, last)) = &self.last
            && *last_print == print
            && last.bytes.len() <= max_bytes as usize
        {
            return Ok(Encoded { finding: Finding::Unchanged, ..last.clone() });
        }
        let encoded = Encoded {
            finding: find(picture, without),
            width: picture.width,
            height: picture.height,
            bytes: encode::encode(&picture.pixels, picture.layout, picture.width, picture.height, max_bytes)
                .map_err(|error| match error {
                    EncodeError::TooLarge => SensorProblem::TooLarge,
                    EncodeError::Failed => SensorProblem::EncodeFailed,
                })?,
        };
        self.last = Some((print, encoded.clone()));
        Ok(encoded)
    }
}

/// A digest of size and pixels.
fn fingerprint(picture: &Picture, without: Rect) -> Sha256Hash {
    let size = [picture.width.to_le_bytes(), picture.height.to_le_bytes()].concat();
    Sha256Hash::of_parts(std::iter::once(size.as_slice()).chain(picture.rows(without)))
}

/// What can be said of a picture by itself.
fn find(picture: &Picture, without: Rect) -> Finding {
    let pixel = picture.layout.bytes();
    let mut rows = picture.rows(without).filter(|row| !row.is_empty()).peekable();
    let Some(first) = rows.peek().and_then(|row| row.get(..3)).map(<[u8]>::to_vec) else {
        return Finding::Ordinary;
    };
    let (mut black, mut blank) = (true, true);
    for row in rows {
        black =
            black && row.chunks_exact(pixel).all(|p| p[..3].iter().all(|channel| *channel <= NEARLY_BLACK));
        blank = blank && row.chunks_exact(pixel).all(|p| p[..3] == first);
        if !black && !blank {
            return Finding::Ordinary;
        }
    }
    if black { Finding::Black } else { Finding::Blank }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOWHERE: Rect = Rect { x: 0, y: 0, width: 0, height: 0 };

    fn picture(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Picture {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let pixels = pixels.flat_map(|(x, y)| {
            let [r, g, b] = pixel(x, y);
            [r, g, b, 255]
        });
        Picture::new(width, height, Layout::Rgba, pixels.collect()).unwrap()
    }

    fn noise(x: u32, y: u32) -> [u8; 3] {
        let hash = Sha256Hash::of(format!("{x} {y}"));
        [hash.as_bytes()[0], hash.as_bytes()[1], hash.as_bytes()[2]]
    }

    /// The names of a WebP file's chunks (RFC 9649, section 2.3).
    fn chunks(file: &[u8]) -> Vec<String> {
        assert_eq!((&file[..4], &file[8..12]), (&b"RIFF"[..], &b"WEBP"[..]));
        let (mut names, mut rest) = (Vec::new(), &file[12..]);
        while let [a, b, c, d, l0, l1, l2, l3, body @ ..] = rest {
            names.push(String::from_utf8_lossy(&[*a, *b, *c, *d]).into_owned());
            let length = u32::from_le_bytes([*l0, *l1, *l2, *l3]) as usize;
            rest = body.get(length.next_multiple_of(2)..).unwrap_or_default();
        }
        names
    }

    fn decode(file: &[u8]) -> Vec<u8> {
        webp::Decoder::new(file).decode().unwrap().to_vec()
    }

    #[test]
    fn text_like_pictures_are_kept_without_loss_and_without_metadata() {
        let text =
            picture(320, 200, |x, y| if x % 7 == 0 && y % 13 < 9 { [20, 20, 30] } else { [250, 250, 250] });
        let encoded = Pipeline::default().encode(&text, NOWHERE, 100_000).unwrap();
        assert_eq!((encoded.finding, encoded.width, encoded.height), (Finding::Ordinary, 320, 200));
        assert_eq!(chunks(&encoded.bytes), ["VP8L"]);
        let rgb: Vec<_> = text.pixels.chunks_exact(4).flat_map(|p| p[..3].to_vec()).collect();
        assert_eq!(decode(&encoded.bytes), rgb);
    }

    #[test]
    fn photograph_like_pictures_are_lossy_and_without_metadata() {
        let photo = picture(320, 200, |x, y| noise(x / 2, y / 2).map(|n| n / 3 + (x / 4) as u8));
        let encoded = Pipeline::default().encode(&photo, NOWHERE, 1_000_000).unwrap();
        assert_eq!(chunks(&encoded.bytes), ["VP8 "]);
    }

    #[test]
    fn the_maximum_is_kept_by_lower_quality_or_refused() {
        let noisy = picture(256, 256, noise);
        let free = Pipeline::default().encode(&noisy, NOWHERE, u32::MAX).unwrap().bytes.len() as u32;
        let smaller = Pipeline::default().encode(&noisy, NOWHERE, free * 3 / 4).unwrap();
        assert!(smaller.bytes.len() as u32 <= free * 3 / 4);
        assert_eq!(Pipeline::default().encode(&noisy, NOWHERE, 200), Err(SensorProblem::TooLarge));
    }

    #[test]
    fn black_and_blank_are_found_with_the_pill_left_out() {
        let pill = Rect { x: 30, y: 20, width: 40, height: 10 };
        let screen = |rest: [u8; 3]| {
            picture(100, 50, move |x, y| {
                let at = Rect { x: x as i32, y: y as i32, width: 1, height: 1 };
                if pill.contains(at) { noise(x, y) } else { rest }
            })
        };
        assert_eq!(find(&screen([3, 0, 8]), pill), Finding::Black);
        assert_eq!(find(&screen([0, 0, 0]), NOWHERE), Finding::Ordinary);
        assert_eq!(find(&screen([40, 90, 200]), pill), Finding::Blank);
        assert_eq!(find(&picture(9, 9, |x, _| [40, 90, 200 + (x == 8) as u8]), NOWHERE), Finding::Ordinary);
    }

    #[test]
    fn blacking_out_paints_the_region_and_nothing_else() {
        for (region, painted) in [
            (Rect { x: 3, y: 2, width: 4, height: 5 }, true),
            (Rect { x: -5, y: -5, width: 8, height: 100 }, true),
            (Rect { x: i32::MIN, y: 0, width: u32::MAX, height: 3 }, true),
            (Rect { x: 12, y: 0, width: 4, height: 4 }, false),
            (Rect { x: 0, y: i32::MAX, width: 4, height: u32::MAX }, false),
            (Rect { x: 5, y: 5, width: 0, height: 4 }, false),
        ] {
            let mut picture = picture(12, 9, |_, _| [200, 100, 50]);
            assert_eq!(picture.black_out(region), painted, "{region:?}");
            for (number, pixel) in picture.pixels.chunks_exact(4).enumerate() {
                let point = Rect { x: number as i32 % 12, y: number as i32 / 12, width: 1, height: 1 };
                let expected = if region.contains(point) { [0, 0, 0, 255] } else { [200, 100, 50, 255] };
                assert_eq!(pixel, expected, "{region:?} {point:?}");
            }
        }
    }

    #[test]
    fn a_picture_that_differs_only_under_the_pill_is_unchanged() {
        let pill = Rect { x: 5, y: 5, width: 10, height: 4 };
        let frame = |second: u8, corner: u8| {
            picture(64, 32, move |x, y| match (x, y) {
                (0, 0) => [corner; 3],
                (5..15, 5..9) => [second; 3],
                _ => [x as u8, y as u8, 7],
            })
        };
        let mut pipeline = Pipeline::default();
        let first = pipeline.encode(&frame(1, 0), pill, 100_000).unwrap();
        let second = pipeline.encode(&frame(2, 0), pill, 100_000).unwrap();
        let third = pipeline.encode(&frame(3, 255), pill, 100_000).unwrap();
        assert_eq!(second, Encoded { finding: Finding::Unchanged, ..first.clone() });
        assert_eq!(third.finding, Finding::Ordinary);
        assert_ne!(third.bytes, first.bytes);
    }

    #[test]
    fn rectangles_partly_outside_leave_out_what_is_inside() {
        let grey = picture(20, 10, |x, y| if x < 3 && y < 3 { [9; 3] } else { [128; 3] });
        for (rect, finding) in [
            (Rect { x: -7, y: -7, width: 10, height: 10 }, Finding::Blank),
            (Rect { x: -7, y: -7, width: 9, height: 10 }, Finding::Ordinary),
            (Rect { x: 0, y: 0, width: 200, height: 100 }, Finding::Ordinary),
        ] {
            assert_eq!(find(&grey, rect), finding, "{rect:?}");
        }
    }

    #[test]
    fn pixels_that_do_not_fit_the_size_are_no_picture() {
        assert!(Picture::new(2, 2, Layout::Rgb, vec![0; 11]).is_none());
        assert!(Picture::new(0, 2, Layout::Rgb, vec![]).is_none());
        assert!(Picture::new(u32::MAX, u32::MAX, Layout::Rgba, vec![]).is_none());
    }
}
