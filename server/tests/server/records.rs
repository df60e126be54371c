//! Work records: the whole way, and what is refused.

use std::io::Write as _;

use axum::http::{Method, StatusCode};
use candor_consent::entry::Decision;
use candor_domain::{
    Category, Millis, RecordId, Sha256Hash,
    record::{Coverage, GapMarker, GapReason, LedgerSize, RecordBody, SessionSummary},
    session::SessionEvent,
};
use candor_wire::{
    ErrorCode,
    device::{BatchItem, MAX_JSON_BYTES, RecordAnswer},
    path,
};

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::{
    device::{Tamper, TestDevice, accepted, answers, duplicate, picture, refusal},
    world::{World, berlin},
};

#[tokio::test]
async fn a_day_of_work_reaches_the_client() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let from = world.env.now();
    world.env.advance(Millis::from_minutes(1));
    let sample = device.sample(&world, 120);
    let bytes = picture(90);
    let shot = device.screenshot(&world, &bytes);
    device.put(&world, &bytes).await.ok();
    let note = device.note(&world, "Wrote the parser.");
    let gap = GapMarker {
        category: Category::WebcamStills,
        from,
        to: world.env.now(),
        reason: GapReason::Declined,
    };
    let gap = device.record(&world, RecordBody::Gap(gap));
    device.session(&world, SessionEvent::Stopped);
    let worked_ms = Millis::from_secs(59);
    let summary = SessionSummary { from, to: world.env.now(), worked_ms, zone: berlin() };
    let summary = device.record(&world, RecordBody::Session(summary));
    let records = [sample, shot, note, gap, summary];
    assert_eq!(device.upload(&world, &records).await, records.iter().map(accepted).collect::<Vec<_>>());

    let log = world.worklog(&made, world.today()).await;
    assert_eq!(log["sessions"][0]["worked_ms"], 59_000);
    assert_eq!(log["sessions"][0]["worked_by"], "boot_clock");
    assert_eq!(log["sessions"][0]["zone"], "Europe/Berlin");
    assert_eq!(log["samples"][0]["keys"], 120);
    assert_eq!(log["samples"][0]["minute"], from.to_string());
    assert_eq!(log["notes"][0]["text"], "Wrote the parser.");
    assert_eq!(log["gaps"][0]["reason"], "declined");
    assert_eq!(log["captures"][0]["category"], "screenshots");

    // Looking is logged, and the agent sees it.
    let file = log["captures"][0]["file"].as_str().unwrap();
    let image = world.request(Method::GET, file, Some(&made.member.token)).await.ok();
    assert_eq!(&image.body[..], &bytes);
    let out = world.folder.path().join("out");
    let admin = world.admin().await;
    admin.write_worklog(made.agent, world.today(), &out).await.unwrap();
    admin.close().await;
    let written: serde_json::Value =
        serde_json::from_slice(&std::fs::read(out.join("worklog.json")).unwrap()).unwrap();
    let file = written["captures"][0]["file"].as_str().unwrap();
    assert_eq!(std::fs::read(out.join(file)).unwrap(), bytes);
    let views = device.request(&world, Method::GET, path::VIEWS, Vec::new()).await.ok().json();
    let viewers: Vec<_> = views["views"].as_array().unwrap().iter().map(|v| v["viewer"].clone()).collect();
    assert_eq!(viewers.len(), 2);
    assert!(viewers.contains(&"Example Owner".into()) && viewers.contains(&"operator: admin worklog".into()));
    assert_eq!(views["views"][0]["capture"], records[1].id.to_string());
}

#[tokio::test]
async fn sent_again_it_changes_nothing() {
    let mut world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let records: Vec<_> = (0..250).map(|keys| device.sample(&world, keys)).collect();
    let batch = device.commit(&world, &records);
    device.sync(&world).await;
    let first = answers(&device.send_batch(&world, &batch).await.ok());
    assert_eq!(first, records.iter().map(accepted).collect::<Vec<_>>());
    let again: Vec<_> = records.iter().map(duplicate).collect();
    assert_eq!(answers(&device.send_batch(&world, &batch).await.ok()), again);
    world.restart().await;
    device.sync(&world).await;
    assert_eq!(answers(&device.send_batch(&world, &batch).await.ok()), again);
    // In another batch, with something new beside it.
    let fresh = device.sample(&world, 7);
    let mixed = [records[3].clone(), fresh.clone()];
    assert_eq!(device.upload(&world, &mixed).await, [duplicate(&records[3]), accepted(&fresh)]);
    let log = world.worklog(&made, world.today()).await;
    assert_eq!(log["samples"].as_array().unwrap().len(), 251);
}

