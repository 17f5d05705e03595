//! Adds, replaces and removes articles, and commits.

use super::lock::WriterLock;
use super::mapping::{Columns, document};
use super::open::{LocalStore, Payload, engine};
use super::pending::Pending;
use crate::schema::{FORMAT, Field};
use crate::store::{Budget, Document, StoreError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{IndexWriter, Term};

/// How much a writer may use.
#[derive(Clone, Copy, Debug)]
pub struct WriterOptions {
    /// Indexing threads.
    pub threads: usize,
    /// Bytes for postings in memory and for documents that wait, together.
    pub memory: usize,
}

/// tantivy refuses an arena below 15 MB a thread.
const LEAST_ARENA: usize = 15_000_000;
/// and above 4 GB.
const MOST_ARENA: usize = 4_000_000_000;
/// tantivy's own bound on threads.
const MOST_THREADS: usize = 8;

/// The only writer of an index. Adding and removing take `&self` and may be
/// called from several threads; what one thread does happens in its order.
pub struct Writer {
    path: PathBuf,
    columns: Columns,
    budget: Arc<Budget>,
    writer: IndexWriter<Pending>,
    /// Held while a removal gets its number and its place in the queue: a segment's
    /// reader of the queue stops at the first number past its articles and takes
    /// all behind it as later than them.
    removals: Mutex<()>,
    _lock: WriterLock,
}

/// Removes what a writer that was killed had not yet given its name. Called with the lock held.
fn sweep(directory: &Path) {
    let Ok(entries) = std::fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(".tmp") {
            // left over is only untidy
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

impl Writer {
    pub(super) fn new(store: &LocalStore, options: WriterOptions) -> Result<Self, StoreError> {
        let lock = WriterLock::take(&store.path)?;
        sweep(&store.path);
        let waiting = (options.memory / 8).max(1 << 20);
        let arena = options.memory.saturating_sub(waiting);
        let threads = options.threads.clamp(1, MOST_THREADS).min((arena / LEAST_ARENA).max(1));
        let arena = (arena / threads).clamp(LEAST_ARENA, MOST_ARENA) * threads;
        let writer = store
            .index
            .writer_with_num_threads(threads, arena)
            .map_err(|error| engine(&store.path, &error))?;
        // A writer that was killed within a commit leaves lists of removed articles that no
        // commit holds. They are named by the number of the operation, and numbers go on from
        // the last commit: this writer may come to the same name, and must find none there.
        writer.garbage_collect_files().wait().map_err(|error| engine(&store.path, &error))?;
        // The first operation would get the number of the last commit itself. A segment with
        // articles removed by that commit counts as done up to this number, so a merge that
        // begins before our first commit would drop that operation for it. An empty batch
        // takes the number.
        writer.run([]).map_err(|error| engine(&store.path, &error))?;
        Ok(Self {
            path: store.path.clone(),
            columns: store.columns.clone(),
            budget: Budget::new(waiting),
            writer,
            removals: Mutex::new(()),
            _lock: lock,
        })
    }

    /// Adds an article. Waits while too many bytes are on their way already.
    ///
    /// # Errors
    /// Where an indexing thread has failed (a full disk, mostly).
    pub fn add(&self, article: &Document) -> Result<(), StoreError> {
        let permit = self.budget.take(article.weight());
        let document = document(&self.columns, article);
        let added = self.writer.add_document(Pending { document, permit });
        added.map(drop).map_err(|error| engine(&self.path, &error))
    }

    /// Removes the article with this id, if there is one.
    pub fn remove_id(&self, id: &str) {
        let _in_order = self.removals.lock();
        self.writer.delete_term(Term::from_field_text(self.columns.field(Field::Id), id));
    }

    /// Removes the article with this id if it came from this file.
    ///
    /// # Errors
    /// Where tantivy refuses the query.
    pub fn remove_id_of_file(&self, id: &str, file: &str) -> Result<(), StoreError> {
        let has = |column, text: &str| -> Box<dyn Query> {
            let term = Term::from_field_text(column, text);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        };
        let both = BooleanQuery::intersection(vec![
            has(self.columns.field(Field::Id), id),
            has(self.columns.file, file),
        ]);
        let _in_order = self.removals.lock();
        let removed = self.writer.delete_query(Box::new(both));
        removed.map(drop).map_err(|error| engine(&self.path, &error))
    }

    /// Removes all articles of a file.
    pub fn remove_file(&self, file: &str) {
        let _in_order = self.removals.lock();
        self.writer.delete_term(Term::from_field_text(self.columns.file, file));
    }

    /// Makes all that was added and removed last, together with `note`: a
    /// reader, or a later writer, sees both or neither.
    ///
    /// # Errors
    /// Where the disk refuses; the commit before then still stands.
    pub fn commit(&mut self, note: &str) -> Result<(), StoreError> {
        let payload = Payload { format: FORMAT, note: note.to_owned() };
        let text = serde_json::to_string(&payload).map_err(|error| StoreError::Engine {
            path: self.path.clone(),
            message: error.to_string(),
        })?;
        let mut prepared = self.writer.prepare_commit().map_err(|e| engine(&self.path, &e))?;
        prepared.set_payload(&text);
        prepared.commit().map(drop).map_err(|error| engine(&self.path, &error))
    }

    /// Waits until segments that are being merged are merged, and ends.
    ///
    /// # Errors
    /// Where a merge failed; what was committed still stands.
    pub fn finish(self) -> Result<(), StoreError> {
        self.writer.wait_merging_threads().map_err(|error| engine(&self.path, &error))
    }
}
