//! A sync: the machine driven over the queue and the server.

use std::{future::Future, io::Write as _, pin::pin, time::Duration};

use bytes::Bytes;
use candor_domain::{Boot, Millis, RecordId};
use candor_wire::{device::LedgerResponse, path};
use flate2::{Compression, write::GzEncoder};
use reqwest::Method;
use serde::Deserialize;

use super::{Api, read};
use crate::{
    desk::{Desk, Request, Task},
    failure::{Code, Failure, clean},
    machine::{self, Action, Input, Machine},
    queue::Queue,
    report::{End, How, Progress, SyncReport},
};

/// From this many bytes on a batch is sent as gzip. 500 activity records shrink from 342 to 55 KB at the fastest level; zstd
/// makes 42 KB of them, for a C library and 0.8 MB more of memory: 13 KB in a day's work aren't worth it.
const GZIP_FROM: usize = 1024;
/// The longest sleep at a time: a machine that slept finds out at the next.
const NAP: Millis = Millis::from_secs(30);

impl Api {
    /// Sends the ledger, deletions and everything releasable, until nothing is left, something is in the way, or `cancel`
    /// comes. A request under way is then dropped: what it did is found out by the next sync.
    ///
    /// `progress` is told after every step that changes it.
    pub async fn sync<Q: Queue>(
        &self,
        queue: &mut Q,
        how: impl Into<How>,
        mut progress: impl FnMut(Progress),
        cancel: impl Future<Output = ()>,
    ) -> SyncReport<Q::Error> {
        let mut cancel = pin!(cancel);
        let mut desk = match Desk::new(queue) {
            Ok(desk) => desk,
            Err(error) => return SyncReport::failed(error),
        };
        let mut machine = Machine::new(how, self.link.means.settings.backoff);
        let mut input = Input::Start;
        let mut told = None;
        let end = loop {
            if told != Some(desk.progress) {
                told = Some(desk.progress);
                progress(desk.progress);
            }
            let action = machine.step(input, self.link.means.clock.boot(), self.jitter());
            let place = match action {
                Action::AskBlob(place) | Action::PutBlob(place) => Some(place),
                _ => None,
            };
            input = match desk.carry_out(action) {
                Err(error) => break End::Store(error),
                Ok(Task::Finish(None)) => break End::Finished,
                Ok(Task::Finish(Some(problem))) => break End::Problem(problem),
                Ok(Task::Done(input)) => input,
                Ok(Task::Wait(until)) => {
                    let waits = until.since(self.link.means.clock.boot());
                    progress(Progress { waits: Some(waits), ..desk.progress });
                    told = None;
                    tokio::select! {
                        biased;
                        () = &mut cancel => break End::Cancelled,
                        () = self.wait(until) => Input::Elapsed,
                    }
                }
                Ok(Task::Ask(request)) => tokio::select! {
                    biased;
                    () = &mut cancel => break End::Cancelled,
                    answer = self.ask(request) => answer.unwrap_or_else(Input::Failed),
                },
            };
            if let (Some(place), Input::BlobStored | Input::BlobKnown(true)) = (place, &input) {
                desk.blob_is_there(place);
            }
        };
        desk.report(machine.server_forgot(), end)
    }

    async fn wait(&self, until: Boot) {
        loop {
            let left = until.since(self.link.means.clock.boot());
            if left == Millis::ZERO {
                return;
            }
            tokio::time::sleep(Duration::from(left.min(NAP))).await;
        }
    }

    fn jitter(&self) -> u64 {
        let mut bytes = [0; 8];
        (self.link.means.random)(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    async fn ask(&self, request: Request) -> Result<Input, Failure> {
        match request {
            Request::Ledger(request) => {
                let call = self.link.call(Method::POST, path::LEDGER).json(&request);
                let answer: LedgerResponse = read(&self.authorised(&call).await?)?;
                Ok(Input::Cosignature(answer.checkpoint))
            }
            Request::AskBlob(sha256) => {
                let call = self.link.call(Method::HEAD, &path::blob(sha256));
                match self.authorised(&call).await {
                    Ok(_) => Ok(Input::BlobKnown(true)),
                    // An answer to HEAD can't say why not: putting the blob will tell.
                    Err(Failure::Refused(error))
                        if (400..500).contains(&error.status) && !matches!(error.status, 401 | 408 | 429) =>
                    {
                        Ok(Input::BlobKnown(false))
                    }
                    Err(failure) => Err(failure),
                }
            }
            Request::PutBlob(sha256, media_type, bytes) => {
                let call =
                    self.link.call(Method::PUT, &path::blob(sha256)).with(bytes.into(), media_type.name());
                self.authorised(&call).await.map(|_| Input::BlobStored)
            }
            Request::Batch(body) => {
                let call = self.link.call(Method::POST, path::BATCHES).with(body.into(), "application/json");
                let answers: Answers = read(&self.authorised(&call.packed()).await?)?;
                Ok(Input::Answers(answers.records.into_iter().map(Into::into).collect()))
            }
            Request::Delete(id) => {
                let call = self.link.call(Method::DELETE, &path::capture(id));
                self.authorised(&call).await.map(|_| Input::Deleted)
            }
        }
    }
}

impl super::Call {
    /// Packs a long body.
    fn packed(mut self) -> Self {
        if let Some(body) = self.body.as_mut().filter(|body| body.bytes.len() >= GZIP_FROM) {
            let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
            let packed = packer.write_all(&body.bytes).and_then(|()| packer.finish());
            body.bytes = Bytes::from(packed.expect("writing to memory can't fail"));
            body.gzip = true;
        }
        self
    }
}

/// [`candor_wire::device::BatchResponse`], open to codes that a newer server may know.
#[derive(Deserialize)]
struct Answers {
    records: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
enum Answer {
    Accepted { id: RecordId },
    Duplicate { id: RecordId },
    Refused { id: Option<RecordId>, code: String, message: String },
}

impl From<Answer> for machine::Answer {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Accepted { id } => Self::Accepted(id),
            Answer::Duplicate { id } => Self::Duplicate(id),
            Answer::Refused { id, code, message } => Self::Refused {
                id,
                code: Code::from_name(&code),
                message: clean(&message, super::MAX_DETAIL),
            },
        }
    }
}
