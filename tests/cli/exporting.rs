//! 1. `--by passage`: one passage a hit, best first, copies of one once, pages put together are the whole.
//! 2. All results are exported, once each, in the order of the search; a blank query is everything.
//! 3. A row cites: the quote is what the offsets say, the hash is that of the body.
//! 4. `--fields` chooses columns and their order in every format that has columns.
//! 5. CSV keeps quotes, commas and line breaks, and nothing steers a terminal.
//! 6. Markdown quotes with the evidence bold and the source below.
//! 7. `--all --format json` is the JSON of one big page.
//! 8. A reader that goes is success; what contradicts itself is refused.

use crate::program::{Place, line};
use serde_json::{Value, json};
use std::io::Read;
use std::process::Stdio;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn passages_across_articles() {
    let place = Place::new();
    let notice = "The ferry to the lighthouse sails at noon.";
    place.write(
        "a.jsonl",
        line("a", "One", &format!("{notice} Fog came later. The ferry waited.\n\nGulls."))
            + &line("b", "Two", &format!("It rained all day long.\n\n{}", notice.to_uppercase()))
            + &line("c", "Three", "A ferry was seen. Nobody knew it. The lighthouse was dark."),
    );
    place.run(["index", "a.jsonl"]).status(0);
    let ask = |more: &[&str]| {
        let arguments = ["search", "ferry lighthouse", "--by", "passage"].into_iter();
        place.json(arguments.chain(more.iter().copied()), 0)
    };
    let whole = ask(&["-n", "100"]);
    assert_eq!(whole["by"], "passage");
    let hits = whole["hits"].as_array().unwrap();
    assert_eq!(whole["total"], hits.len());
    let text = |hit: &Value| hit["passages"][0]["text"].as_str().unwrap().to_lowercase();
    let (mut seen, mut before) = (std::collections::BTreeSet::new(), f64::INFINITY);
    for (at, hit) in hits.iter().enumerate() {
        assert_eq!(hit["rank"], at + 1);
        assert_eq!(hit["passages"].as_array().unwrap().len(), 1);
        let score = hit["passages"][0]["score"].as_f64().unwrap();
        assert!(score <= before, "{whole}");
        before = score;
        assert!(seen.insert(text(hit)), "twice: {hit}");
    }
    // two articles have it: the first stands for both
    let shared = hits.iter().find(|hit| text(hit) == notice.to_lowercase()).unwrap();
    assert_eq!(shared["passages"][0]["copies"], 1);
    assert!(hits.iter().filter(|hit| hit["id"] == "c").count() == 1, "one window of c holds both");
    let mut paged = Vec::new();
    for skip in 0..hits.len() {
        paged.extend(
            ask(&["-n", "1", "--skip", &skip.to_string()])["hits"].as_array().unwrap().clone(),
        );
    }
    assert_eq!(&paged, hits);
    let one = ask(&["-n", "100", "--passages", "1"]);
    assert!(one["total"].as_u64().unwrap() <= 3);
    let out = place.run(["search", "ferry lighthouse", "--by", "passage"]).status(0).out;
    assert!(out.contains("also in 1 other article") && out.contains("passages ·"), "{out}");
    assert!(place.json(["search", "ferry"], 0).get("by").is_none());
}

#[test]
fn all_results_once_in_order() {
    let place = Place::with_samples();
    for (query, sort) in [("taliban talks", "relevance"), ("taliban", "newest")] {
        let big = place.json(["search", query, "--sort", sort, "-n", "1000"], 0);
        let expected: Vec<&Value> =
            big["hits"].as_array().unwrap().iter().map(|h| &h["id"]).collect();
        let out = place.run(["export", query, "--sort", sort]).status(0).out;
        let rows = lines(&out);
        assert_eq!(rows.iter().map(|row| &row["id"]).collect::<Vec<_>>(), expected, "{query}");
        assert_eq!(rows[0]["score"], big["hits"][0]["score"]);
        let same = place.run(["search", query, "--sort", sort, "--all", "--format", "jsonl"]);
        assert_eq!(same.status(0).out, out);
    }
    let everything = place.json(["search", "*", "-n", "0"], 0)["total"].as_u64().unwrap();
    for arguments in [&["export"] as &[&str], &["export", ""], &["export", "--passages", "0"]] {
        let rows = lines(&place.run(arguments.iter().copied()).status(0).out);
        assert_eq!(rows.len() as u64, everything);
        let ids: std::collections::BTreeSet<_> =
            rows.iter().map(|row| row["id"].as_str()).collect();
        assert_eq!(ids.len() as u64, everything);
        assert_eq!(rows[0]["quote"].is_null(), arguments.len() == 3);
    }
    assert_eq!(place.run(["export", "xylophonist"]).status(1).out, "");
}

#[test]
fn a_row_cites() {
    let place = Place::with_samples();
    let out = place.run(["export", "taliban \"peace talks\"", "--passages", "3"]).status(0).out;
    for row in lines(&out) {
        let body = place.json(["show", row["id"].as_str().unwrap()], 0);
        let text = body["body"].as_str().unwrap();
        let at = |key: &str| row[key].as_u64().unwrap() as usize;
        let (start, end) = (at("start"), at("end"));
        let cut: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(row["quote"], cut);
        assert_eq!(row["hash"], format!("blake3:{}", blake3::hash(text.as_bytes()).to_hex()));
        assert_eq!((&row["outlet"], &row["headline"]), (&body["source"], &body["headline"]));
        assert_eq!((&row["date"], &row["url"]), (&body["published"]["date"], &body["url"]));
    }
    let keys = r#"{"quote":"#;
    assert!(out.starts_with(keys), "{out}");
}

