//! The page that explains an export.

use candor_domain::{
    Timestamp,
    locale::{Arg, message},
};

use crate::own::Profile;

/// How much there was.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    pub(super) records: u64,
    pub(super) captures: u64,
    pub(super) looks: u64,
    pub(super) receipts: u64,
}

/// The files, each with the message that explains it.
const FILES: [(&str, &str); 12] = [
    ("profile.json", "takeout-profile"),
    ("account.json", "takeout-account"),
    ("records.json", "takeout-records"),
    ("captures/", "takeout-captures"),
    ("ledgers/", "takeout-ledgers"),
    ("receipts/", "takeout-receipts"),
    ("notices/", "takeout-notices"),
    ("policies/", "takeout-policies"),
    ("looks.json", "takeout-looks"),
    ("reviews.json", "takeout-reviews"),
    ("log.json", "takeout-log"),
    ("more.json", "takeout-more"),
];
/// What isn't in it.
const MISSING: [&str; 4] =
    ["takeout-missing-device", "takeout-missing-deleted", "takeout-missing-secrets", "takeout-missing-sums"];

/// The page that explains the file.
pub(super) fn index(lang: &str, profile: &Profile, counts: Counts, now: Timestamp) -> String {
    let client = &profile.client;
    let say = |id, args: &[(&str, Arg<'_>)]| escaped(&message(lang, id, args));
    let (name, at) = (profile.agent.name.as_str(), now.to_string());
    let title = say("takeout-title", &[("client", client.name.as_str().into())]);
    let made = say("takeout-made", &[("name", name.into()), ("at", at.as_str().into())]);
    let summary = say(
        "takeout-counts",
        &[
            ("records", counts.records.into()),
            ("captures", counts.captures.into()),
            ("looks", counts.looks.into()),
            ("receipts", counts.receipts.into()),
        ],
    );
    let files: String = FILES
        .iter()
        .map(|(file, id)| format!("<tr><th><code>{file}</code></th><td>{}</td></tr>\n", say(id, &[])))
        .collect();
    let missing: String = MISSING.iter().map(|id| format!("<li>{}</li>\n", say(id, &[]))).collect();
    let whom = say(
        "takeout-contact",
        &[
            ("contact", client.contact.as_str().into()),
            ("address", client.address.as_str().into()),
            ("authority", client.authority.as_str().into()),
        ],
    );
    let (heading, without) = (say("takeout-files", &[]), say("takeout-missing", &[]));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n<p>{made}</p>\n<p>{summary}</p>\n<h2>{heading}</h2>\n\
         <table>\n{files}</table>\n<h2>{without}</h2>\n<ul>\n{missing}</ul>\n<p>{whom}</p>\n</html>\n"
    )
}

const STYLE: &str = "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color-scheme:light dark}\
    th{padding:.25rem 1rem .25rem 0;text-align:start;vertical-align:top;font-weight:normal}td{padding:.25rem 0}";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
