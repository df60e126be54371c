use candor_domain::{ProjectId, policy::Announce, record::Coverage};

use super::*;

const AT: Timestamp = Timestamp::from_millis(1_795_320_306_789);

fn project() -> Project {
    Project {
        id: ProjectId::new(AT, [1; 10]),
        name: "Map of the harbour".into(),
        client: Client {
            id: candor_domain::ClientId::new(AT, [2; 10]),
            name: "Harbour Maps Ltd".into(),
            contact: "privacy@harbour.example".into(),
            address: "1 Quay Street, Dublin 1, Ireland".into(),
            jurisdiction: "Ireland, European Union".into(),
            authority: "Data Protection Commission, Ireland".into(),
            operator: "Candor Hosting".into(),
        },
        testing: false,
    }
}

fn terms(lawful_basis: LawfulBasis) -> Terms {
    Terms {
        requirement: Requirement::Optional,
        per_hour: 6,
        max_bytes: 500_000,
        announce: Announce::None,
        purpose: "To show the customer how the work went".into(),
        lawful_basis,
        recipients: vec!["The project's reviewers".into()],
        retention_days: 30,
        location: "Ireland".into(),
        declining: "Nothing changes".into(),
    }
}

fn write(category: Category, basis: LawfulBasis, decision: Decision, previous: Option<&Decided>) -> Receipt {
    receipt(&ReceiptContext {
        id: RecordId::new(AT, [3; 10]),
        agent: AgentId::new(AT, [4; 10]),
        device: DeviceId::new(AT, [5; 10]),
        project: &project(),
        policy_version: PolicyVersion::new(2),
        terms: &terms(basis),
        working_hours: None,
        category,
        notice: Sha256Hash::of("notice 2"),
        lang: "en",
        decision,
        previous,
        at: AT,
        channel: Channel::Cli,
    })
}

/// The hours and the announcements stand in it where the policy has any, and nothing does where it has none.
#[test]
fn it_says_when_recording_may_run_and_what_is_announced() {
    let hours: WorkingHours =
        serde_json::from_value(json!({"days": ["mon", "fri"], "from": "09:00", "to": "17:30"})).unwrap();
    let project = project();
    let context = |terms, working_hours| ReceiptContext {
        id: RecordId::new(AT, [3; 10]),
        agent: AgentId::new(AT, [4; 10]),
        device: DeviceId::new(AT, [5; 10]),
        project: &project,
        policy_version: PolicyVersion::new(2),
        terms,
        working_hours,
        category: Category::Screenshots,
        notice: Sha256Hash::of("notice 2"),
        lang: "en",
        decision: Decision::Granted,
        previous: None,
        at: AT,
        channel: Channel::Cli,
    };
    let plain = terms(LawfulBasis::Consent);
    let announced = Terms { announce: Announce::Before, ..plain.clone() };
    let without = receipt(&context(&plain, None));
    let mut with = receipt(&context(&announced, Some(&hours)));
    let process = with.json["dpv:hasRecordOfActivity"]["dpv:hasProcess"].as_object_mut().unwrap();
    assert_eq!(process.remove("candor:announce"), Some(json!("before")));
    let said = process.remove("candor:workingHours");
    let days = json!({"candor:days": ["mon", "fri"], "candor:from": "09:00", "candor:to": "17:30"});
    assert_eq!(said, Some(days));
    assert_eq!(with, without);
}

fn earlier(decision: Decision, notice: &str) -> Decided {
    let coverage = Coverage { notice: Sha256Hash::of(notice), receipt: Sha256Hash::of("receipt") };
    Decided { decision, coverage, at: AT }
}

fn status(receipt: &Receipt) -> String {
    let types = &receipt.json["dpv:hasRecordOfActivity"]["dpv:hasConsentStatus"]["@type"];
    types.get(0).unwrap_or(types).as_str().unwrap_or("none").into()
}

