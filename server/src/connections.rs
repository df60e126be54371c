//! Connections: how many there may be, how long a request's head may take, and how they end.

use std::{convert::Infallible, future::Future, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
};

use crate::config::Limits;

/// How long the last bytes of an answer may take once the server stops.
const LINGER: Duration = Duration::from_secs(1);
/// How long nothing is accepted after the system could give no connection, as when it has no more files.
const BREATHER: Duration = Duration::from_millis(500);

/// Serves until `shutdown` is ready; then requests in flight are finished, and connections without one are closed.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections.max(1) as usize));
    let (stop, stopping) = watch::channel(());
    let head = Duration::from_secs(limits.head_seconds.max(1).into());
    let mut connections = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        // Whoever comes when all places are taken waits in the system's queue.
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.expect("the places are never closed");
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            next = next => next,
        };
        match accepted {
            Ok((stream, peer)) => {
                let _ = stream.set_nodelay(true);
                connections.spawn(connection(stream, peer, router.clone(), head, stopping.clone(), place));
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(BREATHER).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    drop(stop);
    while connections.join_next().await.is_some() {}
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    head: Duration,
    mut stopping: watch::Receiver<()>,
    _place: OwnedSemaphorePermit,
) {
    let (requests, mut in_flight) = watch::channel(0_u32);
    let requests = Arc::new(requests);
    let service = service_fn(|mut request: hyper::Request<Incoming>| {
        requests.send_modify(|n| *n += 1);
        let requests = Arc::clone(&requests);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = TowerToHyperService::new(router.clone()).call(request.map(Body::new));
        async move {
            let answer = answer.await;
            requests.send_modify(|n| *n -= 1);
            answer as Result<_, Infallible>
        }
    });
    let mut serving = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head)
            .serve_connection(TokioIo::new(stream), service)
    );
    tokio::select! {
        // An error is the other side's: it broke off, or took too long.
        _ = serving.as_mut() => return,
        _ = stopping.changed() => {}
    }
    serving.as_mut().graceful_shutdown();
    let quiet = async {
        let _ = in_flight.wait_for(|requests| *requests == 0).await;
        tokio::time::sleep(LINGER).await;
    };
    tokio::select! {
        _ = serving => {}
        () = quiet => {}
    }
}
