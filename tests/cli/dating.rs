//! 1. `03/04/2019` is read as its outlet writes its other dates in the same file, before or after it;
//!    else it is either of two days, and says so.
//! 2. The answer is the same from a file, an archive and a pipe, with any number of threads, and
//!    when the file is read again beside others.
//! 3. Dates that are hardly true are named in the report with what became of them; the day of the
//!    run changes the report and nothing else.
//! 4. `--today` sets the day of `yesterday` in `search`, `export`, `explain` and facets, and
//!    `read_as` says what it became.

use crate::program::{Place, line};
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;

fn record(id: &str, outlet: &str, date: &str) -> String {
    format!("{}\n", json!({ "id": id, "source": outlet, "date": date, "body": "Ice on the quay." }))
}

/// Each article's id, date and precision.
fn dates(place: &Place) -> Vec<(String, Value, String)> {
    let ran = place.run(["export", "--fields", "id,date,precision"]);
    let rows = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut rows: Vec<_> =
        rows.map(|row| (text(&row["id"]), row["date"].clone(), text(&row["precision"]))).collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

fn wire() -> String {
    let records = [
        record("a1", "Post", "03/04/2019"),
        record("b1", "Courier", "03/04/2019 10:15"),
        record("c1", "Echo", "03/04/2019"),
        record("a2", "Post", "13/04/2019"),
        record("b2", "Courier", "04/13/2019"),
        record("a3", "Post", "05/04/2019"),
    ];
    records.concat()
}

fn wire_dates() -> Vec<(String, Value, String)> {
    let row = |id: &str, date: &str, precision: &str| {
        (id.to_owned(), Value::from(date), precision.to_owned())
    };
    vec![
        row("a1", "2019-04-03", "day"),
        row("a2", "2019-04-13", "day"),
        row("a3", "2019-04-05", "day"),
        row("b1", "2019-03-04", "second"),
        row("b2", "2019-04-13", "day"),
        row("c1", "[2019-03-04,2019-04-03]", "either"),
    ]
}

#[test]
fn an_outlet_shows_which_number_is_the_day() {
    for threads in ["1", "3"] {
        let place = Place::new();
        place.write("wire.jsonl", wire());
        place.run(["--threads", threads, "index", "wire.jsonl"]).status(0);
        assert_eq!(dates(&place), wire_dates());

        // both months may be meant, and nothing says which
        for (query, found) in [("2019-03", 2), ("2019-04", 5), ("2019-05", 0)] {
            let query = format!("published:{query}");
            let answer = place.run(["--json", "search", &query]).json();
            assert_eq!(answer["total"], found, "{query}");
        }
        let shown = place.json(["show", "c1"], 0);
        let expected = json!({
            "date": "[2019-03-04,2019-04-03]", "precision": "either", "origin": "record",
            "from": "2019-03-04", "to": "2019-04-03", "time": null, "zone": "unknown",
        });
        assert_eq!(shown["published"], expected);
        let text = place.run(["show", "c1", "--no-pager"]).status(0).out;
        assert!(text.contains("2019-03-04 or 2019-04-03"), "{text}");

        // read again beside another file that writes its dates the other way
        place.write("other.jsonl", record("d1", "Post", "04/25/2019"));
        place.write("wire.jsonl", wire() + &record("a4", "Post", "06/04/2019"));
        place.run(["index", "wire.jsonl", "other.jsonl"]).status(0);
        let mut expected = wire_dates();
        expected.insert(3, ("a4".to_owned(), "2019-04-06".into(), "day".to_owned()));
        expected.push(("d1".to_owned(), "2019-04-25".into(), "day".to_owned()));
        assert_eq!(dates(&place), expected);
    }
}

#[test]
fn a_pipe_and_an_archive_say_the_same_as_a_file() {
    let piped = Place::new();
    let mut child = piped.command(["index", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(wire().as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(dates(&piped), wire_dates());

    let packed = Place::new();
    let mut archive = tar::Builder::new(Vec::new());
    for (at, line) in wire().lines().enumerate() {
        let mut header = tar::Header::new_gnu();
        header.set_size(line.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, format!("{at}.jsonl"), line.as_bytes()).unwrap();
    }
    packed.write("wire.tar", archive.into_inner().unwrap());
    packed.run(["index", "wire.tar"]).status(0);
    assert_eq!(dates(&packed), wire_dates());
}

#[test]
fn another_claim_on_the_same_article_decides_first() {
    let place = Place::new();
    let with_url = json!({
        "id": "u", "url": "https://n.example/2019/03/04/ice", "date": "03/04/2019", "body": "Ice.",
    });
    // and shows the order to the others
    let other = json!({ "id": "v", "date": "05/06/2019", "body": "Ice." });
    place.write("a.jsonl", format!("{other}\n{with_url}\n"));
    place.run(["index", "a.jsonl"]).status(0);
    let found: Vec<Value> = dates(&place).into_iter().map(|(_, date, _)| date).collect();
    assert_eq!(found, ["2019-03-04", "2019-05-06"]);
}

#[test]
fn dates_that_are_hardly_true_are_named() {
    let place = Place::new();
    let records = [
        record("a", "", "0001-01-01T00:00:00"),
        record("b", "", "2031-05-06"),
        record("c", "", "379480-01-01"),
        record("d", "", "2019-12-11"),
        record("e", "", "1970-01-01T00:00:00Z"),
    ];
    place.write("wire.jsonl", records.concat());
    let page = |day: &str| {
        let words = "The council of the town met to hear what the mayor said of roads. ".repeat(3);
        format!(
            "<html><head><meta property='article:published_time' content='{day}'></head>\
             <body><article><h1>Roads</h1><p>{words}</p></article></body></html>"
        )
    };
    for at in 0..20 {
        place.write(&format!("pages/{at}.html"), page("2019-12-11"));
    }
    let report = place.json(["index", "wire.jsonl", "pages", "--today", "2026-11-23"], 0);
    let doubted: Vec<[&str; 2]> = report["doubted"]
        .as_array()
        .unwrap()
        .iter()
        .map(|doubted| ["claim", "reason"].map(|key| doubted[key].as_str().unwrap()))
        .collect();
    let collected =
        "is the date of all 20 articles here: the day on which they were collected? kept";
    assert_eq!(
        doubted,
        [
            ["0001-01-01T00:00:00", "is what systems write for no date; not taken"],
            ["2031-05-06", "is after 2026-11-23, the day of this run; kept"],
            ["379480-01-01", "lies outside 1600 to 2100; not taken"],
            ["1970-01-01T00:00:00Z", "is what systems write for no date; not taken"],
            ["2019-12-11", collected],
        ]
    );
    assert_eq!(report["doubted_total"], 5);
    let future = &report["doubted"][1];
    assert_eq!((&future["path"], &future["record"]), (&json!("wire.jsonl"), &json!(2)));
    let folder = &report["doubted"][4];
    assert_eq!((&folder["path"], &folder["record"]), (&json!("pages"), &Value::Null));
    let stored = dates(&place);
    assert_eq!(stored.iter().filter(|(_, date, _)| date.is_null()).count(), 3);

    // another day of the run: another report, the same index
    let later = Place::new();
    later.write("wire.jsonl", records.concat());
    let report = later.json(["index", "wire.jsonl", "--today", "2040-01-01"], 0);
    assert_eq!(report["doubted_total"], 3);
    assert!(dates(&later).iter().all(|row| stored.contains(row)));

    // and in words
    let said = Place::new();
    said.write("wire.jsonl", records.concat());
    let ran = said.run(["index", "wire.jsonl", "--today", "2026-11-23"]).status(0);
    assert!(ran.out.contains("4 dates of publication doubted"), "{}", ran.out);
    ran.says(&["doubted wire.jsonl#2: the date 2031-05-06 is after 2026-11-23"]);
}

#[test]
fn today_is_the_clock_or_what_is_said() {
    let place = Place::new();
    let dated = |id: &str, date: &str| {
        format!("{}\n", json!({ "id": id, "date": date, "body": "Ice on the quay." }))
    };
    place.write(
        "a.jsonl",
        dated("a", "2020-02-29") + &dated("b", "2020-03-30") + &line("c", "", "Ice."),
    );
    place.run(["index", "a.jsonl"]).status(0);
    let ids = |arguments: &[&str]| {
        let ran = place.run(arguments.iter().copied());
        let rows = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let today = ["--today", "2020-03-31"];
    let answer = place.json(["search", "published:\"last month\"", today[0], today[1]], 0);
    assert_eq!(answer["query"]["read_as"], "published:2020-02-01..2020-02-29");
    assert_eq!((&answer["total"], &answer["hits"][0]["id"]), (&json!(1), &json!("a")));
    assert_eq!(ids(&["export", "published:yesterday", today[0], today[1]]), ["b"]);
    assert_eq!(
        ids(&["--today", "2020-03-31", "export", "published:(yesterday OR 2020-02)"]).len(),
        2
    );
    let facets =
        ["search", "ice", "published:\"last 60 days\"", "--facet", "year", today[0], today[1]];
    assert_eq!(place.json(facets, 0)["facets"][0]["values"][0]["count"], 2);
    let explained =
        place.json(["explain", "published:yesterday", "--id", "b", today[0], today[1]], 0);
    assert_eq!(explained["query"]["read_as"], "published:2020-03-30");
    // by the clock, nothing is of the day after the articles were written down
    assert_eq!(place.json(["search", "published:today"], 1)["query"]["notes"], json!([]));
    place.run(["search", "ice", "--today", "soon"]).status(2).says(&["`soon` is no day"]);
}
