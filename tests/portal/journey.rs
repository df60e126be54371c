//! From a member's invitation to a look that its agent can read of.

use candor_tests::driver::{any, what};
use serde_json::json;

use super::rig::{Browser, ok};
use crate::journey::{
    engine::{Engine, ask},
    rig::{Agent, PROJECT, Server},
};

const NAME: &str = "Rita Holm";
const PASSWORD: &str = "four harbour lamps at dawn";

#[test]
fn a_member_reads_the_work_and_the_agent_reads_who_looked() {
    let server =
        Server::for_browsers(&["--testing", "--review-minutes", "0", "--screenshots-per-hour", "12"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "screenshots"]);
    agent.json(&["consent", "decline", "webcam_stills", "--project", PROJECT]);
    let run =
        ["run", "--project", PROJECT, "--sensors", "synthetic:7", "--clock", "fast:600", "--for", "30m"];
    agent.json(&run);
    agent.json(&["sync"]);

    let browser = Browser::open("a_member_reads_the_work_and_the_agent_reads_who_looked");
    // The link makes an account; a password alone opens no client's work.
    ok(browser.go(&server.member(NAME, "reviewer", "rita@client.example")));
    ok(browser.find(what("heading", "Join Example Client")));
    ok(browser.write(what("textbox", "Your name"), NAME));
    ok(browser.write(what("textbox", "Password"), PASSWORD));
    ok(browser.press(what("button", "Accept the invitation")));
    ok(browser.see("second factor"));
    assert!(!ok(browser.text()).contains("Example Agent"), "a password alone showed an agent");
    browser.picture("second-factor");
    ok(browser.go(&format!("{}/account", server.portal())));
    ok(browser.press(what("button", "Add")));
    ok(browser.find(what("dialog", "Recovery codes")));
    ok(browser.press(what("button", "I have kept them")));
    browser.picture("account");

    // The team's day, and the agent's.
    ok(browser.go(&server.portal()));
    ok(browser.see("Example Agent"));
    browser.picture("team");
    let day = ok(browser.first(what("link", "Example Agent …")));
    ok(browser.press_element(&day));
    ok(browser.find(what("heading", "Pictures")));
    ok(browser.see("Pictures stay covered until you open one"));
    browser.picture("agent-day");
    let covered = ok(browser.first(what("button", "Screenshot, …")));
    ok(browser.show(&covered));
    ok(browser.press_element(&covered));
    ok(browser.press(what("button", "Show it")));
    let shown = ok(browser.first(any("img")));
    ok(browser.show(&shown));

    // Another client's address says nothing, not even that there is one.
    ok(browser.go(&format!("{}/c/019a0000-0000-7000-8000-000000000000/team", server.portal())));
    ok(browser.see("There is nothing here for you"));

    // The agent reads who looked.
    let engine = Engine::start(&agent);
    let views = ask(&agent, json!({ "do": "views" })).unwrap();
    let views = views["views"].as_array().unwrap();
    assert!(!views.is_empty(), "a look that nobody told the agent of");
    assert!(views.iter().all(|view| view["viewer"] == NAME), "{views:?}");
    drop(engine);
}
