//! Proofs of possession of the device's key (RFC 9449).
//!
//! Every proof carries a nonce of the server's (section 8). A nonce tells by itself when it was given out, so a proof's age is
//! judged by the server's clock (section 4.3, check 11) and a wrong clock on the agent's machine locks nobody out. The nonces'
//! secret is made anew at each start: proofs from before a restart, which nobody remembers any more, hold no longer.

use std::{collections::HashSet, num::NonZeroUsize, sync::Mutex};

use axum::http::{HeaderMap, Method};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use candor_consent::{PublicKey, Signature};
use candor_domain::{Millis, Sha256Hash, Timestamp};
use candor_wire::{ErrorCode, dpop};
use hmac::{Hmac, KeyInit as _, Mac as _};
use lru::LruCache;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use url::Url;

use crate::error::{ApiError, ApiResult};

/// How long a nonce is given out; it holds as long again.
const ROTATION: Millis = Millis::from_minutes(5);
/// The most proofs of enrolled devices remembered for one rotation. Beyond it, nothing is let in before the next.
const MOST_REMEMBERED: usize = 500_000;
/// The most proofs of strangers remembered. Beyond it the oldest is forgotten: anybody can make keys without end, and what a
/// stranger asks for, an enrolment or a token for the proof's key, is harmless when repeated.
const MOST_OF_STRANGERS: NonZeroUsize = NonZeroUsize::new(50_000).expect("it isn't zero");

/// What every proof is checked with.
pub(crate) struct Proofs {
    secret: [u8; 32],
    public_url: Url,
    seen: Mutex<Seen>,
    of_strangers: Mutex<LruCache<[u8; 32], ()>>,
}

/// A proof that holds, as far as can be told from itself: whether it was used before is to be asked of [`Proofs::remember`].
pub(crate) struct Proof {
    /// The key that made it.
    pub(crate) key: PublicKey,
    name: Sha256Hash,
    rotation: u64,
}

/// Who makes a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// A device, as its token says.
    Device,
    /// Somebody who has a key.
    Stranger,
}

/// The proofs seen while nonces that are still good were given out.
#[derive(Default)]
struct Seen {
    rotation: u64,
    current: HashSet<[u8; 32]>,
    previous: HashSet<[u8; 32]>,
}

impl Proofs {
    pub(crate) fn new(secret: [u8; 32], public_url: Url) -> Self {
        Self {
            secret,
            public_url,
            seen: Mutex::default(),
            of_strangers: Mutex::new(LruCache::new(MOST_OF_STRANGERS)),
        }
    }

    /// The nonce to be used from now on.
    pub(crate) fn nonce(&self, now: Timestamp) -> String {
        self.nonce_of(rotation(now))
    }

