//! Receipts: an agent's decisions in the form that other tools understand.
//!
//! A receipt is JSON-LD in the terms of the W3C community group's Data Privacy Vocabulary (DPV 2), in the shape of its guide
//! "Consent Records and Receipts as per ISO/IEC TS 27560:2023 using DPV" (sections 8 and 9, profiles
//! `https://w3id.org/dpv/schema/dpv-27560#receipt` and `#record`): one receipt around one record, for one category. Its
//! context stands inside it, so that reading one never needs the network.
//!
//! A category is Candor's own term with the broader ones that others know; where DPV 2.2 renamed one, `pd:Behavioral` to
//! `pd:Behavioural`, a receipt names both, so that tools of either version find it.
//!
//! The ledger holds only a receipt's hash. The receipt itself names the client, the operator and the purpose, never the
//! agent, and is erased with the rest of an enrolment.

mod terms;

use candor_domain::{
    AgentId, Category, DeviceId, RecordId, Sha256Hash, Timestamp,
    policy::{Announce, Client, LawfulBasis, PolicyVersion, Project, Requirement, Terms, WorkingHours},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    canonical,
    entry::{Channel, Decision},
    ledger::Decided,
};

/// What a receipt is written from.
#[derive(Debug, Clone, Copy)]
pub struct ReceiptContext<'a> {
    /// The receipt's own identifier.
    pub id: RecordId,
    /// The agent who decided.
    pub agent: AgentId,
    /// The enrolment's device.
    pub device: DeviceId,
    /// The project and its client.
    pub project: &'a Project,
    /// The version of the policy that the notice renders.
    pub policy_version: PolicyVersion,
    /// That version's terms for the category.
    pub terms: &'a Terms,
    /// The hours outside which that version lets no session run.
    pub working_hours: Option<&'a WorkingHours>,
    /// The category decided about.
    pub category: Category,
    /// SHA-256 of the notice decided on.
    pub notice: Sha256Hash,
    /// The notice's language, as a BCP 47 tag.
    pub lang: &'a str,
    /// What was decided.
    pub decision: Decision,
    /// The decision in force until now, as [`State::decided`](crate::ledger::State::decided) gives it.
    pub previous: Option<&'a Decided>,
    /// When, by the wall clock.
    pub at: Timestamp,
    /// Where.
    pub channel: Channel,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Receipt {
    /// The JSON-LD document; its numbers are within ±[`whole::MAX`](candor_domain::whole::MAX).
    #[serde(deserialize_with = "canonical::read_any")]
    pub json: Value,
}

impl Receipt {
    /// Its RFC 8785 canonical bytes: what is stored, exported and hashed.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        canonical::bytes(&self.json)
    }

    /// SHA-256 of the canonical bytes, by which ledger entries and records name it.
    pub fn sha256(&self) -> Sha256Hash {
        Sha256Hash::of(self.canonical_bytes())
    }
}

/// What the agent's decision comes to in DPV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    ConsentGiven,
    RenewedConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    /// The basis isn't consent: the agent merely switched the recording on or off.
    Switched(bool),
}

impl Status {
    fn of(context: &ReceiptContext<'_>) -> Self {
        if context.terms.lawful_basis != LawfulBasis::Consent {
            return Self::Switched(context.decision == Decision::Granted);
        }
        match (context.decision, context.previous) {
            (Decision::Declined, _) => Self::ConsentRefused,
            (Decision::Withdrawn, _) => Self::ConsentWithdrawn,
            (Decision::Granted, Some(earlier))
                if earlier.decision == Decision::Granted && earlier.coverage.notice != context.notice =>
            {
                Self::RenewedConsentGiven
            }
            (Decision::Granted, _) => Self::ConsentGiven,
        }
    }

    const fn term(self) -> &'static str {
        match self {
            Self::ConsentGiven => "dpv:ConsentGiven",
            Self::RenewedConsentGiven => "dpv:RenewedConsentGiven",
            Self::ConsentRefused => "dpv:ConsentRefused",
            Self::ConsentWithdrawn => "dpv:ConsentWithdrawn",
            Self::Switched(true) => "candor:SwitchedOn",
            Self::Switched(false) => "candor:SwitchedOff",
        }
    }
}

