//! 1. A topic is words, unless `--query-language` says otherwise.
//! 2. A run file has six columns, best first; its manifest says what it was made of.
//! 3. The run is the same byte for byte with any number of threads, in one segment or many, whether
//!    the articles came at once or in turns, for every kind of model.
//! 4. Measures are those counted by hand; `-q` writes what trec_eval -q writes.
//! 5. Several models are compared with the first; plots are written.
//!    Run files can be fused into one.
//! 6. Bad lines and bad files are named, and the others are measured; status 3.
//! 7. An experiment is made again; where a figure differs the status is 1.
//! 8. The pages of experiments are those that their files give, and the bundled one holds.
//! 9. Parameters are searched, each fold with what the others chose.
//! 10. What can't be done is refused with the remedy.

use crate::program::{Place, line};
use std::fmt::Write;
use std::path::Path;

/// Forty articles of a few words each, no two the same; "ferry" in every second.
fn articles() -> Vec<(String, String)> {
    (0..40u32)
        .map(|number| {
            let mut body = String::new();
            for word in 0..30 {
                let _ = write!(body, "w{} ", (number * 7 + word * word) % 23);
            }
            if number % 2 == 0 {
                body.push_str("the ferry sank in the harbour. ");
            }
            if number % 5 == 0 {
                body.push_str("A ferry is no tug. ");
            }
            (format!("n{number:02}"), body)
        })
        .collect()
}

/// Two of the articles have the same words, and tie.
fn corpus(from: usize, to: usize) -> String {
    let twin = ("n99".to_owned(), articles()[4].1.clone());
    let all = articles().into_iter().chain([twin]);
    all.skip(from).take(to - from).map(|(id, body)| line(&id, "News", &body)).collect()
}

const TOPICS: &str = "1\tferry harbour\n2\tNOT (w3 \"w5 tug\n3\tw7 w9 w11\n4\tunheard\n";
const QRELS: &str = "1 0 n00 1\n1 0 n10 2\n1 0 n01 0\n2 0 n05 1\n2 0 n15 1\n3 0 n02 1\n5 0 n02 1\n";

fn indexed() -> Place {
    let place = Place::new();
    place.write("a.jsonl", corpus(0, 41));
    place.write("topics.tsv", TOPICS);
    place.write("qrels.txt", QRELS);
    place.run(["index", "a.jsonl", "--quiet"]).status(0);
    place
}

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.at(name)).unwrap()
}

#[test]
fn a_topic_is_words() {
    let place = indexed();
    place.run(["eval", "--topics", "topics.tsv", "--run", "words.run"]).status(0);
    place
        .run(["eval", "--topics", "topics.tsv", "--run", "query.run", "--query-language"])
        .status(0);
    let ids = |run: &str, topic: &str| -> Vec<String> {
        let run = read(&place, run);
        let columns = run.lines().map(|line| line.split(' ').collect::<Vec<_>>());
        let of_topic = columns.filter(|columns| columns[0] == topic);
        of_topic.map(|columns| columns[2].to_owned()).collect()
    };
    assert!(ids("words.run", "2").contains(&"n05".to_owned()));
    // NOT and the open bracket are heeded, and a query that only refuses finds what it does not refuse
    assert_ne!(ids("words.run", "2"), ids("query.run", "2"));
    assert_eq!(ids("words.run", "1"), ids("query.run", "1"));
    assert_eq!(ids("words.run", "4"), [""; 0]);
}

#[test]
fn a_run_has_six_columns_and_a_manifest() {
    let place = indexed();
    place
        .run([
            "eval",
            "--topics",
            "topics.tsv",
            "--run",
            "out/a.run",
            "--tag",
            "my run",
            "--depth",
            "7",
        ])
        .status(0);
    let run = read(&place, "out/a.run");
    let mut before = (String::new(), f64::INFINITY);
    for line in run.lines() {
        let columns: Vec<&str> = line.split(' ').collect();
        let [topic, q0, _, rank, score, tag] = columns.as_slice() else { panic!("{line}") };
        let (rank, score): (usize, f64) = (rank.parse().unwrap(), score.parse().unwrap());
        assert_eq!((*q0, *tag), ("Q0", "my%20run"));
        assert!((1..=7).contains(&rank), "{line}");
        assert!(*topic != before.0 || score < before.1, "scores fall: {line}");
        before = ((*topic).to_owned(), score);
    }
    let manifest: serde_json::Value =
        serde_json::from_str(&read(&place, "out/a.run.manifest.json")).unwrap();
    assert_eq!(manifest["articles"], 41);
    assert_eq!(manifest["model"], "bm25f");
    assert_eq!(manifest["topics"]["count"], 4);
    assert_eq!(manifest["run"]["lines"], run.lines().count());
    for digest in ["corpus", "index"] {
        assert_eq!(manifest[digest].as_str().unwrap().len(), 32, "{digest}");
    }
    assert!(manifest["version"].is_string() && manifest["analyser"].is_string());
}

