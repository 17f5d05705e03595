//! What names cost: reading the model, finding names in prose and in texts that are
//! nothing but names, and whether twice the text takes twice as long.
//!
//! `hostile/*/1`, `/2` and `/4` are one text, twice it and four times it: the bytes a
//! second must stay. With `DATELINE_BENCH_TEXT=FILE` names and everything but names
//! are timed on that text too, in articles of 6 KiB.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::article::Article;
use dateline::enrich::{Enriched, Tagger, enrich, enrich_unnamed};

/// A text made of numbered names.
type Text = fn(usize) -> String;

/// A way to enrich an article.
type Way = fn(Article) -> Enriched;

/// Texts that ask most of merging and of quotations.
const HOSTILE: [(&str, Text); 7] = [
    ("surnames", |n| format!("Ann {} met Bob {} in {}. ", word(n), word(n + 1), word(n + 2))),
    ("one-surname", |n| format!("{} Smith met Gen. Smith. ", word(n))),
    ("initials", |n| format!("{}. {}. Petrov spoke. ", letter(n), letter(n / 26))),
    ("acronyms", |n| {
        format!(
            "The {} {} Agency ({}{}A) denied it. ",
            word(n),
            word(n / 7),
            letter(n),
            letter(n / 7)
        )
    }),
    ("quotes", |n| format!("\"Yes,\" said {} Orr. \u{201c}No, ", word(n))),
    ("one-name", |_| "Kofi Annan Kofi Annan ".to_owned()),
    ("capitals", |n| format!("{} ", word(n).to_uppercase())),
];

/// The n-th word of a made-up language, with a capital.
fn word(n: usize) -> String {
    const SYLLABLES: [&str; 12] =
        ["ka", "lo", "mi", "ren", "to", "vas", "der", "qui", "bel", "nor", "su", "zan"];
    let mut out = String::new();
    let mut rest = n * 7919 + 12;
    while rest > 0 {
        out.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    out[..1].to_uppercase() + &out[1..]
}

fn letter(n: usize) -> char {
    char::from(b'A' + (n % 26) as u8)
}

fn article(body: String) -> Article {
    Article { headline: "What was said".into(), body, ..Article::default() }
}

fn hostile(text: Text, bytes: usize) -> String {
    let mut out = String::with_capacity(bytes + 100);
    for n in 0.. {
        if out.len() >= bytes {
            break;
        }
        let _ = write!(out, "{}", text(n));
    }
    out
}

fn benches(c: &mut Criterion) {
    let model = std::fs::read("models/entities/english.model").expect("the shipped model");
    c.bench_function("names/load", |b| b.iter(|| Tagger::from_model(black_box(&model)).map(drop)));
    let mut group = c.benchmark_group("names/hostile");
    group.sample_size(10);
    for (name, text) in HOSTILE {
        for times in [1, 2, 4] {
            let article = article(hostile(text, times * (64 << 10)));
            group.throughput(Throughput::Bytes(article.body.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, times), &article, |b, article| {
                b.iter_batched(|| article.clone(), |a| black_box(enrich(a)), BatchSize::SmallInput);
            });
        }
    }
    group.finish();
    let Some(path) = std::env::var_os("DATELINE_BENCH_TEXT") else { return };
    let text = std::fs::read_to_string(path).expect("a text in UTF-8");
    let articles: Vec<Article> = pieces(&text).map(|piece| article(piece.to_owned())).collect();
    let mut group = c.benchmark_group("names/text");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(text.len() as u64));
    let ways: [(&str, Way); 2] = [("with", enrich), ("without", enrich_unnamed)];
    for (name, way) in ways {
        group.bench_function(name, |b| {
            b.iter_batched(
                || articles.clone(),
                |articles| articles.into_iter().map(way).map(|one| one.names.len()).sum::<usize>(),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

/// A text in pieces of whole lines, as long as articles are.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    const LONG: usize = 6 << 10;
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.bytes().skip(LONG).position(|byte| byte == b'\n');
        let (piece, after) = rest.split_at(end.map_or(rest.len(), |at| LONG + at));
        rest = after;
        Some(piece)
    })
}

criterion_group!(names, benches);
criterion_main!(names);
