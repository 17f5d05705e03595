//! Every model gives the same ids, scores and order, however the index was
//! written: in one segment or in many, by one thread or by several, and
//! however many hits are asked for.

use super::{Request, ranked_ids};
use crate::article::Article;
use crate::enrich::enrich;
use crate::store::{Document, LocalStore, Model, Snapshot, WriterOptions};
use proptest::prelude::*;

const MODELS: [&str; 17] = [
    "bm25f",
    "bm25",
    "bm25f(headline=1.5,lead=1)",
    "dph",
    "pl2",
    "lgd",
    "ql(mu=20)",
    "qljm",
    "bm25f+sdm",
    "ql+sdm+rm3",
    "bm25f+rm3(docs=3,terms=5)",
    "dph+bo1",
    "bm25f+rocchio",
    "bm25f+smooth(docs=6,near=2)",
    "rrf(bm25f+rm3,dph+bo1)",
    "rrf(bm25,ql,k=1)+smooth",
    "strong",
];

const WORDS: [&str; 10] =
    ["the", "minister", "of", "harbour", "treaty", "railway", "flood", "embassy", "ferry", "talks"];

fn corpus() -> impl Strategy<Value = Vec<Article>> {
    let text = |most| {
        prop::collection::vec(prop::sample::select(&WORDS[..]), 0..most).prop_map(|w| w.join(" "))
    };
    // short texts are often the same: ties
    prop::collection::vec((text(4), text(7)), 2..60).prop_map(|texts| {
        let article = |(number, (headline, body)): (usize, (String, String))| Article {
            id: format!("a{:03}", number * 37 % 101),
            headline,
            body,
            ..Article::default()
        };
        texts.into_iter().enumerate().map(article).collect()
    })
}

fn index(
    articles: &[Article],
    cuts: &[usize],
    threads: usize,
) -> Result<(tempfile::TempDir, Snapshot), TestCaseError> {
    let failed = |error: String| TestCaseError::fail(error);
    let directory = tempfile::tempdir().map_err(|e| failed(e.to_string()))?;
    let store = LocalStore::open_or_create(directory.path()).map_err(|e| failed(e.to_string()))?;
    let options = WriterOptions { threads, memory: 160 << 20 };
    let mut writer = store.writer(options).map_err(|e| failed(e.to_string()))?;
    for (number, article) in articles.iter().enumerate() {
        let document = Document::new(enrich(article.clone()), "f");
        writer.add(&document).map_err(|e| failed(e.to_string()))?;
        if cuts.contains(&number) {
            writer.commit("").map_err(|e| failed(e.to_string()))?;
        }
    }
    writer.commit("").map_err(|e| failed(e.to_string()))?;
    let snapshot = Snapshot::from(store.snapshot().map_err(|e| failed(e.to_string()))?);
    Ok((directory, snapshot))
}

fn ranked(
    snapshot: &Snapshot,
    text: &str,
    model: &str,
    (skip, take): (usize, usize),
) -> Result<Vec<(String, u32)>, TestCaseError> {
    let model: Model = model.parse().map_err(|e| TestCaseError::fail(format!("{e}")))?;
    let request = Request { model, skip, take, ..Request::new(text) };
    let hits = ranked_ids(snapshot, &request).map_err(|e| TestCaseError::fail(e.to_string()))?;
    Ok(hits.into_iter().map(|(id, score)| (id, score.to_bits())).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn segments_threads_and_pages_change_nothing(
        articles in corpus(),
        cuts in prop::collection::vec(0usize..60, 1..4),
        threads in prop::sample::select(&[1usize, 2, 4][..]),
        turned in any::<bool>(),
    ) {
        let (_one, whole) = index(&articles, &[], 1)?;
        let mut order = articles;
        if turned {
            order.reverse();
        }
        let (_many, cut) = index(&order, &cuts, threads)?;
        for text in ["the flood of talks", "harbour minister", "ferry AND treaty", "+flood talks^0.5 \"the ferry\""] {
            for model in MODELS {
                let all = ranked(&whole, text, model, (0, 1000))?;
                prop_assert_eq!(&ranked(&cut, text, model, (0, 1000))?, &all, "{} by {}", text, model);
                let page: Vec<_> = all.iter().skip(2).take(3).cloned().collect();
                prop_assert_eq!(ranked(&cut, text, model, (2, 3))?, page, "page of {} by {}", text, model);
            }
        }
    }
}
