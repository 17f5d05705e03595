//! An index in a cluster, for reading.
//!
//! Articles get numbers as they are met, so that the layers above see addresses as of a local
//! index. What was fetched of an article stays: a page of hits comes with its texts.

use super::ask::HitOut;
use super::client::{Body, Client, Method};
use super::error::ClusterError;
use super::intervals::{Fields, may_miss};
use super::mapping::{ANNOTATION, FROM, MOST_HITS, TO};
use super::source::{Source, document_id, hex};
use super::translate::{holding, translate};
use crate::article::Article;
use crate::query::Query;
use crate::store::leaf::Slot;
use crate::store::rarity::rarity;
use crate::store::retokenise::matches_with;
use crate::store::{
    Address, Formula, Found, Frequency, Health, Leaf, Ranked, Recency, Record, Scored, Sort,
    StoreError, leaves,
};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A page of so many hits comes with its articles.
const WITH_ARTICLES: usize = 64;
/// So many articles are kept with their texts; then all are let go.
const MOST_HELD: usize = 512;
/// What an article is found and counted by, and not shown with.
const NOT_SHOWN: [&str; 5] = ["entity", "name", "times", "when", "words"];
/// So many damaged articles are named.
const MOST_NAMED: usize = 100;

/// An index in a cluster as it answers now.
pub struct ClusterSnapshot {
    pub(super) client: Client,
    pub(super) index: String,
    pub(super) shown: String,
    articles: u64,
    known: Mutex<Known>,
    last: Mutex<Places>,
}

/// What the leaves that were asked for last weigh, and where they stand in a few articles: closeness
/// asks for what the passages ask for again.
#[derive(Default)]
struct Places {
    leaves: Vec<Leaf>,
    weights: Option<Vec<f32>>,
    /// By the digest of the article, since it may be replaced meanwhile.
    of: FxHashMap<String, Found>,
}

/// The articles that were met, by number.
#[derive(Default)]
struct Known {
    articles: Vec<Met>,
    /// How many of them have their texts here.
    held: usize,
    numbers: FxHashMap<String, u32>,
}

struct Met {
    id: String,
    source: Option<Arc<Source>>,
    /// How many others have its text.
    copies: Option<u64>,
}

/// All articles as they were read, in the order of the ids.
fn as_read() -> Value {
    let excludes: Vec<&str> = NOT_SHOWN.into_iter().chain([ANNOTATION]).collect();
    json!({"query": {"match_all": {}}, "sort": [{"id": "asc"}], "_source": {"excludes": excludes}})
}

impl ClusterSnapshot {
    pub(super) fn new(client: Client, index: &str, shown: String) -> Result<Self, StoreError> {
        let mut snapshot = Self {
            client,
            index: index.to_owned(),
            shown,
            articles: 0,
            known: Mutex::default(),
            last: Mutex::default(),
        };
        snapshot.articles = snapshot.count(&json!({"match_all": {}}))?;
        Ok(snapshot)
    }

    /// Number of articles when it was opened.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.articles
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets texts go if those that are to come are too many beside them. Before an answer is read,
    /// so that none of it goes while the rest comes.
    fn make_room(&self, texts: usize) {
        let mut known = self.known();
        if known.held + texts > MOST_HELD {
            known.articles.iter_mut().for_each(|met| met.source = None);
            known.held = 0;
        }
    }

    fn meet(&self, id: String, source: Option<Source>) -> Address {
        let mut known = self.known();
        let next = known.articles.len() as u32;
        let number = *known.numbers.entry(id.clone()).or_insert(next);
        if number == next {
            known.articles.push(Met { id, source: None, copies: None });
        }
        if let Some(source) = source {
            known.held += 1;
            known.articles[number as usize].source = Some(Arc::new(source));
        }
        Address { segment: 0, document: number }
    }

