//! The arrows between the doors, held.
//!
//! 1. A module uses only the modules that its row of the table allows.
//! 2. No module is called utils, common, helpers or misc.
//! 3. Below a door there is no `pub mod`: what is public is named in one list.
//! 4. Every file says in its header what it owns.
//! 5. No file has more than 600 lines of code before its tests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The table of ARCHITECTURE.md: who may use whom.
const ARROWS: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("random", &[]),
    ("corpus", &["article"]),
    ("enrich", &["article"]),
    ("schema", &["article"]),
    ("query", &["article", "schema"]),
    ("store", &["article", "enrich", "schema", "query"]),
    ("index", &["article", "corpus", "enrich", "store"]),
    ("search", &["article", "enrich", "schema", "query", "store"]),
    ("bench", &["article", "index", "query", "random", "schema", "search", "store"]),
    ("eval", &["article", "corpus", "index", "random", "schema", "search", "store"]),
    (
        "cli",
        &[
            "article", "bench", "corpus", "enrich", "eval", "index", "query", "schema", "search",
            "store",
        ],
    ),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                out.push((path, text));
            }
        }
    }
    let mut out = Vec::new();
    walk(Path::new("src"), &mut out);
    out.sort();
    assert!(out.len() > 30, "the sources are not where they were");
    out
}

/// The first folder or file name below `src`.
fn module(path: &Path) -> String {
    let below = path.strip_prefix("src").unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The doors named by `crate::` paths in code: also in `use crate::{a, b::C}`.
fn used(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let names: Vec<&str> = if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let end = group.find(|c| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                depth < 0
            });
            let group = &group[..end.unwrap_or(group.len())];
            // the first name of each part at depth 0
            let mut depth = 0;
            let parts = group.split(move |c| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                c == ',' && depth == 0
            });
            parts.collect()
        } else {
            vec![rest]
        };
        for name in names {
            let name: String =
                name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                out.push(name);
            }
        }
    }
    out
}

#[test]
fn arrows_point_one_way() {
    let table: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = module(&path);
        if own == "lib" || own == "main" {
            continue;
        }
        let Some(allowed) = table.get(own.as_str()) else {
            panic!("{}: the module {own} is not in the table of arrows", path.display());
        };
        // a path in a comment is an explanation, not an arrow
        let code: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        for name in used(&code) {
            if table.contains_key(name.as_str()) && name != own && !allowed.contains(&name.as_str())
            {
                wrong.push(format!("{}: {own} may not use {name}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_reader_of_arrows_sees_them() {
    assert_eq!(used("use crate::store::Snapshot;"), ["store"]);
    assert_eq!(used("use crate::{article::{Day, Article}, query};"), ["article", "query"]);
    assert_eq!(used("fn f(x: crate::index::Report)"), ["index"]);
}

#[test]
fn rooms_have_names_that_say_something() {
    for (path, _) in sources() {
        for part in path.components() {
            let name = part.as_os_str().to_string_lossy();
            let name = name.trim_end_matches(".rs");
            let empty = ["util", "utils", "common", "helper", "helpers", "misc"];
            assert!(!empty.contains(&name), "{} says nothing", path.display());
        }
    }
}

#[test]
fn doors_are_the_only_public_modules() {
    for (path, text) in sources() {
        if path == Path::new("src/lib.rs") {
            continue;
        }
        let public = text.lines().any(|line| line.starts_with("pub mod "));
        assert!(!public, "{}: a public module below a door", path.display());
    }
}

#[test]
fn every_file_says_what_it_owns_and_none_owns_too_much() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} has no header", path.display());
        if path.ends_with("tests.rs") {
            continue;
        }
        let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
        assert!(code <= 600, "{} has {code} lines of code: split it", path.display());
    }
}