/// The receipt of a decision.
pub fn receipt(context: &ReceiptContext<'_>) -> Receipt {
    let client = &context.project.client;
    let id = uuid_iri(context.id);
    let mut json = json!({
        "@context": terms::context(),
        "@id": id,
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#receipt",
        "dct:identifier": context.id,
        "dpv:hasIdentifier": context.id,
        "dct:created": context.at,
        "dct:publisher": uuid_iri(client.id),
        "schema:recipient": uuid_iri(context.agent),
        "dpv:hasRecordOfActivity": record(context, &id),
    });
    if let Some(earlier) = context.previous {
        json["dct:replaces"] = hash_iri(earlier.coverage.receipt).into();
    }
    Receipt { json }
}

fn record(context: &ReceiptContext<'_>, receipt: &str) -> Value {
    let status = Status::of(context);
    let (client, terms) = (&context.project.client, context.terms);
    let consent = !matches!(status, Status::Switched(_));
    let mut record = json!({
        "@id": format!("{receipt}#record"),
        "@type": if consent { "dpv:ConsentRecord" } else { "dpv:DataProcessingRecord" },
        "dct:identifier": format!("{}#record", context.id),
        "dct:created": context.at,
        "dpv:hasDataSubject": {
            "@id": uuid_iri(context.agent),
            "@type": "dpv:DataSubject",
            "dct:identifier": context.agent,
            "candor:device": uuid_iri(context.device),
        },
        "dpv:hasDataController": uuid_iri(client.id),
        "dpv:hasDataProcessor": "_:operator",
        "dpv:hasAuthority": "_:authority",
        "dpv:hasEntity": entities(client),
        "dpv:hasJurisdiction": {"@type": "dpv:Location", "dct:title": client.jurisdiction},
        "dpv:hasLegalBasis": basis(terms.lawful_basis),
        "dpv:hasNotice": {
            "@id": hash_iri(context.notice),
            "@type": if consent { "dpv:ConsentNotice" } else { "dpv:PrivacyNotice" },
            "dct:identifier": context.notice,
            "dct:language": context.lang,
            "candor:policyVersion": context.policy_version,
        },
        "dpv:hasProcess": process(context),
        "dpv:hasRight": terms::rights(client),
    });
    let method = exercise(context);
    if consent {
        record["dct:conformsTo"] = "https://w3id.org/dpv/schema/dpv-27560#record".into();
        record["dpv:hasConsentControl"] =
            json!({"@type": ["dpv:ProvideConsent", "dpv:WithdrawConsent"], "dpv:isExercisedAt": method});
        record["dpv:hasConsentStatus"] = event(context, status);
    } else {
        record["dpv:hasEntityInvolvement"] = json!({
            "@type": ["dpv:OptingInToProcess", "dpv:OptingOutFromProcess"],
            "dpv:isExercisedAt": method,
        });
        record["candor:switch"] = event(context, status);
    }
    record
}

/// The act itself. ISO/IEC TS 27560 wants its state, time, duration and who expressed it; the guide adds how.
fn event(context: &ReceiptContext<'_>, status: Status) -> Value {
    let types = match status {
        Status::ConsentGiven | Status::RenewedConsentGiven => {
            json!([status.term(), "dpv:ExpressedConsent"])
        }
        _ => json!(status.term()),
    };
    let until = match context.decision {
        Decision::Granted => "The agent declines or withdraws, or the policy asks for more than was granted",
        Decision::Declined | Decision::Withdrawn => "The agent grants it",
    };
    json!({
        "@type": types,
        "dpv:isIndicatedAtTime": context.at,
        "dpv:isIndicatedBy": uuid_iri(context.agent),
        "dpv:hasIndicationMethod": match context.channel {
            Channel::App => "A choice for this category alone in the desktop app",
            Channel::Cli => "A command that names this category, on the agent's device",
            Channel::Portal => "A choice for this category alone on the agent's page in the portal",
        },
        "dpv:hasDuration": {"@type": "dpv:UntilEventDuration", "rdf:value": until},
        "candor:decision": context.decision,
        "candor:channel": context.channel,
    })
}