    /// Articles `skip..skip + take` of those that match, in order.
    pub(crate) fn rank(
        &self,
        query: &Query,
        sort: Sort,
        skip: usize,
        take: usize,
        counted: bool,
        notes: &mut Vec<String>,
    ) -> Result<Ranked, StoreError> {
        if leaves(query).iter().any(|leaf| may_miss(&leaf.shape)) {
            let note = "a cluster knows the shortest places only: an article may be missed whose \
                        longer ones are near each other";
            notes.push(note.to_owned());
        }
        let scored = sort == Sort::Relevance && query.is_scored();
        let order = match sort {
            Sort::Relevance if scored => json!([{"_score": "desc"}, {"id": "asc"}]),
            Sort::Relevance => json!([{"id": "asc"}]),
            Sort::Newest => json!([{TO: {"order": "desc", "missing": "_last"}}, {"id": "asc"}]),
            Sort::Oldest => json!([{FROM: {"order": "asc", "missing": "_last"}}, {"id": "asc"}]),
        };
        let mut body = json!({
            "query": translate(query)?,
            "sort": order,
            "track_total_hits": counted,
        });
        if !counted {
            body["track_total_hits"] = json!(skip.saturating_add(take).clamp(1, MOST_HITS));
        }
        if take <= WITH_ARTICLES {
            self.make_room(take);
            body["_source"] = json!({"excludes": NOT_SHOWN});
        } else {
            body["_source"] = json!(false);
            body["docvalue_fields"] = json!(["id"]);
        }
        let mut ranked = Ranked::default();
        let mut add = |hit: &mut HitOut| {
            let id = hit.id();
            let score = if scored { hit.score.unwrap_or(0.0) } else { 0.0 };
            ranked.hits.push(Scored { score, article: self.meet(id, hit.source.take()) });
            true
        };
        let total = if skip.saturating_add(take) <= MOST_HITS {
            body["from"] = json!(skip);
            body["size"] = json!(take);
            let mut out = self.search(&body)?;
            out.hits.hits.iter_mut().for_each(|hit| {
                add(hit);
            });
            out.hits.total
        } else {
            self.read_on(body, skip, take, &mut add)?
        };
        if let Some(total) = total {
            ranked.total = total.value;
            ranked.at_least = total.relation != "eq";
        }
        Ok(ranked)
    }

    /// Gives every article, in the order of the ids, with the file that it belongs to; ends early
    /// where `each` says so.
    ///
    /// # Errors
    /// Where the cluster does not answer.
    pub fn each_article(
        &self,
        each: &mut dyn FnMut(Article, String) -> bool,
    ) -> Result<(), StoreError> {
        let mut goes_on = true;
        self.read_on(as_read(), 0, usize::MAX, &mut |hit| {
            if let Some(source) = hit.source.take()
                && goes_on
            {
                goes_on = each(source.article(), source.file);
            }
            goes_on
        })?;
        Ok(())
    }

    /// Reads every article, and says which is not as it was written.
    pub(super) fn read_back(&self, health: &mut Health) -> Result<(), StoreError> {
        self.read_on(as_read(), 0, usize::MAX, &mut |hit| {
            let Some(source) = hit.source.take() else { return true };
            match source.document() {
                document if hex(document.digest()) == source.digest => health.articles += 1,
                _ if health.problems.len() < MOST_NAMED => {
                    health
                        .problems
                        .push(format!("article `{}` is not as it was written", source.id));
                }
                _ => {}
            }
            true
        })?;
        Ok(())
    }

