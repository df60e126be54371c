//! What the server holds about one agent, as that agent sees it: profile, consent, receipts.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use candor_consent::{
    Body,
    entry::{Channel, Decision},
    ledger::{Decided, State},
    receipt::{ReceiptContext, receipt},
};
use candor_domain::{
    AccountId, AgentId, Category, DeviceId, Policy, ProjectId, RecordId, Sha256Hash, Timestamp,
    policy::{Client, PolicyVersion, Project},
    record::Coverage,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::policy::{Agent, Organisation},
    db::{Db, DbId as _, corrupt, entity, hash_from},
    enrolling,
    error::{ApiError, ApiResult},
    ledgers::stored_entry,
    people::{self, AgentRow, Consent},
    projects,
};

/// The most decisions of one agent that are read.
const MOST: u64 = 10_000;

/// An agent, as one client knows them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Profile {
    /// The account that signs in.
    pub(crate) account: AccountId,
    /// The address that it signs in with.
    pub(crate) email: String,
    /// The agent.
    pub(crate) agent: AgentRow,
    /// The client.
    pub(crate) client: Client,
    /// Its projects.
    pub(crate) projects: Vec<ProjectName>,
    /// What each device's ledger says about each category that a project asks for.
    pub(crate) consents: Vec<Consent>,
}

/// A project by its name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProjectName {
    /// The project.
    id: ProjectId,
    /// Its name.
    name: String,
}

/// Who the agent is to the client, with their devices and what stands about consent.
pub(crate) async fn profile(app: &App, agent: Agent) -> ApiResult<Profile> {
    let account = entity::account::Entity::find_by_id(agent.account.db()).one(&app.db.read).await?;
    let detail = people::agent(app, agent.organisation, agent.id).await?;
    let projects = enrolling::projects(&app.db.read, agent.organisation).await?;
    let client =
        entity::client::Entity::find_by_id(agent.organisation.client().db()).one(&app.db.read).await?;
    Ok(Profile {
        account: agent.account,
        email: account.ok_or_else(ApiError::not_found)?.email,
        agent: detail.agent,
        client: enrolling::client(client.ok_or_else(ApiError::not_found)?),
        projects: projects.into_iter().map(|Project { id, name, .. }| ProjectName { id, name }).collect(),
        consents: detail.consents,
    })
}

/// The receipt of a decision.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct OwnReceipt {
    /// SHA-256 of the receipt that the device made, by which ledger and records name it.
    pub(crate) receipt: Sha256Hash,
    /// The device that it was decided on.
    pub(crate) device: DeviceId,
    /// The project.
    pub(crate) project: ProjectId,
    /// Its name.
    pub(crate) project_name: String,
    /// The category.
    pub(crate) category: Category,
    /// `granted`, `declined` or `withdrawn`.
    #[schema(value_type = String)]
    pub(crate) decision: Decision,
    /// The version of the policy that was decided on.
    pub(crate) policy_version: PolicyVersion,
    /// SHA-256 of the notice.
    pub(crate) notice: Sha256Hash,
    /// When, by the device's clock.
    pub(crate) at: Timestamp,
    /// The receipt as JSON-LD.
    #[serde(skip)]
    pub(crate) document: Value,
}

/// The receipts of an agent's decisions, the newest first, made from the ledgers that their devices signed.
///
/// A device keeps the receipts that it made, and the ledger has only their hashes. What the server makes says the same of
/// the same decision in the same form, and names the device's own as what it is a version of.
pub(crate) async fn receipts(app: &App, agent: Agent) -> ApiResult<Vec<OwnReceipt>> {
    use entity::device::{Column, Entity};
    let client = agent.organisation.client().db();
    let devices = Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::AgentId.eq(agent.id.db()))
        .order_by_asc(Column::Id)
        .all(&app.db.read)
        .await?;
    let source = Source {
        agent: agent.id,
        projects: enrolling::projects(&app.db.read, agent.organisation).await?,
        policies: projects::all_versions(&app.db, agent.organisation).await?,
        langs: langs(&app.db, agent.organisation).await?,
    };
    let mut made = Vec::new();
    for device in devices {
        let id = DeviceId::from_db(device.id);
        let known = app.ledgers.known(&app.db, agent.organisation, id).await?;
        let rows = entity::entry::Entity::find()
            .filter(entity::entry::Column::ClientId.eq(client))
            .filter(entity::entry::Column::DeviceId.eq(device.id))
            .filter(entity::entry::Column::Seq.lt(device.ledger_size))
            .filter(entity::entry::Column::Kind.eq("decision"))
            .order_by_asc(entity::entry::Column::Seq)
            .limit(MOST)
            .all(&app.db.read)
            .await?;
        made.extend(source.of_device(id, known.ledger.state(), &rows)?);
    }
    made.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.receipt.to_string().cmp(&b.receipt.to_string())));
    Ok(made)
}

