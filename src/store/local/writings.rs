//! How names are written in the articles that match, and how often: out of the
//! dictionary of annotations and its postings.

use super::document_sets::Marks;
use super::entities::{Selected, kind_and_key};
use super::snapshot::Snapshot;
use crate::enrich::EntityKind;
use crate::schema::read_name_term;
use crate::store::StoreError;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use tantivy::DocId;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;

/// Of more names than these the writings are found by reading the dictionary from end to end.
const FEW: usize = 2_000;

/// A way in which a name is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// As shown.
    pub shown: String,
    /// Its term of the annotation stream.
    pub term: String,
    /// The articles that match and have it.
    pub articles: u64,
    /// How often, in all of them.
    pub mentions: u64,
}

impl Snapshot {
    /// How names are written in the texts of these articles: of each, most articles first, then by
    /// term.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn writings(
        &self,
        selected: &Selected,
        names: &[(EntityKind, &str)],
    ) -> Result<Vec<Vec<Writing>>, StoreError> {
        let mut found: Vec<BTreeMap<String, (u64, u64)>> = vec![BTreeMap::new(); names.len()];
        let mut wanted: FxHashMap<(EntityKind, &str), usize> = FxHashMap::default();
        if names.len() > FEW {
            wanted.extend(names.iter().enumerate().map(|(at, &name)| (name, at)));
        }
        for (number, documents) in selected.segments.iter().enumerate() {
            if documents.is_empty() {
                continue;
            }
            let failed = |error: std::io::Error| self.failed(&error.into());
            let segment = self.searcher.segment_reader(number as u32);
            let index = segment.inverted_index(self.columns.annotation);
            let index = index.map_err(|error| self.failed(&error))?;
            let members = Members { documents, marks: Marks::of(documents, segment.max_doc()) };
            let mut add = |at: usize, term: &str, info: &TermInfo| -> std::io::Result<()> {
                let (articles, mentions) = members.shared(&index, info)?;
                if articles > 0 {
                    let known = found[at].entry(term.to_owned()).or_default();
                    *known = (known.0 + articles, known.1 + mentions);
                }
                Ok(())
            };
            if names.len() > FEW {
                let mut terms = index.terms().stream().map_err(failed)?;
                while terms.advance() {
                    let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                    let Some((kind, key)) = kind_and_key(terms.key()) else { continue };
                    let key = key.split('\t').next().unwrap_or(key);
                    if let Some(&at) = wanted.get(&(kind, key)) {
                        add(at, term, terms.value()).map_err(failed)?;
                    }
                }
                continue;
            }
            for (at, (kind, key)) in names.iter().enumerate() {
                // as its key has it, then with a tab and how it is written: nothing stands between
                let from = format!("{}:{key}", kind.name());
                let to = format!("{from}\n");
                let range = index.terms().range().ge(from.as_bytes()).lt(to.as_bytes());
                let mut terms = range.into_stream().map_err(failed)?;
                while terms.advance() {
                    let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                    if term.len() == from.len() || term.as_bytes()[from.len()] == b'\t' {
                        add(at, term, terms.value()).map_err(failed)?;
                    }
                }
            }
        }
        Ok(found.into_iter().map(in_order).collect())
    }
}

/// The writings of a name, most articles first, from its terms with their articles and mentions.
pub(in crate::store) fn in_order(terms: BTreeMap<String, (u64, u64)>) -> Vec<Writing> {
    let writing = |(term, (articles, mentions)): (String, (u64, u64))| {
        let shown = read_name_term(&term)?.shown;
        Some(Writing { shown, term, articles, mentions })
    };
    let mut out: Vec<Writing> = terms.into_iter().filter_map(writing).collect();
    out.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.term.cmp(&b.term)));
    out
}

/// The articles of one segment.
struct Members<'a> {
    documents: &'a [DocId],
    marks: Marks,
}

impl Members<'_> {
    /// How many of them a term stands in, and how often.
    fn shared(&self, index: &InvertedIndexReader, info: &TermInfo) -> std::io::Result<(u64, u64)> {
        let postings = index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        let (mut articles, mut mentions) = (0, 0);
        self.marks.each_shared(self.documents, postings, info.doc_freq, &mut |postings| {
            articles += 1;
            mentions += u64::from(postings.term_freq());
        });
        Ok((articles, mentions))
    }
}
