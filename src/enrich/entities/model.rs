//! The tagger's model: weights of features, of labels that follow each other,
//! and the lexicon; and the file it is kept in.
//!
//! A feature has 30 bits. The upper 22 pick a bit of a table that says whether
//! there is a row of weights, and with the ones before it which; the lower 8
//! are compared, so that hardly a feature finds the row of another. A row is 16
//! bytes, in units of 1/16: a token is judged by adding up some 20 of them.
//!
//! ```text
//! file   = "dateline entities 1\n" zstd( body )
//! body   = rows:u32 words:u32 transitions feature{rows} row{rows} word{words}
//! transitions = i16 × 18 × 18          feature = u32, ascending
//! row    = i8 × 16                     word    = hash:u32 cluster:u16{3} lower:u8
//! ```
//! All numbers are little-endian.

use super::feature::BITS;
use super::label::{LABELS, NAMES};
use super::lattice::{Scores, Transitions};
use super::lexicon::{Entry, Lexicon};
use std::io::{Read, Write};

/// A weight of 1 in the units of the file.
pub(super) const UNIT: f32 = 16.0;

const MAGIC: &[u8] = b"dateline entities 1\n";
const CHECK_BITS: u32 = 8;
const SLOTS: usize = 1 << (BITS - CHECK_BITS);
/// No model is that large; a file that says so is broken.
const MOST_BYTES: u64 = 256 << 20;
const COMPRESSION: i32 = 19;

/// Why a model can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It doesn't begin like one.
    #[error(
        "not a model of this version of dateline: train it again with `dateline train-entities`"
    )]
    NotAModel,
    /// It ends too early or contradicts itself.
    #[error("the model is damaged: fetch or train it again")]
    Damaged,
    /// It can't be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Weights and words.
#[derive(Debug)]
pub(super) struct Model {
    slots: Vec<Slots>,
    checks: Vec<u8>,
    rows: Vec<[i8; NAMES]>,
    pub(super) transitions: Transitions,
    pub(super) lexicon: Lexicon,
}

/// 64 slots: which have a row, and how many rows there are before them.
#[derive(Clone, Copy, Debug, Default)]
struct Slots {
    taken: u64,
    before: u32,
}

/// A feature and its weights, as a model is made from them.
pub(super) type Row = (u32, [i8; NAMES]);

impl Model {
    /// A model of these rows. Of two that want the same slot, the first is
    /// kept.
    pub(super) fn new(rows: Vec<Row>, transitions: Transitions, lexicon: Lexicon) -> Model {
        let mut rows = rows;
        rows.sort_by_key(|&(feature, _)| feature >> CHECK_BITS);
        rows.dedup_by_key(|&mut (feature, _)| feature >> CHECK_BITS);
        let mut slots = vec![Slots::default(); SLOTS / 64];
        for &(feature, _) in &rows {
            let slot = (feature >> CHECK_BITS) as usize;
            slots[slot / 64].taken |= 1 << (slot % 64);
        }
        let mut before = 0;
        for slots in &mut slots {
            slots.before = before;
            before += slots.taken.count_ones();
        }
        Model {
            slots,
            checks: rows.iter().map(|&(feature, _)| check(feature)).collect(),
            rows: rows.iter().map(|&(_, row)| row).collect(),
            transitions,
            lexicon,
        }
    }

    /// Adds what a feature says to `scores`.
    #[inline]
    pub(super) fn add(&self, feature: u32, scores: &mut Scores) {
        let slot = (feature >> CHECK_BITS) as usize;
        let slots = self.slots[slot / 64];
        let bit = 1_u64 << (slot % 64);
        if slots.taken & bit == 0 {
            return;
        }
        let row = slots.before as usize + (slots.taken & (bit - 1)).count_ones() as usize;
        if self.checks[row] == check(feature) {
            for (score, &weight) in scores.iter_mut().zip(&self.rows[row]) {
                *score = score.wrapping_add(i16::from(weight));
            }
        }
    }

    /// How many features have weights.
    pub(super) fn features(&self) -> usize {
        self.rows.len()
    }

    /// Reads a model.
    pub(super) fn read(file: &[u8]) -> Result<Model, ModelError> {
        let compressed = file.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?;
        let mut body = Vec::new();
        zstd::Decoder::new(compressed)
            .and_then(|decoder| decoder.take(MOST_BYTES).read_to_end(&mut body))
            .map_err(|_| ModelError::Damaged)?;
        let mut body = Body { bytes: &body };
        let (rows, words) = (body.u32()? as usize, body.u32()? as usize);
        let mut transitions = [[0; LABELS + 1]; LABELS + 1];
        for weight in transitions.iter_mut().flatten() {
            *weight = i16::from_le_bytes(body.array()?);
        }
        let features = body.many::<4>(rows)?;
        let weights = body.many::<NAMES>(rows)?;
        let words = body.many::<11>(words)?;
        let rows: Vec<Row> = features
            .zip(weights)
            .map(|(feature, row)| (u32::from_le_bytes(*feature), row.map(u8::cast_signed)))
            .collect();
        if rows.iter().any(|&(feature, _)| feature >> BITS != 0) || !body.bytes.is_empty() {
            return Err(ModelError::Damaged);
        }
        let lexicon = Lexicon::new(words.map(|&[a, b, c, d, e, f, g, h, i, j, lower_case]| {
            let clusters = [[e, f], [g, h], [i, j]].map(u16::from_le_bytes);
            (u32::from_le_bytes([a, b, c, d]), Entry { clusters, lower_case })
        }));
        Ok(Model::new(rows, transitions, lexicon))
    }

