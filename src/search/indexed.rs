//! An index to test on: of several segments, with articles that were removed since.

use crate::enrich::Enriched;
use crate::store::{Document, LocalStore, Snapshot, WriterOptions};
use std::collections::BTreeSet;
use tempfile::TempDir;

/// Indexes articles, whose ids are `a0`, `a1` and so on; commits after the one with the number
/// `commit` and at the end, then removes those of these numbers. The directory goes with its value.
pub(super) fn indexed(
    articles: impl IntoIterator<Item = Enriched>,
    commit: usize,
    removed: &BTreeSet<usize>,
) -> (TempDir, Snapshot) {
    let directory = tempfile::tempdir().unwrap();
    let store = LocalStore::open_or_create(directory.path()).unwrap();
    let mut writer = store.writer(WriterOptions { threads: 1, memory: 40 << 20 }).unwrap();
    for (number, enriched) in articles.into_iter().enumerate() {
        writer.add(&Document::new(enriched, "f")).unwrap();
        if number == commit {
            writer.commit("").unwrap();
        }
    }
    writer.commit("").unwrap();
    for number in removed {
        writer.remove_id(&format!("a{number}"));
    }
    writer.commit("").unwrap();
    writer.finish().unwrap();
    let snapshot = Snapshot::from(store.snapshot().unwrap());
    (directory, snapshot)
}
