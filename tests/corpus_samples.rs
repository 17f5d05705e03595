//! Every reader against what a reader of the sample files understands.
//!
//! 1. Every row of `corpus/expected.tsv` is an article with this id (where the
//!    record has one), headline, date, outlet, byline, place and language; nothing
//!    else is in the files, and nothing in them is rejected.
//! 2. An index of the samples holds the newer of two versions, every other row, and nothing else.

use dateline::article::Article;
use dateline::corpus::{Event, ReadOptions, find, read};
use dateline::enrich::enrich;
use dateline::index::{IndexOptions, Watch, index};
use dateline::store::LocalStore;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// Rows that a later version of the same story replaces.
const OLDER: [&str; 2] =
    ["meridian-post/2023/02/06/quake-0940.html", "transit-wire/jsonl/2019-12-11-0815.jsonl"];

/// A row of the table.
struct Row {
    path: &'static str,
    id: &'static str,
    headline: &'static str,
    date: &'static str,
    outlet: &'static str,
    byline: &'static str,
    place: &'static str,
    language: &'static str,
}

fn rows() -> Vec<Row> {
    let table = include_str!("../corpus/expected.tsv");
    table
        .lines()
        .skip(1)
        .map(|line| {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let &[path, id, headline, date, outlet, byline, place, language] = columns.as_slice()
            else {
                panic!("not eight columns: {line}")
            };
            Row { path, id, headline, date, outlet, byline, place, language }
        })
        .collect()
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/samples")
}

/// All articles of the samples by path (and record, where a file has several),
/// and all that was rejected.
fn articles() -> (BTreeMap<String, Article>, Vec<String>) {
    let root = samples();
    let mut found = Vec::new();
    let mut rejected = Vec::new();
    for file in find(std::slice::from_ref(&root)).unwrap() {
        let mut of_file = Vec::new();
        read(&file.unwrap(), &ReadOptions::default(), &mut |event| {
            match event {
                Event::Article(article) => of_file.push(article),
                Event::Rejected(record) => rejected.push(format!("{record:?}")),
                Event::Progress(_) => {}
            }
            true
        })
        .unwrap();
        found.extend(of_file);
    }
    let mut by_path = BTreeMap::new();
    let prefix = format!("{}/", root.display());
    for article in found {
        let path = article.origin.path.strip_prefix(&prefix).unwrap().to_owned();
        let name = match article.origin.record {
            Some(record) => format!("{path}#{record}"),
            None => path,
        };
        assert!(by_path.insert(name.clone(), article).is_none(), "{name} comes twice");
    }
    (by_path, rejected)
}

/// The article of a row: a file of one record may or may not number it.
fn take(articles: &mut BTreeMap<String, Article>, row: &Row) -> Option<Article> {
    articles.remove(row.path).or_else(|| articles.remove(&format!("{}#1", row.path)))
}

/// Names only: `A and B`, `A, B` and `A; B` are the same names.
fn names(byline: &str) -> Vec<String> {
    byline.replace(" and ", ";").replace(',', ";").split(';').map(|n| n.trim().to_owned()).collect()
}

#[test]
fn the_files_are_understood_as_a_reader_understands_them() {
    let (mut articles, rejected) = articles();
    assert!(rejected.is_empty(), "{rejected:#?}");
    let mut wrong = String::new();
    for row in rows() {
        let Some(article) = take(&mut articles, &row) else {
            let _ = writeln!(wrong, "{}: no article", row.path);
            continue;
        };
        let mut differs = |what: &str, found: &str, expected: &str| {
            if found != expected {
                let _ = writeln!(wrong, "{}: {what} is {found:?}, not {expected:?}", row.path);
            }
        };
        if !row.id.is_empty() {
            differs("id", &article.id, row.id);
        }
        differs("headline", &article.headline, row.headline);
        differs("date", article.published.date().as_deref().unwrap_or("?"), row.date);
        differs("outlet", article.outlet.as_deref().unwrap_or(""), row.outlet);
        let byline = article.byline.as_deref().unwrap_or("");
        if names(byline) != names(row.byline) {
            differs("byline", byline, row.byline);
        }
        differs("place", article.dateline.as_deref().unwrap_or(""), row.place);
        let enriched = enrich(article);
        differs("language", enriched.language.as_deref().unwrap_or(""), row.language);
    }
    for name in articles.keys() {
        let _ = writeln!(wrong, "{name}: in no row");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_index_holds_the_newer_versions_and_all_others() {
    let directory = tempfile::tempdir().unwrap();
    let store = LocalStore::open_or_create(directory.path()).unwrap();
    let mut watch = Watch { progress: &mut |_| {}, interrupted: &AtomicBool::new(false) };
    let report =
        index(&store.clone().into(), &[samples()], &IndexOptions::default(), &mut watch).unwrap();
    let rows = rows();
    assert_eq!(report.read, rows.len() as u64);
    assert_eq!(report.replaced, OLDER.len() as u64);
    let snapshot = store.snapshot().unwrap();
    let mut headlines = Vec::new();
    snapshot
        .each_id(&mut |id| {
            let id = std::str::from_utf8(id).unwrap();
            // an id whose article was replaced may still stand in a list of ids
            if let Some(address) = snapshot.find(id).unwrap() {
                let (article, _) = snapshot.record(address).unwrap().about().unwrap();
                headlines.push(article.headline);
            }
        })
        .unwrap();
    headlines.sort();
    headlines.dedup();
    let kept = rows.iter().filter(|row| !OLDER.contains(&row.path));
    let mut expected: Vec<&str> = kept.map(|row| row.headline).collect();
    expected.sort_unstable();
    assert_eq!(snapshot.len(), expected.len() as u64);
    assert_eq!(headlines, expected);
}