    fn nonce_of(&self, rotation: u64) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes keys of any length");
        let tag = mac.chain_update(rotation.to_be_bytes()).finalize().into_bytes();
        BASE64URL.encode(&tag[..18])
    }

    /// A request's proof after every check of RFC 9449, section 4.3, but for its being new. `token` is the access token that came
    /// with it.
    pub(crate) fn verify(
        &self,
        headers: &HeaderMap,
        method: &Method,
        path: &str,
        token: Option<&str>,
        now: Timestamp,
    ) -> ApiResult<Proof> {
        let invalid = |detail: &str| ApiError::new(ErrorCode::InvalidDpopProof, detail);
        let mut proofs = headers.get_all(dpop::HEADER).iter();
        let (Some(proof), None) = (proofs.next(), proofs.next()) else {
            return Err(invalid("The request needs exactly one DPoP proof."));
        };
        let proof =
            proof.to_str().ok().and_then(|text| dpop::read(text).ok()).ok_or_else(|| {
                invalid("The DPoP proof can't be read; it needs EdDSA with an Ed25519 key.")
            })?;
        let claims = &proof.claims;
        if claims.htm != method.as_str() {
            return Err(invalid("The DPoP proof was made for another method."));
        }
        if !self.is_here(&claims.htu, path) {
            return Err(invalid("The DPoP proof was made for another address."));
        }
        if claims.ath.as_deref() != token.map(dpop::token_hash).as_deref() {
            return Err(invalid("The DPoP proof was made for another access token."));
        }
        let rotation = rotation(now);
        let nonce = claims.nonce.as_deref().unwrap_or_default().as_bytes();
        let fresh = [rotation, rotation.wrapping_sub(1)]
            .iter()
            .any(|r| bool::from(self.nonce_of(*r).as_bytes().ct_eq(nonce)));
        if !fresh {
            return Err(ApiError::new(
                ErrorCode::UseDpopNonce,
                "Make the DPoP proof again with the nonce that comes with this answer.",
            ));
        }
        let key = PublicKey::from_bytes(proof.key).map_err(|_| invalid("The DPoP proof's key is none."))?;
        if !key.verifies(&proof.signed, &Signature::from_bytes(proof.signature)) {
            return Err(invalid("The DPoP proof's signature doesn't hold."));
        }
        let name = Sha256Hash::of_parts([&proof.key[..], claims.jti.as_bytes()]);
        Ok(Proof { key, name, rotation })
    }

    /// Whether `htu` is this server's public address with `path`.
    fn is_here(&self, htu: &str, path: &str) -> bool {
        let Ok(htu) = htu.parse::<Url>() else { return false };
        let mut here = self.public_url.clone();
        here.set_path(path);
        htu == here
    }

    /// The key of a proof that wasn't used before.
    pub(crate) fn remember(&self, proof: Proof, known: Known) -> ApiResult<PublicKey> {
        let Proof { key, name, rotation } = proof;
        let fresh = match known {
            Known::Device => self.remember_device(*name.as_bytes(), rotation)?,
            Known::Stranger => {
                let mut seen = self.of_strangers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                seen.put(*name.as_bytes(), ()).is_none()
            }
        };
        if fresh {
            Ok(key)
        } else {
            Err(ApiError::new(ErrorCode::InvalidDpopProof, "The DPoP proof was used before."))
        }
    }

    fn remember_device(&self, proof: [u8; 32], rotation: u64) -> ApiResult<bool> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if rotation > seen.rotation {
            let current = std::mem::take(&mut seen.current);
            seen.previous = if rotation == seen.rotation + 1 { current } else { HashSet::new() };
            seen.rotation = rotation;
        }
        if seen.current.len() >= MOST_REMEMBERED {
            return Err(ApiError::new(ErrorCode::Unavailable, "Too busy. Try again later."));
        }
        Ok(!seen.previous.contains(&proof) && seen.current.insert(proof))
    }
}

