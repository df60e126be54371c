//! Reading the documents of one enrolment from the store.

use candor_consent::{entry::Body, note::Checkpoint};
use candor_domain::{DeviceId, record::RecordBody};
use candor_store::{Cursor, Item, Query};

use super::{
    BatchRow, Committed, DeviceFile, RecordRow, RecordsFile, ServerFile, SessionRow, pretty, report,
};
use crate::{
    core::{Shared, lock},
    protocol::Failure,
};

/// How much is read while the core is locked.
const PAGE: usize = 200;

/// Takes a document by its name.
pub(crate) type Put<'a> = &'a mut dyn FnMut(&str, &[u8]) -> Result<(), Failure>;

/// How much there was.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counted {
    pub records: u64,
    pub captures: u64,
}

/// Hands each document of an enrolment to `put`, with its name. What was wiped is a ledger without the rest.
pub(crate) fn documents(core: &Shared, device: DeviceId, put: Put<'_>) -> Result<Counted, Failure> {
    let owner = lock(core).store.ledgers()?.into_iter().find(|owner| owner.device == device);
    let owner = owner.ok_or_else(crate::core::not_enrolled)?;
    put("device.json", &pretty(&DeviceFile { device, public_key: owner.public_key }))?;
    put("server.json", &pretty(&ServerFile { name: owner.server.name, public_key: owner.server.key }))?;
    let batches = ledger(core, device, put)?;
    for (sha256, bytes) in lock(core).store.receipts(device)? {
        put(&format!("receipts/{sha256}.jsonld"), &bytes)?;
    }
    for notice in lock(core).store.notices(device)? {
        put(&format!("notices/{}.txt", notice.sha256), notice.text.as_bytes())?;
    }
    for policy in lock(core).store.policies(device)? {
        put(&format!("policies/{}-v{}.json", policy.project, policy.version), &pretty(&policy))?;
    }
    for project in lock(core).store.projects(device)? {
        put(&format!("projects/{}.json", project.id), &pretty(&project))?;
    }
    let records = records(core, device, batches, put)?;
    let counted = Counted { records: records.rows().count() as u64, captures: records.captures.len() as u64 };
    put("records.json", &pretty(&records))?;
    put("report.html", report::html(core, device, &records)?.as_bytes())?;
    put("README.txt", README.as_bytes())?;
    Ok(counted)
}

fn ledger(core: &Shared, device: DeviceId, put: Put<'_>) -> Result<Vec<BatchRow>, Failure> {
    let (mut lines, mut batches, mut seq) = (Vec::new(), Vec::new(), 0);
    loop {
        let page = lock(core).store.entries(device, seq, PAGE)?;
        if page.is_empty() {
            break;
        }
        for signed in page {
            seq = signed.entry.seq + 1;
            if let Body::Records { batch, .. } = signed.entry.body {
                let items = lock(core).store.batch_items(batch)?;
                let commitments: Vec<_> = items.into_iter().map(|item| item.commitment).collect();
                // A wiped store no longer has any.
                if !commitments.is_empty() {
                    batches.push(BatchRow { batch, entry: signed.entry.seq, commitments });
                }
            }
            lines.extend(serde_json::to_vec(&signed).map_err(|error| crate::core::internal(&error))?);
            lines.push(b'\n');
        }
    }
    put("ledger.jsonl", &lines)?;
    // The cosigned checkpoint says what the server saw; the device's own reaches to the ledger's end.
    let checkpoint: Option<Checkpoint> = {
        let core = lock(core);
        let cosigned = core.store.checkpoint(device)?;
        let own = core.enrolment(device).ok().map(|e| e.consent.ledger().checkpoint(&e.key));
        match (cosigned, own) {
            (Some(cosigned), Some(own)) if cosigned.head.size < own.head.size => {
                put("checkpoint-cosigned.txt", cosigned.to_string().as_bytes())?;
                Some(own)
            }
            (cosigned, own) => cosigned.or(own),
        }
    };
    if let Some(checkpoint) = checkpoint {
        put("checkpoint.txt", checkpoint.to_string().as_bytes())?;
    }
    Ok(batches)
}

fn records(
    core: &Shared,
    device: DeviceId,
    batches: Vec<BatchRow>,
    put: Put<'_>,
) -> Result<RecordsFile, Failure> {
    let mut file = RecordsFile { v: 1, batches, ..RecordsFile::default() };
    let mut after = Cursor::START;
    loop {
        let page = lock(core).store.sessions(device, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.cursor;
        file.sessions.extend(page.into_iter().map(|session| SessionRow {
            id: session.id,
            project: session.project,
            zone: session.zone,
            from: session.started,
            to: session.last_alive,
            worked_ms: session.worked,
        }));
    }
    let mut after = Cursor::START;
    loop {
        let query = Query { device: Some(device), ..Query::default() };
        let page = lock(core).store.items(&query, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.cursor;
        for item in page {
            let Some(row) = row(core, &item, put)? else { continue };
            match row.record.body {
                RecordBody::Activity(_) => file.samples.push(row),
                RecordBody::Capture(_) => file.captures.push(row),
                RecordBody::Note(_) => file.notes.push(row),
                RecordBody::Gap(_) => file.gaps.push(row),
                RecordBody::Session(_) => file.summaries.push(row),
            }
        }
    }
    Ok(file)
}

fn row(core: &Shared, item: &Item, put: Put<'_>) -> Result<Option<RecordRow>, Failure> {
    let Some(record) = item.record() else { return Ok(None) };
    let picture = lock(core).store.blob(item.id)?;
    let file = picture.as_ref().map(|_| format!("captures/{}.webp", item.id));
    if let (Some(name), Some(bytes)) = (&file, &picture) {
        put(name, bytes)?;
    }
    let committed = lock(core).store.committed(item.id)?;
    Ok(Some(RecordRow {
        category: item.category,
        at: item.at,
        receipt: item.consent.map(|consent| consent.receipt),
        state: item.state.name().name().into(),
        file,
        sha256: match &record.body {
            RecordBody::Capture(capture) => Some(capture.image.sha256),
            _ => None,
        },
        committed: committed.map(|(batch, position, salt)| Committed { batch, position, salt }),
        record,
    }))
}

const README: &str = "\
What this is
============
Everything that Candor held about you on this machine for one client when the export was made.

report.html              the same for reading; open it in a browser
records.json             sessions, samples (counts), captures, notes and gap markers; each names its category, when it was
                         made and the receipt of the decision that covers it
captures/                the pictures that are still on this machine, as WebP
ledger.jsonl             the consent ledger: one signed entry a line, in order (RFC 8785 JSON, Ed25519)
checkpoint.txt           the ledger's length and Merkle root (RFC 6962), signed by this device (C2SP signed note)
checkpoint-cosigned.txt  the same as the client's server last signed it, where that is an earlier state
receipts/                your decisions as consent receipts (ISO/IEC TS 27560, DPV JSON-LD), named by their SHA-256
notices/                 the notices as you read them, named by their SHA-256
policies/                what each project collects, version by version
projects/                each project and its client, as the notices name them
device.json              this enrolment's id and public key
server.json              the server's name and public key
manifest.json            the SHA-256 of each file here, signed with this device's key

Anyone can check it with `candor verify FILE.zip`, or with other tools: everything in it follows public standards.
";
