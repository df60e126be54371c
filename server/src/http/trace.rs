//! What becomes known of a request while it is answered: whose it is.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{extract::FromRequestParts, http::request::Parts};

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
    /// Who proved who they are.
    pub(crate) asker: Option<Asker>,
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

    /// Notes what was found out.
    pub(crate) fn note(&self, found: impl FnOnce(&mut Known)) {
        found(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Notes who asks, and makes sure that they may once more.
pub(crate) fn asks(parts: &Parts, app: &App, asker: Asker) -> ApiResult<()> {
    Trace::of(parts).note(|known| known.asker = Some(asker));
    app.limits.asks(asker)
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
        Trace::of(parts).known().asker.ok_or_else(nobody)
    }
}
