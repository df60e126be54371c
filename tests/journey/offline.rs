//! Promise 4 while the server is away: what is deleted or withdrawn then never gets there.

use super::rig::{Agent, PROJECT, Server, fast};

#[test]
fn what_is_deleted_or_withdrawn_offline_never_leaves() {
    let mut server =
        Server::start(&["--testing", "--review-minutes", "600", "--screenshots-per-hour", "120"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "screenshots", "work_notes"]);
    agent.json(&["sync"]);
    server.kill();
    let recording = agent.record(&["--sensors", "synthetic:9", "--clock", &fast(60)]);
    agent.json(&["note", "Words that shall go."]);
    agent.json(&["note", "Words that shall not go."]);
    agent.status_when("two screenshots", |s| s["session"]["totals"]["captures"].as_u64() >= Some(2));
    agent.json(&["outbox", "release"]);
    assert_eq!(agent.run(&["sync"]).0, 5, "the server can't be reached");
    agent.json(&["consent", "withdraw", "screenshots", "--project", PROJECT]);
    let out = agent.path().join("export.zip");
    agent.json(&["export", "--out", out.to_str().unwrap()]);
    let exported = super::export::files(&out);
    let (_, records) = exported.iter().find(|(name, _)| name == "records.json").unwrap();
    let records: serde_json::Value = serde_json::from_slice(records).unwrap();
    let notes = records["notes"].as_array().unwrap();
    let unwanted =
        notes.iter().find(|note| note["record"]["body"]["text"] == "Words that shall not go.").unwrap();
    let id = unwanted["record"]["id"].as_str().unwrap();
    let deleted = agent.json(&["outbox", "delete", id]);
    assert_eq!((&deleted["deleting"][0], &deleted["requested"]), (&id.into(), &serde_json::json!([])));
    agent.json(&["stop"]);
    recording.end();

    server.start_again();
    agent.json(&["outbox", "release"]);
    let synced = agent.json(&["sync"]);
    assert_eq!(synced["refused"], serde_json::json!([]), "{synced}");
    let log = server.work_log();
    assert_eq!(log["captures"], serde_json::json!([]));
    let texts: Vec<_> = log["notes"].as_array().unwrap().iter().map(|note| note["text"].as_str()).collect();
    assert_eq!(texts, [Some("Words that shall go.")]);
    agent.json(&["verify"]);
}
