//! Everything that the server holds about an agent, as one ZIP file that is made while it is sent.
//!
//! What it is made of is read page by page and picture by picture, so that an export of years needs no more memory than one
//! of a day. Where something can't be read the file breaks off: nobody takes a part for the whole.

mod page;

use std::{
    collections::BTreeSet,
    io::{self, Write},
    sync::Arc,
};

use axum::body::{Body, Bytes};
use candor_domain::{DeviceId, RecordId, Timestamp};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};
use tokio::sync::mpsc;
use zip::{ZipWriter, write::SimpleFileOptions};

use self::page::Counts;
use crate::{
    app::{App, Shared},
    auth::policy::Agent,
    db::{DbId as _, corrupt, entity, hash_from},
    error::{ApiError, ApiResult},
    looks,
    own::{self, Profile},
    projects, reviews,
    turns::Turn,
};

/// Rows that are read at a time.
const PAGE: u64 = 500;
/// Bytes that are sent at a time.
const CHUNK: usize = 64 * 1024;
/// Parts that wait, on either side of the packing.
const WAITING: usize = 4;

/// A part of the file.
enum Part {
    /// A file of this name begins.
    File(String),
    /// More of it.
    Bytes(Vec<u8>),
    /// The last file is whole.
    End,
}

/// The body of an answer with everything in it, in the words of a language; its turn lasts as long as it is made.
pub(crate) fn body(app: &Shared, turn: Turn, agent: Agent, lang: &'static str) -> Body {
    let (parts, packing) = mpsc::channel(WAITING);
    let (chunks, body) = mpsc::channel(WAITING);
    let packer = turn.clone();
    tokio::task::spawn_blocking(move || {
        let _turn = packer;
        let failed = chunks.clone();
        if let Err(error) = pack(packing, Chunks { chunks: Some(chunks), held: Vec::with_capacity(CHUNK) }) {
            // Whoever broke off themselves hears nothing of it.
            let _ = failed.blocking_send(Err(error));
        }
    });
    let (app, reader) = (Arc::clone(app), turn.clone());
    // Where reading fails it was logged there, and the last part never comes.
    tokio::spawn(async move {
        let _turn = reader;
        Takeout { app: &app, agent, parts }.write(lang).await.ok()
    });
    turn.send(futures_util::stream::unfold(body, async |mut body| {
        let next: Option<io::Result<Bytes>> = body.recv().await;
        next.map(|next| (next, body))
    }))
}

/// Packs parts as they come.
fn pack(mut parts: mpsc::Receiver<Part>, out: Chunks) -> io::Result<()> {
    let mut zip = ZipWriter::new_stream(out);
    while let Some(part) = parts.blocking_recv() {
        match part {
            Part::File(name) => zip.start_file(name, SimpleFileOptions::default())?,
            Part::Bytes(bytes) => zip.write_all(&bytes)?,
            Part::End => return zip.finish()?.into_inner().flush(),
        }
    }
    Err(io::Error::other("the export broke off"))
}

/// Sends what is written on its way.
struct Chunks {
    /// Nothing once nobody reads any more.
    chunks: Option<mpsc::Sender<io::Result<Bytes>>>,
    held: Vec<u8>,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let held = std::mem::replace(&mut self.held, Vec::with_capacity(CHUNK));
        // It is said once: where it fails again the packer writes to standard error.
        let Some(chunks) = &self.chunks else { return Ok(()) };
        chunks.blocking_send(Ok(held.into())).map_err(|_| {
            self.chunks = None;
            io::ErrorKind::BrokenPipe.into()
        })
    }
}

/// A list in JSON, written item by item.
struct List<'a, 'b> {
    takeout: &'a Takeout<'b>,
    count: u64,
}

struct Takeout<'a> {
    app: &'a App,
    agent: Agent,
    parts: mpsc::Sender<Part>,
}