#[test]
fn a_decision_has_its_state() {
    use Decision::{Declined, Granted, Withdrawn};
    let cases = [
        (Granted, None, "dpv:ConsentGiven"),
        (Granted, Some(earlier(Granted, "notice 1")), "dpv:RenewedConsentGiven"),
        (Granted, Some(earlier(Granted, "notice 2")), "dpv:ConsentGiven"),
        (Granted, Some(earlier(Withdrawn, "notice 1")), "dpv:ConsentGiven"),
        (Granted, Some(earlier(Declined, "notice 1")), "dpv:ConsentGiven"),
        (Declined, None, "dpv:ConsentRefused"),
        (Declined, Some(earlier(Granted, "notice 1")), "dpv:ConsentRefused"),
        (Withdrawn, Some(earlier(Granted, "notice 2")), "dpv:ConsentWithdrawn"),
    ];
    for (decision, previous, expected) in cases {
        let receipt = write(Category::Screenshots, LawfulBasis::Consent, decision, previous.as_ref());
        assert_eq!(status(&receipt), expected, "{decision:?} after {previous:?}");
        assert_eq!(receipt.json.get("dct:replaces").is_some(), previous.is_some());
    }
}

#[test]
fn another_basis_is_never_consent() {
    for basis in [LawfulBasis::Contract, LawfulBasis::LegalObligation, LawfulBasis::LegitimateInterests] {
        for decision in [Decision::Granted, Decision::Declined, Decision::Withdrawn] {
            let previous = earlier(Decision::Granted, "notice 1");
            let receipt = write(Category::Screenshots, basis, decision, Some(&previous));
            let text = String::from_utf8(receipt.canonical_bytes()).unwrap();
            for consent in ["ConsentGiven", "ExpressedConsent", "ConsentRecord", "ConsentStatus", "A6-1-a"] {
                assert!(!text.contains(consent), "{consent} in {text}");
            }
            let record = &receipt.json["dpv:hasRecordOfActivity"];
            let switch =
                if decision == Decision::Granted { "candor:SwitchedOn" } else { "candor:SwitchedOff" };
            assert_eq!(record["candor:switch"]["@type"], switch);
        }
    }
    let receipt = write(Category::Screenshots, LawfulBasis::Contract, Decision::Granted, None);
    assert_eq!(receipt.json["dpv:hasRecordOfActivity"]["dpv:hasLegalBasis"][0], "dpv:Contract");
}

#[test]
fn no_term_for_faces_or_feelings_is_used() {
    for category in Category::ALL {
        let receipt = write(category, LawfulBasis::Consent, Decision::Granted, None);
        let text = String::from_utf8(receipt.canonical_bytes()).unwrap().to_lowercase();
        for term in ["facial", "emotion", "biometric", "keystroke", "typing"] {
            assert!(!text.contains(term), "{term} in the receipt of {category}");
        }
        let (own, broader): (_, &[_]) = match category {
            // The term of DPV 2.1 and before, and that of DPV 2.2.
            Category::ActivityCounts => ("candor:ActivityCounts", &["pd:Behavioral", "pd:Behavioural"]),
            Category::Screenshots => ("candor:Screenshot", &["pd:Picture"]),
            Category::WebcamStills => ("candor:WebcamStill", &["pd:Picture"]),
            Category::WorkNotes => ("candor:WorkNote", &["dpv:PersonalData"]),
        };
        let data = &receipt.json["dpv:hasRecordOfActivity"]["dpv:hasProcess"]["dpv:hasPersonalData"];
        assert_eq!((&data["@id"], &data["skos:broader"]), (&json!(own), &json!(broader)));
    }
}

