//! The index as of one commit.

use super::by_model;
use super::expand::{Expansions, Resolved};
use super::explain;
use super::fast;
use super::mapping::Columns;
use super::open::{LocalStore, engine};
use super::rescore::Rescorer;
use super::segment::SegmentColumns;
use super::slots::LeafCursor;
use super::top;
use super::translate::Translator;
use super::{positions, stats};
use crate::query::Query;
use crate::schema::{Field, meets};
use crate::store::{
    Address, Explanation, Formula, Found, Leaf, Ranked, Recency, Record, Scored, Sort, StoreError,
};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tantivy::collector::Count;
use tantivy::directory::OwnedBytes;
use tantivy::postings::Postings;
use tantivy::query::EnableScoring;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, ReloadPolicy, Searcher, TERMINATED, Term};

/// The index as of one commit: what is added later is not seen.
pub struct Snapshot {
    pub(super) path: PathBuf,
    pub(super) searcher: Searcher,
    pub(super) columns: Columns,
    pub(super) segments: Vec<Arc<SegmentColumns>>,
    pub(super) expansions: Expansions,
    years: OnceLock<Vec<String>>,
}

impl Snapshot {
    pub(super) fn of(store: &LocalStore) -> Result<Self, StoreError> {
        let failed = |error: tantivy::TantivyError| engine(&store.path, &error);
        let reader = store
            .index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(failed)?;
        let reader: tantivy::IndexReader = reader;
        let searcher = reader.searcher();
        let mut segments = Vec::new();
        for segment in searcher.segment_readers() {
            let columns = SegmentColumns::open(segment, &store.columns).map_err(failed)?;
            segments.push(Arc::new(columns));
        }
        Ok(Self {
            path: store.path.clone(),
            searcher,
            columns: store.columns.clone(),
            segments,
            expansions: Expansions::default(),
            years: OnceLock::new(),
        })
    }

    pub(super) fn failed(&self, error: &tantivy::TantivyError) -> StoreError {
        engine(&self.path, error)
    }

    /// Number of articles.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Number of articles, replaced ones that no merge has dropped yet included:
    /// what the engine's statistics count.
    pub(super) fn all_documents(&self) -> u64 {
        let segments = self.searcher.segment_readers().iter();
        segments.map(|segment| u64::from(segment.max_doc())).sum()
    }

