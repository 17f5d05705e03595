//! What `bench` says, but for how long things take.
//!
//! 1. Percentiles are in order; rounds, kinds and queries add up to the whole.
//! 2. The kind of a query comes from how it is read, not from its name or tags.
//! 3. A bad line is told with file and line, counted and skipped: status 3.
//! 4. An open loop says how it went; a rate beyond all reach is told as such.
//! 5. Cold caches: what was dropped and what was not; the same hits.
//! 6. `--against`: an earlier run is slower, faster or the same; what is no run is refused.
//! 7. `--model` ranks by a model of choice, and a run by another one measures something else.
//! 8. The same run again says the same but for times, memory and the like.

use crate::program::Place;
use serde_json::{Value, json};

const LOG: &str = "t\tmoon\nu\ttaliban talks\ni\t+taliban +talks\np\t\"berlin wall\"\nn\tmoon NEAR/5 landing\n\
                   d\tpublished:1969\nf\tsource:\"transit wire\"\n";

const PERCENTILES: [&str; 6] = ["p50_us", "p90_us", "p95_us", "p99_us", "p999_us", "max_us"];

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn in_order(figures: &Value) {
    let all = PERCENTILES.map(|name| number(&figures[name]));
    assert!(all.is_sorted() && all[0] > 0.0, "{figures}");
    let mean = number(&figures["mean_us"]);
    assert!(mean > 0.0 && mean <= all[5], "{figures}");
}

fn place() -> Place {
    let place = Place::with_samples();
    place.write("log.tsv", LOG);
    place
}

#[test]
fn figures() {
    let place = place();
    let run = place.json(["bench", "--queries", "log.tsv", "--rounds", "4", "--clients", "2"], 0);
    assert_eq!(
        (&run["queries"], &run["rounds"], &run["clients"]),
        (&json!(7), &json!(4), &json!(2))
    );
    in_order(&run);
    in_order(&run["corrected"]);
    for name in ["qps", "best_p50_us", "best_p99_us", "standard_error_us"] {
        assert!(number(&run[name]) > 0.0, "{name} in {run}");
    }
    if cfg!(target_os = "linux") {
        assert!(number(&run["rss_bytes"]) <= number(&run["peak_rss_bytes"]));
    }
    let rounds = run["by_round"].as_array().unwrap();
    assert_eq!(rounds.iter().map(|round| &round["round"]).collect::<Vec<_>>(), [1, 2, 3, 4]);
    rounds.iter().for_each(in_order);
    let slowest = rounds.iter().map(|round| number(&round["max_us"])).fold(0.0, f64::max);
    assert_eq!(slowest, number(&run["max_us"]));
    let kinds = run["by_kind"].as_array().unwrap();
    kinds.iter().for_each(in_order);
    for name in ["queries", "hits"] {
        let sum: f64 = kinds.iter().map(|kind| number(&kind[name])).sum();
        assert_eq!(sum, number(&run[name]), "{name}");
    }
    let times = run["times"].as_array().unwrap();
    assert_eq!(times.len(), 7);
    assert!(times.iter().all(|query| query["us"].as_array().unwrap().len() == 4));
    assert!(run["open_loop"].is_null() && run["cold"].is_null() && run.get("against").is_none());
    let shown = place.run(["bench", "--queries", "log.tsv", "--rounds", "1"]).status(0).out;
    assert!(
        shown.contains("p99.9") && shown.contains("phrase") && shown.contains("all"),
        "{shown}"
    );
}

