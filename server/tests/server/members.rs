//! Members and agents' accounts: invited, joined, changed, removed.

use axum::http::Method;
use candor_domain::Millis;
use candor_server::{
    admin::Role,
    mail::{MailSettings, MailTls},
};
use candor_wire::ErrorCode;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};

use crate::{
    browser::{Browser, PASSWORD},
    outbox::link_in,
    world::World,
};

const EMAIL: &str = "owner@harbour.example";

#[tokio::test]
async fn whoever_is_invited_by_mail_joins_by_it_once() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let members = format!("/api/v1/clients/{}/members", made.client);
    let invitation =
        json!({ "name": "Rita", "email": "Rita@Harbour.example", "role": "reviewer", "lang": "de" });
    let sent = owner.post(&world, &members, invitation.clone()).await.ok().json();
    assert_eq!((&sent["mailed"], &sent["member"]["state"]), (&json!(true), &json!("invited")));
    let again = owner.post(&world, &members, invitation.clone()).await;
    assert_eq!(again.code(), ErrorCode::AlreadyThere);
    let mail = world.mail(1).await.remove(0);
    assert!(mail.contains("To: rita@harbour.example") && mail.contains("Subject: Sie sind"), "{mail}");
    let link = link_in(&mail);
    assert_eq!(sent["link"], link);
    let mut rita = Browser::default();
    let preview =
        rita.post(&world, "/api/v1/account-links/preview", json!({ "link": link })).await.ok().json();
    assert_eq!((&preview["purpose"], &preview["role"]), (&json!("member"), &json!("reviewer")));
    assert_eq!((&preview["client_name"], &preview["has_account"]), (&json!("Example Client"), &json!(false)));
    let accept = json!({ "link": link, "name": "Rita Reviewer", "password": PASSWORD, "lang": "de" });
    let state = rita.post(&world, "/api/v1/account-links/accept", accept.clone()).await.ok().json();
    assert_eq!(state["memberships"][0]["role"], "reviewer");
    let second = Browser::default().post(&world, "/api/v1/account-links/accept", accept).await;
    assert_eq!(second.code(), ErrorCode::LinkUsed);

    // Another client invites her, who has an account now: the link alone doesn't open it.
    let other = world.quickstart(false).await;
    let admin = world.admin().await;
    let invited = admin.create_member(other.client, "R", Role::Auditor, Some("rita@harbour.example")).await;
    let link = invited.unwrap().link.unwrap();
    admin.close().await;
    let body = json!({ "link": link, "name": "Evil", "password": "violet sixteen anchor kelp" });
    let thief = Browser::default().post(&world, "/api/v1/account-links/accept", body).await;
    assert_eq!(thief.code(), ErrorCode::InvalidToken);
    let before = rita.session().cloned();
    let state = rita.post(&world, "/api/v1/account-links/accept", json!({ "link": link })).await.ok().json();
    assert_eq!(state["memberships"].as_array().unwrap().len(), 2);
    assert_ne!(rita.session().cloned(), before, "more is allowed, so the secret is another");
}

#[tokio::test]
async fn an_invitation_ends_with_its_time_and_with_its_member() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let members = format!("/api/v1/clients/{}/members", made.client);
    let mut invite = async |name: &str| {
        let email = format!("{name}@harbour.example");
        let body = json!({ "name": name, "email": email, "role": "reviewer" });
        let sent = owner.post(&world, &members, body).await.ok().json();
        let path = format!("{members}/{}", sent["member"]["id"].as_str().unwrap());
        (sent["link"].as_str().unwrap().to_owned(), path)
    };
    let accept = async |link: &str| {
        let body = json!({ "link": link, "name": "Name", "password": PASSWORD });
        Browser::default().post(&world, "/api/v1/account-links/accept", body).await.code()
    };
    let (late, _) = invite("late").await;
    let (removed, path) = invite("removed").await;
    owner.call(&world, Method::DELETE, &path, None).await.ok();
    assert_eq!(accept(&removed).await, ErrorCode::LinkUnknown);
    world.env.advance(Millis::from_minutes(7 * 24 * 60));
    assert_eq!(accept(&late).await, ErrorCode::LinkExpired);
    let nonsense = format!("{}0", &late[..late.len() - 1]);
    assert!(matches!(accept(&nonsense).await, ErrorCode::LinkUnknown | ErrorCode::LinkExpired));
    // The code of a fresh server is no link.
    assert_eq!(accept(&world.set_up_code().unwrap_or("0000".into())).await, ErrorCode::LinkUnknown);
}

