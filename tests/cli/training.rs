//! 1. `train-entities` makes a model of labelled texts in all three forms, and `annotate --model` finds names with it.
//! 2. The same texts give the same file.
//! 3. What can't be read is trouble, and named with its line.

use crate::program::Place;
use serde_json::{Value, json};

/// Labelled sentences in which people sail ships.
fn write_data(place: &Place) {
    let mut brackets = String::from("# source: ours\n");
    let mut columns = String::new();
    let mut lines = String::new();
    for name in ["Orr", "Lund", "Quist", "Sousa", "Adeyemi", "Park", "Brandt", "Ivanova"] {
        brackets.push_str(&format!("Captain [PER {name}] sailed to [LOC Lagos].\n"));
        columns.push_str(&format!("Captain O\n{name} B-PER\nsailed O\nto O\nOslo B-LOC\n. O\n\n"));
        let text = format!("Captain {name} slept.");
        let end = 8 + name.len();
        lines.push_str(&format!(
            "{}\n",
            json!({ "text": text, "entities": [{ "start": 8, "end": end, "kind": "person" }] })
        ));
    }
    place.write("prose.txt", brackets);
    place.write("tokens.conll", columns);
    place.write("texts.jsonl", lines);
    place.write("news/plain.txt", "A ship sailed\n\nA ship sailed to the port. The captain slept.");
}

#[test]
fn a_model_is_made_and_used() {
    let place = Place::new();
    write_data(&place);
    let train = |out: &str| {
        let data = ["prose.txt@2", "tokens.conll", "texts.jsonl"];
        let ran = place.run(
            ["train-entities"]
                .into_iter()
                .chain(data)
                .chain(["--text", "news", "--out", out, "--json"]),
        );
        let report: Value = serde_json::from_str(&ran.status(0).out).unwrap();
        report
    };
    let report = train("one.model");
    assert_eq!(report["sentences"], 24);
    assert_eq!(report["bytes"], std::fs::read(place.at("one.model")).unwrap().len());
    train("two.model");
    assert_eq!(
        std::fs::read(place.at("one.model")).unwrap(),
        std::fs::read(place.at("two.model")).unwrap()
    );
    place.write(
        "a.jsonl",
        json!({ "id": "a", "body": "Captain Zwick sailed to Lagos." }).to_string(),
    );
    let ran = place.run(["annotate", "a.jsonl", "--model", "one.model"]).status(0);
    let line: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        line["entities"],
        json!([
            { "start": 8, "end": 13, "text": "Zwick", "kind": "person", "name": "Zwick" },
            { "start": 24, "end": 29, "text": "Lagos", "kind": "place", "name": "Lagos" },
        ])
    );
}

#[test]
fn what_cannot_be_read_is_trouble() {
    let place = Place::new();
    place.write("broken.txt", "[PER Orr] left.\n[PER Lund left.\n");
    let ran = place.run(["train-entities", "broken.txt", "--out", "m"]).status(2);
    assert!(ran.err.contains("broken.txt") && ran.err.contains("line 2"), "{}", ran.err);
    let ran = place.run(["train-entities", "gone.txt", "--out", "m"]).status(2);
    assert!(ran.err.contains("gone.txt"), "{}", ran.err);
    place.write("a.txt", "No model");
    let ran = place.run(["annotate", "a.txt", "--model", "a.txt"]).status(2);
    assert!(ran.err.contains("a.txt") && ran.err.contains("train-entities"), "{}", ran.err);
}
