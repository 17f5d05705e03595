//! The network between the program and the cluster.

use crate::feed::{ARTICLES, Feed, all_taken};
use crate::nodes::{count, ids};
use crate::program::Place;
use crate::proxy::Proxy;
use crate::rest::{first_port, remove};
use std::time::Duration;

/// Indexes through a proxy of which something happens half-way; what was said meanwhile.
fn indexed_through(name: &str, happens: impl Fn(&Proxy)) -> String {
    remove(name);
    let place = Place::new();
    let proxy = Proxy::to(first_port());
    let address = format!("http://127.0.0.1:{}/{name}", proxy.port());
    let mut feed = Feed::into(&place, &address);
    let before = feed.until_some_are_in(name);
    feed.up_to(ARTICLES / 2);
    happens(&proxy);
    assert!(!feed.has_ended(), "it gave up");
    assert!(count(name) >= before);
    let ran = feed.finish();
    let told = ran.err.clone();
    all_taken(ran);
    assert_eq!(ids(name), (ARTICLES, ARTICLES));
    told
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn the_network_is_cut_for_twenty_seconds() {
    let told = indexed_through("cut-closed", |proxy| proxy.cut(Duration::from_secs(20)));
    // at 1, 2, 4, 8 and 16 seconds, but for the one at which a loaded machine was late
    let lines = told.lines().filter(|line| line.starts_with("waiting for the cluster for"));
    assert!(lines.count() >= 4, "{told}");
    assert!(told.contains("cut the connection") || told.contains("connection refused"), "{told}");
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn the_network_falls_silent_for_a_while() {
    let told = indexed_through("cut-silent", |proxy| proxy.fall_silent(Duration::from_secs(18)));
    assert!(told.contains("waiting for the cluster for"), "{told}");
    assert!(told.contains("no answer from 127.0.0.1:"), "{told}");
}
