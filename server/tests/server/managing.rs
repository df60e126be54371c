//! People, devices, projects and policies as a client's members manage them.

use axum::http::{Method, StatusCode};
use candor_consent::entry::Decision;
use candor_domain::{Category, Millis};
use candor_server::admin::Role;
use candor_wire::{ErrorCode, path};
use serde_json::{Value, json};

use crate::{device::TestDevice, team::post, world::World};

async fn delete(world: &World, client: &str, token: &str, path: &str) -> crate::world::Answer {
    world.request(Method::DELETE, &format!("/api/v1/clients/{client}{path}"), Some(token)).await
}

#[tokio::test]
async fn an_agent_is_invited_decides_and_is_ended() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    let owner = &made.member.token;
    let invited = post(&world, &made, owner, "/agents", &json!({"name": " Bela "})).await;
    assert_eq!(invited.status, StatusCode::CREATED, "{invited:?}");
    let invited = invited.json();
    let link = invited["invitation"].as_str().unwrap();
    let mut bela = TestDevice::enrolled(&world, link, made.project, 7).await;
    bela.sync(&world).await;
    let agents = world.read(&made, "/agents").await;
    assert_eq!(agents["items"][0]["name"], "Bela");
    assert_eq!(agents["items"][0]["devices"][0]["id"], bela.id.to_string());
    assert_eq!(agents["items"][0]["devices"][0]["ledger_size"], 1);
    assert_eq!(agents["next"], Value::Null);

    // The matrix says what each ledger says.
    device.grant(&world, &[Category::Screenshots]).await;
    let (notice, _) = device.notice(&world).await;
    device.decide(&world, Category::WebcamStills, Decision::Declined, notice);
    device.sync(&world).await;
    let agent = world.read(&made, &format!("/agents/{}", made.agent)).await;
    let consents = agent["consents"].as_array().unwrap();
    let about = |category: &str| consents.iter().find(|consent| consent["category"] == category).unwrap();
    assert_eq!(consents.len(), 4);
    assert_eq!(about("screenshots")["decision"], "granted");
    assert_eq!(about("screenshots")["policy_version"], 1);
    assert_eq!(about("screenshots")["notice"], notice.to_string());
    assert_eq!(about("webcam_stills")["decision"], "declined");
    assert_eq!(
        (&about("work_notes")["decision"], &about("work_notes")["current"]),
        (&Value::Null, &json!(false))
    );

    // A second invitation is taken back; one that was used can't be.
    let second =
        post(&world, &made, owner, "/agents", &json!({"agent": made.agent, "days": 1})).await.ok().json();
    let all = world.read(&made, "/invitations").await;
    assert_eq!(all["items"].as_array().unwrap().len(), 3);
    assert!(!all.to_string().contains('#'), "no secret is told again");
    let client = made.client.to_string();
    let at = format!("/invitations/{}", second["id"].as_str().unwrap());
    assert_eq!(delete(&world, &client, owner, &at).await.status, StatusCode::NO_CONTENT);
    assert_eq!(delete(&world, &client, owner, &at).await.code(), ErrorCode::NotFound);
    let secret = second["invitation"].as_str().unwrap().split_once('#').unwrap().1;
    assert_eq!(bela.preview(&world, secret).await.code(), ErrorCode::InvitationUnknown);
    let used = format!("/invitations/{}", invited["id"].as_str().unwrap());
    let answer = delete(&world, &client, owner, &used).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, ErrorCode::InvitationUsed));

    // A device that is ended brings nothing more.
    let at = format!("/devices/{}/revocation", bela.id);
    for _ in 0..2 {
        assert_eq!(post(&world, &made, owner, &at, &json!({})).await.status, StatusCode::NO_CONTENT);
        world.env.advance(Millis::new(1));
    }
    let refused = bela.request(&world, Method::GET, path::POLICIES, Vec::new()).await;
    assert_eq!(refused.code(), ErrorCode::DeviceRevoked);
    let agents = world.read(&made, "/agents").await;
    let since = agents["items"][0]["devices"][0]["revoked_at"].as_str().unwrap();
    assert_eq!(since, world.env.now().minus(Millis::new(2)).to_string(), "it stays ended since then");

    for (what, bad) in [
        ("nobody", json!({})),
        ("two at once", json!({"name": "A", "agent": made.agent})),
        ("an empty name", json!({"name": "  "})),
        ("two lines", json!({"name": "A\nB"})),
        ("for ever", json!({"name": "A", "days": 91})),
        ("no days", json!({"name": "A", "days": 0})),
    ] {
        assert_eq!(post(&world, &made, owner, "/agents", &bad).await.code(), ErrorCode::Malformed, "{what}");
    }
    let other = world.quickstart(false).await;
    for (what, path, body) in [
        ("another's agent", "/agents".to_owned(), json!({"agent": other.agent})),
        ("another's device", format!("/devices/{}/revocation", made.agent), json!({})),
    ] {
        assert_eq!(post(&world, &made, owner, &path, &body).await.code(), ErrorCode::NotFound, "{what}");
    }
    let theirs = format!("/devices/{}/revocation", device.id);
    let answer = post(&world, &other, &other.member.token, &theirs, &json!({})).await;
    assert_eq!(answer.code(), ErrorCode::NotFound);
    assert_eq!(world.get(&other, &format!("/agents/{}", made.agent)).await.code(), ErrorCode::NotFound);
    let admin = world.admin().await;
    let reviewer = admin.create_member(made.client, "Rita", Role::Reviewer, None).await.unwrap().token;
    admin.close().await;
    let answer = post(&world, &made, &reviewer, "/agents", &json!({"name": "A"})).await;
    assert_eq!(answer.code(), ErrorCode::Forbidden);
}

