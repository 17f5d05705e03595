//! What showing an article costs once it is found: where its words stand, which
//! sentences are chosen, what is lit in them.
//!
//! `matches/postings` is the way that searches take; `matches/text` reads the
//! text again, as the headline is and as other engines do. The `long` text has
//! thousands of matches.

mod prose;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::index::{IndexOptions, Watch, index};
use dateline::query::parse;
use dateline::search::{choose, light};
use dateline::store::{Address, Found, Leaf, LocalStore, Snapshot, leaves, matches_in_text};
use prose::{Newsroom, jsonl};
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

const QUERY: &str = "government police \"city war\" minister";

/// An index of 2,000 articles among which the three lie.
fn snapshot(at: &Path) -> (Snapshot, Vec<(&'static str, String)>) {
    let mut newsroom = Newsroom::new(4);
    let mut stories = newsroom.stories(2000, 3 << 10);
    let mut texts = Vec::new();
    let long = newsroom.story(1 << 20);
    for (name, story) in [
        ("short", newsroom.story(3 << 10)),
        ("page", newsroom.pages(1, 24 << 10).remove(0)),
        ("long", long),
    ] {
        texts.push((name, story.id.clone()));
        stories.insert(stories.len() / 2, story);
    }
    let corpus = [jsonl(at, "corpus", &stories)];
    let store = LocalStore::open_or_create(&at.join("index")).expect("the folder is empty");
    let options = IndexOptions { threads: 1, ..IndexOptions::default() };
    let mut watch = Watch { progress: &mut |_| {}, interrupted: &AtomicBool::new(false) };
    index(&store.clone().into(), &corpus, &options, &mut watch).expect("the corpus can be indexed");
    (store.snapshot().expect("the index was just written").into(), texts)
}

fn from_postings(snapshot: &Snapshot, leaves: &[Leaf], article: Address, words: u32) -> Found {
    let mut all = Found::default();
    snapshot
        .matches(leaves, &[article], &mut |_, matches| {
            // past the body's words stands the headline
            matches.keep_before(words);
            all = std::mem::take(matches);
        })
        .expect("the index can be read");
    all
}

fn benches(c: &mut Criterion) {
    let at = tempfile::tempdir().expect("there is a temporary folder");
    let (snapshot, texts) = snapshot(at.path());
    let leaves = leaves(&parse(QUERY).query);
    let weights = snapshot.weights(&leaves).expect("the index can be read");

    let mut group = c.benchmark_group("passage");
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    group.sample_size(50);
    for (name, id) in texts {
        let article = snapshot.find(&id).expect("the index can be read").expect("it was indexed");
        let record = snapshot.record(article).expect("the index can be read");
        let body = record.body().expect("it can be unpacked");
        let sentences = record.sentences().expect("it can be read");
        let found = from_postings(&snapshot, &leaves, article, record.words());
        let matches = &found.matches;
        // the fast way and the slow one have to do the same work
        assert_eq!(found, matches_in_text(&body, &leaves), "{name}");
        assert!(name != "long" || matches.len() > 5000, "{} matches", matches.len());

        group.throughput(Throughput::Elements(matches.len() as u64));
        group.bench_function(BenchmarkId::new("matches/postings", name), |b| {
            b.iter(|| from_postings(&snapshot, &leaves, article, record.words()));
        });
        group.bench_function(BenchmarkId::new("matches/text", name), |b| {
            b.iter(|| matches_in_text(black_box(&body), &leaves));
        });
        for most in [1, 3] {
            group.bench_function(BenchmarkId::new(format!("choose/{most}"), name), |b| {
                b.iter(|| choose(&sentences, body.len(), black_box(matches), &weights, most));
            });
        }
        let best = choose(&sentences, body.len(), matches, &weights, 1).remove(0);
        let start = sentences[best.first].byte as usize;
        let end = sentences.get(best.last).map_or(body.len(), |next| next.byte as usize);
        let base = sentences[best.first].position;
        group.bench_function(BenchmarkId::new("light", name), |b| {
            b.iter(|| light(black_box(&body[start..end]), base, &found.lit));
        });
        group.bench_function(BenchmarkId::new("text", name), |b| {
            b.iter(|| record.text(black_box(start..end)));
        });
    }
    group.finish();
}

criterion_group!(passage, benches);
criterion_main!(passage);
