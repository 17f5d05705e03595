//! Phrases: documents that have all the words, and where these stand in a row.

use super::best::Best;
use super::blocks::{Cursor, Postings};
use super::document_sets::{JUMP, Marks, common};
use super::maxscore::Segment;
use super::positions_of::Positions;
use tantivy::DocId;
use tantivy::query::Bm25Weight;

/// A word of a phrase: its postings and its positions.
pub(super) struct PhraseWord {
    pub(super) postings: Postings,
    pub(super) positions: Positions,
}

/// Offers the best documents in which the words stand in a row, and says in how many they
/// do; without `count_all` at least in how many, and whether there may be more.
pub(super) fn phrase(
    words: &mut [PhraseWord],
    weight: &Bm25Weight,
    segment: &Segment<'_>,
    count_all: bool,
    best: &mut Best<'_>,
) -> (u64, bool) {
    let norms = segment.norms[0];
    let lists: Vec<&Postings> = words.iter().map(|word| &word.postings).collect();
    let mut candidates = common(&lists, segment.documents);
    candidates.retain(|&document| segment.is_alive(document));
    let marks = Marks::of(&candidates, segment.documents);
    let found: Vec<Vec<Place>> =
        lists.iter().map(|list| places_of(list, &candidates, &marks)).collect();
    let mut positions: Vec<&mut Positions> =
        words.iter_mut().map(|word| &mut word.positions).collect();
    let mut places: Vec<Place> = vec![(0, 0); found.len()];
    let (mut starts, mut list) = (Vec::new(), Vec::new());
    let (mut total, mut at_least) = (0, false);
    for (number, document) in candidates.into_iter().enumerate() {
        let mut rarest = 0;
        for (word, found) in found.iter().enumerate() {
            places[word] = found[number];
            if places[word].0 < places[rarest].0 {
                rarest = word;
            }
        }
        let (freq, before) = places[rarest];
        // the phrase comes no more often than its rarest word
        let most = f64::from(weight.score(norms[document as usize], freq));
        if !count_all && best.is_below(most * (1.0 + 1e-6)) {
            at_least = true;
            continue;
        }
        let mut others = (0..places.len()).filter(|&word| word != rarest);
        let count = if freq == 1 {
            // the usual case: one place to look at
            let start = positions[rarest].first(before).checked_sub(rarest as u32);
            u32::from(start.is_some_and(|start| {
                others.all(|word| {
                    let (freq, before) = places[word];
                    positions[word].has(before, freq, start + word as u32)
                })
            }))
        } else {
            positions[rarest].read(before, freq, &mut starts);
            starts.retain_mut(|start| {
                let begins = start.checked_sub(rarest as u32);
                *start = begins.unwrap_or_default();
                begins.is_some()
            });
            for word in others {
                if starts.is_empty() {
                    break;
                }
                let (freq, before) = places[word];
                positions[word].read(before, freq, &mut list);
                keep(&mut starts, &list, word as u32);
            }
            starts.len() as u32
        };
        if count > 0 {
            total += 1;
            best.offer(document, f64::from(weight.score(norms[document as usize], count)));
        }
    }
    (total, at_least)
}

/// How often a word stands in an article, and how many positions its list has before that.
pub(super) type Place = (u32, u64);

/// The place of each candidate in a list that has them all. A list that is
/// mostly candidates is read from end to end, others are jumped through.
pub(super) fn places_of(list: &Postings, candidates: &[DocId], marks: &Marks) -> Vec<Place> {
    let mut cursor = Cursor::new(list);
    if list.articles as usize > JUMP * candidates.len() {
        let find = |&document| {
            let at = cursor.find(document)?;
            Some((cursor.freq(at), cursor.positions_before(at)))
        };
        return candidates.iter().map(find).map(Option::unwrap_or_default).collect();
    }
    let mut out: Vec<Place> = vec![(0, 0); candidates.len() + 1];
    let mut len = 0;
    for number in 0..list.blocks.len() {
        cursor.block = number;
        let mut before = list.blocks[number].positions;
        let (docs, freqs) = cursor.docs_and_freqs();
        for (&document, &freq) in docs.iter().zip(freqs) {
            // written always and kept if it is a candidate: no branch to guess
            out[len] = (freq, before);
            len += usize::from(marks.has(document));
            before += u64::from(freq);
        }
    }
    out
}

/// Keeps the starts that have a position `offset` words later.
fn keep(starts: &mut Vec<u32>, positions: &[u32], offset: u32) {
    let mut at = 0;
    starts.retain(|&start| {
        let wanted = start.saturating_add(offset);
        while positions.get(at).is_some_and(|&position| position < wanted) {
            at += 1;
        }
        positions.get(at) == Some(&wanted)
    });
}
