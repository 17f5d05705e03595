//! 1. Names of one person or body are one entry, counted once an article; Jr. stays apart.
//! 2. A query, `--kind` and `-n` choose what is counted; what is gone is not.
//! 3. `--near` counts the articles that name both, puts telling company first and leaves the name out.
//! 4. `--over-time` counts by publication, no finer than the dates are.
//! 5. CSV and GraphML are what their readers expect.
//! 6. `--list` has a record a name, in the order of the file; bad lists are refused with a remedy.
//! 7. The user's list of aliases has the last word.
//! 8. Facets by name: counted without the query's own names, those selected marked.
//! 9. Nothing found is status 1; a terminal gets a table.

use crate::program::Place;
use serde_json::{Value, json};

/// Seven articles, names counted by hand in the tests; in two files, so in two segments.
fn papers() -> Place {
    let place = Place::new();
    place.write(
        "a.jsonl",
        r#"{"id":"a1","source":"Harbour Post","date":"2019-12-03","headline":"Talks in Oslo","body":"Prime Minister Adaeze Okonkwo met Henrik Solberg in Oslo on Monday. Okonkwo said the talks had gone well. The Department of Fisheries (DOF) was not there."}
{"id":"a2","source":"Harbour Post","date":"2019-12-20","headline":"Okonkwo returns","body":"Adaeze Okonkwo flew home to Lagos on Thursday. Okonkwo thanked Norway. Henrik Solberg stayed in Oslo."}
{"id":"a3","source":"Evening Star","date":"2020-02-11","headline":"A quota is set","body":"The Department of Fisheries (DOF) set a quota for cod on Tuesday, officials in Oslo said. President A. Okonkwo called it fair."}
{"id":"a4","source":"Evening Star","date":"2020-02","headline":"Boats wait","body":"The DOF kept the boats of Bergen in port last week, said Maria Lindqvist, a skipper. The DOF gave no reason."}
"#,
    );
    place.write(
        "b.jsonl",
        r#"{"id":"a5","source":"Evening Star","date":"2021-05-02","headline":"Choir sings","body":"The choir of Bergen was led by Chidi Okonkwo Jr. on Sunday. Maria Lindqvist sang."}
{"id":"a6","source":"Transit Wire","body":"The ferry waits in the fog, and nobody knows why."}
{"id":"a7","source":"Transit Wire","date":"2020-03-01","headline":"Solberg speaks","body":"Solberg told reporters in Lagos on Sunday that he was tired."}
"#,
    );
    place.run(["index", "a.jsonl"]).status(0);
    place.run(["index", "b.jsonl"]).status(0);
    place
}

/// Kind, name, articles and mentions of each row.
fn rows(answer: &Value) -> Vec<(String, String, u64, u64)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let number = |row: &Value, key: &str| row[key].as_u64().unwrap();
    let row = |row: &Value| {
        (text(row, "kind"), text(row, "name"), number(row, "articles"), number(row, "mentions"))
    };
    answer["entities"].as_array().unwrap().iter().map(row).collect()
}

/// The rows of `entities` with these arguments, a line each.
fn listed(place: &Place, arguments: &[&str]) -> String {
    let answer = place.json(["entities"].into_iter().chain(arguments.iter().copied()), 0);
    let row = |(kind, name, articles, mentions)| format!("{kind} {name} {articles} {mentions}\n");
    rows(&answer).into_iter().map(row).collect()
}

