//! Killing the writer at any moment costs nothing that was committed.
//!
//! 3,000 articles in JSON Lines and text files are indexed by a child that commits
//! every few hundredths of a second and is killed (SIGKILL) at seeded moments, 32
//! times in one index. Whenever a run reaches its end, every record is rewritten,
//! so that the next kills meet replacements. After each kill:
//!
//! 1. The index opens, or does not exist yet.
//! 2. Every file has its checksum and every article reads back whole.
//! 3. No article is lost: their number never falls.
//! 4. No id is there twice.
//! 5. No article is older than the last run that ended.
//!
//! And in the end:
//!
//! 6. One run brings exactly all articles in, each of the last version, none twice.
//! 7. A further run reads nothing and changes nothing.
//! 8. The kills leave no files behind that no commit holds.

#![allow(clippy::print_stderr, reason = "what the run was like, for who reads a failure")]

#[path = "program/mod.rs"]
mod program;

use dateline::store::{LocalSnapshot, LocalStore, StoreError};
use program::{Place, Ran};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

const KILLS: u32 = 32;
const LINES_FILES: u32 = 12;
const RECORDS: u32 = 200;
const TEXTS: u32 = 600;
const ARTICLES: u64 = (LINES_FILES * RECORDS + TEXTS) as u64;

/// Noise that is the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// A few words that no two articles share in full.
fn words(dice: &mut Dice, count: u64) -> String {
    let mut text = String::new();
    for _ in 0..count {
        let _ = write!(text, "fog{} ", dice.roll(5000));
    }
    text
}

/// Writes all files in one version; the version's number is a word of each body.
fn write_version(place: &Place, version: u32) {
    let mut dice = Dice(0x5eed + u64::from(version));
    for file in 0..LINES_FILES {
        let records: String = (0..RECORDS)
            .map(|record| {
                let body = format!("version{version} {}", words(&mut dice, 30));
                program::line(&format!("w{file}-{record}"), "Ferry", &body)
            })
            .collect();
        place.write(&format!("news/wire{file:02}.jsonl"), records);
    }
    for text in 0..TEXTS {
        let body = format!("version{version} {}", words(&mut dice, 30));
        place.write(&format!("news/texts/{}/{text}.txt", text % 10), body);
    }
}

const RUN: [&str; 8] =
    ["index", "news", "--json", "--commit-every", "0.03", "--threads", "2", "--quiet"];

/// The ids of an index with their versions; what is broken panics.
fn versions(snapshot: &LocalSnapshot) -> BTreeMap<String, u32> {
    let mut versions = BTreeMap::new();
    let mut ids = Vec::new();
    snapshot.each_id(&mut |id| ids.push(String::from_utf8(id.to_vec()).unwrap())).unwrap();
    // replaced articles may leave their ids in the lists until a merge
    ids.sort();
    ids.dedup();
    for id in ids {
        let Some(address) = snapshot.find(&id).unwrap() else { continue };
        let body = snapshot.record(address).unwrap().body().unwrap();
        let version = body.strip_prefix("version").unwrap().split(' ').next().unwrap();
        versions.insert(id, version.parse().unwrap());
    }
    versions
}

/// Opens the index if there is one, and checks what holds at any moment.
fn look(place: &Place) -> Option<BTreeMap<String, u32>> {
    let store = match LocalStore::open(&place.index()) {
        Ok(store) => store,
        Err(StoreError::Missing(_)) => return None,
        Err(error) => panic!("{error}"),
    };
    let health = store.check_health().unwrap();
    assert_eq!(health.problems, [""; 0]);
    let snapshot = store.snapshot().unwrap();
    let versions = versions(&snapshot);
    // as many articles as different ids: none is there twice
    assert_eq!(snapshot.len(), versions.len() as u64);
    assert_eq!(health.articles, snapshot.len());
    Some(versions)
}

