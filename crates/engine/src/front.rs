//! How a front end talks to the engine, from within its process or from another.

use tokio::sync::mpsc;

use crate::protocol::{Failure, FailureCode, Progress, Reply, Request, Status};

/// A way to the engine: [`Handle`] within its process, [`Client`](crate::Client) over the local socket.
#[allow(async_fn_in_trait, reason = "front ends are used on one thread and never as trait objects")]
pub trait Front {
    /// Asks for something and waits for the answer.
    ///
    /// # Errors
    /// Why it was not done.
    async fn ask(
        &mut self,
        request: Request,
        on_progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<serde_json::Value, Failure>;

    /// Asks for the status again and again; nothing else can be asked afterwards.
    ///
    /// # Errors
    /// Where the engine is gone.
    async fn watch(&mut self) -> Result<(), Failure>;

    /// The next status, after [`Self::watch`]; nothing once the engine is gone.
    async fn next(&mut self) -> Option<Status>;
}

/// What reaches the controller: a request and where its replies go.
#[derive(Debug)]
pub(crate) struct Ask {
    pub request: Request,
    pub replies: mpsc::UnboundedSender<Reply>,
}

/// The engine as a front end in its own process sees it.
#[derive(Debug)]
pub struct Handle {
    asks: mpsc::UnboundedSender<Ask>,
    watched: Option<mpsc::UnboundedReceiver<Reply>>,
}

impl Clone for Handle {
    fn clone(&self) -> Self {
        Self { asks: self.asks.clone(), watched: None }
    }
}

impl Handle {
    pub(crate) fn new() -> (Self, mpsc::UnboundedReceiver<Ask>) {
        let (asks, receiver) = mpsc::unbounded_channel();
        (Self { asks, watched: None }, receiver)
    }

    /// The same, without keeping the engine.
    pub(crate) fn downgrade(&self) -> WeakHandle {
        WeakHandle(self.asks.downgrade())
    }

    pub(crate) fn send(&mut self, request: Request) -> Result<mpsc::UnboundedReceiver<Reply>, Failure> {
        let (replies, receiver) = mpsc::unbounded_channel();
        self.asks.send(Ask { request, replies }).map_err(|_| ended())?;
        Ok(receiver)
    }
}

/// A [`Handle`] that doesn't keep the engine.
#[derive(Debug, Clone)]
pub(crate) struct WeakHandle(mpsc::WeakUnboundedSender<Ask>);

impl WeakHandle {
    /// A handle, while there is an engine.
    pub(crate) fn upgrade(&self) -> Option<Handle> {
        Some(Handle { asks: self.0.upgrade()?, watched: None })
    }
}

impl Front for Handle {
    async fn ask(
        &mut self,
        request: Request,
        on_progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<serde_json::Value, Failure> {
        let mut replies = self.send(request)?;
        loop {
            match replies.recv().await.ok_or_else(ended)? {
                Reply::Progress(progress) => on_progress(progress),
                Reply::Done(answer) => return Ok(answer),
                Reply::Failed(failure) => return Err(failure),
            }
        }
    }

    async fn watch(&mut self) -> Result<(), Failure> {
        self.watched = Some(self.send(Request::Watch)?);
        Ok(())
    }

    async fn next(&mut self) -> Option<Status> {
        match self.watched.as_mut()?.recv().await? {
            Reply::Done(status) => serde_json::from_value(status).ok(),
            Reply::Progress(_) | Reply::Failed(_) => None,
        }
    }
}

fn ended() -> Failure {
    Failure::new(
        FailureCode::NotRunning,
        "The engine has ended. What was stored is safe; nothing is recorded.",
    )
}
