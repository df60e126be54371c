//! The ledger, forged, bent, cut short and forked.

use axum::http::{Method, StatusCode};
use candor_consent::{
    Body, DeviceKey, Ledger, SignedEntry,
    entry::{Channel, Entry},
    note::Checkpoint,
};
use candor_domain::{Category, Sha256Hash, record::LedgerSize};
use candor_wire::{ErrorCode, device::LedgerRequest, path};

use crate::{
    device::TestDevice,
    world::{Answer, World},
};

async fn post(
    device: &mut TestDevice,
    world: &World,
    entries: &[SignedEntry],
    checkpoint: &Checkpoint,
) -> Answer {
    let entries = entries.iter().map(|e| serde_json::to_value(e).unwrap()).collect();
    let request = LedgerRequest { entries, checkpoint: checkpoint.to_string() };
    device.request(world, Method::POST, path::LEDGER, serde_json::to_vec(&request).unwrap()).await
}

#[tokio::test]
async fn it_grows_and_is_cosigned() {
    let mut world = World::new().await;
    let (mut device, _) = world.device().await;
    device.sync(&world).await;
    device.at_work(&world).await;
    device.sync(&world).await;
    // The whole again, with more: what is known must be the same.
    device.append(&world, Body::Wipe {});
    device.sent = 0;
    device.sync(&world).await;
    world.restart().await;
    device.sent = 0;
    device.sync(&world).await;
}

#[tokio::test]
async fn forged_and_bent_entries_are_refused() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    device.grant(&world, &Category::ALL).await;
    let (key, checkpoint) = (DeviceKey::from_seed(&[1; 32]), device.ledger.checkpoint(&device.key));
    let entries = device.entries.clone();
    let n = entries.len();

    let mut forged = entries.clone();
    forged[n - 1] = SignedEntry::sign(forged[n - 1].entry.clone(), &DeviceKey::from_seed(&[9; 32]));
    let mut altered = entries.clone();
    altered[2].entry.at = altered[2].entry.at.plus(candor_domain::Millis::from_secs(1));
    let mut swapped = entries.clone();
    swapped.swap(2, 3);
    let mut skipped = entries.clone();
    skipped.remove(2);
    let mut headless = entries.clone();
    headless.remove(0);
    let foreign: Entry =
        Entry { device: world.env.id(candor_domain::DeviceId::new), ..entries[1].entry.clone() };
    let mut other_device = entries.clone();
    other_device[1] = SignedEntry::sign(foreign, &key);
    for (what, entries, code) in [
        ("forged", forged, ErrorCode::LedgerInvalid),
        ("altered", altered, ErrorCode::LedgerInvalid),
        ("swapped", swapped, ErrorCode::LedgerInvalid),
        ("skipped", skipped, ErrorCode::LedgerInvalid),
        ("headless", headless, ErrorCode::LedgerBehind),
        ("of another device", other_device, ErrorCode::LedgerInvalid),
        ("cut short", entries[..n - 1].to_vec(), ErrorCode::LedgerBehind),
    ] {
        assert_eq!(post(&mut device, &world, &entries, &checkpoint).await.code(), code, "{what}");
    }
    let mut extra: Vec<_> = entries.iter().map(|e| serde_json::to_value(e).unwrap()).collect();
    extra[1]["entry"]["body"]["more"] = 1.into();
    let request = LedgerRequest { entries: extra, checkpoint: checkpoint.to_string() };
    let body = serde_json::to_vec(&request).unwrap();
    let answer = device.request(&world, Method::POST, path::LEDGER, body).await;
    assert_eq!(answer.code(), ErrorCode::LedgerInvalid, "fields that nobody knows");

    // Canonical JSON writes 2^53 and 2^53 + 1 alike: a signature over one would hold for the other.
    for (pointer, from) in
        [("/entry/seq", "\"seq\":1"), ("/entry/body/policy_version", "\"policy_version\":1")]
    {
        let mut twin: Vec<_> = entries.iter().map(|e| serde_json::to_value(e).unwrap()).collect();
        *twin[1].pointer_mut(pointer).unwrap() = 9_007_199_254_740_993_u64.into();
        let canonical = String::from_utf8(entries[1].entry.leaf()).unwrap();
        assert!(canonical.contains(from), "{from} in {canonical}");
        let signed = canonical.replacen(from, &from.replace('1', "9007199254740992"), 1);
        twin[1]["sig"] = serde_json::to_value(key.sign(signed.as_bytes())).unwrap();
        let request = LedgerRequest { entries: twin, checkpoint: checkpoint.to_string() };
        let body = serde_json::to_vec(&request).unwrap();
        let answer = device.request(&world, Method::POST, path::LEDGER, body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, ErrorCode::Malformed),
            "{pointer}"
        );
    }

    let head = device.ledger.head();
    let wrong_root = Checkpoint::sign(candor_consent::note::Head { root: Sha256Hash::of("x"), ..head }, &key);
    assert_eq!(post(&mut device, &world, &entries, &wrong_root).await.code(), ErrorCode::CheckpointInvalid);
    let unsigned = Checkpoint::sign(head, &DeviceKey::from_seed(&[9; 32]));
    assert_eq!(post(&mut device, &world, &entries, &unsigned).await.code(), ErrorCode::CheckpointInvalid);
    // Nothing of it stuck.
    device.sync(&world).await;
}

