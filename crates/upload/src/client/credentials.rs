//! What a device shows with each request: token, proof and nonce (RFC 9449). No input or output.

use candor_domain::{Boot, Millis, Timestamp};
use candor_wire::{ErrorCode, device::Token, dpop};

/// A token this close to its end is renewed first.
const MARGIN: Millis = Millis::from_secs(30);
/// A difference of clocks below this many seconds is not what a proof fails at.
const SKEW_TOLERANCE: i64 = 5;

/// What is remembered between requests.
#[derive(Default)]
pub(super) struct Credentials {
    token: Option<(String, Boot)>,
    /// The nonce that the server gave last.
    nonce: Option<String>,
    /// Seconds that the server's clock is ahead of this machine's, where a proof failed at it. Proofs alone use it.
    ahead: i64,
}

/// What was renewed already for one request: each thing once.
#[derive(Debug, Default)]
pub(super) struct Renewed {
    token: bool,
    nonce: bool,
    clock: bool,
}

/// What an answer of status 401 tells.
#[derive(Debug, Default)]
pub(super) struct Challenge<'a> {
    /// The code of its problem, or the `error` of its `WWW-Authenticate` header, where an answer has no body.
    pub code: Option<ErrorCode>,
    /// Its nonce.
    pub nonce: Option<&'a str>,
    /// The server's clock.
    pub date: Option<Timestamp>,
}

impl Credentials {
    /// The token, where there is one that still holds.
    pub fn token(&self, now: Boot) -> Option<&str> {
        self.token.as_ref().filter(|(_, until)| *until > now).map(|(token, _)| token.as_str())
    }

    /// Remembers a token got at `now`.
    pub fn keep_token(&mut self, token: Token, now: Boot) {
        let lives = Millis::from_secs(token.expires_in.into());
        let lives = lives.minus(MARGIN.min(Millis::new(lives.get() / 2)));
        self.token = Some((token.access_token, now.plus(lives)));
    }

    /// The claims of a proof for a request.
    pub fn claims(
        &self,
        id: String,
        method: &str,
        url: &str,
        now: Timestamp,
        token: Option<&str>,
    ) -> dpop::Claims {
        dpop::Claims {
            jti: id,
            htm: method.into(),
            htu: url.into(),
            iat: now.as_millis().div_euclid(1000) + self.ahead,
            nonce: self.nonce.clone(),
            ath: token.map(dpop::token_hash),
        }
    }

    /// Seconds that the server's clock is ahead, where a proof failed at it.
    pub fn ahead(&self) -> i64 {
        self.ahead
    }

    /// Remembers the nonce of an answer (RFC 9449, section 8.2: any answer may bring one).
    pub fn heard(&mut self, nonce: Option<&str>) {
        if let Some(nonce) = nonce {
            self.nonce = Some(nonce.into());
        }
    }

    /// Draws the consequences of a 401; true where the request is worth another try. `used` is the token that was sent.
    pub fn challenged(
        &mut self,
        challenge: &Challenge<'_>,
        used: Option<&str>,
        renewed: &mut Renewed,
        now: Timestamp,
    ) -> bool {
        self.heard(challenge.nonce);
        match challenge.code {
            Some(ErrorCode::UseDpopNonce) => {
                challenge.nonce.is_some() && !std::mem::replace(&mut renewed.nonce, true)
            }
            Some(ErrorCode::InvalidDpopProof) => {
                let Some(date) = challenge.date else { return false };
                let ahead = (date.as_millis() - now.as_millis()).div_euclid(1000);
                let differs = (ahead - self.ahead).abs() > SKEW_TOLERANCE;
                if differs && !std::mem::replace(&mut renewed.clock, true) {
                    self.ahead = ahead;
                    return true;
                }
                false
            }
            _ => {
                let Some(used) = used else { return false };
                if self.token.as_ref().is_some_and(|(token, _)| token == used) {
                    self.token = None;
                }
                !std::mem::replace(&mut renewed.token, true)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_320_306_700);

    fn token(text: &str, expires_in: u32) -> Token {
        Token { access_token: text.into(), token_type: "DPoP".into(), expires_in }
    }

    #[test]
    fn a_token_is_renewed_before_it_ends() {
        let mut credentials = Credentials::default();
        let at = |secs: u64| Boot::from_millis(secs * 1000);
        assert_eq!(credentials.token(at(0)), None);
        credentials.keep_token(token("t", 300), at(10));
        assert_eq!(credentials.token(at(10)), Some("t"));
        assert_eq!(credentials.token(at(279)), Some("t"));
        assert_eq!(credentials.token(at(280)), None);
        credentials.keep_token(token("short", 10), at(0));
        assert_eq!((credentials.token(at(4)), credentials.token(at(5))), (Some("short"), None));
    }

    #[test]
    fn each_thing_is_renewed_once_for_a_request() {
        use ErrorCode::{InvalidDpopProof, InvalidToken, UseDpopNonce};
        let late = NOW.plus(Millis::from_minutes(60));
        let (used, none) = (Some("t"), None);
        for (used, code, nonce, date, tries) in [
            (used, Some(UseDpopNonce), Some("n"), none, [true, false, false]),
            (used, Some(UseDpopNonce), None, None, [false; 3]),
            (used, Some(InvalidToken), None, None, [true, false, false]),
            (used, None, None, None, [true, false, false]),
            (None, Some(InvalidToken), None, None, [false; 3]),
            (used, Some(InvalidDpopProof), Some("n"), Some(late), [true, false, false]),
            (used, Some(InvalidDpopProof), Some("n"), Some(NOW), [false; 3]),
            (used, Some(InvalidDpopProof), Some("n"), None, [false; 3]),
        ] {
            let mut credentials = Credentials::default();
            credentials.keep_token(token("t", 300), Boot::from_millis(0));
            let mut renewed = Renewed::default();
            let challenge = Challenge { code, nonce, date };
            let got = [(); 3].map(|()| credentials.challenged(&challenge, used, &mut renewed, NOW));
            assert_eq!(got, tries, "{challenge:?}");
            let claims = credentials.claims("1".into(), "GET", "u", NOW, used);
            assert_eq!(claims.nonce.as_deref(), nonce);
            let ahead = if code == Some(InvalidDpopProof) && date == Some(late) { 3600 } else { 0 };
            assert_eq!(claims.iat, 1_795_320_306 + ahead);
        }
    }

    #[test]
    fn a_token_that_was_renewed_meanwhile_stays() {
        let mut credentials = Credentials::default();
        credentials.keep_token(token("new", 300), Boot::from_millis(0));
        let challenge = Challenge { code: Some(ErrorCode::InvalidToken), ..Challenge::default() };
        assert!(credentials.challenged(&challenge, Some("old"), &mut Renewed::default(), NOW));
        assert_eq!(credentials.token(Boot::from_millis(0)), Some("new"));
    }
}
