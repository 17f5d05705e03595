//! What a query costs by its shape, on 5,000 articles in one index: `rank/*`
//! finds the ten best articles, `whole/*` their passages too.

mod prose;

use criterion::{Criterion, criterion_group, criterion_main};
use dateline::index::{IndexOptions, Watch, index};
use dateline::search::{Request, search};
use dateline::store::{LocalStore, Snapshot, Sort};
use prose::{Newsroom, jsonl};
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Name, query, order. Every word is in the vocabulary of `prose`: "government"
/// is its most frequent one, "ferry" comes in one article of ten or so.
const SHAPES: &[(&str, &str, Sort)] = &[
    ("word_rare", "ferry", Sort::Relevance),
    ("word_frequent", "government", Sort::Relevance),
    ("two_words", "peace treaty", Sort::Relevance),
    ("five_words", "embassy refugees aid border storm", Sort::Relevance),
    ("phrase", "\"police city\"", Sort::Relevance),
    ("phrase_sloppy", "\"army strike\"~3", Sort::Relevance),
    ("and", "railway AND flood", Sort::Relevance),
    ("and_three", "government AND railway AND flood", Sort::Relevance),
    ("needed_and_wished", "+government railway flood", Sort::Relevance),
    ("or_frequent", "government minister city", Sort::Relevance),
    ("phrase_frequent", "\"government city\"", Sort::Relevance),
    ("prefix", "sanct*", Sort::Relevance),
    (
        "field_and_published",
        "harbour source:\"Transit Wire\" AND published:1910..1945",
        Sort::Relevance,
    ),
    ("newest", "budget", Sort::Newest),
    ("all", "*", Sort::Newest),
];

fn snapshot(at: &Path) -> Snapshot {
    let stories = Newsroom::new(3).stories(5000, 3 << 10);
    let corpus = [jsonl(at, "corpus", &stories)];
    let store = LocalStore::open_or_create(&at.join("index")).expect("the folder is empty");
    // one thread: the same segments on every machine
    let options = IndexOptions { threads: 1, ..IndexOptions::default() };
    let mut watch = Watch { progress: &mut |_| {}, interrupted: &AtomicBool::new(false) };
    let report = index(&store.clone().into(), &corpus, &options, &mut watch)
        .expect("the corpus can be indexed");
    assert_eq!(report.indexed, 5000);
    store.snapshot().expect("the index was just written").into()
}

fn benches(c: &mut Criterion) {
    let at = tempfile::tempdir().expect("there is a temporary folder");
    let snapshot = snapshot(at.path());
    let mut group = c.benchmark_group("query");
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    for (kind, passages) in [("rank", 0), ("whole", 1)] {
        for &(name, text, sort) in SHAPES {
            let request = Request { sort, passages, ..Request::new(text) };
            let answer = search(&snapshot, &request).expect("the index can be read");
            assert!(answer.total >= 10, "{name}: only {} articles match", answer.total);
            assert!(answer.query.notes.is_empty(), "{name}: {:?}", answer.query.notes);
            group.bench_function(format!("{kind}/{name}"), |b| {
                b.iter(|| search(&snapshot, black_box(&request)));
            });
        }
    }
    group.finish();
}

criterion_group!(query, benches);
criterion_main!(query);
