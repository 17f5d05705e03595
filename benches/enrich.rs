//! What sentences, paragraphs, language, mentioned dates and names cost, on text
//! of our own making; with `DATELINE_BENCH_TEXT=FILE` dates and names on that
//! text too.
//!
//! `sentences/*` are articles of 64 KiB, whose one language look-up is lost in
//! the noise; `language/*` are articles of a few hundred bytes, where it isn't.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dateline::article::{Article, parse_date};
use dateline::enrich::{Tagger, enrich, mentioned_dates};

const SENTENCES: &[&str] = &[
    "The council of the town met on Monday to hear what the mayor had to say about the roads.",
    "\"We will mend them by Dec. 11,\" said Mr. Orr, who has been in office since 2019.",
    "It would cost $1.5 million, or 3.5 percent of what the U.S. government gives to the county.",
    "Nobody asked where the money was to come from!",
    "Gen. Quist, who had flown in from Washington, D.C. at 5 a.m. that day, left before the vote.",
    "Apple growers, e.g. those of St. Paul Inc., had hoped for more; they said they would wait.",
    "\"Will he resign?\" Ms. Lund asked.",
    "The bridge over the river has been closed since the flood, and ferries run twice a day.",
];

/// `bytes` of prose, its sentences in an order that doesn't repeat soon.
fn prose(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 200);
    let mut state = 7_usize;
    while text.len() < bytes {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(SENTENCES[(state >> 33) % SENTENCES.len()]);
        text.push_str(if (state >> 40).is_multiple_of(4) { "\n\n" } else { " " });
    }
    text
}

/// The same, as a scanned page has it: narrow lines, no blank ones, bad letters.
fn scanned(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 200);
    let mut column = 0;
    for (i, word) in prose(bytes).split_whitespace().enumerate() {
        if column + word.len() > 38 {
            text.push('\n');
            column = 0;
        } else if column > 0 {
            text.push(' ');
        }
        let word =
            if i % 11 == 0 { word.replace('e', "c").replace(',', " .") } else { word.to_owned() };
        column += word.len() + 1;
        text.push_str(&word);
    }
    text
}

fn benches(c: &mut Criterion) {
    let mut group = c.benchmark_group("enrich");
    for (name, body) in [
        ("sentences/prose", prose(64 << 10)),
        ("sentences/scanned", scanned(64 << 10)),
        ("language/short", prose(300)),
        ("language/article", prose(3000)),
    ] {
        let article = Article { body, ..Article::default() };
        group.throughput(Throughput::Bytes(article.body.len() as u64));
        group.bench_function(name, |b| {
            b.iter_batched(|| article.clone(), |a| black_box(enrich(a)), BatchSize::SmallInput);
        });
    }
    group.finish();
    dates(c);
}

/// A text in pieces of whole lines, as long as articles are.
fn articles(text: &str) -> Vec<&str> {
    const LONG: usize = 6 << 10;
    let mut rest = text;
    let mut articles = Vec::new();
    while rest.len() > LONG {
        let end =
            rest.bytes().skip(LONG).position(|b| b == b'\n').map_or(rest.len(), |at| LONG + at);
        let (article, after) = rest.split_at(end);
        articles.push(article);
        rest = after;
    }
    articles.push(rest);
    articles
}

/// Dates alone. `dense` is nothing but dates in one sentence, `twice` the same
/// twice over: it must take twice as long and no longer.
fn dates(c: &mut Criterion) {
    let texts = [
        ("prose", prose(64 << 10)),
        ("scanned", scanned(64 << 10)),
        ("dense", "Dec. 11, 2019 and last week to ".repeat(10_000)),
        ("twice", "Dec. 11, 2019 and last week to ".repeat(20_000)),
        ("digits", "1".repeat(1 << 20)),
        ("hyphens", "1-".repeat(1 << 19)),
        ("the", "the last ".repeat(1 << 17)),
    ];
    let published = parse_date("2019-12-11").expect("a date");
    let mut group = c.benchmark_group("dates");
    group.sample_size(20);
    for (name, text) in texts {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| black_box(mentioned_dates(&text, Some("en"), &published)));
        });
    }
    if let Some(file) = std::env::var_os("DATELINE_BENCH_TEXT") {
        let text = std::fs::read_to_string(file).expect("the file is UTF-8 text");
        let articles = articles(&text);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("file", |b| {
            b.iter(|| {
                for article in &articles {
                    black_box(mentioned_dates(article, Some("en"), &published));
                }
            });
        });
    }
    group.finish();
}

/// Names alone, sentences and tokens included, counted in words between spaces.
/// `twice` and `two sentences` are twice as long as what stands before them:
/// they must take twice as long and no longer.
fn names(c: &mut Criterion) {
    let texts = [
        ("prose", prose(64 << 10)),
        ("scanned", scanned(64 << 10)),
        ("names", "Maria Okonkwo of Lagos met Orr & Lund Ltd. ".repeat(2_000)),
        ("twice", "Maria Okonkwo of Lagos met Orr & Lund Ltd. ".repeat(4_000)),
        ("one sentence", "Okonkwo ".repeat(10_000)),
        ("two sentences", "Okonkwo ".repeat(20_000)),
        ("letters", "A".repeat(1 << 20)),
        ("dots", "A.".repeat(1 << 19)),
        ("apostrophes", "a'".repeat(1 << 19)),
    ];
    let tagger = Tagger::shipped();
    let mut group = c.benchmark_group("names");
    group.sample_size(20);
    for (name, text) in texts {
        group.throughput(Throughput::Elements(text.split_whitespace().count() as u64));
        group.bench_function(name, |b| b.iter(|| black_box(tagger.mentions(&text))));
    }
    if let Some(file) = std::env::var_os("DATELINE_BENCH_TEXT") {
        let text = std::fs::read_to_string(file).expect("the file is UTF-8 text");
        let articles = articles(&text);
        group.throughput(Throughput::Elements(text.split_whitespace().count() as u64));
        group.bench_function("file", |b| {
            b.iter(|| {
                for article in &articles {
                    black_box(tagger.mentions(article));
                }
            });
        });
    }
    group.finish();
    let model = std::fs::read("models/entities/english.model").expect("the model is there");
    c.bench_function("names/load", |b| b.iter(|| Tagger::from_model(black_box(&model))));
}

criterion_group!(enrichment, benches, names);
criterion_main!(enrichment);
