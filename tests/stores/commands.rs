//! What the commands say of both stores.

use crate::articles::{examples_and_tables, generated, samples};
use crate::both::{Both, difference, settle};
use serde_json::Value;

/// Leaves out what says how long it took, and where.
/// Of entities how often they are named: the cluster counts articles, and what comes first of as
/// many articles is told by that. Of the points of a timeline the passage: it is that of the best
/// hit, by scores that differ. And how many parts an index has.
fn without_times(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| {
                !(["mentions", "segments", "hit"].contains(&name.as_str())
                    || name.ends_with("_us")
                    || name.ends_with("seconds")
                    || name.ends_with("_bytes"))
            });
            fields.values_mut().for_each(without_times);
            if let Some(Value::Array(entities)) = fields.get_mut("entities") {
                entities.sort_by_cached_key(|entity| entity["name"].to_string());
            }
        }
        Value::Array(values) => values.iter_mut().for_each(without_times),
        _ => {}
    }
}

#[test]
#[ignore = "needs a cluster: run ./check, or see tests/cluster/README.md"]
fn commands_say_the_same() {
    let articles = examples_and_tables() + &samples() + &generated(200);
    let count = articles.lines().count();
    let both = Both::of("stores-commands", &articles);
    let mut wrong = Vec::new();
    for arguments in [
        &["search", "taliban", "--facet", "source:5", "--facet", "section", "--facet", "language"]
            [..],
        &["search", "ferry", "--facet", "year", "--facet", "topic", "--facet", "organisation:5"],
        &["search", "source:wire ferry", "--facet", "source", "--facet", "person"],
        &["search", "ferry", "--facet", "byline", "--facet", "place", "-n", "0"],
        &["search", "taliban talks", "--context", "paragraph", "--passages", "3"],
        &["search", "taliban talks", "--by", "passage", "-n", "5"],
        &["search", "who:lodewick", "--sort", "newest", "--page", "2", "-n", "3"],
        &["timeline", "ferry"],
        &["timeline", "ferry", "--by", "published", "--per", "year"],
        // the same text on two days counts once a year in a directory, and twice in a cluster: here
        // only articles whose texts are their own
        &["timeline", "length>5", "--by", "published"],
        &["timeline", "--per", "month", "who:lodewick"],
        &["timeline", "taliban", "--per", "day"],
        &["entities"],
        &["entities", "taliban", "--kind", "person,place,other"],
        &["entities", "--near", "Thomas Lodewick"],
        &["entities", "--near", "Kabul", "--sort", "articles"],
        &["entities", "ferry", "--over-time", "year"],
        &["entities", "--over-time"],
        &["show", "a15"],
        &["show", "a25", "--highlight", "iran w/5 bounty"],
        &["stats"],
        &["stats", "-n", "3"],
    ] {
        let mut answers = both.json(arguments);
        answers.iter_mut().for_each(without_times);
        settle(&mut answers);
        let [local, far] = answers;
        if let Some(fault) = difference("", &local, &far) {
            wrong.push(format!("{}\n    {fault}", arguments.join(" ")));
        }
    }
    for arguments in [
        &["export", "published:2019", "--sort", "newest"][..],
        &["export", "--format", "csv", "--sort", "oldest", "section:world"],
        &["timeline", "ferry", "--format", "csv"],
    ] {
        let [local, far] = both.text(arguments);
        if local != far {
            let pair = local.lines().zip(far.lines()).find(|(local, far)| local != far);
            wrong.push(format!("{}\n    {pair:.600?}", arguments.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let [local, far] = both.json(&["check"]);
    assert_eq!((&local["articles"], &far["articles"]), (&count.into(), &count.into()));
    assert_eq!(far["problems"], Value::Array(Vec::new()), "{far}");
}

#[test]
#[ignore = "needs a cluster: run ./check, or see tests/cluster/README.md"]
fn experiments_and_timings_run_on_both() {
    let both = Both::of("stores-eval", &(examples_and_tables() + &generated(100)));
    let place = &both.place;
    place.write(
        "topics.tsv",
        "1\tpeace talks kabul\n2\tferry contract minister\n3\tiran bounty paid\n",
    );
    place.write("qrels.txt", "1 0 a01 2\n1 0 a02 1\n2 0 a03 1\n3 0 a25 1\n3 0 a26 1\n");
    place.write(
        "log.tsv",
        "1\tferry\n2\t\"peace talks\"\n3\tiran NEAR/5 bounty\n4\tpublished:2019\n",
    );
    let run = |index: &str, file: &str| {
        let line = ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "--run", file];
        place.json(line.into_iter().chain(["--index", index]), 0);
        let lines = std::fs::read_to_string(place.at(file)).unwrap();
        let row = |line: &str| -> (Vec<String>, f64) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let score = columns[4].parse().unwrap();
            (
                [&columns[..4], &columns[5..]].concat().into_iter().map(str::to_owned).collect(),
                score,
            )
        };
        lines.lines().map(row).collect::<Vec<_>>()
    };
    let (local, far) = (run("index", "local.run"), run(&both.address, "far.run"));
    assert!(local.len() > 20, "{local:?}");
    assert_eq!(local.len(), far.len());
    for (local, far) in local.iter().zip(&far) {
        assert!((local.1 - far.1).abs() < 1e-3, "{local:?} {far:?}");
    }
    // where scores tie to the last digit shown, either may be first
    let named = |run: &[(Vec<String>, f64)]| {
        let mut ids: Vec<String> = run.iter().map(|(columns, _)| columns[..3].join(" ")).collect();
        ids.sort();
        ids
    };
    assert_eq!(named(&local), named(&far));

    let bench = ["bench", "--queries", "log.tsv", "--rounds", "2", "--ids"];
    let [local, far] = both.json(&bench);
    assert_eq!(far["queries"], 4, "{far}");
    assert_eq!(local["hits"], far["hits"]);
}
