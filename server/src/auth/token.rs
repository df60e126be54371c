//! Access tokens: opaque to everyone else, bound to the device's key, short-lived.
//!
//! A token is the claims and an HMAC-SHA-256 (RFC 2104) over them, so that none has to be stored. Nothing of it is taken on
//! trust afterwards: the device is looked up at each use, and the proof must be by the key that the token names.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use candor_consent::PublicKey;
use candor_domain::{DeviceId, Millis, Timestamp};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// How long a token holds.
pub(crate) const LIFETIME: Millis = Millis::from_minutes(10);
const CONTEXT: &[u8] = b"candor access token v1\n";
const CLAIMS: usize = 16 + 32 + 8;

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Claims {
    pub(crate) device: DeviceId,
    pub(crate) key: PublicKey,
    pub(crate) expires: Timestamp,
}

fn mac(secret: &[u8; 32], claims: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(secret)
        .expect("HMAC takes keys of any length")
        .chain_update(CONTEXT)
        .chain_update(claims)
}

/// Makes a token.
pub(crate) fn issue(secret: &[u8; 32], claims: &Claims) -> String {
    let mut bytes = Vec::with_capacity(CLAIMS + 32);
    bytes.extend_from_slice(claims.device.as_bytes());
    bytes.extend_from_slice(claims.key.as_bytes());
    bytes.extend_from_slice(&claims.expires.as_millis().to_be_bytes());
    let tag = mac(secret, &bytes).finalize().into_bytes();
    bytes.extend_from_slice(&tag);
    BASE64URL.encode(bytes)
}

/// Reads a token of this server that still holds.
pub(crate) fn read(secret: &[u8; 32], token: &str, now: Timestamp) -> Option<Claims> {
    let bytes = BASE64URL.decode(token).ok()?;
    let (claims, tag) = bytes.split_at_checked(CLAIMS)?;
    mac(secret, claims).verify_slice(tag).ok()?;
    let (device, rest) = claims.split_first_chunk::<16>()?;
    let (key, expires) = rest.split_first_chunk::<32>()?;
    let expires = Timestamp::from_millis(i64::from_be_bytes(expires.try_into().ok()?));
    let key = PublicKey::from_bytes(*key).ok()?;
    (now < expires).then_some(Claims { device: DeviceId::from_bytes(*device), key, expires })
}

#[cfg(test)]
mod tests {
    use candor_consent::DeviceKey;

    use super::*;

    #[test]
    fn any_change_and_the_end_of_its_time_break_it() {
        let now = Timestamp::from_millis(1_000);
        let claims = Claims {
            device: DeviceId::new(now, [1; 10]),
            key: DeviceKey::from_seed(&[2; 32]).public(),
            expires: now.plus(LIFETIME),
        };
        let token = issue(&[7; 32], &claims);
        assert_eq!(read(&[7; 32], &token, now), Some(claims));
        assert_eq!(read(&[8; 32], &token, now), None);
        assert_eq!(read(&[7; 32], &token, claims.expires), None);
        for at in 0..token.len() {
            let mut other = token.clone().into_bytes();
            other[at] = if other[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(read(&[7; 32], std::str::from_utf8(&other).unwrap(), now), None, "{at}");
        }
        for text in ["", "AAAA", &token[..token.len() - 4]] {
            assert_eq!(read(&[7; 32], text, now), None);
        }
    }
}