#[test]
fn kinds() {
    let place = place();
    place.write(
        "game.jsonl",
        "{\"query\": \"+moon +landing\", \"tags\": [\"phrase\", \"global\"]}\n\
         {\"query\": \"\\\"berlin wall\\\"\", \"tags\": [\"union\"]}\n\
         {\"query\": \"moon landing\", \"tags\": []}\n",
    );
    let kinds = |log: &str| {
        let run = place.json(["bench", "--queries", log, "--rounds", "1", "--ids"], 0);
        let of = |query: &Value| query["kind"].as_str().unwrap().to_owned();
        run["times"].as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(kinds("log.tsv"), ["term", "or", "and", "phrase", "near", "date", "field"]);
    assert_eq!(kinds("game.jsonl"), ["and", "phrase", "or"]);
    let run = place.json(["bench", "--queries", "game.jsonl", "--rounds", "1"], 0);
    assert_eq!(run["times"][0]["tags"], json!(["phrase", "global"]));
    assert_eq!(run["times"][2]["id"], "3");
    assert_eq!(run["standard_error_us"], json!(null));
}

#[test]
fn models() {
    let place = place();
    let ask = ["bench", "--queries", "log.tsv", "--rounds", "2"];
    let usual = place.json(ask, 0);
    assert_eq!(usual["setting"]["load"]["model"], "bm25f");
    place.write("usual.json", usual.to_string());
    let other = ["--model", "bm25f+rm3(docs=2)", "--against", "usual.json", "--tolerance", "1000"];
    let grown = place.json(ask.into_iter().chain(other), 0);
    assert_eq!(grown["setting"]["load"]["model"], "bm25f+rm3(docs=2)");
    let told = &grown["against"]["mismatches"][0];
    assert_eq!((&told["what"], &told["before"]), (&json!("load.model"), &json!("bm25f")));
    // feedback finds more than what was asked for
    assert!(number(&grown["hits"]) > number(&usual["hits"]));
    place.run(["bench", "--queries", "log.tsv", "--model", "bm26"]).status(2);
}

#[test]
fn bad_lines() {
    let place = place();
    place.write("bad.tsv", b"1\tmoon\r\n{\"id\": 2}\r\n3\t\xff\xfe\r\n\r\n4\ttalks\r\n");
    let ran = place.run(["--json", "bench", "--queries", "bad.tsv", "--rounds", "1"]).status(3);
    let ran = ran.says(&["bad.tsv:2: an object without `query`", "bad.tsv:3: not UTF-8"]);
    let run = ran.json();
    assert_eq!((&run["queries"], &run["rejected_total"]), (&json!(2), &json!(2)));
    let first = json!({"path": "bad.tsv", "line": 2, "reason": "an object without `query`, `text` or `title`"});
    assert_eq!(run["rejected"][0], first);
    place.write("none.tsv", "\n\n");
    place.write("worse.tsv", "1\t\n");
    place.run(["bench", "--queries", "none.tsv"]).status(2).says(&["`none.tsv` holds no query"]);
    place.run(["bench", "--queries", "worse.tsv"]).status(2).says(&["line 1", "no query after"]);
    place.run(["bench", "--queries", "gone.tsv"]).status(2).says(&["gone.tsv"]);
}

#[test]
fn an_open_loop() {
    let place = place();
    for spacing in ["poisson", "even"] {
        let run = place.json(
            [
                "bench",
                "--queries",
                "log.tsv",
                "--rate",
                "400",
                "--spacing",
                spacing,
                "--rounds",
                "2",
            ],
            0,
        );
        in_order(&run);
        let open = &run["open_loop"];
        assert_eq!((&open["rate"], &open["spacing"]), (&json!(400.0), &json!(spacing)));
        in_order(&open["service"]);
        assert!(open["kept_up"].is_boolean());
        assert!(number(&run["max_us"]) >= number(&open["service"]["max_us"]), "{run}");
        assert!(run["corrected"].is_null());
    }
    // seven queries within a microsecond: nobody keeps up, and most of them wait
    let flood = ["bench", "--queries", "log.tsv", "--rate", "10000000", "--clients", "1"];
    let run = place.json(flood, 0);
    assert_eq!(run["open_loop"]["kept_up"], false, "{run}");
    assert!(number(&run["open_loop"]["most_waiting"]) >= 4.0, "{run}");
    assert!(place.run(flood).status(0).out.contains("could not keep up"));
    for wrong in ["0", "-5", "NaN", "inf", "many"] {
        let rate = format!("--rate={wrong}");
        place.run(["bench", "--queries", "log.tsv", &rate]).status(2).says(&["no rate"]);
    }
    place.run(["bench", "--queries", "log.tsv", "--spacing", "even"]).status(2).says(&["--rate"]);
}

#[test]
fn cold_caches() {
    let place = place();
    let warm = place.json(["bench", "--queries", "log.tsv", "--rounds", "1"], 0);
    for (flag, each) in [("--cold", "round"), ("--cold=round", "round"), ("--cold=query", "query")]
    {
        let run = place.json(["bench", "--queries", "log.tsv", "--rounds", "2", flag], 0);
        let cold = &run["cold"];
        assert_eq!(cold["each"], each);
        assert_eq!((&run["hits"], &run["highlights"]), (&warm["hits"], &warm["highlights"]));
        let pages = json!("the index in the system's page cache");
        let says = |list: &str| cold[list].as_array().unwrap().contains(&pages);
        assert_ne!(says("dropped"), says("kept"), "{cold}");
        assert!(number(&cold["open_us"]) > 0.0);
        for pages in ["pages_left", "pages_opened"] {
            assert!(number(&cold[pages]) <= number(&cold["pages_looked_at"]), "{cold}");
        }
    }
    let shown =
        place.run(["bench", "--queries", "log.tsv", "--rounds", "1", "--cold"]).status(0).out;
    assert!(
        shown.contains("dropped before each round") && shown.contains("not dropped"),
        "{shown}"
    );
    let cold = ["bench", "--queries", "log.tsv", "--cold=query"];
    place.run(cold.into_iter().chain(["--clients", "2"])).status(2).says(&["--clients 2"]);
    place.run(cold.into_iter().chain(["--rate", "5"])).status(2).says(&["--rate"]);
}

/// A run with all its times multiplied.
fn times_by(run: &Value, factor: f64) -> String {
    let mut run = run.clone();
    for query in run["times"].as_array_mut().unwrap() {
        for time in query["us"].as_array_mut().unwrap() {
            *time = json!(number(time) * factor);
        }
    }
    run.to_string()
}

#[test]
fn an_earlier_run() {
    let place = place();
    let bench = ["bench", "--queries", "log.tsv", "--rounds", "5"];
    let before = place.json(bench, 0);
    place.write("slow.json", times_by(&before, 1000.0));
    place.write("fast.json", times_by(&before, 0.001));
    place.write("same.json", before.to_string());

    let against = |file: &str, status: i32| {
        place.json(bench.into_iter().chain(["--against", file]), status)["against"].clone()
    };
    let faster = against("slow.json", 0);
    assert_eq!((&faster["total"]["verdict"], &faster["slower"]), (&json!("faster"), &json!(false)));
    let slower = against("fast.json", 2);
    assert_eq!((&slower["total"]["verdict"], &slower["slower"]), (&json!("slower"), &json!(true)));
    assert_eq!(slower["by_kind"].as_array().unwrap().len(), 7);
    assert!(slower["by_kind"].as_array().unwrap().iter().all(|kind| kind["verdict"] == "slower"));
    assert_eq!(slower["moved"].as_array().unwrap().len(), 5);
    for one in [&faster, &slower] {
        let typical = &one["total"]["typical"];
        assert!(number(&typical["low"]) <= number(&typical["ratio"]));
        assert!(number(&typical["ratio"]) <= number(&typical["high"]));
        assert_eq!((&one["same_program"], &one["mismatches"]), (&json!(true), &json!([])));
    }
    let ran = place.run(bench.into_iter().chain(["--against", "fast.json"])).status(2);
    assert!(ran.out.contains("slower") && ran.out.contains("byte for byte"), "{}", ran.out);
    // within the tolerance nothing is slower
    let lax = ["--against", "same.json", "--tolerance", "1000", "-n", "3", "--clients", "2"];
    let lax = &place.json(bench.into_iter().chain(lax), 0)["against"];
    assert_eq!(lax["total"]["verdict"], "noise");
    let named: Vec<&Value> =
        lax["mismatches"].as_array().unwrap().iter().map(|m| &m["what"]).collect();
    assert_eq!(named, ["load.clients", "load.limit"]);
}

#[test]
fn what_is_no_earlier_run() {
    let place = place();
    place.write("old.json", "{\"queries\": 3, \"p50_us\": 5.0}");
    place.write("no.json", "moon");
    place.write("other.tsv", "x\tsun\n");
    let other =
        place.run(["--json", "bench", "--queries", "other.tsv", "--rounds", "1"]).status(0).out;
    place.write("other.json", other);
    for (file, says) in [
        ("old.json", "`old.json` is no run of `bench --json`: missing field `times`"),
        ("no.json", "`no.json` is no run"),
        ("gone.json", "gone.json"),
        ("other.json", "no query in common"),
    ] {
        place
            .run(["bench", "--queries", "log.tsv", "--rounds", "1", "--against", file])
            .status(2)
            .says(&[says]);
    }
    place.run(["bench", "--queries", "log.tsv", "--tolerance", "5"]).status(2).says(&["--against"]);
}

/// Without what a clock, the memory or the scheduler says.
fn without_times(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| {
                !name.ends_with("us")
                    && !name.ends_with("rss_bytes")
                    && name != "qps"
                    && name != "seconds"
            });
            fields.values_mut().for_each(without_times);
        }
        Value::Array(values) => values.iter_mut().for_each(without_times),
        _ => {}
    }
}

#[test]
fn the_same_again() {
    let place = place();
    let run = || {
        let mut run = place
            .json(["bench", "--queries", "log.tsv", "--rounds", "2", "--today", "2020-01-01"], 0);
        without_times(&mut run);
        run
    };
    let first = run();
    assert_eq!(first, run());
    assert!(first["setting"]["index"]["digest"].as_str().unwrap().starts_with("blake3:"));
}
