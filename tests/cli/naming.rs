//! `who:`, `org:`, `place:`, `said:` and `said-by:`, the names that a text holds.
//!
//! 1. A surname alone means him in an article that has his full name, and is lit.
//! 2. Another spelling is the same person, another given name is not; a bare surname
//!    counts less where the index knows two of the name.
//! 3. An acronym means what an article says that it means.
//! 4. Kinds of names are operands of phrases and of nearness.
//! 5. Words of a quotation, and its speaker.
//! 6. The user's own list has the last word.
//! 7. What nobody is called is said so.

use crate::program::Place;
use crate::speaking::found;

const ARTICLES: [(&str, &str); 8] = [
    ("headline", "The minister boarded a train at noon."),
    (
        "full",
        "Maj. Gen. Qassem Soleimani arrived in Baghdad on Friday. The general met nobody. \
         Soleimani’s convoy left the airport at night.",
    ),
    ("spelt", "Qasem Soleimani was seen in Damascus. Soleimani spoke to no reporters."),
    ("other", "Hassan Soleimani, a cook from Shiraz, opened a restaurant in Hamburg."),
    ("bare", "General Soleimani was expected in Kerman, two officials said."),
    (
        "defense",
        "The Department of Defense (DOD) denied the report. The DOD gave no figures for Bagram.",
    ),
    ("acronym", "Officials of the DOD refused to answer questions on Tuesday in Washington."),
    (
        "quoted",
        "“The bounties were never paid,” Thomas Lodewick told reporters in Kabul. The minister \
         resigned over the bounties. “Nobody resigned,” said Maria Sanchez.",
    ),
];

fn place() -> Place {
    let place = Place::new();
    let lines = ARTICLES.iter().map(|(id, body)| {
        let headline = if *id == "headline" { "Ingrid Halvorsen leaves Oslo" } else { "News" };
        let record =
            serde_json::json!({ "id": id, "date": "2020-01-05", "headline": headline, "body": body });
        format!("{record}\n")
    });
    place.write("news.jsonl", lines.collect::<String>());
    place.run(["index", "--quiet", "news.jsonl"]).status(0);
    place
}

fn ids(place: &Place, query: &str) -> Vec<String> {
    found(place, query).into_iter().map(|(id, _)| id).collect()
}

fn sorted(place: &Place, query: &str) -> Vec<String> {
    let mut ids = ids(place, query);
    ids.sort();
    ids
}

#[test]
fn a_person_is_found_by_surname_where_the_article_names_him_in_full() {
    let place = place();
    let hits = found(&place, "who:\"Qassem Soleimani\"");
    let (_, lit) = hits.iter().find(|(id, _)| id == "full").unwrap();
    assert_eq!(lit, &["Qassem Soleimani", "Soleimani’s"]);
    let (_, lit) = hits.iter().find(|(id, _)| id == "spelt").unwrap();
    assert_eq!(lit, &["Qasem Soleimani", "Soleimani"]);
    // perhaps, and last of all
    assert_eq!(hits.last().unwrap().0, "bare");
    assert!(hits.iter().all(|(id, _)| id != "other"), "{hits:?}");
}

#[test]
fn a_surname_asks_for_all_who_bear_it() {
    let place = place();
    assert_eq!(sorted(&place, "who:soleimani"), ["bare", "full", "other", "spelt"]);
    assert_eq!(ids(&place, "who:\"Hassan Soleimani\"")[0], "other");
    assert_eq!(sorted(&place, "who:solei*"), ["bare", "full", "other", "spelt"]);
    // a given name that nobody is called by alone
    let answer = place.json(["search", "who:qasem"], 0);
    assert_eq!(answer["hits"][0]["id"], "spelt");
    assert!(answer["query"]["notes"][0]["message"].as_str().unwrap().contains("Qasem Soleimani"));
}

#[test]
fn an_acronym_is_what_an_article_says_it_is() {
    let place = place();
    for query in ["org:\"Department of Defense\"", "org:dod", "org:DOD"] {
        assert_eq!(sorted(&place, query), ["acronym", "defense"], "{query}");
    }
    let hits = found(&place, "org:\"Department of Defense\"");
    let (_, lit) = hits.iter().find(|(id, _)| id == "defense").unwrap();
    assert_eq!(lit.iter().filter(|lit| lit.contains("DOD")).count(), 2, "{lit:?}");
}

