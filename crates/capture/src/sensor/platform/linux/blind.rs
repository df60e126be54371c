//! A connection to the X server that can't tell one key from another.
//!
//! Key events carry a key code. Here it is overwritten in the very buffer that the system call filled, before the X
//! library, its queue or anything else sees it; so it is in no other memory of the process, and no order of keys can be
//! read out of it.

use std::{
    io::{IoSlice, Result},
    os::fd::{AsRawFd, RawFd},
    sync::{Mutex, PoisonError},
};

use x11rb::{
    protocol::{xinput, xproto},
    rust_connection::{DefaultStream, PollMode, Stream},
    utils::RawFdContainer,
};

/// Bytes of every message of the server's but those with a length of their own.
const MESSAGE: u64 = 32;
/// Bytes of the server's first answer up to its length.
const FIRST: u64 = 8;
/// A reply starts with this byte.
const REPLY: u8 = 1;
/// Of a raw event: its time and its detail, the key code.
const TELLING: std::ops::Range<u64> = 12..20;
/// Of a core key event, which comes of a shortcut: its detail, the key code.
const CORE_DETAIL: u64 = 1;

/// A stream to the X server whose key codes are zero.
#[derive(Debug)]
pub struct Blind {
    stream: DefaultStream,
    place: Mutex<Place>,
}

impl Blind {
    /// Makes a fresh connection blind; its first byte must not have been read.
    pub fn new(stream: DefaultStream) -> Self {
        Self { stream, place: Mutex::new(Place::default()) }
    }
}

impl AsRawFd for Blind {
    fn as_raw_fd(&self) -> RawFd {
        self.stream.as_raw_fd()
    }
}

impl Stream for Blind {
    fn poll(&self, mode: PollMode) -> Result<()> {
        self.stream.poll(mode)
    }

    fn read(&self, buffer: &mut [u8], fds: &mut Vec<RawFdContainer>) -> Result<usize> {
        // Held over both steps, so that bytes are followed in the order in which they came.
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = self.stream.read(buffer, fds)?;
        place.blank(&mut buffer[..bytes]);
        Ok(bytes)
    }

    fn write(&self, buffer: &[u8], fds: &mut Vec<RawFdContainer>) -> Result<usize> {
        self.stream.write(buffer, fds)
    }

    fn write_vectored(&self, buffers: &[IoSlice<'_>], fds: &mut Vec<RawFdContainer>) -> Result<usize> {
        self.stream.write_vectored(buffers, fds)
    }
}

/// Where in the server's messages the stream is.
#[derive(Debug, Default)]
struct Place {
    /// Whether the first answer is over.
    greeted: bool,
    /// Bytes of the present message that went by.
    passed: u64,
    /// The beginning of the present message.
    head: [u8; 10],
}

impl Place {
    /// Overwrites what would tell keys apart.
    fn blank(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            if self.passed == CORE_DETAIL && self.is_core_key() {
                *byte = 0;
            }
            if let Some(kept) = usize::try_from(self.passed).ok().and_then(|at| self.head.get_mut(at)) {
                *kept = *byte;
            } else if TELLING.contains(&self.passed) && self.is_key() {
                *byte = 0;
            }
            self.passed += 1;
            if self.passed == self.length() {
                self.greeted = true;
                self.passed = 0;
            }
        }
    }

    /// Whether the present message is a raw key event (X Input Extension protocol 2, `RawEvent`).
    fn is_key(&self) -> bool {
        let kind = u16::from_ne_bytes([self.head[8], self.head[9]]);
        self.greeted
            && self.head[0] & 0x7F == xproto::GE_GENERIC_EVENT
            && (kind == xinput::RAW_KEY_PRESS_EVENT || kind == xinput::RAW_KEY_RELEASE_EVENT)
    }

