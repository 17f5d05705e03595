//! Adds, replaces and removes articles of an index in a cluster.
//!
//! ```text
//! workers ─ documents ─┬ lane ─ batch of 5 MiB ─ thread ─ _bulk ─┐   one request a lane at a time
//!   by digest of id    └ lane ─ …                                └→ counts, refusals, what is sent again
//! ```
//!
//! All versions of an article go through one lane in their order, so the last one stays. An
//! article has the id of its document: what is sent twice, after an answer that never came or by
//! a run that was killed, is there once.

use super::client::{Body, Client, Method};
use super::error::{ClusterError, one_line};
use super::source::{Writes, document_id, hex};
use super::waiting::{Patience, pause};
use crate::store::{Added, Document, StoreError};
use crossbeam_channel::{Receiver, Sender, bounded};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

/// Bytes of a request. OpenSearch's manual advises 5 to 15 MB; a lane holds three such.
pub(super) const BATCH_BYTES: usize = 5 << 20;
/// The cluster takes no request above this (its `http.max_content_length`).
const MOST_BYTES: usize = 95 << 20;

/// An article that the cluster refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedArticle {
    /// The file of the corpus that it belongs to.
    pub file: String,
    /// What it was read from, as it is shown: within an archive, the path there too.
    pub path: String,
    /// The record's number in it.
    pub record: Option<u64>,
    /// Why, in the cluster's words.
    pub reason: String,
}

/// What became of the articles that were added.
#[derive(Debug, Default)]
struct Counts {
    indexed: AtomicU64,
    replaced: AtomicU64,
    unchanged: AtomicU64,
    refused: Mutex<Vec<RefusedArticle>>,
}

/// The writer of an index in a cluster. Several may write at once, on several machines.
pub struct ClusterWriter {
    client: Client,
    index: String,
    lanes: Vec<Lane>,
    shared: Arc<Shared>,
    writes: Mutex<Vec<Writes>>,
    removals: Mutex<Vec<Value>>,
    fresh: bool,
}

struct Shared {
    counts: Counts,
    failed: AtomicBool,
    failure: Mutex<Option<StoreError>>,
}

impl Shared {
    fn fail(&self, error: StoreError) {
        lock(&self.failure).get_or_insert(error);
        self.failed.store(true, Ordering::Relaxed);
    }
}

struct Lane {
    filling: Mutex<Batch>,
    batches: Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    Batch(Batch),
    /// Answered when all before it is done.
    Settle(Sender<()>),
}

/// Articles of one request.
#[derive(Default)]
struct Batch {
    items: Vec<Item>,
    bytes: usize,
}

struct Item {
    id: String,
    digest: String,
    /// Its document in one line.
    line: Vec<u8>,
    file: String,
    path: String,
    record: Option<u64>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ClusterWriter {
    /// A writer with so many lanes. `fresh` says that the index holds no article yet, so that none
    /// need be looked up.
    pub(super) fn new(client: &Client, index: &str, lanes: usize, fresh: bool) -> Self {
        let shared = Arc::new(Shared {
            counts: Counts::default(),
            failed: AtomicBool::new(false),
            failure: Mutex::new(None),
        });
        let lane = |_| {
            let (batches, receiver) = bounded(1);
            let sender = Bulk {
                client: client.clone(),
                index: index.to_owned(),
                shared: Arc::clone(&shared),
                fresh,
            };
            let thread = std::thread::spawn(move || sender.run(&receiver));
            Lane { filling: Mutex::default(), batches, thread: Some(thread) }
        };
        Self {
            client: client.clone(),
            index: index.to_owned(),
            lanes: (0..lanes.max(1)).map(lane).collect(),
            shared,
            writes: Mutex::default(),
            removals: Mutex::default(),
            fresh,
        }
    }

    /// Whether the index held no article when the writer was made.
    pub(crate) fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Adds an article, or takes the place of its older self. Waits while too many bytes are on
    /// their way.
    pub(crate) fn add(&self, document: &Document) -> Result<(), StoreError> {
        self.still_well()?;
        let mut writes = lock(&self.writes).pop().unwrap_or_else(Writes::new);
        let line = writes.json(document);
        lock(&self.writes).push(writes);
        let origin = &document.article.origin;
        let line = line.map_err(ClusterError::Unwritable)?;
        let item = Item {
            id: document_id(document.id()),
            digest: hex(document.digest()),
            line,
            file: document.file.clone(),
            path: origin.path.clone(),
            record: origin.record,
        };
        if item.line.len() > MOST_BYTES {
            let reason = format!("{} bytes are more than a cluster takes at once", item.line.len());
            self.shared.counts.refuse(&item, reason);
            return Ok(());
        }
        let digest = blake3::hash(item.id.as_bytes());
        let lane = usize::from(digest.as_bytes()[0]) % self.lanes.len();
        let full = {
            let mut filling = lock(&self.lanes[lane].filling);
            let full = filling.bytes > 0 && filling.bytes + item.line.len() > BATCH_BYTES;
            let full = full.then(|| std::mem::take(&mut *filling));
            filling.bytes += item.line.len() + item.id.len() + 64;
            filling.items.push(item);
            // sent with the lock held: a later version must not overtake
            if let Some(full) = full {
                self.lanes[lane].batches.send(Message::Batch(full))
            } else {
                Ok(())
            }
        };
        full.map_err(|_| self.ended())
    }

