//! From a member's invitation to a look that its agent can read of.

use candor_tests::driver::{any, what};
use serde_json::json;

use super::rig::{Browser, ok};
use crate::journey::{
    engine::{Engine, ask},
    rig::{Agent, PROJECT, Server, fast},
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
    let clock = fast(600);
    let run = ["run", "--project", PROJECT, "--sensors", "synthetic:7", "--clock", &clock, "--for", "30m"];
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
    browser.view("second-factor");
    ok(browser.go(&format!("{}/account", server.portal())));
    ok(browser.press(what("button", "Add")));
    ok(browser.find(what("dialog", "Recovery codes")));
    ok(browser.press(what("button", "I have kept them")));
    browser.view("account");

    // From now on that passkey alone signs in, and lands where the work is: the team's day, then the agent's.
    ok(browser.press(what("button", "Sign out")));
    ok(browser.find(what("button", "Sign in with a passkey")));
    browser.view("sign-in");
    let sign_in = browser.first_paint(&format!("{}/sign-in", server.portal()));
    ok(browser.press(what("button", "Sign in with a passkey")));
    ok(browser.find(what("heading", "Team day")));
    ok(browser.see("Example Agent"));
    browser.view("team");
    let team = browser.first_paint(&format!("{}/c/{}/team", server.portal(), server.client()));
    println!("first contentful paint: sign-in {sign_in:.0} ms, team day {team:.0} ms (medians of 5)");
    let day = ok(browser.first(what("link", "Example Agent …")));
    ok(browser.press_element(&day));
    ok(browser.find(what("heading", "Pictures")));
    ok(browser.see("Pictures stay covered until you open one"));
    browser.view("agent-day");
    let covered = ok(browser.first(what("button", "Screenshot, …")));
    ok(browser.show(&covered));
    ok(browser.press_element(&covered));
    ok(browser.press(what("button", "Show it")));
    let shown = ok(browser.first(any("img")));
    ok(browser.show(&shown));
    browser.view("picture");
    ok(browser.press(what("button", "Close")));

    // What the work came to, in figures.
    ok(browser.press(what("link", "Statistics")));
    ok(browser.find(what("heading", "Worked time")));
    browser.view("statistics");

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

#[test]
fn an_agent_answers_on_their_own_page() {
    let server =
        Server::for_browsers(&["--testing", "--review-minutes", "0", "--screenshots-per-hour", "12"]);
    let agent = Agent::enrolled(&server, None);
    agent.grant(&["activity_counts", "screenshots"]);
    let clock = fast(600);
    let run = ["run", "--project", PROJECT, "--sensors", "synthetic:7", "--clock", &clock, "--for", "30m"];
    agent.json(&run);
    agent.json(&["sync"]);

    // An owner gives the agent the link to their page, and asks about a day.
    let browser = Browser::open("an_agent_answers_on_their_own_page");
    ok(browser.go(&server.member("Olga Dahl", "owner", "olga@client.example")));
    ok(browser.write(what("textbox", "Your name"), "Olga Dahl"));
    ok(browser.write(what("textbox", "Password"), PASSWORD));
    ok(browser.press(what("button", "Accept the invitation")));
    ok(browser.see("second factor"));
    ok(browser.press(what("button", "Set up a second factor")));
    ok(browser.press(what("button", "Add")));
    ok(browser.press(what("button", "I have kept them")));
    ok(browser.press(what("link", "Timesheet")));
    let cell = ok(browser.first(what("button", "Example Agent, Example Project, …")));
    ok(browser.press_element(&cell));
    ok(browser.write(what("textbox", "Comment"), "Which sheet was this?"));
    ok(browser.press(what("button", "Question")));
    ok(browser.gone(what("textbox", "Comment")));
    ok(browser.press(what("link", "People")));
    ok(browser.press(what("button", "Link to the page of Example Agent")));
    ok(browser.write(what("textbox", "E-mail address"), "mara@agents.example"));
    ok(browser.press(what("button", "Make the link")));
    let link = ok(browser.value(what("textbox", "Link")));
    ok(browser.go(&server.portal()));
    ok(browser.press(what("button", "Sign out")));
    ok(browser.find(what("heading", "Sign in")));

    // The agent answers, sees their own day without a look being recorded, and has everything at hand.
    ok(browser.go(&link));
    ok(browser.write(what("textbox", "Your name"), "Mara Keller"));
    ok(browser.write(what("textbox", "Password"), PASSWORD));
    ok(browser.press(what("button", "Accept the invitation")));
    ok(browser.see("Which sheet was this?"));
    browser.view("own-page");
    ok(browser.press(what("button", "Answer Olga Dahl, …")));
    ok(browser.write(what("textbox", "Answer"), "Sheet 14."));
    ok(browser.press(what("button", "Send the answer")));
    ok(browser.see("Sheet 14."));
    ok(browser.see_no_more("Waiting for your answer"));
    ok(browser.press(what("tab", "My day")));
    ok(browser.see("that you look at them is recorded nowhere"));
    ok(browser.first(any("img")));
    browser.view("own-day");
    ok(browser.press(what("tab", "Who looked")));
    ok(browser.see("Nobody has looked"));
    ok(browser.press(what("tab", "Consent and receipts")));
    let read = ok(browser.first(what("button", "Read the receipt: …")));
    ok(browser.press_element(&read));
    ok(browser.see("dpv:ConsentReceipt"));
    browser.view("own-receipt");
}