/// Each key that rows are told apart by has the month in it, without which no table can be parted by it.
#[tokio::test]
async fn records_are_ready_to_be_parted_by_month() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    device.at_work(&world).await;
    let sample = device.sample(&world, 1);
    assert_eq!(device.upload(&world, std::slice::from_ref(&sample)).await, [accepted(&sample)]);
    let db = world.database().await;
    let number = async |sql: &str| {
        let statement = Statement::from_string(db.get_database_backend(), sql);
        db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap()
    };
    if db.get_database_backend() == DbBackend::Postgres {
        for statement in [
            "CREATE TABLE parted (LIKE records INCLUDING ALL) PARTITION BY RANGE (month)",
            "CREATE TABLE november PARTITION OF parted FOR VALUES FROM (202611) TO (202612)",
            "INSERT INTO parted SELECT * FROM records",
        ] {
            db.execute_unprepared(statement).await.unwrap();
        }
        assert_eq!(number("SELECT count(*) FROM november").await, 1);
    } else {
        let keys = "FROM pragma_index_list('records') AS keys WHERE keys.\"unique\"";
        let with_month =
            "AND EXISTS (SELECT 1 FROM pragma_index_info(keys.name) AS part WHERE part.name = 'month')";
        assert_eq!(number(&format!("SELECT count(*) {keys}")).await, 2);
        assert_eq!(number(&format!("SELECT count(*) {keys} {with_month}")).await, 2);
        assert_eq!(number("SELECT month FROM records").await, 202_611);
    }
}

#[tokio::test]
async fn a_name_is_used_once() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let first = device.sample(&world, 1);
    assert_eq!(device.upload(&world, std::slice::from_ref(&first)).await, [accepted(&first)]);
    let mut same_name = device.sample(&world, 2);
    same_name.seq = first.seq;
    let mut same_id = device.sample(&world, 3);
    same_id.id = first.id;
    // Its row would stand in another month.
    let mut much_later = device.sample(&world, 4);
    much_later.seq = first.seq;
    much_later.id = RecordId::new(world.env.now().plus(Millis::from_minutes(90 * 24 * 60)), [7; 10]);
    for other in [same_name, same_id, much_later] {
        assert_eq!(refusal(&device.upload(&world, &[other]).await), ErrorCode::RecordConflict);
    }
    // Within one batch, too.
    let one = device.sample(&world, 4);
    let mut two = device.sample(&world, 5);
    two.seq = one.seq;
    let got = device.upload(&world, &[one.clone(), two, one.clone()]).await;
    assert_eq!(got[0], accepted(&one));
    assert!(matches!(got[1], RecordAnswer::Refused { code: ErrorCode::RecordConflict, .. }));
    assert_eq!(got[2], duplicate(&one));
    let log = world.worklog(&made, world.today()).await;
    assert_eq!(log["samples"].as_array().unwrap().len(), 2);
    assert_eq!(log["samples"][0]["keys"], 1);
    let admin = world.admin().await;
    let alarms = admin.alarms().await.unwrap();
    assert_eq!(alarms.iter().filter(|alarm| alarm.kind == "record_conflict").count(), 4);
}

