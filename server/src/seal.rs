//! What the server must know again but a copy of its database must not show: sealed by XChaCha20-Poly1305 under a key outside the
//! database, and bound to what it is for and whose it is.

use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead as _, KeyInit as _, Payload},
};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::env::Environment;

const NONCE: usize = 24;

/// What a secret is for, in the words that it is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// An account's authenticator app.
    Totp,
    /// Proving to a client's identity provider that this server asks.
    Provider,
}

impl Purpose {
    fn bound(self, whose: Uuid) -> Vec<u8> {
        let context: &[u8] = match self {
            Self::Totp => b"candor totp secret v1\n",
            Self::Provider => b"candor provider secret v1\n",
        };
        [context, whose.as_bytes()].concat()
    }
}

/// Seals a secret of an account or a client.
pub(crate) fn seal(
    key: &[u8; 32],
    env: &Environment,
    purpose: Purpose,
    whose: Uuid,
    secret: &[u8],
) -> Vec<u8> {
    let nonce = env.random::<NONCE>();
    let message = Payload { msg: secret, aad: &purpose.bound(whose) };
    let sealed = XChaCha20Poly1305::new(key.into()).encrypt(&nonce.into(), message);
    [&nonce[..], &sealed.expect("a short text can be sealed")].concat()
}

/// The secret again; nothing where it was sealed under another key, for something else or for somebody else.
pub(crate) fn open(
    key: &[u8; 32],
    purpose: Purpose,
    whose: Uuid,
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let message = Payload { msg: sealed, aad: &purpose.bound(whose) };
    XChaCha20Poly1305::new(key.into()).decrypt(nonce.into(), message).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_opened_only_for_what_it_was_sealed_for() {
        let env = Environment::system();
        let (key, whose) = ([7; 32], Uuid::from_u128(1));
        let sealed = seal(&key, &env, Purpose::Provider, whose, b"s3cret");
        assert_eq!(open(&key, Purpose::Provider, whose, &sealed).unwrap()[..], *b"s3cret");
        assert!(open(&[8; 32], Purpose::Provider, whose, &sealed).is_none(), "another key");
        assert!(open(&key, Purpose::Totp, whose, &sealed).is_none(), "for something else");
        assert!(open(&key, Purpose::Provider, Uuid::from_u128(2), &sealed).is_none(), "another's");
        assert!(open(&key, Purpose::Provider, whose, &sealed[..20]).is_none(), "cut off");
    }
}
