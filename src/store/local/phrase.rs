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
    // how often each word stands in an article, and what its list has before that
    let mut places: Vec<(u32, u64)> = vec![(0, 0); cursors.len()];
    let (mut starts, mut list) = (Vec::new(), Vec::new());
    let mut total = 0;
    for document in candidates {
        if !segment.is_alive(document) {
            continue;
        }
        let mut rarest = 0;
        for (word, cursor) in cursors.iter_mut().enumerate() {
            let Some(at) = cursor.find(document) else { continue };
            places[word] = (cursor.freq(at), cursor.positions_before(at));
            if places[word].0 < places[rarest].0 {
                rarest = word;
            }
        }
        let (freq, before) = places[rarest];
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
    total
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
