//! The tables of docs/query-language.md, read.

#![allow(unreachable_pub, dead_code, reason = "each test binary uses a part of it")]

use serde_json::{Map, Value};

/// Where they stand.
pub const PAGE: &str = "docs/query-language.md";

/// A row of a table: its line, and its cells by the heading of their column.
pub struct Row {
    /// From 1.
    pub line: usize,
    headings: Vec<String>,
    cells: Vec<String>,
}

impl Row {
    /// The cell of a column, if there is one.
    pub fn cell(&self, heading: &str) -> Option<&str> {
        let column = self.headings.iter().position(|known| known == heading)?;
        self.cells.get(column).map(String::as_str)
    }

    /// The first code span of a cell, which is a query.
    pub fn code(&self, heading: &str) -> Option<&str> {
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
pub fn rows(page: &str) -> Vec<Row> {
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
pub fn record(id: &str, example: &str) -> Value {
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

/// The two examples of a row as records: what its query finds, and what it does not, if anything.
pub fn examples(row: &Row) -> Option<(Value, Option<Value>)> {
    row.cell("finds")?;
    let record_of = |heading: &str| {
        let example = row.cell(heading).filter(|example| !example.is_empty());
        let example =
            example.unwrap_or_else(|| panic!("{PAGE}:{}: no example under {heading}", row.line));
        record(&format!("{}-{}", row.line, heading.replace(' ', "-")), example)
    };
    // a dash: there is nothing that it does not find
    let other = row.cell("does not find").is_some_and(|example| example != "—");
    Some((record_of("finds"), other.then(|| record_of("does not find"))))
}
