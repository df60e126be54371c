//! What the server must know again but a copy of its database must not show: sealed by XChaCha20-Poly1305 under a key outside the
//! database, and bound to what it is for and whose it is.

use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead as _, KeyInit as _, Payload},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, Condition, DbErr, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    db::{Db, entity},
    env::Environment,
    keys::Keys,
};

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

/// Seals everything under the key that holds now, in one transaction, and returns how many secrets that were. What neither key
/// opens stays as it is: it was lost before.
pub(crate) async fn renew(db: &Db, env: &Environment, keys: &Keys) -> Result<usize, DbErr> {
    let Some(before) = &keys.seal_before else { return Ok(0) };
    let mut renewed = 0;
    let mut anew = |purpose, whose, sealed: Option<Vec<u8>>| {
        let sealed = sealed?;
        // A start that was cut off after this one's transaction finds everything done.
        if open(&keys.seal, purpose, whose, &sealed).is_none() {
            match open(before, purpose, whose, &sealed) {
                Some(secret) => {
                    renewed += 1;
                    return Some(seal(&keys.seal, env, purpose, whose, &secret));
                }
                None => {
                    tracing::warn!(?purpose, %whose, "a secret is sealed under a key that isn't there any more")
                }
            }
        }
        Some(sealed)
    };
    let transaction = db.begin().await?;
    {
        use entity::account::{ActiveModel, Column, Entity};
        let any =
            Condition::any().add(Column::TotpSecret.is_not_null()).add(Column::TotpPending.is_not_null());
        for row in Entity::find().filter(any).all(&transaction).await? {
            let new = ActiveModel {
                id: Set(row.id),
                totp_secret: Set(anew(Purpose::Totp, row.id, row.totp_secret)),
                totp_pending: Set(anew(Purpose::Totp, row.id, row.totp_pending)),
                ..Default::default()
            };
            Entity::update(new).exec(&transaction).await?;
        }
    }
    {
        use entity::provider::{ActiveModel, Column, Entity};
        for row in Entity::find().filter(Column::Secret.is_not_null()).all(&transaction).await? {
            let new = ActiveModel {
                client_id: Set(row.client_id),
                secret: Set(anew(Purpose::Provider, row.client_id, row.secret)),
                ..Default::default()
            };
            Entity::update(new).exec(&transaction).await?;
        }
    }
    transaction.commit().await?;
    db.forget().await?;
    Ok(renewed)
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
