//! The audit log: what stands in it, who reads it, and that nobody changes it.

use axum::http::Method;
use candor_server::admin::Role;
use candor_wire::ErrorCode;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};

use crate::{browser::Browser, world::World};

const EMAIL: &str = "owner@harbour.example";

#[tokio::test]
async fn what_is_done_is_written_down() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let mut auditor = Browser::member(&world, made.client, Role::Auditor, "auditor@harbour.example").await;
    let client = format!("/api/v1/clients/{}", made.client);
    let token = json!({ "name": "CI", "scopes": ["audit:read"], "days": 1 });
    let token = owner.post(&world, &format!("{client}/tokens"), token).await.ok().json();
    Browser::default().sign_in(&world, EMAIL, "a secret that was typed").await;
    Browser::default().sign_in(&world, "typed@nowhere.example", "a secret that was typed").await;
    world.env.advance(candor_domain::Millis::from_secs(1));
    owner.call(&world, Method::DELETE, "/api/v1/session", None).await.ok();
    let log = format!("{client}/audit");
    let page = auditor.get(&world, &log).await.ok();
    let text = std::str::from_utf8(&page.body).unwrap().to_owned();
    let page = page.json();
    let actions: Vec<_> =
        page["items"].as_array().unwrap().iter().map(|l| l["action"].as_str().unwrap()).collect();
    for (action, times) in [
        ("client.made", 1),
        ("policy.published", 1),
        ("member.invited", 3),
        ("member.joined", 2),
        ("session.signed_in", 2),
        ("account.totp_set_up", 2),
        ("token.made", 1),
        ("session.refused", 1),
        ("session.signed_out", 1),
    ] {
        assert_eq!(actions.iter().filter(|a| **a == action).count(), times, "{action}: {actions:?}");
    }
    assert_eq!(actions[0], "session.signed_out", "the newest first");
    for secret in ["typed", token["secret"].as_str().unwrap(), "@"] {
        assert!(!text.contains(secret), "{secret}");
    }
    // Page by page it is the same log.
    let (mut next, mut paged) = (String::new(), Vec::new());
    loop {
        let page = auditor.get(&world, &format!("{log}?limit=3{next}")).await.ok().json();
        paged.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(Value::from(paged), page["items"]);
    let secret = token["secret"].as_str().unwrap();
    let only =
        world.request(Method::GET, &format!("{log}?action=token.made"), Some(secret)).await.ok().json();
    assert_eq!(only["items"].as_array().unwrap().len(), 1);
    for query in ["limit=0", "limit=201", "limit=x", "cursor=x", "action=nothing"] {
        let answer = auditor.get(&world, &format!("{log}?{query}")).await;
        assert_eq!(answer.code(), ErrorCode::Malformed, "{query}");
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_the_log() {
    let world = World::new().await;
    world.quickstart(false).await;
    let db = world.database().await;
    let count = async || {
        let statement = Statement::from_string(db.get_database_backend(), "SELECT count(*) FROM audit");
        db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap()
    };
    let before = count().await;
    assert!(before > 0);
    for statement in [
        "UPDATE audit SET actor_name = 'nobody'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE action = 'client.made'",
        "UPDATE audit SET at = 0 WHERE action = 'client.made'",
    ] {
        let error = db.execute_unprepared(statement).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{statement}: {error}");
    }
    assert_eq!(count().await, before);
}
