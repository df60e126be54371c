//! Rules about every file: its size, its length, and words that don't belong into finished work.

use std::collections::BTreeMap;

use super::{Exceptions, File};

/// The most bytes of a committed file.
const MOST_BYTES: u64 = 600 * 1024;

/// The most lines of a source file; past it, it is asking to be split along a seam.
const MOST_LINES: usize = 500;

/// Marks of unfinished Rust. Written in two halves, so that this file passes.
const UNFINISHED_RUST: &[&str] =
    &[concat!("to", "do!("), concat!("unimple", "mented!("), concat!("db", "g!(")];

/// Marks of unfinished or silenced TypeScript.
const UNFINISHED_WEB: &[&str] =
    &[concat!("debug", "ger;"), concat!(".on", "ly("), concat!(".sk", "ip("), concat!("@ts-ig", "nore")];

const ALLOWS_UNSAFE: &str = concat!("allow(unsafe", "_code");
const IGNORES: &str = concat!("#[ig", "nore");
const SLEEP: &str = concat!("sle", "ep(");

/// What is wrong with the files.
pub fn check(files: &[File], exceptions: &Exceptions) -> Vec<String> {
    let mut problems = Vec::new();
    let mut long = Uses::new("long_files", &exceptions.long_files);
    let mut unsafe_code = Uses::new("unsafe_files", &exceptions.unsafe_files);
    let mut sleeping = Uses::new("sleeping_files", &exceptions.sleeping_files);
    let mut ignoring = Uses::new("ignoring_files", &exceptions.ignoring_files);
    for file in files {
        let path = &file.path;
        if file.bytes > MOST_BYTES {
            problems.push(format!(
                "{path}: {} KB; at most {} are committed",
                file.bytes / 1024,
                MOST_BYTES / 1024
            ));
        }
        let Some(text) = &file.text else { continue };
        let (rust, web) = (path.ends_with(".rs"), [".ts", ".svelte"].iter().any(|end| path.ends_with(end)));
        if !rust && !web {
            continue;
        }
        let lines = text.lines().count();
        if lines > MOST_LINES && !long.excuse(path) {
            problems.push(format!("{path}: {lines} lines; split it, or give the reason in xtask/tidy.toml"));
        }
        let unfinished = if rust { UNFINISHED_RUST } else { UNFINISHED_WEB };
        for (number, line) in text.lines().enumerate() {
            for mark in unfinished.iter().filter(|mark| line.contains(*mark)) {
                problems.push(format!("{path}:{}: {mark} is for unfinished work", number + 1));
            }
        }
        if rust && text.contains(ALLOWS_UNSAFE) && !unsafe_code.excuse(path) {
            problems.push(format!("{path}: allows unsafe code; name it in xtask/tidy.toml with the reason"));
        }
        if rust && text.contains(IGNORES) && !ignoring.excuse(path) {
            problems.push(format!(
                "{path}: a test is ignored; make it run, or give the reason in xtask/tidy.toml"
            ));
        }
        if rust && test_code(path, text).contains(SLEEP) && !sleeping.excuse(path) {
            problems.push(format!(
                "{path}: a test sleeps; wait for an event, or give the reason in xtask/tidy.toml"
            ));
        }
    }
    problems.extend([long, unsafe_code, sleeping, ignoring].iter().flat_map(Uses::idle));
    problems
}

/// The part of a Rust file that is test code: all of it in a test's folder or file, else what follows `#[cfg(test)]`.
fn test_code<'a>(path: &str, text: &'a str) -> &'a str {
    let whole = path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("tests.rs");
    if whole { text } else { text.find("#[cfg(test)]").map_or("", |at| &text[at..]) }
}

/// A list of exceptions, and which of them were needed.
struct Uses<'a> {
    list: &'static str,
    unused: BTreeMap<&'a str, &'a str>,
    all: &'a BTreeMap<String, String>,
}

impl<'a> Uses<'a> {
    fn new(list: &'static str, all: &'a BTreeMap<String, String>) -> Self {
        Self {
            list,
            unused: all.iter().map(|(path, reason)| (path.as_str(), reason.as_str())).collect(),
            all,
        }
    }

    /// Whether `path` is excused, with a reason.
    fn excuse(&mut self, path: &str) -> bool {
        self.unused.remove(path);
        self.all.get(path).is_some_and(|reason| !reason.trim().is_empty())
    }

    fn idle(&self) -> impl Iterator<Item = String> {
        self.unused.keys().map(|path| format!("xtask/tidy.toml: {}: {path} needs no exception", self.list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), bytes: text.len() as u64, text: Some(text.into()) }
    }

    fn problems(path: &str, text: &str) -> Vec<String> {
        check(&[file(path, text)], &Exceptions::default())
    }

    #[test]
    fn unfinished_work_is_found_with_its_line() {
        for mark in UNFINISHED_RUST {
            let found = problems("crates/a/src/lib.rs", &format!("fn a() {{\n    {mark}\n}}\n"));
            assert!(found[0].starts_with("crates/a/src/lib.rs:2:"), "{found:?}");
        }
        assert_eq!(problems("ui/a.test.ts", &format!("test{}'x')", UNFINISHED_WEB[1])).len(), 1);
        assert_eq!(problems("README.md", UNFINISHED_RUST[0]), [""; 0]);
    }

    #[test]
    fn sleeps_are_refused_in_tests_only() {
        let wait = format!("std::thread::{SLEEP}second)");
        assert_eq!(problems("crates/a/src/retry.rs", &wait), [""; 0]);
        assert_eq!(problems("tests/src/story.rs", &wait).len(), 1);
        assert_eq!(problems("crates/a/src/b.rs", &format!("#[cfg(test)]\nmod tests {{ {wait} }}")).len(), 1);
        assert_eq!(problems("crates/a/src/b.rs", &format!("{wait}\n#[cfg(test)]\nmod tests {{}}")), [""; 0]);
    }

    #[test]
    fn long_files_need_a_reason_and_the_reason_a_long_file() {
        let lines = "\n".repeat(MOST_LINES + 1);
        let excused = |path: &str, reason: &str| Exceptions {
            long_files: BTreeMap::from([(path.into(), reason.into())]),
            ..Exceptions::default()
        };
        assert_eq!(problems("a.rs", &lines).len(), 1);
        assert_eq!(problems("a.md", &lines), [""; 0]);
        assert_eq!(check(&[file("a.rs", &lines)], &excused("a.rs", "a table")), [""; 0]);
        assert_eq!(check(&[file("a.rs", &lines)], &excused("a.rs", " ")).len(), 1);
        assert_eq!(check(&[file("a.rs", "")], &excused("a.rs", "a table")).len(), 1);
    }

    #[test]
    fn unsafe_code_ignored_tests_and_big_files_are_found() {
        assert_eq!(problems("a.rs", &format!("{IGNORES}]")).len(), 1);
        assert_eq!(problems("a.rs", &format!("#[{ALLOWS_UNSAFE})]")).len(), 1);
        let big = File { path: "a.png".into(), bytes: MOST_BYTES + 1, text: None };
        assert_eq!(check(&[big], &Exceptions::default()).len(), 1);
    }
}
