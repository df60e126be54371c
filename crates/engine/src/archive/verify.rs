//! Recomputing everything: signatures, tree, checkpoints, commitments, consent, receipts, notices, pictures.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::Read,
    path::Path,
};

use candor_consent::{
    Body, SignedEntry, canonical,
    coverage::NotCovered,
    note::Checkpoint,
    receipt::Receipt,
    verify::{Member, Verified as VerifiedLedger, verify_commitments, verify_ledger, verify_receipt},
};
use candor_domain::{
    Policy, RecordId, Sha256Hash,
    notice::{Faith, Notice, faith},
    policy::Project,
    record::RecordBody,
};
use serde::de::DeserializeOwned;
use zip::ZipArchive;

use super::{DeviceFile, MANIFEST, Manifest, RecordRow, RecordsFile, ServerFile, collect};
use crate::{
    core::{Shared, lock},
    protocol::{Failure, FailureCode, Verified},
};

/// The largest document that is read from a file.
const MAX_DOCUMENT: u64 = 512 * 1024 * 1024;
/// The largest picture that is read from a file.
const MAX_PICTURE: u64 = 64 * 1024 * 1024;

/// The documents of one enrolment; of pictures only the hash.
#[derive(Default)]
struct Collected {
    documents: BTreeMap<String, Vec<u8>>,
    hashes: BTreeMap<String, Sha256Hash>,
}

impl Collected {
    fn put(&mut self, name: &str, bytes: &[u8]) {
        self.hashes.insert(name.into(), Sha256Hash::of(bytes));
        if !name.starts_with("captures/") {
            self.documents.insert(name.into(), bytes.to_vec());
        }
    }

    fn text(&self, name: &str) -> Result<Option<&str>, Failure> {
        let Some(bytes) = self.documents.get(name) else { return Ok(None) };
        std::str::from_utf8(bytes).map(Some).map_err(|_| wrong(format!("{name} is not text")))
    }

    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Failure> {
        let bytes = self.documents.get(name).ok_or_else(|| wrong(format!("{name} is missing")))?;
        serde_json::from_slice(bytes).map_err(|error| wrong(format!("{name} can't be read: {error}")))
    }

    fn named<'a>(&'a self, folder: &'a str, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let names = self.documents.keys().map(String::as_str);
        names.filter_map(move |name| Some((name, name.strip_prefix(folder)?.strip_suffix(end)?)))
    }
}

/// Checks everything that the store holds.
pub(crate) fn store(core: &Shared) -> Result<Verified, Failure> {
    let ledgers = lock(core).store.ledgers()?;
    let mut verified = Verified::default();
    for owner in ledgers {
        let mut collected = Collected::default();
        collect::documents(core, owner.device, &mut |name, bytes| {
            collected.put(name, bytes);
            Ok(())
        })?;
        check(&collected, &mut verified)?;
    }
    Ok(verified)
}

/// Checks an export; needs neither engine nor store.
///
/// # Errors
/// [`FailureCode::VerificationFailed`] with the first thing that doesn't hold, [`FailureCode::Usage`] where there is no such
/// export.
pub fn file(path: &Path) -> Result<Verified, Failure> {
    let unreadable = |error: &dyn std::fmt::Display| {
        Failure::new(
            FailureCode::Usage,
            format!("{} is not an export that can be read: {error}.", path.display()),
        )
    };
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut zip = ZipArchive::new(std::io::BufReader::new(file)).map_err(|error| unreadable(&error))?;
    let mut enrolments: BTreeMap<String, Collected> = BTreeMap::new();
    for index in 0..zip.len() {
        let entry =
            zip.by_index(index).map_err(|error| wrong(format!("a file in it is damaged: {error}")))?;
        let name = entry.name().map_err(|_| wrong("a file in it has no name"))?.into_owned();
        // With several enrolments each has a folder named by its device.
        let (folder, inner) = match name.split_once('/') {
            Some((folder, inner)) if folder.parse::<candor_domain::DeviceId>().is_ok() => (folder, inner),
            _ => ("", &*name),
        };
        let limit = if inner.starts_with("captures/") { MAX_PICTURE } else { MAX_DOCUMENT };
        let mut bytes = Vec::new();
        let read = entry.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| wrong(format!("{name} is damaged: {error}")))?;
        if bytes.len() as u64 > limit {
            return Err(wrong(format!("{name} is larger than any export's")));
        }
        let collected = enrolments.entry(folder.into()).or_default();
        if collected.hashes.contains_key(inner) {
            return Err(wrong(format!("{name} is there twice")));
        }
        collected.put(inner, &bytes);
    }
    if enrolments.is_empty() {
        return Err(unreadable(&"it is empty"));
    }
    let mut verified = Verified::default();
    for collected in enrolments.values() {
        // A wiped device has no key to sign a list of files with: its ledger, which says so at its end, stands for itself.
        let wiped =
            matches!(entries(collected)?.last(), Some(last) if matches!(last.entry.body, Body::Wipe {}));
        if !wiped || collected.hashes.contains_key(MANIFEST) {
            manifest(collected)?;
        }
        check(collected, &mut verified)?;
    }
    Ok(verified)
}

