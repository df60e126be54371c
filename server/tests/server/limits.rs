//! Floods: connections that say nothing, requests without end.

use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use candor_server::config::Rate;
use candor_wire::{ErrorCode, path};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{device::TestDevice, world::World};

const PATIENCE: Duration = Duration::from_secs(20);

/// Connections that will never be requests: without a word, and with half a head.
async fn half_open(world: &World) -> [TcpStream; 2] {
    let address = world.url.strip_prefix("http://").unwrap();
    let silent = TcpStream::connect(address).await.unwrap();
    let mut half = TcpStream::connect(address).await.unwrap();
    half.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ").await.unwrap();
    [silent, half]
}

/// Reads what still comes, until the server closes.
async fn closed(mut stream: TcpStream) -> Vec<u8> {
    let mut said = Vec::new();
    // A reset closes it as well.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut said)).await.expect("it is closed");
    said
}

#[tokio::test]
async fn half_open_connections_are_closed_and_make_room() {
    let mut world = World::new().await;
    world.config.limits.head_seconds = 1;
    world.config.limits.connections = 2;
    world.restart().await;
    let connections = half_open(&world).await;
    // All places are taken; it is answered as soon as one is free.
    let answer = world.request(Method::GET, "/healthz", None).await;
    assert_eq!(answer.status, StatusCode::OK);
    for stream in connections {
        closed(stream).await;
    }
}

#[tokio::test]
async fn the_end_waits_for_no_half_open_connection() {
    let mut world = World::new().await;
    world.keep_connections();
    let connections = half_open(&world).await;
    // And for none that is kept for later.
    world.request(Method::GET, "/healthz", None).await.ok();
    let began = Instant::now();
    world.restart().await;
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    for stream in connections {
        closed(stream).await;
    }
}

/// A device that asks without end is told to wait, by the second, and others aren't.
#[tokio::test]
async fn a_device_that_asks_without_end_is_told_to_wait() {
    let mut world = World::new().await;
    let (mut device, _) = world.device().await;
    let made = world.quickstart(false).await;
    let mut other = TestDevice::enrolled(&world, &made.invitation, made.project, 2).await;
    world.config.limits.device = Rate { per_second: 1, burst: 6 };
    world.restart().await;
    let mut refused = None;
    for _ in 0..60 {
        let answer = device.request(&world, Method::GET, path::POLICIES, Vec::new()).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a limit");
    assert_eq!(refused.code(), ErrorCode::RateLimited);
    let wait: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
    other.policies(&world).await;
}

/// Anybody can ask to be enrolled, and none so often that enrolled devices notice.
#[tokio::test]
async fn enrolments_are_limited_by_address_and_devices_are_not() {
    let mut world = World::new().await;
    let (mut device, _) = world.device().await;
    world.config.limits.enrolment = Rate { per_second: 1, burst: 3 };
    world.restart().await;
    let mut last = StatusCode::OK;
    for _ in 0..60 {
        last = world.request(Method::POST, path::ENROLLMENTS, None).await.status;
        if last == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    device.renew(&world).await;
    device.policies(&world).await;
}
