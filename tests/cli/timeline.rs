//! 1. An article counts for each day, month and year that it mentions, relative dates included; a coarse date
//!    counts for no finer unit.
//! 2. The same text in several articles counts once for a point; removed and replaced articles don't count.
//! 3. Weeks are those of ISO 8601, and an article counts once a week.
//! 4. By publication, an article counts where its date lies in the unit.
//! 5. `--per auto` takes the finest unit with at most 60 points; `-n` those with the most articles, by time.
//! 6. The passage holds the words and the date, both lit; `when:` and `published:` take the date of a point.
//! 7. CSV and TimelineJS are what their readers expect; HTML is escaped.
//! 8. Nothing found is status 1; a format asked for twice is refused.
//! 9. A terminal gets bars in order of time.

use crate::program::Place;
use serde_json::Value;

/// Seven articles: days counted by hand in the tests.
fn papers() -> Place {
    let place = Place::new();
    place.write(
        "a.jsonl",
        r#"{"id":"liner","source":"Harbour Post","date":"1912-04-16","headline":"Liner & ice","body":"The great liner struck ice on April 14, 1912, and sank early on April 15, 1912. The <ferry> waits."}
{"id":"copy","source":"Evening Star","date":"1912-04-16","body":"The great liner struck ice on April 14, 1912, and sank early on April 15, 1912. The <ferry> waits."}
{"id":"inquiry","source":"Harbour Post","date":"1912-06-01","body":"An inquiry asked why the liner sailed so fast on April 14, 1912."}
{"id":"jubilee","source":"Harbour Post","date":"1962-04-15","body":"The liner sank in 1912. Nobody in the ferry trade has forgotten."}
"#,
    );
    place.write(
        "b.jsonl",
        r#"{"id":"fog","source":"Transit Wire","date":"2019-12-12","body":"Fog closed the harbour yesterday. The ferry sailed on December 9, 2019."}
{"id":"month","source":"Transit Wire","date":"2020-02","body":"The ferry was idle in December 2019."}
{"id":"undated","source":"Transit Wire","body":"A ferry sails."}
"#,
    );
    place.run(["index", "a.jsonl"]).status(0);
    place.run(["index", "b.jsonl"]).status(0);
    place
}

/// Dates and counts of the points.
fn points(place: &Place, arguments: &[&str]) -> Vec<(String, u64)> {
    let arguments = ["timeline"].into_iter().chain(arguments.iter().copied());
    let answer = place.json(arguments, 0);
    let points = answer["points"].as_array().unwrap().iter();
    points.map(|p| (p["date"].as_str().unwrap().to_owned(), p["count"].as_u64().unwrap())).collect()
}

fn are(points: Vec<(String, u64)>, expected: &[(&str, u64)]) {
    let expected: Vec<(String, u64)> =
        expected.iter().map(|&(date, count)| (date.to_owned(), count)).collect();
    assert_eq!(points, expected);
}

#[test]
fn days_months_and_years_that_are_mentioned() {
    let place = papers();
    // the copy counts once with its original, the inquiry for itself
    are(
        points(&place, &["--per", "day"]),
        &[("1912-04-14", 2), ("1912-04-15", 1), ("2019-12-09", 1), ("2019-12-11", 1)],
    );
    are(points(&place, &["--per", "month"]), &[("1912-04", 2), ("2019-12", 2)]);
    are(points(&place, &["--per", "year"]), &[("1912", 3), ("2019", 2)]);
    are(points(&place, &["liner", "fast", "--per", "year"]), &[("1912", 3)]);
    are(points(&place, &["fog OR jubilee", "--per", "month"]), &[("2019-12", 1)]);
    let answer = place.json(["timeline", "ferry", "--per", "month"], 0);
    assert_eq!((&answer["total"], &answer["distinct"]), (&6.into(), &2.into()));
    assert_eq!((&answer["by"], &answer["per"]), (&"mentioned".into(), &"month".into()));
    assert_eq!(answer["query"]["read_as"], "ferry");
    assert_eq!(answer["points"][0]["from"], "1912-04-01");
    assert_eq!(answer["points"][0]["to"], "1912-04-30");
}

