//! Whether a record may be stored, as far as that can be said before the database is asked.

use candor_consent::coverage::{History, NotCovered};
use candor_domain::{
    Millis, Record,
    record::{LedgerSize, Note, RecordBody},
};
use candor_wire::{ErrorCode, device::MAX_BLOB_BYTES};

use crate::{
    app::App,
    auth::policy,
    error::{ApiError, ApiResult, sentence},
};

/// How long a record may be deleted at once, and how long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) grace: Millis,
    /// None for what is no category's content: it is kept as long as the account of worked time.
    pub(super) retention: Option<Millis>,
}

/// Checks a record of a batch that the ledger's entry `entry` commits to. The outer result tells whether that could be done.
pub(super) async fn record(
    app: &App,
    device: policy::Device,
    history: &History,
    entry: LedgerSize,
    record: &Record,
) -> ApiResult<Result<Terms, ApiError>> {
    if let Err(refusal) = alone(device, history, entry, record) {
        return Ok(Err(refusal));
    }
    let catalog = &app.ingest.catalog;
    let Some(testing) = catalog.testing(&app.db, device.organisation, record.project).await? else {
        let detail = "The record names a project that isn't open to this agent.";
        return Ok(Err(ApiError::new(ErrorCode::WrongDevice, detail)));
    };
    if record.synthetic && !testing {
        let detail = "Synthetic records belong only in projects made for testing.";
        return Ok(Err(ApiError::new(ErrorCode::SyntheticRefused, detail)));
    }
    let (Some(consent), Some(category)) = (record.consent, record.body.category()) else {
        return Ok(Ok(Terms { grace: Millis::ZERO, retention: None }));
    };
    let refused = |detail: &str| Ok(Err(ApiError::new(ErrorCode::NotConsented, detail)));
    let policy = catalog.policy(&app.db, device.organisation, record.project, consent.notice).await?;
    let Some(policy) = policy else {
        return refused("The record names a notice that was never published for this project.");
    };
    let Some(terms) = policy.terms(category) else {
        return refused("The notice that the record names doesn't ask for this category.");
    };
    if let RecordBody::Capture(capture) = &record.body
        && !capture.redacted
        && capture.image.bytes > terms.max_bytes
    {
        return refused("The picture is larger than the notice that the record names allows.");
    }
    let retention = Millis::from_minutes(u64::from(terms.retention_days) * 24 * 60);
    Ok(Ok(Terms { grace: policy.grace(), retention: Some(retention) }))
}

/// What record and ledger say by themselves.
fn alone(
    device: policy::Device,
    history: &History,
    entry: LedgerSize,
    record: &Record,
) -> Result<(), ApiError> {
    let refuse = |code, detail: &str| Err(ApiError::new(code, detail));
    if record.v != 1 {
        return refuse(ErrorCode::Malformed, "The record has a format that this server doesn't know.");
    }
    if record.device != device.id {
        return refuse(ErrorCode::WrongDevice, "The record names another device than the token's.");
    }
    if record.ledger_size > entry {
        let detail = "The record names a ledger size behind the entry that commits to it.";
        return refuse(ErrorCode::Malformed, detail);
    }
    history.covers(record).map_err(|why| ApiError::new(code(why), sentence(&why.to_string())))?;
    match &record.body {
        RecordBody::Note(note) if note.text.len() > Note::MAX_BYTES => {
            refuse(ErrorCode::TooLarge, "The note is longer than a note may be.")
        }
        RecordBody::Capture(capture) if capture.image.bytes as usize > MAX_BLOB_BYTES => {
            refuse(ErrorCode::TooLarge, "The picture is larger than a picture may be.")
        }
        RecordBody::Activity(sample) if sample.to < sample.from => {
            refuse(ErrorCode::Malformed, "The sample ends before it begins.")
        }
        _ => Ok(()),
    }
}

fn code(why: NotCovered) -> ErrorCode {
    match why {
        NotCovered::LedgerBehind => ErrorCode::LedgerBehind,
        NotCovered::Device => ErrorCode::WrongDevice,
        NotCovered::Stream => ErrorCode::Malformed,
        NotCovered::Session | NotCovered::NotRunning => ErrorCode::SessionNotRunning,
        NotCovered::Unnamed | NotCovered::NotGranted | NotCovered::OtherNotice => ErrorCode::NotConsented,
    }
}