/// Each file is the one that the device listed and signed.
fn manifest(collected: &Collected) -> Result<(), Failure> {
    let mut manifest: Manifest = collected.json(MANIFEST)?;
    let device: DeviceFile = collected.json("device.json")?;
    let sig = manifest.sig.take().ok_or_else(|| wrong("the list of files isn't signed"))?;
    if !device.public_key.verifies(&canonical::bytes(&manifest), &sig) {
        return Err(wrong("the list of files was changed: the device's signature doesn't hold"));
    }
    for (name, hash) in &collected.hashes {
        match manifest.files.get(name) {
            _ if name == MANIFEST => {}
            Some(listed) if listed == hash => {}
            Some(_) => return Err(wrong(format!("{name} was changed after the export was made"))),
            None => return Err(wrong(format!("{name} was added after the export was made"))),
        }
    }
    match manifest.files.keys().find(|name| !collected.hashes.contains_key(*name)) {
        Some(name) => Err(wrong(format!("{name} was removed after the export was made"))),
        None => Ok(()),
    }
}

fn check(collected: &Collected, verified: &mut Verified) -> Result<(), Failure> {
    let device: DeviceFile = collected.json("device.json")?;
    let entries = entries(collected)?;
    let ledger = ledger(collected, &device, &entries, verified)?;
    verified.ledgers += 1;
    verified.entries += entries.len() as u64;
    let receipts = receipts(collected)?;
    verified.receipts += receipts.len() as u64;
    let wiped = ledger.ledger.state().wiped();
    for signed in &entries {
        let seq = signed.entry.seq;
        match &signed.entry.body {
            body @ Body::Decision { receipt, .. } if !wiped => {
                let held = receipts
                    .get(receipt)
                    .ok_or_else(|| wrong(format!("the receipt of entry {seq} is missing")))?;
                verify_receipt(held, body)
                    .map_err(|error| wrong(format!("the receipt of entry {seq}: {error}")))?;
            }
            Body::NoticeShown { project, policy_version, notice, lang, .. } if !wiped => {
                let name = format!("notices/{notice}.txt");
                if collected.hashes.get(&name) != Some(notice) {
                    return Err(wrong(format!("{name}, shown by entry {seq}, is missing or was changed")));
                }
                let shown = Notice {
                    project: *project,
                    policy_version: *policy_version,
                    lang: lang.clone(),
                    text: collected.text(&name)?.unwrap_or_default().into(),
                    sha256: *notice,
                };
                honest(collected, &shown)?;
            }
            _ => {}
        }
    }
    records(collected, &entries, &ledger, &receipts, verified)
}

/// What was shown says what the policy says, in whose name sensors ran.
fn honest(collected: &Collected, shown: &Notice) -> Result<(), Failure> {
    let Notice { project: id, policy_version, sha256, .. } = shown;
    let name = format!("policies/{id}-v{policy_version}.json");
    let policy: Policy = collected.json(&name)?;
    let project: Project = collected.json(&format!("projects/{id}.json"))?;
    let named = (project.id, policy.project, policy.version) == (*id, *id, *policy_version);
    if !named || faith(shown, &project, &policy) == Faith::Broken {
        return Err(wrong(format!("notices/{sha256}.txt says something else than {name}")));
    }
    Ok(())
}

fn entries(collected: &Collected) -> Result<Vec<SignedEntry>, Failure> {
    let text = collected.text("ledger.jsonl")?.ok_or_else(|| wrong("ledger.jsonl is missing"))?;
    let read = |(line, json): (usize, &str)| {
        serde_json::from_str(json)
            .map_err(|error| wrong(format!("line {} of ledger.jsonl: {error}", line + 1)))
    };
    text.lines().enumerate().map(read).collect()
}

