//! Checkpoints: the size and root of a ledger as a signed note.
//!
//! The text is the one of C2SP `tlog-checkpoint`, the signatures those of C2SP `signed-note` (Ed25519, type 0x01) and, for the
//! server, `tlog-cosignature` (`cosignature/v1`, type 0x04), so that tools for transparency logs check them.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use candor_domain::{DeviceId, Sha256Hash, Timestamp, record::LedgerSize, whole};

use crate::key::{DeviceKey, PublicKey, Signature};

const ED25519: u8 = 0x01;
const COSIGNATURE_V1: u8 = 0x04;
/// More than any checkpoint with two signatures needs.
const MAX_BYTES: usize = 4096;

/// The head of a ledger: how long it is and what its tree's root is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The ledger's device.
    pub device: DeviceId,
    /// The number of entries.
    pub size: LedgerSize,
    /// The RFC 6962 root over them.
    pub root: Sha256Hash,
}

/// A signed head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// What is signed.
    pub head: Head,
    signatures: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    name: String,
    id: [u8; 4],
    bytes: Vec<u8>,
}

/// A text that is no checkpoint, or whose signature doesn't hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCheckpoint {
    /// The text has another form.
    #[error("not a checkpoint: {0}")]
    Form(&'static str),
    /// The signature is missing or not by the expected key.
    #[error("the checkpoint has no valid signature of {0}")]
    Signature(String),
}

impl Head {
    /// The log's origin, and the name of the device's key: `candor/DEVICE_ID`.
    pub fn origin(&self) -> String {
        format!("candor/{}", self.device)
    }

    /// The text that is signed, with its last line's end.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin(), self.size, BASE64_STANDARD.encode(self.root.as_bytes()))
    }
}

impl Checkpoint {
    /// Signs a head as its device.
    pub fn sign(head: Head, key: &DeviceKey) -> Self {
        let name = head.origin();
        let id = key_id(&name, ED25519, &key.public());
        let bytes = key.sign(head.text().as_bytes()).as_bytes().to_vec();
        Self { head, signatures: vec![Line { name, id, bytes }] }
    }

    /// Adds a server's cosignature, made at `at` (whole seconds of it are signed).
    #[must_use]
    pub fn cosign(mut self, server: &str, key: &DeviceKey, at: Timestamp) -> Self {
        let seconds = (at.as_millis() / 1_000) as u64;
        let signature = key.sign(cosigned(&self.head, seconds).as_bytes());
        let mut bytes = seconds.to_be_bytes().to_vec();
        bytes.extend_from_slice(signature.as_bytes());
        self.signatures.push(Line {
            name: server.into(),
            id: key_id(server, COSIGNATURE_V1, &key.public()),
            bytes,
        });
        self
    }

    /// Reads a checkpoint; its signatures are checked by [`Self::check_device`] and [`Self::check_server`].
    ///
    /// # Errors
    /// [`InvalidCheckpoint::Form`].
    pub fn parse(text: &str) -> Result<Self, InvalidCheckpoint> {
        let form = InvalidCheckpoint::Form;
        if text.len() > MAX_BYTES {
            return Err(form("too long"));
        }
        let (body, signatures) =
            text.split_once("\n\n").ok_or(form("no empty line before the signatures"))?;
        let [origin, size, root] = body.split('\n').collect::<Vec<_>>()[..] else {
            return Err(form("expected three lines before the signatures"));
        };
        let device =
            origin.strip_prefix("candor/").and_then(|id| id.parse().ok()).ok_or(form("unknown origin"))?;
        let entries: u64 = size.parse().map_err(|_| form("the size is no number"))?;
        if entries > whole::MAX {
            return Err(form("the size is larger than any ledger's"));
        }
        let root = BASE64_STANDARD
            .decode(root)
            .ok()
            .and_then(|root| root.try_into().ok())
            .ok_or(form("no root hash"))?;
        let head = Head { device, size: LedgerSize::new(entries), root: Sha256Hash::from_bytes(root) };
        if head.text() != format!("{body}\n") {
            return Err(form("written in another way than the format's"));
        }
        let lines = signatures.strip_suffix('\n').ok_or(form("the last line has no end"))?;
        let signatures =
            lines.split('\n').map(|line| Line::parse(line).ok_or(form("malformed signature line")));
        Ok(Self { head, signatures: signatures.collect::<Result<_, _>>()? })
    }

