//! Passwords: Argon2id (RFC 9106) with OWASP's parameters, 19 MiB, two passes and one lane.
//!
//! A password is normalised by NFKC (as NIST SP 800-63B-4, section 3.1.1.2, has it), so that it is the same on every keyboard, and
//! then taken as its UTF-8 bytes: no rules of composition, every character counts, nothing is cut off.

use std::{fmt, sync::Arc};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _},
};
use candor_wire::ErrorCode;
use prometheus_client::metrics::counter::Counter;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::breached::Breached;
use crate::{
    env::Environment,
    error::{ApiError, ApiResult},
    turns::Turns,
};

/// The fewest characters.
const MIN_CHARS: usize = 12;
/// The most bytes, before and after it is normalised.
const MAX_BYTES: usize = 256;
/// How many are hashed at one time: each takes 19 MiB and a core for some hundredths of a second.
const AT_ONCE: usize = 2;

/// A password as somebody typed it. It is never printed.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[schema(value_type = String, format = "password", min_length = 1)]
#[serde(transparent)]
pub(crate) struct Password(Zeroizing<String>);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

impl Password {
    /// The bytes to hash, where they can be anybody's password.
    fn normalised(&self) -> Option<Zeroizing<String>> {
        if self.0.len() > MAX_BYTES {
            return None;
        }
        let text = Zeroizing::new(self.0.nfkc().collect::<String>());
        (text.len() <= MAX_BYTES).then_some(text)
    }
}

fn refused(detail: &str) -> ApiError {
    ApiError::new(ErrorCode::PasswordRefused, detail)
}

/// Hashes passwords, a few at a time.
pub(crate) struct Passwords {
    turns: Turns,
    breached: Option<Arc<Breached>>,
    hashed: Counter,
}

impl Passwords {
    /// `hashed` counts how often the hash function ran, `breached` are the passwords that nobody may choose.
    pub(crate) fn new(hashed: Counter, breached: Option<Breached>) -> Self {
        Self { turns: Turns::new("password", AT_ONCE), breached: breached.map(Arc::new), hashed }
    }

    /// The hash of a new password, as a PHC string.
    ///
    /// # Errors
    /// [`ErrorCode::PasswordRefused`] where it is too short, too long, known from a breach, or easily guessed by somebody who knows
    /// `context`.
    pub(crate) async fn hash(
        &self,
        env: &Environment,
        password: &Password,
        context: &[&str],
    ) -> ApiResult<String> {
        let text = password.normalised().ok_or_else(|| refused("The password is longer than 256 bytes."))?;
        if text.chars().count() < MIN_CHARS {
            return Err(refused("The password needs at least 12 characters; a few unrelated words do well."));
        }
        let context = words(context);
        let salt = env.random::<16>();
        let (counter, breached, typed) = (self.hashed.clone(), self.breached.clone(), password.0.clone());
        self.turns.work(move || {
            let context: Vec<_> = context.iter().map(String::as_str).collect();
            if zxcvbn::zxcvbn(&text, &context).score() < zxcvbn::Score::Three {
                let detail = "The password is easily guessed: it is often used, follows a pattern, or is made of your own name \
                              or address. Take a few unrelated words.";
                return Err(refused(detail));
            }
            if let Some(breached) = &breached {
                // Lists have passwords as they were typed elsewhere.
                let known = breached.holds(&text).and_then(|known| Ok(known || breached.holds(&typed)?));
                if known.map_err(|e| ApiError::internal("the file of breached passwords", e))? {
                    let detail = "The password is known from a breach, and tried wherever one can sign in. Take a few unrelated words.";
                    return Err(refused(detail));
                }
            }
            counter.inc();
            let hash = argon2().hash_password_with_salt(text.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|e| ApiError::internal("password", e))
        })
        .await?
    }

    /// Whether a password is the one that was hashed. Where there is none the same work is done, so that nobody learns from the time
    /// it takes who has an account.
    pub(crate) async fn verify(&self, password: &Password, stored: Option<String>) -> ApiResult<bool> {
        // What can't be a password takes no work, whoever it is tried on.
        let Some(text) = password.normalised() else { return Ok(false) };
        let counter = self.hashed.clone();
        self.turns
            .work(move || {
                counter.inc();
                match stored {
                    Some(stored) => argon2().verify_password(text.as_bytes(), stored.as_str()).is_ok(),
                    None => argon2().hash_password_with_salt(text.as_bytes(), &[0; 16]).is_err(),
                }
            })
            .await
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("the parameters are Argon2's");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// What somebody who knows a person would try first.
fn words(context: &[&str]) -> Vec<String> {
    let mut words = vec!["candor".to_owned()];
    for text in context {
        let lower = text.to_lowercase();
        // Both sides of an address's at sign, whole and by their words, with and without the dots.
        for part in lower.split('@') {
            let parts = part.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
            words.extend(parts.map(str::to_owned));
            words.push(part.chars().filter(|c| c.is_alphanumeric()).collect());
            words.push(part.to_owned());
        }
        words.push(lower);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password(Zeroizing::new(text.into()))
    }

    async fn hash(text: &str) -> Result<String, ErrorCode> {
        let passwords = Passwords::new(Counter::default(), None);
        let context = ["mara.keller@harbour.example", "Mara Keller"];
        let hash = passwords.hash(&Environment::system(), &password(text), &context).await;
        hash.map_err(|e| e.code())
    }

    #[tokio::test]
    async fn what_is_easily_guessed_is_refused() {
        for text in [
            "",
            "short",
            "elevenchars",
            "passwordpassword",
            "password12345",
            "qwertyuiop123",
            "123456789012",
            "aaaaaaaaaaaaaaaa",
            "marakeller2026",
            "harbour.example",
            "mara.keller@harbour.example",
            "candorcandorcandor",
        ] {
            assert_eq!(hash(text).await, Err(ErrorCode::PasswordRefused), "{text}");
        }
        for length in [257, 100_000] {
            assert_eq!(hash(&"ab3".repeat(length)).await, Err(ErrorCode::PasswordRefused), "{length}");
        }
        // 256 bytes that become more when they are normalised.
        assert_eq!(hash(&"\u{fdfa}".repeat(85)).await, Err(ErrorCode::PasswordRefused));
    }

    #[tokio::test]
    async fn what_is_hard_to_guess_is_taken_whole() {
        let passwords = Passwords::new(Counter::default(), None);
        let long = "kelp anchor sixteen violet ".repeat(3)[..64].to_owned();
        for text in ["kelp anchor sixteen violet", "zwölf Boxkämpfer jagen", &long] {
            let stored = hash(text).await.unwrap();
            assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
            assert!(passwords.verify(&password(text), Some(stored.clone())).await.unwrap());
            let cut = &text[..text.len() - 1];
            assert!(!passwords.verify(&password(cut), Some(stored.clone())).await.unwrap());
        }
        // The same letters from another keyboard.
        let stored = hash("zwo\u{308}lf Boxka\u{308}mpfer jagen").await.unwrap();
        assert!(passwords.verify(&password("zwölf Boxkämpfer jagen"), Some(stored)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        let counter = Counter::default();
        let passwords = Passwords::new(counter.clone(), None);
        let stored = hash("kelp anchor sixteen violet").await.unwrap();
        assert!(!passwords.verify(&password("another one"), Some(stored)).await.unwrap());
        assert_eq!(counter.get(), 1);
        assert!(!passwords.verify(&password("another one"), None).await.unwrap());
        assert_eq!(counter.get(), 2);
    }
}
