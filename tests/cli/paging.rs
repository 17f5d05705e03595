//! 1. Pages put together are one big page, for a query of words and for `*`,
//!    by relevance and by date, with `--skip` and with `--page`.
//! 2. Beyond the last hit: an empty page, the total still told, status 0.
//! 3. Pages far out (20,000 articles, past the 10,000 of other engines) are exact.
//! 4. Newest and oldest are in order, articles without a date last in either.
//! 5. `published:?` finds those without a date, and only them.

use crate::program::Place;
use serde_json::Value;
use std::fmt::Write;

fn ids(answer: &Value) -> Vec<String> {
    let hits = answer["hits"].as_array().unwrap();
    hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn pages_put_together_are_one_big_page() {
    let place = Place::with_samples();
    for query in ["*", "the war of president", "published:19*", "soviet OR berlin"] {
        for sort in ["relevance", "newest", "oldest"] {
            let arguments = ["--json", "search", query, "--sort", sort];
            let big = place.run(arguments.into_iter().chain(["-n", "1000"])).json();
            let whole = ids(&big);
            assert_eq!(big["total"], whole.len(), "{query}");
            let (mut skipped, mut paged) = (Vec::new(), Vec::new());
            for step in 0..whole.len().div_ceil(9) {
                let (skip, page) = ((step * 9).to_string(), (step + 1).to_string());
                let skip =
                    place.run(arguments.into_iter().chain(["-n", "9", "--skip", &skip])).json();
                assert_eq!(skip["hits"][0]["rank"], step * 9 + 1);
                skipped.extend(ids(&skip));
                paged.extend(ids(&place
                    .run(arguments.into_iter().chain(["-n", "9", "--page", &page]))
                    .json()));
            }
            assert_eq!(skipped, whole, "{query} {sort}");
            assert_eq!(paged, whole, "{query} {sort}");
        }
    }
}

#[test]
fn beyond_the_last_hit() {
    let place = Place::with_samples();
    let total = place.json(["search", "taliban"], 0)["total"].clone();
    for skip in ["500", "18446744073709551615"] {
        let answer = place.json(["search", "taliban", "--skip", skip], 0);
        assert_eq!(answer["total"], total);
        assert_eq!(answer["hits"], serde_json::json!([]));
    }
    let far = place.json(["search", "taliban", "--page", "18446744073709551615", "-n", "1000"], 0);
    assert_eq!(far["hits"], serde_json::json!([]));
    let ran = place.run(["search", "taliban", "--skip", "500"]).status(0);
    assert!(ran.out.contains("none on this page"), "{}", ran.out);
    assert_eq!(place.json(["search", "taliban", "-n", "0"], 0)["total"], total);
}

#[test]
fn there_is_no_wall_at_ten_thousand() {
    let place = Place::new();
    let mut records = String::new();
    for i in 0..20_000u32 {
        // every seventh is undated
        let date = if i % 7 == 0 {
            String::new()
        } else {
            format!(",\"date\":\"{}-01-01\"", 1900 + i % 100)
        };
        let _ = writeln!(records, "{{\"id\":\"n{i:05}\",\"body\":\"Ferry {}\"{date}}}", i % 13);
    }
    place.write("many.jsonl", records);
    place.run(["index", "--quiet", "many.jsonl"]).status(0);
    for (query, sort) in [("*", "relevance"), ("ferry", "relevance"), ("ferry", "newest")] {
        let page = |skip: &str, take: &str| {
            place.json(
                ["search", query, "--passages", "0", "--sort", sort, "--skip", skip, "-n", take],
                0,
            )
        };
        let whole = ids(&page("0", "20000"));
        assert_eq!(whole.len(), 20_000);
        let distinct: std::collections::BTreeSet<_> = whole.iter().collect();
        assert_eq!(distinct.len(), 20_000);
        for skip in [9_990, 13_337, 19_985] {
            assert_eq!(
                ids(&page(&skip.to_string(), "15")),
                whole[skip..skip + 15],
                "{query} {sort} {skip}"
            );
        }
    }
    let undated = place.json(["search", "published:?", "--passages", "0", "-n", "1"], 0);
    assert_eq!(undated["total"], 20_000u32.div_ceil(7));
}

#[test]
fn newest_and_oldest() {
    let place = Place::with_samples();
    let mut ends = Vec::new();
    for (sort, key) in [("newest", "to"), ("oldest", "from")] {
        let answer = place.json(["search", "*", "--sort", sort, "-n", "1000"], 0);
        let dates: Vec<Option<String>> = answer["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["published"][key].as_str().map(str::to_owned))
            .collect();
        let known = dates.iter().take_while(|date| date.is_some()).count();
        assert!(known > 60, "{known}");
        assert!(
            dates[known..].iter().all(Option::is_none),
            "an undated article before a dated one"
        );
        assert!(known < dates.len(), "the samples have an undated article");
        let in_order =
            |a: &Option<String>, b: &Option<String>| if sort == "newest" { a >= b } else { a <= b };
        assert!(dates[..known].is_sorted_by(in_order), "{sort}: {dates:?}");
        ends.push((dates[0].clone(), dates[known - 1].clone()));
    }
    assert!(ends[0].0 > ends[1].0);
}

#[test]
fn undated_articles_are_found_as_such() {
    let place = Place::with_samples();
    let undated = place.json(["search", "published:?", "-n", "100"], 0);
    for hit in undated["hits"].as_array().unwrap() {
        assert_eq!(hit["published"]["date"], Value::Null);
        assert_eq!(hit["published"]["precision"], "unknown");
    }
    let is_canal = |hit: &Value| hit["origin"].as_str().unwrap().ends_with("canal-reopened.txt");
    let canal = undated["hits"].as_array().unwrap().iter().any(is_canal);
    assert!(canal, "{undated}");
    let count = |query: &str| {
        place.run(["--json", "search", "-n", "0", "--", query]).json()["total"].as_u64().unwrap()
    };
    assert_eq!(count("published:?") + count("-published:?"), count("*"));
    assert_eq!(
        count("published:<1950") + count("published:>=1950") + count("published:?"),
        count("*")
    );
}