    /// Removes the article with this id if it came from this file, when next committed.
    pub(crate) fn remove_id_of_file(&self, id: &str, file: &str) {
        lock(&self.removals).push(json!({"bool": {"filter": [
            {"term": {"id": id}}, {"term": {"file": file}},
        ]}}));
    }

    /// Removes all articles of a file, when next committed.
    pub(crate) fn remove_file(&self, file: &str) {
        lock(&self.removals).push(json!({"term": {"file": file}}));
    }

    /// Waits until the cluster has acknowledged everything, and removes what is to be removed.
    pub(crate) fn commit(&self) -> Result<(), StoreError> {
        for lane in &self.lanes {
            let rest = std::mem::take(&mut *lock(&lane.filling));
            let (done, wait) = bounded(1);
            let sent = lane.batches.send(Message::Batch(rest));
            let sent = sent.and_then(|()| lane.batches.send(Message::Settle(done)));
            if sent.is_err() || wait.recv().is_err() {
                return Err(self.ended());
            }
        }
        self.still_well()?;
        let removals = std::mem::take(&mut *lock(&self.removals));
        if removals.is_empty() {
            return Ok(());
        }
        self.refresh()?;
        for some in removals.chunks(500) {
            let body = json!({"query": {"bool": {"should": some, "minimum_should_match": 1}}});
            let path = format!("/{}/_delete_by_query?conflicts=proceed&refresh=true", self.index);
            let text = body.to_string();
            let answer = self.client.send(Method::Post, &path, Body::Json(text.as_bytes()))?;
            if !answer.is_ok() {
                return Err(answer.refused("removing articles").into());
            }
        }
        Ok(())
    }

    /// Makes all that was committed visible to searches.
    pub(crate) fn refresh(&self) -> Result<(), StoreError> {
        let answer =
            self.client.send(Method::Post, &format!("/{}/_refresh", self.index), Body::None)?;
        if answer.is_ok() { Ok(()) } else { Err(answer.refused("a refresh").into()) }
    }

    /// What became of the articles so far.
    pub(crate) fn added(&self) -> Added {
        let counts = &self.shared.counts;
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Added {
            indexed: count(&counts.indexed),
            replaced: count(&counts.replaced),
            unchanged: count(&counts.unchanged),
            refused: std::mem::take(&mut *lock(&counts.refused)),
        }
    }

    fn still_well(&self) -> Result<(), StoreError> {
        if self.shared.failed.load(Ordering::Relaxed) { Err(self.ended()) } else { Ok(()) }
    }

    /// Why the lanes stopped.
    fn ended(&self) -> StoreError {
        let failure = lock(&self.shared.failure).take();
        failure.unwrap_or_else(|| ClusterError::Stopped(self.index.clone()).into())
    }
}

impl Drop for ClusterWriter {
    fn drop(&mut self) {
        for mut lane in self.lanes.drain(..) {
            drop(lane.batches);
            if let Some(thread) = lane.thread.take() {
                let _ = thread.join();
            }
        }
    }
}

impl Counts {
    fn refuse(&self, item: &Item, reason: String) {
        let (file, path) = (item.file.clone(), item.path.clone());
        let refused = RefusedArticle { file, path, record: item.record, reason };
        lock(&self.refused).push(refused);
    }
}

/// The thread of a lane.
struct Bulk {
    client: Client,
    index: String,
    shared: Arc<Shared>,
    fresh: bool,
}

#[derive(Deserialize)]
struct BulkOut {
    items: Vec<BulkItem>,
}

#[derive(Deserialize)]
struct BulkItem {
    index: Outcome,
}

#[derive(Deserialize)]
struct Outcome {
    status: u16,
    #[serde(default)]
    result: String,
    error: Option<Value>,
}

impl Bulk {
    fn run(&self, messages: &Receiver<Message>) {
        for message in messages {
            match message {
                Message::Settle(done) => {
                    let _ = done.send(());
                }
                // what comes after a failure is drained, so that nobody waits for room
                Message::Batch(_) if self.shared.failed.load(Ordering::Relaxed) => {}
                Message::Batch(batch) => {
                    if let Err(error) = self.send(batch) {
                        self.shared.fail(error);
                    }
                }
            }
        }
    }

