//! Training a tagger: labelled texts in, a model file out. The same texts and
//! options give the same model, byte for byte.
//!
//! 1. Two half models label the halves that they haven't seen: what a first
//!    pass says of words that it doesn't know by heart.
//! 2. Weights are learnt from everything, with what the first pass said.
//! 3. The strongest features are kept and learnt once more without the others.

mod brackets;
mod chance;
mod clusters;
mod conll;
mod directions;
mod examples;
mod fit;
mod json_lines;
mod labelled;
mod marginals;
#[cfg(test)]
mod tests;
mod unlabelled;

use super::lattice::Lattice;
use super::lexicon::Lexicon;
use super::model::{Model, ModelError, Row};
use examples::{Examples, Weighted};
use fit::{Average, Epoch, Weights};
use std::io::Write;
use unlabelled::Unlabelled;

/// Why nothing could be learnt.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A line can't be read.
    #[error("line {line}: {reason}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// No sentence in any of the texts.
    #[error("no labelled sentence to learn from")]
    Nothing,
    /// The model can't be written.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// How to write labelled texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// A token a line, its label in the last column.
    Columns,
    /// `[PER Maria Okonkwo] left.`
    Brackets,
    /// `{"text":…,"entities":[{"start","end","kind"}]}`
    JsonLines,
}

impl Labels {
    /// The format that a file is in: JSON Lines begin with a brace, bracketed
    /// prose has a bracket before a kind, all else is columns.
    #[must_use]
    pub fn of(file: &str) -> Labels {
        if file.trim_start().starts_with('{') {
            Labels::JsonLines
        } else if ["[PER", "[ORG", "[LOC", "[MISC"].iter().any(|mark| file.contains(mark)) {
            Labels::Brackets
        } else {
            Labels::Columns
        }
    }
}

/// How long to learn and how much to keep.
#[derive(Clone, Copy, Debug)]
pub struct TrainingOptions {
    /// How often to go through the texts.
    pub epochs: usize,
    /// How many features to keep.
    pub features: usize,
}

impl Default for TrainingOptions {
    fn default() -> TrainingOptions {
        TrainingOptions { epochs: 8, features: 250_000 }
    }
}

/// What training tells while it goes on.
#[derive(Clone, Debug)]
pub enum Training {
    /// The unlabelled texts are read.
    Lexicon {
        /// That something is known of.
        words: usize,
    },
    /// The texts are read.
    Read {
        /// In all of them.
        sentences: usize,
        /// In all of them.
        tokens: usize,
        /// That are not too rare.
        features: usize,
    },
    /// All sentences were learnt from once more.
    Learnt {
        /// What was learnt: `half`, `all` or `kept`.
        part: &'static str,
        /// The share of tokens whose label isn't the likeliest.
        wrong: f64,
        /// Of a token's label, the mean.
        log_likelihood: f64,
    },
}

/// Learns a tagger from labelled texts.
#[derive(Default)]
pub struct Trainer {
    texts: Vec<Weighted>,
    unlabelled: Unlabelled,
}

/// A feature must stand in so many places.
const LEAST: u8 = 2;
/// How often the halves are gone through.
const HALF_EPOCHS: usize = 3;
/// How often what is kept is learnt once more.
const KEPT_EPOCHS: usize = 2;

impl Trainer {
    /// Takes in a file of labelled texts, each counted `weight` times.
    ///
    /// # Errors
    /// At the first line that can't be read.
    pub fn read(&mut self, file: &str, labels: Labels, weight: f32) -> Result<(), TrainError> {
        let texts = match labels {
            Labels::Columns => conll::read(file),
            Labels::Brackets => brackets::read(file)
                .map_err(|(line, reason)| TrainError::Line { line, reason: reason.to_owned() })?,
            Labels::JsonLines => json_lines::read(file)
                .map_err(|(line, reason)| TrainError::Line { line, reason })?,
        };
        self.texts.extend(texts.into_iter().map(|text| Weighted { text, weight }));
        Ok(())
    }

