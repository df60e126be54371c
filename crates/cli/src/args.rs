//! The words of the command line.

use std::{ffi::OsString, path::PathBuf};

use candor_domain::{Category, Millis, RecordId, Sha256Hash};
use candor_engine::{
    ClockChoice, KeyStore,
    protocol::{Rect, Sensors},
};
use clap::{
    Args as ArgsDerive, Parser, Subcommand, ValueHint,
    builder::{PossibleValuesParser, TypedValueParser},
};

use crate::{input, output::Out};

/// Work tracking that asks first.
///
/// Candor records what you work on for a client's project, and only what you agreed to: it shows you a notice, asks about each
/// kind of record on its own, shows on the screen that it records, and lets you see, black out or delete each item before it
/// leaves this machine.
#[derive(Debug, Parser)]
#[command(
    name = "candor",
    version,
    max_term_width = 100,
    after_long_help = "\
A first day:
  candor enroll 'https://candor.example/join#…'
  candor notice Website
  candor consent grant activity_counts --project Website --notice HASH
  candor consent decline webcam_stills --project Website
  candor run --project Website

Exit status:
  0 done · 1 failed · 2 wrong usage · 3 refused for want of consent · 4 not enrolled
  5 server unreachable, work continues offline · 6 verification failed

Environment:
  CANDOR_HOME             the folder of Candor's data, where --home names none
  CANDOR_PASSPHRASE_FILE  a file of mode 0600 with the passphrase of the key, for unattended use
  CANDOR_LOG              what is logged to standard error, such as warn or candor_engine=debug
  NO_COLOR                no colours"
)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The heading of the options that every command takes.
const EVERY: &str = "For every command";

