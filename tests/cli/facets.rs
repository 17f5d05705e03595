//! 1. Counts are those of counting all hits one by one, for every facet and several queries.
//! 2. A facet is counted without the query's own conditions on its field; what is selected is marked
//!    and named, however rare.
//! 3. Values come by count, then by value; what is not named is counted, and so is what has none.
//! 4. Removed and replaced articles are not counted; values of several segments are put together.
//! 5. A date counts under a year only where it lies in one.
//! 6. An unknown facet is refused with the names there are.
//! 7. A terminal gets a line a facet.

use crate::program::{Place, line};
use serde_json::Value;
use std::collections::BTreeMap;

/// The key of a hit that a facet counts; `year` is read from the interval.
const FACETS: [&str; 5] = ["source", "section", "language", "byline", "year"];

fn value_of(hit: &Value, facet: &str) -> Option<String> {
    if facet != "year" {
        return hit[facet].as_str().map(str::to_owned);
    }
    let year = |key: &str| hit["published"][key].as_str().map(|day| day[..4].to_owned());
    let (from, to) = (year("from")?, year("to")?);
    if from == to {
        Some(from)
    } else {
        (from[..3] == to[..3]).then(|| format!("{}0s", &from[..3]))
    }
}

fn counts(facet: &Value) -> BTreeMap<String, u64> {
    let values = facet["values"].as_array().unwrap().iter();
    values
        .map(|v| (v["value"].as_str().unwrap().to_owned(), v["count"].as_u64().unwrap()))
        .collect()
}

#[test]
fn counts_are_those_of_the_hits() {
    let place = Place::with_samples();
    // each with the same query without its conditions on source
    for (query, unselected) in [
        ("*", "*"),
        ("taliban", "taliban"),
        ("the of -moon", "the of -moon"),
        ("published:<1950", "published:<1950"),
        ("the source:\"transit wire\"", "the"),
        ("the source:wire source:ledger lang:en", "the lang:en"),
        ("source:wire", "*"),
        ("the -source:wire", "the -source:wire"),
        ("\"prime minister\" OR moon", "\"prime minister\" OR moon"),
    ] {
        let mut arguments = vec!["search", query, "-n", "1000", "--passages", "0"];
        for facet in FACETS {
            arguments.extend([
                "--facet",
                match facet {
                    "source" => "source:1000",
                    "section" => "category:1000",
                    "language" => "lang:1000",
                    "byline" => "by:1000",
                    _ => "year:1000",
                },
            ]);
        }
        let answer = place.json(arguments, 0);
        let all = place.json(["search", unselected, "-n", "1000", "--passages", "0"], 0);
        for (name, facet) in FACETS.iter().zip(answer["facets"].as_array().unwrap()) {
            assert_eq!(facet["field"], *name);
            let hits = if *name == "source" { &all["hits"] } else { &answer["hits"] };
            // the only other conditions are on the language: all articles asked for are English
            if *name == "language" && query.contains("lang:") {
                continue;
            }
            if *name == "year" && query.contains("published:") {
                continue;
            }
            let (mut expected, mut missing) = (BTreeMap::new(), 0);
            for hit in hits.as_array().unwrap() {
                match value_of(hit, name) {
                    Some(value) => *expected.entry(value).or_insert(0) += 1,
                    None => missing += 1,
                }
            }
            assert_eq!(counts(facet), expected, "{query} {name}");
            assert_eq!((&facet["missing"], &facet["other"]), (&missing.into(), &0.into()));
            assert_eq!(facet["distinct"], expected.len());
        }
    }
}

/// Five articles of three papers; two share a topic.
fn papers() -> Place {
    let place = Place::new();
    place.write(
        "a.jsonl",
        r#"{"id":"1","source":"The Harbour Post","section":"News","topics":["ferry","fog","ferry"],"date":"1931-05","body":"The ferry waits in the fog."}
{"id":"2","source":"The Harbour Post","section":"Sport","topics":["fog"],"date":"1931-06-01","body":"Fog ends the ferry race."}
{"id":"3","source":"Evening Star","section":"News","date":"193X","body":"A ferry sails."}
"#,
    );
    place.write(
        "b.jsonl",
        r#"{"id":"4","source":"Evening Star","section":"News","date":"1929/1931","body":"The ferry is late."}
{"id":"5","source":"Zenith","body":"Ferry and fog."}
"#,
    );
    place.run(["index", "a.jsonl"]).status(0);
    place.run(["index", "b.jsonl"]).status(0);
    place
}

