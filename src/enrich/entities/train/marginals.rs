//! How likely each label of each token is, and each pair of neighbouring ones:
//! the forward-backward algorithm, its values scaled to 1 at each token.

use super::super::label::{LABELS, NAMES, OUTSIDE, is_open, may_follow};
use super::super::lattice::EDGE;

/// What a token's features say of each label of a name; "outside" is 0.
pub(super) type Scores = [f32; NAMES];

/// What following each other says of two labels: `[label][next]`.
pub(super) type Transitions = [[f32; LABELS + 1]; LABELS + 1];

/// Likelihoods of a sentence's labels.
#[derive(Debug, Default)]
pub(super) struct Marginals {
    /// How good each label of a token is, by its features alone.
    own: Vec<[f64; LABELS]>,
    forward: Vec<[f64; LABELS]>,
    backward: Vec<[f64; LABELS]>,
    /// What each token's forward values were divided by.
    scale: Vec<f64>,
}

impl Marginals {
    /// Takes in another sentence, of one token or more.
    pub(super) fn read(&mut self, scores: &[Scores], transitions: &Transitions) {
        let Marginals { own, forward, backward, scale } = self;
        let follows = allowed(transitions);
        own.clear();
        own.extend(scores.iter().map(exponentials));
        let last = own.len() - 1;
        forward.clear();
        scale.clear();
        for (at, own) in own.iter().enumerate() {
            let mut here = [0.0; LABELS];
            for label in 0..LABELS {
                let way = match forward.last().filter(|_| at > 0) {
                    None => follows[EDGE][label],
                    Some(before) => {
                        (0..LABELS).map(|from| before[from] * follows[from][label]).sum()
                    }
                };
                here[label] = way * own[label];
            }
            let sum: f64 = here.iter().sum();
            here.iter_mut().for_each(|value| *value /= sum);
            forward.push(here);
            scale.push(sum);
        }
        backward.clear();
        backward.resize(last + 1, [0.0; LABELS]);
        let ends: [f64; LABELS] = std::array::from_fn(|label| follows[label][EDGE]);
        let end: f64 = (0..LABELS).map(|label| forward[last][label] * ends[label]).sum();
        backward[last] = ends.map(|value| value / end);
        for at in (0..last).rev() {
            let next: [f64; LABELS] = std::array::from_fn(|label| {
                own[at + 1][label] * backward[at + 1][label] / scale[at + 1]
            });
            for label in 0..LABELS {
                backward[at][label] = (0..LABELS).map(|to| follows[label][to] * next[to]).sum();
            }
        }
    }

    /// How likely each label of a token is.
    pub(super) fn of(&self, at: usize) -> [f64; LABELS] {
        std::array::from_fn(|label| self.forward[at][label] * self.backward[at][label])
    }

    /// Takes from `sums` how often each pair of labels is expected in the
    /// sentence.
    pub(super) fn take_pairs(
        &self,
        transitions: &Transitions,
        sums: &mut [[f64; LABELS + 1]; LABELS + 1],
    ) {
        let follows = allowed(transitions);
        let last = self.own.len() - 1;
        let (first_of, last_of) = (self.of(0), self.of(last));
        for label in 0..LABELS {
            sums[EDGE][label] -= first_of[label];
            sums[label][EDGE] -= last_of[label];
        }
        for at in 1..=last {
            let next: [f64; LABELS] = std::array::from_fn(|label| {
                self.own[at][label] * self.backward[at][label] / self.scale[at]
            });
            for from in 0..LABELS {
                let before = self.forward[at - 1][from];
                for to in 0..LABELS {
                    sums[from][to] -= before * follows[from][to] * next[to];
                }
            }
        }
    }
}

fn exponentials(scores: &Scores) -> [f64; LABELS] {
    let most = scores.iter().fold(0.0_f32, |a, &b| a.max(b));
    std::array::from_fn(|label| {
        let score = if label == OUTSIDE { 0.0 } else { scores[label - 1] };
        f64::from(score - most).exp()
    })
}

/// The exponentials of the transitions; 0 for those that can't be.
fn allowed(transitions: &Transitions) -> [[f64; LABELS + 1]; LABELS + 1] {
    std::array::from_fn(|from| {
        std::array::from_fn(|to| {
            let may = match (from, to) {
                (EDGE, EDGE) => false,
                (EDGE, to) => may_follow(OUTSIDE, to),
                (from, EDGE) => !is_open(from),
                (from, to) => may_follow(from, to),
            };
            if may { f64::from(transitions[from][to]).exp() } else { 0.0 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Likelihoods by trying every sequence.
    fn slow(scores: &[Scores], transitions: &Transitions) -> Vec<[f64; LABELS]> {
        let mut out = vec![[0.0; LABELS]; scores.len()];
        let mut total = 0.0;
        let count = LABELS.pow(u32::try_from(scores.len()).unwrap());
        for mut code in 0..count {
            let mut labels = Vec::new();
            for _ in scores {
                labels.push(code % LABELS);
                code /= LABELS;
            }
            let first = labels[0];
            let last = labels[labels.len() - 1];
            if !may_follow(OUTSIDE, first)
                || is_open(last)
                || labels.windows(2).any(|two| !may_follow(two[0], two[1]))
            {
                continue;
            }
            let mut sum = transitions[EDGE][first] + transitions[last][EDGE];
            sum += labels.windows(2).map(|two| transitions[two[0]][two[1]]).sum::<f32>();
            for (label, scores) in labels.iter().zip(scores) {
                sum += if *label == OUTSIDE { 0.0 } else { scores[label - 1] };
            }
            let weight = f64::from(sum).exp();
            total += weight;
            for (at, &label) in labels.iter().enumerate() {
                out[at][label] += weight;
            }
        }
        out.iter().map(|label| label.map(|weight| weight / total)).collect()
    }

    #[test]
    #[allow(clippy::cast_precision_loss)]
    fn likelihoods_are_those_of_all_sequences() {
        let mut state = 9_u32;
        let mut number = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 20) as f32 / 1024.0 - 2.0
        };
        let scores: Vec<Scores> = (0..3).map(|_| std::array::from_fn(|_| number())).collect();
        let transitions: Transitions = std::array::from_fn(|_| std::array::from_fn(|_| number()));
        let mut marginals = Marginals::default();
        marginals.read(&scores, &transitions);
        let mut pairs = [[0.0; LABELS + 1]; LABELS + 1];
        marginals.take_pairs(&transitions, &mut pairs);
        for (at, wanted) in slow(&scores, &transitions).iter().enumerate() {
            let found = marginals.of(at);
            for label in 0..LABELS {
                assert!((found[label] - wanted[label]).abs() < 1e-6, "{at} {label}");
            }
        }
        let sum: f64 = pairs.iter().flatten().sum();
        assert!((sum + 4.0).abs() < 1e-6, "four pairs in a sentence of three: {sum}");
    }
}
