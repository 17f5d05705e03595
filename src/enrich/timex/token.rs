//! A text as tokens: one pass over its bytes, every word looked up once.
//!
//! ```text
//! token := letters [n't] | letter "." letter { "." letter } ["."]   a.m., U.S.
//!        | digits | mark | blank line
//! ```
//!
//! Nothing is copied: a [`Token`] is a range of bytes and a class.

use super::lexicon::{LONGEST, Lexicon, Packed, pack};
use super::word::Word;

/// A word, a number or a mark of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) word: Word,
    /// No white space before it.
    pub(super) glued: bool,
    /// Its first letter is an ASCII capital.
    pub(super) capital: bool,
}

/// What stands at a place where no token is.
const NOTHING: Token = Token { start: 0, end: 0, word: Word::Break, glued: false, capital: false };

/// A text and its tokens. Any index may be asked for: outside there are breaks.
pub(super) struct Text<'a> {
    body: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    /// Scans `body`.
    pub(super) fn new(body: &'a str, lexicon: &Lexicon) -> Self {
        let mut scanner = Scanner { bytes: body.as_bytes(), at: 0, glued: false };
        let mut tokens = Vec::with_capacity(body.len() / 5 + 1);
        while let Some(token) = scanner.next(body, lexicon) {
            tokens.push(token);
        }
        Self { body, tokens }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn token(&self, at: usize) -> Token {
        self.tokens.get(at).copied().unwrap_or(NOTHING)
    }

    /// The class of a token.
    pub(super) fn word(&self, at: usize) -> Word {
        self.token(at).word
    }

    /// The class of the token before.
    pub(super) fn before(&self, at: usize) -> Word {
        self.word(at.wrapping_sub(1))
    }

    /// A token as it is written.
    pub(super) fn str(&self, at: usize) -> &'a str {
        let token = self.token(at);
        self.body.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// Whether a token is `word` (lower case ASCII), whatever its case.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.str(at).eq_ignore_ascii_case(word)
    }

    /// Bytes of a token.
    pub(super) fn width(&self, at: usize) -> usize {
        let token = self.token(at);
        (token.end - token.start) as usize
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.token(at).capital
    }

    /// Whether no white space is before a token.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.token(at).glued
    }

    /// Whether a token is this mark.
    pub(super) fn mark(&self, at: usize, mark: u8) -> bool {
        self.word(at) == Word::Mark(mark)
    }

    /// Whether a token is this mark, without white space before it.
    pub(super) fn glued_mark(&self, at: usize, mark: u8) -> bool {
        self.glued(at) && self.mark(at, mark)
    }

    /// Whether a hyphen joins the tokens on its two sides.
    pub(super) fn joins(&self, at: usize) -> bool {
        self.glued_mark(at, b'-') && self.glued(at + 1)
    }

    /// The token after a hyphen at `at` that joins words, or `at` itself.
    pub(super) fn past_hyphen(&self, at: usize) -> usize {
        if self.joins(at) { at + 1 } else { at }
    }

    /// The token after the full stop of an abbreviation at `at`, or `at` itself.
    pub(super) fn past_stop(&self, at: usize) -> usize {
        if self.glued_mark(at, b'.') { at + 1 } else { at }
    }

    /// The number of a run of digits that stands for itself: no part of a
    /// longer number (`1,200`, `3.5`), of a name (`F16`) or of a sum (`$20`).
    pub(super) fn number(&self, at: usize) -> Option<u32> {
        let Word::Digits(number) = self.word(at) else { return None };
        // "1,200" and "3.5", but not "Dec. 11,2019"
        let goes_on = |mark: usize| {
            self.glued(mark)
                && self.glued(mark + 1)
                && self.is_digits(mark + 1)
                && (self.mark(mark, b'.') || self.mark(mark, b',') && self.width(mark + 1) == 3)
        };
        if goes_on(at + 1) {
            return None;
        }
        if self.glued(at) {
            match self.before(at) {
                Word::Mark(b',' | b'.')
                    if goes_on(at - 1) && self.is_digits(at.wrapping_sub(2)) =>
                {
                    return None;
                }
                Word::Mark(b'$' | b'#' | b'@' | b'+' | b'=' | b'.') => return None,
                Word::Mark(_) | Word::Break | Word::Digits(_) => {}
                _ => return None,
            }
        }
        if self.mark(at.wrapping_sub(1), b'$') {
            return None;
        }
        Some(number)
    }

    pub(super) fn is_digits(&self, at: usize) -> bool {
        matches!(self.word(at), Word::Digits(_))
    }
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    glued: bool,
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Line,
    Mark,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | 0x80..=0xff => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\n' => Class::Line,
            0..=b' ' => Class::Space,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