fn facet(place: &Place, query: &str, facet: &str) -> Value {
    place.json(["search", "-n", "0", "--facet", facet, "--", query], 0)["facets"][0].clone()
}

#[test]
fn what_is_selected_is_marked_and_its_neighbours_stay() {
    let place = papers();
    let found = facet(&place, "ferry source:zenith", "source");
    assert_eq!(
        found["values"],
        serde_json::json!([
            {"value": "Evening Star", "count": 2, "selected": false},
            {"value": "The Harbour Post", "count": 2, "selected": false},
            {"value": "Zenith", "count": 1, "selected": true},
        ])
    );
    // named although it is the rarest
    let found = facet(&place, "ferry source:zenith", "source:1");
    assert_eq!(
        (&found["values"], &found["other"], &found["distinct"]),
        (
            &serde_json::json!([{"value": "Zenith", "count": 1, "selected": true}]),
            &4.into(),
            &3.into()
        )
    );
    // other selections hold
    let found = facet(&place, "source:star section:news ferry", "section");
    assert_eq!(
        found["values"],
        serde_json::json!([{"value": "News", "count": 2, "selected": true}])
    );
    // what is refused stays away
    let found = facet(&place, "ferry -source:star", "source");
    assert_eq!(counts(&found).len(), 2);
    assert_eq!(facet(&place, "ferry published:1931-05", "year")["values"][0]["selected"], true);
}

#[test]
fn order_others_and_missing() {
    let place = papers();
    let found = facet(&place, "ferry", "section");
    assert_eq!((&found["missing"], &found["other"]), (&1.into(), &0.into()));
    let found = facet(&place, "ferry", "section:1");
    assert_eq!(found["values"][0]["value"], "News");
    assert_eq!((&found["other"], &found["distinct"]), (&1.into(), &2.into()));
    // a topic that stands twice in an article is one article
    assert_eq!(
        counts(&facet(&place, "*", "topic")),
        BTreeMap::from([("ferry".into(), 1), ("fog".into(), 2)])
    );
    let none = facet(&place, "ferry", "place");
    assert_eq!((&none["values"], &none["missing"]), (&serde_json::json!([]), &5.into()));
    assert!(place.json(["search", "ferry"], 0).get("facets").is_none());
}

#[test]
fn a_year_only_where_the_date_lies_in_one() {
    let place = papers();
    let found = facet(&place, "*", "year");
    assert_eq!(counts(&found), BTreeMap::from([("1930s".into(), 1), ("1931".into(), 2)]));
    assert_eq!(found["missing"], 2);
}

#[test]
fn what_is_gone_is_not_counted() {
    let place = papers();
    place
        .write("b.jsonl", "{\"id\":\"4\",\"source\":\"Zenith\",\"body\":\"The ferry is late.\"}\n");
    place.run(["index", "b.jsonl"]).status(0);
    assert_eq!(
        counts(&facet(&place, "*", "source")),
        BTreeMap::from([
            ("Evening Star".into(), 1),
            ("The Harbour Post".into(), 2),
            ("Zenith".into(), 1)
        ])
    );
}

#[test]
fn an_unknown_facet() {
    let place = Place::with_samples();
    for name in ["colour", "headline", "source:many"] {
        let ran = place.run(["search", "moon", "--facet", name]).status(2);
        assert!(ran.out.is_empty());
        ran.says(&["source"]);
    }
    place.run(["search", "moon", "--facet", "colour"]).says(&["colour", "byline", "year"]);
}

#[test]
fn a_line_a_facet() {
    let place = Place::new();
    let tricky = "{\"id\":\"a\",\"source\":\"Steer\\u001b[31m\",\"body\":\"Ferry.\"}\n";
    place.write("a.jsonl", tricky.to_owned() + &line("b", "Fog", "The ferry waits."));
    place.run(["index", "a.jsonl"]).status(0);
    let out = place.run(["search", "ferry", "--facet", "source", "--facet", "year"]).status(0).out;
    assert!(out.contains("source    Steer [31m (1) · none (1)\n"), "{out}");
    assert!(out.contains("year      none (2)\n"), "{out}");
    let out = place.run(["search", "ferry source:steer", "--facet", "source"]).status(0).out;
    assert!(out.contains("✓ Steer [31m (1)"), "{out}");
}
