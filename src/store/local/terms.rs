//! The texts of a segment as the fast ways read them: dictionary, postings,
//! positions and lengths, opened once a snapshot.

use super::blocks::Postings;
use super::mapping::Columns;
use crate::schema::Field;
use std::sync::{Arc, OnceLock};
use tantivy::directory::{CompositeFile, FileSlice, OwnedBytes};
use tantivy::index::{InvertedIndexReader, SegmentComponent};
use tantivy::postings::TermInfo;
use tantivy::query::Bm25Weight;
use tantivy::{SegmentReader, TantivyError};

/// Fields whose words are scored.
const SCORED: [Field; 2] = [Field::Text, Field::Headline];

/// A field of a segment.
pub(super) struct Words {
    pub(super) index: Arc<InvertedIndexReader>,
    postings: FileSlice,
    positions: FileSlice,
    /// The length of each text as a code, a byte a document.
    pub(super) norms: OwnedBytes,
    longest: OnceLock<u8>,
    /// What block maxima of this segment were found with.
    average: f32,
    pub(super) tokens: u64,
}

/// The scored fields of a segment; a field without a text has none.
pub(super) struct SegmentWords([Option<Words>; SCORED.len()]);

impl SegmentWords {
    pub(super) fn open(segment: &SegmentReader, columns: &Columns) -> Result<Self, TantivyError> {
        let postings = CompositeFile::open(&segment.open_read(SegmentComponent::Postings)?)?;
        let positions = CompositeFile::open(&segment.open_read(SegmentComponent::Positions)?)?;
        let norms = segment.fieldnorms_readers().get_inner_file();
        let open = |field: Field| -> Result<Option<Words>, TantivyError> {
            let column = columns.field(field);
            let (Some(postings), Some(positions), Some(norms)) =
                (postings.open_read(column), positions.open_read(column), norms.open_read(column))
            else {
                return Ok(None);
            };
            let index = segment.inverted_index(column)?;
            let tokens = index.total_num_tokens();
            // the number of tokens stands before the lists
            let postings = postings.slice_from(8);
            let norms = norms.read_bytes()?;
            let average = tokens as f32 / segment.max_doc() as f32;
            let longest = OnceLock::new();
            Ok(Some(Words { index, postings, positions, norms, longest, average, tokens }))
        };
        let [text, headline] = SCORED;
        Ok(Self([open(text)?, open(headline)?]))
    }

    pub(super) fn field(&self, field: Field) -> Option<&Words> {
        self.0[SCORED.iter().position(|&scored| scored == field)?].as_ref()
    }
}

impl Words {
    /// The postings of a term; `average` is the length of a text that scores are made with.
    pub(super) fn postings(
        &self,
        term: &TermInfo,
        weight: &Bm25Weight,
        average: f32,
    ) -> Result<Option<Postings>, TantivyError> {
        let bytes = self.postings.read_bytes_slice(term.postings_range.clone())?;
        // The skip list holds the pair of length and frequency that scores best
        // by the segment's own average length. By the index's average another
        // pair may score better, by the ratio of the averages at most, and
        // floats round.
        let slack = (average / self.average).max(1.0) * (1.0 + 4.0 * f32::EPSILON);
        Ok(Postings::open(&bytes, term.doc_freq, weight, &self.norms, slack))
    }

    /// The bytes of a term's positions.
    pub(super) fn positions(&self, term: &TermInfo) -> Result<OwnedBytes, TantivyError> {
        Ok(self.positions.read_bytes_slice(term.positions_range.clone())?)
    }

    /// The code of the longest text.
    pub(super) fn longest(&self) -> u8 {
        *self.longest.get_or_init(|| self.norms.iter().copied().max().unwrap_or(0))
    }
}
