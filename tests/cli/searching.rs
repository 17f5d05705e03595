//! 1. `search --json` has the contract's keys with their types; hits are in the order of rank and score.
//! 2. Nothing found: status 1, and the JSON is printed all the same; a terminal is told.
//! 3. Any query is answered, however broken, long or foreign, and what was repaired is noted.
//! 4. What a query refuses is not found, and what it asks of a field is.
//! 5. Copies of a text are counted.

use crate::program::{Place, line};
use serde_json::Value;

#[track_caller]
fn text_or_null(value: &Value) {
    assert!(value.is_string() || value.is_null(), "{value}");
}

#[test]
fn the_contract_of_the_json() {
    let place = Place::with_samples();
    let answer = place.json(["search", "taliban \"peace talks\" kabul", "--passages", "3"], 0);
    assert_eq!(answer["query"]["text"], "taliban \"peace talks\" kabul");
    assert!(answer["query"]["read_as"].is_string());
    assert_eq!(answer["query"]["notes"], serde_json::json!([]));
    assert!(answer["took_us"].is_u64());
    let hits = answer["hits"].as_array().unwrap();
    assert!(answer["total"].as_u64().unwrap() >= hits.len() as u64 && hits.len() >= 4);
    let mut before = f64::INFINITY;
    let mut several = 0;
    for (i, hit) in hits.iter().enumerate() {
        assert_eq!(hit["rank"], i + 1);
        let score = hit["score"].as_f64().unwrap();
        assert!(score > 0.0 && score <= before, "{score} after {before}");
        before = score;
        assert!(!hit["id"].as_str().unwrap().is_empty());
        assert!(hit["headline"].is_string() && hit["copies"].is_u64());
        text_or_null(&hit["source"]);
        text_or_null(&hit["url"]);
        let published = &hit["published"];
        text_or_null(&published["date"]);
        assert!(published["precision"].is_string() && published["origin"].is_string());
        let passages = hit["passages"].as_array().unwrap();
        assert!((1..=3).contains(&passages.len()), "{hit}");
        several += usize::from(passages.len() > 1);
        for passage in passages {
            let number = |key: &str| passage[key].as_u64().unwrap();
            let (start, end) = (number("start"), number("end"));
            let text = passage["text"].as_str().unwrap();
            assert_eq!(text.chars().count() as u64, end - start);
            assert!(passage["score"].is_number());
            for lit in passage["highlights"].as_array().unwrap() {
                let (from, to) = (lit["start"].as_u64().unwrap(), lit["end"].as_u64().unwrap());
                assert!(start <= from && from < to && to <= end, "{passage}");
            }
        }
    }
    assert!(several > 0, "no article has two passages");
}

#[test]
fn nothing_found() {
    let place = Place::with_samples();
    let answer = place.json(["search", "xylophonist"], 1);
    assert_eq!((&answer["total"], &answer["hits"]), (&0.into(), &serde_json::json!([])));
    assert_eq!(answer["query"]["text"], "xylophonist");
    assert!(place.run(["search", "xylophonist"]).status(1).out.contains("nothing found"));
    assert_eq!(place.run(["--quiet", "search", "xylophonist"]).status(1).out, "");
}

