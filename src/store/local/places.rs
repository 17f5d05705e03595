//! Leaves of plain words that all must be there: words near each other, in one
//! sentence, in the lead, at least so often. The documents that have them all
//! come from the postings' blocks, and in each of these the shape is looked for
//! at the positions. Leaves of patterns, of alternatives and of what is refused
//! go the general way (`span_query`), with the same scores.

use super::best::Best;
use super::blocks::Postings;
use super::document_sets::{Marks, common};
use super::expand::Resolved;
use super::fast::{Found, where_all_are};
use super::maxscore::Segment;
use super::phrase::{PhraseWord, places_of};
use super::slots::StartsCursor;
use super::snapshot::Snapshot;
use super::span_query::Scoring;
use crate::query::Near;
use crate::schema::Field;
use crate::store::leaf::{Shape, Slot};
use crate::store::spans::{self, Frame};
use crate::store::{Leaf, StoreError};
use tantivy::DocId;

/// The terms of a leaf that has one of our shapes, by slot.
pub(super) fn terms(leaf: &Leaf) -> Option<Vec<&str>> {
    fn needs_all(shape: &Shape) -> bool {
        match shape {
            Shape::Word(_) | Shape::Phrase(..) => true,
            Shape::Near { left, refused, right, .. } => {
                !refused && needs_all(left) && needs_all(right)
            }
            Shape::AtLeast(_, inner) | Shape::Lead(inner) => needs_all(inner),
            Shape::Either(_) => false,
        }
    }
    fn term(slot: &Slot) -> Option<&str> {
        match slot {
            Slot::Term(term) => Some(term),
            _ => None,
        }
    }
    if needs_all(&leaf.shape) { leaf.slots.iter().map(term).collect() } else { None }
}

/// Offers the best documents in which a leaf has a place, and says in how many
/// it has; without `count_all` at least in how many, and whether there may be
/// more. `None` if the postings are not as we know them.
pub(super) fn rank<'a>(
    snapshot: &'a Snapshot,
    leaf: &Leaf,
    count_all: bool,
    best: &mut Best<'a>,
) -> Result<Option<(u64, bool)>, StoreError> {
    let Some(terms) = terms(leaf) else { return Ok(None) };
    let field = if leaf.in_headline { Field::Headline } else { Field::Text };
    let resolved = Resolved::new(snapshot, leaf)?;
    let scoring = Scoring::new(snapshot, &resolved)?;
    let found: Vec<Found> = terms
        .iter()
        .map(|term| Found::look_up(snapshot, field, term, true, 1.0))
        .collect::<Result<_, _>>()?;
    let (mut total, mut at_least) = (0, false);
    let known = where_all_are(snapshot, &found, &mut |ordinal, words, segment| {
        let reader = snapshot.searcher.segment_reader(ordinal as u32);
        let starts = StartsCursor::open(leaf, snapshot.columns.annotation, reader);
        let starts = starts.map_err(|error| snapshot.failed(&error))?;
        let columns = &snapshot.segments[ordinal];
        let words_of = |document| match leaf.in_headline {
            true => u32::MAX,
            false => columns.words_of(document),
        };
        best.begin(ordinal as u32, columns.id_ordinals());
        let mut places = Places { leaf, scoring: &scoring, words, starts, words_of };
        let (found, more) = places.each(segment, count_all, best);
        total += found;
        at_least |= more;
        Ok(())
    })?;
    Ok(known.then_some((total, at_least)))
}

/// A leaf over one segment.
struct Places<'a, W> {
    leaf: &'a Leaf,
    scoring: &'a Scoring,
    words: Vec<PhraseWord>,
    starts: Option<StartsCursor>,
    /// Words of a document's body, as a frame wants them.
    words_of: W,
}

impl<W: Fn(DocId) -> u32> Places<'_, W> {
    fn each(&mut self, segment: &Segment<'_>, count_all: bool, best: &mut Best<'_>) -> (u64, bool) {
        let lists: Vec<&Postings> = self.words.iter().map(|word| &word.postings).collect();
        let mut candidates = common(&lists, segment.documents);
        candidates.retain(|&document| segment.is_alive(document));
        let marks = Marks::of(&candidates, segment.documents);
        let found: Vec<_> = lists.iter().map(|list| places_of(list, &candidates, &marks)).collect();
        let mut lists = vec![Vec::new(); self.words.len()];
        let (mut total, mut at_least) = (0, false);
        for (number, document) in candidates.into_iter().enumerate() {
            let norm = segment.norms[0][document as usize];
            if !count_all {
                // no more places than ways to take one of each
                let most =
                    found.iter().fold(1u32, |most, word| most.saturating_mul(word[number].0));
                let most = f64::from(self.scoring.score(most, norm));
                if best.is_below(most * (1.0 + 1e-6)) {
                    at_least = true;
                    continue;
                }
            }
            for ((word, found), list) in self.words.iter_mut().zip(&found).zip(&mut lists) {
                let (freq, before) = found[number];
                word.positions.read(before, freq, list);
            }
            let count = self.count(document, &lists);
            if count > 0 {
                total += 1;
                best.offer(document, f64::from(self.scoring.score(count, norm)));
            }
        }
        (total, at_least)
    }

    /// How many places the leaf has in a document.
    fn count(&mut self, document: DocId, lists: &[Vec<u32>]) -> u32 {
        // the usual case, without a span for each position; of one word twice pairs are the same
        if let Shape::Near { left, near: Near::Words(words), right, .. } = &self.leaf.shape
            && let (&Shape::Word(left), &Shape::Word(right)) = (&**left, &**right)
            && lists[left] != lists[right]
        {
            return spans::pairs_within(&lists[left], &lists[right], *words);
        }
        let (sentences, paragraphs) = match &mut self.starts {
            Some(starts) => starts.read(document),
            None => (&[][..], &[][..]),
        };
        let frame =
            Frame { lists, ends: &[], words: (self.words_of)(document), sentences, paragraphs };
        spans::count(&self.leaf.shape, &frame, 0).0
    }
}
