//! What lies in the package: whose it is, who may do what with it, how large it is.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::shell::{self, command};

/// What must be there; programs may be started, the rest only read.
const EXPECTED: &[&str] = &[
    "usr/bin/candor",
    "usr/bin/candor-desktop",
    "usr/bin/candor-sensor",
    "usr/share/applications/Candor.desktop",
    "usr/share/doc/candor/changelog.gz",
    "usr/share/doc/candor/copyright",
    "usr/share/doc/candor/licences.txt",
    "usr/share/icons/hicolor/48x48/apps/candor.png",
    "usr/share/icons/hicolor/scalable/apps/candor.svg",
];

/// One line of what `dpkg-deb --contents` prints.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    mode: String,
    owner: String,
    bytes: u64,
    path: String,
}

/// Prints what the package is and looks for what is wrong in it.
pub fn check(package: &Path) -> Result<()> {
    let field = |args: &[&str]| shell::read(command("dpkg-deb", args).arg(package));
    println!("{}", field(&["--info"])?.trim_end());
    let listed = field(&["--contents"])?;
    let entries: Vec<Entry> = listed.lines().filter_map(entry).collect();
    if entries.len() != listed.lines().count() {
        bail!("`dpkg-deb --contents` printed lines that aren't understood:\n{listed}");
    }
    let mut largest: Vec<&Entry> = entries.iter().collect();
    largest.sort_by_key(|entry| std::cmp::Reverse(entry.bytes));
    println!("\n{}: {} as it is sent", package.display(), megabytes(fs::metadata(package)?.len()));
    println!("{} installed; the largest files:", megabytes(entries.iter().map(|entry| entry.bytes).sum()));
    for entry in largest.iter().take(5) {
        println!("  {:>9}  {}", megabytes(entry.bytes), entry.path);
    }
    let problems = problems(&entries);
    if !problems.is_empty() {
        bail!("the package is not as it should be:\n{}", problems.join("\n"));
    }
    desktop_file(package)
}

fn problems(entries: &[Entry]) -> Vec<String> {
    let mut problems: Vec<String> = EXPECTED
        .iter()
        .filter(|path| !entries.iter().any(|entry| entry.path == **path))
        .map(|path| format!("{path} is missing"))
        .collect();
    for Entry { mode, owner, path, .. } in entries {
        let wanted = match () {
            () if mode.starts_with('d') => "drwxr-xr-x",
            () if path.starts_with("usr/bin/") => "-rwxr-xr-x",
            () => "-rw-r--r--",
        };
        if mode != wanted {
            problems.push(format!("{path} has mode {mode}, not {wanted}"));
        }
        if !["root/root", "0/0"].contains(&owner.as_str()) {
            problems.push(format!("{path} belongs to {owner}"));
        }
        if !path.is_empty() && path != "usr" && !path.starts_with("usr/") {
            problems.push(format!("{path} lies outside /usr"));
        }
    }
    problems
}

/// Reads `-rwxr-xr-x root/root 123 2026-11-22 12:00 ./usr/bin/candor`.
fn entry(line: &str) -> Option<Entry> {
    let mut words = line.split_whitespace();
    let (mode, owner, bytes) = (words.next()?, words.next()?, words.next()?);
    let path = words.skip(2).collect::<Vec<_>>().join(" ");
    let path = path.strip_prefix("./").unwrap_or(&path).trim_end_matches('/');
    Some(Entry { mode: mode.into(), owner: owner.into(), bytes: bytes.parse().ok()?, path: path.into() })
}

/// Has the menu entry read by those who define it.
fn desktop_file(package: &Path) -> Result<()> {
    let folder = package.with_extension("");
    let out = folder.join("unpacked");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    shell::run(command("dpkg-deb", ["--extract"]).arg(package).arg(&out))?;
    let file = out.join("usr/share/applications/Candor.desktop");
    shell::run(command("desktop-file-validate", [""; 0]).arg(&file))?;
    if !fs::read_to_string(&file)?.lines().any(|line| line == "MimeType=x-scheme-handler/candor;") {
        bail!("{} doesn't take candor: links", file.display());
    }
    fs::remove_dir_all(&out)?;
    Ok(())
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "-rwxr-xr-x root/root  18347024 2026-11-22 12:00 ./usr/bin/candor";

    fn whole() -> Vec<Entry> {
        EXPECTED
            .iter()
            .map(|path| {
                let mode = if path.starts_with("usr/bin/") { "-rwxr-xr-x" } else { "-rw-r--r--" };
                Entry { mode: mode.into(), owner: "root/root".into(), bytes: 1, path: (*path).into() }
            })
            .collect()
    }

    #[test]
    fn a_line_of_the_list_is_read() {
        let wanted = Entry {
            mode: "-rwxr-xr-x".into(),
            owner: "root/root".into(),
            bytes: 18_347_024,
            path: "usr/bin/candor".into(),
        };
        assert_eq!(entry(LINE), Some(wanted));
        assert_eq!(entry("nothing"), None);
    }

    #[test]
    fn what_is_missing_or_open_to_others_is_found() {
        assert_eq!(problems(&whole()), [""; 0]);
        assert_eq!(problems(&whole()[1..]), ["usr/bin/candor is missing"]);
        for (line, problem) in [
            ("-rwxrwxrwx root/root 1 d t ./usr/bin/other", "mode"),
            ("-rwsr-xr-x root/root 1 d t ./usr/bin/other", "mode"),
            ("-rwxr-xr-x agent/agent 1 d t ./usr/bin/other", "belongs"),
            ("-rw-r--r-- root/root 1 d t ./etc/xdg/autostart/candor.desktop", "outside"),
        ] {
            let mut entries = whole();
            entries.extend(entry(line));
            let found = problems(&entries);
            assert!(found.len() == 1 && found[0].contains(problem), "{line}: {found:?}");
        }
    }
}
