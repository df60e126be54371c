//! Second factors beside a password: codes of an authenticator app (TOTP, RFC 6238) and recovery codes.
//!
//! The server needs the TOTP secret itself, so it is [sealed](crate::seal). Recovery codes are random enough to be kept as SHA-256.

use candor_domain::{Sha256Hash, Timestamp};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    sea_query::Expr,
};
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    db::{corrupt, entity, hash_bytes},
    env::Environment,
    seal::{self, Purpose},
};

/// RFC 4226, section 4, asks for 160 bits.
const SECRET: usize = 20;
/// How many recovery codes there are at one time.
const RECOVERY_CODES: usize = 10;
/// Letters and digits that are not mistaken for each other (as in Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A TOTP secret sealed for an account, and the same in base 32 for the person's app.
pub(crate) fn new_secret(key: &[u8; 32], env: &Environment, account: Uuid) -> (Vec<u8>, Zeroizing<String>) {
    let secret = Zeroizing::new(env.random::<SECRET>());
    let sealed = seal::seal(key, env, Purpose::Totp, account, &*secret);
    (sealed, Zeroizing::new(Secret::from(*secret).to_base32()))
}

/// What checks codes, from a sealed secret.
fn totp(key: &[u8; 32], account: Uuid, sealed: &[u8]) -> Result<Totp, DbErr> {
    let broken = || corrupt("accounts.totp_secret");
    let secret = seal::open(key, Purpose::Totp, account, sealed).ok_or_else(broken)?;
    // Six digits, 30 seconds, one step either way, SHA-1: what every app does.
    Builder::new().with_secret(&secret[..]).build().map_err(|_| broken())
}

/// The link that an authenticator app reads.
pub(crate) fn uri(host: &str, email: &str, secret: &str) -> String {
    let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let label = format!("{}:{}", encode(host), encode(email));
    format!(
        "otpauth://totp/{label}?secret={secret}&issuer={}&algorithm=SHA1&digits=6&period=30",
        encode(host)
    )
}

/// The time step whose code it is, if it is one of now.
pub(crate) fn step_of(
    seal: &[u8; 32],
    account: Uuid,
    sealed: &[u8],
    code: &str,
    now: Timestamp,
) -> Result<Option<i64>, DbErr> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.as_millis() / 1_000).unwrap_or(0);
    let step = totp(seal, account, sealed)?.check(&code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// Takes a code of an account's app. Each is good once: none of its step or of an earlier one is taken afterwards.
pub(crate) async fn take_code(
    transaction: &DatabaseTransaction,
    seal: &[u8; 32],
    account: &entity::account::Model,
    code: &str,
    now: Timestamp,
) -> Result<bool, DbErr> {
    use entity::account::{Column, Entity};
    let Some(sealed) = &account.totp_secret else { return Ok(false) };
    let Some(step) = step_of(seal, account.id, sealed, code, now)? else { return Ok(false) };
    let done = Entity::update_many()
        .col_expr(Column::TotpStep, Expr::value(step))
        .filter(Column::Id.eq(account.id))
        .filter(Column::TotpStep.lt(step))
        .exec(transaction)
        .await?;
    Ok(done.rows_affected == 1)
}

/// 140 random bits that a person can copy, in groups of four: enough to be kept as a plain hash.
pub(crate) fn readable(env: &Environment) -> String {
    let letters = env.random::<28>().map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// The hash of a readable code, however somebody typed it.
pub(crate) fn hash_of(code: &str) -> Sha256Hash {
    let plain: String = code
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    Sha256Hash::of(plain)
}

/// Makes new recovery codes in place of all that there were.
pub(crate) async fn make_recovery_codes(
    transaction: &DatabaseTransaction,
    env: &Environment,
    account: Uuid,
) -> Result<Vec<String>, DbErr> {
    use entity::recovery_code::{ActiveModel, Entity};
    forget_recovery_codes(transaction, account).await?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| readable(env)).collect();
    for code in &codes {
        let row = ActiveModel {
            account_id: Set(account),
            hash: Set(hash_bytes(hash_of(code))),
            used_at: Set(None),
        };
        Entity::insert(row).exec_without_returning(transaction).await?;
    }
    Ok(codes)
}

/// Deletes an account's recovery codes.
pub(crate) async fn forget_recovery_codes(
    transaction: &DatabaseTransaction,
    account: Uuid,
) -> Result<(), DbErr> {
    use entity::recovery_code::{Column, Entity};
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(transaction).await.map(|_| ())
}

/// Takes a recovery code, which works once.
pub(crate) async fn take_recovery_code(
    transaction: &DatabaseTransaction,
    account: Uuid,
    code: &str,
    now: Timestamp,
) -> Result<bool, DbErr> {
    use entity::recovery_code::{Column, Entity};
    let done = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now.as_millis()))
        .filter(Column::AccountId.eq(account))
        .filter(Column::Hash.eq(hash_bytes(hash_of(code))))
        .filter(Column::UsedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(done.rows_affected == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_is_of_one_account_and_one_server() {
        let env = Environment::system();
        let (mine, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (sealed, shown) = new_secret(&[7; 32], &env, mine);
        let raw = Secret::try_from_base32(shown.as_str()).unwrap();
        assert!(!sealed.windows(raw.len()).any(|window| window == raw.as_bytes()));
        let now = Timestamp::from_millis(1_795_320_000_000);
        let code = Builder::new().with_secret(raw).build().unwrap().generate(1_795_320_000).to_string();
        assert_eq!(step_of(&[7; 32], mine, &sealed, &code, now).unwrap(), Some(59_844_000));
        assert!(step_of(&[7; 32], other, &sealed, &code, now).is_err());
        assert!(step_of(&[8; 32], mine, &sealed, &code, now).is_err());
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert!(step_of(&[7; 32], mine, &sealed, &spaced, now).unwrap().is_some());
        // One step either way, no more (RFC 6238, section 5.2).
        for (seconds, good) in [(-31_i64, false), (-1, true), (59, true), (60, false)] {
            let at = Timestamp::from_millis(1_795_320_000_000 + seconds * 1_000);
            assert_eq!(step_of(&[7; 32], mine, &sealed, &code, at).unwrap().is_some(), good, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = readable(&Environment::system());
        assert_eq!((code.len(), code.split('-').count()), (34, 7));
        assert_eq!(hash_of(&code), hash_of(&format!(" {} ", code.to_lowercase().replace('-', " "))));
        assert_eq!(hash_of("0110"), hash_of("oilO"));
        assert_ne!(hash_of("0110"), hash_of("0111"));
    }
}
