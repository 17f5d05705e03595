//! The program killed at any moment and run again; two that feed one index.

use crate::feed::article;
use crate::nodes::{address, count, ids, wait_for_green};
use crate::program::Place;
use crate::rest::remove;
use std::process::Stdio;
use std::time::Instant;

const FILES: u64 = 20;
const RECORDS: u64 = 100;
const KILLS: u32 = 10;

fn write_all(place: &Place) {
    for file in 0..FILES {
        let lines: String = (file * RECORDS..(file + 1) * RECORDS).map(article).collect();
        place.write(&format!("news/wire{file:02}.jsonl"), lines);
    }
}

/// The run, but for the address at its end.
const RUN: [&str; 8] =
    ["index", "news", "--json", "--commit-every", "0.1", "--threads", "2", "--index"];

/// The run into an address.
fn run(address: &str) -> impl Iterator<Item = &str> {
    RUN.into_iter().chain([address])
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn a_killed_run_goes_on_where_it_was() {
    let name = "killed";
    remove(name);
    let place = Place::new();
    write_all(&place);
    let address = address(name);
    let line = || run(&address);
    // how long a run takes here, so that the kills spread over all of it
    let length = {
        remove("killed-timed");
        let timed = crate::nodes::address("killed-timed");
        let began = Instant::now();
        place.run(run(&timed)).status(0);
        began.elapsed()
    };
    let (mut before, mut partial, mut seed) = (0, 0, 0x5eed_u64);
    for _ in 0..KILLS {
        let mut child =
            place.command(line()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = (seed >> 33) % 1000;
        std::thread::sleep(length * part as u32 / 1000);
        child.kill().unwrap();
        child.wait().unwrap();
        let now = count(name);
        assert!(now >= before, "{before} articles, after a kill {now}");
        partial += u32::from(now > 0 && now < FILES * RECORDS);
        before = now;
    }
    eprintln!("a run takes {length:?}; {partial} kills left a part");
    let report = place.run(line()).status(0).json();
    let of = |field: &str| report[field].as_u64().unwrap();
    assert_eq!(of("indexed") + of("replaced") + of("unchanged"), FILES * RECORDS, "{report}");
    assert_eq!(ids(name), (FILES * RECORDS, FILES * RECORDS));
    let again = place.run(line()).status(0).json();
    assert_eq!((&again["read"], &again["unchanged"]), (&0.into(), &(FILES * RECORDS).into()));
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn two_feed_one_index() {
    let name = "fed-by-two";
    remove(name);
    wait_for_green();
    let place = Place::new();
    write_all(&place);
    let address = address(name);
    let all = FILES * RECORDS;
    for round in 0..2 {
        let start = |share: &str| {
            let line = run(&address).chain(["--shard", share]);
            place.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let children = ["1/2", "2/2"].map(start);
        let reports = children.map(|child| {
            crate::program::Ran::from(child.wait_with_output().unwrap()).status(0).json()
        });
        let sum =
            |field: &str| reports.iter().map(|report| report[field].as_u64().unwrap()).sum::<u64>();
        let (fresh, known) = if round == 0 { (all, 0) } else { (0, all) };
        assert_eq!((sum("indexed"), sum("unchanged")), (fresh, known), "{reports:?}");
        assert_eq!(sum("replaced"), 0, "{reports:?}");
        assert_eq!(ids(name), (all, all));
    }
    // and one that feeds all of it finds all there
    let third = place.json(["index", "news", "--index", &address], 0);
    assert_eq!((&third["indexed"], &third["unchanged"]), (&0.into(), &all.into()), "{third}");
    assert_eq!(ids(name), (all, all));
}
