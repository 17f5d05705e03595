//! 1. `annotate` prints a line an article, with the contract's fields, and needs no index.
//! 2. Offsets count characters of the body, whatever stands before them.
//! 3. Relative dates are told from the article's date, and stay open without one.
//! 4. What can't be read is named on stderr, with status 3; the rest is annotated.
//! 5. A path that is not there is trouble.
//! 6. Names of one person have one name, and quotations a speaker.

use crate::program::Place;
use serde_json::{Value, json};

/// The lines that `annotate` prints of one file.
fn annotated(place: &Place, file: &str, status: i32) -> Vec<Value> {
    let ran = place.run(["annotate", file]).status(status);
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_line_an_article_with_offsets_in_characters() {
    let place = Place::new();
    let body =
        "“Čtvrtek” — the café shut on December 11, and Tuesday it burned.\n\nIt reopens next year.";
    let first = json!({ "id": "a", "date": "2019-12-18", "body": body });
    let second = json!({ "id": "b", "body": "The town council of the place met on Tuesday with Maria Okonkwo in Lagos." });
    place.write("wire.jsonl", format!("{first}\n{second}\n"));

    let lines = annotated(&place, "wire.jsonl", 0);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], "a");
    assert_eq!(lines[0]["language"], "en");
    assert_eq!(lines[0]["published"]["date"], "2019-12-18");
    assert_eq!(lines[0]["entities"], json!([]));
    assert_eq!(lines[0]["quotes"], json!([]));

    let dates = lines[0]["dates"].as_array().unwrap();
    let characters: Vec<char> = body.chars().collect();
    for date in dates {
        let at = |key: &str| date[key].as_u64().unwrap() as usize;
        let text: String = characters[at("start")..at("end")].iter().collect();
        assert_eq!(date["text"], text.as_str());
    }
    let said: Vec<[&Value; 5]> = dates
        .iter()
        .map(|date| ["text", "kind", "value", "from", "to"].map(|key| &date[key]))
        .collect();
    assert_eq!(
        json!(said),
        json!([
            ["December 11", "date", "2019-12-11", "2019-12-11", "2019-12-11"],
            ["Tuesday", "date", "2019-12-17", "2019-12-17", "2019-12-17"],
            ["next year", "date", "2020", "2020-01-01", "2020-12-31"],
        ])
    );
    assert!(!place.index().try_exists().unwrap());

    let open = &lines[1]["dates"][0];
    assert_eq!([&open["value"], &open["from"]], [&json!("XXXX-WXX-2"), &Value::Null]);
    assert_eq!(
        lines[1]["entities"],
        json!([
            { "start": 50, "end": 63, "text": "Maria Okonkwo", "kind": "person", "name": "Maria Okonkwo" },
            { "start": 67, "end": 72, "text": "Lagos", "kind": "place", "name": "Lagos" },
        ])
    );
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_annotated() {
    let place = Place::new();
    place.write("wire.jsonl", "{\"id\": \"a\", \"body\": \"It met in 1931.\"}\n{\"id\": oops\n");
    let lines = annotated(&place, "wire.jsonl", 3);
    assert_eq!(lines[0]["dates"][0]["value"], "1931");
    place.run(["annotate", "wire.jsonl"]).says(&["rejected", "wire.jsonl#2"]);
    place.run(["annotate", "nowhere.jsonl"]).status(2).says(&["nowhere.jsonl"]);
}

#[test]
fn names_of_one_person_are_one_and_quotations_have_speakers() {
    let place = Place::new();
    let body = "“It went to an empty desk,” Thomas Lodewick told the inquiry on Monday. Lodewick left Kabul in May.";
    place.write("a.jsonl", format!("{}\n", json!({ "id": "a", "body": body })));
    let lines = annotated(&place, "a.jsonl", 0);
    let named = |name: &str| {
        let entities = lines[0]["entities"].as_array().unwrap().iter();
        entities.filter(|entity| entity["name"] == name).count()
    };
    assert_eq!((named("Thomas Lodewick"), named("Kabul")), (2, 1));
    assert_eq!(
        lines[0]["quotes"],
        json!([{ "start": 0, "end": 27, "text": "“It went to an empty desk,”", "speaker": "Thomas Lodewick" }])
    );
}
