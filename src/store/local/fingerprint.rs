//! What tells an index from others, for the manifest of a run: from the columns
//! alone, no text is read.

use super::snapshot::Snapshot;
use crate::store::{Address, StoreError};

impl Snapshot {
    /// The id of each article and a digest of its text, in no order.
    ///
    /// # Errors
    /// Where the columns are not there.
    pub fn text_digests(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let mut out = Vec::with_capacity(self.len() as usize);
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let digests = self.segments[ordinal].text_digest.as_ref();
            for document in segment.doc_ids_alive() {
                let id = self.id(Address { segment: ordinal as u32, document });
                let digest = digests.and_then(|digests| digests.first(document));
                out.push(id.zip(digest).ok_or(StoreError::Corrupt)?);
            }
        }
        Ok(out)
    }

    /// The parts of the index, each with what it holds and what was removed of it
    /// last: the same parts are the same index.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        let part = |segment: &tantivy::SegmentReader| {
            let removed = segment.num_deleted_docs();
            format!("{} {} {removed}", segment.segment_id().uuid_string(), segment.max_doc())
        };
        let mut parts: Vec<String> = self.searcher.segment_readers().iter().map(part).collect();
        parts.sort_unstable();
        parts
    }
}