impl Scanner<'_> {
    fn next(&mut self, body: &str, lexicon: &Lexicon) -> Option<Token> {
        let mut lines = 0;
        let first = loop {
            let &byte = self.bytes.get(self.at)?;
            match CLASSES[byte as usize] {
                Class::Space => {}
                Class::Line => lines += 1,
                Class::Letter if byte >= 0x80 => match self.special(self.at) {
                    Some((b' ', length)) => {
                        self.at += length;
                        self.glued = false;
                        continue;
                    }
                    _ => break byte,
                },
                _ => break byte,
            }
            self.at += 1;
            self.glued = false;
        };
        let start = self.at;
        let glued = self.glued;
        if lines > 1 {
            // the next call finds no space before what follows, so it is marked as apart here
            self.at = start;
            let at = start as u32;
            return Some(Token {
                start: at,
                end: at,
                word: Word::Break,
                glued: false,
                capital: false,
            });
        }
        self.glued = true;
        let word = match CLASSES[first as usize] {
            Class::Digit => self.digits(),
            Class::Letter => match self.special(start) {
                Some((mark, length)) => {
                    self.at += length;
                    Word::Mark(mark)
                }
                None => self.letters(body, lexicon),
            },
            _ => {
                self.at += 1;
                Word::Mark(match first {
                    b'`' | b'"' | b'_' | b'*' | b'^' | b'~' | b'|' | b'{' | b'}' | b'<' | b'>'
                    | b'\\' => b'_',
                    other => other,
                })
            }
        };
        let (start, end) = (start as u32, self.at as u32);
        Some(Token { start, end, word, glued, capital: first.is_ascii_uppercase() })
    }

    fn digits(&mut self) -> Word {
        let start = self.at;
        let mut number = 0_u32;
        while let Some(digit) = self.bytes.get(self.at).filter(|byte| byte.is_ascii_digit()) {
            number = number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
            self.at += 1;
        }
        Word::Digits(if self.at - start > 9 { u32::MAX } else { number })
    }

    fn letters(&mut self, body: &str, lexicon: &Lexicon) -> Word {
        let start = self.at;
        let mut bytes = [0; LONGEST];
        while let Some(&byte) = self.bytes.get(self.at) {
            if CLASSES[byte as usize] != Class::Letter
                || (byte >= 0x80 && self.special(self.at).is_some())
            {
                break;
            }
            if let Some(to) = bytes.get_mut(self.at - start) {
                *to = byte.to_ascii_lowercase();
            }
            self.at += 1;
        }
        let width = self.at - start;
        if width == 1 && self.initials() || self.negation(start) {
            return lexicon.get(pack(&body[start..self.at]));
        }
        if width > LONGEST { Word::Other } else { lexicon.get(Packed::from_le_bytes(bytes)) }
    }

    /// `a.m.`, `U.S.`: takes the rest of it, the first letter being taken.
    fn initials(&mut self) -> bool {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(b' ');
        let mut at = self.at;
        while byte(at) == b'.'
            && byte(at + 1).is_ascii_alphabetic()
            && !byte(at + 2).is_ascii_alphanumeric()
        {
            at += 2;
        }
        if at == self.at {
            return false;
        }
        self.at = if byte(at) == b'.' { at + 1 } else { at };
        true
    }

    /// `n't`: takes the rest of it.
    fn negation(&mut self, start: usize) -> bool {
        let rest = &self.bytes[self.at..];
        let length = match rest {
            [b'\'', b't', ..] => 2,
            [0xe2, 0x80, 0x99, b't', ..] => 4,
            _ => return false,
        };
        if self.bytes[start..self.at].last() != Some(&b'n')
            || rest.get(length).is_some_and(u8::is_ascii_alphanumeric)
        {
            return false;
        }
        self.at += length;
        true
    }

    /// A mark or a space beyond ASCII at `at`: what it counts as, and its bytes.
    fn special(&self, at: usize) -> Option<(u8, usize)> {
        let rest = &self.bytes[at..];
        match *rest {
            [0xe2, 0x80, third, ..] => Some(match third {
                0x80..=0x8b | 0xaf => (b' ', 3),
                0x90..=0x93 => (b'-', 3),
                0x94 | 0x95 => (b'~', 3),
                0x98..=0x9b => (b'\'', 3),
                _ => (b'_', 3),
            }),
            [0xe2, 0x82, 0xac, ..] => Some((b'$', 3)),
            [0xc2, 0xa0, ..] => Some((b' ', 2)),
            [0xc2, 0xa3 | 0xa5, ..] => Some((b'$', 2)),
            [0xc2, third, ..] if third != 0xaa && third != 0xb5 && third != 0xba => Some((b'_', 2)),
            _ => None,
        }
    }
}
