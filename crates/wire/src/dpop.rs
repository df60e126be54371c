//! DPoP proofs (RFC 9449): a request is made by the one who holds the device's key.
//!
//! A proof is a JWS (RFC 7515) of type `dpop+jwt` signed with EdDSA (RFC 8037), whose header carries the public key. Keys stay
//! with the caller: making takes a function that signs, reading gives the bytes whose signature is to be checked.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use candor_domain::Sha256Hash;
use serde::{Deserialize, Serialize};

/// The header that carries the proof.
pub const HEADER: &str = "DPoP";
/// The header in which the server hands out a nonce.
pub const NONCE_HEADER: &str = "DPoP-Nonce";
/// More than any proof needs.
const MAX_BYTES: usize = 4096;

/// What a proof says (RFC 9449, section 4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// A unique name of the proof, against replay.
    pub jti: String,
    /// The request's method.
    pub htm: String,
    /// The request's address without query and fragment.
    pub htu: String,
    /// When it was made, in seconds since 1970.
    pub iat: i64,
    /// The nonce that the server gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// Base64url of the SHA-256 of the access token that goes with it; see [`token_hash`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ath: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    typ: String,
    alg: String,
    jwk: Jwk,
}

/// A public key in the form of RFC 8037.
#[derive(Serialize, Deserialize)]
struct Jwk {
    crv: String,
    kty: String,
    x: String,
}

/// A proof as it was read; nothing is checked but its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The public key that it names.
    pub key: [u8; 32],
    /// What it says.
    pub claims: Claims,
    /// The bytes that are signed.
    pub signed: Vec<u8>,
    /// The signature over them.
    pub signature: [u8; 64],
}

/// A text that is no DPoP proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a DPoP proof with an Ed25519 key")]
pub struct InvalidProof;

/// Makes a proof.
pub fn prove(key: &[u8; 32], claims: &Claims, sign: impl FnOnce(&[u8]) -> [u8; 64]) -> String {
    let jwk = Jwk { crv: "Ed25519".into(), kty: "OKP".into(), x: BASE64URL.encode(key) };
    let header = Header { typ: "dpop+jwt".into(), alg: "EdDSA".into(), jwk };
    let signed = format!("{}.{}", part(&header), part(claims));
    let signature = BASE64URL.encode(sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// Reads a proof. The caller checks the signature, the claims, and that the proof is new.
///
/// # Errors
/// [`InvalidProof`].
pub fn read(proof: &str) -> Result<Proof, InvalidProof> {
    if proof.len() > MAX_BYTES {
        return Err(InvalidProof);
    }
    let (signed, signature) = proof.rsplit_once('.').ok_or(InvalidProof)?;
    let (header, claims) = signed.split_once('.').ok_or(InvalidProof)?;
    let header: Header = parsed(header)?;
    if (&*header.typ, &*header.alg, &*header.jwk.kty, &*header.jwk.crv)
        != ("dpop+jwt", "EdDSA", "OKP", "Ed25519")
    {
        return Err(InvalidProof);
    }
    Ok(Proof {
        key: decoded(&header.jwk.x)?.try_into().map_err(|_| InvalidProof)?,
        claims: parsed(claims)?,
        signed: signed.as_bytes().to_vec(),
        signature: decoded(signature)?.try_into().map_err(|_| InvalidProof)?,
    })
}

/// The thumbprint of an Ed25519 key (RFC 7638, RFC 8037 appendix A.3), to which tokens are bound.
pub fn thumbprint(key: &[u8; 32]) -> String {
    let jwk = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, BASE64URL.encode(key));
    BASE64URL.encode(Sha256Hash::of(jwk).as_bytes())
}

/// The `ath` claim for an access token.
pub fn token_hash(token: &str) -> String {
    BASE64URL.encode(Sha256Hash::of(token).as_bytes())
}

fn part(value: &impl Serialize) -> String {
    BASE64URL.encode(serde_json::to_vec(value).expect("texts and numbers are always JSON"))
}

fn decoded(text: &str) -> Result<Vec<u8>, InvalidProof> {
    BASE64URL.decode(text).map_err(|_| InvalidProof)
}

fn parsed<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, InvalidProof> {
    serde_json::from_slice(&decoded(text)?).map_err(|_| InvalidProof)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037, appendix A.3.
    #[test]
    fn thumbprint_matches_the_rfc() {
        let x = BASE64URL.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        assert_eq!(thumbprint(&x.try_into().unwrap()), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn a_proof_reads_back() {
        let claims = Claims {
            jti: "1".into(),
            htm: "POST".into(),
            htu: "https://candor.example/api/v1/token".into(),
            iat: 1_795_320_306,
            nonce: Some("n".into()),
            ath: None,
        };
        let text = prove(&[7; 32], &claims, |signed| {
            assert!(signed.contains(&b'.'));
            [9; 64]
        });
        let proof = read(&text).unwrap();
        assert_eq!((proof.key, proof.claims, proof.signature), ([7; 32], claims, [9; 64]));
        assert_eq!(text.as_bytes()[..proof.signed.len()], proof.signed);
    }

    #[test]
    fn other_texts_are_refused() {
        let none =
            format!("{}.{}.", BASE64URL.encode(r#"{"typ":"dpop+jwt","alg":"none"}"#), BASE64URL.encode("{}"));
        for text in ["", "a.b.c", "..", &none, &"x".repeat(10_000)] {
            assert_eq!(read(text), Err(InvalidProof), "{text}");
        }
    }
}