/// What holds for every command.
#[derive(Debug, Clone, ArgsDerive)]
pub struct Global {
    /// The folder of Candor's data; one engine at a time works in it.
    #[arg(long, global = true, help_heading = EVERY, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub home: Option<PathBuf>,
    /// Print one JSON document on standard output, for failures too.
    #[arg(long, global = true, help_heading = EVERY)]
    pub json: bool,
    /// The language of notices, as a tag such as en or pt-BR; otherwise the system's.
    #[arg(long, global = true, help_heading = EVERY, value_name = "LANG", value_parser = input::language)]
    pub lang: Option<String>,
    /// Where the key of the encrypted store is kept: keychain, passphrase or file:PATH.
    #[arg(long, global = true, help_heading = EVERY, value_name = "WHERE", value_parser = input::key_store)]
    pub key_store: Option<KeyStore>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Accept an invitation of a client.
    ///
    /// Makes a new key for this device, binds it to the invitation and fetches the projects and what each would record. Nothing is
    /// recorded by it. The invitation works once; give - to read it from standard input, where no other program can see it.
    #[command(after_long_help = "Example:\n  candor enroll 'https://candor.example/join#…'")]
    Enroll {
        /// The invitation's link.
        #[arg(value_hint = ValueHint::Url)]
        invitation: String,
        /// The time at which it is done.
        #[command(flatten)]
        time: MadeUpTime,
    },
    /// List the projects open to you, and what you decided about each category.
    #[command(after_long_help = "Example:\n  candor projects")]
    Projects,
    /// Read what a project would record, category by category.
    ///
    /// Prints the notice in full and notes that it was shown. Granting needs the notice's hash, which is printed with the commands
    /// for each decision at the end.
    #[command(after_long_help = "Example:\n  candor notice Website")]
    Notice {
        /// The project's id or name.
        project: String,
        /// The time at which it is read.
        #[command(flatten)]
        time: MadeUpTime,
    },
    /// List, grant, decline and withdraw, each category on its own.
    #[command(subcommand)]
    Consent(Consent),
    /// Work: record a session until you stop it.
    ///
    /// Starts a session in the foreground with a line that says what is being recorded. As long as real input, screens or the camera
    /// are recorded, the pill "Candor recording" shows on the screen. Ctrl-C stops the session in order; nothing is lost by it.
    /// Synthetic sensors mark every record as synthetic and are refused outside projects made for testing.
    #[command(after_long_help = "\
Examples:
  candor run --project Website
  candor run --project Trial --for 90s --sensors synthetic:7 --clock fast:60
  candor run --project Trial --for 4h --sensors synthetic:7 --clock fast:3600@2026-11-16T08:00:00Z")]
    Run(Run),
    /// Pause the session; answers when nothing listens any more.
    #[command(after_long_help = "Example:\n  candor pause")]
    Pause,
    /// Go on after a pause.
    #[command(after_long_help = "Example:\n  candor resume")]
    Resume,
    /// End the session.
    #[command(after_long_help = "Example:\n  candor stop")]
    Stop,
    /// Write a note about the work of the running session.
    #[command(
        after_long_help = "Examples:\n  candor note 'Reviewed the pull request'\n  candor note - < note.txt"
    )]
    Note {
        /// The words; - reads them from standard input.
        text: String,
    },
    /// Am I being recorded? What, by which grant, since when, what waits, and what is wrong.
    #[command(after_long_help = "Example:\n  candor status")]
    Status,
    /// Review what waits on this machine before it is uploaded.
    #[command(subcommand)]
    Outbox(Outbox),
    /// Upload what may go now.
    ///
    /// Prints what went, what waits and what the server refused and why. Items under review stay until their time is over.
    /// Where a server shows less of your consent ledger than it has signed for, nothing is sent to it (exit status 6).
    #[command(after_long_help = "Example:\n  candor sync --wait")]
    Sync {
        /// Wait for items under review, and through outages.
        #[arg(long)]
        wait: bool,
        /// Go on with a server that forgot what it had signed for, and send again what it lost.
        ///
        /// Your agreement that the client's server was restored from a backup: it gets your consent ledger from where it stands,
        /// and every item that it once had and that is still kept here. What it has already it doesn't take twice. What was
        /// deleted here, or there at your request, isn't sent.
        #[arg(long)]
        accept_restored: bool,
    },
    /// Write everything held about you on this machine to one file.
    ///
    /// Data, pictures, the ledger of your decisions, receipts, notices and a report to read; README.txt inside says what each file is.
    #[command(after_long_help = "Example:\n  candor export --out everything.zip")]
    Export {
        /// The file; it must not exist.
        #[arg(long, value_name = "FILE.zip", value_hint = ValueHint::FilePath)]
        out: PathBuf,
    },
    /// Check that nothing was altered, and that consent covers every record.
    ///
    /// Recomputes the ledger's entries, signatures, tree and checkpoints, the records' commitments and the pictures' hashes: of this
    /// machine, or of an exported file, which needs no enrolment and no key.
    #[command(after_long_help = "Examples:\n  candor verify\n  candor verify everything.zip")]
    Verify {
        /// An exported file.
        #[arg(value_name = "FILE.zip", value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
    },
    /// End an enrolment.
    ///
    /// Withdraws everything, says what the client still holds and how to have it erased. It can't be taken back: another invitation
    /// makes another enrolment.
    #[command(after_long_help = "Example:\n  candor leave Acme")]
    Leave {
        /// The client's id or name.
        client: String,
        /// Don't ask.
        #[arg(long, short)]
        yes: bool,
    },
    /// Delete everything that Candor holds on this machine.
    ///
    /// After asking. Only the ledgers stay, which hold no content, with an entry that this was done. What was uploaded stays with the
    /// client: to have it erased there, use leave first.
    #[command(after_long_help = "Example:\n  candor wipe")]
    Wipe {
        /// Don't ask.
        #[arg(long, short)]
        yes: bool,
    },
    /// Run the engine without a session, for the app and other commands to talk to.
    ///
    /// It uploads what may go and records nothing until a session is started. Ctrl-C, SIGTERM or shutdown end it in order.
    #[command(after_long_help = "Example:\n  candor engine &")]
    Engine {
        /// Read the passphrase of the key from the first line of standard input, as the window hands it over.
        #[arg(long, hide = true)]
        passphrase_stdin: bool,
    },
    /// End the running engine; a running session is stopped first.
    #[command(after_long_help = "Example:\n  candor shutdown")]
    Shutdown,
    /// Print completions for a shell.
    #[command(
        after_long_help = "Example:\n  candor completions bash > ~/.local/share/bash-completion/completions/candor"
    )]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Decisions.