#[test]
fn a_kill_costs_nothing_that_was_committed() {
    // how long a run takes here, so that the kills spread over all of it
    let length = {
        let elsewhere = Place::new();
        write_version(&elsewhere, 0);
        let began = Instant::now();
        elsewhere.run(RUN).status(0);
        began.elapsed()
    };

    let place = Place::new();
    let mut version = 0;
    write_version(&place, version);
    let mut dice = Dice(0xdead_beef);
    let (mut kills, mut ended, mut partial) = (0, 0, 0);
    let mut before: BTreeMap<String, u32> = BTreeMap::new();
    let mut oldest_allowed = 0;
    while kills < KILLS {
        let mut child =
            place.command(RUN).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // a third at the very start, the others over the whole run
        let most = if dice.roll(3) == 0 { length / 10 } else { length };
        let wait = Duration::from_millis(2 + dice.roll(most.as_millis().max(1) as u64));
        std::thread::sleep(wait);
        let was_running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        let status = child.wait().unwrap();
        if let Some(now) = look(&place) {
            assert!(now.len() >= before.len(), "{} after {} articles", now.len(), before.len());
            for (id, version) in &before {
                assert!(now[id] >= *version, "{id} went back to version {}", now[id]);
            }
            assert!(now.values().all(|&found| found >= oldest_allowed && found <= version));
            let new = now.values().filter(|&&found| found == version).count() as u64;
            partial += u32::from(was_running && new > 0 && new < ARTICLES);
            before = now;
        }
        if was_running {
            kills += 1;
        } else {
            assert!(status.success(), "a run that was not killed failed: {status}");
            assert!(
                before.len() as u64 == ARTICLES && before.values().all(|&found| found == version)
            );
            ended += 1;
            assert!(ended < 500, "runs end faster than they can be killed");
            oldest_allowed = version;
            version += 1;
            write_version(&place, version);
        }
    }
    eprintln!(
        "{kills} kills, {partial} of them with a run half committed; {ended} runs ended; a run takes {length:?}"
    );
    assert!(partial >= 4, "only {partial} kills hit a run that was half committed");

    version += 1;
    write_version(&place, version);
    let last = place.run(RUN).status(0).json();
    assert_eq!(last["rejected_total"], 0);
    let all = look(&place).unwrap();
    assert_eq!(all.len() as u64, ARTICLES);
    assert!(all.values().all(|&found| found == version));

    let commit = || std::fs::read(place.at("index/meta.json")).unwrap();
    let (before, again) = (commit(), place.run(RUN).status(0).json());
    assert_eq!((&again["read"], &again["unchanged"]), (&0.into(), &ARTICLES.into()));
    assert_eq!(before, commit());
    left_over(&place);
}

/// Nothing lies in the index but the ledger and what the last commit holds.
fn left_over(place: &Place) {
    let meta = std::fs::read_to_string(place.at("index/meta.json")).unwrap();
    let strays: Vec<String> = std::fs::read_dir(place.index())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            let segment = name.split('.').next().unwrap();
            let is_of_commit = segment.len() == 32
                && meta.contains(&format!(
                    "{}-{}-{}-{}-{}",
                    &segment[..8],
                    &segment[8..12],
                    &segment[12..16],
                    &segment[16..20],
                    &segment[20..]
                ));
            let is_known = ["meta.json", ".managed.json", "writer.lock"].contains(&name.as_str())
                || name.starts_with("ledger-")
                || name.starts_with(".tantivy-");
            !is_of_commit && !is_known
        })
        .collect();
    assert!(strays.is_empty(), "left behind: {strays:?}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_commits_what_it_has_and_goes_on() {
    let place = Place::new();
    write_version(&place, 0);
    // an index that exists, so that the lock is that of the run
    place.write("first.txt", "version0 first");
    place.run(["index", "first.txt"]).status(0);
    // standard input that does not end holds the run open
    let mut child = place
        .command(["index", "news", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let pid = child.id().to_string();
    let mut input = child.stdin.take().unwrap();
    // the signal is heeded before the lock is taken
    let holds = || std::fs::read_to_string(place.at("index/writer.lock"));
    let began = Instant::now();
    while !holds().is_ok_and(|lock| lock.starts_with(&format!("process {pid} "))) {
        assert!(began.elapsed() < Duration::from_secs(30), "the run never began");
        std::thread::sleep(Duration::from_millis(5));
    }
    let killed = std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert!(killed.success());
    // the run sees the signal with one of the next records
    use std::io::Write as _;
    let mut late = 0;
    while child.try_wait().unwrap().is_none() {
        let record = program::line(&format!("late-{late}"), "Late", &"Fog. ".repeat(2000));
        if input.write_all(record.as_bytes()).is_err() {
            break;
        }
        late += 1;
        assert!(began.elapsed() < Duration::from_secs(60), "the run never ended");
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(input);
    let ran = Ran::from(child.wait_with_output().unwrap()).status(130);
    assert_eq!(ran.json()["interrupted"], true);
    assert!(look_len(&place) <= ARTICLES + 1 + late);
    place.run(RUN).status(0);
    assert!(look_len(&place) > ARTICLES);
}

fn look_len(place: &Place) -> u64 {
    let store = LocalStore::open(&place.index()).unwrap();
    assert_eq!(store.check_health().unwrap().problems, [""; 0]);
    store.snapshot().unwrap().len()
}
