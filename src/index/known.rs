//! Which ids are in the index already, and with what content: so that a record
//! is added, replaces its older self, or is left alone.
//!
//! A Bloom filter of bounded size answers "surely new" for most ids of a first
//! run without touching the index; the others are looked up. What was added
//! since the last commit can't be looked up yet and is kept by the worker that
//! added it: articles go to workers by id, so no other worker has the same one.

use super::IndexError;
use crate::store::{LocalSnapshot, LocalStore, LocalWriter};
use fastbloom::AtomicBloomFilter;
use rustc_hash::FxHashMap;

/// What is to be done with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    New,
    Replaces,
    Unchanged,
}

/// The ids of the last commit.
pub(super) struct Known {
    snapshot: LocalSnapshot,
    filter: AtomicBloomFilter,
}

/// Digests of the articles that a worker has added since the last commit.
pub(super) type Added = FxHashMap<u128, u64>;

/// A digest of an id; two ids share it in one of 2^64 corpora.
pub(super) fn id_key(id: &str) -> u128 {
    let mut first = [0; 16];
    first.copy_from_slice(&blake3::hash(id.as_bytes()).as_bytes()[..16]);
    u128::from_le_bytes(first)
}

impl Known {
    /// The ids of an index, in a filter of `bytes` bytes.
    pub(super) fn new(store: &LocalStore, bytes: usize) -> Result<Self, IndexError> {
        let snapshot = store.snapshot()?;
        // three hashes suit 4 to 8 bits an id, which is what large corpora leave
        let filter = AtomicBloomFilter::with_num_bits(bytes.max(1024) * 8).seed(&1605).hashes(3);
        let known = Self { snapshot, filter };
        known.snapshot.each_id(&mut |id| {
            if let Ok(id) = std::str::from_utf8(id) {
                known.filter.insert(&id_key(id));
            }
        })?;
        Ok(known)
    }

    /// Takes up what has been committed since.
    pub(super) fn renew(&mut self, store: &LocalStore) -> Result<(), IndexError> {
        self.snapshot = store.snapshot()?;
        Ok(())
    }

    /// The index as of the last commit.
    pub(super) fn snapshot(&self) -> &LocalSnapshot {
        &self.snapshot
    }

    /// Decides, and removes the older version from the index where there is one.
    pub(super) fn decide(
        &self,
        id: &str,
        digest: u64,
        added: &mut Added,
        writer: &LocalWriter,
    ) -> Result<Verdict, IndexError> {
        let key = id_key(id);
        let before = match added.get(&key) {
            Some(&before) => Some(before),
            None if self.filter.contains(&key) => match self.snapshot.find(id)? {
                Some(article) => self.snapshot.digest(article),
                None => None,
            },
            None => None,
        };
        if before == Some(digest) {
            return Ok(Verdict::Unchanged);
        }
        added.insert(key, digest);
        self.filter.insert(&key);
        if before.is_none() {
            return Ok(Verdict::New);
        }
        writer.remove_id(id);
        Ok(Verdict::Replaces)
    }
}