#[test]
fn fields_choose_and_order() {
    let place = Place::with_samples();
    let run = |format: &str| {
        place.run([
            "search",
            "bagram",
            "-n",
            "1",
            "--format",
            format,
            "--fields",
            "rank,id,passage_score",
        ])
    };
    let line = run("jsonl").status(0).out;
    assert!(
        line.starts_with("{\"rank\":1,\"id\":\"") && line.contains(",\"passage_score\":"),
        "{line}"
    );
    let row = &lines(&line)[0];
    assert!(run("csv").status(0).out.starts_with("rank,id,passage_score\r\n1,"));
    assert_eq!(run("json").status(0).json()["hits"], json!([row]));
    let markdown = run("markdown").status(0).out;
    assert!(markdown.contains(&format!("\n— 1, {}, ", row["id"].as_str().unwrap())), "{markdown}");
    run("text").status(2).says(&["--fields", "csv"]);
    place.run(["export", "--fields", "colour"]).status(2).says(&["colour", "headline"]);
}

/// Text that is hard to write down.
fn awkward() -> (Place, &'static str) {
    let place = Place::new();
    let body =
        "He said \"fog, and *more* fog\" to\nthe \u{1b}[31mharbour\u{9b}2J master.\r\nIt rained.";
    let record = json!({"id": "a", "headline": "Fog, \"again\" <b>", "source": "The _Post_",
        "date": "2019-12-11", "url": "https://x.example/a_b", "body": body});
    place.write("a.jsonl", format!("{record}\n"));
    place.run(["index", "a.jsonl"]).status(0);
    (place, body)
}

#[test]
fn csv_keeps_text_and_steers_nothing() {
    let (place, body) = awkward();
    let out =
        place.run(["export", "master", "--format", "csv", "--fields", "quote,headline,url,body"]);
    let out = out.status(0).out;
    assert!(!out.contains(['\u{1b}', '\u{9b}']), "{out:?}");
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    assert_eq!(
        reader.headers().unwrap().iter().collect::<Vec<_>>(),
        ["quote", "headline", "url", "body"]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    assert!(rows[0][0].starts_with("He said \"fog, and *more* fog\" to\nthe  [31mharbour 2J"));
    assert_eq!(&rows[0][1], "Fog, \"again\" <b>");
    assert_eq!(rows[0][3].chars().count(), body.chars().count());
    let out = place.run(["export", "master", "--fields", "quote"]).status(0).out;
    assert!(out.contains("\\u001b") && out.contains("\\u009b") && !out.contains('\u{9b}'), "{out}");
    assert!(body.contains(lines(&out)[0]["quote"].as_str().unwrap()));
}

#[test]
fn markdown_quotes() {
    let (place, body) = awkward();
    let out = place.run(["search", "fog \"harbour 2j\"", "--format", "markdown"]).status(0).out;
    let hash = blake3::hash(body.as_bytes()).to_hex();
    let mut lines = out.lines();
    let quote = lines.next().unwrap();
    assert!(quote.starts_with("> He said \"**fog**, and \\*more\\* **fog**\" to the"), "{out}");
    assert_eq!(lines.next(), Some(""));
    let source = lines.next().unwrap();
    assert!(
        source.starts_with(
            "— The \\_Post\\_, \"Fog, \"again\" \\<b\\>\", 11 December 2019, <https://x.example/a_b> (a, 0–"
        ),
        "{source}"
    );
    assert!(source.ends_with(&format!(", blake3:{hash})")), "{source}");
    assert!(!out.contains(['\u{1b}', '\u{9b}']));
}

#[test]
fn streamed_json_is_the_json_of_a_page() {
    let place = Place::with_samples();
    let mut page = place.json(["search", "the \"hits\":[]", "-n", "1000", "--facet", "source"], 0);
    let mut all = place.json(["search", "the \"hits\":[]", "--all", "--facet", "source"], 0);
    assert!(all["hits"].as_array().unwrap().len() > 10 && all["facets"][0]["field"] == "source");
    page["took_us"].take();
    all["took_us"].take();
    assert_eq!(all, page);
    let text = place.run(["search", "the", "--all"]).status(0).out;
    let total = page["total"].as_u64().unwrap();
    assert!(total > 10 && text.contains(&format!("{total:>3}. ")), "{text}");
    assert_eq!(place.json(["export", "xylophonist"], 1)["hits"], json!([]));
}

#[test]
fn a_reader_that_goes() {
    let place = Place::new();
    let record = |i| line(&format!("n{i:05}"), "Ferry", &"The ferry waits in the fog. ".repeat(20));
    place.write("a.jsonl", (0..2_000).map(record).collect::<String>());
    place.run(["index", "--quiet", "a.jsonl"]).status(0);
    for format in ["text", "json", "jsonl", "csv", "markdown"] {
        let mut command = place.command(["export", "ferry", "--format", format, "--passages", "3"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let mut first = [0; 10];
        out.read_exact(&mut first).unwrap();
        drop(out);
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{format}");
    }
}

#[test]
fn contradictions() {
    let place = Place::with_samples();
    for (arguments, says) in [
        (&["search", "moon", "--json", "--format", "csv"] as &[&str], "--json"),
        (&["search", "moon", "--all", "-n", "5"], "--all"),
        (&["search", "moon", "--format", "csv", "--facet", "source"], "json"),
        (&["search", "moon", "--format", "docx"], "markdown"),
        (&["search", "moon", "--by", "word"], "passage"),
    ] {
        let ran = place.run(arguments.iter().copied()).status(2);
        assert_eq!(ran.out, "");
        ran.says(&[says]);
    }
}