#[tokio::test]
async fn without_consent_nothing_is_taken() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.grant(&world, &[Category::ActivityCounts, Category::WorkNotes]).await;
    let (notice, _) = device.notice(&world).await;
    device.session(&world, SessionEvent::Started);
    let good = device.sample(&world, 1);
    let bytes = picture(1);
    device.put(&world, &bytes).await.ok();

    let ungranted = device.screenshot(&world, &bytes);
    let mut other_notice = device.sample(&world, 2);
    other_notice.consent = Some(Coverage { notice: Sha256Hash::of("x"), ..good.consent.unwrap() });
    let mut unnamed = device.sample(&world, 3);
    unnamed.consent = None;
    let mut before = device.sample(&world, 4);
    before.ledger_size = LedgerSize::new(1);
    let mut ahead = device.sample(&world, 5);
    ahead.ledger_size = LedgerSize::new(1_000);
    let mut other_device = device.sample(&world, 6);
    other_device.device = world.env.id(candor_domain::DeviceId::new);
    let mut other_session = device.sample(&world, 7);
    other_session.session = world.env.id(candor_domain::SessionId::new);
    let mut synthetic = device.sample(&world, 8);
    synthetic.synthetic = true;
    let mut misplaced = device.sample(&world, 10);
    misplaced.stream = candor_domain::record::Stream::Notes;
    let long = device.note(&world, &"x".repeat(9_000));
    device.session(&world, SessionEvent::Paused);
    let paused = device.sample(&world, 11);
    device.session(&world, SessionEvent::Resumed);
    device.decide(&world, Category::ActivityCounts, Decision::Withdrawn, notice);
    let mut withdrawn = device.sample(&world, 12);
    withdrawn.consent = good.consent;
    let cases = [
        ("a category that was not granted", ungranted, ErrorCode::NotConsented),
        ("another notice", other_notice, ErrorCode::NotConsented),
        ("no consent named", unnamed, ErrorCode::NotConsented),
        ("before the session", before, ErrorCode::SessionNotRunning),
        ("a size that the ledger hasn't reached", ahead, ErrorCode::Malformed),
        ("another device", other_device, ErrorCode::WrongDevice),
        ("another session", other_session, ErrorCode::SessionNotRunning),
        ("synthetic", synthetic, ErrorCode::SyntheticRefused),
        ("another stream", misplaced, ErrorCode::Malformed),
        ("a long note", long, ErrorCode::TooLarge),
        ("paused", paused, ErrorCode::SessionNotRunning),
        ("withdrawn", withdrawn, ErrorCode::NotConsented),
    ];
    for (what, record, code) in cases {
        assert_eq!(refusal(&device.upload(&world, &[record]).await), code, "{what}");
    }
    // What was captured before the withdrawal is the agent's to send.
    assert_eq!(device.upload(&world, std::slice::from_ref(&good)).await, [accepted(&good)]);
    let log = world.worklog(&made, world.today()).await;
    assert_eq!(log["samples"].as_array().unwrap().len(), 1);
    assert!(log["captures"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_notice_that_was_never_published_covers_nothing() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    let made_up = Sha256Hash::of("You agree to everything.");
    device.append(
        &world,
        candor_consent::Body::NoticeShown {
            project: device.project,
            policy_version: candor_domain::policy::PolicyVersion::new(1),
            notice: made_up,
            lang: "en".into(),
            channel: candor_consent::entry::Channel::Cli,
        },
    );
    device.decide(&world, Category::ActivityCounts, Decision::Granted, made_up);
    device.session(&world, SessionEvent::Started);
    let sample = device.sample(&world, 1);
    assert_eq!(refusal(&device.upload(&world, &[sample]).await), ErrorCode::NotConsented);
}

#[tokio::test]
async fn synthetic_records_belong_in_projects_for_testing() {
    let world = World::new().await;
    let made = world.quickstart(true).await;
    let mut device = TestDevice::enrolled(&world, &made.invitation, made.project, 1).await;
    device.at_work(&world).await;
    let mut sample = device.sample(&world, 1);
    sample.synthetic = true;
    assert_eq!(device.upload(&world, std::slice::from_ref(&sample)).await, [accepted(&sample)]);
}

#[tokio::test]
async fn the_batch_is_the_one_committed_to() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    device.at_work(&world).await;
    let records = [device.sample(&world, 1), device.sample(&world, 2)];
    let batch = device.commit(&world, &records);
    let behind = device.send_batch(&world, &batch).await;
    assert_eq!(behind.code(), ErrorCode::LedgerBehind);
    assert_eq!(behind.json()["ledger_size"], 0);
    device.sync(&world).await;

    let mut swapped = batch.clone();
    swapped.records.swap(0, 1);
    let mut short = batch.clone();
    short.records.pop();
    let mut renamed = batch.clone();
    renamed.batch = world.env.id(candor_domain::BatchId::new);
    let mut elsewhere = batch.clone();
    elsewhere.entry = 0;
    let mut altered = batch.clone();
    if let BatchItem::Full { record, .. } = &mut altered.records[0] {
        record["body"]["keys"] = 9_999.into();
    }
    for (what, bad) in
        [("order", swapped), ("number", short), ("name", renamed), ("entry", elsewhere), ("content", altered)]
    {
        let answer = device.send_batch(&world, &bad).await;
        assert_eq!(answer.code(), ErrorCode::CommitmentMismatch, "{what}");
    }

    // One of them only by its commitment: it was erased meanwhile.
    let mut partly = batch.clone();
    let BatchItem::Full { record, salt } = &partly.records[0] else { unreachable!() };
    let salt: candor_consent::Salt = serde_json::from_value(salt.clone().into()).unwrap();
    let bytes = candor_consent::canonical::bytes(record);
    partly.records[0] =
        BatchItem::Committed { commitment: candor_consent::commitment::commitment_to_bytes(&salt, &bytes) };
    assert_eq!(answers(&device.send_batch(&world, &partly).await.ok()), [accepted(&records[1])]);
    let whole = answers(&device.send_batch(&world, &batch).await.ok());
    assert_eq!(whole, [accepted(&records[0]), duplicate(&records[1])]);
}