/// The language of each notice, by its SHA-256.
async fn langs(db: &Db, organisation: Organisation) -> ApiResult<BTreeMap<Sha256Hash, String>> {
    use entity::notice::{Column, Entity};
    let rows = Entity::find()
        .select_only()
        .columns([Column::Sha256, Column::Lang])
        .filter(Column::ClientId.eq(organisation.client().db()))
        .into_tuple::<(Vec<u8>, String)>()
        .all(&db.read)
        .await?;
    rows.into_iter().map(|(sha256, lang)| Ok((hash_from(&sha256, "notices.sha256")?, lang))).collect()
}

/// What receipts are written from.
struct Source {
    agent: AgentId,
    projects: Vec<Project>,
    policies: BTreeMap<ProjectId, Vec<Policy>>,
    langs: BTreeMap<Sha256Hash, String>,
}

impl Source {
    fn of_device(
        &self,
        device: DeviceId,
        state: &State,
        rows: &[entity::entry::Model],
    ) -> ApiResult<Vec<OwnReceipt>> {
        let mut before: BTreeMap<(ProjectId, Category), Decided> = BTreeMap::new();
        let mut made = Vec::new();
        for row in rows {
            let signed = stored_entry(row)?;
            let Body::Decision { project, category, decision, notice, receipt, channel, .. } =
                signed.entry.body
            else {
                return Err(corrupt("entries.kind").into());
            };
            let at = signed.entry.at;
            let decided = Decided { decision, coverage: Coverage { notice, receipt }, at };
            let previous = before.insert((project, category), decided);
            // What the server can't explain it makes no receipt of; the ledger has it all the same.
            let version = state.notice_version(project, notice);
            let Some((version, document)) = version.and_then(|version| {
                let act = Act { device, project, category, version, decided, channel };
                Some((version, self.document(&act, previous.as_ref())?))
            }) else {
                continue;
            };
            let name = self.projects.iter().find(|known| known.id == project).map(|known| known.name.clone());
            made.push(OwnReceipt {
                receipt,
                device,
                project,
                project_name: name.unwrap_or_default(),
                category,
                decision,
                policy_version: version,
                notice,
                at,
                document,
            });
        }
        Ok(made)
    }

    fn document(&self, act: &Act, previous: Option<&Decided>) -> Option<Value> {
        let Act { device, project, category, version, decided, channel } = *act;
        let notice = decided.coverage.notice;
        let policy = self.policies.get(&project)?.iter().find(|policy| policy.version == version)?;
        // One id for one decision, whenever it is asked for.
        let seed = Sha256Hash::of_parts([&decided.coverage.receipt.as_bytes()[..], b"server"]);
        let mut random = [0; 10];
        random.copy_from_slice(&seed.as_bytes()[..10]);
        let mut document = receipt(&ReceiptContext {
            id: RecordId::new(decided.at, random),
            agent: self.agent,
            device,
            project: self.projects.iter().find(|known| known.id == project)?,
            policy_version: version,
            terms: policy.terms(category)?,
            working_hours: policy.working_hours.as_ref(),
            category,
            notice,
            lang: self.langs.get(&notice).map_or("en", String::as_str),
            decision: decided.decision,
            previous,
            at: decided.at,
            channel,
        })
        .json;
        let original = BASE64_URL_SAFE_NO_PAD.encode(decided.coverage.receipt.as_bytes());
        document["dct:isVersionOf"] = json!({ "@id": format!("ni:///sha-256;{original}") });
        Some(document)
    }
}

/// A decision in a ledger.
#[derive(Clone, Copy)]
struct Act {
    device: DeviceId,
    project: ProjectId,
    category: Category,
    version: PolicyVersion,
    decided: Decided,
    channel: Channel,
}