#[test]
fn one_entry_for_one_person_or_body() {
    let place = papers();
    insta::assert_snapshot!(listed(&place, &[]), @r"
    person Adaeze Okonkwo 3 6
    organisation Department of Fisheries 3 6
    person Henrik Solberg 3 4
    place Oslo 3 4
    place Bergen 2 2
    place Lagos 2 2
    person Maria Lindqvist 2 2
    person Chidi Okonkwo Jr. 1 1
    place Norway 1 1
    ");
    let answer = place.json(["entities"], 0);
    assert_eq!((&answer["total"], &answer["distinct"]), (&7.into(), &9.into()));
    // one of the six is in a headline
    let fisheries = &answer["entities"][1];
    assert_eq!(fisheries["also"], json!([{"name": "DOF", "articles": 1}]));
    // of February 2020 the last day is the 29th
    assert_eq!(
        (&fisheries["first"], &fisheries["last"]),
        (&"2019-12-03".into(), &"2020-02-29".into())
    );
    assert_eq!(answer["entities"][0]["also"], json!([{"name": "A. Okonkwo", "articles": 1}]));
}

#[test]
fn what_is_asked_for_is_counted() {
    let place = papers();
    insta::assert_snapshot!(listed(&place, &["source:harbour", "--kind", "person"]), @r"
    person Adaeze Okonkwo 2 5
    person Henrik Solberg 2 2
    ");
    insta::assert_snapshot!(listed(&place, &["-n", "2", "--kind", "place,org"]), @r"
    organisation Department of Fisheries 3 6
    place Oslo 3 4
    ");
    // a1 is replaced, a2 to a4 are gone
    place.write("a.jsonl", "{\"id\":\"a1\",\"body\":\"Henrik Solberg slept in Oslo.\"}\n");
    place.run(["index", "--delete-missing", "a.jsonl"]).status(0);
    insta::assert_snapshot!(listed(&place, &["--kind", "person"]), @r"
    person Henrik Solberg 2 3
    person Chidi Okonkwo Jr. 1 1
    person Maria Lindqvist 1 1
    ");
}

#[test]
fn beside_a_name() {
    let place = papers();
    let answer = place.json(["entities", "--near", "henrik solberg"], 0);
    // a7 has his family name alone, and nobody else bears it
    assert_eq!(answer["near"], json!({"name": "henrik solberg", "articles": 3}));
    let rows = answer["entities"].as_array().unwrap();
    let names: Vec<&str> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert!(!names.contains(&"Henrik Solberg"), "{names:?}");
    let row = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    let both = |name: &str| (row(name)["articles"].as_u64(), row(name)["all_articles"].as_u64());
    assert_eq!(both("Oslo"), (Some(2), Some(3)));
    assert_eq!(both("Lagos"), (Some(2), Some(2)));
    assert_eq!(both("Norway"), (Some(1), Some(1)));
    // both of Lagos are beside him, of Oslo two of three
    assert_eq!(names[0], "Lagos");
    let telling: Vec<f64> = rows.iter().map(|row| row["telling"].as_f64().unwrap()).collect();
    assert!(telling.is_sorted_by(|a, b| a >= b), "{telling:?}");
    let answer = place.json(["entities", "--near", "henrik solberg", "--sort", "articles"], 0);
    let articles: Vec<u64> = self::rows(&answer).into_iter().map(|row| row.2).collect();
    assert!(articles.is_sorted_by(|a, b| a >= b), "{articles:?}");
    // a place, with a query
    let answer = place.json(["entities", "source:evening", "--near", "Bergen"], 0);
    assert_eq!((&answer["total"], &answer["near"]["articles"]), (&3.into(), &2.into()));
    let ran = place.run(["entities", "--near", "Nobody Here"]).status(1);
    assert!(ran.out.contains("nothing found: 0 of 7 articles name Nobody Here"), "{}", ran.out);
    ran.says(&["no article names Nobody Here"]);
    place.run(["entities", "--near", " "]).status(2).says(&["--near 'Qassem Soleimani'"]);
    place.run(["entities", "--sort", "telling"]).status(2).says(&["--near"]);
}

#[test]
fn over_time() {
    let place = papers();
    let over_time = |unit: &str| {
        place.json(["entities", "--kind", "org", "--over-time", unit], 0)["entities"][0]["over_time"].clone()
    };
    // a4 is of a month: it counts for no day
    assert_eq!(
        over_time("day"),
        json!([{"date": "2019-12-03", "articles": 1}, {"date": "2020-02-11", "articles": 1}])
    );
    assert_eq!(
        over_time("month"),
        json!([{"date": "2019-12", "articles": 1}, {"date": "2020-02", "articles": 2}])
    );
    assert_eq!(
        over_time("year"),
        json!([{"date": "2019", "articles": 1}, {"date": "2020", "articles": 2}])
    );
    assert_eq!(place.json(["entities", "--over-time"], 0)["per"], "month");
    let csv = place.run(["entities", "--kind", "org", "--over-time", "year", "--format", "csv"]);
    assert_eq!(
        csv.status(0).out,
        "kind,name,date,articles\r\n\
         organisation,Department of Fisheries,2019,1\r\n\
         organisation,Department of Fisheries,2020,2\r\n"
    );
    let out = place.run(["entities", "--kind", "org", "--over-time", "year"]).status(0).out;
    assert!(out.contains("  ▄█\n"), "{out}");
    assert!(out.contains("a bar is 1 year of publication, 2019 to 2020"), "{out}");
}

#[test]
fn csv_of_names() {
    let place = papers();
    let out = place.run(["entities", "-n", "2", "--format", "csv"]).status(0).out;
    assert_eq!(
        out,
        "kind,name,articles,mentions,first,last,also\r\n\
         person,Adaeze Okonkwo,3,6,2019-12-03,2020-02-11,A. Okonkwo\r\n\
         organisation,Department of Fisheries,3,6,2019-12-03,2020-02-29,DOF\r\n"
    );
}

/// Whether tags are closed in order and no sign is bare.
fn is_well_formed(xml: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some((text, after)) = rest.split_once('<') {
        let is_escape = |(at, _): (usize, &str)| {
            ["&amp;", "&lt;", "&gt;", "&quot;"].iter().any(|escape| text[at..].starts_with(escape))
        };
        if !text.match_indices('&').all(is_escape) || text.contains('>') {
            return false;
        }
        let Some((tag, after)) = after.split_once('>') else { return false };
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with(['/', '?']) {
            open.push(name);
        }
    }
    open.is_empty() && rest.trim().is_empty()
}

#[test]
fn a_graph() {
    let place = papers();
    place.write(
        "c.jsonl",
        "{\"id\":\"c\",\"body\":\"Henrik Solberg works for Smith & Jones Ltd. in Oslo. Smith & Jones Ltd. pays him.\"}\n",
    );
    place.run(["index", "c.jsonl"]).status(0);
    let out = place.run(["entities", "--format", "graphml"]).status(0).out;
    assert!(is_well_formed(&out), "{out}");
    assert!(out.contains("&amp; Jones"), "{out}");
    assert!(!is_well_formed(&out.replace("&amp; Jones", "& Jones")));
    let node = |name: &str| {
        let line = out.lines().find(|line| line.contains(&format!(">{name}<"))).unwrap();
        line.split('"').nth(1).unwrap().to_owned()
    };
    let (one, two) = (node("Henrik Solberg"), node("Oslo"));
    let edge =
        |from: &str, to: &str| format!("source=\"{from}\" target=\"{to}\"><data key=\"weight\">3<");
    assert!(out.contains(&edge(&one, &two)) || out.contains(&edge(&two, &one)), "{out}");
    // who is not listed has no edge
    let out = place.run(["entities", "-n", "1", "--format", "graphml"]).status(0).out;
    assert!(is_well_formed(&out) && !out.contains("<edge"), "{out}");
    place.run(["entities", "-n", "20000", "--format", "graphml"]).status(2).says(&["-n"]);
    place.run(["entities", "--over-time", "--format", "graphml"]).status(2).says(&["csv"]);
    place.run(["entities", "--json", "--format", "csv"]).status(2).says(&["leave one out"]);
}

#[test]
fn a_list_of_names() {
    let place = papers();
    let list = "\u{feff}# whom we watch\r\nHenrik Solberg\r\n\r\nNobody Here\r\nDOF\r\n  the fog  \r\nOkonkwo\r\n";
    place.write("names.txt", list);
    let answer = place.json(["entities", "--list", "names.txt"], 0);
    assert_eq!((&answer["total"], &answer["found"]), (&7.into(), &4.into()));
    let names = answer["names"].as_array().unwrap();
    let row = |name: &Value| {
        format!(
            "{} {} {} {} {}",
            name["name"], name["found_as"], name["kind"], name["articles"], name["mentions"]
        )
    };
    insta::assert_snapshot!(names.iter().map(row).collect::<Vec<_>>().join("\n"), @r#"
    "Henrik Solberg" "name" "person" 3 4
    "Nobody Here" null null 0 null
    "DOF" "name" "organisation" 3 6
    "the fog" "words" null 1 null
    "Okonkwo" "name" "person" 4 7
    "#);
    // a passage that names him in full comes before one that doesn't
    let passage = &names[0]["hit"]["passages"][0];
    assert!(passage["text"].as_str().unwrap().contains("Henrik Solberg"), "{passage}");
    assert_eq!(names[1]["hit"], Value::Null);
    assert_eq!(names[2]["called"], "Department of Fisheries");
    assert_eq!(names[3]["hit"]["id"], "a6");
    // Chidi Okonkwo Jr. bears the name too
    assert_eq!(
        (&names[4]["first"], &names[4]["last"]),
        (&"2019-12-03".into(), &"2021-05-02".into())
    );

    let out = place.run(["entities", "--list", "names.txt"]).status(0).out;
    let at = |text: &str| out.find(text).unwrap_or_else(|| panic!("no {text} in {out}"));
    assert!(at("Okonkwo  person · 4 articles, 7 mentions") < at("the fog  as words · 1 article"));
    assert!(!out.contains("Nobody Here"));
    assert!(out.contains("4 of 5 names found · 7 articles"), "{out}");

    let csv = place.run(["entities", "--list", "names.txt", "--format", "csv"]).status(0).out;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 6);
    assert!(lines[0].starts_with("name,found_as,kind,called,articles,mentions,first,last,quote,"));
    assert!(lines[2].starts_with("Nobody Here,,,,0,,"), "{}", lines[2]);

    // only of what a query finds
    let answer = place.json(["entities", "source:transit", "--list", "names.txt"], 0);
    assert_eq!((&answer["total"], &answer["found"]), (&2.into(), &2.into()));
}

#[test]
fn lists_that_can_t_be_used() {
    let place = papers();
    place.run(["entities", "--list", "none.txt"]).status(2).says(&["can't read the list none.txt"]);
    place.write("empty.txt", "# nothing\n\n");
    place
        .run(["entities", "--list", "empty.txt"])
        .status(2)
        .says(&["no name in empty.txt", "one a line"]);
    place.write("latin.txt", b"Fog\nCaf\xe9\n");
    place.run(["entities", "--list", "latin.txt"]).status(2).says(&[
        "latin.txt",
        "line 2",
        "UTF-8",
    ]);
    place.write("names.txt", "Nobody Here\n...\n");
    let ran = place.run(["entities", "--list", "names.txt"]).status(1);
    assert!(ran.out.contains("0 of 2 names found"), "{}", ran.out);
    place.run(["entities", "--list", "names.txt", "--near", "Oslo"]).status(2).says(&["--near"]);
    place.run(["entities", "--list", "names.txt", "--format", "graphml"]).status(2).says(&["csv"]);
}

#[test]
fn the_users_own_list_has_the_last_word() {
    let place = papers();
    place.write(
        "aliases.tsv",
        "The two of Oslo\tAdaeze Okonkwo\tHenrik Solberg\nChidi\tChidi Okonkwo Jr.\n",
    );
    // what the list speaks of is nobody else: A. Okonkwo and Solberg alone stand by themselves
    insta::assert_snapshot!(listed(&place, &["--kind", "person", "--aliases", "aliases.tsv"]), @r"
    person The two of Oslo 2 7
    person Maria Lindqvist 2 2
    person Solberg 1 2
    person A. Okonkwo 1 1
    person Chidi 1 1
    ");
    place.write("names.txt", "Henrik Solberg\n");
    let answer = place.json(["entities", "--list", "names.txt", "--aliases", "aliases.tsv"], 0);
    assert_eq!(
        (&answer["names"][0]["articles"], &answer["names"][0]["mentions"]),
        (&2.into(), &7.into())
    );
}

#[test]
fn facets_of_names() {
    let place = papers();
    let facet = |query: &str, facet: &str| {
        place.json(["search", "-n", "0", "--facet", facet, "--", query], 0)["facets"][0].clone()
    };
    let found = facet("*", "person");
    assert_eq!(found["field"], "person");
    assert_eq!(
        found["values"],
        json!([
            {"value": "Adaeze Okonkwo", "count": 2, "selected": false},
            {"value": "Henrik Solberg", "count": 2, "selected": false},
            {"value": "Maria Lindqvist", "count": 2, "selected": false},
            {"value": "A. Okonkwo", "count": 1, "selected": false},
            {"value": "Chidi Okonkwo Jr.", "count": 1, "selected": false},
            {"value": "Solberg", "count": 1, "selected": false},
        ])
    );
    assert_eq!(
        (&found["distinct"], &found["missing"], &found["other"]),
        (&6.into(), &1.into(), &0.into())
    );
    // others stay in sight once one is chosen, and it is named however rare
    let found = facet("who:\"maria lindqvist\"", "who:1");
    assert_eq!(
        found["values"],
        json!([{"value": "Maria Lindqvist", "count": 2, "selected": true}])
    );
    assert_eq!((&found["distinct"], &found["other"]), (&6.into(), &7.into()));
    // the record's places are another facet
    assert_eq!(facet("bergen", "location")["values"][0]["value"], "Bergen");
    assert_eq!(facet("bergen", "place")["missing"], 2);
    assert_eq!(facet("source:evening", "organization")["field"], "organisation");
    let out = place.run(["search", "quota", "--facet", "org"]).status(0).out;
    assert!(out.contains("organisation Department of Fisheries (1)\n"), "{out}");
}

#[test]
fn nothing_found() {
    let place = Place::new();
    place.write("a.jsonl", "{\"id\":\"a\",\"body\":\"The ferry waits in the fog.\"}\n");
    place.run(["index", "a.jsonl"]).status(0);
    let answer = place.json(["entities"], 1);
    assert_eq!((&answer["total"], &answer["entities"]), (&1.into(), &json!([])));
    assert!(place.run(["entities"]).status(1).out.contains("nothing found: 1 article, no name"));
    assert!(place.run(["entities", "moon"]).status(1).out.contains("nothing found"));
    for format in ["csv", "graphml"] {
        place.run(["entities", "--format", format]).status(1);
    }
    // the last article goes
    place.write("a.jsonl", "");
    place.run(["index", "--delete-missing", "a.jsonl"]);
    let answer = place.json(["entities"], 1);
    assert_eq!(answer["total"], 0);
    place.run(["entities", "--index", "nowhere"]).status(2);
}

#[test]
fn a_table() {
    let place = papers();
    let out = place.run(["entities", "-n", "3"]).status(0).out;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines[0],
        "              name                     articles  mentions  first       last"
    );
    assert_eq!(
        lines[1],
        "person        Adaeze Okonkwo                  3         6  2019-12-03  2020-02-11"
    );
    assert_eq!(lines[2], "                A. Okonkwo");
    assert!(out.contains("the 3 most frequent of 9 names · 7 articles"), "{out}");
    assert!(out.contains("dateline search 'who:\"Adaeze Okonkwo\"'"), "{out}");
    let out = place.run(["entities", "-n", "1", "--kind", "place", "--quiet"]).status(0).out;
    assert_eq!(
        out,
        "name  articles  mentions  first       last\nOslo         3         4  2019-12-03  2020-02-11\n"
    );
    // names of the text must not steer the terminal
    let body = "Henrik\\u001b[31m Solberg met Maria Lindqvist\\u0007 in Oslo.";
    place.write("c.jsonl", format!("{{\"id\":\"c\",\"body\":\"{body}\"}}\n"));
    place.run(["index", "c.jsonl"]).status(0);
    let out = place.run(["entities", "-n", "50"]).status(0).out;
    assert!(!out.contains(['\u{1b}', '\u{7}']), "{out}");
}

#[test]
fn of_as_many_articles_whoever_has_more_mentions() {
    let place = Place::new();
    let body = "Prime Minister Zara Quist met Anna Berg in Oslo on Monday. Zara Quist said the talks had gone well.";
    place.write("a.jsonl", format!("{{\"id\":\"a\",\"body\":\"{body}\"}}\n"));
    place.run(["index", "a.jsonl"]).status(0);
    // by name alone Anna Berg would be the one that is listed
    insta::assert_snapshot!(listed(&place, &["--kind", "person", "-n", "1"]), @"person Zara Quist 1 2");
    assert_eq!(place.json(["entities", "-n", "0"], 0)["entities"], json!([]));
}
