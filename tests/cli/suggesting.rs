//! 1. A beginning is completed to words as the articles write them, and to names at any of their words.
//! 2. Several words: all but the last are whole.
//! 3. Nothing begins so: status 1, the JSON all the same.
//! 4. A misspelt word is answered with a near and frequent one, in JSON and in a terminal.
//! 5. Known words, short words, names of fields and refused words are left alone.

use crate::program::Place;
use serde_json::{Value, json};

fn texts(answer: &Value, kind: &str) -> Vec<String> {
    let found = answer["suggestions"].as_array().unwrap().iter();
    let found = found.filter(|suggestion| suggestion["kind"] == kind);
    found.map(|suggestion| suggestion["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn words_and_names() {
    let place = Place::with_samples();
    let answer = place.json(["suggest", "TALI", "-n", "3"], 0);
    assert_eq!(answer["prefix"], "TALI");
    assert_eq!(texts(&answer, "word")[0], "Taliban");
    let count = |query: &str| place.json(["search", "-n", "0", query], 0)["total"].clone();
    assert_eq!(answer["suggestions"][0]["articles"], count("taliban"));
    // the stem is "presid", shorter than what is typed
    assert!(
        texts(&place.json(["suggest", "preside"], 0), "word").contains(&"President".to_owned())
    );
    let wire = place.json(["suggest", "wir", "-n", "50"], 0);
    assert_eq!(texts(&wire, "source"), ["Transit Wire"]);
    let wire = wire["suggestions"].as_array().unwrap().iter().find(|s| s["kind"] == "source");
    assert_eq!(wire.unwrap()["articles"], count("source:\"transit wire\""));
    assert!(
        texts(&place.json(["suggest", "farida"], 0), "byline").contains(&"Farida Noor".to_owned())
    );
    let counts: Vec<u64> = place.json(["suggest", "s", "-n", "30"], 0)["suggestions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["articles"].as_u64().unwrap())
        .collect();
    assert!(counts.len() == 30 && counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let out = place.run(["suggest", "tali", "-n", "1"]).status(0).out;
    assert!(out.trim_end().ends_with("Taliban") && out.lines().count() == 1, "{out}");
}

#[test]
fn several_words() {
    let place = Place::with_samples();
    let answer = place.json(["suggest", "transit", "w", "-n", "100"], 0);
    assert_eq!(texts(&answer, "source"), ["Transit Wire"]);
    assert!(
        texts(&answer, "word")
            .iter()
            .all(|text| text.starts_with("transit w") || text.starts_with("transit W")),
        "{answer}"
    );
    assert_eq!(texts(&place.json(["suggest", "wire tran", "-n", "100"], 0), "source"), [""; 0]);
}

#[test]
fn nothing_begins_so() {
    let place = Place::with_samples();
    for prefix in ["xyzzyq", "", "  ", "?", "\u{1F642}", "'"] {
        let answer = place.json(["suggest", "--", prefix], 1);
        assert_eq!(answer, json!({"prefix": prefix, "suggestions": []}));
    }
    assert!(place.run(["suggest", "xyzzyq"]).status(1).out.contains("nothing"));
    assert_eq!(place.run(["suggest", "tali", "-n", "0", "--quiet"]).status(1).out, "");
}

#[test]
fn did_you_mean() {
    let place = Place::with_samples();
    let meant = |query: &str| {
        let ran = place.run(["--json", "search", "-n", "1", "--", query]);
        ran.json()["query"]["did_you_mean"].clone()
    };
    for (query, expected) in [
        ("talibna", json!("Taliban")),
        ("+tallban \"peace talks\"", json!("+Taliban \"peace talks\"")),
        ("(presidnet OR moon) lang:en", json!("(President OR moon) lang:en")),
        ("taliban", Value::Null),
        ("moon -talibna", Value::Null),
        ("by:talibna moon", Value::Null),
        ("xyzzyqq", Value::Null),
        ("mon", Value::Null),
        ("*", Value::Null),
        ("12345", Value::Null),
    ] {
        assert_eq!(meant(query), expected, "{query}");
    }
    let out = place.run(["search", "talibna"]).status(1).out;
    assert!(out.starts_with("did you mean: Taliban\n"), "{out}");
    assert_eq!(place.run(["search", "talibna", "--quiet"]).status(1).out, "");
}
