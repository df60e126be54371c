//! Private windows of browsers, recognised by what their titles say.
//!
//! Limits: a browser says so only where it pleases. Firefox and its kin write it into every private window's title, in
//! the language that the browser runs in; Edge writes `[InPrivate]` in every language. Chrome and Chromium write it into
//! the title on some systems only and otherwise no more than on the page that a new window opens with, so a private window
//! of theirs may go unrecognised; who needs certainty excludes the browser as an application. Safari says it in the title
//! that assistive programs see. Tor Browser has private windows only and is known by its name.

use crate::choices::Names;

/// Parts of applications' names, in lower case, each with what the titles of its private windows contain.
const BROWSERS: &[(&[&str], &[&str])] = &[
    (&["firefox", "navigator", "librewolf", "waterfox", "floorp", "zen", "iceweasel", "mullvad"], FIREFOX),
    (&["chrome", "chromium", "brave", "vivaldi", "opera", "yandex", "epiphany", "org.gnome.web"], CHROMIUM),
    (&["edge"], &["inprivate"]),
    (&["safari"], SAFARI),
];

/// Applications whose every window is private.
const ALWAYS: &[&str] = &["tor browser", "tor-browser"];

/// Firefox's words, in the languages that most people run it in.
const FIREFOX: &[&str] = &[
    "private browsing",
    "privater modus",
    "privates surfen",
    "privates fenster",
    "navigation privée",
    "navegación privada",
    "navegação privada",
    "navegação privativa",
    "navigazione anonima",
    "privénavigatie",
    "privat surfning",
    "privat browsing",
    "privat nettlesing",
    "yksityinen selaus",
    "tryb prywatny",
    "anonymní prohlížení",
    "súkromné prehliadanie",
    "privát böngészés",
    "navigare privată",
    "ιδιωτική περιήγηση",
    "приватный просмотр",
    "приватний перегляд",
    "gizli gezinti",
    "תצוגת גלישה פרטית",
    "الاستعراض الخاص",
    "プライベートブラウジング",
    "隐私浏览",
    "隱私瀏覽",
    "사생활 보호 모드",
];

/// The words of Chrome and its kin, and of GNOME Web.
const CHROMIUM: &[&str] = &[
    "incognito",
    "inkognito",
    "navigation privée",
    "incógnito",
    "anónima",
    "anônima",
    "инкогнито",
    "інкогніто",
    "gizli",
    "(private)",
    "[private]",
    "(privat)",
    "シークレット",
    "无痕",
    "無痕",
    "시크릿",
];

/// Safari's words.
const SAFARI: &[&str] = &[
    "private browsing",
    "privates surfen",
    "privates fenster",
    "navigation privée",
    "navegación privada",
    "navegação privada",
    "navigazione privata",
    "privé",
    "プライベートブラウズ",
    "无痕浏览",
];

/// Whether a window is recognisably a browser's private one.
pub(crate) fn is_private(names: &Names) -> bool {
    let lower = |names: &[String]| names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>();
    let (applications, titles) = (lower(&names.applications), lower(&names.titles));
    let any = |names: &[String], parts: &[&str]| {
        names.iter().any(|name| parts.iter().any(|part| name.contains(part)))
    };
    if any(&applications, ALWAYS) {
        return true;
    }
    // A window that doesn't say whose it is may be any browser's.
    let unknown = applications.iter().all(|name| name.trim().is_empty());
    BROWSERS.iter().any(|(browsers, marks)| (unknown || any(&applications, browsers)) && any(&titles, marks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_windows_are_told_from_others() {
        for (application, title, private) in [
            ("firefox", "News — Mozilla Firefox Private Browsing", true),
            ("firefox-esr", "News — Mozilla Firefox (Private Browsing)", true),
            ("Navigator", "Nachrichten — Mozilla Firefox Privater Modus", true),
            ("firefox", "Noticias — Navegación privada de Mozilla Firefox", true),
            ("firefox", "News — Mozilla Firefox", false),
            ("Google-chrome", "New Tab - Google Chrome (Incognito)", true),
            ("Chromium", "Neuer Inkognito-Tab - Chromium", true),
            ("chromium", "News - Chromium", false),
            ("Microsoft-edge", "News - [InPrivate] - Microsoft Edge", true),
            ("msedge.exe", "News - [InPrivate] – Microsoft Edge", true),
            ("Safari", "Private Browsing — News", true),
            ("Brave-browser", "News - Brave (Private)", true),
            ("Tor Browser", "News", true),
            ("", "News — Mozilla Firefox Private Browsing", true),
            // Only a browser's own words count.
            ("XTerm", "notes on private browsing", false),
            ("code", "incognito.ts", false),
        ] {
            let names = Names { applications: vec![application.into()], titles: vec![title.into()] };
            assert_eq!(is_private(&names), private, "{application:?} {title:?}");
        }
    }
}
