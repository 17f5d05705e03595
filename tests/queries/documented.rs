//! The tables of docs/query-language.md, run.
//!
//! - `| form | means | finds | does not find |`: both examples are articles. An
//!   example is the text of a body; parts between ` · ` that begin with a field's
//!   name are that field (`headline: Moon rock · A rock is on show.`).
//! - `| typed | read as |`, with `| note |` or without: how a query is read.
//! - `| field | other names | holds |`: the names of one field mean the same.

use crate::page::{PAGE, Row, examples, rows};
use crate::{Corpus, today};
use dateline::query::{MAX_CLAUSES, MAX_DEPTH, parse, parse_on};
use serde_json::Value;

#[test]
fn examples_find_and_do_not_find() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let examples: Vec<(Row, (Value, Option<Value>))> =
        rows(&page).into_iter().filter_map(|row| examples(&row).map(|pair| (row, pair))).collect();
    assert!(examples.len() >= 60, "{} rows with examples in {PAGE}", examples.len());
    let mut lines = String::new();
    let mut ids = Vec::new();
    for (_, (finds, other)) in &examples {
        let mut id_of = |record: &Value| {
            lines.push_str(&format!("{record}\n"));
            record["id"].as_str().unwrap().to_owned()
        };
        ids.push((id_of(finds), other.as_ref().map(id_of)));
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("examples.jsonl");
    std::fs::write(&path, lines).unwrap();
    let corpus = Corpus::of(path);
    let mut wrong = Vec::new();
    for ((row, _), (finds, not)) in examples.iter().zip(&ids) {
        let query = row.code("form").unwrap();
        let answer = corpus.ask(query);
        let found = |id: &str| answer.hits.iter().any(|hit| hit.id == id);
        let read_as = &answer.query.read_as;
        if !found(finds) {
            wrong.push(format!("{PAGE}:{}: `{query}` ({read_as}) does not find it", row.line));
        }
        if not.as_deref().is_some_and(found) {
            wrong.push(format!("{PAGE}:{}: `{query}` ({read_as}) finds the other", row.line));
        }
        let repaired = answer.query.notes.first().filter(|_| !read_as.contains("* -"));
        if let Some(note) = repaired {
            wrong.push(format!("{PAGE}:{}: `{query}`: {}", row.line, note.message));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn queries_are_read_as_the_page_says() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows(&page) {
        let Some(typed) = row.code("typed") else { continue };
        count += 1;
        let reading = parse_on(typed, today());
        let read_as = reading.query.to_string();
        if row.code("read as").is_some_and(|expected| expected != read_as) {
            wrong.push(format!("{PAGE}:{}: `{typed}` is read as `{read_as}`", row.line));
        }
        let notes: Vec<&str> = reading.notes.iter().map(|note| note.message.as_str()).collect();
        let note = row.cell("note").unwrap_or_default().replace("\\`", "`");
        let noted = notes.iter().any(|found| found.starts_with(note.trim_end_matches('…')));
        if row.cell("note").is_some() && !noted {
            wrong.push(format!("{PAGE}:{}: `{typed}` is noted {notes:?}", row.line));
        }
    }
    assert!(count >= 40, "{count} rows with queries in {PAGE}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn other_names_are_the_same_field() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let mut count = 0;
    for row in rows(&page) {
        let Some(names) = row.cell("other names") else { continue };
        let field = row.code("field").unwrap();
        for name in names.split('`').filter(|name| name.ends_with(':')) {
            let (own, other) = (parse(&format!("{field}2019")), parse(&format!("{name}2019")));
            assert_eq!(own, other, "{PAGE}:{}: {name}", row.line);
            count += 1;
        }
    }
    assert!(count >= 12, "{count} other names in {PAGE}");
}

#[test]
fn limits_are_those_of_the_page() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let clauses = format!("{},{:03}", MAX_CLAUSES / 1000, MAX_CLAUSES % 1000);
    for limit in [clauses, MAX_DEPTH.to_string()] {
        assert!(page.contains(&limit), "{limit}");
    }
}
