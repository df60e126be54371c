//! Frames on the sensor process's standard input and output.
//!
//! A frame is the length of what follows as a little-endian `u32`, one byte of protocol version, and a message in
//! postcard's format (<https://postcard.jamesmunns.com/wire-format>). The length is checked against the most that a
//! message may have before anything is allocated for it.

use std::{
    io::{self, Read},
    marker::PhantomData,
};

use serde::{Serialize, de::DeserializeOwned};

/// The version of the protocol. Both ends come from one build; another version is an error, not a negotiation.
pub const VERSION: u8 = 1;

/// Bytes of the length in front of a frame.
const LENGTH_BYTES: usize = 4;

/// How much is kept allocated between frames.
const KEPT_BYTES: usize = 64 * 1024;

/// What travels in frames.
pub trait Message: Serialize + DeserializeOwned {
    /// The most bytes that a frame of it may have, version included.
    const MAX_BYTES: u32;
}

/// Bytes that are no frame, or a message that is none.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// Longer than a message may be.
    #[error("frame of {bytes} bytes, more than the {max} allowed")]
    TooLong {
        /// The length it states or has.
        bytes: u64,
        /// The most allowed.
        max: u32,
    },
    /// Another version of the protocol.
    #[error("protocol version {0}, expected {VERSION}: engine and sensor are of different builds")]
    Version(u8),
    /// Not a message.
    #[error("malformed message")]
    Malformed(#[source] postcard::Error),
    /// A message with something behind it.
    #[error("{0} bytes behind the message")]
    Trailing(usize),
    /// An end in the middle of a frame.
    #[error("the stream ended inside a frame")]
    Truncated,
    /// The stream failed.
    #[error("reading the stream failed")]
    Io(#[from] io::Error),
}

/// A message as a frame.
///
/// # Errors
///
/// Fails where the message is longer than its kind may be.
pub fn encode<M: Message>(message: &M) -> Result<Vec<u8>, FrameError> {
    let mut frame = vec![0; LENGTH_BYTES];
    frame.push(VERSION);
    let mut frame = postcard::to_extend(message, frame).map_err(FrameError::Malformed)?;
    let bytes = (frame.len() - LENGTH_BYTES) as u64;
    let length = u32::try_from(bytes)
        .ok()
        .filter(|length| *length <= M::MAX_BYTES)
        .ok_or(FrameError::TooLong { bytes, max: M::MAX_BYTES })?;
    frame[..LENGTH_BYTES].copy_from_slice(&length.to_le_bytes());
    Ok(frame)
}

/// Takes messages out of bytes as they come.
#[derive(Debug)]
pub struct Decoder<M> {
    buffer: Vec<u8>,
    message: PhantomData<fn() -> M>,
}

impl<M: Message> Default for Decoder<M> {
    fn default() -> Self {
        Self { buffer: Vec::new(), message: PhantomData }
    }
}

impl<M: Message> Decoder<M> {
    /// Where the next bytes are to be put, behind those that are there.
    pub fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// The next message, or nothing until more bytes are there.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are no frame; the stream is then of no more use.
    pub fn next_message(&mut self) -> Result<Option<M>, FrameError> {
        let Some(length) = self.buffer.first_chunk::<LENGTH_BYTES>() else { return Ok(None) };
        let length = u32::from_le_bytes(*length);
        if length > M::MAX_BYTES {
            return Err(FrameError::TooLong { bytes: length.into(), max: M::MAX_BYTES });
        }
        let end = LENGTH_BYTES + length as usize;
        // An unknown version is said at once; its frames may mean anything.
        if let Some(version) = self.buffer.get(LENGTH_BYTES).filter(|v| length > 0 && **v != VERSION) {
            return Err(FrameError::Version(*version));
        }
        let Some(frame) = self.buffer.get(LENGTH_BYTES..end) else { return Ok(None) };
        let payload = frame.get(1..).ok_or(FrameError::Truncated)?;
        let (message, rest) = postcard::take_from_bytes(payload).map_err(FrameError::Malformed)?;
        if !rest.is_empty() {
            return Err(FrameError::Trailing(rest.len()));
        }
        self.buffer.drain(..end);
        if self.buffer.len() < KEPT_BYTES {
            self.buffer.shrink_to(KEPT_BYTES);
        }
        Ok(Some(message))
    }

    /// The next message from a blocking stream, or nothing at its end.
    ///
    /// # Errors
    ///
    /// Fails where the stream does, ends inside a frame or holds something that is no frame.
    pub fn read_from(&mut self, stream: &mut impl Read) -> Result<Option<M>, FrameError> {
        let mut chunk = [0; 4096];
        loop {
            if let Some(message) = self.next_message()? {
                return Ok(Some(message));
            }
            match stream.read(&mut chunk) {
                Ok(0) => return self.at_end().map(|()| None),
                Ok(bytes) => self.buffer.extend_from_slice(&chunk[..bytes]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Says whether the stream may end here.
    ///
    /// # Errors
    ///
    /// Fails inside a frame.
    pub fn at_end(&self) -> Result<(), FrameError> {
        if self.buffer.is_empty() { Ok(()) } else { Err(FrameError::Truncated) }
    }
}

#[cfg(test)]
mod tests {
    use candor_domain::{
        Category, Millis, Timestamp,
        record::{ActivitySample, CaptureSource, Finding, MediaType},
    };
    use proptest::prelude::*;

    use super::*;
    use crate::{choices::Choices, shortcut::Shortcuts};
    use crate::{
        clock::{ClockConfig, FastClock},
        message::{
            CapturedImage, FromSensor, Health, IndicatorProblem, InputChoice, Intent, Rate, SensorConfig,
            SensorProblem, Sensors, ToSensor,
        },
    };

    fn from_sensor() -> impl Strategy<Value = FromSensor> {
        let at = (0_i64..2_000_000_000_000).prop_map(Timestamp::from_millis);
        let category = prop::sample::select(Category::ALL.to_vec());
        let source = prop_oneof![
            any::<u8>().prop_map(|monitor| CaptureSource::Screen { monitor }),
            Just(CaptureSource::Camera)
        ];
        let findings = vec![Finding::Ordinary, Finding::Black, Finding::Blank, Finding::Unchanged];
        prop_oneof![
            Just(FromSensor::IndicatorShown),
            prop::sample::select(IndicatorProblem::ALL.to_vec()).prop_map(FromSensor::IndicatorLost),
            category.clone().prop_map(FromSensor::Armed),
            (at.clone(), at.clone(), any::<[u32; 5]>()).prop_map(|(from, to, n)| {
                let [keys, clicks, scroll, pointer_px, active_s] = n;
                FromSensor::Sample(ActivitySample { from, to, keys, clicks, scroll, pointer_px, active_s })
            }),
            (source, at.clone(), prop::sample::select(findings), any::<(u32, u32, bool)>(), any::<Vec<u8>>())
                .prop_map(|(source, at, finding, (width, height, excluded), bytes)| {
                    let media_type = MediaType::Webp;
                    FromSensor::Image(CapturedImage {
                        source,
                        at,
                        finding,
                        excluded,
                        width,
                        height,
                        media_type,
                        bytes,
                    })
                }),
            (category.clone(), at.clone(), prop::sample::select(SensorProblem::ALL.to_vec()))
                .prop_map(|(category, at, code)| FromSensor::Missed { category, at, code }),
            prop::sample::select(vec![Intent::Pause, Intent::Stop]).prop_map(FromSensor::Intent),
            any::<(i32, i32)>().prop_map(|(x, y)| FromSensor::Moved(x, y)),
            prop::sample::select(vec!["Ctrl+P", "Alt+Shift+Super+F24"])
                .prop_map(|text| FromSensor::ShortcutTaken(text.parse().unwrap())),
            (category, at).prop_map(|(category, at)| FromSensor::Soon { category, at }),
            Just(FromSensor::Bye),
        ]
    }

    fn config() -> SensorConfig {
        SensorConfig {
            sensors: Sensors::Real { input: InputChoice::Rdev },
            clock: ClockConfig::from(&FastClock::starting_at(Timestamp::from_millis(1_795_320_000_000), 60)),
            categories: [(
                Category::Screenshots,
                Rate { per_hour: 6, max_bytes: 400_000, announce_before: None },
            )]
            .into(),
            project: "Spring catalogue".into(),
            client: "Example Ltd".into(),
            lang: "en".into(),
            schedule_seed: Some(7),
            worked: Millis::from_secs(5),
            choices: Choices { camera: Some("Desk".into()), ..Choices::default() },
            place: Some((-5, 700)),
            shortcuts: Shortcuts { pause: "Ctrl+Alt+P".parse().ok(), stop: None },
        }
    }

    proptest! {
        #[test]
        fn messages_come_out_as_they_went_in_however_the_stream_is_cut(
            messages in prop::collection::vec(from_sensor(), 0..8),
            cut in 1_usize..100,
        ) {
            let stream: Vec<u8> = messages.iter().flat_map(|message| encode(message).unwrap()).collect();
            let (mut decoder, mut decoded) = (Decoder::<FromSensor>::default(), Vec::new());
            for chunk in stream.chunks(cut) {
                decoder.buffer().extend_from_slice(chunk);
                while let Some(message) = decoder.next_message().unwrap() {
                    decoded.push(message);
                }
            }
            prop_assert_eq!(decoded, messages);
            prop_assert!(decoder.at_end().is_ok());
        }

        #[test]
        fn a_frame_cut_short_is_an_error_and_no_message(message in from_sensor(), cut in any::<prop::sample::Index>()) {
            let frame = encode(&message).unwrap();
            let cut = 1 + cut.index(frame.len() - 1);
            let read = Decoder::<FromSensor>::default().read_from(&mut &frame[..cut]);
            prop_assert!(matches!(read, Err(FrameError::Truncated)), "{read:?}");
        }

        #[test]
        fn garbage_neither_panics_nor_allocates_what_it_states(bytes: Vec<u8>) {
            let mut decoder = Decoder::<FromSensor>::default();
            let _ = decoder.read_from(&mut bytes.as_slice());
            prop_assert!(decoder.buffer().capacity() <= 2 * KEPT_BYTES);
        }
    }

    #[test]
    fn what_the_engine_says_comes_out_as_it_went_in() {
        for message in [
            ToSensor::Start(Box::new(config())),
            ToSensor::Arm(vec![Category::ActivityCounts, Category::WebcamStills]),
            ToSensor::Health { health: Health::Problem("Disk full".into()), worked: Millis::from_secs(9) },
            ToSensor::Finish,
        ] {
            let frame = encode(&message).unwrap();
            assert_eq!(Decoder::default().read_from(&mut frame.as_slice()).unwrap(), Some(message));
        }
    }

    #[test]
    fn a_length_beyond_the_maximum_is_refused_before_anything_is_read_for_it() {
        let frame = (ToSensor::MAX_BYTES + 1).to_le_bytes();
        let read = Decoder::<ToSensor>::default().read_from(&mut frame.as_slice());
        assert!(matches!(read, Err(FrameError::TooLong { max: ToSensor::MAX_BYTES, .. })), "{read:?}");
        let long = SensorConfig { project: "x".repeat(70_000), ..config() };
        assert!(matches!(encode(&ToSensor::Start(Box::new(long))), Err(FrameError::TooLong { .. })));
    }

    #[test]
    fn other_versions_and_surplus_bytes_are_refused() {
        let mut other = encode(&ToSensor::Finish).unwrap();
        other[LENGTH_BYTES] = VERSION + 1;
        let read = Decoder::<ToSensor>::default().read_from(&mut other.as_slice());
        assert!(matches!(read, Err(FrameError::Version(version)) if version == VERSION + 1), "{read:?}");

        let mut surplus = encode(&ToSensor::Finish).unwrap();
        surplus.push(0);
        surplus[0] += 1;
        let read = Decoder::<ToSensor>::default().read_from(&mut surplus.as_slice());
        assert!(matches!(read, Err(FrameError::Trailing(1))), "{read:?}");

        let empty = [0, 0, 0, 0];
        assert!(Decoder::<ToSensor>::default().read_from(&mut empty.as_slice()).is_err());
    }
}