fn rotation(now: Timestamp) -> u64 {
    u64::try_from(now.as_millis()).unwrap_or(0) / ROTATION.get()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use candor_consent::DeviceKey;

    use super::*;

    struct Case {
        proofs: Proofs,
        key: DeviceKey,
        now: Timestamp,
    }

    impl Case {
        fn new() -> Self {
            let url = "https://candor.example/".parse().unwrap();
            Self {
                proofs: Proofs::new([1; 32], url),
                key: DeviceKey::from_seed(&[2; 32]),
                now: Timestamp::from_millis(1_795_320_306_700),
            }
        }

        fn claims(&self) -> dpop::Claims {
            dpop::Claims {
                jti: "one".into(),
                htm: "POST".into(),
                htu: "https://candor.example/api/v1/token".into(),
                iat: 0,
                nonce: Some(self.proofs.nonce(self.now)),
                ath: None,
            }
        }

        fn check(&self, claims: &dpop::Claims, token: Option<&str>) -> Result<PublicKey, ErrorCode> {
            let text = dpop::prove(self.key.public().as_bytes(), claims, |b| *self.key.sign(b).as_bytes());
            let mut headers = HeaderMap::new();
            headers.insert("dpop", HeaderValue::from_str(&text).unwrap());
            let known = if token.is_some() { Known::Device } else { Known::Stranger };
            let proof = self.proofs.verify(&headers, &Method::POST, "/api/v1/token", token, self.now);
            proof.and_then(|proof| self.proofs.remember(proof, known)).map_err(|e| e.code())
        }
    }

    #[test]
    fn a_proof_holds_once() {
        let mut case = Case::new();
        let claims = case.claims();
        assert_eq!(case.check(&claims, None), Ok(case.key.public()));
        assert_eq!(case.check(&claims, None), Err(ErrorCode::InvalidDpopProof));
        case.now = case.now.plus(ROTATION);
        assert_eq!(
            case.check(&claims, None),
            Err(ErrorCode::InvalidDpopProof),
            "remembered after a rotation"
        );
        case.now = case.now.plus(ROTATION);
        assert_eq!(case.check(&claims, None), Err(ErrorCode::UseDpopNonce), "too old by then");
    }

    /// Keys cost nothing to make: who makes them by the million locks out nobody, neither devices nor other strangers.
    #[test]
    fn strangers_lock_nobody_out() {
        let case = Case::new();
        let claims = case.claims();
        assert!(case.check(&claims, None).is_ok());
        let key = case.key.public();
        let rotation = rotation(case.now);
        for n in 0..=MOST_REMEMBERED as u64 {
            let proof = Proof { key, name: Sha256Hash::of(n.to_be_bytes()), rotation };
            assert!(case.proofs.remember(proof, Known::Stranger).is_ok(), "{n}");
        }
        assert!(case.proofs.of_strangers.lock().unwrap().len() <= MOST_OF_STRANGERS.get());
        let mut of_device = case.claims();
        of_device.ath = Some(dpop::token_hash("token"));
        assert!(case.check(&of_device, Some("token")).is_ok());
        assert_eq!(case.check(&of_device, Some("token")), Err(ErrorCode::InvalidDpopProof));
    }

    #[test]
    fn every_claim_counts() {
        let case = Case::new();
        let mut good = case.claims();
        good.ath = Some(dpop::token_hash("token"));
        assert!(case.check(&good, Some("token")).is_ok());
        for (what, change) in [
            ("no ath", (|c| c.ath = None) as fn(&mut dpop::Claims)),
            ("other ath", |c| c.ath = Some(dpop::token_hash("stolen"))),
            ("method", |c| c.htm = "GET".into()),
            ("path", |c| c.htu = "https://candor.example/api/v1/ledger".into()),
            ("host", |c| c.htu = "https://evil.example/api/v1/token".into()),
            ("scheme", |c| c.htu = "http://candor.example/api/v1/token".into()),
            ("query", |c| c.htu = "https://candor.example/api/v1/token?a".into()),
        ] {
            let mut claims = case.claims();
            claims.jti = what.into();
            claims.ath = Some(dpop::token_hash("token"));
            change(&mut claims);
            assert_eq!(case.check(&claims, Some("token")), Err(ErrorCode::InvalidDpopProof), "{what}");
        }
        let mut claims = case.claims();
        claims.nonce = None;
        assert_eq!(case.check(&claims, None), Err(ErrorCode::UseDpopNonce));
        claims.nonce = Some("made-up".into());
        assert_eq!(case.check(&claims, None), Err(ErrorCode::UseDpopNonce));
    }

    #[test]
    fn another_key_is_another_caller() {
        let case = Case::new();
        let other = DeviceKey::from_seed(&[3; 32]);
        // Signed by another key than the one it names.
        let text = dpop::prove(case.key.public().as_bytes(), &case.claims(), |b| *other.sign(b).as_bytes());
        let mut headers = HeaderMap::new();
        headers.insert("dpop", HeaderValue::from_str(&text).unwrap());
        let verify = |headers: &HeaderMap, path| {
            let proof = case.proofs.verify(headers, &Method::POST, path, None, case.now);
            proof.map(|proof| proof.key).map_err(|error| error.code())
        };
        assert_eq!(verify(&headers, "/api/v1/token"), Err(ErrorCode::InvalidDpopProof));
        headers.append("dpop", HeaderValue::from_str(&text).unwrap());
        assert!(verify(&headers, "/api/v1/token").is_err());
        assert!(verify(&HeaderMap::new(), "/x").is_err());
    }
}
