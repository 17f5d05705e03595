//! What is lit in a passage: the places where leaves match, as bytes.

use crate::schema::Words;
use crate::store::Match;

/// Bytes of a text that are lit.
pub type Lit = std::ops::Range<usize>;

/// The bytes of `text`, whose first word has position `base`, that `matches`
/// light. A match is one piece from its first word to its last; pieces that
/// overlap are one.
///
/// Only `text` is read, so the cost is that of the passage, not of the article.
#[must_use]
pub fn light(text: &str, base: u32, matches: &[Match]) -> Vec<Lit> {
    if matches.is_empty() {
        return Vec::new();
    }
    let words: Vec<(usize, usize)> = Words::new(text).map(|word| (word.start, word.end)).collect();
    let mut lit: Vec<Lit> = Vec::with_capacity(matches.len());
    let from = matches.partition_point(|found| found.start < base);
    for found in &matches[from..] {
        let first = (found.start - base) as usize;
        if first >= words.len() {
            break;
        }
        let Some(&(_, end)) = words.get((found.end - 1 - base) as usize) else { continue };
        let start = words[first].0;
        match lit.last_mut() {
            Some(last) if start < last.end => last.end = last.end.max(end),
            _ => lit.push(start..end),
        }
    }
    lit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_one_piece_and_overlaps_are_joined() {
        let text = "The peace talks, peace at last";
        let found = |start, end| Match { start, end, leaf: 0 };
        let lit = light(
            text,
            100,
            &[found(99, 101), found(101, 103), found(102, 103), found(103, 104), found(105, 107)],
        );
        let pieces: Vec<&str> = lit.into_iter().map(|range| &text[range]).collect();
        assert_eq!(pieces, ["peace talks", "peace"]);
    }
}
