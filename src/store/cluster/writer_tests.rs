//! What a writer does with the answers to what it sends, against a server of its own.

use super::client::Client;
use super::server::{Reply, Seen, Server, say};
use super::writer::{ClusterWriter, RefusedArticle};
use super::{Access, ClusterAddress, ClusterError, Patience};
use crate::article::{Article, Origin};
use crate::enrich::enrich_unnamed;
use crate::store::{Document, StoreError};
use serde_json::{Value, json};
use std::time::Duration;

const SHORT: Patience =
    Patience { first: Duration::from_millis(300), later: Duration::from_millis(600) };

fn document(id: &str, body: &str) -> Document {
    let origin = Origin { path: "wire.jsonl".to_owned(), record: Some(7) };
    let article =
        Article { id: id.to_owned(), body: body.to_owned(), origin, ..Article::default() };
    Document::new(enrich_unnamed(article), "wire.jsonl")
}

fn writer(
    fresh: bool,
    answer: impl Fn(usize, &Seen) -> Reply + Send + Sync + 'static,
) -> (Server, ClusterWriter) {
    let server = Server::start(answer);
    let address = ClusterAddress::parse(&format!("http://{}/news", server.address())).unwrap();
    let client = Client::new(&address, &Access::default(), SHORT).unwrap();
    let writer = ClusterWriter::new(&client, "news", 1, fresh);
    (server, writer)
}

/// The ids of the articles of a `_bulk` request.
fn ids(seen: &Seen) -> Vec<String> {
    let lines = std::str::from_utf8(&seen.body).unwrap().lines().step_by(2);
    let action = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    lines.map(|line| action(line)["index"]["_id"].as_str().unwrap().to_owned()).collect()
}

fn items(statuses: &[(u16, &str)]) -> Reply {
    let item = |&(status, result): &(u16, &str)| {
        let error = (status >= 300).then(|| json!({"type": "mapper", "reason": result}));
        json!({"index": {"status": status, "result": result, "error": error}})
    };
    let items: Vec<Value> = statuses.iter().map(item).collect();
    say(200, &json!({"items": items}).to_string())
}

#[test]
fn what_there_is_no_room_for_is_sent_again_and_what_is_refused_is_told() {
    let (server, writer) = writer(true, |number, _| match number {
        0 => items(&[
            (201, "created"),
            (429, "full"),
            (400, "field [body] is odd"),
            (200, "updated"),
        ]),
        1 => items(&[(429, "full")]),
        _ => items(&[(201, "created")]),
    });
    for id in ["a", "b", "c", "d"] {
        writer.add(&document(id, "text")).unwrap();
    }
    writer.commit().unwrap();
    let added = writer.added();
    assert_eq!((added.indexed, added.replaced, added.unchanged), (2, 1, 0));
    let reason = "field [body] is odd".to_owned();
    let refused = RefusedArticle {
        file: "wire.jsonl".to_owned(),
        path: "wire.jsonl".to_owned(),
        record: Some(7),
        reason,
    };
    assert_eq!(added.refused, [refused]);
    let sent: Vec<Vec<String>> = server.seen().iter().map(ids).collect();
    assert_eq!(sent, [vec!["a", "b", "c", "d"], vec!["b"], vec!["b"]]);
}

#[test]
fn of_several_versions_the_last_one_is_sent() {
    let (server, writer) = writer(true, |_, seen| items(&vec![(201, "created"); ids(seen).len()]));
    for (id, body) in [("a", "one"), ("b", "one"), ("a", "two"), ("a", "two")] {
        writer.add(&document(id, body)).unwrap();
    }
    writer.commit().unwrap();
    let added = writer.added();
    assert_eq!((added.indexed, added.replaced, added.unchanged), (2, 1, 1));
    let seen = server.seen();
    assert_eq!(seen.iter().map(ids).collect::<Vec<_>>(), [["a", "b"]]);
    assert!(String::from_utf8_lossy(&seen[0].body).contains("\"body\":\"two\""));
}

#[test]
fn what_is_there_as_it_is_is_not_sent() {
    let same = document("a", "one");
    let digest = format!("{:016x}", same.digest());
    let (server, writer) = writer(false, move |_, seen| match seen.line.contains("_mget") {
        true => say(
            200,
            &json!({"docs": [{"_id": "a", "_source": {"digest": digest}}, {"_id": "b"}]})
                .to_string(),
        ),
        false => items(&vec![(201, "created"); ids(seen).len()]),
    });
    writer.add(&same).unwrap();
    writer.add(&document("b", "new")).unwrap();
    writer.commit().unwrap();
    let added = writer.added();
    assert_eq!((added.indexed, added.replaced, added.unchanged), (1, 0, 1));
    assert_eq!(ids(&server.seen()[1]), ["b"]);
}

#[test]
fn a_failure_ends_the_run_and_nobody_waits() {
    let (_server, writer) = writer(true, |_, _| say(503, "no manager"));
    writer.add(&document("a", "one")).unwrap();
    let error = writer.commit().unwrap_err();
    assert!(matches!(error, StoreError::Cluster(ClusterError::Unreachable { .. })), "{error}");
    for number in 0..100 {
        if writer.add(&document(&format!("{number}"), "more")).is_err() {
            return;
        }
    }
    panic!("a writer that failed takes articles");
}