fn ledger(
    collected: &Collected,
    device: &DeviceFile,
    entries: &[SignedEntry],
    verified: &mut Verified,
) -> Result<VerifiedLedger, Failure> {
    let server: ServerFile = collected.json("server.json")?;
    let own = checkpoint(collected, "checkpoint.txt")?;
    let cosigned = match checkpoint(collected, "checkpoint-cosigned.txt")? {
        Some(cosigned) => Some(cosigned),
        // The one checkpoint may be the cosigned one.
        None => own.clone().filter(|c| c.check_server(&server.name, &server.public_key).is_ok()),
    };
    let verify = |checkpoint: Option<&Checkpoint>, server: Option<(&str, &candor_consent::PublicKey)>| {
        let entries = entries.iter().cloned().map(Ok::<_, std::convert::Infallible>);
        verify_ledger(device.device, &device.public_key, entries, checkpoint, server)
            .map_err(|error| wrong(error.to_string()))
    };
    if let Some(cosigned) = &cosigned {
        verify(Some(cosigned), Some((&server.name, &server.public_key)))?;
        verified.cosigned.insert(device.device.to_string(), cosigned.head.size.get());
    }
    let ledger = verify(own.as_ref(), None)?;
    match ledger.ledger.state().enrolled() {
        Some(enrolled) if enrolled.server_key == server.public_key => {}
        _ => return Err(wrong("server.json names another key than the one pinned at enrolment")),
    }
    // The device's own checkpoint reaches to the end while the device has its key.
    if !ledger.ledger.state().wiped() && own.is_none_or(|own| own.head.size != ledger.ledger.size()) {
        return Err(wrong("the checkpoint doesn't reach to the ledger's end"));
    }
    Ok(ledger)
}

fn checkpoint(collected: &Collected, name: &str) -> Result<Option<Checkpoint>, Failure> {
    let text = collected.text(name)?;
    text.map(Checkpoint::parse).transpose().map_err(|error| wrong(format!("{name}: {error}")))
}

fn receipts(collected: &Collected) -> Result<BTreeMap<Sha256Hash, Receipt>, Failure> {
    let mut receipts = BTreeMap::new();
    for (name, hash) in collected.named("receipts/", ".jsonld") {
        let receipt: Receipt = collected.json(name)?;
        if receipt.sha256().to_string() != hash {
            return Err(wrong(format!("{name} was changed: its hash isn't its name")));
        }
        receipts.insert(receipt.sha256(), receipt);
    }
    Ok(receipts)
}

fn records(
    collected: &Collected,
    entries: &[SignedEntry],
    ledger: &VerifiedLedger,
    receipts: &BTreeMap<Sha256Hash, Receipt>,
    verified: &mut Verified,
) -> Result<(), Failure> {
    let file: RecordsFile = collected.json("records.json")?;
    let mut seen = BTreeSet::new();
    for row in file.rows() {
        let id = row.record.id;
        if !seen.insert(id) {
            return Err(wrong(format!("record {id} is there twice")));
        }
        ledger.history.covers(&row.record).map_err(|why| uncovered(id, why))?;
        consistent(row, receipts)?;
        if let (RecordBody::Capture(capture), Some(name)) = (&row.record.body, &row.file) {
            match collected.hashes.get(name) {
                Some(hash) if *hash == capture.image.sha256 => verified.captures += 1,
                Some(_) => return Err(wrong(format!("{name} is not the picture that its record names"))),
                None => return Err(wrong(format!("{name} is missing"))),
            }
        }
        verified.records += 1;
    }
    let mut batches = BTreeMap::new();
    for batch in &file.batches {
        batches.insert(batch.batch, batch);
    }
    for signed in entries {
        let Body::Records { batch, count, root } = &signed.entry.body else { continue };
        // A wiped store no longer has the batches.
        let Some(row) = batches.remove(batch) else {
            if ledger.ledger.state().wiped() {
                continue;
            }
            return Err(wrong(format!("the records that entry {} commits to are missing", signed.entry.seq)));
        };
        let rows: BTreeMap<u32, &RecordRow> = file
            .rows()
            .filter_map(|row| Some((row.committed.as_ref().filter(|c| c.batch == *batch)?.position, row)))
            .collect();
        let members = (0..).zip(&row.commitments).map(|(position, commitment)| {
            let kept = rows
                .get(&position)
                .and_then(|row| Some(Member::Kept(&row.committed.as_ref()?.salt, &row.record)));
            kept.unwrap_or(Member::Erased(*commitment))
        });
        verify_commitments(*count, root, members)
            .map_err(|error| wrong(format!("the records of entry {}: {error}", signed.entry.seq)))?;
    }
    match batches.keys().next() {
        Some(batch) => Err(wrong(format!("the ledger commits to no batch {batch}"))),
        None => Ok(()),
    }
}