    /// Whether the present message is a core key event (X Window System Protocol, "KeyPress").
    fn is_core_key(&self) -> bool {
        let kind = self.head[0] & 0x7F;
        self.greeted && (kind == xproto::KEY_PRESS_EVENT || kind == xproto::KEY_RELEASE_EVENT)
    }

    /// Bytes of the present message (X Window System Protocol, "Connection Setup" and "Protocol Formats").
    fn length(&self) -> u64 {
        let head = &self.head;
        if !self.greeted {
            let words = u64::from(u16::from_ne_bytes([head[6], head[7]]));
            return if self.passed < FIRST { u64::MAX } else { FIRST + 4 * words };
        }
        let long = head[0] == REPLY || head[0] & 0x7F == xproto::GE_GENERIC_EVENT;
        if !long || self.passed < FIRST {
            return MESSAGE;
        }
        MESSAGE + 4 * u64::from(u32::from_ne_bytes([head[4], head[5], head[6], head[7]]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn greeting(words: u16) -> Vec<u8> {
        let mut bytes = vec![1, 0, 11, 0, 0, 0];
        bytes.extend(words.to_ne_bytes());
        bytes.resize(8 + 4 * usize::from(words), 0xAA);
        bytes
    }

    /// A generic event of a kind, with `words` behind it and every other byte set.
    fn generic(kind: u16, words: u32) -> Vec<u8> {
        let mut bytes = vec![xproto::GE_GENERIC_EVENT, 131, 7, 0];
        bytes.extend(words.to_ne_bytes());
        bytes.extend(kind.to_ne_bytes());
        bytes.resize(32 + 4 * words as usize, 0xCC);
        bytes
    }

    fn reply(words: u32) -> Vec<u8> {
        let mut bytes = vec![REPLY, 9, 9, 0];
        bytes.extend(words.to_ne_bytes());
        // A reply that looks like a key event further on.
        bytes.resize(32, 0);
        (0..words)
            .for_each(|_| bytes.extend([xproto::GE_GENERIC_EVENT, 0, xinput::RAW_KEY_PRESS_EVENT as u8, 0]));
        bytes
    }

    fn core(kind: u8, detail: u8) -> Vec<u8> {
        let mut bytes = vec![kind; 32];
        bytes[1] = detail;
        bytes
    }

    fn blanked(mut event: Vec<u8>) -> Vec<u8> {
        event[12..20].fill(0);
        event
    }

    proptest! {
        /// However the stream is cut, exactly the telling bytes of key events are gone.
        #[test]
        fn only_key_events_are_blanked(
            words in 0_u16..40,
            messages in proptest::collection::vec((0_u8..7, 0_u32..12), 0..30),
            cut in 1_usize..70,
        ) {
            let (mut sent, mut expected) = (greeting(words), greeting(words));
            for (kind, words) in messages {
                let (message, seen) = match kind {
                    0 => (vec![4; 32], vec![4; 32]),
                    5 => (core(xproto::KEY_PRESS_EVENT, 38), core(xproto::KEY_PRESS_EVENT, 0)),
                    6 => (core(xproto::KEY_RELEASE_EVENT | 0x80, 38), core(xproto::KEY_RELEASE_EVENT | 0x80, 0)),
                    1 => (reply(words), reply(words)),
                    2 => (generic(xinput::RAW_BUTTON_PRESS_EVENT, words), generic(xinput::RAW_BUTTON_PRESS_EVENT, words)),
                    3 => (generic(xinput::RAW_KEY_PRESS_EVENT, words), blanked(generic(xinput::RAW_KEY_PRESS_EVENT, words))),
                    _ => (generic(xinput::RAW_KEY_RELEASE_EVENT, words), blanked(generic(xinput::RAW_KEY_RELEASE_EVENT, words))),
                };
                sent.extend(message);
                expected.extend(seen);
            }
            let mut place = Place::default();
            sent.chunks_mut(cut).for_each(|chunk| place.blank(chunk));
            prop_assert_eq!(sent, expected);
        }
    }
}
