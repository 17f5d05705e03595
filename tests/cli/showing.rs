//! 1. For every hit of twenty queries, `body[start:end]` in characters is the
//!    passage, and what is lit is a word or a phrase of the query.
//! 2. Highlights of a headline are characters of the headline.
//! 3. `show --highlight` lights the same words in the whole body.
//! 4. An unknown id: status 1, `null` with `--json`, a hint without.
//! 5. A body from a field is kept character for character.
//! 6. Without `--json`, `show` prints the headline, the date and every word of the body.

use crate::program::{Place, line};
use serde_json::Value;

const QUERIES: [&str; 22] = [
    "taliban",
    "\"peace talks\"",
    "moon",
    "earthquake",
    "soviet union",
    "berlin wall",
    "tal*",
    "président OR presidente",
    "mineros",
    "flammes",
    "headline:moon",
    "bagram kabul -doha",
    "+war +president",
    "\"united nations\"~3",
    "lehman bankruptcy",
    "u.s.",
    "18",
    "mile",
    "atlantique",
    "chile",
    "resign*",
    "\"suez canal\" AND ship*",
];

fn characters(text: &str, span: &Value) -> String {
    let (start, end) =
        (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
    assert!(start < end && end <= text.chars().count(), "{span}");
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn offsets_are_characters_of_the_body() {
    let place = Place::with_samples();
    let mut passages = 0;
    let mut foreign = 0;
    for query in QUERIES {
        let ran =
            place.run(["--json", "search", "--passages", "3", "-n", "20", "--", query]).status(0);
        for hit in ran.json()["hits"].as_array().unwrap() {
            let shown = place.json(["show", hit["id"].as_str().unwrap()], 0);
            assert_eq!(shown["headline"], hit["headline"]);
            let body = shown["body"].as_str().unwrap();
            for passage in hit["passages"].as_array().unwrap() {
                assert_eq!(passage["text"], characters(body, passage), "{query}");
                passages += 1;
                foreign += usize::from(!body.is_ascii());
                for lit in passage["highlights"].as_array().unwrap() {
                    let word = characters(body, lit);
                    assert!(word.starts_with(char::is_alphanumeric), "{query} lights {word:?}");
                    assert!(
                        word.ends_with(|c: char| c.is_alphanumeric() || c == '.'),
                        "{query} lights {word:?}"
                    );
                }
            }
            for lit in hit["headline_highlights"].as_array().unwrap() {
                characters(hit["headline"].as_str().unwrap(), lit);
            }
        }
    }
    assert!(passages > 60 && foreign > 10, "{passages} passages, {foreign} of them beyond ASCII");
}

#[test]
fn a_whole_article_is_lit() {
    let place = Place::with_samples();
    let shown =
        place.json(["show", "cd-88140", "--highlight", "taliban -doha \"bagram air base\""], 0);
    let body = shown["body"].as_str().unwrap();
    let lit: Vec<String> =
        shown["highlights"].as_array().unwrap().iter().map(|lit| characters(body, lit)).collect();
    assert!(
        lit.contains(&"Taliban".to_owned()) && lit.contains(&"Bagram Air Base".to_owned()),
        "{lit:?}"
    );
    assert!(!lit.iter().any(|word| word.to_lowercase().contains("doha")), "{lit:?}");
    assert_eq!(
        lit.iter().filter(|word| *word == "Taliban").count(),
        body.matches("Taliban").count()
    );
    let plain =
        place.run(["show", "cd-88140", "--highlight", "taliban", "--color", "always"]).status(0);
    assert!(plain.out.contains("\u{1b}["), "nothing is lit in {}", plain.out);
    assert_eq!(place.json(["show", "cd-88140"], 0)["highlights"], serde_json::json!([]));
}

#[test]
fn an_unknown_id() {
    let place = Place::with_samples();
    assert_eq!(place.json(["show", "no-such-id"], 1), Value::Null);
    let ran = place.run(["show", "no-such-id"]).status(1);
    assert!(ran.out.is_empty());
    ran.says(&["no-such-id", "search"]);
}

#[test]
fn a_body_is_kept_character_for_character() {
    let place = Place::new();
    let body = "\n\n  Léa\u{301} said “no” 🙂.\r\n\r\nSecond\tparagraph — naïve café.\u{a0}\n\n\n";
    place.write("a.jsonl", line("a", "Head", body));
    place.run(["index", "a.jsonl"]).status(0);
    assert_eq!(place.json(["show", "a"], 0)["body"], body);
    let answer = place.json(["search", "café"], 0);
    let passage = &answer["hits"][0]["passages"][0];
    assert_eq!(passage["text"], characters(body, passage));
}

#[test]
fn an_article_as_a_person_reads_it() {
    let place = Place::with_samples();
    let shown = place.json(["show", "mp-k-21544"], 0);
    let text = place.run(["show", "mp-k-21544"]).status(0).out;
    assert!(text.starts_with("KABUL FALLS TO THE TALIBAN\n"), "{text}");
    assert!(text.contains("15 August 2021"), "{text}");
    let words: Vec<&str> = text.split_whitespace().collect();
    let body: Vec<&str> = shown["body"].as_str().unwrap().split_whitespace().collect();
    assert!(
        words.windows(body.len()).any(|window| window == body),
        "the body is not whole in {text}"
    );
    let (_, paragraphs) = text.split_once("\n\n").unwrap();
    for line in paragraphs.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn text_from_a_file_does_not_steer_the_terminal() {
    let place = Place::new();
    place.write(
        "a.jsonl",
        line("a\u{1b}]0;x\u{7}", "Head \u{1b}[2J", "Ferry \u{1b}[31m red \u{7}\u{9b}1m."),
    );
    place.run(["index", "a.jsonl"]).status(0);
    for arguments in [&["search", "ferry"] as &[&str], &["show", "a\u{1b}]0;x\u{7}"]] {
        let out = place.run(arguments.iter().copied()).status(0).out;
        assert!(!out.contains(|c: char| c.is_control() && c != '\n'), "{out:?}");
    }
}