#[test]
fn a_run_is_the_same_however_the_index_was_made() {
    let models = ["bm25f", "bm25", "dph", "bm25f+rm3", "dph+bo1"];
    let mut runs: Vec<(String, Vec<String>, serde_json::Value)> = Vec::new();
    for (name, parts, threads) in [
        ("at once", vec![(0, 41)], "1"),
        ("two threads", vec![(0, 41)], "2"),
        ("eight threads", vec![(0, 41)], "8"),
        ("in turns", vec![(0, 9), (9, 17), (17, 41)], "2"),
        ("backwards", vec![(30, 41), (12, 30), (0, 12)], "1"),
    ] {
        let place = Place::new();
        place.write("topics.tsv", TOPICS);
        for (at, (from, to)) in parts.into_iter().enumerate() {
            let file = format!("{at}.jsonl");
            place.write(&file, corpus(from, to));
            place.run(["index", &file, "--quiet", "--threads", threads]).status(0);
        }
        let mut asked =
            vec!["eval", "--topics", "topics.tsv", "--run", "runs", "--threads", threads];
        models.iter().for_each(|model| asked.extend(["--model", model]));
        place.run(asked).status(0);
        let files = models.iter().map(|model| read(&place, &format!("runs/{model}.run"))).collect();
        let manifest = read(&place, "runs/bm25f.run.manifest.json");
        runs.push((name.to_owned(), files, serde_json::from_str(&manifest).unwrap()));
    }
    let (_, first, manifest) = &runs[0];
    assert!(first.iter().all(|run| run.lines().count() > 60));
    for (name, files, other) in &runs {
        for (model, (one, two)) in models.iter().zip(first.iter().zip(files)) {
            assert!(one == two, "{model}, {name}: {}", first_difference(one, two));
        }
        assert_eq!(other["corpus"], manifest["corpus"], "{name}");
        assert_eq!(other["run"]["digest"], manifest["run"]["digest"], "{name}");
    }
    assert_ne!(runs[3].2["index"], manifest["index"]);
}

fn first_difference(one: &str, two: &str) -> String {
    let lines = one.lines().zip(two.lines()).find(|(one, two)| one != two);
    format!("{lines:?}")
}

#[test]
fn measures_are_those_counted_by_hand() {
    let place = Place::new();
    place.write("qrels.txt", "1 0 a 1\n1 0 b 1\n1 0 c 0\n2 0 d 1\n");
    place.write("x.run", "1 Q0 a 1 3 x\n1 Q0 c 2 2 x\n1 Q0 b 3 1 x\n2 Q0 e 1 2 x\n2 Q0 d 2 1 x\n");
    let answer = place.json(
        [
            "eval",
            "--qrels",
            "qrels.txt",
            "x.run",
            "-m",
            "map P.2",
            "-m",
            "recip_rank",
            "--per-topic",
        ],
        0,
    );
    let near = |value: &serde_json::Value, expected: f64| {
        assert!((value.as_f64().unwrap() - expected).abs() < 1e-12, "{value} for {expected}");
    };
    near(&answer["per_topic"]["1"]["map"], (1.0 + 2.0 / 3.0) / 2.0);
    near(&answer["measures"]["map"], ((1.0 + 2.0 / 3.0) / 2.0 + 0.5) / 2.0);
    near(&answer["measures"]["P_2"], 0.5);
    near(&answer["measures"]["recip_rank"], 0.75);
    assert_eq!((&answer["topics"], &answer["name"]), (&2.into(), &"x".into()));
    let lines =
        place.run(["eval", "--qrels", "qrels.txt", "x.run", "-m", "map", "-q"]).status(0).out;
    let lines: Vec<Vec<&str>> =
        lines.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines, [["map", "1", "0.8333"], ["map", "2", "0.5000"], ["map", "all", "0.6667"]]);
}

