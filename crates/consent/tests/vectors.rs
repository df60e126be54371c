//! Permanent test vectors: what was written once in a frozen format must be read and recomputed to the byte for ever.
//!
//! `ledger.json` holds an entry of every kind with its canonical bytes, signature, leaf hash and the root of the tree so far,
//! and checkpoints over them; `receipts.json` a receipt of every state; `commitments.json` a batch of records;
//! `rfc8785.json` the published vectors of canonical JSON. If a test here fails, the format has changed: give it a new
//! version and new vectors beside these, and go on reading these.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

mod common;

use std::{fs, path::Path};

use candor_consent::{
    DeviceKey, PublicKey, Receipt, ReceiptContext, Salt, SignedEntry, batch_root,
    canonical::{self, read_exact},
    commitment,
    entry::{Body, Channel, Decision},
    ledger::{Decided, Ledger},
    note::Checkpoint,
    receipt, tree,
    verify::{Member, verify_commitments, verify_ledger},
};
use candor_domain::{
    Category, Record, Sha256Hash, Timestamp,
    policy::{LawfulBasis, PolicyVersion, Terms},
    record::{Coverage, GapMarker, GapReason, RecordBody, SessionSummary},
    session::SessionEvent,
};
use common::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

const SERVER: &str = "candor.example";

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct LedgerVectors {
    about: String,
    device_seed: String,
    server_seed: String,
    device_public_key: PublicKey,
    server_public_key: PublicKey,
    entries: Vec<EntryVector>,
    checkpoint: String,
    cosigned_at: Timestamp,
    cosigned: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct EntryVector {
    /// As it is exported.
    signed: Value,
    canonical: String,
    leaf_hash: Sha256Hash,
    root: Sha256Hash,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct ReceiptVector {
    name: String,
    sha256: Sha256Hash,
    canonical: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct CommitmentVectors {
    about: String,
    records: Vec<CommitmentVector>,
    root: Sha256Hash,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct CommitmentVector {
    salt: Salt,
    canonical: String,
    commitment: Sha256Hash,
}

#[derive(Debug, Deserialize)]
struct Rfc8785 {
    texts: Vec<CanonicalText>,
    numbers: Vec<CanonicalNumber>,
    not_numbers: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct CanonicalText {
    from: String,
    json: String,
    canonical: String,
}

#[derive(Debug, Deserialize)]
struct CanonicalNumber {
    bits: String,
    canonical: String,
}

fn read<T: DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name);
    serde_json::from_slice(&fs::read(&path).unwrap()).unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// An entry of every kind.
fn every_kind() -> Vec<SignedEntry> {
    use Category::{ActivityCounts, Screenshots, WebcamStills};
    use Decision::{Declined, Granted, Withdrawn};
    use SessionEvent::{Paused, Resumed, Started, Stopped};
    let (project, running) = (project_id(0), session_id(0));
    let batch = commitments();
    ledger([
        shown(project, 1, "notice 1"),
        decision(project, ActivityCounts, Granted, "notice 1"),
        decision(project, Screenshots, Granted, "notice 1"),
        decision(project, WebcamStills, Declined, "notice 1"),
        session(running, project, Started),
        session(running, project, Paused),
        session(running, project, Resumed),
        Body::Redaction { project, item: record_id(1), sha256: Sha256Hash::of("blacked out") },
        Body::Deletion {
            project,
            category: Screenshots,
            items: vec![record_id(2), record_id(3)],
            reason: GapReason::Deleted,
        },
        Body::Records { batch: batch_id(1), count: batch.records.len() as u32, root: batch.root },
        decision(project, Screenshots, Withdrawn, "notice 1"),
        session(running, project, Stopped),
        Body::Wipe {},
    ])
    .1
}

fn ledgers() -> LedgerVectors {
    let entries = every_kind();
    let mut ledger = Ledger::new(device());
    let mut vectors = Vec::new();
    for entry in &entries {
        ledger.append(entry).unwrap();
        let leaf = entry.entry.leaf();
        vectors.push(EntryVector {
            signed: serde_json::to_value(entry).unwrap(),
            leaf_hash: tree::root([&leaf]),
            canonical: text(leaf),
            root: ledger.head().root,
        });
    }
    let checkpoint = ledger.checkpoint(&device_key());
    let cosigned_at = Timestamp::from_millis(1_795_320_400_000);
    LedgerVectors {
        about: "A ledger with an entry of every kind. `signed` is the line of an export, `canonical` what is signed and \
                hashed, `leaf_hash` its RFC 6962 leaf, `root` the tree's root after it. Seeds are Ed25519 secret keys in \
                hexadecimal."
            .into(),
        device_seed: hex::encode([1; 32]),
        server_seed: hex::encode([2; 32]),
        device_public_key: device_key().public(),
        server_public_key: server_key().public(),
        entries: vectors,
        checkpoint: checkpoint.to_string(),
        cosigned_at,
        cosigned: checkpoint.cosign(SERVER, &server_key(), cosigned_at).to_string(),
    }
}

fn receipts() -> Vec<ReceiptVector> {
    let contract = Terms { lawful_basis: LawfulBasis::Contract, ..terms() };
    let earlier = Decided {
        decision: Decision::Granted,
        coverage: Coverage { notice: Sha256Hash::of("notice 1"), receipt: Sha256Hash::of("receipt 1") },
        at: AT,
    };
    let cases = [
        ("given", terms(), Category::ActivityCounts, Decision::Granted, None, Channel::Cli),
        ("renewed", terms(), Category::Screenshots, Decision::Granted, Some(earlier), Channel::App),
        ("refused", terms(), Category::WebcamStills, Decision::Declined, None, Channel::Cli),
        ("withdrawn", terms(), Category::WorkNotes, Decision::Withdrawn, Some(earlier), Channel::Portal),
        ("switched on", contract.clone(), Category::Screenshots, Decision::Granted, None, Channel::Cli),
        ("switched off", contract, Category::Screenshots, Decision::Withdrawn, Some(earlier), Channel::Cli),
    ];
    let mut vectors = Vec::new();
    for (number, (name, terms, category, decision, previous, channel)) in (1..).zip(cases) {
        let receipt = receipt(&ReceiptContext {
            id: record_id(number),
            agent: agent(),
            device: device(),
            project: &project(),
            policy_version: PolicyVersion::new(2),
            terms: &terms,
            working_hours: None,
            category,
            notice: Sha256Hash::of("notice 2"),
            lang: "en",
            decision,
            previous: previous.as_ref(),
            at: AT,
            channel,
        });
        let (sha256, canonical) = (receipt.sha256(), text(receipt.canonical_bytes()));
        vectors.push(ReceiptVector { name: String::from(name), sha256, canonical });
    }
    vectors
}

fn commitments() -> CommitmentVectors {
    let (project, session) = (project_id(0), session_id(0));
    let of = |category| record(category, project, session, 5, "notice 1");
    let gap = GapMarker { category: Category::Screenshots, from: AT, to: AT, reason: GapReason::Deleted };
    let summary = SessionSummary {
        from: AT,
        to: at(3_600),
        worked_ms: candor_domain::Millis::from_minutes(50),
        zone: "Europe/Dublin".parse().unwrap(),
    };
    let without =
        |body: RecordBody| Record { stream: body.stream(), body, consent: None, ..of(Category::WorkNotes) };
    let records = Category::ALL
        .map(of)
        .into_iter()
        .chain([without(RecordBody::Gap(gap)), without(RecordBody::Session(summary))]);
    let records: Vec<CommitmentVector> = (1..)
        .zip(records)
        .map(|(number, record)| {
            let salt = Salt::from_bytes([number; 32]);
            let commitment = commitment(&salt, &record);
            CommitmentVector { salt, canonical: text(canonical::bytes(&record)), commitment }
        })
        .collect();
    CommitmentVectors {
        about: "A batch with a record of every kind: SHA-256 over the salt's 32 bytes and the canonical record, and the \
                RFC 6962 root over those digests."
            .into(),
        root: batch_root(records.iter().map(|record| record.commitment)),
        records,
    }
}

#[test]
fn the_ledger_is_written_as_ever() {
    assert_eq!(ledgers(), read("ledger.json"));
}

/// From the file alone: what it holds is read, and all that hangs on it is computed anew.
#[test]
fn kinds_are_named_as_in_json() {
    for SignedEntry { entry, .. } in every_kind() {
        assert_eq!(serde_json::to_value(&entry.body).unwrap()["kind"], entry.body.kind());
    }
}

#[test]
fn the_ledger_is_read_as_ever() {
    let vectors: LedgerVectors = read("ledger.json");
    let seed = |text: &str| DeviceKey::from_seed(&hex::decode(text).unwrap().try_into().unwrap()).public();
    assert_eq!(seed(&vectors.device_seed), vectors.device_public_key);
    assert_eq!(seed(&vectors.server_seed), vectors.server_public_key);
    for (size, vector) in (1..).zip(&vectors.entries) {
        let signed: SignedEntry = serde_json::from_value(vector.signed.clone()).unwrap();
        assert_eq!(text(signed.entry.leaf()), vector.canonical);
        assert!(vectors.device_public_key.verifies(vector.canonical.as_bytes(), &signed.sig));
        let leaf_hash = Sha256Hash::of_parts([&[0][..], vector.canonical.as_bytes()]);
        assert_eq!(leaf_hash, vector.leaf_hash);
        assert_eq!(tree::root(vectors.entries[..size].iter().map(|e| &e.canonical)), vector.root);
    }
    let kinds: std::collections::BTreeSet<_> =
        vectors.entries.iter().map(|e| e.signed["entry"]["kind"].as_str().unwrap()).collect();
    let every =
        ["decision", "deletion", "enrolled", "notice_shown", "records", "redaction", "session", "wipe"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), every);

    let checkpoint = Checkpoint::parse(&vectors.checkpoint).unwrap();
    assert_eq!(checkpoint.head.root, vectors.entries.last().unwrap().root);
    let cosigned = Checkpoint::parse(&vectors.cosigned).unwrap();
    let entries =
        vectors.entries.iter().map(|entry| serde_json::from_value::<SignedEntry>(entry.signed.clone()));
    let server = Some((SERVER, &vectors.server_public_key));
    let verified =
        verify_ledger(device(), &vectors.device_public_key, entries, Some(&cosigned), server).unwrap();
    assert_eq!(verified.cosigned_at, Some(vectors.cosigned_at));
    assert!(verified.ledger.state().wiped());
}

#[test]
fn receipts_are_as_ever() {
    let vectors: Vec<ReceiptVector> = read("receipts.json");
    assert_eq!(receipts(), vectors);
    for vector in vectors {
        let receipt: Receipt = serde_json::from_str(&vector.canonical).unwrap();
        assert_eq!(receipt.sha256(), vector.sha256, "{}", vector.name);
        assert_eq!(text(receipt.canonical_bytes()), vector.canonical, "{}", vector.name);
    }
}

#[test]
fn commitments_are_as_ever() {
    let vectors: CommitmentVectors = read("commitments.json");
    assert_eq!(commitments(), vectors);
    let records: Vec<Record> = vectors
        .records
        .iter()
        .map(|vector| read_exact(serde_json::from_str(&vector.canonical).unwrap()).unwrap())
        .collect();
    let kept = |index: usize| Member::Kept(&vectors.records[index].salt, &records[index]);
    let count = records.len() as u32;
    assert_eq!(verify_commitments(count, &vectors.root, (0..records.len()).map(kept)), Ok(()));
    // One of them was erased: its salt is gone, its commitment stays.
    let erased = (0..records.len())
        .map(|index| if index == 2 { Member::Erased(vectors.records[2].commitment) } else { kept(index) });
    assert_eq!(verify_commitments(count, &vectors.root, erased), Ok(()));
}

/// Ours are RFC 8785's, but that numbers beyond ±(2^53 − 1) are refused.
fn assert_ours(value: &Value, canonical: &str) {
    fn exact(value: &Value) -> bool {
        match value {
            Value::Number(number) => number.as_f64().unwrap().abs() <= candor_domain::whole::MAX as f64,
            Value::Array(values) => values.iter().all(exact),
            Value::Object(members) => members.values().all(exact),
            _ => true,
        }
    }
    match canonical::of_foreign(value) {
        Ok(bytes) => assert!(exact(value) && text(bytes) == canonical, "{canonical}"),
        Err(_) => assert!(!exact(value), "{canonical}"),
    }
}

#[test]
fn canonical_json_matches_rfc_8785() {
    let vectors: Rfc8785 = read("rfc8785.json");
    assert_eq!((vectors.texts.len(), vectors.numbers.len()), (6, 24));
    for CanonicalText { from, json, canonical } in vectors.texts {
        let value: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(text(serde_json_canonicalizer::to_vec(&value).unwrap()), canonical, "{from}");
        assert_ours(&value, &canonical);
    }
    for CanonicalNumber { bits, canonical } in vectors.numbers {
        let number = f64::from_bits(u64::from_str_radix(&bits, 16).unwrap());
        let value = Value::from(number);
        assert_eq!(text(serde_json_canonicalizer::to_vec(&value).unwrap()), canonical, "{bits}");
        assert_ours(&value, &canonical);
    }
    for bits in vectors.not_numbers {
        let number = f64::from_bits(u64::from_str_radix(&bits, 16).unwrap());
        assert!(serde_json_canonicalizer::to_vec(&number).is_err(), "{bits} has no canonical form");
    }
}

/// Writes the vectors of a format that is still being designed: `cargo test -p candor-consent --test vectors -- --ignored`.
/// Never for one that anybody has used.
#[test]
#[ignore = "writes the vectors anew"]
fn write() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let write = |name: &str, value: Value| {
        fs::write(folder.join(name), serde_json::to_string_pretty(&value).unwrap() + "\n").unwrap();
    };
    write("ledger.json", serde_json::to_value(ledgers()).unwrap());
    write("receipts.json", serde_json::to_value(receipts()).unwrap());
    write("commitments.json", serde_json::to_value(commitments()).unwrap());
}
