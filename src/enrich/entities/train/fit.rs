//! Learns weights: the likelihood of the labels, climbed sentence by sentence
//! in steps of AdaGrad (Duchi, Hazan and Singer, 2011), with a share of the
//! features left out at random each time, so that none relies on another.

use super::super::feature::{self, FEATURES};
use super::super::label::{LABELS, NAMES, OUTSIDE};
use super::super::lattice::{self, EDGE, Lattice};
use super::super::model::UNIT;
use super::chance::Chance;
use super::examples::{Examples, NONE, SLOTS, Sentence};
use super::marginals::{Marginals, Scores, Transitions};

const RATE: f32 = 0.1;
/// Keeps first steps small.
const CALM: f32 = 1e-2;
/// Draws weights to 0.
const DECAY: f32 = 1e-6;
/// The share of features left out.
const DROPPED: f32 = 0.3;
/// The share of sentences seen without what a first pass said: the weights of
/// all else must do without it, in the first pass.
const WITHOUT_RECALL: f32 = 0.5;
/// The share of words whose letters are not seen: names that nobody has heard
/// of are told by their neighbours and their shape.
const HIDDEN: f32 = 0.2;
/// Labels that are this sure teach nothing.
const SURE: f64 = 1e-3;

/// A feature's weights, and the squares of the steps they were asked for.
#[derive(Clone, Copy)]
struct Cell {
    weights: Scores,
    squares: Scores,
}

/// Sums of weights, to be averaged.
#[derive(Default)]
pub(super) struct Average {
    cells: Vec<Scores>,
    transitions: Transitions,
    count: f32,
}

/// Weights while they are learnt.
pub(super) struct Weights {
    cells: Vec<Cell>,
    pub(super) transitions: Transitions,
    squares: Transitions,
    chance: Chance,
}

/// How an epoch went.
#[derive(Clone, Copy, Debug)]
pub(super) struct Epoch {
    /// The share of tokens whose label isn't the likelier one.
    pub(super) wrong: f64,
    /// Of a token's label, the mean.
    pub(super) log_likelihood: f64,
}

impl Weights {
    pub(super) fn new(features: usize) -> Weights {
        Weights {
            cells: vec![Cell { weights: [0.0; NAMES], squares: [0.0; NAMES] }; features],
            transitions: [[0.0; LABELS + 1]; LABELS + 1],
            squares: [[0.0; LABELS + 1]; LABELS + 1],
            chance: Chance::new(),
        }
    }