#[test]
fn a_week_counts_an_article_once() {
    let place = papers();
    // 14 April 1912 was a Sunday: the 15th is in the next week; 9 and 11 December are in one
    are(points(&place, &["--per", "week"]), &[("1912-W15", 2), ("1912-W16", 1), ("2019-W50", 1)]);
    let answer = place.json(["timeline", "--per", "week", "fog"], 0);
    assert_eq!(answer["points"][0]["from"], "2019-12-09");
    assert_eq!(answer["points"][0]["to"], "2019-12-15");
    // the last days of a year may be of the first week of the next
    place.write("c.jsonl", "{\"id\":\"eve\",\"body\":\"A gala on December 31, 2018.\"}\n");
    place.run(["index", "c.jsonl"]).status(0);
    are(points(&place, &["gala", "--per", "week"]), &[("2019-W01", 1)]);
}

#[test]
fn days_of_publication() {
    let place = papers();
    are(
        points(&place, &["--by", "published", "--per", "day"]),
        &[("1912-04-16", 1), ("1912-06-01", 1), ("1962-04-15", 1), ("2019-12-12", 1)],
    );
    // a month is no day
    are(
        points(&place, &["ferry", "--by", "published", "--per", "month"]),
        &[("1912-04", 1), ("1962-04", 1), ("2019-12", 1), ("2020-02", 1)],
    );
    let answer = place.json(["timeline", "fog", "--by", "published"], 0);
    assert_eq!(answer["points"][0]["hit"]["id"], "fog");
}

#[test]
fn what_is_gone_is_not_counted() {
    let place = papers();
    place.write(
        "b.jsonl",
        r#"{"id":"fog","source":"Transit Wire","date":"2019-12-12","body":"Fog closed the harbour."}
"#,
    );
    place.run(["index", "--delete-missing", "b.jsonl"]).status(0);
    are(points(&place, &["--per", "year"]), &[("1912", 3)]);
    are(points(&place, &["fog", "--by", "published", "--per", "year"]), &[("2019", 1)]);
}

#[test]
fn the_unit_and_the_points_that_are_shown() {
    let place = Place::new();
    let day = |n: u32| format!("{{\"id\":\"d{n}\",\"body\":\"Rain on {} March 1912.\"}}\n", n);
    let many: String = (1..=31).map(day).collect();
    place.write("a.jsonl", many.clone());
    place.run(["index", "a.jsonl"]).status(0);
    let answer = place.json(["timeline", "rain"], 0);
    assert_eq!((&answer["per"], &answer["distinct"]), (&"day".into(), &31.into()));
    let more: String = many.lines().map(|line| format!("{line}\n")).collect();
    let april = |text: &str, year: &str| text.replace("March 1912", year).replace("\"d", "\"e");
    place.write("b.jsonl", april(&more, "May 1913"));
    place.run(["index", "b.jsonl"]).status(0);
    // 62 days, but 5 and 5 weeks
    assert_eq!(place.json(["timeline", "rain"], 0)["per"], "week");
    // the fullest weeks, by time: March has 1 to 3, 4 to 10, …, 25 to 31; May 1 to 4, 5 to 11, …
    are(points(&place, &["rain", "-n", "3"]), &[("1912-W10", 7), ("1912-W11", 7), ("1912-W12", 7)]);
    let out = place.run(["timeline", "rain", "-n", "3"]).status(0);
    assert!(out.out.contains("week of 4 March 1912"), "{}", out.out);
    assert!(out.out.contains("the 3 with most of 10 weeks mentioned"), "{}", out.out);
    // where nobody names a day, the finest unit that somebody names
    place.write("c.jsonl", "{\"id\":\"snow\",\"body\":\"Snow fell in January 1888.\"}\n");
    place.run(["index", "c.jsonl"]).status(0);
    assert_eq!(place.json(["timeline", "snow"], 0)["per"], "month");
}

fn lit(hit: &Value) -> Vec<String> {
    let passage = &hit["passages"][0];
    let text: Vec<char> = passage["text"].as_str().unwrap().chars().collect();
    let from = passage["start"].as_u64().unwrap() as usize;
    let piece = |span: &Value| {
        let at = |key: &str| span[key].as_u64().unwrap() as usize - from;
        text[at("start")..at("end")].iter().collect()
    };
    passage["highlights"].as_array().unwrap().iter().map(piece).collect()
}

