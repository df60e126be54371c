//! Turns at what is costly, so that it can't stop the rest: a few at one time, and of files fewer for one asker.

use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt as _, stream};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    time::timeout,
};

use crate::{
    error::{ApiError, ApiResult},
    limits::Asker,
};

/// Turns at one kind of work.
pub(crate) struct Turns {
    /// What the work is, for the log.
    what: &'static str,
    places: Arc<Semaphore>,
}

/// A turn, which lasts as long as any of its clones.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    what: &'static str,
    _places: Arc<(OwnedSemaphorePermit, Option<OwnedSemaphorePermit>)>,
}

/// A place once there is one.
async fn place(places: Arc<Semaphore>) -> OwnedSemaphorePermit {
    places.acquire_owned().await.expect("the places are never closed")
}

impl Turns {
    /// So many turns at one time.
    pub(crate) fn new(what: &'static str, at_once: usize) -> Self {
        Self { what, places: Arc::new(Semaphore::new(at_once)) }
    }

    /// Does heavy work when it is its turn.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> ApiResult<T> {
        self.turn(None).await.work(work).await
    }

    async fn turn(&self, own: Option<OwnedSemaphorePermit>) -> Turn {
        Turn { what: self.what, _places: Arc::new((place(Arc::clone(&self.places)).await, own)) }
    }
}

impl Turn {
    /// Does heavy work on a thread where it holds up nobody. The turn lasts as long as the work does, even where nobody waits for
    /// it any more.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> ApiResult<T> {
        let turn = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(|e| ApiError::internal(self.what, e))
    }

    /// A body whose turn lasts until all of it was taken, or nobody takes it any more.
    pub(crate) fn send(self, pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Body {
        self.send_to_the_patient(pieces, PATIENCE)
    }

    /// The same of bytes that are there.
    pub(crate) fn send_bytes(self, bytes: Vec<u8>) -> Body {
        let bytes = Bytes::from(bytes);
        let begins = (0..bytes.len()).step_by(PIECE);
        let pieces: Vec<_> =
            begins.map(|begin| Ok(bytes.slice(begin..bytes.len().min(begin + PIECE)))).collect();
        self.send(stream::iter(pieces))
    }

    fn send_to_the_patient(
        self,
        pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
        patience: Duration,
    ) -> Body {
        let (sender, taker) = mpsc::channel(1);
        tokio::spawn(async move {
            let _turn = self;
            let mut pieces = std::pin::pin!(pieces.map(Some).chain(stream::iter([None])));
            while let Some(piece) = pieces.next().await {
                let Ok(Ok(())) = timeout(patience, sender.send(piece)).await else { break };
            }
        });
        Body::from_stream(stream::unfold(Some(taker), async |taker| {
            let mut taker = taker?;
            match taker.recv().await {
                Some(Some(piece)) => Some((piece, Some(taker))),
                Some(None) => None,
                // Nobody takes a part for the whole.
                None => Some((Err(io::Error::other("the file was taken too slowly")), None)),
            }
        }))
    }
}

/// Files made and sent at one time.
const FILES: usize = 4;
/// Of these, files of one asker.
const FILES_OF_ONE: usize = 2;
/// Files that one asker may have asked for at one time; those that aren't made yet wait.
const ASKED_BY_ONE: usize = 8;
/// Seconds after which it is worth it to ask once more.
const LATER: u64 = 10;
/// Bytes that are sent at a time.
const PIECE: usize = 64 * 1024;
/// How long a piece of a file waits to be taken.
const PATIENCE: Duration = Duration::from_secs(60);

/// Turns at files that are costly to make, of which nobody can have all.
pub(crate) struct Files {
    turns: Turns,
    each: Mutex<HashMap<Asker, Arc<Semaphore>>>,
}

impl Files {
    pub(crate) fn new() -> Self {
        Self { turns: Turns::new("making a file", FILES), each: Mutex::default() }
    }

    /// The turn of an asker once it comes.
    ///
    /// # Errors
    /// [`candor_wire::ErrorCode::RateLimited`] where they wait for too many already.
    pub(crate) async fn turn(&self, asker: Asker) -> ApiResult<Turn> {
        let own = place(self.own(asker)?).await;
        Ok(self.turns.turn(Some(own)).await)
    }