#[derive(Debug, Subcommand)]
pub enum Consent {
    /// List what you decided, category by category.
    #[command(after_long_help = "Example:\n  candor consent list --project Website")]
    List {
        /// Only this project, by id or name.
        #[arg(long)]
        project: Option<String>,
    },
    /// Allow categories to be recorded, as the notice that you read describes.
    #[command(after_long_help = "\
Example:
  candor notice Website
  candor consent grant activity_counts --project Website --notice HASH")]
    Grant(Decide),
    /// Say no to categories. Declining an optional one changes nothing else.
    #[command(after_long_help = "Example:\n  candor consent decline webcam_stills --project Website")]
    Decline(Decide),
    /// Take a grant back, at once.
    ///
    /// Recording of the categories stops before this answers. Items of them that still wait here freeze: release or delete them;
    /// after a day they are deleted.
    #[command(after_long_help = "Example:\n  candor consent withdraw screenshots --project Website")]
    Withdraw(Decide),
}

/// What is decided on.
#[derive(Debug, ArgsDerive)]
pub struct Decide {
    /// The categories.
    #[arg(required = true, value_name = "CATEGORY", value_parser = categories())]
    pub categories: Vec<Category>,
    /// The project's id or name.
    #[arg(long)]
    pub project: String,
    /// The hash of the notice that you read; needed to grant.
    #[arg(long, value_name = "SHA256")]
    pub notice: Option<Sha256Hash>,
    /// The time at which it is decided.
    #[command(flatten)]
    pub time: MadeUpTime,
}

/// A clock for what goes before synthetic work: only what is built for testing knows it.
#[derive(Debug, Clone, Copy, Default, ArgsDerive)]
pub struct MadeUpTime {
    /// As that of `run`.
    #[cfg(debug_assertions)]
    #[arg(long, hide = true, value_name = "CLOCK", value_parser = input::clock)]
    clock: Option<ClockChoice>,
}

impl MadeUpTime {
    /// The clock, where one is named.
    pub const fn clock(self) -> Option<ClockChoice> {
        #[cfg(debug_assertions)]
        return self.clock;
        #[cfg(not(debug_assertions))]
        None
    }
}

/// A session in the foreground.
#[derive(Debug, ArgsDerive)]
pub struct Run {
    /// The project's id or name.
    #[arg(long)]
    pub project: String,
    /// Stop by itself after so much worked time, such as 90s, 5m or 1h30m.
    #[arg(long = "for", value_name = "TIME", value_parser = input::duration)]
    pub limit: Option<Millis>,
    /// real, or synthetic:SEED for made-up input in projects made for testing.
    #[arg(long, value_name = "SENSORS", default_value = "real", value_parser = input::sensors)]
    pub sensors: Sensors,
    /// fast:N lets time run N times as fast; fast:N@TIME also lets it begin at a time in UTC; only with synthetic sensors.
    #[arg(long, value_name = "CLOCK", value_parser = input::clock)]
    pub clock: Option<ClockChoice>,
}