    /// Whether the device signed it.
    ///
    /// # Errors
    /// [`InvalidCheckpoint::Signature`].
    pub fn check_device(&self, key: &PublicKey) -> Result<(), InvalidCheckpoint> {
        let name = self.head.origin();
        let signature = self.signature(&name, ED25519, key, 64)?;
        let signature = Signature::from_bytes(signature.try_into().expect("its length was checked"));
        if key.verifies(self.head.text().as_bytes(), &signature) {
            Ok(())
        } else {
            Err(InvalidCheckpoint::Signature(name))
        }
    }

    /// Whether the server cosigned it, and when by its clock.
    ///
    /// # Errors
    /// [`InvalidCheckpoint::Signature`].
    pub fn check_server(&self, server: &str, key: &PublicKey) -> Result<Timestamp, InvalidCheckpoint> {
        let bytes = self.signature(server, COSIGNATURE_V1, key, 72)?;
        let (seconds, signature) = bytes.split_at(8);
        let seconds = u64::from_be_bytes(seconds.try_into().expect("split at eight"));
        let signature = Signature::from_bytes(signature.try_into().expect("its length was checked"));
        if key.verifies(cosigned(&self.head, seconds).as_bytes(), &signature) {
            Ok(Timestamp::from_millis(i64::try_from(seconds.saturating_mul(1_000)).unwrap_or(i64::MAX)))
        } else {
            Err(InvalidCheckpoint::Signature(server.into()))
        }
    }

    fn signature(
        &self,
        name: &str,
        kind: u8,
        key: &PublicKey,
        len: usize,
    ) -> Result<&[u8], InvalidCheckpoint> {
        let id = key_id(name, kind, key);
        let line = self.signatures.iter().find(|l| l.name == name && l.id == id && l.bytes.len() == len);
        line.map(|l| &l.bytes[..]).ok_or_else(|| InvalidCheckpoint::Signature(name.into()))
    }
}

impl std::fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.head.text())?;
        for line in &self.signatures {
            let bytes = [&line.id[..], &line.bytes].concat();
            writeln!(f, "\u{2014} {} {}", line.name, BASE64_STANDARD.encode(bytes))?;
        }
        Ok(())
    }
}

impl Line {
    fn parse(line: &str) -> Option<Self> {
        let (name, bytes) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let bytes = BASE64_STANDARD.decode(bytes).ok()?;
        let (id, bytes) = bytes.split_first_chunk::<4>()?;
        (!name.is_empty()).then(|| Self { name: name.into(), id: *id, bytes: bytes.to_vec() })
    }
}

/// C2SP signed-note: the first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key).
fn key_id(name: &str, kind: u8, key: &PublicKey) -> [u8; 4] {
    let hash = Sha256Hash::of_parts([name.as_bytes(), b"\n", &[kind], key.as_bytes()]);
    *hash.as_bytes().first_chunk().expect("a digest has more than four bytes")
}

/// C2SP tlog-cosignature: what a cosigner signs.
fn cosigned(head: &Head, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{}", head.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed() -> (Checkpoint, DeviceKey, DeviceKey) {
        let device = DeviceKey::from_seed(&[1; 32]);
        let server = DeviceKey::from_seed(&[2; 32]);
        let head = Head {
            device: DeviceId::new(Timestamp::from_millis(0), [0; 10]),
            size: LedgerSize::new(7),
            root: Sha256Hash::of("root"),
        };
        let checkpoint =
            Checkpoint::sign(head, &device).cosign("candor.example", &server, Timestamp::from_millis(1_999));
        (checkpoint, device, server)
    }

    #[test]
    fn a_checkpoint_reads_back_and_both_signatures_hold() {
        let (checkpoint, device, server) = signed();
        let read = Checkpoint::parse(&checkpoint.to_string()).unwrap();
        assert_eq!(read, checkpoint);
        assert_eq!(read.check_device(&device.public()), Ok(()));
        assert_eq!(read.check_server("candor.example", &server.public()), Ok(Timestamp::from_millis(1_000)));
        assert!(read.check_device(&server.public()).is_err());
        assert!(read.check_server("other.example", &server.public()).is_err());
    }

    #[test]
    fn any_change_breaks_it() {
        let (checkpoint, device, server) = signed();
        let text = checkpoint.to_string();
        for (at, _) in text.char_indices() {
            let mut changed = text.clone();
            let old = changed[at..].chars().next().unwrap();
            changed.replace_range(at..at + old.len_utf8(), if old == 'A' { "B" } else { "A" });
            let holds = Checkpoint::parse(&changed).is_ok_and(|read| {
                read.check_device(&device.public()).is_ok()
                    && read.check_server("candor.example", &server.public()).is_ok()
            });
            assert!(!holds, "changing byte {at} went unnoticed:\n{changed}");
        }
    }
}
