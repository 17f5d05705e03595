//! The tables of docs/query-language.md, run.
//!
//! - `| form | means | finds | does not find |`: both examples are articles. An
//!   example is the text of a body; parts between ` · ` that begin with a field's
//!   name are that field (`headline: Moon rock · A rock is on show.`).
//! - `| typed | read as |`, with `| note |` or without: how a query is read.
//! - `| field | other names | holds |`: the names of one field mean the same.

use crate::{Corpus, today};
use dateline::query::{MAX_CLAUSES, MAX_DEPTH, parse, parse_on};
use serde_json::{Map, Value};

const PAGE: &str = "docs/query-language.md";

/// A row of a table: its line, and its cells by the heading of their column.
struct Row {
    line: usize,
    headings: Vec<String>,
    cells: Vec<String>,
}

impl Row {
    fn cell(&self, heading: &str) -> Option<&str> {
        let column = self.headings.iter().position(|known| known == heading)?;
        self.cells.get(column).map(String::as_str)
    }

    /// The first code span of a cell, which is a query.
    fn code(&self, heading: &str) -> Option<&str> {
        let cell = self.cell(heading)?;
        let code = cell.split("``").nth(1).map(str::trim);
        let code = code.or_else(|| cell.split('`').nth(1));
        Some(code.unwrap_or_else(|| panic!("{PAGE}:{}: no `query` in {cell}", self.line)))
    }
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|').replace("\\|", "\u{1}");
    let line = line.strip_suffix('|').unwrap_or(&line);
    line.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
}

/// All rows of all tables of the page.
fn rows(page: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut headings: Vec<String> = Vec::new();
    for (number, line) in page.lines().enumerate() {
        if !line.starts_with('|') {
            headings.clear();
        } else if headings.is_empty() {
            headings = cells(line);
        } else if !line.starts_with("|-") && !line.starts_with("| -") {
            rows.push(Row { line: number + 1, headings: headings.clone(), cells: cells(line) });
        }
    }
    rows
}

/// An example as a record.
fn record(id: &str, example: &str) -> Value {
    let mut record = Map::from_iter([("id".to_owned(), Value::from(id))]);
    for part in example.split(" · ") {
        let (name, value) = part.split_once(": ").unwrap_or(("", part));
        match name {
            "published" => record.insert("date".into(), value.into()),
            "by" => record.insert("byline".into(), value.into()),
            "lang" => record.insert("language".into(), value.into()),
            "topic" => record.insert("topics".into(), vec![value].into()),
            "place" => record.insert("places".into(), vec![value].into()),
            "headline" | "source" | "section" | "url" | "id" => {
                record.insert(name.into(), value.into())
            }
            _ => record.insert("body".into(), part.into()),
        };
    }
    record.entry("body").or_insert_with(|| "Nothing more.".into());
    record.into()
}

#[test]
fn examples_find_and_do_not_find() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let examples: Vec<Row> =
        rows(&page).into_iter().filter(|row| row.cell("finds").is_some()).collect();
    assert!(examples.len() >= 60, "{} rows with examples in {PAGE}", examples.len());
    let mut lines = String::new();
    let mut ids = Vec::new();
    for row in &examples {
        let mut id_of = |heading: &str| {
            let example = row.cell(heading).filter(|example| !example.is_empty());
            let example = example
                .unwrap_or_else(|| panic!("{PAGE}:{}: no example under {heading}", row.line));
            let record = record(&format!("{}-{}", row.line, heading.replace(' ', "-")), example);
            lines.push_str(&format!("{record}\n"));
            record["id"].as_str().unwrap().to_owned()
        };
        let finds = id_of("finds");
        // a dash: there is nothing that it does not find
        let other = row.cell("does not find").is_some_and(|example| example != "—");
        ids.push((finds, other.then(|| id_of("does not find"))));
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("examples.jsonl");
    std::fs::write(&path, lines).unwrap();
    let corpus = Corpus::of(path);
    let mut wrong = Vec::new();
    for (row, (finds, not)) in examples.iter().zip(&ids) {
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