#[tokio::test]
async fn the_last_owner_stays() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let members = format!("/api/v1/clients/{}/members", made.client);
    let list = owner.get(&world, &members).await.ok().json();
    let rows = list["items"].as_array().unwrap();
    let id = |email: &str| {
        let row = rows.iter().find(|row| row["email"] == email).unwrap();
        format!("{members}/{}", row["id"].as_str().unwrap())
    };
    let tokens_only = rows.iter().find(|row| row["state"] == "tokens_only").unwrap();
    assert_eq!(tokens_only["role"], "owner", "one that can't sign in doesn't count");
    let me = id(EMAIL);
    let demote = Some(json!({ "role": "reviewer" }));
    assert_eq!(owner.call(&world, Method::DELETE, &me, None).await.code(), ErrorCode::LastOwner);
    assert_eq!(owner.call(&world, Method::PATCH, &me, demote.clone()).await.code(), ErrorCode::LastOwner);
    let invited = json!({ "name": "N", "email": "n@harbour.example", "role": "owner" });
    owner.post(&world, &members, invited).await.ok();
    assert_eq!(
        owner.call(&world, Method::DELETE, &me, None).await.code(),
        ErrorCode::LastOwner,
        "only invited"
    );
    let second = "second@harbour.example";
    Browser::member(&world, made.client, Role::Owner, second).await;
    let admin = world.admin().await;
    admin.disable_account(second).await.unwrap();
    let answer = owner.call(&world, Method::PATCH, &me, demote.clone()).await;
    assert_eq!(answer.code(), ErrorCode::LastOwner, "whose account is disabled");
    admin.enable_account(second).await.unwrap();
    admin.close().await;
    owner.call(&world, Method::PATCH, &me, demote).await.ok();
    assert_eq!(owner.call(&world, Method::DELETE, &me, None).await.code(), ErrorCode::Forbidden, "at once");
}

