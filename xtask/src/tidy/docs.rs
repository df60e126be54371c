//! Rules about the documentation: what it links to, what it tells people to type and the tests that it relies on exist.

use std::collections::BTreeSet;

use super::File;

const DECISIONS: &str = "docs/decisions/";
const INDEX: &str = "docs/decisions/README.md";
/// The assessment, each line of which that claims something names the test that shows it.
const ASSESSMENT: &str = "docs/security.md";

/// What is wrong with the documentation.
pub fn check(files: &[File], tasks: &[String]) -> Vec<String> {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let text = |path: &str| files.iter().find(|file| file.path == path)?.text.as_deref();
    let mut problems = decisions(&paths, text(INDEX).unwrap_or_default());
    let missing = missing_tests(text(ASSESSMENT).unwrap_or_default(), files);
    problems.extend(missing.map(|test| format!("{ASSESSMENT}: there is no test {test}")));
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        let text = file.text.as_deref().unwrap_or_default();
        for link in dead_links(&file.path, text, &paths) {
            problems.push(format!("{}: links to {link}, which doesn't exist", file.path));
        }
        for task in unknown_tasks(text, tasks) {
            problems.push(format!("{}: there is no `cargo xtask {task}`", file.path));
        }
    }
    problems
}

/// Decision records that the index doesn't list, or that have no number of their own.
fn decisions(paths: &BTreeSet<&str>, index: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let names =
        paths.iter().filter_map(|path| path.strip_prefix(DECISIONS)).filter(|name| *name != "README.md");
    for (number, name) in names.enumerate() {
        if !name.starts_with(&format!("{:04}-", number + 1)) {
            problems.push(format!("{DECISIONS}{name}: its number should be {:04}", number + 1));
        }
        if !index.contains(&format!("({name})")) {
            problems.push(format!("{INDEX}: doesn't list {name}"));
        }
    }
    problems
}

/// Relative links to files that are not there.
fn dead_links<'a>(from: &str, text: &'a str, paths: &BTreeSet<&str>) -> Vec<&'a str> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    targets
        .filter(|target| !target.contains("://") && !target.starts_with(['#', '<']))
        .filter(|target| {
            let path = resolve(folder, target.split('#').next().unwrap_or(target));
            let directory = format!("{}/", path.trim_end_matches('/'));
            !paths.contains(path.as_str()) && !paths.iter().any(|known| known.starts_with(&directory))
        })
        .collect()
}

/// A relative path from a folder, as a path from the root.
fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Tasks that the text tells people to run and that xtask doesn't have.
fn unknown_tasks<'a>(text: &'a str, tasks: &[String]) -> Vec<&'a str> {
    text.split("cargo xtask ")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '-').next().unwrap_or_default())
        .filter(|task| !task.is_empty() && !tasks.iter().any(|known| known == task))
        .collect()
}

/// Tests that the text names and that are not there.
fn missing_tests<'a>(text: &'a str, files: &[File]) -> impl Iterator<Item = &'a str> {
    text.split('`').skip(1).step_by(2).filter(|code| {
        let Some((path, test)) = named_test(code) else { return false };
        let is_it = |file: &&File| file.path == path || file.path.ends_with(&format!("/{path}"));
        let mut sources = files.iter().filter(is_it).filter_map(|file| file.text.as_deref());
        !sources.any(|source| has_test(source, test))
    })
}

/// A file, with as much of its path as tells it from others, and a test in it: `file.rs::name` or `file.spec.ts: name`.
fn named_test(code: &str) -> Option<(&str, &str)> {
    let (path, test) = code.split_once("::").or_else(|| code.split_once(": "))?;
    [".rs", ".spec.ts", ".test.ts"].iter().any(|end| path.ends_with(end)).then_some((path, test))
}

/// Whether a source has a test of this name, and not just a function.
fn has_test(source: &str, test: &str) -> bool {
    let (function, call) = (format!("fn {test}("), format!("test(\"{test}\","));
    let mut marked = false;
    for line in source.lines().map(str::trim_start) {
        if line.starts_with(&call) || marked && line.trim_start_matches("async ").starts_with(&function) {
            return true;
        }
        // Other attributes and comments may stand between the mark and the function.
        marked = line.starts_with("#[test]")
            || line.starts_with("#[tokio::test")
            || marked && (line.starts_with("#[") || line.starts_with("//"));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_lists_every_decision_in_order() {
        let paths = BTreeSet::from([INDEX, "docs/decisions/0001-a.md", "docs/decisions/0002-b.md"]);
        assert_eq!(decisions(&paths, "[A](0001-a.md) [B](0002-b.md)"), [""; 0]);
        assert_eq!(decisions(&paths, "[A](0001-a.md)").len(), 1);
        let gap = BTreeSet::from([INDEX, "docs/decisions/0001-a.md", "docs/decisions/0003-b.md"]);
        assert_eq!(decisions(&gap, "[A](0001-a.md) [B](0003-b.md)").len(), 1);
    }

    #[test]
    fn links_lead_somewhere() {
        let paths = BTreeSet::from(["README.md", "docs/threat-model.md", "docs/decisions/README.md"]);
        let text = "[a](../README.md) [b](decisions) [c](https://candor.example) [d](#here) [e](threat-model.md#thief)";
        assert_eq!(dead_links("docs/x.md", text, &paths), [""; 0]);
        assert_eq!(dead_links("README.md", "[a](threat-model.md)", &paths), ["threat-model.md"]);
    }

    #[test]
    fn tasks_in_the_text_exist() {
        let tasks = ["test".to_owned()];
        assert_eq!(unknown_tasks("`cargo xtask test`, then `cargo xtask shine`.", &tasks), ["shine"]);
        assert_eq!(unknown_tasks("cargo xtask TASK", &tasks), [""; 0]);
    }
    #[test]
    fn tests_that_are_relied_on_exist() {
        let file = |path: &str, text: &str| File { path: path.into(), bytes: 0, text: Some(text.into()) };
        let rust = "fn help() {}\n\n    #[tokio::test]\n    #[should_panic]\n    async fn holds() {}\n#[test]\nfn too(\n";
        let files = [
            file("server/tests/server/a.rs", rust),
            file("server/src/a.rs", "fn nothing() {}"),
            file("ui/portal/tests/b.spec.ts", "  test(\"a way, back\", async () => {"),
        ];
        let missing = |text: &str| missing_tests(text, &files).map(str::to_owned).collect::<Vec<_>>();
        let there =
            "`a.rs::holds`, `server/tests/server/a.rs::too`, `b.spec.ts: a way, back`; `a.rs`, `Db::open`.";
        assert_eq!(missing(there), [""; 0]);
        for gone in [
            "a.rs::help",
            "src/a.rs::holds",
            "ver/a.rs::holds",
            "a.rs::hold",
            "b.spec.ts: a way",
            "c.rs::holds",
        ] {
            assert_eq!(missing(&format!("| 1.1.1 | it is so | `{gone}` |")), [gone]);
        }
    }
}
