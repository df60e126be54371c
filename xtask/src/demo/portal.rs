//! The client's side: a reviewer comes by a link, and reads the agent's day in the portal.

use std::{
    fs,
    net::{TcpListener, TcpStream},
};

use anyhow::{Context as _, Result};
use candor_tests::driver::{Page, any, what};

use crate::stage::{
    SOON, Stage,
    programs::{Order, Programs, json, text},
    until,
};

/// Who signs in; the agent reads the name where they looked.
pub const REVIEWER: &str = "Rita Holm";
const PASSWORD: &str = "four harbour lamps at dawn";

/// Makes a member who signs in; returns the link that they get.
pub fn member(stage: &Stage, programs: &Programs, order: &Order, name: &str, role: &str) -> Result<String> {
    let email = format!("{}@client.example", name.to_lowercase().replace(' ', "."));
    let words = ["admin", "member", "create", "--json", "--client", &order.client, "--name", name];
    let mut create = programs.server(stage, &words);
    create.args(["--role", role, "--email", &email, "--public-url", &order.portal]);
    text(&json(&mut create)?, "link")
}

/// Signs in with a new account and a passkey, and looks at the team's day and the agent's, with a picture of each page.
pub fn review(stage: &mut Stage, programs: &Programs, order: &Order) -> Result<()> {
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
    drop(page);
    stage.end("browser")
}