    /// Puts articles in the order of their scores, and of their ids where they tie.
    pub(crate) fn best_first(&self, hits: &mut [Scored]) {
        let known = self.known();
        let id =
            |hit: &Scored| known.articles.get(hit.article.document as usize).map(|met| &met.id);
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| id(a).cmp(&id(b))));
    }

    /// What is known of these leaves, if they were the last ones asked for; room for it, if not.
    fn last(&self, leaves: &[Leaf]) -> MutexGuard<'_, Places> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.leaves != leaves {
            *last = Places { leaves: leaves.to_vec(), ..Places::default() };
        }
        last
    }

    /// See [`crate::store::Snapshot::weights`].
    pub(crate) fn weights(&self, leaves: &[Leaf]) -> Result<Vec<f32>, StoreError> {
        if let Some(weights) = &self.last(leaves).weights {
            return Ok(weights.clone());
        }
        let weights = self.weigh(leaves)?;
        self.last(leaves).weights = Some(weights.clone());
        Ok(weights)
    }

    fn weigh(&self, leaves: &[Leaf]) -> Result<Vec<f32>, StoreError> {
        let mut filters = serde_json::Map::new();
        for (number, leaf) in leaves.iter().enumerate() {
            for (slot, asked) in leaf.slots.iter().enumerate() {
                // a word as it is written is as rare as the word
                let stem = match asked {
                    Slot::Exact(term, _) => Slot::Term(term.clone()),
                    other => other.clone(),
                };
                if let Some(query) = holding(&stem, Fields::of(leaf)) {
                    filters.insert(format!("{number}.{slot}"), query);
                }
            }
        }
        if filters.is_empty() {
            return Ok(vec![0.0; leaves.len()]);
        }
        let body = json!({
            "size": 0, "track_total_hits": false,
            "aggs": {"slots": {"filters": {"filters": filters}}},
        });
        let counts = self.search(&body)?.aggregations;
        let weight = |(number, leaf): (usize, &Leaf)| {
            let articles = |slot: usize| {
                let bucket = &counts["slots"]["buckets"][format!("{number}.{slot}")];
                bucket["doc_count"].as_u64().unwrap_or(0)
            };
            leaf.weight * rarity(&leaf.shape, &articles, self.articles)
        };
        Ok(leaves.iter().enumerate().map(weight).collect())
    }

    /// See [`crate::store::Snapshot::matches`]: the texts are read again.
    pub(crate) fn matches(
        &self,
        leaves: &[Leaf],
        articles: &[Address],
        found: &mut dyn FnMut(usize, &mut Found),
    ) -> Result<(), StoreError> {
        let sources = self.sources(articles)?;
        let annotated =
            leaves.iter().flat_map(|leaf| &leaf.slots).any(|s| matches!(s, Slot::Annotation(_)));
        let mut last = self.last(leaves);
        for (rank, source) in sources.iter().enumerate() {
            let mut places = match last.of.get(&source.digest) {
                Some(known) => known.clone(),
                None => {
                    let annotations = if annotated { source.annotations() } else { Vec::new() };
                    matches_with(source.body(), source.headline(), leaves, &annotations)
                }
            };
            if last.of.len() < WITH_ARTICLES {
                last.of.insert(source.digest.clone(), places.clone());
            }
            found(rank, &mut places);
        }
        Ok(())
    }

    /// The articles, those not yet here in one request.
    pub(super) fn sources(&self, articles: &[Address]) -> Result<Vec<Arc<Source>>, StoreError> {
        let mut here: Vec<Option<Arc<Source>>> = {
            let known = self.known();
            let met = |article: &Address| known.articles.get(article.document as usize);
            articles.iter().map(|article| met(article)?.source.clone()).collect()
        };
        let missing: Vec<usize> = (0..here.len()).filter(|&at| here[at].is_none()).collect();
        for some in missing.chunks(WITH_ARTICLES) {
            let ids: Vec<String> = some.iter().filter_map(|&at| self.id(articles[at])).collect();
            self.fetch(&ids)?;
            let known = self.known();
            for &at in some {
                let met = known.articles.get(articles[at].document as usize);
                here[at] = met.and_then(|met| met.source.clone());
            }
        }
        here.into_iter().map(|source| source.ok_or(StoreError::Corrupt)).collect()
    }

    fn fetch(&self, ids: &[String]) -> Result<(), StoreError> {
        #[derive(Deserialize)]
        struct Got {
            docs: Vec<Doc>,
        }
        #[derive(Deserialize)]
        struct Doc {
            #[serde(rename = "_source")]
            source: Option<Source>,
        }
        self.make_room(ids.len());
        let documents: Vec<String> = ids.iter().map(|id| document_id(id)).collect();
        let body = json!({"ids": documents}).to_string();
        let path = format!("/{}/_mget?_source_excludes={}", self.index, NOT_SHOWN.join(","));
        let answer = self.client.send(Method::Post, &path, Body::Json(body.as_bytes()))?;
        if !answer.is_ok() {
            return Err(answer.refused("articles").into());
        }
        for source in answer.json::<Got>()?.docs.into_iter().filter_map(|doc| doc.source) {
            self.meet(source.id.clone(), Some(source));
        }
        Ok(())
    }

    fn source(&self, article: Address) -> Result<Arc<Source>, StoreError> {
        self.sources(&[article])?.pop().ok_or(StoreError::Corrupt)
    }

    /// An article as it was stored.
    pub(crate) fn record(&self, article: Address) -> Result<Record, StoreError> {
        self.source(article)?.record()
    }

    /// Number of words in an article's body.
    pub(crate) fn body_words(&self, article: Address) -> u32 {
        self.source(article).map_or(0, |source| source.length)
    }

    /// The article with an id.
    pub(crate) fn find(&self, id: &str) -> Result<Option<Address>, StoreError> {
        self.fetch(&[id.to_owned()])?;
        let known = self.known();
        Ok(known.numbers.get(id).map(|&document| Address { segment: 0, document }))
    }

    /// The ids of the articles of a file.
    pub fn ids_of_file(&self, file: &str) -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        self.each_source(&json!({"term": {"file": file}}), &["id"], &mut |source| {
            ids.push(source.id);
        })?;
        Ok(ids)
    }

    /// The id of an article.
    pub(crate) fn id(&self, article: Address) -> Option<String> {
        self.known().articles.get(article.document as usize).map(|met| met.id.clone())
    }

    /// How many other articles have the same text as this one; of all articles at hand that it is
    /// not known of, in one request.
    pub(crate) fn copies(&self, article: Address) -> Result<u64, StoreError> {
        let met = |known: &Known| known.articles.get(article.document as usize)?.copies;
        if let Some(copies) = met(&self.known()) {
            return Ok(copies);
        }
        self.sources(&[article])?;
        let unknown: Vec<(usize, String)> = {
            let known = self.known();
            let all = known.articles.iter().enumerate().filter(|(_, met)| met.copies.is_none());
            let text =
                |(at, met): (usize, &Met)| Some((at, met.source.as_ref()?.text_digest.clone()));
            all.filter_map(text).collect()
        };
        let texts: Vec<&str> = unknown.iter().map(|(_, text)| text.as_str()).collect();
        let body = json!({
            "size": 0, "track_total_hits": false,
            "query": {"terms": {"text_digest": texts}},
            "aggs": {"texts": {"terms": {"field": "text_digest", "size": texts.len().max(1)}}},
        });
        let counts = self.search(&body)?.aggregations;
        let buckets = counts["texts"]["buckets"].as_array().cloned().unwrap_or_default();
        let counts: FxHashMap<&str, u64> = buckets
            .iter()
            .filter_map(|bucket| Some((bucket["key"].as_str()?, bucket["doc_count"].as_u64()?)))
            .collect();
        let mut known = self.known();
        for (at, text) in &unknown {
            let copies = counts.get(text.as_str()).copied().unwrap_or(1).saturating_sub(1);
            known.articles[*at].copies = Some(copies);
        }
        Ok(met(&known).unwrap_or(0))
    }

    /// As [`rank`](Self::rank), by the formula that the cluster has.
    pub(crate) fn rank_by(
        &self,
        query: &Query,
        formula: Formula,
        recency: Option<Recency>,
        (skip, take): (usize, usize),
        notes: &mut Vec<String>,
    ) -> Result<Ranked, StoreError> {
        let cant = |what: String| {
            let why = "the cluster ranks by bm25f; ask a local index of the same articles";
            Err(ClusterError::CantAnswer { what, why: why.to_owned() }.into())
        };
        match recency {
            Some(_) => cant("recency".to_owned()),
            None if formula.is_default() => {
                self.rank(query, Sort::Relevance, skip, take, true, notes)
            }
            None => cant("another model".to_owned()),
        }
    }

    /// The cluster tells its words by articles only: none near a misspelling.
    pub(crate) fn terms_near(&self, _: &str, _: u8) -> Result<Vec<Frequency>, StoreError> {
        Ok(Vec::new())
    }

    /// How a term is written; the cluster does not tell.
    pub(crate) fn forms(&self, _: &str) -> Result<Vec<Frequency>, StoreError> {
        Ok(Vec::new())
    }

    /// How many articles hold a term of the text.
    pub(crate) fn articles_with(&self, term: &str) -> Result<u64, StoreError> {
        self.count(&json!({"term": {super::mapping::TEXT: {"value": term}}}))
    }
}