fn process(context: &ReceiptContext<'_>) -> Value {
    let terms = context.terms;
    let client = uuid_iri(context.project.client.id);
    let recipients =
        terms.recipients.iter().map(|name| json!({"@type": "dpv:Recipient", "dpv:hasName": name}));
    let recipients: Vec<Value> =
        [json!({"@id": client}), json!({"@id": "_:operator"})].into_iter().chain(recipients).collect();
    let mut process = json!({
        "@type": "dpv:Process",
        "dct:title": context.project.name,
        "candor:project": uuid_iri(context.project.id),
        "candor:category": context.category,
        "dpv:hasPurpose": {"@type": "dpv:Purpose", "dct:description": terms.purpose},
        "dpv:hasPersonalData": {
            "@id": terms::personal_data(context.category).0,
            "@type": "dpv:PersonalData",
            "skos:broader": terms::personal_data(context.category).1,
            "dct:description": terms::personal_data(context.category).2,
            "dpv:hasDataSource": "dpv:DataSubjectDataSource",
        },
        "dpv:hasNecessity":
            if terms.requirement == Requirement::Required { "dpv:Required" } else { "dpv:Optional" },
        "dpv:hasProcessing": match context.category {
            Category::WorkNotes => ["dpv:Collect", "dpv:Store", "dpv:Use"],
            _ => ["dpv:Observe", "dpv:Store", "dpv:Use"],
        },
        "dpv:hasFrequency": {"@type": "dpv:Frequency", "candor:perHourAtMost": terms.per_hour},
        "candor:bytesAtMost": terms.max_bytes,
        "dpv:hasDataController": client,
        "dpv:hasRecipient": recipients,
        "dpv:hasStorageCondition": [
            {
                "@type": "dpv:StorageLocation",
                "dpv:hasLocation": {"@type": "dpv:Location", "dct:title": terms.location},
            },
            {
                "@type": "dpv:StorageDuration",
                "dpv:hasDuration":
                    {"@type": "dpv:TemporalDuration", "rdf:value": format!("P{}D", terms.retention_days)},
            },
        ],
    });
    if let Some(hours) = context.working_hours {
        process["candor:workingHours"] =
            json!({"candor:days": hours.days, "candor:from": hours.from, "candor:to": hours.to});
    }
    if terms.announce != Announce::None {
        process["candor:announce"] = json!(terms.announce);
    }
    process
}

/// Who has which part in it, with the names and contacts that the standard wants of all but the data subject. The
/// operator and the authority have no identifiers in Candor: their names are what is known of them.
fn entities(client: &Client) -> Value {
    let contact = |at: &str| json!({"@type": "schema:ContactPoint", "schema:contactType": "Personal data", "schema:description": at});
    json!([
        {
            "@id": uuid_iri(client.id),
            "@type": ["dpv:LegalEntity", "dpv:DataController"],
            "dpv:hasIdentifier": client.id,
            "dpv:hasName": client.name,
            "dpv:hasAddress": client.address,
            "schema:contactPoint": contact(&client.contact),
        },
        {
            "@id": "_:operator",
            "@type": ["dpv:LegalEntity", "dpv:DataProcessor"],
            "dpv:hasIdentifier": client.operator,
            "dpv:hasName": client.operator,
            "dpv:hasAddress": format!("Through {}: {}", client.name, client.address),
            "schema:contactPoint": contact(&format!("Through {}: {}", client.name, client.contact)),
        },
        {
            "@id": "_:authority",
            "@type": ["dpv:LegalEntity", "dpv:Authority"],
            "dpv:hasIdentifier": client.authority,
            "dpv:hasName": client.authority,
            "dpv:hasAddress": client.authority,
            "schema:contactPoint": contact(&client.authority),
        },
    ])
}

fn basis(basis: LawfulBasis) -> Value {
    match basis {
        LawfulBasis::Consent => json!(["dpv:ExpressedConsent", "eu-gdpr:A6-1-a"]),
        LawfulBasis::Contract => json!(["dpv:Contract", "eu-gdpr:A6-1-b"]),
        LawfulBasis::LegalObligation => json!(["dpv:LegalObligation", "eu-gdpr:A6-1-c"]),
        LawfulBasis::LegitimateInterests => json!(["dpv:LegitimateInterest", "eu-gdpr:A6-1-f"]),
    }
}

/// How the agent turns the category on and off, which takes one act either way.
fn exercise(context: &ReceiptContext<'_>) -> String {
    format!(
        "In Candor on the agent's device, for example by `candor consent withdraw {} --project {}`",
        context.category, context.project.id
    )
}

fn uuid_iri(id: impl std::fmt::Display) -> String {
    format!("urn:uuid:{id}")
}

/// RFC 6920, section 3: the name of what has this digest.
fn hash_iri(hash: Sha256Hash) -> String {
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    format!("ni:///sha-256;{}", BASE64_URL_SAFE_NO_PAD.encode(hash.as_bytes()))
}

#[cfg(test)]
mod tests;
