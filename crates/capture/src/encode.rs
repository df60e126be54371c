//! Pictures as WebP (RFC 9649): without loss where that costs little, as for text, and lossy otherwise. Never with metadata.

use webp::{Encoder, PixelLayout, WebPConfig};

/// How pixels lie in memory, 8 bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Red, green, blue.
    Rgb,
    /// Red, green, blue and a fourth byte of 255.
    Rgba,
}

impl Layout {
    /// Bytes a pixel.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }
}

/// Why a picture was not encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// No encoding is small enough, or the picture is larger than WebP can hold.
    #[error("no encoding of it is as small as it has to be")]
    TooLarge,
    /// libwebp refused it, or ran out of memory.
    #[error("it could not be encoded")]
    Failed,
}

/// A picture of which so many pixels in a hundred, or more, are like their left neighbour is taken for text and drawings:
/// of those nearly all are, of photographs hardly any.
const FLAT_PERCENT: usize = 50;
/// A lossless picture of no more than this many bytes per thousand pixels is taken without trying a lossy one.
const LOSSLESS_BYTES_PER_KILOPIXEL: usize = 100;
/// Lossy qualities in the order in which they are tried under a maximum.
const QUALITIES: [f32; 5] = [75.0, 60.0, 45.0, 30.0, 15.0];
/// libwebp's method for lossless pictures: the first that looks for repeated pixels in what has more than 256 colours.
/// Of a screen of text it makes half of method 0's bytes in half as much time again, of large plain areas a tenth.
const LOSSLESS_METHOD: i32 = 2;
/// The longest side that WebP can hold (RFC 9649, section 2.6).
const LONGEST_SIDE: u32 = 16_383;

/// Encodes a picture in at most `max_bytes`; its pixels come row by row from the top, as many as `width` and `height` say.
///
/// # Errors
///
/// Fails where no quality is small enough, and for pictures that WebP can't hold.
pub fn encode(
    pixels: &[u8],
    layout: Layout,
    width: u32,
    height: u32,
    max_bytes: u32,
) -> Result<Vec<u8>, EncodeError> {
    if width > LONGEST_SIDE || height > LONGEST_SIDE {
        return Err(EncodeError::TooLarge);
    }
    let max = max_bytes as usize;
    let webp = |quality| webp(pixels, layout, width, height, quality);
    let mut smallest = None;
    if flat(pixels, layout, width) {
        let lossless = webp(None)?;
        let kilopixels = (width as usize * height as usize).div_ceil(1_000);
        if lossless.len() <= max.min(kilopixels * LOSSLESS_BYTES_PER_KILOPIXEL) {
            return Ok(lossless);
        }
        smallest = Some(lossless);
    }
    for quality in QUALITIES {
        let lossy = webp(Some(quality))?;
        let smaller = smallest.take().filter(|lossless| lossless.len() <= lossy.len()).unwrap_or(lossy);
        if smaller.len() <= max {
            return Ok(smaller);
        }
    }
    Err(EncodeError::TooLarge)
}

/// Whether most pixels are like their left neighbour, in every eighth row.
fn flat(pixels: &[u8], layout: Layout, width: u32) -> bool {
    let pixel = layout.bytes();
    let (mut same, mut all) = (0, 0);
    for row in pixels.chunks_exact(width as usize * pixel).step_by(8) {
        let pairs = row.chunks_exact(pixel).zip(row[pixel..].chunks_exact(pixel));
        same += pairs.filter(|(left, right)| left == right).count();
        all += width as usize - 1;
    }
    same * 100 >= all * FLAT_PERCENT
}

/// Lossless where there is no quality.
fn webp(
    pixels: &[u8],
    layout: Layout,
    width: u32,
    height: u32,
    quality: Option<f32>,
) -> Result<Vec<u8>, EncodeError> {
    let layout = match layout {
        Layout::Rgb => PixelLayout::Rgb,
        Layout::Rgba => PixelLayout::Rgba,
    };
    let mut config = WebPConfig::new().map_err(|()| EncodeError::Failed)?;
    config.lossless = quality.is_none().into();
    config.method = if quality.is_none() { LOSSLESS_METHOD } else { 0 };
    config.quality = quality.unwrap_or(0.0);
    let encoded = Encoder::new(pixels, layout, width, height).encode_advanced(&config);
    Ok(encoded.map_err(|_| EncodeError::Failed)?.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
        (0..200).flat_map(|y| (0..320).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect()
    }

    fn noise(x: u32, y: u32) -> [u8; 3] {
        let hash = candor_domain::Sha256Hash::of(format!("{x} {y}"));
        [hash.as_bytes()[0], hash.as_bytes()[1], hash.as_bytes()[2]]
    }

    fn lossless(file: &[u8]) -> bool {
        assert_eq!((&file[..4], &file[8..12]), (&b"RIFF"[..], &b"WEBP"[..]));
        &file[12..16] == b"VP8L"
    }

    #[test]
    fn pictures_of_many_colours_are_kept_without_loss_where_they_are_mostly_flat() {
        // More than 256 colours, as smooth letters in many windows make.
        let screen = picture(|x, y| if x % 40 < 3 { [x as u8, y as u8, 90] } else { [245, 246, 250] });
        let encoded = encode(&screen, Layout::Rgb, 320, 200, 1_000_000).unwrap();
        assert!(lossless(&encoded) && encoded.len() < screen.len() / 20, "{}", encoded.len());
        assert_eq!(webp::Decoder::new(&encoded).decode().unwrap().to_vec(), screen);
    }

    #[test]
    fn photographs_are_lossy_also_where_lossless_would_be_allowed() {
        let photo = picture(|x, y| noise(x / 2, y).map(|n| n / 3 + (x / 4) as u8));
        assert!(!lossless(&encode(&photo, Layout::Rgb, 320, 200, u32::MAX).unwrap()));
    }

    #[test]
    fn a_maximum_below_a_lossless_picture_makes_it_lossy_and_one_below_all_is_refused() {
        let screen = picture(|x, y| if x < 60 { noise(x, y) } else { [245; 3] });
        assert!(flat(&screen, Layout::Rgb, 320));
        let whole = webp(&screen, Layout::Rgb, 320, 200, None).unwrap().len() as u32;
        let smaller = encode(&screen, Layout::Rgb, 320, 200, whole / 2).unwrap();
        assert!(!lossless(&smaller) && smaller.len() as u32 <= whole / 2);
        assert_eq!(encode(&screen, Layout::Rgb, 320, 200, 100), Err(EncodeError::TooLarge));
        assert_eq!(encode(&[0; 3], Layout::Rgb, LONGEST_SIDE + 1, 1, 1_000), Err(EncodeError::TooLarge));
    }
}
