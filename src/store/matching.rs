//! From the positions of terms to the places where a leaf matches.
//!
//! ```text
//! "peace talks"~1      peace: 3 17      talks: 5 40
//!                      3 → next talks after 3 is 5; 5-3-1 = 1 move: match 3..6
//!                      17 → 40; 22 moves: none
//! ```

/// A place where a leaf of the query matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// Position of the first word.
    pub start: u32,
    /// Position after the last word.
    pub end: u32,
    /// Which leaf, by its rank in [`super::leaves`].
    pub leaf: u16,
}

/// Adds the matches of terms in order with at most `slop` words between them
/// all; `positions` holds a sorted list for each term.
pub(super) fn phrase(positions: &[Vec<u32>], slop: u32, leaf: u16, out: &mut Vec<Match>) {
    let Some((first, rest)) = positions.split_first() else { return };
    // where each later term was last found: starts only grow, so these do too
    let mut next = vec![0; rest.len()];
    'start: for &start in first {
        let mut last = start;
        for (list, at) in rest.iter().zip(&mut next) {
            while list.get(*at).is_some_and(|&position| position <= last) {
                *at += 1;
            }
            // the same term twice, or a later start, may need an earlier place than `at`
            let Some(&position) = list.get(*at) else { return };
            last = position;
        }
        if last - start - rest.len() as u32 > slop {
            continue 'start;
        }
        out.push(Match { start, end: last + 1, leaf });
    }
}

/// Adds a match for each position of a word.
pub(super) fn word(positions: &[u32], leaf: u16, out: &mut Vec<Match>) {
    out.extend(positions.iter().map(|&start| Match { start, end: start + 1, leaf }));
}