#[test]
fn models_are_compared() {
    let place = indexed();
    let asked = ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "-m", "map"];
    let models = ["--model", "bm25", "--model", "dph", "--plot", "plots"];
    let answer = place.json(asked.into_iter().chain(models), 0);
    assert_eq!(answer["systems"].as_array().unwrap().len(), 2);
    assert_eq!(answer["comparison"]["baseline"], "bm25");
    let cells = &answer["comparison"]["rows"][0]["cells"];
    assert!(cells[0]["against_baseline"].is_null() && cells[1]["against_baseline"].is_object());
    for plot in ["recall-precision", "map-dph"] {
        assert!(read(&place, &format!("plots/{plot}.svg")).starts_with("<svg"), "{plot}");
        let picture = std::fs::read(place.at(&format!("plots/{plot}.png"))).unwrap();
        assert!(picture.starts_with(b"\x89PNG\r\n"), "{plot}");
    }
    for (format, part) in [("text", "bm25"), ("markdown", "| measure |"), ("latex", "\\toprule")] {
        let out =
            place.run(asked.into_iter().chain(models).chain(["--format", format])).status(0).out;
        assert!(out.contains(part) && out.contains("map"), "{out}");
    }
    let all = asked.into_iter().chain(models).chain(["--baseline", "bm26"]);
    place.run(all).status(2).says(&["no run is called `bm26`", "bm25, dph"]);
}

#[test]
fn runs_are_fused() {
    let place = Place::new();
    place.write("qrels.txt", "1 0 b 1\n");
    place.write("x.run", "1 Q0 a 1 9 x\n1 Q0 b 2 8 x\n2 Q0 z 1 1 x\n");
    place.write("y.run", "1 Q0 b 1 9 y\n1 Q0 c 2 8 y\n");
    let ask = ["eval", "x.run", "y.run", "--fuse", "--qrels", "qrels.txt", "-m", "recip_rank"];
    let answer = place.json(ask.into_iter().chain(["--run", "both.run"]), 3);
    let fused = &answer["systems"][2];
    assert_eq!((&fused["name"], &fused["measures"]["recip_rank"]), (&"rrf".into(), &1.0.into()));
    let run = read(&place, "both.run");
    let order: Vec<&str> = run.lines().map(|line| line.split(' ').nth(2).unwrap()).collect();
    assert_eq!(order, ["b", "a", "c", "z"]);
    place.run(["eval", "--fuse", "--qrels", "qrels.txt"]).status(2);
}

#[test]
fn bad_files_are_named_and_the_others_measured() {
    let place = Place::new();
    place.write("qrels.txt", "\u{feff}1 0 a 1\r\n1 0 b\r\n1 0 c 0\r\n");
    place.write("runs/good.run", "1 Q0 a 1 3 x\n");
    place.write("runs/odd.run", "1 Q0 a 1 NaN x\n1 Q0 c 2 2 x\n1 Q0 c 3 1 x\n1 Q0\n9 Q0 z 1 1 x\n");
    place.write("runs/empty.run", "");
    place.write("runs/prose.run", "Dear diary,\n");
    let ran = place.run(["eval", "--qrels", "qrels.txt", "runs", "-m", "map"]).status(3).says(&[
        "qrels.txt:2:",
        "odd.run:1:",
        "odd.run:3:",
        "odd.run:4:",
        "empty.run: the file is empty",
        "prose.run",
        "passed over",
    ]);
    assert!(ran.out.contains("good") && ran.out.contains("1.0000"), "{}", ran.out);
    place.run(["eval", "--qrels", "qrels.txt", "runs/empty.run"]).status(2).says(&["is a run"]);
    place.run(["eval", "--qrels", "nowhere.txt", "runs"]).status(2).says(&["nowhere.txt"]);
}

fn experiment(map: f64) -> String {
    format!(
        r#"title = "Ferries"
about = "Forty articles."
origin = "here"
licence = "MIT"
[corpus]
files = ["a.jsonl"]
articles = 41
[topics]
file = "topics.tsv"
count = 4
[qrels]
file = "qrels.txt"
[[run]]
model = "bm25"
measures = {{ map = {map} }}
"#
    )
}