    /// The places of one asker.
    fn own(&self, asker: Asker) -> ApiResult<Arc<Semaphore>> {
        let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever waits or has a turn holds their places.
        let held = |places: &Arc<Semaphore>| Arc::strong_count(places) - 1;
        each.retain(|_, places| held(places) > 0);
        let places = each.entry(asker).or_insert_with(|| Arc::new(Semaphore::new(FILES_OF_ONE)));
        if held(places) < ASKED_BY_ONE { Ok(Arc::clone(places)) } else { Err(ApiError::too_many(LATER)) }
    }
}

#[cfg(test)]
mod tests {
    use candor_domain::{AccountId, Timestamp};
    use candor_wire::ErrorCode;
    use futures_util::{FutureExt as _, future::join_all};
    use http_body_util::BodyExt as _;

    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    fn account(n: u8) -> Asker {
        Asker::Account(AccountId::new(Timestamp::from_millis(0), [n; 10]), None)
    }

    /// A client that breaks off, or a request that takes too long, makes no room for more than the machine can do.
    #[tokio::test]
    async fn work_that_nobody_waits_for_keeps_its_turn() {
        let turns = Turns::new("a test", 1);
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let (begin, mut begun) = mpsc::unbounded_channel();
        let work = turns.work(move || {
            begin.send(()).unwrap();
            ended.recv().unwrap();
        });
        tokio::select! {
            _ = work => panic!("it was not told to end"),
            _ = begun.recv() => {}
        }
        assert_eq!(turns.places.available_permits(), 0);
        end.send(()).unwrap();
        timeout(LONG, turns.turn(None)).await.unwrap();
    }

    #[tokio::test]
    async fn nobody_has_all_turns_at_files() {
        let files = Files::new();
        let first = join_all((0..FILES_OF_ONE).map(|_| files.turn(account(1)))).await;
        assert!(first.iter().all(Result::is_ok));
        let mut waiting: Vec<_> =
            (FILES_OF_ONE..ASKED_BY_ONE).map(|_| Box::pin(files.turn(account(1)))).collect();
        for turn in &mut waiting {
            assert!(turn.now_or_never().is_none(), "there is room for others, and none for more of theirs");
        }
        assert_eq!(files.turn(account(1)).await.unwrap_err().code(), ErrorCode::RateLimited);
        let others = [files.turn(account(2)).await.unwrap(), files.turn(account(3)).await.unwrap()];
        assert!(files.turn(account(4)).now_or_never().is_none(), "that are all");
        drop(others);
        files.turn(account(4)).await.unwrap();
        assert!(waiting[0].as_mut().now_or_never().is_none());
        drop(first);
        timeout(LONG, waiting.remove(0)).await.unwrap().unwrap();
        drop(waiting);
        timeout(LONG, files.turn(account(2))).await.unwrap().unwrap();
        assert_eq!(files.each.lock().unwrap().len(), 1, "who waits for nothing is forgotten");
    }

    fn bytes() -> Vec<u8> {
        (0..10 * PIECE + 1).map(|n| n as u8).collect()
    }

    #[tokio::test]
    async fn a_turn_lasts_until_its_file_is_taken_or_dropped() {
        let turns = Turns::new("a test", 1);
        let mut body = turns.turn(None).await.send_bytes(bytes());
        body.frame().await.unwrap().unwrap();
        assert_eq!(turns.places.available_permits(), 0);
        drop(body);
        let turn = timeout(LONG, turns.turn(None)).await.unwrap();
        let body = turn.send_bytes(bytes());
        assert_eq!(body.collect().await.unwrap().to_bytes(), bytes());
        let turn = timeout(LONG, turns.turn(None)).await.unwrap();
        assert!(turn.send_bytes(Vec::new()).collect().await.unwrap().to_bytes().is_empty());
    }

    /// Whoever takes a file drop by drop keeps others from theirs no longer than a while.
    #[tokio::test]
    async fn a_file_that_nobody_takes_breaks_off() {
        let turns = Turns::new("a test", 1);
        let pieces = stream::iter([b"one", b"two", b"six"]).map(|piece| Ok(Bytes::from_static(piece)));
        let mut body = turns.turn(None).await.send_to_the_patient(pieces, Duration::from_millis(1));
        timeout(LONG, turns.turn(None)).await.unwrap();
        let mut taken = Vec::new();
        let end = loop {
            match body.frame().await {
                Some(Ok(frame)) => taken.extend(frame.into_data().unwrap()),
                end => break end,
            }
        };
        assert!(end.unwrap().is_err() && taken.len() < 9, "a part is no whole");
    }
}
