//! The key encrypted under a passphrase: Argon2id (RFC 9106), then XChaCha20-Poly1305.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead as _, KeyInit as _},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{KeyError, random, remembered::Remembered};
use crate::key::DataKey;

/// The second recommended choice of RFC 9106, section 4: for where memory is scarce.
const MEMORY_KIB: u32 = if cfg!(test) { 1024 } else { 64 * 1024 };
const PASSES: u32 = 3;
const LANES: u32 = 4;
/// More memory than any version ever wrote: a changed file must not bring the machine down.
const MAX_MEMORY_KIB: u32 = 1024 * 1024;
const MAX_PASSES: u32 = 64;

/// The encrypted key and how to get at it; bytes as base64.
#[derive(Serialize, Deserialize)]
pub struct Wrapped {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
    key: String,
}

impl Wrapped {
    /// Encrypts the key under a passphrase with a fresh salt and nonce.
    pub fn wrap(key: &DataKey, passphrase: &str) -> Result<Self, KeyError> {
        let (salt, nonce) = (random()?, random()?);
        let (salt, nonce) = (&salt[..16], &nonce[..24]);
        let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).expect("within Argon2's limits");
        let cipher = cipher(params, passphrase, salt).expect("within Argon2's limits");
        let nonce_array = nonce.try_into().expect("cut to its length");
        let sealed =
            cipher.encrypt(nonce_array, &key.as_bytes()[..]).expect("a key is short enough to encrypt");
        Ok(Self {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
            salt: BASE64_STANDARD.encode(salt),
            nonce: BASE64_STANDARD.encode(nonce),
            key: BASE64_STANDARD.encode(sealed),
        })
    }

    /// The key, if the passphrase is right.
    pub fn unwrap(&self, passphrase: &str, home: &Path) -> Result<DataKey, KeyError> {
        self.open(passphrase).ok_or_else(|| KeyError::Damaged(Remembered::path(home)))?
    }

    /// Nothing where the fields can't be used at all.
    fn open(&self, passphrase: &str) -> Option<Result<DataKey, KeyError>> {
        let bytes = |text: &str| BASE64_STANDARD.decode(text).ok();
        let (salt, nonce, sealed) = (bytes(&self.salt)?, bytes(&self.nonce)?, bytes(&self.key)?);
        if self.memory_kib > MAX_MEMORY_KIB || self.passes > MAX_PASSES {
            return None;
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()?;
        let cipher = cipher(params, passphrase, &salt)?;
        let nonce = nonce[..].try_into().ok()?;
        let Ok(key) = cipher.decrypt(nonce, &sealed[..]).map(Zeroizing::new) else {
            return Some(Err(KeyError::WrongPassphrase));
        };
        Some(Ok(DataKey::from_bytes(Zeroizing::new(key[..].try_into().ok()?))))
    }
}

fn cipher(params: Params, passphrase: &str, salt: &[u8]) -> Option<XChaCha20Poly1305> {
    let mut key = Zeroizing::new([0; 32]);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(passphrase.as_bytes(), salt, &mut *key).ok()?;
    XChaCha20Poly1305::new_from_slice(&*key).ok()
}