#[tokio::test]
async fn fields_that_nobody_knows_are_refused() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    device.at_work(&world).await;
    let record = device.sample(&world, 1);
    let mut value = serde_json::to_value(&record).unwrap();
    value["typed"] = "secret".into();
    let salt = candor_consent::Salt::from_bytes([1; 32]);
    let bytes = candor_consent::canonical::bytes(&value);
    let root = candor_consent::batch_root([candor_consent::commitment::commitment_to_bytes(&salt, &bytes)]);
    let batch = world.env.id(candor_domain::BatchId::new);
    let entry = device.append(&world, candor_consent::Body::Records { batch, count: 1, root }).entry.seq;
    device.sync(&world).await;
    let salt = serde_json::to_value(&salt).unwrap().as_str().unwrap().to_owned();
    let request = candor_wire::device::BatchRequest {
        batch,
        entry,
        records: vec![BatchItem::Full { record: value, salt }],
    };
    let got = answers(&device.send_batch(&world, &request).await.ok());
    let expected: RecordId = record.id;
    assert!(
        matches!(&got[..], [RecordAnswer::Refused { id: Some(id), code: ErrorCode::Malformed, .. }] if *id == expected),
        "{got:?}"
    );
}

/// Canonical JSON writes 2^53 and 2^53 + 1 alike: a commitment to one would hold for the other.
#[tokio::test]
async fn numbers_that_canonical_json_cannot_tell_apart_are_refused() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    device.at_work(&world).await;
    let good = device.sample(&world, 5);
    for (member, pointer) in [("keys", "/body/keys"), ("seq", "/seq"), ("ledger_size", "/ledger_size")] {
        let mut value = serde_json::to_value(&good).unwrap();
        let from = format!("\"{member}\":{}", value.pointer(pointer).unwrap());
        *value.pointer_mut(pointer).unwrap() = 9_007_199_254_740_993_u64.into();
        let collapsed = String::from_utf8(candor_consent::canonical::bytes(&good)).unwrap();
        assert!(collapsed.contains(&from), "{from} in {collapsed}");
        let collapsed = collapsed.replacen(&from, &format!("\"{member}\":9007199254740992"), 1);
        let salts = [1, 2].map(|byte| candor_consent::Salt::from_bytes([byte; 32]));
        let other = device.sample(&world, 6);
        let root = candor_consent::batch_root([
            candor_consent::commitment::commitment_to_bytes(&salts[0], collapsed.as_bytes()),
            candor_consent::commitment(&salts[1], &other),
        ]);
        let batch = world.env.id(candor_domain::BatchId::new);
        let entry = device.append(&world, candor_consent::Body::Records { batch, count: 2, root }).entry.seq;
        device.sync(&world).await;
        let item = |(record, salt): (serde_json::Value, &candor_consent::Salt)| BatchItem::Full {
            record,
            salt: serde_json::to_value(salt).unwrap().as_str().unwrap().into(),
        };
        let records = [value, serde_json::to_value(&other).unwrap()];
        let records = records.into_iter().zip(&salts).map(item).collect();
        let request = candor_wire::device::BatchRequest { batch, entry, records };
        let answer = device.send_batch(&world, &request).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, ErrorCode::Malformed),
            "{member}"
        );
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("9007199254740991") && detail.contains("nothing"), "{detail}");
    }
    let log = world.worklog(&made, world.today()).await;
    assert_eq!(log["samples"].as_array().unwrap().len(), 0);
}

/// Packs a body.
type Packer = fn(&[u8]) -> Vec<u8>;

#[tokio::test]
async fn packed_bodies_are_taken_and_bombs_are_not() {
    let world = World::new().await;
    let (mut device, _) = world.device().await;
    device.at_work(&world).await;
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 3).unwrap();
    let packers: [(&str, Packer); 2] = [("gzip", gzip), ("zstd", zstd)];
    for (encoding, pack) in packers {
        let tamper = Tamper { encoding: Some(encoding), ..Tamper::default() };
        let sample = device.sample(&world, 1);
        let batch = device.commit(&world, std::slice::from_ref(&sample));
        device.sync(&world).await;
        let body = pack(&serde_json::to_vec(&batch).unwrap());
        let answer = device.call(&world, Method::POST, path::BATCHES, body, true, &tamper).await.ok();
        assert_eq!(answers(&answer), [accepted(&sample)], "{encoding}");

        let bomb = pack(&vec![b' '; 300 * 1024 * 1024]);
        assert!(bomb.len() < MAX_JSON_BYTES, "the bomb is small: {}", bomb.len());
        let answer = device.call(&world, Method::POST, path::BATCHES, bomb, true, &tamper).await;
        assert_eq!(answer.code(), ErrorCode::TooLarge, "{encoding}");
    }
    let large = vec![b' '; 10 * 1024 * 1024];
    let answer = device.request(&world, Method::POST, path::BATCHES, large).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge));
    for body in [&b""[..], b"{", b"[]", b"{\"batch\":1}", &[b'['; 100_000]] {
        let answer = device.request(&world, Method::POST, path::BATCHES, body.to_vec()).await;
        assert_eq!(answer.code(), ErrorCode::Malformed);
    }
}
