//! How many records a second are taken in; run by hand, in release:
//! `cargo test --release -p candor-server --test server -- --ignored --nocapture records_a_second`.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::Method;
use candor_wire::{device::RecordAnswer, path};

use crate::{
    device::{TestDevice, answers},
    world::World,
};

const BATCHES: usize = 60;
const ROWS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn records_a_second() {
    for clients in [1, 8] {
        let mut world = World::new().await;
        world.keep_connections();
        let world = Arc::new(world);
        let mut ready = Vec::new();
        for seed in 1..=clients {
            ready.push(prepared(&world, seed).await);
        }
        let began = Instant::now();
        let tasks: Vec<_> =
            ready.into_iter().map(|(d, b)| tokio::spawn(send(Arc::clone(&world), d, b))).collect();
        for task in tasks {
            task.await.unwrap();
        }
        let took = began.elapsed();
        let rows = usize::from(clients) * BATCHES * ROWS;
        println!("{clients} clients: {rows} records in {took:?}, {:.0} a second", rate(rows, took));
    }
}

fn rate(rows: usize, took: Duration) -> f64 {
    rows as f64 / took.as_secs_f64()
}

/// A device whose ledger commits to all that it is about to send.
async fn prepared(world: &World, seed: u8) -> (TestDevice, Vec<Vec<u8>>) {
    let made = world.quickstart(false).await;
    let mut device = TestDevice::enrolled(world, &made.invitation, made.project, seed).await;
    device.at_work(world).await;
    let bodies = (0..BATCHES)
        .map(|_| {
            let records: Vec<_> = (0..ROWS).map(|keys| device.sample(world, keys as u32)).collect();
            serde_json::to_vec(&device.commit(world, &records)).unwrap()
        })
        .collect();
    device.sync(world).await;
    (device, bodies)
}

async fn send(world: Arc<World>, mut device: TestDevice, bodies: Vec<Vec<u8>>) {
    for body in bodies {
        let answer = device.request(&world, Method::POST, path::BATCHES, body).await.ok();
        assert!(answers(&answer).iter().all(|answer| matches!(answer, RecordAnswer::Accepted { .. })));
    }
}