    /// The terms of mentioned years, and of what is longer, that the index has;
    /// read once.
    pub(super) fn years(&self) -> Result<&[String], StoreError> {
        if let Some(known) = self.years.get() {
            return Ok(known);
        }
        let mut years = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let failed = |error: std::io::Error| self.failed(&error.into());
            let index = segment.inverted_index(self.columns.annotation);
            let index = index.map_err(|error| self.failed(&error))?;
            let dates = index.terms().range().ge(b"when:").lt(b"when;").into_stream();
            let mut dates = dates.map_err(failed)?;
            while dates.advance() {
                let term = std::str::from_utf8(dates.key()).unwrap_or_default();
                if meets("when:*", term) {
                    years.insert(term.to_owned());
                }
            }
        }
        Ok(self.years.get_or_init(|| years.into_iter().collect()))
    }

    /// Mean number of words in a column of text.
    pub(super) fn average_words(&self, column: tantivy::schema::Field) -> Result<f32, StoreError> {
        let mut words = 0;
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(column).map_err(|error| self.failed(&error))?;
            words += index.total_num_tokens();
        }
        Ok((words as f32 / self.all_documents().max(1) as f32).max(1.0))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Articles `skip..skip + take` of those that match, in order, and how many
    /// match in all. Limits that were met are told to `notes`.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn rank(
        &self,
        query: &Query,
        sort: Sort,
        skip: usize,
        take: usize,
        notes: &mut Vec<String>,
    ) -> Result<Ranked, StoreError> {
        if sort == Sort::Relevance
            && let Some(ranked) = fast::rank(self, query, skip, take, true)?
        {
            return Ok(ranked);
        }
        self.rank_in_general(query, sort, skip, take, notes)
    }

    /// As [`rank`](Self::rank), but what can't be among the articles asked for
    /// need not be counted.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn rank_uncounted(
        &self,
        query: &Query,
        sort: Sort,
        skip: usize,
        take: usize,
        notes: &mut Vec<String>,
    ) -> Result<Ranked, StoreError> {
        if sort == Sort::Relevance
            && let Some(ranked) = fast::rank(self, query, skip, take, false)?
        {
            return Ok(ranked);
        }
        self.rank_in_general(query, sort, skip, take, notes)
    }

    /// As [`rank`](Self::rank), by the engine's own cursors whatever the query is.
    pub(super) fn rank_in_general(
        &self,
        query: &Query,
        sort: Sort,
        skip: usize,
        take: usize,
        notes: &mut Vec<String>,
    ) -> Result<Ranked, StoreError> {
        let failed = |error: tantivy::TantivyError| self.failed(&error);
        let mut translator = Translator::new(self, notes);
        let translated = translator.translate(query)?;
        let scored = sort == Sort::Relevance && query.is_scored();
        let scoring = if scored {
            EnableScoring::enabled_from_searcher(&self.searcher)
        } else {
            EnableScoring::disabled_from_searcher(&self.searcher)
        };
        let weight = translated.weight(scoring).map_err(failed)?;
        let hits = if take == 0 {
            Vec::new()
        } else if scored {
            let rescorer = Rescorer::new(self, query)?;
            top::by_score(self, weight.as_ref(), rescorer.as_ref(), skip, take)?
        } else {
            top::by_date(self, weight.as_ref(), sort, skip, take)?
        };
        let total = match query {
            Query::All => self.len(),
            _ => self.searcher.search(&translated, &Count).map_err(failed)? as u64,
        };
        Ok(Ranked { total, at_least: false, hits })
    }

    /// As [`rank`](Self::rank) by relevance, with a formula of choice and, if
    /// asked for, older articles counting less. Every article that matches is scored.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn rank_by(
        &self,
        query: &Query,
        formula: Formula,
        recency: Option<Recency>,
        page: (usize, usize),
        notes: &mut Vec<String>,
    ) -> Result<Ranked, StoreError> {
        by_model::rank(self, query, formula, recency, page, notes)
    }

    /// Why an article has its score by a formula, or why it does not match.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn explain(
        &self,
        query: &Query,
        formula: Formula,
        article: Address,
    ) -> Result<Explanation, StoreError> {
        explain::explain(self, query, formula, article)
    }

    /// A leaf in one segment.
    pub(super) fn leaf_cursor(
        &self,
        resolved: &Arc<Resolved>,
        segment: usize,
    ) -> Result<LeafCursor, StoreError> {
        let reader = self.searcher.segment_reader(segment as u32);
        LeafCursor::open(&self.segments[segment], self.columns.annotation, resolved, reader)
            .map_err(|error| self.failed(&error))
    }

    /// How often a word stands in all articles together, and in how many:
    /// copies of the headline are counted.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn occurrences(&self, term: &str) -> Result<(u64, u64), StoreError> {
        let column = self.columns.field(Field::Text);
        let term = Term::from_field_text(column, term);
        let (mut occurrences, mut articles) = (0, 0);
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(column).map_err(|error| self.failed(&error))?;
            let postings = index.read_postings(&term, IndexRecordOption::WithFreqs);
            let Some(mut postings) = postings.map_err(|error| self.failed(&error.into()))? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                occurrences += u64::from(postings.term_freq());
                articles += 1;
                postings.advance();
            }
        }
        Ok((occurrences, articles))
    }

    /// Puts articles in the order of their scores, and of their ids where they tie.
    pub(crate) fn best_first(&self, hits: &mut [Scored]) {
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.article.cmp(&b.article)));
        top::order_ties(self, hits, |a, b| a.score == b.score);
    }

    /// The weight of each leaf as evidence: its inverse document frequency (of
    /// a phrase, of its rarest term), as in BM25.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn weights(&self, leaves: &[Leaf]) -> Result<Vec<f32>, StoreError> {
        positions::weights(self, leaves)
    }

    /// Reads from the postings where the leaves match in the bodies of
    /// `articles`, and gives them to `found` with the article's rank in
    /// `articles`. The order of the calls is the store's.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn matches(
        &self,
        leaves: &[Leaf],
        articles: &[Address],
        found: &mut dyn FnMut(usize, &mut Found),
    ) -> Result<(), StoreError> {
        positions::matches(self, leaves, articles, found)
    }

    /// An article as it was stored.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn record(&self, article: Address) -> Result<Record, StoreError> {
        Record::open(self.stored(article)?)
    }

    /// What is known of an article as it was stored, as if it had no body.
    ///
    /// # Errors
    /// Where it can't be read.
    pub(crate) fn record_head(&self, article: Address) -> Result<Record, StoreError> {
        Record::open_head(self.stored(article)?)
    }

    fn stored(&self, article: Address) -> Result<OwnedBytes, StoreError> {
        let segment = self.segments.get(article.segment as usize).ok_or(StoreError::Corrupt)?;
        segment.stored(article.document).map_err(|error| self.failed(&error))
    }

    /// Number of words in an article's body; positions of the body run below it.
    #[must_use]
    pub fn body_words(&self, article: Address) -> u32 {
        let segment = self.segments.get(article.segment as usize);
        segment.map_or(0, |segment| segment.words_of(article.document))
    }

    /// The article with an id.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn find(&self, id: &str) -> Result<Option<Address>, StoreError> {
        let term = Term::from_field_text(self.columns.field(Field::Id), id);
        Ok(self.with_term(&term)?.pop())
    }

    /// The articles of a file.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn of_file(&self, file: &str) -> Result<Vec<Address>, StoreError> {
        self.with_term(&Term::from_field_text(self.columns.file, file))
    }

    /// The digest of an article's record ([`crate::store::Document::digest`]).
    #[must_use]
    pub fn digest(&self, article: Address) -> Option<u64> {
        self.segments.get(article.segment as usize)?.digest.as_ref()?.first(article.document)
    }

    /// How many other articles have the same text as this one.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn copies(&self, article: Address) -> Result<u64, StoreError> {
        let column = self.segments.get(article.segment as usize);
        let column = column.and_then(|segment| segment.text_digest.as_ref());
        let Some(digest) = column.and_then(|column| column.first(article.document)) else {
            return Ok(0);
        };
        let term = Term::from_field_u64(self.columns.text_digest, digest);
        let mut copies = 0;
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(term.field()).map_err(|e| self.failed(&e))?;
            let found = index.get_term_info(&term).map_err(|error| self.failed(&error.into()))?;
            copies += match (found, segment.alive_bitset()) {
                (None, _) => 0,
                (Some(info), None) => u64::from(info.doc_freq),
                (Some(_), Some(alive)) => {
                    let read = index.read_postings(&term, IndexRecordOption::Basic);
                    let read = read.map_err(|error| self.failed(&error.into()))?;
                    read.map_or(0, |mut postings| u64::from(postings.count(alive)))
                }
            };
        }
        Ok(copies.saturating_sub(1))
    }

    /// The id of an article.
    #[must_use]
    pub fn id(&self, article: Address) -> Option<String> {
        self.segments.get(article.segment as usize)?.id(article.document)
    }

    /// Calls `each` with every id.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn each_id(&self, each: &mut dyn FnMut(&[u8])) -> Result<(), StoreError> {
        let field = self.columns.field(Field::Id);
        for segment in self.searcher.segment_readers() {
            let failed = |error: std::io::Error| self.failed(&error.into());
            let terms = segment.inverted_index(field).map_err(|error| self.failed(&error))?;
            let mut stream = terms.terms().stream().map_err(failed)?;
            while stream.advance() {
                each(stream.key());
            }
        }
        Ok(())
    }

    /// Figures of the whole index.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn stats(&self, most: usize) -> Result<stats::Stats, StoreError> {
        stats::stats(self, most)
    }

    fn with_term(&self, term: &Term) -> Result<Vec<Address>, StoreError> {
        let mut out = Vec::new();
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let index = segment.inverted_index(term.field()).map_err(|e| self.failed(&e))?;
            let postings = index
                .read_postings(term, IndexRecordOption::Basic)
                .map_err(|error| self.failed(&error.into()))?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    out.push(Address { segment: ordinal as u32, document: postings.doc() });
                }
                postings.advance();
            }
        }
        Ok(out)
    }
}