    /// Writes the model.
    pub(super) fn write(&self, out: &mut impl Write) -> Result<(), ModelError> {
        let words = self.lexicon.sorted();
        let mut body = Vec::new();
        for count in [self.rows.len(), words.len()] {
            let count = u32::try_from(count).map_err(|_| ModelError::Damaged)?;
            body.extend(count.to_le_bytes());
        }
        body.extend(self.transitions.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
        body.extend(self.numbers().flat_map(u32::to_le_bytes));
        body.extend(self.rows.iter().flatten().map(|weight| weight.cast_unsigned()));
        for (word, entry) in words {
            body.extend(word.to_le_bytes());
            body.extend(entry.clusters.iter().flat_map(|cluster| cluster.to_le_bytes()));
            body.push(entry.lower_case);
        }
        out.write_all(MAGIC)?;
        out.write_all(&zstd::bulk::compress(&body, COMPRESSION)?)?;
        Ok(())
    }

    /// The features that have rows, in the order of the rows.
    fn numbers(&self) -> impl Iterator<Item = u32> {
        let slots = (0_u32..).zip(&self.slots).flat_map(|(at, slots)| {
            (0..64).filter(|bit| slots.taken >> bit & 1 == 1).map(move |bit| at * 64 + bit)
        });
        slots.zip(&self.checks).map(|(slot, &check)| slot << CHECK_BITS | u32::from(check))
    }
}

#[allow(clippy::cast_possible_truncation)]
fn check(feature: u32) -> u8 {
    feature as u8
}

/// What is left of a file's body.
struct Body<'a> {
    bytes: &'a [u8],
}

impl<'a> Body<'a> {
    fn many<const N: usize>(
        &mut self,
        count: usize,
    ) -> Result<impl Iterator<Item = &'a [u8; N]> + use<'a, N>, ModelError> {
        let bytes = count.checked_mul(N).ok_or(ModelError::Damaged)?;
        let (head, rest) = self.bytes.split_at_checked(bytes).ok_or(ModelError::Damaged)?;
        self.bytes = rest;
        Ok(head.as_chunks().0.iter())
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        self.many::<N>(1)?.next().copied().ok_or(ModelError::Damaged)
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        self.array().map(u32::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Model {
        let row = |weight: i8| [weight; NAMES];
        let rows = vec![(7 << 8 | 1, row(3)), (1 << 29, row(-128)), (7 << 8 | 2, row(9))];
        let entry = Entry { clusters: [5, 4, 3], lower_case: 2 };
        let mut transitions = [[0; LABELS + 1]; LABELS + 1];
        transitions[1][2] = -300;
        Model::new(rows, transitions, Lexicon::new([(9, entry)]))
    }

    fn said(model: &Model, feature: u32) -> i16 {
        let mut scores = [0; NAMES];
        model.add(feature, &mut scores);
        scores[NAMES - 1]
    }

    #[test]
    fn a_feature_finds_its_row_and_no_other() {
        let model = small();
        assert_eq!(said(&model, 7 << 8 | 1), 3);
        assert_eq!(said(&model, 7 << 8 | 2), 0, "it lost its slot to the first");
        assert_eq!(said(&model, 1 << 29), -128);
        assert_eq!(said(&model, 8 << 8 | 1), 0);
    }

    #[test]
    fn a_file_says_what_was_written() {
        let mut file = Vec::new();
        small().write(&mut file).unwrap();
        let model = Model::read(&file).unwrap();
        assert_eq!(said(&model, 1 << 29), -128);
        assert_eq!(model.transitions[1][2], -300);
        assert_eq!(model.lexicon.get(9).clusters, [5, 4, 3]);
        let mut again = Vec::new();
        model.write(&mut again).unwrap();
        assert_eq!(file, again);
    }

    #[test]
    fn a_broken_file_is_refused() {
        assert!(matches!(Model::read(b"dateline entities 9\n"), Err(ModelError::NotAModel)));
        let mut file = Vec::new();
        small().write(&mut file).unwrap();
        file.truncate(file.len() - 3);
        assert!(matches!(Model::read(&file), Err(ModelError::Damaged)));
        let mut short = MAGIC.to_vec();
        short.extend(zstd::bulk::compress(&[9; 20], 1).unwrap());
        assert!(matches!(Model::read(&short), Err(ModelError::Damaged)));
    }
}