    /// Learns from each sentence that `is_wanted` once, in an order of chance.
    pub(super) fn epoch(
        &mut self,
        examples: &Examples,
        is_wanted: impl Fn(&Sentence) -> bool,
    ) -> Epoch {
        let mut order: Vec<&Sentence> =
            examples.sentences.iter().filter(|sentence| is_wanted(sentence)).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, self.chance.below(last + 1));
        }
        let mut buffers = Buffers::default();
        for sentence in order {
            self.learn(examples, sentence, &mut buffers);
        }
        let tokens = buffers.tokens.max(1.0);
        Epoch { wrong: buffers.wrong / tokens, log_likelihood: buffers.log_likelihood / tokens }
    }

    /// Adds the weights as they are to an average.
    pub(super) fn remember(&self, average: &mut Average) {
        average.cells.resize(self.cells.len(), [0.0; NAMES]);
        average.count += 1.0;
        let cells = self.cells.iter().map(|cell| &cell.weights);
        let all = cells.zip(&mut average.cells).flat_map(|(own, sum)| own.iter().zip(sum));
        let transitions = self.transitions.iter().flatten();
        for (own, sum) in all.chain(transitions.zip(average.transitions.iter_mut().flatten())) {
            *sum += own;
        }
    }

    /// Takes the average for the weights: nearer to the best than where the last
    /// steps happened to end.
    pub(super) fn recall(&mut self, average: &Average) {
        let cells = self.cells.iter_mut().map(|cell| &mut cell.weights);
        let all = cells.zip(&average.cells).flat_map(|(own, sum)| own.iter_mut().zip(sum));
        let transitions = self.transitions.iter_mut().flatten();
        for (own, sum) in all.chain(transitions.zip(average.transitions.iter().flatten())) {
            *own = sum / average.count;
        }
    }

    fn learn(&mut self, examples: &Examples, sentence: &Sentence, buffers: &mut Buffers) {
        let kept = 1.0 / (1.0 - DROPPED);
        let width = if self.chance.unit() < WITHOUT_RECALL { FEATURES } else { SLOTS };
        let Buffers { features, ends, scores, marginals, .. } = buffers;
        features.clear();
        ends.clear();
        scores.clear();
        for token in sentence.tokens.clone() {
            let mut sum = [0.0; NAMES];
            let is_hidden = self.chance.unit() < HIDDEN;
            for (slot, &feature) in examples.features(token)[..width].iter().enumerate() {
                if feature == NONE
                    || is_hidden && feature::LETTERS.contains(&slot)
                    || self.chance.unit() < DROPPED
                {
                    continue;
                }
                features.push(feature);
                for (sum, weight) in sum.iter_mut().zip(&self.cells[feature as usize].weights) {
                    *sum += weight;
                }
            }
            ends.push(features.len());
            scores.push(sum.map(|score| score * kept));
        }
        marginals.read(scores, &self.transitions);
        let labels = &examples.labels[sentence.tokens.clone()];
        let mut begin = 0;
        for (at, (&label, &end)) in labels.iter().zip(&*ends).enumerate() {
            let likely = marginals.of(at);
            let label = usize::from(label);
            buffers.tokens += 1.0;
            buffers.wrong += f64::from(u8::from(likely[label] < 0.5));
            buffers.log_likelihood += likely[label].max(f64::MIN_POSITIVE).ln();
            if 1.0 - likely[label] > SURE {
                let step = gradient(&likely, label, sentence.weight * kept);
                for &feature in &features[begin..end] {
                    self.cells[feature as usize].step(&step);
                }
            }
            begin = end;
        }
        self.learn_transitions(labels, marginals, sentence.weight);
    }

    fn learn_transitions(&mut self, labels: &[u8], marginals: &Marginals, weight: f32) {
        let mut sums = [[0.0; LABELS + 1]; LABELS + 1];
        marginals.take_pairs(&self.transitions, &mut sums);
        let mut before = EDGE;
        for &label in labels {
            sums[before][usize::from(label)] += 1.0;
            before = usize::from(label);
        }
        sums[before][EDGE] += 1.0;
        let cells = self.transitions.iter_mut().zip(&mut self.squares);
        for ((weights, squares), sums) in cells.zip(&sums) {
            for ((own, square), &sum) in weights.iter_mut().zip(squares).zip(sums) {
                step(own, square, narrow(sum) * weight);
            }
        }
    }

    /// The labels that the weights give a sentence, as the tagger would.
    pub(super) fn label(
        &self,
        examples: &Examples,
        sentence: &Sentence,
        lattice: &mut Lattice,
        out: &mut [u8],
    ) {
        let mut scores = Vec::new();
        for token in sentence.tokens.clone() {
            let mut sum = [0.0_f32; NAMES];
            for &feature in examples.features(token)[..FEATURES].iter().filter(|&&f| f != NONE) {
                for (sum, weight) in sum.iter_mut().zip(&self.cells[feature as usize].weights) {
                    *sum += weight;
                }
            }
            scores.push(sum.map(whole));
        }
        lattice.best(&scores, &self.whole_transitions(), out);
    }

    /// The weights of transitions in the model's units.
    pub(super) fn whole_transitions(&self) -> lattice::Transitions {
        self.transitions.map(|row| row.map(whole))
    }

    /// The largest weight of a feature, without its sign.
    pub(super) fn strength(&self, feature: usize) -> f32 {
        self.cells[feature].weights.iter().fold(0.0, |most, weight| most.max(weight.abs()))
    }

    /// The weights of a feature in the model's units.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn row(&self, feature: usize) -> [i8; NAMES] {
        self.cells[feature].weights.map(|weight| (weight * UNIT).round().clamp(-127.0, 127.0) as i8)
    }
}

impl Cell {
    #[inline]
    fn step(&mut self, gradient: &Scores) {
        for ((weight, square), gradient) in
            self.weights.iter_mut().zip(&mut self.squares).zip(gradient)
        {
            step(weight, square, gradient - DECAY * *weight);
        }
    }
}

#[inline]
fn step(weight: &mut f32, square: &mut f32, gradient: f32) {
    *square += gradient * gradient;
    *weight += RATE * gradient / (CALM + *square).sqrt();
}

/// What a token asks of the weights of its features: the right label more, the
/// likely ones less.
fn gradient(likely: &[f64; LABELS], right: usize, weight: f32) -> Scores {
    std::array::from_fn(|name| {
        let label = name + OUTSIDE + 1;
        (f32::from(u8::from(label == right)) - narrow(likely[label])) * weight
    })
}

#[allow(clippy::cast_possible_truncation)]
fn narrow(value: f64) -> f32 {
    value as f32
}

#[allow(clippy::cast_possible_truncation)]
fn whole(score: f32) -> i16 {
    (score * UNIT).round().clamp(-16_000.0, 16_000.0) as i16
}

#[derive(Default)]
struct Buffers {
    /// Of the sentence, those that are not left out.
    features: Vec<u32>,
    /// Where those of each token end.
    ends: Vec<usize>,
    scores: Vec<Scores>,
    marginals: Marginals,
    tokens: f64,
    wrong: f64,
    log_likelihood: f64,
}
