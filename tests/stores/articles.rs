//! The articles that are compared: no id twice, so that both stores count the same.

use crate::page::{PAGE, examples, rows};
use dateline::corpus::{Event, ReadOptions, find, read};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Noise that is the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    pub(crate) fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

/// The bundled corpus, each article as it was read last.
pub(crate) fn samples() -> String {
    let mut articles: BTreeMap<String, Value> = BTreeMap::new();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/samples");
    for found in find(&[folder]).unwrap() {
        let mut keep = |event| {
            if let Event::Article(article) = event {
                let record = json!({
                    "id": article.id, "headline": article.headline, "byline": article.byline,
                    "source": article.outlet, "section": article.section, "url": article.url,
                    "language": article.language, "topics": article.topics,
                    "places": article.places, "dateline": article.dateline,
                    "date": article.published.date(), "body": article.body,
                });
                articles.insert(article.id, record);
            }
            true
        };
        read(&found.unwrap(), &ReadOptions::default(), &mut keep).unwrap();
    }
    assert!(articles.len() >= 80, "{} articles in the samples", articles.len());
    lines(articles.values())
}

fn lines<'a>(records: impl IntoIterator<Item = &'a Value>) -> String {
    records.into_iter().fold(String::new(), |mut lines, record| {
        let _ = writeln!(lines, "{record}");
        lines
    })
}

/// The articles that the tables of queries are about, and the examples of the page.
pub(crate) fn examples_and_tables() -> String {
    let mut out = std::fs::read_to_string("tests/queries/articles.jsonl").unwrap();
    for row in rows(&std::fs::read_to_string(PAGE).unwrap()) {
        if let Some((finds, other)) = examples(&row) {
            out.push_str(&lines([&finds].into_iter().chain(&other)));
        }
    }
    out
}

/// The words of [`generated`] articles.
pub(crate) const WORDS: &[&str] =
    &["ferry", "fog", "harbour", "bridge", "taxes", "union", "voting", "storms"];
/// The people that they name.
pub(crate) const PEOPLE: &[&str] = &["Thomas Lodewick", "Maria Sanchez", "Haruki Tanaka"];
const OUTLETS: &[&str] = &["Harbour Wire", "Transit Wire", "Northern Gazette"];
const SECTIONS: &[&str] = &["World", "Business", "Sport"];

/// So many short articles of few words, so that random queries meet them.
pub(crate) fn generated(count: usize) -> String {
    let mut dice = Dice(0x5eed);
    let mut out = String::new();
    for number in 0..count {
        let mut body = String::new();
        for paragraph in 0..1 + dice.roll(3) {
            if paragraph > 0 {
                body.push_str("\n\n");
            }
            for _ in 0..1 + dice.roll(3) {
                sentence(&mut body, &mut dice);
            }
        }
        let headline = format!("{} and {}", dice.of(WORDS), dice.of(WORDS));
        let mut record = json!({
            "id": format!("g{number:04}"), "headline": headline, "body": body,
            "source": dice.of(OUTLETS), "section": dice.of(SECTIONS), "language": "en",
        });
        let (year, month) = (1990 + dice.roll(30), 1 + dice.roll(12));
        match dice.roll(8) {
            0 => {}
            1 => record["date"] = json!(year.to_string()),
            2 => record["date"] = json!(format!("{year}-{month:02}")),
            _ => record["date"] = json!(format!("{year}-{month:02}-{:02}", 1 + dice.roll(28))),
        }
        let _ = writeln!(out, "{record}");
    }
    out
}

fn sentence(body: &mut String, dice: &mut Dice) {
    let opening = match dice.roll(6) {
        0 => format!("{} said the", dice.of(PEOPLE)),
        1 => format!("In May {} the", 2009 + dice.roll(5)),
        2 => "“The".to_owned(),
        _ => "The".to_owned(),
    };
    let _ = write!(body, "{opening}");
    for _ in 0..2 + dice.roll(5) {
        let _ = write!(body, " {}", dice.of(WORDS));
    }
    match opening.starts_with('“') {
        true => {
            let _ = write!(body, ",” {} said. ", dice.of(PEOPLE));
        }
        false => body.push_str(". "),
    }
}
