//! Signing in by the client's own identity provider, which a certified one plays.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
};

use candor_tests::driver::{any, what};
use serde_json::json;

use super::rig::{Browser, ok};
use crate::journey::rig::{Server, free_port};

const OWNER: &str = "Olga Dahl";
const PASSWORD: &str = "four harbour lamps at dawn";
const CLIENT: &str = "Example Client";

/// npm's oidc-provider, for as long as this is held.
struct Provider {
    issuer: String,
    child: Child,
    /// Its end ends the provider too, where the test is killed.
    _stays: ChildStdin,
}

impl Provider {
    fn start(port: u16, redirect: &str) -> Self {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/portal/tests/provider.mjs");
        let mut node = Command::new("node");
        let node = node.arg(program).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = node.spawn().unwrap();
        let mut stays = child.stdin.take().unwrap();
        let told = json!({
            "port": port, "client_id": "candor", "client_secret": "a secret & more", "redirect_uri": redirect,
            "people": {
                "olga": { "name": "Olga at work", "email": "olga@client.example" },
                "rita": { "name": "Rita Holm", "email": "not.hers@client.example", "email_verified": false },
            },
        });
        writeln!(stays, "{told}").unwrap();
        let mut issuer = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut issuer).unwrap();
        assert!(issuer.starts_with("http://"), "the provider didn't start: npm ci in ui/ brings it");
        Self { issuer: issuer.trim().to_owned(), child, _stays: stays }
    }

    /// On the provider's own pages: somebody signs in, and lets Candor know who they are.
    fn sign_in(&self, browser: &Browser, login: &str) {
        ok(browser.write(what("textbox", "Enter any login"), login));
        ok(browser.write(what("textbox", "and password"), "any"));
        ok(browser.press(what("button", "Sign-in")));
        ok(browser.press(what("button", "Continue")));
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn members_sign_in_where_they_do_at_work() {
    let port = free_port();
    let server = Server::with_provider(port);
    let client = server.client();
    let provider = Provider::start(port, &format!("{}/sign-in/{client}/answer", server.portal()));

    // The owner, by an account of this server, sets it up.
    let owner = Browser::open("members_sign_in_where_they_do_at_work");
    ok(owner.go(&server.member(OWNER, "owner", "olga@client.example")));
    ok(owner.write(what("textbox", "Your name"), OWNER));
    ok(owner.write(what("textbox", "Password"), PASSWORD));
    ok(owner.press(what("button", "Accept the invitation")));
    ok(owner.press(what("button", "Set up a second factor")));
    ok(owner.press(what("button", "Add")));
    ok(owner.press(what("button", "I have kept them")));
    ok(owner.press(what("link", "Members")));
    ok(owner.press(what("button", "Set up")));
    ok(owner.write(what("textbox", "Issuer"), &provider.issuer));
    ok(owner.write(what("textbox", "Client ID"), "candor"));
    ok(owner.write(what("textbox", "Client secret"), "a secret & more"));
    let shown = ok(owner.value(what("textbox", "Address to come back to (redirect URI)")));
    assert_eq!(shown, format!("{}/sign-in/{client}/answer", server.portal()));
    owner.view("provider-set-up");
    ok(owner.press(what("button", "Save")));
    ok(owner.press(what("button", "Connect myself")));
    provider.sign_in(&owner, "olga");
    ok(owner.see("You are connected"));

    // It becomes the only way in, at once, for the owner as well.
    ok(owner.press(what("switch", "Members sign in there only")));
    ok(owner.press(what("button", "Make it the only way")));
    ok(owner.see("One more step to come in"));
    owner.view("provider-needed");
    ok(owner.press(what("button", "Go to the sign-in")));
    // The provider knows her session, and may ask once more what Candor may know.
    ok(owner.find(what("heading", "Members")));
    ok(owner.see(OWNER));

    // A new member comes in by their invitation, without a password, whatever address the provider has of them.
    let rita = Browser::open("a_members_own_browser");
    ok(rita.go(&server.member("Rita Holm", "reviewer", "rita@client.example")));
    ok(rita.find(what("heading", &format!("Join {CLIENT}"))));
    ok(rita.gone(what("textbox", "Password")));
    rita.view("provider-join");
    ok(rita.press(what("button", "Go to the sign-in")));
    provider.sign_in(&rita, "rita");
    ok(rita.find(what("heading", "Team day")));
    ok(rita.press(what("link", "Rita Holm")));
    ok(rita.see(&format!("{CLIENT} signs you in")));
    rita.view("provider-account");
    ok(rita.press(what("button", "Sign out")));

    // Whom nobody invited stays outside, whatever the provider says.
    let stranger = Browser::open("a_strangers_browser");
    ok(stranger.go(&format!("{}/sign-in/{client}", server.portal())));
    ok(stranger.press(what("button", "Go to the sign-in")));
    provider.sign_in(&stranger, "mallory");
    ok(stranger.see("nobody invited you here"));
    assert!(ok(stranger.all(any("navigation"))).is_empty());
    stranger.view("provider-stranger");
}
