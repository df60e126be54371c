//! The client's side: a reviewer comes by a link, and reads the agent's day in the portal.

use std::{
    fmt::{self, Display, Formatter},
    fs,
    net::{TcpListener, TcpStream},
};

use anyhow::{Context as _, Result};
use candor_tests::driver::{Page, any, what};

use super::team::Week;
use crate::stage::{
    SOON, Stage,
    programs::{Order, Programs, json, text},
    read, until,
};

/// Who signs in; the agent reads the name where they looked.
pub const REVIEWER: &str = "Rita Holm";
/// What `admin quickstart` calls its agent.
const AGENT: &str = "Example Agent";
const OWNER: &str = "Orla Quinn";
const PASSWORD: &str = "four harbour lamps at dawn";

/// Who can sign in how.
pub struct Access {
    portal: String,
    /// Name, what they are, e-mail address, and the password or the link.
    accounts: Vec<[String; 4]>,
}

impl Display for Access {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "The portal is at {}. Who signs in how:", self.portal)?;
        for [name, role, email, how] in &self.accounts {
            writeln!(f, "  {name:<16} {role:<9} {email:<34} {how}")?;
        }
        Ok(())
    }
}

fn email_of(name: &str, place: &str) -> String {
    // Mail servers that take other letters are rare.
    let plain = name.to_lowercase().replace('á', "a").replace(' ', ".");
    format!("{plain}@{place}.example")
}

/// Makes a member who signs in; returns the link that they get.
fn member(stage: &Stage, programs: &Programs, order: &Order, name: &str, role: &str) -> Result<String> {
    let email = email_of(name, "client");
    let words = ["admin", "member", "create", "--json", "--client", &order.client, "--name", name];
    let mut create = programs.server(stage, &words);
    create.args(["--role", role, "--email", &email, "--public-url", &order.portal]);
    text(&json(&mut create)?, "link")
}

/// Signs in with a new account and a passkey, and looks at the team's day, the agent's and the week, with a picture of each page;
/// then an owner gives each agent a link to their page. Returns who can sign in from then on.
pub fn review(stage: &mut Stage, programs: &Programs, order: &Order, week: &Week) -> Result<Access> {
    let link = member(stage, programs, order, REVIEWER, "reviewer")?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut driver = stage.command("chromedriver");
    stage.start("browser", driver.arg(format!("--port={port}")))?;
    until("the driver of the browser", SOON, || Ok(TcpStream::connect(("127.0.0.1", port)).ok()))?;
    let page = Page::browse(port, &stage.folder.join("logs/browser"))?;
    page.hold_key()?;
    let folder = stage.folder.join("portal");
    fs::create_dir_all(&folder)?;
    let mut number = 0;
    let mut picture = |name: &str| -> Result<()> {
        number += 1;
        page.settle()?;
        let file = folder.join(format!("{number:02}-{name}.png"));
        fs::write(&file, page.screenshot()?).with_context(|| format!("{} can't be written", file.display()))
    };
    page.go(&link)?;
    page.write(what("textbox", "Your name"), REVIEWER)?;
    page.write(what("textbox", "Password"), PASSWORD)?;
    picture("join")?;
    page.press(what("button", "Accept the invitation"))?;
    page.see("second factor")?;
    page.go(&format!("{}/account", order.portal))?;
    page.press(what("button", "Add"))?;
    page.find(what("dialog", "Recovery codes"))?;
    page.press(what("button", "I have kept them"))?;
    picture("account")?;
    page.go(&order.portal)?;
    let agent = page.first(what("link", "Example Agent …"))?;
    picture("team")?;
    page.press_element(&agent)?;
    let shots = page.first(what("button", "Screenshot, …"))?;
    picture("agent-day")?;
    page.show(&shots)?;
    picture("pictures")?;
    page.press_element(&shots)?;
    page.press(what("button", "Show it"))?;
    page.first(any("img"))?;
    page.see("Your look is recorded and shown to Example Agent.")?;
    picture("look")?;
    let of_client = format!("{}/c/{}", order.portal, order.client);
    let last = week.days.last().context("a week has days")?;
    page.go(&format!("{of_client}/team?day={last}"))?;
    for name in &week.names {
        page.see(name)?;
    }
    picture("team-week")?;
    page.go(&format!("{of_client}/timesheet?day={last}"))?;
    page.find(what("region", "Timesheet"))?;
    picture("timesheet")?;
    page.go(&format!("{of_client}/statistics?unit=week&day={last}"))?;
    page.see("Agents who worked")?;
    picture("statistics")?;
    let access = give_access(&page, stage, programs, order, week)?;
    drop(page);
    stage.end("browser")?;
    Ok(access)
}

/// Leaves accounts that a person can use: the passkey above is gone with its browser.
fn give_access(
    page: &Page,
    stage: &Stage,
    programs: &Programs,
    order: &Order,
    week: &Week,
) -> Result<Access> {
    let words = ["admin", "client", "sign-in", "--client", &order.client, "--second-factor", "false"];
    read(&mut programs.server(stage, &words))?;
    page.go(&order.portal)?;
    page.press(what("button", "Sign out"))?;
    page.find(what("heading", "Sign in"))?;
    page.go(&member(stage, programs, order, OWNER, "owner")?)?;
    page.write(what("textbox", "Your name"), OWNER)?;
    page.write(what("textbox", "Password"), PASSWORD)?;
    page.press(what("button", "Accept the invitation"))?;
    page.see("Welcome. You are a member now.")?;
    let account = |name: &str, role: &str, email: String, how: String| [name.into(), role.into(), email, how];
    let mut accounts =
        vec![account(OWNER, "owner", email_of(OWNER, "client"), format!("password: {PASSWORD}"))];
    for (name, role) in [("Ravi Osei", "reviewer"), ("Ada Brandt", "auditor")] {
        let link = member(stage, programs, order, name, role)?;
        accounts.push(account(name, role, email_of(name, "client"), format!("link, once: {link}")));
    }
    for name in week.names.iter().chain(&[AGENT]) {
        let email = email_of(name, "agents");
        page.go(&format!("{}/c/{}/people", order.portal, order.client))?;
        page.press(what("button", &format!("Link to the page of {name}")))?;
        page.write(what("textbox", "E-mail address"), &email)?;
        page.press(what("button", "Make the link"))?;
        let link = page.value(what("textbox", "Link"))?;
        accounts.push(account(name, "agent", email, format!("link, once: {link}")));
    }
    Ok(Access { portal: order.portal.clone(), accounts })
}
