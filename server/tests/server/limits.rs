//! Floods: connections that say nothing, requests without end.

use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use candor_server::{admin::Role, config::Rate};
use candor_wire::{ErrorCode, path};
use futures_util::future;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use crate::{
    browser::{Browser, SESSION},
    device::{TestDevice, accepted},
    own::agent,
    world::World,
};

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

/// The same for people, by all of their sessions together, and for API tokens. A page that is looked at stays far below it.
#[tokio::test]
async fn people_and_tokens_that_ask_without_end_are_told_to_wait() {
    let mut world = World::new().await;
    let made = world.quickstart(false).await;
    let mut mara = Browser::member(&world, made.client, Role::Owner, "mara@harbour.example").await;
    let mut other = Browser::member(&world, made.client, Role::Reviewer, "other@harbour.example").await;
    let again = world.quickstart(false).await;
    let team = format!("/api/v1/clients/{}/team/days/{}", made.client, world.today());
    // By the limits as they are: a filmstrip of a hundred pictures twice over, all at once.
    for _ in 0..200 {
        mara.get(&world, &team).await.ok();
        world.get(&made, "/projects").await.ok();
    }
    world.config.limits.account = Rate { per_second: 1, burst: 20 };
    world.config.limits.token = Rate { per_second: 1, burst: 6 };
    world.restart().await;
    let mut elsewhere = mara.clone();
    let mut refused = None;
    for _ in 0..30 {
        let answer = mara.get(&world, &team).await;
        // Who is signed in is asked for by every page, and counts as well.
        let also = elsewhere.get(&world, "/api/v1/session").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS && also.status == answer.status {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a limit");
    assert_eq!(refused.code(), ErrorCode::RateLimited);
    let wait: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
    other.get(&world, &team).await.ok();
    let mut last = StatusCode::OK;
    for _ in 0..60 {
        last = world.get(&made, "/projects").await.status;
        if last == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    world.get(&again, "/projects").await.ok();
}

/// Asks for a file and takes nothing of it but the head.
async fn half_taken(world: &World, browser: &Browser, path: &str) -> (TcpStream, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let address = world.url.strip_prefix("http://").unwrap();
    let mut stream = socket.connect(address.parse().unwrap()).await.unwrap();
    let cookie = format!("{SESSION}={}", browser.session().unwrap());
    let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    while !said.ends_with(b"\r\n\r\n") {
        said.push(stream.read_u8().await.unwrap());
    }
    (stream, String::from_utf8(said).unwrap())
}

/// Files that are costly to make have turns, of which one asker can't hold all, also by taking theirs drop by drop.
#[tokio::test]
async fn who_takes_files_slowly_keeps_nobody_from_theirs() {
    const EXPORT: &str = "/api/v1/me/export";
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    // In all more than what systems hold back for a connection.
    let mut shots = Vec::new();
    for _ in 0..20 {
        let noise: Vec<u8> = (0..250).flat_map(|_| world.env.random::<{ 400 * 3 }>()).collect();
        let mut bytes = Vec::new();
        let encoder = image_webp::WebPEncoder::new(&mut bytes);
        encoder.encode(&noise, 400, 250, image_webp::ColorType::Rgb8).unwrap();
        device.put(&world, &bytes).await.ok();
        shots.push(device.screenshot(&world, &bytes));
    }
    let taken_in: Vec<_> = shots.iter().map(accepted).collect();
    assert_eq!(device.upload(&world, &shots).await, taken_in);
    let mut mara = agent(&world, &made).await;
    let mut taken = Vec::new();
    for _ in 0..2 {
        let (stream, head) = half_taken(&world, &mara, EXPORT).await;
        assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
        taken.push(stream);
    }
    // Six more wait for these two; whichever is one too many hears so at once.
    let more = (2..9).map(|_| Box::pin(half_taken(&world, &mara, EXPORT)));
    let ((_, head), _, waiting) = future::select_all(more).await;
    assert!(head.starts_with("HTTP/1.1 429 ") && head.contains("retry-after: 10\r\n"), "{head}");
    let day = world.today();
    world.get(&made, &format!("/timesheet.csv?from={day}&to={day}")).await.ok();
    drop((taken, waiting));
    let whole = mara.get(&world, EXPORT).await.ok();
    assert!(whole.body.len() > 20 * 400 * 250 * 3 - 100_000);
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
