//! Blacking out parts of a picture that waits for review.

use candor_domain::record::MediaType;
use webp::Decoder;

use crate::encode::{Layout, encode};

/// A region in pixels from the upper left corner; what lies outside the picture is left out of account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// Why a picture was not redacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RedactError {
    /// There is no region, or none that covers a pixel.
    #[error("no region covers a part of it")]
    Nothing,
    /// The bytes are no picture of the expected type.
    #[error("its bytes are no {} that can be read", MediaType::Webp.name())]
    Unreadable,
    /// No encoding is small enough.
    #[error("no encoding of it is as small as the policy demands")]
    TooLarge,
}

/// The largest picture that is decoded, in pixels: two 8K screens side by side.
const MAX_PIXELS: u64 = 2 * 7_680 * 4_320;

/// Paints regions of a WebP picture black and encodes it anew in at most `max_bytes`. Nothing of what was there is left:
/// the result is made from the painted pixels alone.
///
/// # Errors
/// [`RedactError`]; the picture given is unchanged in any case.
pub fn black_out(picture: &[u8], regions: &[Region], max_bytes: u32) -> Result<Vec<u8>, RedactError> {
    let features = webp::BitstreamFeatures::new(picture).ok_or(RedactError::Unreadable)?;
    let (width, height) = (features.width(), features.height());
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(RedactError::Unreadable);
    }
    let clipped: Vec<_> = regions.iter().filter_map(|region| clip(*region, width, height)).collect();
    if clipped.is_empty() {
        return Err(RedactError::Nothing);
    }
    let decoded = Decoder::new(picture).decode().ok_or(RedactError::Unreadable)?;
    let layout = if decoded.is_alpha() { Layout::Rgba } else { Layout::Rgb };
    let pixel = layout.bytes();
    let mut pixels = decoded.to_vec();
    for region in clipped {
        for y in region.y..region.y + region.height {
            let row = (y as usize * width as usize + region.x as usize) * pixel;
            for one in pixels[row..row + region.width as usize * pixel].chunks_exact_mut(pixel) {
                one[..3].fill(0);
            }
        }
    }
    encode(&pixels, layout, width, height, max_bytes).map_err(|_| RedactError::TooLarge)
}

fn clip(region: Region, width: u32, height: u32) -> Option<Region> {
    let (x, y) = (region.x.min(width), region.y.min(height));
    let (w, h) = (region.width.min(width - x), region.height.min(height - y));
    (w > 0 && h > 0).then_some(Region { x, y, width: w, height: h })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white picture, encoded without loss.
    fn white(width: u32, height: u32) -> Vec<u8> {
        let pixels = vec![255; (width * height * 3) as usize];
        webp::Encoder::from_rgb(&pixels, width, height).encode_lossless().to_vec()
    }

    #[test]
    fn the_region_is_black_and_nothing_else() {
        let region = Region { x: 2, y: 1, width: 3, height: 100 };
        let redacted = black_out(&white(8, 4), &[region], 10_000).unwrap();
        let pixels = Decoder::new(&redacted).decode().unwrap();
        for (at, pixel) in pixels.chunks_exact(3).enumerate() {
            let (x, y) = (at % 8, at / 8);
            let expected = if (2..5).contains(&x) && y >= 1 { 0 } else { 255 };
            assert_eq!(pixel, [expected; 3], "at {x},{y}");
        }
    }

    #[test]
    fn what_can_not_be_done_is_said() {
        let region = Region { x: 0, y: 0, width: 1, height: 1 };
        let outside = Region { x: 8, y: 0, width: u32::MAX, height: 1 };
        assert_eq!(black_out(&white(8, 4), &[outside], 10_000), Err(RedactError::Nothing));
        assert_eq!(black_out(b"RIFF????WEBP", &[region], 10_000), Err(RedactError::Unreadable));
        assert_eq!(black_out(&white(8, 4), &[region], 3), Err(RedactError::TooLarge));
    }
}
