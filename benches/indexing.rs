//! How fast articles become an index: whole runs, and what each article costs
//! before the store has it.
//!
//! `run/*` reads JSON Lines and ends with the commit on disk; `stage/*` is one
//! thread without files. Whole runs less the stages is the reader and the engine.

mod prose;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dateline::article::Article;
use dateline::enrich::enrich;
use dateline::index::{IndexOptions, Watch, index};
use dateline::store::{Document, LocalStore};
use prose::{Newsroom, Story, jsonl};
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Indexes `corpus` from nothing.
fn run(corpus: &[PathBuf], threads: usize, expected: usize) {
    let at = tempfile::tempdir().expect("there is a temporary folder");
    let store = LocalStore::open_or_create(at.path()).expect("the folder is empty");
    let options = IndexOptions { threads, ..IndexOptions::default() };
    let mut watch = Watch { progress: &mut |_| {}, interrupted: &AtomicBool::new(false) };
    let report = index(&store.clone().into(), corpus, &options, &mut watch)
        .expect("the corpus can be indexed");
    assert_eq!(report.indexed, expected as u64);
}

fn articles(stories: &[Story]) -> Vec<Article> {
    let article = |story: &Story| Article {
        id: story.id.clone(),
        headline: story.headline.clone(),
        byline: Some(story.byline.clone()),
        outlet: Some(story.outlet.to_owned()),
        body: story.body.clone(),
        ..Article::default()
    };
    stories.iter().map(article).collect()
}

fn benches(c: &mut Criterion) {
    let at = tempfile::tempdir().expect("there is a temporary folder");
    let mut newsroom = Newsroom::new(2);
    let corpora =
        [("articles", newsroom.stories(3000, 3 << 10)), ("pages", newsroom.pages(400, 24 << 10))];

    let mut group = c.benchmark_group("indexing");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    for (name, stories) in &corpora {
        let corpus = [jsonl(at.path(), name, stories)];
        let bytes = std::fs::metadata(&corpus[0]).expect("it was just written").len();
        let elements = stories.len() as u64;
        group.throughput(Throughput::ElementsAndBytes { elements, bytes });
        for threads in [1, 2] {
            group.bench_function(format!("run/{name}/{threads}"), |b| {
                b.iter(|| run(&corpus, threads, stories.len()));
            });
        }
    }
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    for (name, stories) in &corpora {
        let few = articles(&stories[..stories.len() / 10]);
        let bytes = few.iter().map(|article| article.body.len() as u64).sum();
        group.throughput(Throughput::ElementsAndBytes { elements: few.len() as u64, bytes });
        group.bench_function(format!("stage/enrich/{name}"), |b| {
            let each = |articles: Vec<Article>| {
                articles.into_iter().for_each(|article| drop(black_box(enrich(article))));
            };
            b.iter_batched(|| few.clone(), each, BatchSize::LargeInput);
        });
        let enriched: Vec<_> = few.into_iter().map(enrich).collect();
        group.bench_function(format!("stage/document/{name}"), |b| {
            let each = |articles: Vec<_>| {
                let document = |article| drop(black_box(Document::new(article, "bench.jsonl")));
                articles.into_iter().for_each(document);
            };
            b.iter_batched(|| enriched.clone(), each, BatchSize::LargeInput);
        });
    }
    group.finish();
}

criterion_group!(indexing, benches);
criterion_main!(indexing);
