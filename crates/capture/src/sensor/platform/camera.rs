//! Stills by nokhwa: the device is opened for one picture and closed after it.

use candor_capture::{CameraDevice, SensorProblem, encode::Layout};
use image::{ImageFormat, ImageReader};
use nokhwa::{
    Camera as Device, NokhwaError,
    pixel_format::RgbFormat,
    utils::{
        ApiBackend, CameraFormat, CameraIndex, CameraInfo, FrameFormat, RequestedFormat, RequestedFormatType,
    },
};

use crate::{images::Picture, sensors::Camera};

/// The formats that can be decoded here.
const FORMATS: &[FrameFormat] =
    &[FrameFormat::MJPEG, FrameFormat::YUYV, FrameFormat::NV12, FrameFormat::RAWRGB];
/// The size that a still should have, and the largest it may have.
const WANTED_PIXELS: u32 = 1280 * 720;
/// Frames that are let go by while the camera finds its exposure.
const WARM_UP_FRAMES: usize = 6;

/// The first camera that opens, or the first of the name that the agent chose.
#[derive(Debug)]
pub struct NokhwaCamera {
    name: Option<String>,
}

impl NokhwaCamera {
    /// The camera of this name, and no other where it is gone; without a name the system's first.
    pub fn new(name: Option<String>) -> Self {
        Self { name }
    }
}

impl Camera for NokhwaCamera {
    fn probe(&mut self) -> Result<(), SensorProblem> {
        cameras(self.name.as_deref()).map(|_| ())
    }

    fn still(&mut self) -> Result<Picture, SensorProblem> {
        // One camera may show as several devices, of which only one delivers pictures.
        let mut problem = SensorProblem::NoDevice;
        for index in cameras(self.name.as_deref())? {
            match take(index) {
                Ok(picture) => return Ok(picture),
                Err(worse) if problem == SensorProblem::NoDevice => problem = worse,
                Err(_) => {}
            }
        }
        Err(problem)
    }
}

/// The devices of this name, or all, in the system's order. None is opened.
fn cameras(name: Option<&str>) -> Result<Vec<CameraIndex>, SensorProblem> {
    let found = known()?.into_iter().filter(|camera| name.is_none_or(|name| camera.human_name() == name));
    let found: Vec<_> = found.map(|camera| camera.index().clone()).collect();
    if found.is_empty() { Err(SensorProblem::NoDevice) } else { Ok(found) }
}

/// Every camera that the system knows, in its order. None is opened.
fn known() -> Result<Vec<CameraInfo>, SensorProblem> {
    let mut found = nokhwa::query(ApiBackend::Auto).map_err(|_| SensorProblem::GrabFailed)?;
    found.sort_by_key(|camera| camera.index().as_index().unwrap_or(u32::MAX));
    Ok(found)
}

/// What the cameras are called.
pub fn survey() -> Vec<CameraDevice> {
    let number = (0..).zip(known().unwrap_or_default());
    number
        .map(|(number, camera)| CameraDevice {
            name: camera.human_name(),
            index: camera.index().as_index().unwrap_or(number),
        })
        .collect()
}

fn take(index: CameraIndex) -> Result<Picture, SensorProblem> {
    let any = RequestedFormat::with_formats(RequestedFormatType::None, FORMATS);
    let mut device = Device::new(index, any).map_err(|error| problem(&error, SensorProblem::NoDevice))?;
    let formats = device.compatible_camera_formats().unwrap_or_default();
    if let Some(best) = best(&formats)
        && best != device.camera_format()
    {
        let exact = RequestedFormat::with_formats(RequestedFormatType::Exact(best), FORMATS);
        device.set_camera_requset(exact).map_err(|error| problem(&error, SensorProblem::GrabFailed))?;
    }
    device.open_stream().map_err(|error| problem(&error, SensorProblem::GrabFailed))?;
    let mut frame = None;
    for _ in 0..=WARM_UP_FRAMES {
        frame = Some(device.frame().map_err(|error| problem(&error, SensorProblem::Unplugged))?);
    }
    let frame = frame.ok_or(SensorProblem::GrabFailed)?;
    let size = frame.resolution();
    decode(frame.source_frame_format(), size.width(), size.height(), frame.buffer())
        .ok_or(SensorProblem::GrabFailed)
}

/// The format nearest to the wanted size from below, or else the smallest.
fn best(formats: &[CameraFormat]) -> Option<CameraFormat> {
    let usable = || formats.iter().copied().filter(|format| FORMATS.contains(&format.format()));
    let pixels = |format: &CameraFormat| format.width() * format.height();
    let quick = |format: &CameraFormat| format.frame_rate().min(30);
    usable()
        .filter(|format| pixels(format) <= WANTED_PIXELS)
        .max_by_key(|format| (pixels(format), quick(format)))
        .or_else(|| usable().min_by_key(pixels))
}

fn decode(format: FrameFormat, width: u32, height: u32, data: &[u8]) -> Option<Picture> {
    if format == FrameFormat::MJPEG {
        // The buffer may hold more than the frame; the decoder stops at the picture's end.
        let reader = ImageReader::with_format(std::io::Cursor::new(data), ImageFormat::Jpeg);
        let image = reader.decode().ok()?.into_rgb8();
        return Picture::new(image.width(), image.height(), Layout::Rgb, image.into_raw());
    }
    let image = nokhwa::Buffer::new(nokhwa::utils::Resolution::new(width, height), data, format);
    Picture::new(width, height, Layout::Rgb, image.decode_image::<RgbFormat>().ok()?.into_raw())
}

/// What a system's error number in nokhwa's text means; nokhwa keeps nothing else of it.
fn problem(error: &NokhwaError, otherwise: SensorProblem) -> SensorProblem {
    let text = error.to_string();
    let number =
        text.rsplit_once("os error ").and_then(|(_, rest)| rest.split(')').next()?.parse::<i32>().ok());
    match number {
        Some(1 | 13) => SensorProblem::PermissionDenied,
        Some(16) => SensorProblem::Busy,
        Some(19) => SensorProblem::Unplugged,
        Some(2 | 6) => SensorProblem::NoDevice,
        Some(_) => SensorProblem::GrabFailed,
        None => otherwise,
    }
}
