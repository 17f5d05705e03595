//! The threads that enrich articles and hand them to the store.

use super::IndexError;
use super::known::{Added, Known, Verdict};
use crate::article::Article;
use crate::enrich::{enrich, enrich_unnamed};
use crate::store::{Document, Permit, Writer};
use crossbeam_channel::Receiver;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// An article on its way to a worker.
pub(super) struct Job {
    pub(super) article: Article,
    pub(super) file: Arc<str>,
    pub(super) permit: Permit,
}

/// What the workers share.
pub(super) struct Shared {
    pub(super) writer: RwLock<Writer>,
    /// What an index in a directory holds.
    pub(super) known: RwLock<Option<Known>>,
    /// Grows with each commit; workers then forget what they have added.
    pub(super) commits: AtomicU64,
    pub(super) indexed: AtomicU64,
    pub(super) replaced: AtomicU64,
    pub(super) unchanged: AtomicU64,
    pub(super) text_bytes: AtomicU64,
    /// The first failure of a worker.
    pub(super) failure: Mutex<Option<IndexError>>,
    pub(super) failed: AtomicBool,
}

impl Shared {
    pub(super) fn new(writer: Writer, known: Option<Known>) -> Self {
        Self {
            writer: RwLock::new(writer),
            known: RwLock::new(known),
            commits: AtomicU64::new(0),
            indexed: AtomicU64::new(0),
            replaced: AtomicU64::new(0),
            unchanged: AtomicU64::new(0),
            text_bytes: AtomicU64::new(0),
            failure: Mutex::new(None),
            failed: AtomicBool::new(false),
        }
    }
}

/// A worker: enriches, decides, adds.
pub(super) fn work(shared: &Shared, jobs: &Receiver<Job>, names: bool) {
    let mut added = Added::default();
    let mut commits = 0;
    for Job { article, file, permit } in jobs {
        if shared.failed.load(Ordering::Relaxed) {
            continue;
        }
        let now = shared.commits.load(Ordering::Acquire);
        if now != commits {
            commits = now;
            added.clear();
        }
        let one = |added: &mut Added| -> Result<(), IndexError> {
            shared.text_bytes.fetch_add(article.body.len() as u64, Ordering::Relaxed);
            let enriched = if names { enrich(article) } else { enrich_unnamed(article) };
            let document = Document::new(enriched, &file);
            let writer = shared.writer.read().unwrap_or_else(PoisonError::into_inner);
            let known = shared.known.read().unwrap_or_else(PoisonError::into_inner);
            // a cluster decides and counts by itself
            let (Some(known), Writer::Local(local)) = (known.as_ref(), &*writer) else {
                return Ok(writer.add(&document)?);
            };
            let verdict = known.decide(document.id(), document.digest(), added, local)?;
            let count = match verdict {
                Verdict::Unchanged => {
                    shared.unchanged.fetch_add(1, Ordering::Relaxed);
                    return Ok(());
                }
                Verdict::New => &shared.indexed,
                Verdict::Replaces => &shared.replaced,
            };
            local.add(&document)?;
            count.fetch_add(1, Ordering::Relaxed);
            Ok(())
        };
        if let Err(error) = one(&mut added) {
            let mut failure = shared.failure.lock().unwrap_or_else(PoisonError::into_inner);
            failure.get_or_insert(error);
            shared.failed.store(true, Ordering::Relaxed);
        }
        drop(permit);
    }
}