#[test]
fn any_query_is_answered() {
    let place = Place::with_samples();
    let repaired = [
        "\"peace talks",
        "taliban \"",
        "(taliban",
        "taliban)",
        "))))((((",
        "taliban AND",
        "OR taliban",
        "NOT",
        "headline:",
        "published:yesteryear",
        "+",
    ];
    for query in repaired {
        let ran = place.run(["--json", "search", "--", query]);
        assert!(matches!(ran.code, 0 | 1), "{query}: {}", ran.err);
        let answer = ran.json();
        let notes = answer["query"]["notes"].as_array().unwrap();
        assert!(!notes.is_empty(), "no note on {query}: {answer}");
        for note in notes {
            assert!(
                note["at"].as_u64().unwrap() <= query.chars().count() as u64,
                "{query}: {note}"
            );
            assert!(!note["message"].as_str().unwrap().is_empty());
        }
    }
    let words = "taliban ".repeat(12_500);
    let nested = "(".repeat(100_000);
    let one = "x".repeat(100_000);
    let quotes = "\"a b\" ".repeat(16_000);
    let others = [
        "*",
        "* *",
        "**",
        "t*",
        "*t",
        "\"\"",
        "\" \"",
        "'",
        "''",
        "“peace talks”",
        "🙂",
        "🙂🙂 taliban",
        "👨‍👩‍👧",
        "السلام عليكم",
        "שלום \u{202e}taliban",
        "طالبان\"",
        "\u{0}",
        "\u{feff}",
        "a\u{301}",
        "東京",
        "-",
        "--",
        "~",
        "^2",
        "x^",
        "x~99999999999",
        "\"a b\"~99999999999",
        "x^1e999",
        "x^NaN",
        "id:",
        "id:*",
        "lang:en -lang:en",
        ":",
        "::",
        "a:b:c",
        "http://example.com/?q=1&b=2",
        "\\",
        "\\\"",
        "[1 TO 2]",
        "{person}",
        "/re(/",
        "AND",
        "OR OR OR",
        "NOT NOT x",
        "published:?",
        "published:9999-99",
        "published:2020..1990",
        "published:..",
        "<script>",
        "\t\n",
        "",
        words.as_str(),
        nested.as_str(),
        one.as_str(),
        quotes.as_str(),
    ];
    for query in others {
        let shown: String = query.chars().take(40).collect();
        // a process can't be given a NUL, and a shell's limit on one argument is 128 KiB
        if query.contains('\0') {
            continue;
        }
        let ran = place.run(["--json", "search", "-n", "2", "--", query]);
        assert!(matches!(ran.code, 0 | 1), "{shown:?}: {} {}", ran.code, ran.err);
        assert!(!ran.err.contains("panicked"), "{shown:?}");
        let answer = ran.json();
        assert_eq!(answer["query"]["text"], query, "{shown:?}");
        assert_eq!(ran.code == 1, answer["total"] == 0, "{shown:?}");
        let plain = place.run(["search", "-n", "2", "--", query]);
        assert_eq!(plain.code, ran.code, "{shown:?}: {}", plain.err);
    }
}

#[test]
fn a_query_beyond_its_limits_says_so() {
    let place = Place::with_samples();
    let many: Vec<String> = (0..5000).map(|i| format!("word{i}")).collect();
    let answer = place.json(["search", &many.join(" ")], 1);
    assert!(!answer["query"]["notes"].as_array().unwrap().is_empty());
}

#[test]
fn the_caret_stands_under_the_spot() {
    let place = Place::with_samples();
    let ran = place.run(["search", "taliban )"]).status(0);
    let mut lines = ran.err.lines();
    assert_eq!(lines.next(), Some("  taliban )"));
    assert_eq!(lines.next(), Some("          ^"));
    ran.says(&["read as: taliban"]);
}

#[test]
fn what_is_refused_is_not_found_and_fields_are_asked() {
    let place = Place::with_samples();
    let ids = |query: &str| -> Vec<String> {
        let ran = place.run(["--json", "search", "-n", "200", "--", query]);
        let answer = ran.json();
        answer["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| h["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = ids("taliban");
    let without = ids("taliban -doha");
    let with = ids("+taliban +doha");
    assert!(!without.is_empty() && !with.is_empty());
    assert!(without.iter().all(|id| !with.contains(id)));
    assert_eq!(without.len() + with.len(), all.len());
    assert_eq!(ids("id:cd-88140"), ["cd-88140"]);
    assert!(ids("lang:es").contains(&"FN-2010-10-14-001".to_owned()));
    let by = place.json(["search", "by:solberg"], 0);
    for hit in by["hits"].as_array().unwrap() {
        assert!(hit["byline"].as_str().unwrap().contains("Solberg"), "{hit}");
    }
    // a refused word is never lit
    let answer = place.json(["search", "taliban -moscow", "--passages", "5"], 0);
    for hit in answer["hits"].as_array().unwrap() {
        let body = place.json(["show", hit["id"].as_str().unwrap()], 0);
        assert!(!body["body"].as_str().unwrap().to_lowercase().contains("moscow"), "{hit}");
    }
}

#[test]
fn copies_are_counted() {
    let place = Place::new();
    let text = "The ferry sails again after a week of fog.";
    place.write(
        "a.jsonl",
        line("a", "Ferry", text)
            + &line("b", "Ferry again", text)
            + &line("c", "Fog", "The ferry waits."),
    );
    place.run(["index", "a.jsonl"]).status(0);
    let answer = place.json(["search", "ferry"], 0);
    let copies = |id: &str| {
        let hits = answer["hits"].as_array().unwrap();
        hits.iter().find(|hit| hit["id"] == id).unwrap()["copies"].as_u64().unwrap()
    };
    assert_eq!((copies("a"), copies("b"), copies("c")), (1, 1, 0));
}
