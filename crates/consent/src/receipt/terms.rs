//! The vocabularies that a receipt is written in, and Candor's own terms.

use candor_domain::{Category, policy::Client};
use serde_json::{Map, Value, json};

/// Properties whose values are things, not texts.
const OBJECTS: [&str; 22] = [
    "candor:device",
    "candor:project",
    "dct:conformsTo",
    "dct:publisher",
    "dct:replaces",
    "dpv:hasAuthority",
    "dpv:hasDataController",
    "dpv:hasDataProcessor",
    "dpv:hasDataSource",
    "dpv:hasDataSubject",
    "dpv:hasEntity",
    "dpv:hasJurisdiction",
    "dpv:hasLegalBasis",
    "dpv:hasNecessity",
    "dpv:hasNotice",
    "dpv:hasPersonalData",
    "dpv:hasProcessing",
    "dpv:hasRecipient",
    "dpv:hasRight",
    "dpv:isIndicatedBy",
    "schema:recipient",
    "skos:broader",
];

/// Properties whose values are times.
const TIMES: [&str; 2] = ["dct:created", "dpv:isIndicatedAtTime"];

/// The JSON-LD 1.1 context.
pub(super) fn context() -> Value {
    let mut context = json!({
        "@version": 1.1,
        "candor": "https://candor.example/terms#",
        "dct": "http://purl.org/dc/terms/",
        "dpv": "https://w3id.org/dpv#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "pd": "https://w3id.org/dpv/pd#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    let typed = |name: &str, kind: &str| (name.to_owned(), json!({"@id": name, "@type": kind}));
    let coerced: Map<String, Value> = OBJECTS
        .iter()
        .map(|name| typed(name, "@id"))
        .chain(TIMES.iter().map(|name| typed(name, "xsd:dateTime")))
        .collect();
    if let Value::Object(terms) = &mut context {
        terms.extend(coerced);
    }
    context
}

/// A category's own term, the terms that are broader, and what it is in words.
///
/// `pd:Behavioral` became `pd:Behavioural` in DPV 2.2; both are named, so that tools of either spelling find it. No term for
/// faces, expressions or emotions is ever used: nothing of the kind is read from pictures.
pub(super) fn personal_data(category: Category) -> (&'static str, &'static [&'static str], &'static str) {
    match category {
        Category::ActivityCounts => (
            "candor:ActivityCounts",
            &["pd:Behavioral", "pd:Behavioural"],
            "How many key presses, clicks and scroll steps, how far the pointer moved and in how many seconds \
             anything of this happened, in each minute; never which keys",
        ),
        Category::Screenshots => ("candor:Screenshot", &["pd:Picture"], "Pictures of the screens"),
        Category::WebcamStills => ("candor:WebcamStill", &["pd:Picture"], "Single pictures from the webcam"),
        Category::WorkNotes => {
            ("candor:WorkNote", &["dpv:PersonalData"], "What the agent writes about the work")
        }
    }
}

/// The agent's rights and where they are exercised.
pub(super) fn rights(client: &Client) -> Value {
    let at_client = format!("{}: {}", client.name, client.contact);
    let rights = [
        ("eu-gdpr:A7-3", "Withdraw consent", "In Candor on the agent's device"),
        ("eu-gdpr:A15", "Access", &at_client),
        ("eu-gdpr:A16", "Correction", &at_client),
        ("eu-gdpr:A17", "Erasure", &at_client),
        ("eu-gdpr:A18", "Restriction", &at_client),
        ("eu-gdpr:A20", "Portability", "In Candor on the agent's device, for example by `candor export`"),
        ("eu-gdpr:A21", "Objection", &at_client),
        ("eu-gdpr:A77", "Complaint", &client.authority),
    ];
    rights
        .map(|(term, title, at)| {
            json!({"@type": ["dpv:DataSubjectRight", term], "dct:title": title, "dpv:isExercisedAt": at})
        })
        .to_vec()
        .into()
}
