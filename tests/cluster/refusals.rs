//! What the cluster does not take.

use crate::feed::{ARTICLES, Feed, all_taken, article};
use crate::nodes::{address, any, count, ids};
use crate::program::Place;
use crate::rest::{ask, cluster, remove};
use serde_json::json;
use std::time::Duration;

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn full_disks_are_waited_for() {
    let name = "refused-full";
    remove(name);
    let place = Place::new();
    let mut feed = Feed::into(&place, &address(name));
    feed.until_some_are_in(name);
    let before = count(name);
    // what a cluster does itself at its last watermark (95 % of a disk)
    let block = |on: Option<bool>| {
        let body = json!({"index.blocks.read_only_allow_delete": on});
        any("PUT", &format!("/{name}/_settings"), Some(&body));
    };
    block(Some(true));
    // by the time that the second of these come a commit is due
    feed.more(50);
    std::thread::sleep(Duration::from_millis(800));
    let sent = feed.more(50);
    std::thread::sleep(Duration::from_secs(6));
    let during = count(name);
    assert!(!feed.has_ended(), "it gave up");
    assert!(during >= before && during < sent, "{before}, then {during} of {sent}");
    block(None);
    let ran = feed.finish();
    let told = ran.err.clone();
    all_taken(ran);
    assert_eq!(ids(name), (ARTICLES, ARTICLES));
    assert!(told.contains("waiting for the cluster for"), "{told}");
    assert!(told.contains("read-only"), "{told}");
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn a_refused_article_is_named_and_the_others_go_in() {
    let name = "refused-article";
    remove(name);
    let place = Place::new();
    let lines = |from: u64| (from..from + 10).map(article).collect::<String>();
    place.write("first.jsonl", lines(0));
    let address = address(name);
    place.json(["index", "first.jsonl", "--index", &address], 0);
    assert_eq!(count(name), 10);
    // makes a number of two articles one that the mapping refuses
    let pipeline = json!({"processors": [{"set": {
        "if": "ctx.id == 'w00013' || ctx.id == 'w00017'", "field": "length", "value": "many",
    }}]});
    any("PUT", "/_ingest/pipeline/dateline-test", Some(&pipeline));
    let with = |pipeline: &str| {
        let body = json!({"index.default_pipeline": pipeline});
        any("PUT", &format!("/{name}/_settings"), Some(&body));
    };
    with("dateline-test");
    place.write("more.jsonl", lines(10));
    let report = place.json(["index", "more.jsonl", "--index", &address], 3);
    assert_eq!((&report["indexed"], &report["rejected_total"]), (&8.into(), &2.into()), "{report}");
    let mut records: Vec<u64> = Vec::new();
    for rejected in report["rejected"].as_array().unwrap() {
        assert_eq!(rejected["path"], "more.jsonl");
        records.push(rejected["record"].as_u64().unwrap());
        let reason = rejected["reason"].as_str().unwrap();
        assert!(reason.contains("failed to parse field [length]"), "{reason}");
    }
    records.sort_unstable();
    assert_eq!(records, [4, 8]);
    assert_eq!(ids(name), (18, 18));
    // a person sees them by file and record
    place.write("again.jsonl", article(13));
    let ran = place.run(["index", "again.jsonl", "--index", &address]).status(3);
    assert!(ran.err.contains("again.jsonl#1"), "{}", ran.err);
    assert!(ran.err.contains("failed to parse field [length]"), "{}", ran.err);
    // the file is read again: the cause may have gone, and here it has not
    let again = place.json(["index", "more.jsonl", "--index", &address], 3);
    assert_eq!((&again["unchanged"], &again["rejected_total"]), (&8.into(), &2.into()), "{again}");
    with("_none");
    let (status, _) = ask("DELETE", &format!("{}/_ingest/pipeline/dateline-test", cluster()), None);
    assert_eq!(status, 200);
    let report = place.json(["index", "more.jsonl", "--index", &address], 0);
    assert_eq!((&report["indexed"], &report["unchanged"]), (&2.into(), &8.into()), "{report}");
    assert_eq!(ids(name), (20, 20));
    let last = place.json(["index", "more.jsonl", "--index", &address], 0);
    assert_eq!((&last["read"], &last["unchanged"]), (&0.into(), &10.into()), "{last}");
}
