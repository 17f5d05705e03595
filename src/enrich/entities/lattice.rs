//! The best sequence of labels for a sentence: Viterbi's algorithm, in whole
//! numbers, so that every machine finds the same.

use super::label::{LABELS, NAMES, OUTSIDE, is_open, may_follow};

/// What a token's features say of each label of a name; "outside" is 0.
pub(super) type Scores = [i16; NAMES];

/// Of a token that is in no name: nothing else need be weighed.
pub(super) const NO_NAME: Scores = [-16_000; NAMES];

/// What stands before the first and after the last token.
pub(super) const EDGE: usize = LABELS;

/// What following each other says of two labels: `[label][next]`.
pub(super) type Transitions = [[i16; LABELS + 1]; LABELS + 1];

const IMPOSSIBLE: i32 = i32::MIN / 2;

/// Buffers of the search.
#[derive(Debug, Default)]
pub(super) struct Lattice {
    /// For each token and label, the label before it on the best way there.
    back: Vec<[u8; LABELS]>,
}

impl Lattice {
    /// Writes the best labels of a sentence to `out`, which is as long as
    /// `scores`.
    pub(super) fn best(&mut self, scores: &[Scores], transitions: &Transitions, out: &mut [u8]) {
        let Some((first, rest)) = scores.split_first() else { return };
        self.back.clear();
        let mut ways = [IMPOSSIBLE; LABELS];
        for label in (0..LABELS).filter(|&label| may_follow(OUTSIDE, label)) {
            ways[label] = i32::from(transitions[EDGE][label]) + score(first, label);
        }
        for here in rest {
            self.step(&mut ways, here, transitions);
        }
        let mut best = OUTSIDE;
        let mut most = IMPOSSIBLE;
        for label in (0..LABELS).filter(|&label| !is_open(label)) {
            let way = ways[label].saturating_add(i32::from(transitions[label][EDGE]));
            if way > most {
                (best, most) = (label, way);
            }
        }
        for (at, label) in out.iter_mut().enumerate().rev() {
            *label = u8::try_from(best).unwrap_or(0);
            if at > 0 {
                best = usize::from(self.back[at - 1][best]);
            }
        }
    }

    fn step(&mut self, ways: &mut [i32; LABELS], here: &Scores, transitions: &Transitions) {
        let mut next = [IMPOSSIBLE; LABELS];
        let mut back = [0_u8; LABELS];
        let labels = if *here == NO_NAME { OUTSIDE + 1 } else { LABELS };
        let mut most = IMPOSSIBLE;
        for label in 0..labels {
            for &from in before(label) {
                let from = usize::from(from);
                let way = ways[from] + i32::from(transitions[from][label]);
                if way > next[label] {
                    next[label] = way;
                    back[label] = u8::try_from(from).unwrap_or(0);
                }
            }
            next[label] += score(here, label);
            most = most.max(next[label]);
        }
        // only differences matter: kept small, however long the sentence
        for way in &mut next {
            *way = (*way - most).max(IMPOSSIBLE);
        }
        *ways = next;
        self.back.push(back);
    }
}

fn score(scores: &Scores, label: usize) -> i32 {
    label.checked_sub(1).map_or(0, |name| i32::from(scores[name]))
}

/// The labels that a label may follow.
fn before(label: usize) -> &'static [u8] {
    const CLOSED: [u8; 9] = [0, 3, 4, 7, 8, 11, 12, 15, 16];
    const OPEN: [[u8; 2]; 4] = [[1, 2], [5, 6], [9, 10], [13, 14]];
    match label.checked_sub(1) {
        Some(name) if matches!(name % 4, 1 | 2) => &OPEN[name / 4],
        _ => &CLOSED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_lists_say_what_may_follow() {
        for label in 0..LABELS {
            let allowed: Vec<u8> =
                (0..LABELS as u8).filter(|&from| may_follow(usize::from(from), label)).collect();
            assert_eq!(before(label), allowed, "{label}");
        }
    }

    /// Every sequence, one after the other.
    fn slow(scores: &[Scores], transitions: &Transitions) -> i32 {
        fn go(scores: &[Scores], transitions: &Transitions, last: usize) -> i32 {
            let Some((here, rest)) = scores.split_first() else {
                return if last == EDGE || !is_open(last) {
                    i32::from(transitions[last][EDGE])
                } else {
                    IMPOSSIBLE
                };
            };
            let after = if last == EDGE { OUTSIDE } else { last };
            (0..LABELS)
                .filter(|&label| may_follow(after, label))
                .map(|label| {
                    i32::from(transitions[last][label])
                        + score(here, label)
                        + go(rest, transitions, label)
                })
                .max()
                .unwrap_or(IMPOSSIBLE)
        }
        go(scores, transitions, EDGE)
    }

    fn total(labels: &[u8], scores: &[Scores], transitions: &Transitions) -> i32 {
        let mut last = EDGE;
        let mut sum = 0;
        for (&label, here) in labels.iter().zip(scores) {
            let label = usize::from(label);
            sum += i32::from(transitions[last][label]) + score(here, label);
            last = label;
        }
        sum + i32::from(transitions[last][EDGE])
    }

    proptest! {
        #[test]
        fn the_best_way_is_as_good_as_any(
            scores in proptest::collection::vec(proptest::array::uniform16(-300_i16..300), 1..4),
            seed in proptest::collection::vec(-100_i16..100, (LABELS + 1) * (LABELS + 1)),
        ) {
            let transitions: Transitions =
                std::array::from_fn(|a| std::array::from_fn(|b| seed[a * (LABELS + 1) + b]));
            let mut labels = vec![0; scores.len()];
            Lattice::default().best(&scores, &transitions, &mut labels);
            prop_assert_eq!(total(&labels, &scores, &transitions), slow(&scores, &transitions));
        }
    }
}