#[test]
fn an_experiment_is_made_again() {
    let place = indexed();
    let ask = ["eval", "--experiment", "ferries.toml", "--data", "."];
    place.write("ferries.toml", experiment(0.0));
    let found = place.json(ask, 1);
    let map = found["runs"][0]["measures"][0]["found"].as_f64().unwrap();
    assert!(map > 0.1, "{found}");
    place.write("ferries.toml", experiment((map * 1e4).round() / 1e4));
    let again = place.json(ask, 0);
    assert_eq!(again["holds"], true);
    let ran = place.run(ask).status(0);
    assert!(ran.out.contains("as expected") && !ran.out.contains('≠'), "{}", ran.out);

    place.write("ferries.toml", experiment(0.1).replace("bm25", "bm26"));
    place.run(ask).status(2).says(&["ferries.toml", "bm26"]);
    place.write("ferries.toml", experiment(0.1).replace("count", "cuont"));
    place.run(ask).status(2).says(&["ferries.toml", "cuont"]);
    place.write("ferries.toml", experiment(0.1));
    place.run(["eval", "--experiment", "ferries.toml"]).status(2).says(&["--data"]);
}

/// `dateline eval --experiment FILE --page OUT` for each file makes them.
#[test]
fn the_pages_of_experiments_say_what_their_files_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for entry in std::fs::read_dir(root.join("experiments")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        count += 1;
        let place = Place::new();
        place.run(["eval", "--experiment", file.to_str().unwrap(), "--page", "page.md"]).status(0);
        let name = file.file_stem().unwrap().to_str().unwrap();
        let page = root.join(format!("docs/experiments/{name}.md"));
        let committed = std::fs::read_to_string(&page).unwrap_or_default();
        assert!(
            committed == read(&place, "page.md"),
            "docs/experiments/{name}.md is not what {} gives; make it again with --page",
            file.display()
        );
    }
    assert!(count >= 5, "{count} experiments");
}

#[test]
fn the_bundled_experiment_holds() {
    let root = env!("CARGO_MANIFEST_DIR");
    let file = format!("{root}/experiments/bundled.toml");
    let answer = Place::new().json(["eval", "--experiment", &file, "--data", root], 0);
    assert_eq!(answer["holds"], true);
    assert!(answer["runs"].as_array().unwrap().len() >= 2);
}

#[test]
fn parameters_are_searched() {
    let place = indexed();
    let ask =
        ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "-m", "map", "--model", "bm25"];
    let grid = ["--tune", "k1=0.5..1.5:0.5,b=0.2|0.8", "--folds", "3"];
    let tuned = place.json(ask.into_iter().chain(grid), 0);
    assert_eq!((&tuned["points"], &tuned["topics"]), (&6.into(), &3.into()));
    let folds = tuned["folds"].as_array().unwrap();
    assert_eq!(folds.len(), 3);
    // a fold's model is the first of those that are best on the others
    let kept: f64 = folds.iter().map(|fold| fold["held_out"].as_f64().unwrap()).sum();
    assert!((kept / 3.0 - tuned["cross_validated"].as_f64().unwrap()).abs() < 1e-12);
    let best = tuned["best"][1].as_f64().unwrap();
    assert!(
        tuned["all"].as_array().unwrap().iter().all(|point| point[1].as_f64().unwrap() <= best)
    );
    assert!(tuned["cross_validated"].as_f64().unwrap() <= best);
    for (grid, message) in [("k1", "is no axis"), ("rm3.docs=5", "no part `rm3`"), ("k9=1", "k9")] {
        place
            .run(ask.into_iter().chain(["--tune", grid, "--folds", "2"]))
            .status(2)
            .says(&[message]);
    }
    let many = ["--tune", "k1=1", "--folds", "9"];
    place.run(ask.into_iter().chain(many)).status(2).says(&["9 folds"]);
}

#[test]
fn what_cannot_be_done_is_refused_with_the_remedy() {
    let place = indexed();
    place.run(["eval"]).status(2).says(&["--topics"]);
    place.run(["eval", "--topics", "topics.tsv"]).status(2).says(&["--qrels", "--run"]);
    place.write("empty.tsv", "");
    let ask = ["eval", "--topics", "empty.tsv", "--run", "x.run"];
    place.run(ask).status(2).says(&["empty.tsv", "empty"]);
    place.run(["eval", "x.run", "--topics", "topics.tsv"]).status(2);
    let ask = ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "-m", "mup"];
    place.run(ask).status(2).says(&["mup"]);
    place
        .run(["--index", "none", "eval", "--topics", "topics.tsv", "--run", "x.run"])
        .status(2)
        .says(&["no index"]);
}