impl Takeout<'_> {
    async fn write(&self, lang: &str) -> ApiResult<()> {
        let profile = own::profile(self.app, self.agent).await?;
        self.file("profile.json", pretty(&profile)).await?;
        self.file("account.json", pretty(&self.account().await?)).await?;
        let receipts = own::receipts(self.app, self.agent).await?;
        for receipt in &receipts {
            self.file(&format!("receipts/{}.jsonld", receipt.receipt), pretty(&receipt.document)).await?;
        }
        self.notices(receipts.iter().map(|receipt| receipt.notice.as_bytes().to_vec()).collect()).await?;
        for (project, versions) in projects::all_versions(&self.app.db, self.agent.organisation).await? {
            for policy in versions {
                self.file(&format!("policies/{project}-v{}.json", policy.version), pretty(&policy)).await?;
            }
        }
        let (mut records, mut captures) = (0, Vec::new());
        for device in &profile.agent.devices {
            self.ledger(device.id).await?;
        }
        let mut list = self.list("records.json").await?;
        for device in &profile.agent.devices {
            records += self.records(device.id, &mut list, &mut captures).await?;
        }
        list.end().await?;
        for id in &captures {
            let bytes = looks::own(&self.app.db, &self.app.blobs, self.agent, *id).await;
            match bytes {
                Ok(bytes) => self.file(&format!("captures/{id}.webp"), bytes).await?,
                // Deleted since its record was read.
                Err(error) if error.code() == candor_wire::ErrorCode::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        let looks = self.looks().await?;
        self.reviews().await?;
        self.log().await?;
        self.elsewhere(&profile).await?;
        let counts =
            Counts { records, captures: captures.len() as u64, looks, receipts: receipts.len() as u64 };
        self.file("index.html", page::index(lang, &profile, counts, self.app.now()).into_bytes()).await?;
        self.part(Part::End).await
    }

    async fn part(&self, part: Part) -> ApiResult<()> {
        // Nobody reads any more: what is left to do is to stop.
        self.parts.send(part).await.map_err(|_| ApiError::not_found())
    }

    async fn file(&self, name: &str, bytes: Vec<u8>) -> ApiResult<()> {
        self.part(Part::File(name.into())).await?;
        self.part(Part::Bytes(bytes)).await
    }

    async fn list(&self, name: &str) -> ApiResult<List<'_, '_>> {
        self.part(Part::File(name.into())).await?;
        Ok(List { takeout: self, count: 0 })
    }

    /// The account, without what it proves itself by.
    async fn account(&self) -> ApiResult<Value> {
        let account = self.agent.account.db();
        let read = &self.app.db.read;
        let row = entity::account::Entity::find_by_id(account).one(read).await?;
        let row = row.ok_or_else(ApiError::not_found)?;
        let sessions = entity::web_session::Entity::find()
            .filter(entity::web_session::Column::AccountId.eq(account))
            .all(read)
            .await?;
        let passkeys = entity::passkey::Entity::find()
            .filter(entity::passkey::Column::AccountId.eq(account))
            .all(read)
            .await?;
        Ok(json!({
            "name": row.name,
            "email": row.email,
            "lang": row.lang,
            "created_at": Timestamp::from_millis(row.created_at),
            "has_password": row.password_hash.is_some(),
            "has_authenticator_app": row.totp_secret.is_some(),
            "passkeys": passkeys.iter().map(|row| json!({
                "name": row.name,
                "created_at": Timestamp::from_millis(row.created_at),
                "used_at": row.used_at.map(Timestamp::from_millis),
            })).collect::<Vec<_>>(),
            "sessions": sessions.iter().map(|row| json!({
                "browser": row.browser,
                "created_at": Timestamp::from_millis(row.created_at),
                "seen_at": Timestamp::from_millis(row.seen_at),
            })).collect::<Vec<_>>(),
        }))
    }

    /// The notices that were decided on.
    async fn notices(&self, named: BTreeSet<Vec<u8>>) -> ApiResult<()> {
        use entity::notice::{Column, Entity};
        for named in named.into_iter().collect::<Vec<_>>().chunks(PAGE as usize) {
            let rows = Entity::find()
                .filter(Column::ClientId.eq(self.agent.organisation.client().db()))
                .filter(Column::Sha256.is_in(named.iter().cloned()))
                .all(&self.app.db.read)
                .await?;
            for row in rows {
                let sha256 = hash_from(&row.sha256, "notices.sha256")?;
                self.file(&format!("notices/{sha256}.txt"), row.text.into_bytes()).await?;
            }
        }
        Ok(())
    }

    /// A device's ledger as it was cosigned, an entry a line.
    async fn ledger(&self, device: DeviceId) -> ApiResult<()> {
        use entity::entry::{Column, Entity};
        let client = self.agent.organisation.client().db();
        self.part(Part::File(format!("ledgers/{device}.jsonl"))).await?;
        let mut after = -1;
        loop {
            let rows = Entity::find()
                .filter(Column::ClientId.eq(client))
                .filter(Column::DeviceId.eq(device.db()))
                .filter(Column::Seq.gt(after))
                .order_by_asc(Column::Seq)
                .limit(PAGE)
                .all(&self.app.db.read)
                .await?;
            let Some(last) = rows.last() else { break };
            after = last.seq;
            let mut lines = Vec::new();
            for row in &rows {
                let entry = crate::ledgers::stored_entry(row)?;
                lines.extend(serde_json::to_vec(&entry).map_err(|e| ApiError::internal("an export", e))?);
                lines.push(b'\n');
            }
            self.part(Part::Bytes(lines)).await?;
        }
        let row = entity::device::Entity::find_by_id((client, device.db())).one(&self.app.db.read).await?;
        match row.and_then(|row| row.checkpoint) {
            Some(note) => self.file(&format!("ledgers/{device}.checkpoint.txt"), note.into_bytes()).await,
            None => Ok(()),
        }
    }

    /// A device's records; says how many, and which have a picture.
    async fn records(
        &self,
        device: DeviceId,
        list: &mut List<'_, '_>,
        captures: &mut Vec<RecordId>,
    ) -> ApiResult<u64> {
        use entity::record::{Column, Entity};
        let mut after = (String::new(), -1);
        let mut count = 0;
        loop {
            let same = Condition::all().add(Column::Stream.eq(after.0.as_str())).add(Column::Seq.gt(after.1));
            let rows = Entity::find()
                .filter(Column::ClientId.eq(self.agent.organisation.client().db()))
                .filter(Column::DeviceId.eq(device.db()))
                .filter(Condition::any().add(Column::Stream.gt(after.0.as_str())).add(same))
                .order_by_asc(Column::Stream)
                .order_by_asc(Column::Seq)
                .limit(PAGE)
                .all(&self.app.db.read)
                .await?;
            let Some(last) = rows.last() else { return Ok(count) };
            after = (last.stream.clone(), last.seq);
            for row in rows {
                let id = RecordId::from_db(row.id);
                if row.blob.is_some() {
                    captures.push(id);
                }
                let record = row.record.map(String::from_utf8).transpose();
                let record = record.map_err(|_| corrupt("records.record"))?.map(RawValue::from_string);
                let record = record.transpose().map_err(|_| corrupt("records.record"))?;
                list.item(&RecordRow {
                    id,
                    device,
                    stream: &row.stream,
                    seq: row.seq,
                    category: row.category.as_deref(),
                    at: Timestamp::from_millis(row.at),
                    received_at: Timestamp::from_millis(row.received_at),
                    kept_until: Timestamp::from_millis(row.expires_at),
                    state: &row.state,
                    file: row.blob.is_some().then(|| format!("captures/{id}.webp")),
                    record,
                })
                .await?;
                count += 1;
            }
        }
    }

    async fn looks(&self) -> ApiResult<u64> {
        let mut list = self.list("looks.json").await?;
        let mut cursor = None;
        loop {
            let agent = self.agent;
            let (views, next) = looks::seen(&self.app.db, agent.organisation, agent.id, cursor, PAGE).await?;
            for view in views {
                list.item(&view).await?;
            }
            if next.is_none() {
                return list.end().await;
            }
            cursor = next;
        }
    }

    async fn reviews(&self) -> ApiResult<()> {
        let mut list = self.list("reviews.json").await?;
        let (agent, mut cursor) = (self.agent, None);
        loop {
            let page = reviews::page(&self.app.db, agent.organisation, Some(agent.id), cursor, None).await?;
            for mut review in page.0 {
                if review.comments_count > review.comments.len() as u64 {
                    let db = &self.app.db;
                    let all = reviews::comments(db, agent.organisation, None, review.id, None, None).await?;
                    review.comments = all.0.into_iter().rev().collect();
                }
                list.item(&review).await?;
            }
            cursor = page.1;
            if cursor.is_none() {
                return list.end().await.map(|_| ());
            }
        }
    }

    /// What the audit log says that the agent or their account did.
    async fn log(&self) -> ApiResult<()> {
        use entity::audit::{Column, Entity};
        let mut list = self.list("log.json").await?;
        let mut after = uuid::Uuid::nil();
        loop {
            let rows = Entity::find()
                .filter(Column::ActorId.is_in([self.agent.account.db(), self.agent.id.db()]))
                .filter(Column::Id.gt(after))
                .order_by_asc(Column::Id)
                .limit(PAGE)
                .all(&self.app.db.read)
                .await?;
            let Some(last) = rows.last() else { return list.end().await.map(|_| ()) };
            after = last.id;
            for row in rows {
                let at = Timestamp::from_millis(row.at);
                list.item(&json!({ "at": at, "action": row.action, "detail": row.detail })).await?;
            }
        }
    }

    /// What is kept beside ledgers and records: invitations, withdrawals to be learned, deletions ahead of their record, alarms.
    async fn elsewhere(&self, profile: &Profile) -> ApiResult<()> {
        let client = self.agent.organisation.client().db();
        let devices: Vec<_> = profile.agent.devices.iter().map(|device| device.id.db()).collect();
        let read = &self.app.db.read;
        let invitations = entity::invitation::Entity::find()
            .filter(entity::invitation::Column::ClientId.eq(client))
            .filter(entity::invitation::Column::AgentId.eq(self.agent.id.db()))
            .all(read)
            .await?;
        let withdrawals = entity::withdrawal::Entity::find()
            .filter(entity::withdrawal::Column::ClientId.eq(client))
            .filter(entity::withdrawal::Column::DeviceId.is_in(devices.iter().copied()))
            .all(read)
            .await?;
        let tombstones = entity::tombstone::Entity::find()
            .filter(entity::tombstone::Column::ClientId.eq(client))
            .filter(entity::tombstone::Column::DeviceId.is_in(devices.iter().copied()))
            .all(read)
            .await?;
        let alarms = entity::alarm::Entity::find()
            .filter(entity::alarm::Column::ClientId.eq(client))
            .filter(entity::alarm::Column::DeviceId.is_in(devices.iter().copied()))
            .all(read)
            .await?;
        let at = Timestamp::from_millis;
        let more = json!({
            "invitations": invitations.iter().map(|row| json!({
                "created_at": at(row.created_at), "expires_at": at(row.expires_at), "used_at": row.used_at.map(at),
            })).collect::<Vec<_>>(),
            "withdrawals": withdrawals.iter().map(|row| json!({
                "device": row.device_id, "project": row.project_id, "category": row.category, "at": at(row.at),
            })).collect::<Vec<_>>(),
            "deleted_before_they_came": tombstones.iter().map(|row| json!({
                "device": row.device_id, "record": row.record_id, "at": at(row.at),
            })).collect::<Vec<_>>(),
            "alarms": alarms.iter().map(|row| json!({
                "device": row.device_id, "kind": row.kind, "detail": row.detail, "at": at(row.at),
            })).collect::<Vec<_>>(),
        });
        self.file("more.json", pretty(&more)).await
    }
}

impl List<'_, '_> {
    async fn item(&mut self, item: &impl Serialize) -> ApiResult<()> {
        let mut bytes: Vec<u8> = if self.count == 0 { "[\n".into() } else { ",\n".into() };
        serde_json::to_writer(&mut bytes, item).map_err(|e| ApiError::internal("an export", e))?;
        self.count += 1;
        self.takeout.part(Part::Bytes(bytes)).await
    }

    /// Says how many there were.
    async fn end(self) -> ApiResult<u64> {
        let end = if self.count == 0 { "[]\n" } else { "\n]\n" };
        self.takeout.part(Part::Bytes(end.into())).await?;
        Ok(self.count)
    }
}

/// A record, with what is said of it outside.
#[derive(Serialize)]
struct RecordRow<'a> {
    id: RecordId,
    device: DeviceId,
    stream: &'a str,
    seq: i64,
    category: Option<&'a str>,
    at: Timestamp,
    received_at: Timestamp,
    kept_until: Timestamp,
    state: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    record: Option<Box<RawValue>>,
}

fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).expect("our documents have text keys and finite numbers");
    json.push(b'\n');
    json
}