#[test]
fn the_passage_holds_the_words_and_the_date() {
    let place = papers();
    let answer = place.json(["timeline", "inquiry sailed", "--per", "day"], 0);
    let inquiry = &answer["points"][0];
    assert_eq!(inquiry["date"], "1912-04-14");
    let lit = lit(&inquiry["hit"]);
    assert!(lit.concat().contains("inquiry"), "{lit:?}");
    assert!(lit.concat().contains("April"), "{lit:?}");
    // one article says only the year, and never stands for a day of it
    let days = place.json(["timeline", "liner", "--per", "day"], 0);
    for point in days["points"].as_array().unwrap() {
        assert_ne!(point["hit"]["id"], "jubilee");
    }
    // of several articles, one that was published then
    let fast = place.json(["timeline", "liner", "--per", "day", "-n", "1"], 0);
    assert_eq!(fast["points"][0]["hit"]["published"]["date"], "1912-04-16");
    // the date of a point finds its articles
    for (field, date) in [("when", "2019-W50"), ("when", "1912-04"), ("published", "1912-W16")] {
        let found = place.json(["search", &format!("{field}:{date}")], 0);
        assert!(found["total"].as_u64().unwrap() > 0, "{date}");
    }
}

#[test]
fn rows_for_a_spreadsheet() {
    let place = papers();
    let out = place.run(["timeline", "liner", "--per", "day", "--format", "csv"]).status(0).out;
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let header = reader.headers().unwrap().clone();
    assert_eq!(header.iter().take(5).collect::<Vec<_>>(), ["date", "from", "to", "count", "quote"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        rows[1].iter().take(4).collect::<Vec<_>>(),
        ["1912-04-15", "1912-04-15", "1912-04-15", "1"]
    );
    assert!(rows[1][4].contains("sank early on April 15, 1912"));
}

#[test]
fn a_file_for_timelinejs() {
    let place = papers();
    let file = |per| {
        place.run(["timeline", "liner", "--per", per, "--format", "timelinejs"]).status(0).json()
    };
    let days = file("day");
    assert_eq!(days["title"]["text"]["headline"], "liner");
    let event = &days["events"][1];
    assert_eq!(event["start_date"], serde_json::json!({"year": 1912, "month": 4, "day": 15}));
    assert!(event.get("end_date").is_none() && event.get("media").is_none());
    assert_eq!(event["display_date"], "15 April 1912");
    let text = event["text"]["text"].as_str().unwrap();
    assert!(text.contains("<b>liner</b>") && text.contains("1 article<"), "{text}");
    let years = file("year");
    assert_eq!(
        years["events"][0]["end_date"],
        serde_json::json!({"year": 1912, "month": 12, "day": 31})
    );
    // what an article says is text, not HTML
    let ferry = place.run(["timeline", "ferry liner", "--format", "timelinejs"]).status(0).out;
    assert!(!ferry.contains("<ferry>") && !ferry.contains("<<"), "{ferry}");
    assert!(ferry.contains("Liner &amp; ice"), "{ferry}");
}

#[test]
fn nothing_found_and_a_format_asked_for_twice() {
    let place = papers();
    for query in ["zeppelin", "undated"] {
        let query = if query == "undated" { "id:undated" } else { query };
        let answer = place.json(["timeline", query], 1);
        assert_eq!(answer["points"], serde_json::json!([]));
        place.run(["timeline", query]).status(1);
        place.run(["timeline", query, "--format", "csv"]).status(1);
        let file = place.run(["timeline", query, "--format", "timelinejs"]).status(1).json();
        assert_eq!(file["events"], serde_json::json!([]));
    }
    place.run(["timeline", "liner", "--json", "--format", "csv"]).status(2).says(&["--json"]);
}

#[test]
fn bars_in_order_of_time() {
    let place = papers();
    let out = place.run(["timeline", "--per", "day"]).status(0).out;
    let bars: Vec<&str> = out.lines().filter(|line| line.contains('█')).collect();
    let lengths: Vec<usize> = bars.iter().map(|bar| bar.matches('█').count()).collect();
    assert_eq!(lengths, [40, 20, 20, 20], "{out}");
    assert!(bars[0].starts_with("14 April 1912     2  █"), "{out}");
    assert!(out.contains("4 days mentioned · 7 articles"), "{out}");
    assert!(!out.contains('\u{1b}'));
    let out = place.run(["timeline", "--per", "day", "--color", "always"]).status(0).out;
    assert!(out.contains('\u{1b}'));
}