/// The review before upload.
#[derive(Debug, Subcommand)]
pub enum Outbox {
    /// List what waits, the oldest first.
    #[command(after_long_help = "Example:\n  candor outbox list")]
    List,
    /// Write the exact bytes of an item to standard output.
    #[command(after_long_help = "Example:\n  candor outbox show ID > picture.webp")]
    Show {
        /// The item.
        id: RecordId,
        /// Write even to a terminal.
        #[arg(long)]
        force: bool,
    },
    /// Black out regions of a picture for good.
    #[command(
        after_long_help = "Example:\n  candor outbox redact ID --rect 0,0,640,80 --rect 1200,40,300,60"
    )]
    Redact {
        /// The picture.
        id: RecordId,
        /// A region in pixels from the upper left corner; can be given several times.
        #[arg(long = "rect", required = true, value_name = "X,Y,W,H", value_parser = input::rect)]
        rects: Vec<Rect>,
    },
    /// Delete items. Costs no worked time: a gap marker stands in their place.
    ///
    /// They can't be sent from now on; for 30 seconds undelete takes it back, then they are gone for good. What the server may have
    /// already is requested to be deleted there.
    #[command(after_long_help = "Example:\n  candor outbox delete ID")]
    Delete {
        /// The items.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<RecordId>,
    },
    /// Take a deletion back while it can be.
    #[command(after_long_help = "Example:\n  candor outbox undelete ID")]
    Undelete {
        /// The items.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<RecordId>,
    },
    /// Let items go before their review time is over, frozen ones too.
    #[command(after_long_help = "Example:\n  candor outbox release ID")]
    Release {
        /// The items; all that are under review where none is named.
        #[arg(value_name = "ID")]
        ids: Vec<RecordId>,
    },
    /// Try again to upload what the server refused.
    #[command(after_long_help = "Example:\n  candor outbox retry")]
    Retry {
        /// The items; all that were refused where none is named.
        #[arg(value_name = "ID")]
        ids: Vec<RecordId>,
    },
}

/// Names of categories, so that shells complete them.
fn categories() -> impl TypedValueParser<Value = Category> {
    PossibleValuesParser::new(Category::ALL.map(Category::name)).try_map(|name| name.parse::<Category>())
}

/// Words that make no command, or ask for help.
#[derive(Debug)]
pub struct Refused {
    /// What is wrong, or the help.
    pub error: clap::Error,
    /// Whether the answer is wanted as JSON.
    pub json: bool,
}

/// Reads the command line; what it says and where to say it.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<(Args, Out), Refused> {
    let words: Vec<OsString> = words.into_iter().collect();
    match Args::try_parse_from(&words) {
        Ok(args) => {
            let out = Out::new(args.global.json);
            Ok((args, out))
        }
        Err(error) => {
            let json = words.iter().take_while(|word| *word != "--").any(|word| word == "--json");
            Err(Refused { error, json })
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    /// Every command that does something says how it is used.
    #[test]
    fn every_command_has_an_example() {
        fn check(command: &clap::Command) {
            if command.has_subcommands() {
                command.get_subcommands().for_each(check);
            } else {
                let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("candor "), "{}", command.get_name());
            }
        }
        check(&Args::command());
    }

    #[test]
    fn what_is_no_command_is_refused() {
        for words in [
            "",
            "walk",
            "notice",
            "consent grant --project P",
            "consent grant keystrokes --project P",
            "consent grant screenshots",
            "consent grant screenshots --project P --notice 12ab",
            "run",
            "run --project P --for 90",
            "run --project P --sensors fake",
            "run --project P --clock slow",
            "outbox show 17",
            "outbox redact 01890a5d-ac96-774b-bcce-b302099a8057",
            "outbox delete",
            "export",
        ] {
            let words = format!("candor --json {words}");
            let refused = parse(words.split_whitespace().map(Into::into)).err();
            assert!(refused.is_some_and(|refused| refused.json), "{words}");
        }
    }

    #[test]
    fn options_for_all_may_stand_anywhere() {
        let words = "candor notice Website --json --lang de --home /tmp/x";
        let (args, _) = parse(words.split_whitespace().map(Into::into)).unwrap();
        assert!(args.global.json);
        assert_eq!(args.global.lang.as_deref(), Some("de"));
        assert_eq!(args.global.home, Some("/tmp/x".into()));
    }
}