/// What is said of a record outside it is what it says itself.
fn consistent(row: &RecordRow, receipts: &BTreeMap<Sha256Hash, Receipt>) -> Result<(), Failure> {
    let record = &row.record;
    let category = match &record.body {
        RecordBody::Gap(_) | RecordBody::Session(_) => None,
        body => body.category(),
    };
    let sha256 = match &record.body {
        RecordBody::Capture(capture) => Some(capture.image.sha256),
        _ => None,
    };
    let receipt = record.consent.map(|consent| consent.receipt);
    let same = (row.category, row.at, row.receipt, row.sha256) == (category, record.at, receipt, sha256);
    if !same {
        return Err(wrong(format!("record {} doesn't say what is said of it", record.id)));
    }
    match receipt {
        Some(receipt) if !receipts.contains_key(&receipt) => {
            Err(wrong(format!("the receipt that covers record {} is missing", record.id)))
        }
        _ => Ok(()),
    }
}

fn uncovered(id: RecordId, why: NotCovered) -> Failure {
    wrong(format!("no consent covers record {id}: {why}"))
}

fn wrong(what: impl Into<String>) -> Failure {
    Failure::new(FailureCode::VerificationFailed, format!("Verification failed: {}.", what.into()))
}

#[cfg(test)]
mod tests {
    use candor_domain::{
        Category, ClientId, ProjectId, Timestamp,
        notice::render,
        policy::{Announce, Client, LawfulBasis, PolicyVersion, Requirement, Terms},
    };

    use super::*;

    const AT: Timestamp = Timestamp::from_millis(1_795_320_306_789);

    fn project() -> Project {
        let text = String::from;
        let client = Client {
            id: ClientId::new(AT, [1; 10]),
            name: text("Example Client"),
            contact: text("privacy@example.com"),
            address: text("1 Example Street"),
            jurisdiction: text("Ireland"),
            authority: text("The authority"),
            operator: text("The operator"),
        };
        Project { id: ProjectId::new(AT, [2; 10]), name: text("Example Project"), client, testing: false }
    }

    fn policy(per_hour: u32) -> Policy {
        let terms = Terms {
            requirement: Requirement::Optional,
            per_hour,
            max_bytes: 600_000,
            announce: Announce::None,
            purpose: "To see".into(),
            lawful_basis: LawfulBasis::Consent,
            recipients: vec!["Reviewers".into()],
            retention_days: 30,
            location: "Ireland".into(),
            declining: "Nothing changes.".into(),
        };
        Policy {
            v: 1,
            project: project().id,
            version: PolicyVersion::new(1),
            published_at: AT,
            review_minutes: 10,
            grace_hours: 24,
            working_hours: None,
            looking: candor_domain::policy::Looking::default(),
            categories: [(Category::Screenshots, terms)].into(),
        }
    }

    /// Whoever exports signs the list of files, so only the notice's own text can show that it was of another policy.
    #[test]
    fn a_notice_that_says_something_else_than_its_policy_is_found() {
        let shown = render(&project(), &policy(6), "en").unwrap();
        let judged = |project: Option<&Project>, policy: Option<&Policy>, shown: &Notice| {
            let mut collected = Collected::default();
            if let Some(project) = project {
                collected.put(&format!("projects/{}.json", shown.project), &canonical::bytes(project));
            }
            if let Some(policy) = policy {
                collected.put(&format!("policies/{}-v1.json", shown.project), &canonical::bytes(policy));
            }
            honest(&collected, shown).map_err(|failure| failure.message)
        };
        assert_eq!(judged(Some(&project()), Some(&policy(6)), &shown), Ok(()));
        let klingon = Notice { lang: "tlh".into(), ..shown.clone() };
        assert_eq!(judged(Some(&project()), Some(&policy(6)), &klingon), Ok(()), "nobody can tell");
        let more = judged(Some(&project()), Some(&policy(7)), &shown).unwrap_err();
        assert!(more.contains("says something else than policies/"), "{more}");
        let other = Policy { version: PolicyVersion::new(2), ..policy(6) };
        assert!(judged(Some(&project()), Some(&other), &shown).is_err());
        let renamed = Project { name: "Another".into(), ..project() };
        assert!(judged(Some(&renamed), Some(&policy(6)), &shown).is_err());
        assert!(judged(None, Some(&policy(6)), &shown).unwrap_err().contains("is missing"));
        assert!(judged(Some(&project()), None, &shown).unwrap_err().contains("is missing"));
    }
}
