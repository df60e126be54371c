//! Whether bytes are a picture that is safe to keep and show.
//!
//! Hostile ones cost little: the container (WebP Container Specification, RFC 9649) is walked first and anything but one still
//! picture is refused, metadata included; only a picture of sane size is then decoded, to see that it is one.

use std::io::Cursor;

use ::image::{RgbImage, RgbaImage, imageops};

/// The widest and highest picture.
const MAX_SIDE: u32 = 16_383;
/// The most pixels of a picture: an 8K monitor and a half.
const MAX_PIXELS: u64 = 50_000_000;

/// A still WebP picture that decodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Why bytes are no such picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotAPicture {
    #[error("not a WebP file")]
    Container,
    #[error("it holds something besides one still picture, such as metadata or an animation")]
    Chunk,
    #[error("it is larger than {MAX_SIDE} pixels on a side or than {MAX_PIXELS} pixels")]
    TooManyPixels,
    #[error("it can't be decoded")]
    Broken,
}

/// Reads the header alone and bounds what decoding would cost.
pub(crate) fn inspect(bytes: &[u8]) -> Result<Picture, NotAPicture> {
    walk(bytes)?;
    let decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(|_| NotAPicture::Broken)?;
    let (width, height) = decoder.dimensions();
    if width == 0
        || height == 0
        || width.max(height) > MAX_SIDE
        || u64::from(width) * u64::from(height) > MAX_PIXELS
    {
        return Err(NotAPicture::TooManyPixels);
    }
    Ok(Picture { width, height })
}

/// Decodes the whole picture and drops it; for a thread that may take a while.
pub(crate) fn decode(bytes: &[u8]) -> Result<Picture, NotAPicture> {
    let picture = inspect(bytes)?;
    pixels(bytes).map(|_| picture)
}

/// The pixels of a picture whose header was inspected.
fn pixels(bytes: &[u8]) -> Result<Vec<u8>, NotAPicture> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(|_| NotAPicture::Broken)?;
    let size = decoder.output_buffer_size().ok_or(NotAPicture::TooManyPixels)?;
    decoder.set_memory_limit(size.saturating_mul(2));
    let mut pixels = vec![0; size];
    decoder.read_image(&mut pixels).map_err(|_| NotAPicture::Broken)?;
    Ok(pixels)
}

/// The widest thumbnail, and the highest.
const THUMBNAIL: u32 = 320;

/// A small picture of a picture, no larger than it: a WebP at most 320 pixels wide and high.
pub(crate) fn thumbnail(bytes: &[u8]) -> Result<Vec<u8>, NotAPicture> {
    let Picture { width, height } = inspect(bytes)?;
    let pixels = pixels(bytes)?;
    let broken = || NotAPicture::Broken;
    let alpha = pixels.len() as u64 == u64::from(width) * u64::from(height) * 4;
    let largest = width.max(height);
    let side = |side: u32| {
        let small = u64::from(side) * u64::from(THUMBNAIL.min(largest)) / u64::from(largest);
        (small as u32).max(1)
    };
    let (wide, high) = (side(width), side(height));
    let (small, color) = if alpha {
        let picture = RgbaImage::from_raw(width, height, pixels).ok_or_else(broken)?;
        (imageops::thumbnail(&picture, wide, high).into_raw(), image_webp::ColorType::Rgba8)
    } else {
        let picture = RgbImage::from_raw(width, height, pixels).ok_or_else(broken)?;
        (imageops::thumbnail(&picture, wide, high).into_raw(), image_webp::ColorType::Rgb8)
    };
    let mut bytes = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut bytes);
    encoder.encode(&small, wide, high, color).map_err(|_| NotAPicture::Broken)?;
    Ok(bytes)
}

