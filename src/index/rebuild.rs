//! Builds an index of a cluster again from the articles in it, beside the one that is searched.
//!
//! ```text
//! news → news-000001      articles ─ enriched ─→ news-000002      news → news-000002
//!        is searched                             nobody sees it          news-000001 is gone
//! ```
//!
//! What is written to the old one meanwhile is read in a further round; the alias moves when a
//! round has found nothing new.

use super::{IndexError, IndexOptions};
use crate::article::Article;
use crate::enrich::{enrich, enrich_unnamed};
use crate::store::{ClusterStore, ClusterWriter, Document, Layout};
use crossbeam_channel::{Receiver, bounded};
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// So often it is looked for what was written meanwhile; whoever writes without end is told to stop.
const ROUNDS: usize = 5;
/// Articles that wait for a worker.
const QUEUE: usize = 128;

/// What a rebuild did: the JSON of `reindex`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Rebuilt {
    /// Articles in the new index.
    pub articles: u64,
    /// How often the old one was read: more than once where it was written to meanwhile.
    pub rounds: usize,
    /// Seconds from start to the move of the alias.
    pub seconds: f64,
    /// Whether the alias was moved; if not, all is as it was.
    pub switched: bool,
}

/// What goes on beside a rebuild.
pub struct RebuildWatch<'a> {
    /// Told how many articles of how many are read.
    pub progress: &'a mut dyn FnMut(u64, u64),
    /// Set when the user interrupts: all is as it was then.
    pub interrupted: &'a AtomicBool,
}

/// Builds the index again with `layout`, given the number of nodes.
///
/// # Errors
/// Where the cluster does not answer; the index is as it was.
pub fn rebuild(
    store: &ClusterStore,
    layout: impl FnOnce(u32) -> Layout,
    options: &IndexOptions,
    watch: &mut RebuildWatch<'_>,
) -> Result<Rebuilt, IndexError> {
    let began = Instant::now();
    let (beside, before) = store.beside(layout)?;
    let mut out = Rebuilt::default();
    let copied = rounds(store, &beside, options, watch, &mut out);
    match copied {
        Ok(true) => {
            store.switch(&before, &beside)?;
            out.switched = true;
        }
        Ok(false) => beside.discard()?,
        Err(error) => {
            // what went wrong is the news, not that tidying up did too
            let _ = beside.discard();
            return Err(error);
        }
    }
    out.seconds = began.elapsed().as_secs_f64();
    Ok(out)
}

/// Copies until nothing is new; whether it came to that.
fn rounds(
    store: &ClusterStore,
    beside: &ClusterStore,
    options: &IndexOptions,
    watch: &mut RebuildWatch<'_>,
    out: &mut Rebuilt,
) -> Result<bool, IndexError> {
    for _ in 0..ROUNDS {
        let state = store.snapshot()?.state()?;
        out.rounds += 1;
        copy(store, beside, options, watch)?;
        if watch.interrupted.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let (old, new) = (store.snapshot()?, beside.snapshot()?);
        out.articles = new.articles();
        if old.state()? == state && old.articles() == new.articles() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn copy(
    store: &ClusterStore,
    beside: &ClusterStore,
    options: &IndexOptions,
    watch: &mut RebuildWatch<'_>,
) -> Result<(), IndexError> {
    let from = store.snapshot()?;
    let threads = options.threads.max(1);
    let writer = beside.writer(threads)?;
    let failure = Mutex::new(None);
    let failed = AtomicBool::new(false);
    let (mut read, total) = (0, from.articles());
    std::thread::scope(|scope| {
        let (sender, receiver) = bounded(QUEUE);
        for _ in 0..threads {
            let (receiver, writer) = (receiver.clone(), &writer);
            let (failure, failed) = (&failure, &failed);
            scope.spawn(move || {
                if let Err(error) = work(&receiver, writer, options.names) {
                    failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                    failed.store(true, Ordering::Relaxed);
                    // nobody waits for room
                    receiver.iter().for_each(drop);
                }
            });
        }
        drop(receiver);
        from.each_article(&mut |article, file| {
            read += 1;
            (watch.progress)(read, total);
            let sent = sender.send((article, file)).is_ok();
            sent && !failed.load(Ordering::Relaxed) && !watch.interrupted.load(Ordering::Relaxed)
        })
    })?;
    if let Some(error) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    writer.commit()?;
    writer.refresh()?;
    Ok(())
}

fn work(
    jobs: &Receiver<(Article, String)>,
    writer: &ClusterWriter,
    names: bool,
) -> Result<(), IndexError> {
    for (article, file) in jobs {
        let enriched = if names { enrich(article) } else { enrich_unnamed(article) };
        writer.add(&Document::new(enriched, &file))?;
    }
    Ok(())
}
