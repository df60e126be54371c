//! What a failed request means.

use candor_domain::Millis;
use candor_wire::ErrorCode;

use crate::{
    failure::{ApiError, Failure},
    report::Problem,
};

/// What a failed request means, whatever it was about.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It may work later; nothing was said about the request itself.
    Later { retry_after: Option<Millis>, why: String },
    /// The server failed at it.
    Fails(ApiError),
    /// It is too large.
    TooLarge(ApiError),
    /// It is refused.
    No(ApiError),
    /// Nothing will work.
    Stop(Problem),
}

/// Judges a failure. What isn't said by a Candor server (a page of a proxy, a captive network) never counts against what
/// was to be sent.
pub(super) fn judge(failure: Failure) -> Verdict {
    let (error, has_token) = match failure {
        Failure::Lost(why) => return Verdict::Later { retry_after: None, why },
        Failure::Strange(what) => return Verdict::Stop(Problem::NotCandor(what)),
        Failure::NoToken(error) => (error, false),
        Failure::Refused(error) => (error, true),
    };
    let later = matches!(error.status, 408 | 429 | 502..=504);
    match error.status {
        _ if error.is(ErrorCode::DeviceRevoked) => Verdict::Stop(Problem::DeviceRevoked),
        status if later || (status >= 500 && !has_token) => {
            Verdict::Later { retry_after: error.retry_after, why: error.to_string() }
        }
        500.. => Verdict::Fails(error),
        401 => Verdict::Stop(Problem::Unauthorised(error)),
        413 if has_token => Verdict::TooLarge(error),
        _ if error.code.is_none() => Verdict::Stop(Problem::NotCandor(error.to_string())),
        _ if !has_token => Verdict::Stop(Problem::Unauthorised(error)),
        _ if error.is(ErrorCode::TooLarge) => Verdict::TooLarge(error),
        _ => Verdict::No(error),
    }
}