    /// Takes in a text without labels, which teaches what words are used
    /// alike.
    pub fn read_unlabelled(&mut self, text: &str) {
        let starts = crate::enrich::sentences(text);
        self.unlabelled.read(text, starts.iter().map(|sentence| sentence.start));
    }

    /// Learns, and writes the model to `out`.
    ///
    /// # Errors
    /// Without a labelled sentence, or when `out` can't be written.
    pub fn train(
        self,
        options: TrainingOptions,
        out: &mut impl Write,
        mut tell: impl FnMut(Training),
    ) -> Result<(), TrainError> {
        let Trainer { texts, unlabelled } = self;
        let lexicon = unlabelled.lexicon();
        tell(Training::Lexicon { words: lexicon.len() });
        let mut examples = Examples::new(&texts, &lexicon, LEAST);
        if examples.sentences.is_empty() {
            return Err(TrainError::Nothing);
        }
        tell(Training::Read {
            sentences: examples.sentences.len(),
            tokens: examples.labels.len(),
            features: examples.len(),
        });
        let mut told = |part, Epoch { wrong, log_likelihood }| {
            tell(Training::Learnt { part, wrong, log_likelihood });
        };
        let given = label_unseen(&examples, &mut |epoch| told("half", epoch));
        examples.recall(&texts, &lexicon, &given);
        let mut weights = Weights::new(examples.len());
        for _ in 0..options.epochs {
            told("all", weights.epoch(&examples, |_| true));
        }
        examples.retain(&strongest(&weights, examples.len(), options.features));
        let mut average = Average::default();
        for _ in 0..KEPT_EPOCHS {
            told("kept", weights.epoch(&examples, |_| true));
            weights.remember(&mut average);
        }
        weights.recall(&average);
        let kept = strongest(&weights, examples.len(), options.features);
        model(&weights, &examples, &kept, lexicon).write(out)?;
        Ok(())
    }
}

/// The labels that each half of the texts is given by a model of the other.
fn label_unseen(examples: &Examples, told: &mut impl FnMut(Epoch)) -> Vec<u8> {
    let mut out = vec![0; examples.labels.len()];
    let mut lattice = Lattice::default();
    for half in 0..2 {
        let mut weights = Weights::new(examples.len());
        for _ in 0..HALF_EPOCHS {
            told(weights.epoch(examples, |sentence| sentence.text % 2 != half));
        }
        for sentence in examples.sentences.iter().filter(|sentence| sentence.text % 2 == half) {
            weights.label(examples, sentence, &mut lattice, &mut out[sentence.tokens.clone()]);
        }
    }
    out
}

/// Which features to keep: those of the largest weights.
fn strongest(weights: &Weights, features: usize, most: usize) -> Vec<bool> {
    let mut order: Vec<usize> = (0..features).collect();
    order.sort_by(|&a, &b| weights.strength(b).total_cmp(&weights.strength(a)).then(a.cmp(&b)));
    let mut keep = vec![false; features];
    for &feature in order.iter().take(most) {
        keep[feature] = weights.strength(feature) > 0.0;
    }
    keep
}

fn model(weights: &Weights, examples: &Examples, kept: &[bool], lexicon: Lexicon) -> Model {
    let mut rows: Vec<(f32, Row)> = examples
        .by_number()
        .into_iter()
        .enumerate()
        .filter(|&(number, _)| kept[number])
        .map(|(number, feature)| (weights.strength(number), (feature, weights.row(number))))
        .filter(|(_, (_, row))| row.iter().any(|&weight| weight != 0))
        .collect();
    // of two that want one slot the stronger stays
    rows.sort_by(|(a, (x, _)), (b, (y, _))| b.total_cmp(a).then(x.cmp(y)));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Model::new(rows, weights.whole_transitions(), lexicon)
}
