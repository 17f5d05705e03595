//! A text as the tagger sees it: tokens, words and sentences, and what the
//! whole text says about a word (that it is written in lower case elsewhere,
//! that it stands capitalised inside a sentence).

use super::lexicon::Lexicon;
use super::token::{Token, tokens};
use super::word::Word;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How a sentence is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// Capitals tell names.
    #[default]
    Plain,
    /// Most words have a capital: a headline.
    Title,
    /// ALL LETTERS ARE CAPITALS.
    Capitals,
}

/// Words that a [`Document`] keeps between and around sentences.
const MARGIN: usize = 2;

/// How often a word stands in the text.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    lower: u16,
    /// Capitalised where that tells something: not first, not in a headline.
    capital: u16,
}

/// A text in tokens. Made to be filled again: its buffers stay.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) tokens: Vec<Token>,
    /// Words of the tokens, [`MARGIN`] edges around each sentence.
    words: Vec<Word>,
    pub(super) sentences: Vec<Sentence>,
    seen: FxHashMap<u32, Seen>,
    lower: String,
}

/// A sentence of a [`Document`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    start: usize,
    end: usize,
    pub(super) mode: Mode,
    /// Its first word of letters has a capital, as writers of care have it.
    begins_large: bool,
}

impl Sentence {
    fn new(start: usize, end: usize) -> Sentence {
        Sentence { start, end, mode: Mode::Plain, begins_large: false }
    }

    /// Its tokens.
    pub(super) fn tokens(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl Document {
    /// Takes in another text. `starts` are the bytes at which its sentences
    /// begin, in order.
    pub(super) fn read(
        &mut self,
        text: &str,
        starts: impl IntoIterator<Item = u32>,
        lexicon: &Lexicon,
    ) {
        let Document { tokens: out, words, sentences, seen, lower } = self;
        out.clear();
        words.clear();
        sentences.clear();
        seen.clear();
        words.extend([Word::EDGE; MARGIN]);
        let mut starts = starts.into_iter().peekable();
        let mut first = 0;
        tokens(text, |token| {
            let mut is_new = false;
            while starts.next_if(|&start| start <= token.start).is_some() {
                is_new = true;
            }
            if is_new && out.len() > first {
                sentences.push(Sentence::new(first, out.len()));
                first = out.len();
                words.extend([Word::EDGE; MARGIN]);
            }
            words.push(Word::new(token.of(text), lexicon, lower));
            out.push(token);
        });
        if out.len() > first {
            sentences.push(Sentence::new(first, out.len()));
        }
        words.extend([Word::EDGE; MARGIN]);
        for (index, sentence) in sentences.iter_mut().enumerate() {
            let from = sentence.start + (index + 1) * MARGIN;
            let words = &words[from..from + sentence.end - sentence.start];
            sentence.mode = mode(words);
            sentence.begins_large =
                words.iter().find(|word| word.has_letters).is_some_and(|word| word.has_capitals);
            for (at, word) in words.iter().enumerate().filter(|(_, word)| word.has_letters) {
                let seen = seen.entry(word.lower).or_default();
                if word.is_lower {
                    seen.lower = seen.lower.saturating_add(1);
                } else if tells(word, at, sentence.mode) {
                    seen.capital = seen.capital.saturating_add(1);
                }
            }
        }
    }

    /// The word of a token, its neighbours and its place: `at` is a token of
    /// the `sentence`th sentence.
    pub(super) fn around(&self, sentence: usize, at: usize) -> Around<'_> {
        let from = at + (sentence + 1) * MARGIN - MARGIN;
        let own = &self.sentences[sentence];
        let words = &self.words[from..=from + 2 * MARGIN];
        let word = &words[MARGIN];
        let in_sentence = at - own.start;
        let seen = self.seen.get(&word.lower).copied().unwrap_or_default();
        let here = u16::from(tells(word, in_sentence, own.mode) && word.has_letters);
        Around {
            words: [&words[0], &words[1], word, &words[3], &words[4]],
            is_first: in_sentence == 0,
            mode: own.mode,
            is_lower_elsewhere: seen.lower > 0,
            capital_elsewhere: seen.capital.saturating_sub(here),
        }
    }

    /// Whether a token can be of a name: it or one of two on either side has a
    /// capital, or the sentence is by one who doesn't care for capitals.
    pub(super) fn is_near_capitals(&self, sentence: usize, at: usize) -> bool {
        let from = at + sentence * MARGIN;
        !self.sentences[sentence].begins_large
            || self.words[from..=from + 2 * MARGIN].iter().any(|word| word.has_capitals)
    }

    /// The word of a token of the `sentence`th sentence.
    pub(super) fn word(&self, sentence: usize, at: usize) -> &Word {
        &self.words[at + (sentence + 1) * MARGIN]
    }
}

/// A word among its neighbours.
pub(super) struct Around<'a> {
    /// Two words before, the word, two after.
    pub(super) words: [&'a Word; 2 * MARGIN + 1],
    pub(super) is_first: bool,
    pub(super) mode: Mode,
    /// The text has the word in lower case.
    pub(super) is_lower_elsewhere: bool,
    /// How often the text has it with a capital, elsewhere, where that tells
    /// something.
    pub(super) capital_elsewhere: u16,
}

/// Whether a capital tells something at this place.
fn tells(word: &Word, at: usize, mode: Mode) -> bool {
    word.is_capital && at > 0 && mode == Mode::Plain
}

fn mode(words: &[Word]) -> Mode {
    let (mut letters, mut capital, mut all) = (0, 0, 0);
    for word in words.iter().filter(|word| word.has_letters) {
        letters += 1;
        capital += usize::from(word.is_capital);
        all += usize::from(word.is_all_capitals);
    }
    if letters > 0 && all * 10 > letters * 8 {
        Mode::Capitals
    } else if letters > 2 && capital * 4 > letters * 3 {
        Mode::Title
    } else {
        Mode::Plain
    }
}
