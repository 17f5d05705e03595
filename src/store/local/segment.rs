//! What is open of one segment: its columns, its stored records, its words.

use super::mapping::{Columns, DIGEST, FROM, TEXT_DIGEST, TO, WORDS};
use super::terms::SegmentWords;
use crate::schema::Field;
use crate::store::{Record, StoreError};
use std::sync::Arc;
use tantivy::columnar::{Column, StrColumn};
use tantivy::directory::OwnedBytes;
use tantivy::index::InvertedIndexReader;
use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader, TantivyError};

/// Stored blocks kept unpacked a segment. A block is an article or a few
/// short ones; a page of results comes back from here when it is asked for again.
const CACHED_BLOCKS: usize = 100;

/// Columns of a segment that are looked at for single articles; opened once.
pub(super) struct SegmentColumns {
    /// Ids as ordinals, whose order is that of the ids.
    pub(super) ids: Option<StrColumn>,
    /// The same ids with the same ordinals as terms, which are found without
    /// unpacking a block; `None` where an id was too long to be a term.
    id_terms: Option<Arc<InvertedIndexReader>>,
    pub(super) from: Option<Column<i64>>,
    pub(super) to: Option<Column<i64>>,
    pub(super) digest: Option<Column<u64>>,
    pub(super) text_digest: Option<Column<u64>>,
    /// Number of words of each body.
    pub(super) body_words: Option<Column<u64>>,
    /// Words and their postings, for the fast ways.
    pub(super) words: SegmentWords,
    records: StoreReader,
}

impl SegmentColumns {
    pub(super) fn open(segment: &SegmentReader, columns: &Columns) -> Result<Self, TantivyError> {
        let fast = segment.fast_fields();
        let ids = fast.str(Field::Id.name())?;
        let id_terms = segment.inverted_index(columns.field(Field::Id))?;
        let same = ids.as_ref().is_some_and(|ids| ids.num_terms() == id_terms.terms().num_terms());
        Ok(Self {
            ids,
            id_terms: same.then_some(id_terms),
            from: fast.column_opt(FROM)?,
            to: fast.column_opt(TO)?,
            digest: fast.column_opt(DIGEST)?,
            text_digest: fast.column_opt(TEXT_DIGEST)?,
            body_words: fast.column_opt(WORDS)?,
            words: SegmentWords::open(segment, columns)?,
            records: segment.get_store_reader(CACHED_BLOCKS)?,
        })
    }

    /// The ordinal of each document's id.
    pub(super) fn id_ordinals(&self) -> Option<&Column<u64>> {
        self.ids.as_ref().map(|ids| ids.ords())
    }

    /// The id of an article.
    pub(super) fn id(&self, document: DocId) -> Option<String> {
        let ids = self.ids.as_ref()?;
        let ordinal = ids.term_ords(document).next()?;
        if let Some(dictionary) = &self.id_terms {
            let mut id = Vec::new();
            let found = dictionary.terms().ord_to_term(ordinal, &mut id).ok()?;
            return if found { String::from_utf8(id).ok() } else { None };
        }
        let mut id = String::new();
        ids.ord_to_str(ordinal, &mut id).ok()?.then_some(id)
    }

    /// Number of words in an article's body.
    pub(super) fn words_of(&self, document: DocId) -> u32 {
        let words = self.body_words.as_ref().and_then(|words| words.first(document));
        words.unwrap_or(0) as u32
    }

    /// The bytes of an article's record.
    pub(super) fn stored(&self, document: DocId) -> Result<OwnedBytes, TantivyError> {
        self.records.get_document_bytes(document)
    }

    /// An article as it was stored.
    pub(super) fn record(&self, document: DocId) -> Result<Record, StoreError> {
        Record::open(self.stored(document).map_err(|_| StoreError::Corrupt)?)
    }
}
