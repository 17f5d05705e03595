//! The score of an article, added up in the order of the query.
//!
//! The engine adds the scores of terms in the order in which its cursors
//! happen to stand, which depends on how the index is cut into segments; the
//! last bit of a sum of floats depends on that order. So the few best articles
//! are scored once more here, each term by itself, added in double precision
//! in the order of the query: the same corpus gives the same scores and the
//! same order to the last bit.

use super::snapshot::Snapshot;
use super::translate::Translator;
use crate::query::{Occur, Query};
use crate::store::StoreError;
use tantivy::query::{EnableScoring, Scorer, Weight};
use tantivy::{DocId, SegmentReader};

/// A query whose leaves are scored one by one.
pub(super) struct Rescorer {
    root: Node<Box<dyn Weight>>,
    leaves: usize,
}

/// A query tree over leaves of some kind.
enum Node<L> {
    Leaf(L),
    Bag(Vec<(Occur, Node<L>)>),
    All(Vec<Node<L>>),
    Any(Vec<Node<L>>),
    /// Of a prepared query; over a segment its leaves have the weight, as the
    /// engine and the fast ways weigh them.
    Boost(Box<Node<L>>, f32),
}

impl Rescorer {
    /// Prepares the leaves of a query; `None` where a single leaf is scored,
    /// whose score depends on no order.
    pub(super) fn new(snapshot: &Snapshot, query: &Query) -> Result<Option<Self>, StoreError> {
        let mut notes = Vec::new();
        let mut leaves = 0;
        let root = prepare(snapshot, query, &mut notes, &mut leaves)?;
        Ok((leaves > 1).then_some(Self { root, leaves }))
    }

    /// How far, relative to a score, a sum in another order may lie from it:
    /// half a unit in the last place for each addition, doubled.
    pub(super) fn slack(&self) -> f32 {
        (self.leaves + 2) as f32 * f32::EPSILON
    }

    /// Scores `documents` of a segment, which must be sorted.
    pub(super) fn score(
        &self,
        snapshot: &Snapshot,
        segment: &SegmentReader,
        documents: &[DocId],
    ) -> Result<Vec<f32>, StoreError> {
        let mut cursors = open(snapshot, &self.root, segment, 1.0)?;
        Ok(documents
            .iter()
            .map(|&document| evaluate(&mut cursors, document).unwrap_or(0.0) as f32)
            .collect())
    }
}

fn prepare(
    snapshot: &Snapshot,
    query: &Query,
    notes: &mut Vec<String>,
    leaves: &mut usize,
) -> Result<Node<Box<dyn Weight>>, StoreError> {
    let mut several = |parts: &[Query]| -> Result<Vec<_>, StoreError> {
        parts.iter().map(|part| prepare(snapshot, part, notes, leaves)).collect()
    };
    Ok(match query {
        Query::Bag(clauses) => Node::Bag(
            clauses
                .iter()
                .map(|clause| Ok((clause.occur, prepare(snapshot, &clause.query, notes, leaves)?)))
                .collect::<Result<_, StoreError>>()?,
        ),
        Query::And(parts) => Node::All(several(parts)?),
        Query::Or(parts) => Node::Any(several(parts)?),
        Query::Boost(inner, weight) => {
            Node::Boost(Box::new(prepare(snapshot, inner, notes, leaves)?), *weight)
        }
        Query::When(spoken) => prepare(snapshot, &spoken.lowered(), notes, leaves)?,
        Query::Named(named) => prepare(snapshot, &named.lowered(), notes, leaves)?,
        leaf => {
            *leaves += usize::from(leaf.is_scored());
            let translated = Translator::new(snapshot, notes).translate(leaf)?;
            let scoring = EnableScoring::enabled_from_searcher(&snapshot.searcher);
            Node::Leaf(translated.weight(scoring).map_err(|error| snapshot.failed(&error))?)
        }
    })
}

fn open(
    snapshot: &Snapshot,
    node: &Node<Box<dyn Weight>>,
    segment: &SegmentReader,
    boost: f32,
) -> Result<Node<Box<dyn Scorer>>, StoreError> {
    let several = |parts: &[Node<Box<dyn Weight>>]| -> Result<Vec<_>, StoreError> {
        parts.iter().map(|part| open(snapshot, part, segment, boost)).collect()
    };
    Ok(match node {
        Node::Leaf(weight) => {
            Node::Leaf(weight.scorer(segment, boost).map_err(|error| snapshot.failed(&error))?)
        }
        Node::Bag(clauses) => Node::Bag(
            clauses
                .iter()
                .map(|(occur, part)| Ok((*occur, open(snapshot, part, segment, boost)?)))
                .collect::<Result<_, StoreError>>()?,
        ),
        Node::All(parts) => Node::All(several(parts)?),
        Node::Any(parts) => Node::Any(several(parts)?),
        Node::Boost(inner, weight) => open(snapshot, inner, segment, boost * weight)?,
    })
}

/// The score of a document, or `None` if it does not match. All cursors move,
/// also where the outcome is known: the next document comes after this one.
fn evaluate(node: &mut Node<Box<dyn Scorer>>, document: DocId) -> Option<f64> {
    match node {
        Node::Leaf(scorer) => {
            if scorer.doc() < document {
                scorer.seek(document);
            }
            (scorer.doc() == document).then(|| f64::from(scorer.score()))
        }
        Node::Boost(inner, weight) => evaluate(inner, document).map(|s| s * f64::from(*weight)),
        Node::All(parts) => {
            let scores: Vec<_> = parts.iter_mut().map(|part| evaluate(part, document)).collect();
            scores.into_iter().sum()
        }
        Node::Any(parts) => {
            let scores = parts.iter_mut().filter_map(|part| evaluate(part, document));
            scores.reduce(|sum, score| sum + score)
        }
        Node::Bag(clauses) => {
            // with a clause that is needed, or none at all that is wished for, wishes only add
            let needs_a_wish = clauses.iter().all(|(occur, _)| *occur != Occur::Must)
                && clauses.iter().any(|(occur, _)| *occur == Occur::Should);
            let (mut sum, mut wished, mut fails) = (0.0, false, false);
            for (occur, part) in clauses {
                let score = evaluate(part, document);
                match occur {
                    Occur::Not => fails |= score.is_some(),
                    Occur::Must => fails |= score.is_none(),
                    Occur::Should => wished |= score.is_some(),
                }
                if *occur != Occur::Not {
                    sum += score.unwrap_or(0.0);
                }
            }
            (!fails && (wished || !needs_a_wish)).then_some(sum)
        }
    }
}
