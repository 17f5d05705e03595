//! 1. Every row of the tables in this folder holds: how a query is read, what it finds, what is
//!    lit, what is noted (README.md says how to read them).
//! 2. There are at least 250 rows.
//! 3. Every example of docs/query-language.md finds and does not find what it says.
//! 4. Queries of a size that no person types are answered in time.

mod documented;
mod limits;
mod page;

use dateline::article::Day;
use dateline::index::{IndexOptions, Watch, index};
use dateline::search::{Request, Response, search};
use dateline::store::{LocalStore, Snapshot};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// The day on which all queries here are asked, a Friday.
pub(crate) fn today() -> Option<Day> {
    Day::from_ymd(2020, 1, 10)
}

/// The articles of a file, in an index.
pub(crate) struct Corpus {
    _directory: tempfile::TempDir,
    pub(crate) snapshot: Snapshot,
}

impl Corpus {
    /// Indexes a file of which every record must be read.
    pub(crate) fn of(path: PathBuf) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = LocalStore::open_or_create(directory.path()).unwrap();
        let mut watch = Watch { progress: &mut |_| {}, interrupted: &AtomicBool::new(false) };
        let report =
            index(&store.clone().into(), &[path], &IndexOptions::default(), &mut watch).unwrap();
        assert_eq!(report.rejected.len(), 0, "{:?}", report.rejected);
        let snapshot = Snapshot::from(store.snapshot().unwrap());
        Self { _directory: directory, snapshot }
    }

    /// All hits of a query, with their passages.
    pub(crate) fn ask(&self, query: &str) -> Response {
        let request = Request { today: today(), take: 1000, passages: 5, ..Request::new(query) };
        search(&self.snapshot, &request).unwrap()
    }
}

/// The text of a piece, by characters.
fn piece(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// The different pieces that are lit.
fn lit(answer: &Response) -> BTreeSet<String> {
    let mut lit = BTreeSet::new();
    for hit in &answer.hits {
        for span in &hit.headline_highlights {
            lit.insert(piece(&hit.headline, span.start, span.end));
        }
        for passage in &hit.passages {
            for span in &passage.highlights {
                let (start, end) = (span.start - passage.start, span.end - passage.start);
                lit.insert(piece(&passage.text, start, end));
            }
        }
    }
    lit
}

/// `\u{2212}` as the character that it names.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (code, after) = after.split_once('}').unwrap();
        out.push_str(before);
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        rest = after;
    }
    out + rest
}

/// What does not hold of a row, in words; nothing if all holds.
fn faults(corpus: &Corpus, all: &[String], row: &str) -> String {
    let cells: Vec<&str> = row.split(" | ").map(str::trim).collect();
    let &[query, read_as, finds, expected_lit, ref note @ ..] = cells.as_slice() else {
        return format!("four or five columns, not {}", cells.len());
    };
    let (query, read_as) = (unescaped(query), unescaped(read_as));
    let answer = corpus.ask(&query);
    let mut faults = String::new();
    let mut differ = |what: &str, found: &str, expected: &str| {
        if found != expected {
            writeln!(faults, "  {what}:  {found}\n  instead of  {expected}").unwrap();
        }
    };

    differ("read as", &answer.query.read_as, if read_as == "=" { &query } else { &read_as });

    let mut found: Vec<String> = answer.hits.iter().map(|hit| hit.id.clone()).collect();
    let ids = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let expected = match finds {
        "none" => Vec::new(),
        "all" => all.to_vec(),
        _ => match (finds.strip_prefix("all but "), finds.strip_prefix('>')) {
            (Some(but), _) => all.iter().filter(|id| !ids(but).contains(id)).cloned().collect(),
            (_, Some(ordered)) => ids(ordered),
            _ => ids(finds),
        },
    };
    if !finds.starts_with('>') {
        found.sort();
    }
    differ("finds", &found.join(" "), &expected.join(" "));
    assert_eq!(answer.total as usize, answer.hits.len());

    if expected_lit != "." {
        let expected: BTreeSet<String> = match expected_lit {
            "none" => BTreeSet::new(),
            lit => lit.split("; ").map(unescaped).collect(),
        };
        differ("lit", &format!("{:?}", lit(&answer)), &format!("{expected:?}"));
    }

    let notes: Vec<&str> = answer.query.notes.iter().map(|note| note.message.as_str()).collect();
    let noted = note.first().is_none_or(|part| notes.iter().any(|note| note.contains(part)));
    if !noted || (note.is_empty() && !notes.is_empty()) {
        differ("notes", &format!("{notes:?}"), note.first().unwrap_or(&"none"));
    }
    faults
}

#[test]
fn every_row_holds() {
    let folder = Path::new("tests/queries");
    let corpus = Corpus::of(folder.join("articles.jsonl"));
    let mut all: Vec<String> = corpus.ask("*").hits.into_iter().map(|hit| hit.id).collect();
    all.sort();
    let mut tables: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    tables.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    tables.sort();
    let (mut rows, mut wrong) = (0, Vec::new());
    for path in tables {
        for (number, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            rows += 1;
            let faults = faults(&corpus, &all, line);
            if !faults.is_empty() {
                wrong.push(format!("{}:{}: {line}\n{faults}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 250, "only {rows} rows");
}
