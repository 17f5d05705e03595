//! How an index is built.

use super::shard::Shard;
use crate::article::Day;
use crate::corpus::ReadOptions;
use std::time::Duration;

/// Options of a run; the defaults suit a machine that does other things too.
#[derive(Clone, Debug)]
pub struct IndexOptions {
    /// How files are read.
    pub read: ReadOptions,
    /// Threads that enrich, and as many that index.
    pub threads: usize,
    /// Bytes that the process may take, roughly: shared out between postings
    /// in memory, articles on their way and the filter of known ids.
    pub memory: usize,
    /// Commit so often at least, while there is something to commit.
    pub commit_every: Duration,
    /// Commit after so many bytes of text at least.
    pub commit_bytes: u64,
    /// Remove the articles of files that are gone from the folders named.
    pub delete_missing: bool,
    /// Whether people, organisations, places and quotations are looked for, which takes three
    /// times as long as all else. Articles that are in the index already stay as they are.
    pub names: bool,
    /// The share of the corpus that is indexed.
    pub shard: Shard,
    /// The day of the run: later dates of publication are doubted in the report.
    /// What is stored does not depend on it.
    pub today: Option<Day>,
}

impl Default for IndexOptions {
    fn default() -> Self {
        Self {
            read: ReadOptions::default(),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            memory: 1 << 30,
            // a commit costs a second or so of a busy machine; a minute is what a kill may cost
            commit_every: Duration::from_secs(60),
            commit_bytes: 4 << 30,
            delete_missing: false,
            names: true,
            shard: Shard::default(),
            today: None,
        }
    }
}