/// Walks the chunks: one picture, perhaps with an extended header and an alpha plane before it, and nothing else.
fn walk(bytes: &[u8]) -> Result<(), NotAPicture> {
    let (head, mut rest) = bytes.split_at_checked(12).ok_or(NotAPicture::Container)?;
    let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
    if &head[..4] != b"RIFF" || &head[8..] != b"WEBP" || size.checked_add(8) != Some(bytes.len()) {
        return Err(NotAPicture::Container);
    }
    /// The extended header's flag for an alpha plane; any other promises more than a still picture.
    const ALPHA: u8 = 0x10;
    let mut pictures = 0;
    let mut first = true;
    while !rest.is_empty() {
        let (head, body) = rest.split_at_checked(8).ok_or(NotAPicture::Container)?;
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let padded = size.checked_add(size & 1).ok_or(NotAPicture::Container)?;
        let (chunk, after) = body.split_at_checked(padded).ok_or(NotAPicture::Container)?;
        match &head[..4] {
            b"VP8X" if first && chunk.first().is_some_and(|flags| flags & !ALPHA == 0) => {}
            b"ALPH" if pictures == 0 => {}
            b"VP8 " | b"VP8L" => pictures += 1,
            _ => return Err(NotAPicture::Chunk),
        }
        first = false;
        rest = after;
    }
    if pictures == 1 { Ok(()) } else { Err(NotAPicture::Chunk) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixels = vec![90; (width * height * 3) as usize];
        image_webp::WebPEncoder::new(&mut bytes)
            .encode(&pixels, width, height, image_webp::ColorType::Rgb8)
            .unwrap();
        bytes
    }

    fn with_chunk(mut bytes: Vec<u8>, name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        bytes.extend_from_slice(name);
        bytes.extend_from_slice(&(body.len() as u32).to_le_bytes());
        bytes.extend_from_slice(body);
        let size = bytes.len() as u32 - 8;
        bytes[4..8].copy_from_slice(&size.to_le_bytes());
        bytes
    }

    #[test]
    fn a_picture_is_one() {
        assert_eq!(decode(&picture(30, 20)), Ok(Picture { width: 30, height: 20 }));
    }

    #[test]
    fn hostile_ones_are_refused_before_decoding() {
        let good = picture(4, 4);
        let mut long = good.clone();
        long.push(0);
        let cases: [(&str, Vec<u8>, NotAPicture); 8] = [
            ("nothing", vec![], NotAPicture::Container),
            ("text", b"<svg onload=alert(1)>".to_vec(), NotAPicture::Container),
            ("something behind it", long, NotAPicture::Container),
            ("cut off", good[..good.len() - 2].to_vec(), NotAPicture::Container),
            ("EXIF", with_chunk(good.clone(), b"EXIF", b"place"), NotAPicture::Container),
            ("XMP", with_chunk(good.clone(), b"XMP ", b"person"), NotAPicture::Chunk),
            ("two pictures", with_chunk(good.clone(), b"VP8L", b"\x2f\0\0\0\0\0"), NotAPicture::Chunk),
            ("animation", with_chunk(good.clone(), b"ANIM", b"\0\0\0\0\0\0"), NotAPicture::Chunk),
        ];
        for (what, bytes, why) in cases {
            assert_eq!(inspect(&bytes), Err(why), "{what}");
        }
    }

    #[test]
    fn a_bomb_costs_its_header() {
        // A lossless header of 16,384 pixels on each side, with nothing behind it.
        let mut bits = 0x2f_u64 | (16_383 << 8) | (16_383 << 22);
        bits &= (1 << 40) - 1;
        let body = &bits.to_le_bytes()[..6];
        let bomb = with_chunk(b"RIFF\0\0\0\0WEBP".to_vec(), b"VP8L", body);
        assert_eq!(inspect(&bomb), Err(NotAPicture::TooManyPixels));
    }

    #[test]
    fn a_broken_body_is_noticed() {
        let mut bytes = picture(64, 64);
        let at = bytes.len() / 2;
        bytes[at..].fill(0xff);
        assert!(decode(&bytes).is_err());
    }

    #[test]
    fn a_thumbnail_is_small_and_shows_the_same() {
        for (wide, high, small) in
            [(1_280, 720, (320, 180)), (30, 20, (30, 20)), (4, 1_000, (1, 320)), (321, 1, (320, 1))]
        {
            let bytes = thumbnail(&picture(wide, high)).unwrap();
            assert_eq!(decode(&bytes), Ok(Picture { width: small.0, height: small.1 }));
            assert!(pixels(&bytes).unwrap().iter().all(|shade| *shade == 90));
        }
        let mut clear = Vec::new();
        let pixels = vec![7; 640 * 4 * 4];
        let encoder = image_webp::WebPEncoder::new(&mut clear);
        encoder.encode(&pixels, 640, 4, image_webp::ColorType::Rgba8).unwrap();
        assert_eq!(inspect(&thumbnail(&clear).unwrap()), Ok(Picture { width: 320, height: 2 }));
    }
}