pub fn draft(per_hour: u32, webcam: &str, retention: u32) -> Value {
    let terms = |requirement: &str, per_hour: u32| {
        json!({
            "requirement": requirement, "per_hour": per_hour, "max_bytes": 600_000, "purpose": "To see the work.",
            "lawful_basis": "consent", "recipients": ["Reviewers of the client"], "retention_days": retention,
            "location": "In Ireland", "declining": "Nothing changes.",
        })
    };
    json!({
        "review_minutes": 10, "grace_hours": 24,
        "categories": {"screenshots": terms("optional", per_hour), "webcam_stills": terms(webcam, 2)},
    })
}

#[tokio::test]
async fn a_policy_is_looked_at_and_published_once() {
    let world = World::new().await;
    let (mut device, made) = world.device().await;
    let owner = &made.member.token;
    world.env.advance(Millis::new(1));
    let project = post(&world, &made, owner, "/projects", &json!({"name": "Harbour"})).await;
    assert_eq!(project.status, StatusCode::CREATED, "{project:?}");
    let project = project.json();
    assert_eq!(project["project"]["policy"], Value::Null);
    let id = project["project"]["id"].as_str().unwrap();
    let (at, look) = (format!("/projects/{id}/policies"), format!("/projects/{id}/policies/preview"));

    let first = post(&world, &made, owner, &look, &draft(13, "required", 400)).await.ok().json();
    assert_eq!((&first["version"], &first["based_on"]), (&json!(1), &Value::Null));
    let concerns: Vec<_> = first["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| warning["concern"].as_str().unwrap())
        .collect();
    assert_eq!(
        concerns,
        ["many_screenshots", "long_retention", "webcam_required", "consent_not_free", "long_retention"]
    );
    let langs: Vec<_> = first["notices"].as_array().unwrap().iter().map(|notice| &notice["lang"]).collect();
    assert_eq!(langs, ["en", "de", "es"]);
    assert_eq!(world.read(&made, &format!("/projects/{id}")).await["policies"], json!([]), "nothing is kept");

    let publish = |based_on: Value, policy: Value| json!({"based_on": based_on, "policy": policy});
    let done = post(&world, &made, owner, &at, &publish(Value::Null, draft(6, "off", 90))).await;
    assert_eq!(done.status, StatusCode::CREATED, "{done:?}");
    // Who read it before that must read it again.
    let late = post(&world, &made, owner, &at, &publish(Value::Null, draft(7, "off", 90))).await;
    assert_eq!((late.status, late.code()), (StatusCode::CONFLICT, ErrorCode::Outdated));

    // Whoever decided under the first version must decide again only where the next asks more.
    device.project = id.parse().unwrap();
    device.grant(&world, &[Category::Screenshots]).await;
    device.sync(&world).await;
    let same = post(&world, &made, owner, &look, &draft(5, "off", 90)).await.ok().json();
    assert_eq!((&same["wider"], &same["agents_to_decide"]), (&json!([]), &json!(0)));
    let more = post(&world, &made, owner, &look, &draft(8, "optional", 90)).await.ok().json();
    assert_eq!(more["wider"], json!(["screenshots", "webcam_stills"]));
    assert_eq!(more["agents_to_decide"], 1);
    let changes = more["changes"]["de"].as_array().unwrap();
    assert!(changes.len() >= 2 && changes.iter().all(|change| change["wider"] == true), "{changes:?}");
    let done =
        post(&world, &made, owner, &at, &publish(json!(1), draft(8, "optional", 90))).await.ok().json();
    assert_eq!(done["policy"]["version"], 2);
    let agent = world.read(&made, &format!("/agents/{}", made.agent)).await;
    let mine: Vec<_> =
        agent["consents"].as_array().unwrap().iter().filter(|consent| consent["project"] == id).collect();
    assert_eq!(
        (mine.len(), &mine[0]["decision"], &mine[0]["current"]),
        (2, &json!("granted"), &json!(false))
    );
    let list = world.read(&made, "/projects").await;
    assert_eq!((&list["items"][0]["policy"], &list["items"][1]["policy"]), (&json!(1), &json!(2)));
    let detail = world.read(&made, &format!("/projects/{id}")).await;
    let versions: Vec<_> = detail["policies"].as_array().unwrap().iter().map(|p| &p["version"]).collect();
    assert_eq!(versions, [&json!(2), &json!(1)]);
    assert_eq!(detail["notices"].as_array().unwrap().len(), 3);

    let mut silent = draft(6, "off", 90);
    silent["categories"]["screenshots"].as_object_mut().unwrap().remove("lawful_basis");
    for (what, bad) in [
        ("no lawful basis", silent),
        ("kept for ever", draft(6, "off", 4_000)),
        ("no rate", draft(0, "off", 90)),
        ("no policy", json!({})),
    ] {
        let answer = post(&world, &made, owner, &look, &bad).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, ErrorCode::Malformed), "{what}");
        let answer = post(&world, &made, owner, &at, &publish(json!(2), bad)).await;
        assert_eq!(answer.code(), ErrorCode::Malformed, "{what}");
    }
    let unbased = json!({"policy": draft(6, "off", 90)});
    assert_eq!(post(&world, &made, owner, &at, &unbased).await.code(), ErrorCode::Malformed);
    let other = world.quickstart(false).await;
    for path in [&at, &look] {
        let body = if path == &at { publish(json!(2), draft(6, "off", 90)) } else { draft(6, "off", 90) };
        let answer = post(&world, &other, &other.member.token, path, &body).await;
        assert_eq!(answer.code(), ErrorCode::NotFound, "{path}");
    }
    assert_eq!(world.get(&other, &format!("/projects/{id}")).await.code(), ErrorCode::NotFound);
    let admin = world.admin().await;
    let auditor = admin.create_member(made.client, "Otto", Role::Auditor, None).await.unwrap().token;
    admin.close().await;
    for (path, body) in [("/projects", json!({"name": "X"})), (&look, draft(6, "off", 90))] {
        assert_eq!(post(&world, &made, &auditor, path, &body).await.code(), ErrorCode::Forbidden, "{path}");
    }
}