/// Every field that the guide's sections 8 and 9 mark as one that must be present.
#[test]
fn every_mandatory_field_is_filled() {
    const FIELDS: [&str; 44] = [
        "/dct:conformsTo",
        "/dpv:hasIdentifier",
        "/dct:created",
        "/dpv:hasRecordOfActivity/dct:conformsTo",
        "/dpv:hasRecordOfActivity/dct:identifier",
        "/dpv:hasRecordOfActivity/dpv:hasDataSubject/dct:identifier",
        "/dpv:hasRecordOfActivity/dpv:hasNotice/@id",
        "/dpv:hasRecordOfActivity/dpv:hasNotice/dct:language",
        "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasPurpose/dct:description",
        "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasPersonalData/@id",
        "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasPersonalData/skos:broader/0",
        "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasNecessity",
        "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasStorageCondition/0/dpv:hasLocation/dct:title",
        "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasStorageCondition/1/dpv:hasDuration/rdf:value",
        "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasDataController",
        "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasRecipient/0/@id",
        "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasRecipient/2/dpv:hasName",
        "/dpv:hasRecordOfActivity/dpv:hasDataController",
        "/dpv:hasRecordOfActivity/dpv:hasConsentControl/dpv:isExercisedAt",
        "/dpv:hasRecordOfActivity/dpv:hasJurisdiction/dct:title",
        "/dpv:hasRecordOfActivity/dpv:hasRight/0/dpv:isExercisedAt",
        "/dpv:hasRecordOfActivity/dpv:hasRight/7/dpv:isExercisedAt",
        "/dpv:hasRecordOfActivity/dpv:hasLegalBasis/0",
        "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/@type/0",
        "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/dpv:isIndicatedAtTime",
        "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/dpv:isIndicatedBy",
        "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/dpv:hasDuration/rdf:value",
        "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/dpv:hasIndicationMethod",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/0/@id",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/0/@type/1",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasIdentifier",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasName",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasAddress",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/0/schema:contactPoint/schema:description",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/1/@type/1",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/1/dpv:hasIdentifier",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/1/dpv:hasName",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/1/dpv:hasAddress",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/1/schema:contactPoint/schema:description",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/2/@type/1",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/2/dpv:hasIdentifier",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/2/dpv:hasName",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/2/dpv:hasAddress",
        "/dpv:hasRecordOfActivity/dpv:hasEntity/2/schema:contactPoint/schema:description",
    ];
    for category in Category::ALL {
        let receipt = write(category, LawfulBasis::Consent, Decision::Granted, None);
        for field in FIELDS {
            let text = receipt.json.pointer(field).and_then(Value::as_str);
            assert!(text.is_some_and(|text| !text.is_empty()), "{field} in {:#}", receipt.json);
        }
    }
}

/// What ISO/IEC TS 27560 calls party_address and jurisdiction is said by the client for itself; nothing else passes for it.
#[test]
fn address_and_jurisdiction_are_the_clients() {
    let receipt = write(Category::Screenshots, LawfulBasis::Consent, Decision::Granted, None);
    let record = &receipt.json["dpv:hasRecordOfActivity"];
    assert_eq!(
        record["dpv:hasJurisdiction"],
        json!({"@type": "dpv:Location", "dct:title": "Ireland, European Union"})
    );
    let [client, operator] = [0, 1].map(|at| &record["dpv:hasEntity"][at]);
    assert_eq!(client["dpv:hasAddress"], "1 Quay Street, Dublin 1, Ireland");
    assert_eq!(client["schema:contactPoint"]["schema:description"], "privacy@harbour.example");
    assert_eq!(operator["dpv:hasAddress"], "Through Harbour Maps Ltd: 1 Quay Street, Dublin 1, Ireland");
}

#[test]
fn the_hash_is_that_of_the_canonical_bytes() {
    let receipt = write(Category::WorkNotes, LawfulBasis::Consent, Decision::Granted, None);
    let read: Receipt = serde_json::from_slice(&receipt.canonical_bytes()).unwrap();
    assert_eq!(read, receipt);
    assert_eq!(read.sha256(), receipt.sha256());
    let other = write(Category::WorkNotes, LawfulBasis::Consent, Decision::Declined, None);
    assert_ne!(other.sha256(), receipt.sha256());
}