#[tokio::test]
async fn an_agent_comes_to_their_own_page() {
    let world = World::new().await;
    let made = world.quickstart(false).await;
    let other = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let mut stranger = Browser::member(&world, other.client, Role::Owner, "owner@other.example").await;
    let link = |client, agent| format!("/api/v1/clients/{client}/agents/{agent}/account-link");
    let body = json!({ "email": "mara@agents.example" });
    // Another client's agent isn't there, by either's path.
    let answer = owner.post(&world, &link(made.client, other.agent), body.clone()).await;
    assert_eq!(answer.code(), ErrorCode::NotFound);
    let answer = owner.post(&world, &link(other.client, other.agent), body.clone()).await;
    assert_eq!(answer.code(), ErrorCode::NotFound);
    let elsewhere = json!({ "email": "somebody@else.example" });
    let before = owner.post(&world, &link(made.client, made.agent), elsewhere.clone()).await.ok().json();
    let sent = owner.post(&world, &link(made.client, made.agent), body.clone()).await.ok().json();
    let agents = format!("/api/v1/clients/{}/agents", made.client);
    let list = owner.get(&world, &agents).await.ok().json();
    assert_eq!(list["items"][0]["has_page"], false);
    // Whoever gave the link doesn't come to it themselves.
    let answer = owner.post(&world, "/api/v1/account-links/accept", json!({ "link": sent["link"] })).await;
    assert_eq!(answer.code(), ErrorCode::Forbidden);
    assert_eq!(owner.get(&world, "/api/v1/me/agent").await.code(), ErrorCode::NotFound);
    let mut mara = Browser::accepted(&world, sent["link"].as_str().unwrap(), "Mara Keller").await;
    // Once she is there nobody else comes to it, by a link that was given before or by a new one.
    let somebody = json!({ "link": before["link"], "name": "Somebody Else", "password": PASSWORD });
    let answer = Browser::default().post(&world, "/api/v1/account-links/accept", somebody).await;
    assert_eq!(answer.code(), ErrorCode::LinkUnknown);
    let answer = owner.post(&world, &link(made.client, made.agent), elsewhere).await;
    assert_eq!(answer.code(), ErrorCode::AlreadyThere);
    let list = owner.get(&world, &agents).await.ok().json();
    assert_eq!(list["items"][0]["has_page"], true);
    let mine = mara.get(&world, "/api/v1/me/agent").await.ok().json();
    assert_eq!(mine["agent"]["id"], made.agent.to_string());
    assert_eq!(mara.who(&world).await["agents"][0]["client_name"], "Example Client");
    let members = format!("/api/v1/clients/{}/members", made.client);
    assert_eq!(mara.get(&world, &members).await.code(), ErrorCode::NotFound, "an agent is no member");
    // For two clients she has to say for which.
    let sent = stranger.post(&world, &link(other.client, other.agent), body).await.ok().json();
    mara.post(&world, "/api/v1/account-links/accept", json!({ "link": sent["link"] })).await.ok();
    assert_eq!(mara.get(&world, "/api/v1/me/agent").await.code(), ErrorCode::Malformed);
    let path = format!("/api/v1/me/agent?client={}", other.client);
    assert_eq!(mara.get(&world, &path).await.ok().json()["agent"]["id"], other.agent.to_string());
    let path = "/api/v1/me/agent?client=019a0000-0000-7000-8000-000000000000";
    assert_eq!(mara.get(&world, path).await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn the_operator_makes_clients_and_sees_nothing_of_their_work() {
    let world = World::new().await;
    let mut operator = Browser::operator(&world).await;
    let client = json!({ "name": "Quay Ltd", "contact": "privacy@quay.example", "address": "1 Quay Street, Dublin",
        "jurisdiction": "Ireland", "authority": "DPC", "operator": "Us",
        "owner_email": "orla@quay.example", "owner_name": "Orla" });
    let mut empty = client.clone();
    empty["address"] = json!(" ");
    assert_eq!(operator.post(&world, "/api/v1/clients", empty).await.code(), ErrorCode::Malformed);
    let made = operator.post(&world, "/api/v1/clients", client).await.ok().json();
    let id = made["id"].as_str().unwrap();
    let mut orla = Browser::accepted(&world, made["link"].as_str().unwrap(), "Orla").await;
    orla.with_totp(&world).await;
    orla.get(&world, &format!("/api/v1/clients/{id}/members")).await.ok();
    for path in ["members", "audit", "tokens", "settings"] {
        let answer = operator.get(&world, &format!("/api/v1/clients/{id}/{path}")).await;
        assert_eq!(answer.code(), ErrorCode::NotFound, "{path}");
    }
    let list = operator.get(&world, "/api/v1/clients").await.ok().json();
    assert_eq!(list["items"][0]["name"], "Quay Ltd");
    assert_eq!(orla.get(&world, "/api/v1/clients").await.code(), ErrorCode::NotFound);
    assert_eq!(orla.who(&world).await["account"]["operator"], Value::Bool(false));
}

/// As little of an SMTP server as one mail needs (RFC 5321); says what it was sent.
async fn one_mail(listener: TcpListener) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let (read, mut write) = stream.split();
    let mut lines = BufReader::new(read).lines();
    let (mut mail, mut in_mail) = (String::new(), false);
    write.write_all(b"220 mail.example\r\n").await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        if in_mail && line != "." {
            mail += &format!("{line}\r\n");
            continue;
        }
        let answer: &[u8] = match line.get(..4).unwrap_or(".") {
            "DATA" => {
                in_mail = true;
                b"354 go on\r\n"
            }
            "QUIT" => break,
            _ => {
                in_mail = false;
                b"250 yes\r\n"
            }
        };
        write.write_all(answer).await.unwrap();
        if line == "." {
            break;
        }
    }
    mail
}

#[tokio::test]
async fn where_mail_reaches_people_only_its_reader_has_the_link() {
    let mut world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    world.config.mail = MailSettings {
        host: Some("127.0.0.1".into()),
        port: Some(listener.local_addr().unwrap().port()),
        tls: MailTls::None,
        from: Some("Candor <candor@harbour.example>".into()),
        ..MailSettings::default()
    };
    world.restart().await;
    let made = world.quickstart(false).await;
    let mut owner = Browser::member(&world, made.client, Role::Owner, EMAIL).await;
    let members = format!("/api/v1/clients/{}/members", made.client);
    let mail = tokio::spawn(one_mail(listener));
    let invitation = json!({ "name": "Rita", "email": "rita@harbour.example", "role": "reviewer" });
    let sent = owner.post(&world, &members, invitation).await.ok().json();
    assert_eq!((&sent["mailed"], &sent["link"]), (&json!(true), &Value::Null));
    let link = link_in(&mail.await.unwrap());
    Browser::accepted(&world, &link, "Rita").await;
    // Nobody listens any more: the invitation stands, and whoever invites is told.
    let second = json!({ "name": "Sam", "email": "sam@harbour.example", "role": "reviewer" });
    let sent = owner.post(&world, &members, second).await.ok().json();
    assert_eq!((&sent["mailed"], &sent["link"]), (&json!(false), &Value::Null));
    assert!(!world.config.data.join("outbox").exists());
}
