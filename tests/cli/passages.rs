//! 1. `--context paragraph` shows the whole paragraph of the evidence, within its bound, and offsets hold.
//! 2. Passages of one article do not repeat each other, word for word or nearly.

use crate::program::{Place, line};
use serde_json::Value;

fn texts(answer: &Value) -> Vec<String> {
    let passages = answer["hits"][0]["passages"].as_array().unwrap().iter();
    passages.map(|passage| passage["text"].as_str().unwrap().to_owned()).collect()
}

/// Every passage is what its offsets say.
fn offsets_hold(place: &Place, answer: &Value) {
    for hit in answer["hits"].as_array().unwrap() {
        let body = place.json(["show", hit["id"].as_str().unwrap()], 0)["body"].clone();
        let body: Vec<char> = body.as_str().unwrap().chars().collect();
        for passage in hit["passages"].as_array().unwrap() {
            let at = |key: &str| passage[key].as_u64().unwrap() as usize;
            let cut: String = body[at("start")..at("end")].iter().collect();
            assert_eq!(passage["text"], cut);
        }
    }
}

#[test]
fn sentences_or_paragraphs() {
    let place = Place::new();
    let opening = "The harbour woke to fog. Nobody sailed. The ferry “Élan” waited at the quay. \
                   Its master slept.";
    let long: String = (0..80).map(|i| format!("Gull number {i} cried over the mole. ")).collect();
    let middle = long.replace("number 40 cried", "number 40 cried at the lighthouse");
    place.write("a.jsonl", line("a", "Fog", &format!("{opening}\n\n{middle}\n\nThe end came.")));
    place.run(["index", "a.jsonl"]).status(0);
    let ask = |query: &str, context: &str| {
        place.json(["search", query, "--context", context, "--passages", "3"], 0)
    };
    assert_eq!(texts(&ask("ferry", "sentence")), ["The ferry “Élan” waited at the quay."]);
    let paragraph = ask("ferry", "paragraph");
    assert_eq!(texts(&paragraph), [opening]);
    assert_eq!(paragraph["hits"][0]["passages"][0]["highlights"].as_array().unwrap().len(), 1);
    offsets_hold(&place, &paragraph);
    // one passage holds the evidence of two sentences of the paragraph
    assert_eq!(texts(&ask("nobody master", "paragraph")), [opening]);
    // the paragraph is too long: as much around the evidence as the bound allows
    let cut = ask("lighthouse", "paragraph");
    let text = &texts(&cut)[0];
    assert!(text.len() <= 2000 && text.len() > 1900, "{}", text.len());
    let at = text.find("lighthouse").unwrap();
    assert!((800..1200).contains(&at), "{at}");
    offsets_hold(&place, &cut);
    place.run(["search", "ferry", "--context", "page"]).status(2).says(&["paragraph"]);
}

#[test]
fn nothing_is_said_twice() {
    let place = Place::new();
    let notice = "The ferry to the lighthouse sails every day at noon, the harbour office says.";
    let nearly = "The ferry to the lighthouse sails every day at noon, the harbour office said.";
    let other = "Passengers of the ferry bring their own bread.";
    let body = format!("{notice} It is fog.\n\n{notice}\n\n{nearly}\n\n{other}\n\n{notice}");
    place.write("a.jsonl", line("a", "Notices", &body));
    place.run(["index", "a.jsonl"]).status(0);
    let answer = place.json(["search", "ferry lighthouse", "--passages", "3"], 0);
    assert_eq!(texts(&answer), [notice, other]);
    offsets_hold(&place, &answer);
    // an article that is nothing but one notice
    place.write("a.jsonl", line("a", "Notices", &format!("{notice}\n\n").repeat(300)));
    place.run(["index", "a.jsonl"]).status(0);
    let answer = place.json(["search", "ferry lighthouse", "--passages", "3"], 0);
    assert_eq!(texts(&answer), [notice]);
}
