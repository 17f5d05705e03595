//! The same articles in both stores.

use crate::program::Place;
use crate::rest::{cluster, remove};
use dateline::article::Day;
use dateline::search::{Request, search};
use dateline::store::{Reaching, Snapshot, Store};
use serde_json::Value;
use std::path::Path;

/// Figures that are no further apart are the same: the stores add in another order.
const TOLERANCE: f64 = 1e-3;

/// The day on which all is asked.
pub(crate) fn today() -> Option<Day> {
    Day::from_ymd(2020, 1, 10)
}

/// An index in a directory and one in the cluster.
pub(crate) struct Both {
    pub(crate) place: Place,
    pub(crate) address: String,
    pub(crate) local: Snapshot,
    pub(crate) far: Snapshot,
}

impl Both {
    /// Indexes the lines of a file of articles, with the program, into both.
    pub(crate) fn of(name: &str, lines: &str) -> Self {
        remove(name);
        let place = Place::new();
        place.write("articles.jsonl", lines);
        let address = format!("{}/{name}", cluster());
        let count = lines.lines().count();
        for index in ["index", &address] {
            let shards: &[&str] = if index == "index" { &[] } else { &["--shards", "1"] };
            let line = ["index", "articles.jsonl", "--index", index, "--today", "2026-11-01"];
            let report = place.json(line.iter().chain(shards).copied(), 0);
            assert_eq!(report["indexed"], count, "into {index}");
        }
        let open = |at: &Path| Store::open(at, Reaching::default()).unwrap().snapshot().unwrap();
        let (local, far) = (open(&place.index()), open(Path::new(&address)));
        assert_eq!((local.len(), far.len()), (count as u64, count as u64));
        Self { place, address, local, far }
    }

    /// What both answer; an error is its message.
    pub(crate) fn ask(&self, request: &Request) -> [Result<Value, String>; 2] {
        [&self.local, &self.far].map(|snapshot| match search(snapshot, request) {
            Ok(answer) => {
                let mut answer = serde_json::to_value(answer).unwrap();
                answer["took_us"].take();
                Ok(answer)
            }
            Err(error) => Err(error.to_string()),
        })
    }

    /// What the program prints of both, for the same command.
    pub(crate) fn json(&self, arguments: &[&str]) -> [Value; 2] {
        ["index", &self.address].map(|index| {
            let more = ["--index", index, "--today", "2020-01-10"];
            self.place.json(arguments.iter().copied().chain(more), 0)
        })
    }

    /// What the program prints of both, as text.
    pub(crate) fn text(&self, arguments: &[&str]) -> [String; 2] {
        ["index", &self.address].map(|index| {
            let more = ["--index", index, "--today", "2020-01-10"];
            self.place.run(arguments.iter().copied().chain(more)).status(0).out
        })
    }
}

/// Where two values differ, if they do: figures by more than a thousandth.
pub(crate) fn difference(at: &str, one: &Value, two: &Value) -> Option<String> {
    match (one, two) {
        (Value::Number(a), Value::Number(b)) if a.is_f64() || b.is_f64() => {
            let (a, b) = (a.as_f64()?, b.as_f64()?);
            ((a - b).abs() > TOLERANCE).then(|| format!("{at}: {a} and {b}"))
        }
        (Value::Array(a), Value::Array(b)) if a.len() != b.len() => {
            let ids = |hits: &[Value]| -> Vec<String> {
                let all = hits.iter().filter_map(|hit| hit["id"].as_str().map(str::to_owned));
                all.collect()
            };
            let (one, two) = (ids(a), ids(b));
            let only = |a: &[String], b: &[String]| {
                let only = a.iter().filter(|id| !b.contains(id)).take(5);
                only.cloned().collect::<Vec<_>>()
            };
            let (left, right) = (only(&one, &two), only(&two, &one));
            Some(format!("{at}: {} and {}: only {left:?} and only {right:?}", a.len(), b.len()))
        }
        (Value::Array(a), Value::Array(b)) => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.into_iter().find_map(|(n, (a, b))| difference(&format!("{at}[{n}]"), a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            names.into_iter().find_map(|name| {
                let of = |object: &serde_json::Map<String, Value>| {
                    object.get(name).cloned().unwrap_or(Value::from("left out"))
                };
                difference(&format!("{at}.{name}"), &of(a), &of(b))
            })
        }
        _ => (one != two).then(|| format!("{at}: {one:.300} and {two:.300}")),
    }
}

/// Brings hits of almost the same score into one order: articles that tie in one store may be
/// told apart by the last bit in the other.
pub(crate) fn settle(answers: &mut [Value; 2]) {
    let [one, two] = answers;
    let (Some(one), Some(two)) = (
        one.get("hits").and_then(Value::as_array),
        two.get_mut("hits").and_then(Value::as_array_mut),
    ) else {
        return;
    };
    for (at, hit) in one.iter().enumerate() {
        let Some(other) = two.get(at) else { return };
        if other["id"] == hit["id"] {
            continue;
        }
        let close = |a: &Value, b: &Value| {
            (a["score"].as_f64().unwrap() - b["score"].as_f64().unwrap()).abs() < 1e-4
        };
        let from = two.iter().position(|other| other["id"] == hit["id"]);
        if let Some(from) = from.filter(|&from| from > at && close(&two[from], other)) {
            two[at..=from].rotate_right(1);
            for (rank, hit) in two.iter_mut().enumerate() {
                hit["rank"] = Value::from(rank + 1);
            }
        }
    }
}
