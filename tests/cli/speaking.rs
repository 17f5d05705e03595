//! `when:`, the days that a text speaks of.
//!
//! 1. A relative date counts from the article's own date; what says the day is lit.
//! 2. A day ranks above its year, however often the year is said.
//! 3. `show` names the dates of an article, lights and underlines them.
//! 4. An article without a date has dates that can't be told, and none is invented.

use crate::program::Place;
use serde_json::Value;

const ARTICLES: [(&str, &str, &str); 4] = [
    ("later", "2020-01-05", "The base was attacked on December 11, the army said. Repairs go on."),
    (
        "coarse",
        "2021-06-01",
        "The base was attacked in 2019. Attacked in 2019, it was rebuilt in 2019.",
    ),
    ("old", "1912-04-16", "The ship went down yesterday. She had sailed last Wednesday."),
    ("undated", "", "The ship sailed last Tuesday. It had been built in 1907."),
];

fn place() -> Place {
    let place = Place::new();
    let lines = ARTICLES.iter().map(|(id, date, body)| {
        let record =
            serde_json::json!({ "id": id, "date": date, "headline": "News", "body": body });
        format!("{record}\n")
    });
    place.write("news.jsonl", lines.collect::<String>());
    place.run(["index", "--quiet", "news.jsonl"]).status(0);
    place
}

/// The ids of the hits, best first, and what is lit in their passages.
pub(crate) fn found(place: &Place, query: &str) -> Vec<(String, Vec<String>)> {
    let ran = place.run(["--json", "search", "--passages", "5", "--", query]);
    let answer = ran.json();
    let lit = |hit: &Value| -> Vec<String> {
        let mut out = Vec::new();
        for passage in hit["passages"].as_array().unwrap() {
            let text: Vec<char> = passage["text"].as_str().unwrap().chars().collect();
            let at = |offset: &Value| {
                (offset.as_u64().unwrap() - passage["start"].as_u64().unwrap()) as usize
            };
            let spans = passage["highlights"].as_array().unwrap();
            out.extend(
                spans
                    .iter()
                    .map(|s| text[at(&s["start"])..at(&s["end"])].iter().collect::<String>()),
            );
        }
        out
    };
    let hits = answer["hits"].as_array().unwrap();
    hits.iter().map(|hit| (hit["id"].as_str().unwrap().to_owned(), lit(hit))).collect()
}

fn ids(place: &Place, query: &str) -> Vec<String> {
    found(place, query).into_iter().map(|(id, _)| id).collect()
}

#[test]
fn a_mention_counts_from_the_date_of_its_article() {
    let place = place();
    for (query, id, lit) in [
        ("when:2019-12-11", "later", "December 11"),
        ("when:1912-04-15", "old", "yesterday"),
        ("when:1912-04-10", "old", "last Wednesday"),
        ("when:yesterday", "old", "yesterday"),
        ("ship w/s when:1907", "undated", ""),
        ("base NEAR/4 when:2019-12", "later", "December 11"),
        ("when:1900..1910", "undated", "1907"),
    ] {
        let found = found(&place, query);
        if lit.is_empty() {
            assert_eq!(found, [], "{query}");
            continue;
        }
        assert_eq!(found[0].0, id, "{query}");
        assert!(found[0].1.iter().any(|piece| piece == lit), "{query}: {found:?}");
    }
}

#[test]
fn a_day_is_above_its_year() {
    let place = place();
    assert_eq!(ids(&place, "when:2019-12"), ["later", "coarse"]);
    assert_eq!(ids(&place, "when:2019-11"), ["coarse"]);
    assert_eq!(ids(&place, "base when:2019-12"), ["later", "coarse"]);
}

#[test]
fn what_can_not_be_told_is_not_told() {
    let place = place();
    assert_eq!(ids(&place, "when:unresolved"), ["undated"]);
    assert_eq!(ids(&place, "when:?"), Vec::<String>::new());
    let shown = place.json(["show", "undated"], 0);
    let dates = shown["dates"].as_array().unwrap();
    assert_eq!(dates[0]["text"], "last Tuesday");
    assert_eq!(dates[0]["from"], Value::Null);
    assert_eq!((&dates[1]["value"], &dates[1]["to"]), (&"1907".into(), &"1907-12-31".into()));
}

#[test]
fn an_article_shows_its_dates() {
    let place = place();
    let shown = place.json(["show", "later", "--highlight", "when:2019-12"], 0);
    let lit = &shown["highlights"][0];
    let date = &shown["dates"][0];
    assert_eq!((&lit["start"], &lit["end"]), (&date["start"], &date["end"]));
    assert_eq!(date["text"], "December 11");
    assert_eq!(date["from"], "2019-12-11");
    let page = place.run(["--color", "always", "show", "old", "--no-pager"]).status(0).out;
    assert!(page.contains("\u{1b}[4myesterday\u{1b}[0m"), "{page:?}");
}
