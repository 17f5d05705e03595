//! What a run removes when all is read, and the articles that another file
//! must then give back.
//!
//! ```text
//! a.jsonl  has X     b.jsonl  has X          the index has X of b, the one read last
//! b.jsonl is removed                         X goes with it …
//! a.jsonl is unchanged, but the index holds fewer articles of it than the
//! ledger says it gave: it is read again for X alone, and X of a is back
//! ```
//!
//! All of it is one commit with the ledger's lines for those files: a run that
//! is killed in between finds the files as they were and does it again.

use super::known::id_key;
use super::ledger::Entry;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// What a run has found to be gone.
#[derive(Default)]
pub(super) struct Removals {
    /// Files that were read and no longer hold these ids, with their new line of the ledger.
    pub(super) vanished: Vec<(Arc<str>, Vec<String>, Entry)>,
    /// Files that are gone, with the ids that they held.
    pub(super) missing: Vec<(Arc<str>, Vec<String>)>,
    /// Files passed over as unchanged: the place among the files found, and how
    /// many articles the file gave when it was read.
    pub(super) unchanged: Vec<(usize, u64)>,
}

impl Removals {
    /// Keys of the ids that leave the index.
    pub(super) fn lost(&self) -> FxHashSet<u128> {
        let vanished = self.vanished.iter().flat_map(|(_, ids, _)| ids);
        let missing = self.missing.iter().flat_map(|(_, ids)| ids);
        vanished.chain(missing).map(|id| id_key(id)).collect()
    }
}
