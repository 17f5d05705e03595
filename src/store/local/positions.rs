//! Reads where the leaves of a query match out of the postings: no text is
//! read and none is tokenised again.

use super::snapshot::Snapshot;
use super::translate::{MAX_EXPANSIONS, expand, inverse_frequency};
use crate::schema::{Field, LEAD_WORDS};
use crate::store::matching::{phrase, word};
use crate::store::{Address, Leaf, Match, StoreError};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Term};

/// A leaf with the terms it stands for in this index.
struct Resolved {
    terms: Vec<String>,
    /// `None`: any of the terms is a match by itself (a prefix).
    slop: Option<u32>,
    lead: bool,
}

fn resolve(snapshot: &Snapshot, leaves: &[Leaf]) -> Result<Vec<Resolved>, StoreError> {
    leaves
        .iter()
        .map(|leaf| {
            Ok(match leaf {
                Leaf::Terms { terms, slop, lead } => {
                    Resolved { terms: terms.clone(), slop: Some(*slop), lead: *lead }
                }
                Leaf::Prefix { stem, lead } => {
                    let found = expand(snapshot, Field::Text, stem)?;
                    let terms = found.into_iter().take(MAX_EXPANSIONS).map(|(term, _)| term);
                    Resolved { terms: terms.collect(), slop: None, lead: *lead }
                }
            })
        })
        .collect()
}

/// See [`Snapshot::weights`].
pub(super) fn weights(snapshot: &Snapshot, leaves: &[Leaf]) -> Result<Vec<f32>, StoreError> {
    let all = snapshot.len();
    let field = snapshot.columns.field(Field::Text);
    leaves
        .iter()
        .map(|leaf| match leaf {
            Leaf::Terms { terms, .. } => {
                let mut heaviest = 0f32;
                for term in terms {
                    let term = Term::from_field_text(field, term);
                    let articles =
                        snapshot.searcher.doc_freq(&term).map_err(|e| snapshot.failed(&e))?;
                    heaviest = heaviest.max(inverse_frequency(articles, all));
                }
                Ok(heaviest)
            }
            Leaf::Prefix { stem, .. } => {
                let found = expand(snapshot, Field::Text, stem)?;
                Ok(inverse_frequency(found.iter().map(|(_, articles)| articles).sum(), all))
            }
        })
        .collect()
}

/// See [`Snapshot::matches`].
pub(super) fn matches(
    snapshot: &Snapshot,
    leaves: &[Leaf],
    articles: &[Address],
    found: &mut dyn FnMut(usize, &mut Vec<Match>),
) -> Result<(), StoreError> {
    let resolved = resolve(snapshot, leaves)?;
    let field = snapshot.columns.field(Field::Text);
    // by segment and document: postings only move forward
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|&rank| articles[rank]);
    let mut lists: Vec<Vec<u32>> = Vec::new();
    let mut out = Vec::new();
    for run in order.chunk_by(|&a, &b| articles[a].segment == articles[b].segment) {
        let segment = articles[run[0]].segment;
        let reader = snapshot.searcher.segment_reader(segment);
        let index = reader.inverted_index(field).map_err(|error| snapshot.failed(&error))?;
        let open = |term: &String| -> Result<Option<SegmentPostings>, StoreError> {
            let term = Term::from_field_text(field, term);
            index
                .read_postings(&term, IndexRecordOption::WithFreqsAndPositions)
                .map_err(|error| snapshot.failed(&error.into()))
        };
        let mut postings: Vec<Vec<Option<SegmentPostings>>> = Vec::with_capacity(resolved.len());
        for leaf in &resolved {
            postings.push(leaf.terms.iter().map(open).collect::<Result<_, _>>()?);
        }
        for &rank in run {
            let document = articles[rank].document;
            out.clear();
            for (number, (leaf, postings)) in resolved.iter().zip(&mut postings).enumerate() {
                lists.resize(leaf.terms.len().max(lists.len()), Vec::new());
                for (list, postings) in lists.iter_mut().zip(postings.iter_mut()) {
                    list.clear();
                    let Some(postings) = postings else { continue };
                    if postings.doc() < document {
                        postings.seek(document);
                    }
                    if postings.doc() == document {
                        postings.positions(list);
                        if leaf.lead {
                            list.retain(|&position| (position as usize) < LEAD_WORDS);
                        }
                    }
                }
                let lists = &lists[..leaf.terms.len()];
                match (leaf.slop, lists) {
                    (Some(_), [only]) => word(only, number as u16, &mut out),
                    (Some(slop), several) => phrase(several, slop, number as u16, &mut out),
                    (None, any) => any.iter().for_each(|list| word(list, number as u16, &mut out)),
                }
            }
            out.sort_unstable();
            found(rank, &mut out);
        }
    }
    Ok(())
}
