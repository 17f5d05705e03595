//! Phrases: documents that have all the words, and where these stand in a row.

use super::best::Best;
use super::blocks::{Cursor, Postings};
use super::common::common;
use super::maxscore::Segment;
use super::positions_of::Positions;
use tantivy::query::Bm25Weight;

/// A word of a phrase: its postings and its positions.
pub(super) struct PhraseWord {
    pub(super) postings: Postings,
    pub(super) positions: Positions,
}

/// Offers the best documents in which the words stand in a row, and says in how many they do.
pub(super) fn phrase(
    words: &mut [PhraseWord],
    weight: &Bm25Weight,
    segment: &Segment<'_>,
    best: &mut Best<'_>,
) -> u64 {
    let norms = segment.norms[0];
    let lists: Vec<&Postings> = words.iter().map(|word| &word.postings).collect();
    let candidates = common(&lists, segment.documents);
    let (mut cursors, mut positions): (Vec<_>, Vec<_>) =
        words.iter_mut().map(|word| (Cursor::new(&word.postings), &mut word.positions)).unzip();
    // by frequency in an article: the rarest word leaves the fewest places
    let mut order: Vec<(u32, usize, u64)> = Vec::with_capacity(cursors.len());
    let (mut starts, mut list) = (Vec::new(), Vec::new());
    let mut count = 0;
    for document in candidates {
        if !segment.is_alive(document) {
            continue;
        }
        order.clear();
        for (word, cursor) in cursors.iter_mut().enumerate() {
            let Some(at) = cursor.find(document) else { continue };
            order.push((cursor.freq(at), word, cursor.positions_before(at)));
        }
        order.sort_unstable();
        for (rank, &(freq, word, before)) in order.iter().enumerate() {
            if rank == 0 {
                positions[word].read(before, freq, &mut starts);
                // where the phrase would begin
                let word = word as u32;
                starts.retain_mut(|start| {
                    let begins = start.checked_sub(word);
                    *start = begins.unwrap_or_default();
                    begins.is_some()
                });
            } else {
                positions[word].read(before, freq, &mut list);
                keep(&mut starts, &list, word as u32);
            }
            if starts.is_empty() {
                break;
            }
        }
        if !starts.is_empty() {
            count += 1;
            let score = weight.score(norms[document as usize], starts.len() as u32);
            best.offer(document, f64::from(score));
        }
    }
    count
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
