//! Scores flat bags of words, list by list: what sentences and what feedback
//! makes of them are. An article's sum is added up in the order of the query,
//! as `by_model` adds it, so the scores are the same to the last bit.

use super::by_model::{Part, Texts};
use super::expand::Resolved;
use super::formula::{LeafStatistics, Places, Text, lead_words, score};
use super::snapshot::Snapshot;
use crate::query::Occur;
use crate::store::StoreError;
use crate::store::spans::once;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED, Term};

/// A word that is wished for.
pub(super) struct Wish<'a> {
    resolved: &'a Resolved,
    statistics: LeafStatistics,
    weight: Option<f32>,
}

/// The words of a query that is nothing but a bag of wished words.
pub(super) fn wishes(root: &Part) -> Option<Vec<Wish<'_>>> {
    let Part::Bag(clauses) = root else { return None };
    clauses.iter().map(wish).collect()
}

fn wish((occur, part): &(Occur, Part)) -> Option<Wish<'_>> {
    let (part, weight) = match part {
        Part::Boost(inner, weight) => (inner.as_ref(), Some(*weight)),
        part => (part, None),
    };
    match (occur, part) {
        (Occur::Should, Part::Leaf(resolved, statistics))
            if resolved.leaf.term().is_some() && !resolved.leaf.in_headline =>
        {
            Some(Wish { resolved, statistics: *statistics, weight })
        }
        _ => None,
    }
}

/// Calls `each` with every article of a segment that has any of the words, and its score.
pub(super) fn scores(
    snapshot: &Snapshot,
    words: &[Wish<'_>],
    texts: &Texts<'_>,
    each: &mut dyn FnMut(DocId, f64),
) -> Result<(), StoreError> {
    let documents = texts.documents as usize;
    let mut sums = vec![0f64; documents];
    let mut matches = vec![0u64; documents.div_ceil(64)];
    let by_freq = texts.text == Text::AsIndexed;
    let option = match by_freq {
        true => IndexRecordOption::WithFreqs,
        false => IndexRecordOption::WithFreqsAndPositions,
    };
    let index = &texts.index;
    let mut positions = Vec::new();
    for word in words {
        let term = word.resolved.leaf.term().unwrap_or_default();
        let term = Term::from_field_text(word.resolved.column, term);
        let postings = index.read_postings(&term, option);
        let Some(mut postings) = postings.map_err(|error| snapshot.failed(&error.into()))? else {
            continue;
        };
        let weight = word.weight.map_or(1.0, f64::from);
        let mut document = postings.doc();
        while document != TERMINATED {
            let all = postings.term_freq();
            let places = if by_freq {
                f64::from(all)
            } else {
                postings.positions(&mut positions);
                let body = texts.columns.words_of(document);
                let before = |end: u32| positions.partition_point(|&at| at < end) as u32;
                let (once, lead) = (before(once(body)), before(lead_words(body)));
                texts.text.places(Places { all, once, body: before(body), lead })
            };
            let counted = texts.counted(document, places);
            let score = score(texts.formula, counted, word.statistics, texts.statistics);
            sums[document as usize] += score * weight;
            matches[document as usize / 64] |= 1 << (document % 64);
            document = postings.advance();
        }
    }
    for (number, mut bits) in matches.into_iter().enumerate() {
        while bits != 0 {
            let document = number * 64 + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            each(document as DocId, sums[document]);
        }
    }
    Ok(())
}
