//! Where the key is kept, as the window asks for it.

use std::{
    io::Write as _,
    process::{Child, Stdio},
};

use candor_store::HomeLock;
use candor_tests::driver::what;

use super::rig::{Desk, LONG, ok};
use crate::{journey::rig::Server, support::wait::until};

/// Starts the desk's keychain, which opens without a question.
fn keychain(desk: &Desk) -> Child {
    let mut command = desk.command("gnome-keyring-daemon");
    command.args(["--foreground", "--unlock", "--components=secrets"]);
    let mut daemon =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // The password ends where standard input does.
    daemon.stdin.take().unwrap().write_all(b"a keychain of a test").unwrap();
    until("the keychain", LONG, || {
        let mut ask = desk.command("dbus-send");
        ask.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]);
        ask.args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
        String::from_utf8_lossy(&ask.output().unwrap().stdout).contains("true").then_some(())
    });
    daemon
}

#[test]
fn a_keychain_that_is_there_is_used_without_a_question() {
    let desk = Desk::set("a_keychain_that_is_there_is_used_without_a_question");
    let mut daemon = keychain(&desk);
    let window = desk.open();
    ok(window.find(what("textbox", "Invitation")));
    assert_eq!(desk.candor(&["status"])["key_store"], "keychain");
    window.close();
    desk.candor(&["shutdown"]);

    // Without it nothing opens, no other place is offered and nothing is made anew.
    daemon.kill().unwrap();
    daemon.wait().unwrap();
    let window = desk.open();
    ok(window.see("The key to your data can’t be opened."));
    assert!(!ok(window.text()).contains("Where should the key be kept?"));

    let mut daemon = keychain(&desk);
    ok(window.press(what("button", "Try again")));
    ok(window.find(what("textbox", "Invitation")));
    daemon.kill().unwrap();
    daemon.wait().unwrap();
}

#[test]
fn a_passphrase_is_asked_for_at_each_start() {
    let desk = Desk::set("a_passphrase_is_asked_for_at_each_start");
    let (right, wrong) = ("four harbour lamps at dawn", "four harbour lamps at dusk");
    let window = desk.open();
    ok(window.see("Where should the key be kept?"));
    ok(window.press(what("button", "Choose a passphrase")));
    ok(window.write(what("textbox", "Passphrase"), right));
    ok(window.write(what("textbox", "Once more"), right));
    ok(window.press(what("button", "Use this passphrase")));
    ok(window.find(what("textbox", "Invitation")));
    assert_eq!(desk.candor(&["status"])["key_store"], "passphrase");
    window.close();
    desk.candor(&["shutdown"]);

    let window = desk.open();
    ok(window.see("Unlock your data"));
    ok(window.write(what("textbox", "Passphrase"), wrong));
    ok(window.press(what("button", "Unlock")));
    ok(window.see("That isn’t the passphrase"));
    ok(window.write(what("textbox", "Passphrase"), right));
    ok(window.press(what("button", "Unlock")));
    ok(window.find(what("textbox", "Invitation")));
    // Nobody who lists the processes reads it.
    for process in desk.processes.named("candor") {
        let words = std::fs::read(format!("/proc/{process}/cmdline")).unwrap();
        assert!(!String::from_utf8_lossy(&words).contains("harbour"), "the passphrase is in argv");
    }
}

#[test]
fn a_window_waits_for_a_command_that_has_the_folder() {
    let server = Server::start(&[]);
    let desk = Desk::joined("a_window_waits_for_a_command_that_has_the_folder", &server, &["work_notes"]);
    desk.candor(&["shutdown"]);
    until("the folder", LONG, || HomeLock::acquire(&desk.home()).ok().map(drop));
    let held = HomeLock::acquire(&desk.home()).unwrap();
    let window = desk.open();
    ok(window.see("Starting the engine"));
    drop(held);
    ok(window.find(what("link", "Session …")));
    desk.engine();
}