#[tokio::test]
async fn another_enrolment_than_this_is_refused() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    let honest = device.entries[0].entry.body.clone();
    let Body::Enrolled { agent, client, public_key, server_key } = honest else { unreachable!() };
    let other = DeviceKey::from_seed(&[9; 32]).public();
    for body in [
        Body::Enrolled { agent: world.env.id(candor_domain::AgentId::new), client, public_key, server_key },
        Body::Enrolled { agent, client: world.env.id(candor_domain::ClientId::new), public_key, server_key },
        Body::Enrolled { agent, client, public_key, server_key: other },
    ] {
        let mut ledger = Ledger::new(device.id);
        let entry = ledger.draft(body, world.env.now(), &device.key).unwrap();
        ledger.append(&entry).unwrap();
        let checkpoint = ledger.checkpoint(&device.key);
        assert_eq!(post(&mut device, &world, &[entry], &checkpoint).await.code(), ErrorCode::LedgerInvalid);
    }
}

#[tokio::test]
async fn a_smaller_or_forked_head_is_refused_and_kept_as_evidence() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    device.sync(&world).await;
    let small = device.ledger.clone();
    device.grant(&world, &[Category::WorkNotes]).await;
    device.sync(&world).await;
    let size = device.ledger.size();

    let smaller = small.checkpoint(&device.key);
    let entries = device.entries[..1].to_vec();
    let answer = post(&mut device, &world, &entries, &smaller).await;
    assert_eq!(answer.code(), ErrorCode::LedgerConflict);
    assert_eq!(answer.json()["ledger_size"], size.get());

    // The same length, another history.
    let mut fork = small.clone();
    let mut forked = entries.clone();
    while fork.size() < size {
        let body = Body::NoticeShown {
            project: device.project,
            policy_version: candor_domain::policy::PolicyVersion::new(1),
            notice: Sha256Hash::of("another"),
            lang: "en".into(),
            channel: Channel::App,
        };
        let entry = fork.draft(body, world.env.now(), &device.key).unwrap();
        fork.append(&entry).unwrap();
        forked.push(entry);
    }
    assert_eq!(fork.size(), LedgerSize::new(size.get()));
    let checkpoint = fork.checkpoint(&device.key);
    for entries in [&forked[..], &[]] {
        let answer = post(&mut device, &world, entries, &checkpoint).await;
        assert_eq!(answer.code(), ErrorCode::LedgerConflict);
    }
    device.sync(&world).await;
    let admin = world.admin().await;
    let alarms = admin.alarms().await.unwrap();
    assert_eq!(alarms.len(), 3);
    assert!(alarms.iter().all(|alarm| Checkpoint::parse(&alarm.detail).is_ok()));
}
