//! Passwords known from breaches: a file in the form that Have I Been Pwned's downloader writes, a line `SHA1:COUNT` for each, sorted.
//!
//! The file has tens of gigabytes and stays on the disk: a password is looked for by bisection, which reads some forty lines. It
//! never leaves the machine, and neither does a part of its hash.

use std::{
    fs::File,
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use sha1::{Digest as _, Sha1};

/// The hexadecimal digits of a SHA-1.
const DIGITS: usize = 40;
/// The longest line, with its end: a hash, a colon, a count and CR LF.
const LINE: usize = 64;
/// At how many places, and at all of its last lines, the file is looked at at the start.
const PROBES: u64 = 1_000;

/// Why a file is no such list.
#[derive(Debug, thiserror::Error)]
pub enum BreachedError {
    /// It isn't there, or can't be read.
    #[error("the file of breached passwords {0} can't be read")]
    Read(PathBuf, #[source] io::Error),
    /// It has another form.
    #[error("the file of breached passwords {0} isn't lines of SHA1:COUNT")]
    Form(PathBuf),
    /// Bisection would find nothing in it.
    #[error("the file of breached passwords {0} isn't sorted by hash")]
    Order(PathBuf),
}

/// The hash of a line, in capitals.
type Hash = [u8; DIGITS];

/// A list that is asked on the disk.
#[derive(Debug)]
pub(crate) struct Breached {
    file: File,
    bytes: u64,
}

impl Breached {
    /// Opens a list, and makes sure at some places that it is one.
    ///
    /// # Errors
    /// [`BreachedError`].
    pub(crate) fn open(path: &Path) -> Result<Self, BreachedError> {
        let read = |e| BreachedError::Read(path.into(), e);
        let file = File::open(path).map_err(read)?;
        let metadata = file.metadata().map_err(read)?;
        let list = Self { file, bytes: metadata.len() };
        if !metadata.is_file() || list.bytes == 0 {
            return Err(BreachedError::Form(path.into()));
        }
        let mut last: Option<(u64, Hash)> = None;
        let step = (list.bytes / PROBES).max(1);
        let end = list.bytes.saturating_sub(LINE as u64)..list.bytes;
        for from in (0..list.bytes).step_by(usize::try_from(step).unwrap_or(usize::MAX)).chain(end) {
            let found = list.line(from).map_err(|e| match e.kind() {
                io::ErrorKind::InvalidData => BreachedError::Form(path.into()),
                _ => read(e),
            })?;
            let Some((start, hash)) = found else { continue };
            if last.is_some_and(|(before, lower)| before < start && lower >= hash) {
                return Err(BreachedError::Order(path.into()));
            }
            last = Some((start, hash));
        }
        Ok(list)
    }

    /// Whether a password is on the list.
    pub(crate) fn holds(&self, password: &str) -> io::Result<bool> {
        let wanted = hex::encode_upper(Sha1::digest(password));
        // If it is there, its line begins at one of these bytes.
        let (mut low, mut high) = (0, self.bytes);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.line(middle)?.filter(|(start, _)| *start < high) {
                Some((start, hash)) if hash.as_slice() < wanted.as_bytes() => low = start + DIGITS as u64,
                Some((_, hash)) if hash.as_slice() == wanted.as_bytes() => return Ok(true),
                _ => high = middle,
            }
        }
        Ok(false)
    }

    /// Where the first line that begins at or after a byte begins, and its hash.
    fn line(&self, from: u64) -> io::Result<Option<(u64, Hash)>> {
        let broken = || io::Error::from(io::ErrorKind::InvalidData);
        // One byte before may end the line before.
        let at = from.saturating_sub(1);
        let mut bytes = [0; LINE + LINE];
        let mut length = 0;
        while length < bytes.len() {
            match self.file.read_at(&mut bytes[length..], at + length as u64)? {
                0 => break,
                more => length += more,
            }
        }
        let bytes = &bytes[..length];
        let start = match from {
            0 => 0,
            _ => match bytes.iter().take(LINE).position(|byte| *byte == b'\n') {
                Some(end) => end + 1,
                None if length < LINE => return Ok(None),
                None => return Err(broken()),
            },
        };
        let Some(line) = bytes.get(start..).filter(|line| !line.is_empty()) else { return Ok(None) };
        let (hash, rest) = line.split_first_chunk::<DIGITS>().ok_or_else(broken)?;
        let digits = hash.iter().all(u8::is_ascii_hexdigit) && rest.first() == Some(&b':');
        let hash = digits.then(|| hash.map(|digit| digit.to_ascii_uppercase())).ok_or_else(broken)?;
        Ok(Some((at + start as u64, hash)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn hash(password: &str) -> String {
        hex::encode_upper(Sha1::digest(password))
    }

    /// A list of passwords, with counts of all lengths.
    fn list(passwords: impl Iterator<Item = String>, end: &str, last: &str) -> Vec<u8> {
        let hashes: BTreeSet<_> = passwords.map(|password| hash(&password)).collect();
        let lines = hashes.iter().enumerate().map(|(n, hash)| format!("{hash}:{}", 7_u64.pow(n as u32 % 11)));
        (lines.collect::<Vec<_>>().join(end) + last).into_bytes()
    }

    fn opened(bytes: &[u8]) -> Result<Breached, BreachedError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        Breached::open(file.path())
    }

    #[test]
    fn a_password_is_found_wherever_it_stands() {
        for (end, last) in [("\n", "\n"), ("\n", ""), ("\r\n", "\r\n"), ("\r\n", "")] {
            for count in [1, 2, 3, 1_000] {
                let known = |n: u32| format!("kelp anchor {n}");
                let bytes = list((0..count).map(known), end, last);
                let breached = opened(&bytes).unwrap();
                // The first, the last and all between; whatever lies between two of them isn't there.
                for n in 0..count {
                    assert!(breached.holds(&known(n)).unwrap(), "{n} of {count}");
                    assert!(!breached.holds(&known(n + count)).unwrap(), "{n} of {count}");
                }
            }
        }
        let lower = list(["kelp".to_owned()].into_iter(), "\n", "\n").to_ascii_lowercase();
        assert!(opened(&lower).unwrap().holds("kelp").unwrap());
    }

    /// Neighbours that differ in their last digit alone, in front of and behind the one that is looked for.
    #[test]
    fn neighbours_are_other_passwords() {
        let wanted = hash("violet sixteen");
        let near = |by: i8| {
            let mut hash = wanted.clone().into_bytes();
            hash[DIGITS - 2] = hash[DIGITS - 2].wrapping_add_signed(by);
            String::from_utf8(hash).unwrap()
        };
        let (before, behind) = (near(-1), near(1));
        assert!(before < wanted && wanted < behind && behind.bytes().all(|c| c.is_ascii_hexdigit()));
        for (lines, found) in [
            (vec![&before, &wanted, &behind], true),
            (vec![&before, &behind], false),
            (vec![&before], false),
            (vec![&behind], false),
            (vec![&wanted, &behind], true),
            (vec![&before, &wanted], true),
        ] {
            let text: String = lines.iter().map(|hash| format!("{hash}:1\r\n")).collect();
            assert_eq!(opened(text.as_bytes()).unwrap().holds("violet sixteen").unwrap(), found, "{text}");
        }
    }

    #[test]
    fn what_is_no_such_list_is_refused_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let missing = Breached::open(&folder.path().join("none.txt"));
        assert!(matches!(missing, Err(BreachedError::Read(..))));
        assert!(Breached::open(folder.path()).is_err());
        let good = list((0..100).map(|n| n.to_string()), "\n", "\n");
        let lines: Vec<_> = good.split_inclusive(|byte| *byte == b'\n').collect();
        let backwards = lines.iter().rev().copied().collect::<Vec<_>>().concat();
        assert!(matches!(opened(&backwards), Err(BreachedError::Order(_))));
        let nt: String = (0..9).map(|n| format!("{n}{}:1\n", "0".repeat(31))).collect();
        let plain = "password\n123456\nkelp anchor sixteen violet\n";
        let endless = "A".repeat(1_000);
        for other in ["", "\n", nt.as_str(), plain, &endless] {
            assert!(matches!(opened(other.as_bytes()), Err(BreachedError::Form(_))), "{other}");
        }
        // A copy that broke off.
        assert!(matches!(opened(&good[..good.len() - 30]), Err(BreachedError::Form(_))));
    }
}