#[test]
fn names_stand_near_words_and_in_phrases() {
    let place = place();
    assert_eq!(ids(&place, "who:lodewick w/s bounties"), ["quoted"]);
    assert_eq!(ids(&place, "who:lodewick w/s resigned"), Vec::<String>::new());
    assert_eq!(ids(&place, "\"{person} told reporters\""), ["quoted"]);
    assert_eq!(ids(&place, "\"resigned said {person}\"")[..], ["quoted"]);
    assert_eq!(ids(&place, "{person} NEAR/4 place:damascus"), ["spelt"]);
    assert_eq!(ids(&place, "place:baghdad"), ["full"]);
    // the headline alone has the name
    assert_eq!(ids(&place, "who:halvorsen"), ["headline"]);
    assert_eq!(ids(&place, "who:halvorsen w/s place:oslo"), ["headline"]);
    assert_eq!(ids(&place, "who:halvorsen w/s minister"), Vec::<String>::new());
}

#[test]
fn who_said_what() {
    let place = place();
    for (query, lit) in [
        ("said:bounties", "bounties"),
        ("said:\"never paid\"", "never paid"),
        ("said-by:lodewick", "The bounties were never paid"),
        ("said-by:lodewick said:bounties", "bounties"),
        ("said-by:sanchez said:resigned", "resigned"),
    ] {
        let hits = found(&place, query);
        assert_eq!(hits.len(), 1, "{query}");
        assert_eq!(hits[0].1, [lit], "{query}");
    }
    for query in ["said:minister", "said-by:lodewick said:resigned", "said:reporters"] {
        assert_eq!(ids(&place, query), Vec::<String>::new(), "{query}");
    }
}

#[test]
fn the_users_list_has_the_last_word() {
    let place = place();
    place.write("aliases.tsv", "# mine\nThe Cook\tHassan Soleimani\tSoleimani\n");
    let ids = |query: &str| {
        let answer = place.json(["--aliases", "aliases.tsv", "search", query], 0);
        let mut ids: Vec<String> = Vec::new();
        for hit in answer["hits"].as_array().unwrap() {
            ids.push(hit["id"].as_str().unwrap().to_owned());
        }
        ids.sort();
        ids
    };
    assert_eq!(ids("who:\"the cook\""), ["bare", "other"]);
    assert_eq!(ids("who:\"qassem soleimani\""), ["full", "spelt"]);
    place.write("twice.tsv", "A B\tC\nC\n");
    let ran = place.run(["--aliases", "twice.tsv", "search", "who:x"]).status(2);
    assert!(ran.err.contains("twice.tsv") && ran.err.contains("line 2"), "{}", ran.err);
    let ran = place.run(["--aliases", "none.tsv", "search", "who:x"]).status(2);
    assert!(ran.err.contains("none.tsv"), "{}", ran.err);
}

#[test]
fn nobody_is_called_so() {
    let place = place();
    let answer = place.json(["search", "who:montgomery"], 1);
    let notes = answer["query"]["notes"].to_string();
    assert!(notes.contains("no article names who:"), "{notes}");
    let answer = place.json(["search", "who:lodewik"], 1);
    let notes = answer["query"]["notes"].to_string();
    assert!(notes.contains("did you mean Thomas Lodewick?"), "{notes}");
}

#[test]
fn an_article_shows_whom_it_names() {
    let place = place();
    let shown = place.json(["show", "full", "--highlight", "who:\"Qassem Soleimani\""], 0);
    let names: Vec<&str> =
        shown["entities"].as_array().unwrap().iter().map(|e| e["name"].as_str().unwrap()).collect();
    assert_eq!(names.iter().filter(|name| **name == "Qassem Soleimani").count(), 2, "{names:?}");
    assert_eq!(shown["highlights"].as_array().unwrap().len(), 2);
    let page = place.run(["show", "full", "--no-pager"]).status(0).out;
    assert!(page.contains("people named: Qassem Soleimani"), "{page}");
}
