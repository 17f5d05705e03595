//! What a word looks like, without its neighbours: its letters, its shape,
//! how it begins and ends, and what a lexicon knows of it.
//!
//! ```text
//! McGuinness-Orr   shape XxXxxxxx (eight signs)   runs XxXx-Xx
//! 2,300.5          shape d,ddd.d                  runs d,d.d
//! ```

use super::hash;
use super::lexicon::{Entry, Lexicon};

/// How many letters the longest beginning and ending have that features see.
pub(super) const AFFIXES: usize = 4;

/// A word, as numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// As written.
    pub(super) written: u32,
    /// In lower case.
    pub(super) lower: u32,
    /// Capitals, letters, digits and signs, the first eight of them.
    pub(super) shape: u32,
    /// The same, a run of one sort counted once.
    pub(super) runs: u32,
    /// First one to four bytes in lower case.
    pub(super) prefixes: [u32; AFFIXES],
    /// Last one to four.
    pub(super) suffixes: [u32; AFFIXES],
    /// What the lexicon knows.
    pub(super) known: Entry,
    /// Begins with a capital.
    pub(super) is_capital: bool,
    /// Has letters, and all of them are capitals.
    pub(super) is_all_capitals: bool,
    /// Has a capital somewhere.
    pub(super) has_capitals: bool,
    /// Has letters, and none of them is a capital.
    pub(super) is_lower: bool,
    /// Has letters.
    pub(super) has_letters: bool,
}

/// Signs that a shape tells apart.
const CAPITAL: u8 = b'X';
const SMALL: u8 = b'x';
const DIGIT: u8 = b'd';
const FOREIGN: u8 = b'?';

/// How many signs of a shape count.
const SHAPE: usize = 8;
const RUNS: usize = 12;

impl Word {
    /// What stands before the first and after the last word of a sentence.
    pub(super) const EDGE: Word = Word {
        written: 1,
        lower: 1,
        shape: 1,
        runs: 1,
        prefixes: [1; AFFIXES],
        suffixes: [1; AFFIXES],
        known: Entry::UNKNOWN,
        is_capital: false,
        is_all_capitals: false,
        has_capitals: false,
        is_lower: false,
        has_letters: false,
    };

    /// The word with these letters; `lower` is a buffer to use again.
    pub(super) fn new(text: &str, lexicon: &Lexicon, lower: &mut String) -> Word {
        lower.clear();
        let mut shape = [0_u8; SHAPE];
        let mut runs = [0_u8; RUNS];
        let (mut shape_end, mut runs_end) = (0, 0);
        let (mut capitals, mut small) = (0_usize, 0_usize);
        let mut last = 0;
        let mut is_capital = false;
        for (at, c) in text.chars().enumerate() {
            let sort = if c.is_ascii() {
                lower.push(c.to_ascii_lowercase());
                match c {
                    'A'..='Z' => CAPITAL,
                    'a'..='z' => SMALL,
                    '0'..='9' => DIGIT,
                    _ => u8::try_from(c).unwrap_or(FOREIGN),
                }
            } else {
                lower.extend(c.to_lowercase());
                if c.is_uppercase() {
                    CAPITAL
                } else if c.is_alphabetic() {
                    SMALL
                } else if c == '\u{2019}' {
                    b'\''
                } else {
                    FOREIGN
                }
            };
            capitals += usize::from(sort == CAPITAL);
            small += usize::from(sort == SMALL);
            is_capital |= at == 0 && sort == CAPITAL;
            if shape_end < SHAPE {
                shape[shape_end] = sort;
                shape_end += 1;
            }
            if sort != last && runs_end < RUNS {
                runs[runs_end] = sort;
                runs_end += 1;
            }
            last = sort;
        }
        let bytes = lower.as_bytes();
        let is_lower = capitals == 0 && small > 0;
        let lower_hash = hash::of_bytes(bytes);
        let is_as_written = is_lower && bytes.len() == text.len();
        Word {
            written: if is_as_written { lower_hash } else { hash::of_bytes(text.as_bytes()) },
            lower: lower_hash,
            shape: hash::of_bytes(&shape[..shape_end]),
            runs: hash::of_bytes(&runs[..runs_end]),
            prefixes: std::array::from_fn(|at| number(&bytes[..bytes.len().min(at + 1)])),
            suffixes: std::array::from_fn(|at| {
                number(&bytes[bytes.len().saturating_sub(at + 1)..])
            }),
            known: lexicon.get(lower_hash),
            is_capital,
            is_all_capitals: capitals > 0 && small == 0,
            is_lower,
            has_capitals: capitals > 0,
            has_letters: capitals + small > 0,
        }
    }
}

/// A number for up to four bytes: the bytes themselves.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte))
}
