//! Reads every part of an index and says what is damaged.

use super::open::{LocalStore, engine};
use crate::store::{Address, StoreError};
use serde::Serialize;
use std::path::PathBuf;
use tantivy::directory::error::OpenReadError;
use tantivy::index::{SegmentComponent, SegmentMeta};

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Articles that were read back whole.
    pub articles: u64,
    /// Files whose checksum was computed; none in a cluster, which checks its own.
    pub files: u64,
    /// Shards of an index in a cluster; none in a directory.
    pub shards: u64,
    /// What is damaged, in words; the first hundred.
    pub problems: Vec<String>,
}

/// So many problems are named.
const MOST_NAMED: usize = 100;

/// The files that a segment must have.
fn files(segment: &SegmentMeta) -> impl Iterator<Item = PathBuf> + '_ {
    use SegmentComponent as S;
    let always = [S::Postings, S::Positions, S::Terms, S::Store, S::FastFields, S::FieldNorms];
    let deleted = segment.has_deletes().then_some(S::Delete);
    always.into_iter().chain(deleted).map(|component| segment.relative_path(component))
}

impl LocalStore {
    /// Computes the checksum of every file and reads back every article.
    ///
    /// # Errors
    /// Where the index can't even be opened; damage is in the [`Health`].
    pub fn check_health(&self) -> Result<Health, StoreError> {
        let mut health = Health::default();
        let failed = |error: tantivy::TantivyError| engine(&self.path, &error);
        let segments = self.index.searchable_segment_metas().map_err(failed)?;
        let directory = self.index.directory();
        for file in segments.iter().flat_map(files) {
            health.files += 1;
            let name = file.display();
            match directory.validate_checksum(&file) {
                Ok(true) => {}
                Ok(false) => health.problems.push(format!("`{name}` has another checksum")),
                Err(OpenReadError::FileDoesNotExist(_)) => {
                    health.problems.push(format!("`{name}` is gone"));
                }
                // its end, where the checksum stands, is no such end
                Err(_) => health.problems.push(format!("`{name}` is cut or can't be read")),
            }
        }
        if !health.problems.is_empty() {
            return Ok(health);
        }
        let snapshot = self.snapshot()?;
        for (ordinal, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
            for document in segment.doc_ids_alive() {
                let address = Address { segment: ordinal as u32, document };
                let read = snapshot.record(address).and_then(|record| {
                    let (article, _) = record.about()?;
                    let body = record.body()?;
                    if body.len() == record.body_bytes() {
                        Ok(article.id)
                    } else {
                        Err(StoreError::Corrupt)
                    }
                });
                match read {
                    Ok(id) if snapshot.id(address).as_ref() == Some(&id) => health.articles += 1,
                    Ok(id) if health.problems.len() < MOST_NAMED => {
                        health.problems.push(format!("article `{id}` stands under another id"));
                    }
                    Err(error) if health.problems.len() < MOST_NAMED => {
                        let id = snapshot.id(address).unwrap_or_default();
                        health.problems.push(format!("article `{id}`: {error}"));
                    }
                    _ => {}
                }
            }
        }
        Ok(health)
    }
}
