//! The whole business, from an empty server to the timesheet on paper.

use std::{fs, path::Path, time::Duration};

use calamine::Reader as _;
use candor_tests::driver::what;
use serde_json::Value;

use super::rig::{Browser, ok};
use crate::{
    journey::rig::{Agent, Server, fast},
    support::wait::until,
};

const OWNER: &str = "Olga Dahl";
const AGENT: &str = "Mara Keller";
const PASSWORD: &str = "four harbour lamps at dawn";
const PROJECT: &str = "Harbour map";
/// The longest that a small file takes to arrive.
const LONG: Duration = Duration::from_secs(30);

/// The file that the page's link of this name brings.
fn download(browser: &Browser, folder: &Path, format: &str) -> Vec<u8> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    ok(browser.press(what("link", &format!("As {format}"))));
    let file = until(&format!("the {format}"), LONG, || {
        let found = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        // While it arrives it has another name, and an empty file keeps its own for it.
        found.into_iter().find(|path| {
            let whole = fs::metadata(path).is_ok_and(|file| file.len() > 0);
            whole && path.extension().is_some_and(|end| end == format.to_lowercase().as_str())
        })
    });
    fs::read(file).unwrap()
}

#[test]
fn a_client_sets_up_has_work_done_and_takes_the_timesheet_away() {
    let (server, code) = Server::empty();
    let browser = Browser::open("a_client_sets_up_has_work_done_and_takes_the_timesheet_away");

    // The first account, with the terminal's code.
    ok(browser.go(&format!("{}/setup", server.portal())));
    for (name, text) in [
        ("Code from the terminal", code.as_str()),
        ("Your name", OWNER),
        ("E-mail address", "olga@client.example"),
        ("Password", PASSWORD),
        ("Name", "Harbour Works"),
        ("Address", "2 Quay Street, Cork"),
        ("Contact for data protection", "privacy@client.example"),
        ("Who runs this server", "Harbour Works"),
        ("Law", "Ireland"),
        ("Supervisory authority", "Data Protection Commission"),
    ] {
        ok(browser.write(what("textbox", name), text));
    }
    ok(browser.press(what("button", "Set up")));
    ok(browser.see("second factor"));
    ok(browser.press(what("button", "Set up a second factor")));
    ok(browser.press(what("button", "Add")));
    ok(browser.press(what("button", "I have kept them")));

    // A project, and what it collects.
    ok(browser.press(what("link", "Projects")));
    ok(browser.press(what("button", "Make a project")));
    ok(browser.write(what("textbox", "Name"), PROJECT));
    ok(browser.press(what("switch", "For trying things out")));
    browser.view("make-project");
    let dialog = what("dialog", "Make a project");
    ok(browser.press(what("button", "Make a project").within(&dialog)));
    ok(browser.see("No policy yet"));
    let requirement = what("radiogroup", "Activity counts: whether it is collected");
    ok(browser.press(what("radio", "optional").within(&requirement)));
    for (name, text) in [
        ("Purpose", "To show that work was going on."),
        ("Kept where", "In Cork, by Harbour Works"),
        ("Where the agent says no", "Nothing else changes."),
        ("Who sees it", "The owner of Harbour Works"),
    ] {
        ok(browser.write(what("textbox", name), text));
    }
    ok(browser.write(what("spinbutton", "Minutes for the agent’s review"), "0"));
    ok(browser.see("To show that work was going on."));
    browser.view("policy");
    ok(browser.press(what("button", "Publish")));
    let confirm = what("dialog", "Publish version 1?");
    ok(browser.press(what("button", "Publish").within(&confirm)));
    ok(browser.see("Version 1 is published."));

    // The agent, who comes by a link and agrees.
    ok(browser.press(what("link", "People")));
    ok(browser.press(what("button", "Invite an agent")));
    ok(browser.write(what("textbox", "Name"), AGENT));
    ok(browser.press(what("button", "Make the invitation")));
    let invitation = ok(browser.value(what("textbox", "Link")));
    let agent = Agent::new(None);
    agent.json(&["enroll", &invitation]);
    agent.grant_in(PROJECT, &["activity_counts"]);
    let clock = fast(600);
    let run = ["run", "--project", PROJECT, "--sensors", "synthetic:7", "--clock", &clock, "--for", "30m"];
    agent.json(&run);
    agent.json(&["sync"]);

    // The owner asks, the agent answers, the owner approves.
    ok(browser.go(&server.portal()));
    ok(browser.press(what("link", "Timesheet")));
    let named = format!("{AGENT}, {PROJECT}, …");
    let cell = ok(browser.first(what("button", &named)));
    let said = ok(browser.attribute(&cell, "aria-label")).unwrap();
    ok(browser.press_element(&cell));
    ok(browser.write(what("textbox", "Comment"), "Which sheet was this?"));
    ok(browser.press(what("button", "Question")));
    ok(browser.gone(what("textbox", "Comment")));
    ok(browser.press(what("link", "People")));
    ok(browser.find(what("button", &format!("Link to the page of {AGENT}"))));
    browser.view("people");
    ok(browser.press(what("button", &format!("Link to the page of {AGENT}"))));
    ok(browser.write(what("textbox", "E-mail address"), "mara@agents.example"));
    ok(browser.press(what("button", "Make the link")));
    let link = ok(browser.value(what("textbox", "Link")));
    let own = Browser::open("the_agents_own_browser");
    ok(own.go(&link));
    ok(own.write(what("textbox", "Your name"), AGENT));
    ok(own.write(what("textbox", "Password"), PASSWORD));
    ok(own.press(what("button", "Accept the invitation")));
    ok(own.see("Which sheet was this?"));
    ok(own.press(what("button", &format!("Answer {OWNER}, …"))));
    ok(own.write(what("textbox", "Answer"), "Sheet 14."));
    ok(own.press(what("button", "Send the answer")));
    ok(own.see_no_more("Waiting for your answer"));
    ok(browser.go(&server.portal()));
    ok(browser.press(what("link", "Timesheet")));
    let cell = ok(browser.first(what("button", &named)));
    ok(browser.press_element(&cell));
    ok(browser.see("Sheet 14."));
    browser.view("answered");
    ok(browser.press(what("button", "Approve")));
    ok(browser.gone(what("button", "Approve")));
    browser.view("approved");

    // Each file says who worked how long.
    let folder = agent.path().join("downloads");
    ok(browser.download_into(&folder));
    let csv = download(&browser, &folder, "CSV");
    let mut rows = csv::Reader::from_reader(csv.as_slice());
    let row = rows.records().next().unwrap().unwrap();
    let (worked, minutes): (&str, f64) = (&row[3], row[4].parse().unwrap());
    assert_eq!([&row[0], &row[1], &row[7]], [AGENT, PROJECT, "approved"]);
    assert!((30.0..120.0).contains(&minutes), "{minutes}");
    assert!(said.starts_with(&format!("{AGENT}, {PROJECT}, ")), "{said}");
    let xlsx = std::io::Cursor::new(download(&browser, &folder, "XLSX"));
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(xlsx).unwrap();
    let page = workbook.worksheets().remove(0).1;
    let cells: Vec<String> = page.rows().nth(1).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!((cells[0].as_str(), cells[4].parse::<f64>().unwrap()), (AGENT, minutes));
    let pdf = lopdf::Document::load_mem(&download(&browser, &folder, "PDF")).unwrap();
    let text = pdf.extract_text(&[1]).unwrap();
    assert!(text.contains(AGENT) && text.contains(worked), "{text}");
    let json: Value = serde_json::from_slice(&download(&browser, &folder, "JSON")).unwrap();
    let line = &json["items"][0];
    let exact = line["worked_ms"].as_f64().unwrap() / 60_000.0;
    assert_eq!(line["name"], AGENT);
    assert!((exact - minutes).abs() < 0.01, "{exact} {minutes}");
}
