//! What becomes known of a request while it is answered: whose it is, for turns and for the log.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{extract::FromRequestParts, http::request::Parts};
use candor_domain::MemberId;

use crate::{
    app::{App, Shared},
    error::{ApiError, ApiResult},
    limits::Asker,
};

/// What is known of one request, for whoever answers it. [`super::around`] gives it to each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trace(Arc<Mutex<Known>>);

/// Whose a request is, as far as that was found out.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    /// Who it is from.
    pub(crate) asker: Option<Asker>,
    /// Whether they proved it; whoever is refused may have said it only.
    proved: bool,
    /// As which member of a client they ask.
    pub(crate) member: Option<MemberId>,
}

impl Trace {
    /// That of a request.
    pub(crate) fn of(parts: &Parts) -> Self {
        parts.extensions.get().cloned().unwrap_or_default()
    }

    /// What is known by now.
    pub(crate) fn known(&self) -> Known {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, found: impl FnOnce(&mut Known)) {
        found(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Notes who it is said to be from.
    pub(crate) fn claims(&self, asker: Asker) {
        self.note(|known| (known.asker, known.proved) = (Some(asker), false));
    }

    /// Notes who it is from, and makes sure that they may ask once more.
    pub(crate) fn asks(&self, app: &App, asker: Asker) -> ApiResult<()> {
        self.proves(asker);
        app.limits.asks(asker)
    }

    /// Notes who has become known by it.
    pub(crate) fn proves(&self, asker: Asker) {
        self.note(|known| (known.asker, known.proved) = (Some(asker), true));
    }

    /// Notes as which member they ask.
    pub(crate) fn acts_as(&self, member: MemberId) {
        self.note(|known| known.member = Some(member));
    }
}

impl FromRequestParts<Shared> for Trace {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, ApiError> {
        Ok(Self::of(parts))
    }
}

/// Who asks, for a handler that named its caller before.
impl FromRequestParts<Shared> for Asker {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, ApiError> {
        let nobody = || ApiError::internal("a handler's arguments", "the asker comes before the caller");
        let known = Trace::of(parts).known();
        known.asker.filter(|_| known.proved).ok_or_else(nobody)
    }
}