    fn send(&self, batch: Batch) -> Result<(), StoreError> {
        let mut items = self.newest(batch.items);
        if !self.fresh && !items.is_empty() {
            items = self.changed(items)?;
        }
        if items.is_empty() {
            return Ok(());
        }
        let began = Instant::now();
        let mut waiting = None;
        for attempt in 0.. {
            let why;
            (items, why) = self.once(items)?;
            if items.is_empty() {
                break;
            }
            waiting.get_or_insert_with(|| self.client.waits()).met(&why);
            if began.elapsed() > Patience::INDEXING.later {
                return Err(ClusterError::NoRoom { index: self.index.clone() }.into());
            }
            std::thread::sleep(pause(attempt));
        }
        Ok(())
    }

    /// Of several versions of an article the last: what is sent again would overtake it.
    fn newest(&self, items: Vec<Item>) -> Vec<Item> {
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut out: Vec<Item> = Vec::with_capacity(items.len());
        for item in items {
            let Some(&at) = places.get(&item.id) else {
                places.insert(item.id.clone(), out.len());
                out.push(item);
                continue;
            };
            let same = out[at].digest == item.digest;
            let counts = &self.shared.counts;
            let count = if same { &counts.unchanged } else { &counts.replaced };
            count.fetch_add(1, Ordering::Relaxed);
            out[at] = item;
        }
        out
    }

    /// The articles that the index does not have as they are.
    fn changed(&self, items: Vec<Item>) -> Result<Vec<Item>, StoreError> {
        #[derive(Deserialize)]
        struct Got {
            docs: Vec<Doc>,
        }
        #[derive(Deserialize)]
        struct Doc {
            #[serde(rename = "_id")]
            id: String,
            #[serde(rename = "_source")]
            source: Option<Digest>,
        }
        #[derive(Deserialize)]
        struct Digest {
            digest: String,
        }
        let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        let body = json!({"ids": ids}).to_string();
        let path = format!("/{}/_mget?_source_includes=digest", self.index);
        let answer = self.client.send(Method::Post, &path, Body::Json(body.as_bytes()))?;
        if !answer.is_ok() {
            return Err(answer.refused("articles by their ids").into());
        }
        let docs = answer.json::<Got>()?.docs.into_iter();
        let held: FxHashMap<String, String> =
            docs.filter_map(|doc| Some((doc.id, doc.source?.digest))).collect();
        let before = items.len();
        let differs = |item: &Item| held.get(&item.id) != Some(&item.digest);
        let items: Vec<Item> = items.into_iter().filter(differs).collect();
        let same = (before - items.len()) as u64;
        self.shared.counts.unchanged.fetch_add(same, Ordering::Relaxed);
        Ok(items)
    }

    /// Sends articles once, and gives back those that the cluster had no room for, and why.
    fn once(&self, items: Vec<Item>) -> Result<(Vec<Item>, String), StoreError> {
        let mut lines = Vec::with_capacity(items.iter().map(|item| item.line.len() + 96).sum());
        for item in &items {
            let action = json!({"index": {"_id": item.id}});
            lines.extend_from_slice(action.to_string().as_bytes());
            lines.push(b'\n');
            lines.extend_from_slice(&item.line);
            lines.push(b'\n');
        }
        let path = format!(
            "/{}/_bulk?filter_path=items.*.status,items.*.result,items.*.error.type,items.*.error.reason,\
             items.*.error.caused_by",
            self.index
        );
        let answer = self.client.send(Method::Post, &path, Body::Lines(&lines))?;
        if !answer.is_ok() {
            return Err(answer.refused("articles").into());
        }
        let outcomes = answer.json::<BulkOut>()?.items;
        if outcomes.len() != items.len() {
            let reason = format!("{} answers for {} articles", outcomes.len(), items.len());
            let (what, kind) = ("articles".to_owned(), "another number".to_owned());
            return Err(ClusterError::Rejected { what, kind, reason }.into());
        }
        let counts = &self.shared.counts;
        let (mut again, mut why) = (Vec::new(), String::new());
        for (item, BulkItem { index: outcome }) in items.into_iter().zip(outcomes) {
            match outcome.status {
                200..=299 if outcome.result == "created" => {
                    counts.indexed.fetch_add(1, Ordering::Relaxed);
                }
                200..=299 => {
                    counts.replaced.fetch_add(1, Ordering::Relaxed);
                }
                // no room now, or a shard on its way to another node; 403: the whole index refuses,
                // as on a full disk: it takes writes again when there is room
                429 | 500..=599 | 403 => {
                    if why.is_empty() {
                        why = one_line(&told(outcome.error.as_ref()));
                    }
                    again.push(item);
                }
                _ => counts.refuse(&item, told(outcome.error.as_ref())),
            }
        }
        Ok((again, why))
    }
}

/// The reason that the cluster gives, with its cause.
fn told(error: Option<&Value>) -> String {
    let text = |value: &Value| value["reason"].as_str().map(str::to_owned);
    let Some(error) = error else { return "the cluster gave no reason".to_owned() };
    let reason = text(error).unwrap_or_else(|| "the cluster gave no reason".to_owned());
    match text(&error["caused_by"]) {
        Some(cause) if cause != reason => format!("{reason}: {cause}"),
        _ => reason,
    }
}
