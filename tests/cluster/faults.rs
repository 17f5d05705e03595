//! Nodes that end, with or without a warning.

use crate::feed::{ARTICLES, Feed, all_taken};
use crate::nodes::{Down, address, count, ids, manager, primary, wait_for_green};
use crate::program::Place;
use crate::rest::remove;

/// Indexes while a node goes and comes back; articles are counted before, without and with it.
fn survives(name: &str, victim: impl Fn() -> u16, end: impl Fn(u16) -> Down) {
    remove(name);
    let place = Place::new();
    let mut feed = Feed::into(&place, &address(name));
    feed.until_some_are_in(name);
    wait_for_green();
    feed.up_to(ARTICLES / 4);
    let before = count(name);
    let victim = victim();
    let down = end(victim);
    feed.up_to(ARTICLES / 2);
    let without = count(name);
    assert!(without >= before, "{before} articles, then {without}");
    feed.up_to(ARTICLES * 3 / 4);
    drop(down);
    let ran = feed.finish();
    let told = ran.err.clone();
    all_taken(ran);
    wait_for_green();
    assert_eq!(ids(name), (ARTICLES, ARTICLES));
    eprintln!("node {victim}: {before} articles before, {without} soon after. {told}");
    let check = place.json(["check", "--index", &address(name)], 0);
    assert_eq!(check["articles"], ARTICLES);
    let found = place.json(["search", "ferry", "--index", &address(name)], 0);
    assert_eq!(found["total"], ARTICLES);
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn the_node_that_writes_is_killed() {
    survives("fault-primary", || primary("fault-primary"), Down::kill);
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn the_elected_manager_is_killed() {
    survives("fault-manager", manager, Down::kill);
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn a_node_is_stopped_and_returns() {
    survives("fault-stopped", || primary("fault-stopped"), Down::stop);
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn searches_go_on_without_a_node() {
    let name = "fault-search";
    remove(name);
    let place = Place::new();
    let feed = Feed::into(&place, &address(name));
    all_taken(feed.finish());
    wait_for_green();
    let victim = primary(name);
    let down = Down::kill(victim);
    for page in ["1", "2", "3"] {
        let found = place
            .json(["search", "ferry", "-n", "20", "--page", page, "--index", &address(name)], 0);
        assert_eq!(found["total"], ARTICLES);
        assert_eq!(found["hits"].as_array().unwrap().len(), 20);
    }
    drop(down);
    wait_for_green();
    assert_eq!(ids(name), (ARTICLES, ARTICLES));
}
