//! News of our own making for the benchmarks: the same on every machine.
//!
//! Words follow Zipf's law (the word of rank r comes about 1/r as often as the
//! first) over a vocabulary of [`VOCABULARY`]; the first hundred are English,
//! the others are made of syllables. Names, dates, numbers and quotations stand
//! where news has them. [`scan`] makes of a text what a scanner would.
//!
//! What it lacks is the repetition of real prose (set phrases, one story told
//! in several articles): compression ratios taken on it are too low.

#![allow(dead_code, reason = "each benchmark uses a part of it")]

pub(crate) mod formats;
mod words;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use words::{
    CONTENT_WORDS, ENDINGS, FIRST_NAMES, FUNCTION_WORDS, LAST_NAMES, MONTH_NUMBERS, MONTHS,
    OUTLETS, PLACES, SECTIONS, SYLLABLES, WEEKDAYS,
};

/// Words that carry meaning.
const VOCABULARY: usize = 40_000;

/// An article before it is written in some format.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    pub(crate) id: String,
    pub(crate) headline: String,
    pub(crate) byline: String,
    pub(crate) outlet: &'static str,
    pub(crate) section: &'static str,
    pub(crate) place: &'static str,
    pub(crate) year: u32,
    /// From 1.
    pub(crate) month: u32,
    pub(crate) day: u32,
    /// Paragraphs are separated by blank lines.
    pub(crate) body: String,
}

impl Story {
    /// `2019-12-11`.
    pub(crate) fn date(&self) -> String {
        format!("{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Random numbers from a seed (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick(&mut self, from: &'static [&'static str]) -> &'static str {
        from[self.below(from.len())]
    }

    /// A rank below `end`, rank r about 1/(r+1) as often as rank 0.
    fn rank(&mut self, end: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((end as f64).powf(share) as usize).saturating_sub(1).min(end - 1)
    }
}

/// Writes stories.
pub(crate) struct Newsroom {
    random: Random,
    words: Vec<String>,
    written: usize,
}

impl Newsroom {
    /// The same seed, the same stories.
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random::new(0);
        let mut words: Vec<String> = CONTENT_WORDS.iter().map(|&word| word.to_owned()).collect();
        while words.len() < VOCABULARY {
            let mut word = String::new();
            for _ in 0..2 + random.below(2) {
                word.push_str(random.pick(SYLLABLES));
            }
            word.push_str(random.pick(ENDINGS));
            words.push(word);
        }
        Self { random: Random::new(seed), words, written: 0 }
    }

    /// `count` stories, their bodies of `bytes` bytes or a sentence more.
    pub(crate) fn stories(&mut self, count: usize, bytes: usize) -> Vec<Story> {
        (0..count).map(|_| self.story(bytes)).collect()
    }

    /// The same as scanned pages; see [`scan`].
    pub(crate) fn pages(&mut self, count: usize, bytes: usize) -> Vec<Story> {
        let mut pages = self.stories(count, bytes);
        for page in &mut pages {
            page.body = scan(&page.body, &mut self.random);
        }
        pages
    }

    /// A story; its body has `bytes` bytes or a sentence more.
    pub(crate) fn story(&mut self, bytes: usize) -> Story {
        self.written += 1;
        let month = self.random.below(MONTHS.len());
        let (year, day) = (1900 + self.random.below(125) as u32, 1 + self.random.below(28) as u32);
        let place = self.random.pick(PLACES);
        let mut body = String::with_capacity(bytes + 256);
        let _ = write!(body, "{place}, {} {day} — ", MONTHS[month]);
        loop {
            self.sentence(&mut body);
            if body.len() >= bytes {
                break;
            }
            body.push_str(if self.random.one_in(3) { "\n\n" } else { " " });
        }
        let mut headline = String::new();
        for _ in 0..5 + self.random.below(4) {
            let word = self.random.rank(VOCABULARY);
            push_word(&mut headline, &capital(&self.words[word]));
        }
        Story {
            id: format!("story-{:06}", self.written),
            headline,
            byline: self.name(),
            outlet: self.random.pick(OUTLETS),
            section: self.random.pick(SECTIONS),
            place,
            year,
            month: MONTH_NUMBERS[month],
            day,
            body,
        }
    }

    fn name(&mut self) -> String {
        format!("{} {}", self.random.pick(FIRST_NAMES), self.random.pick(LAST_NAMES))
    }

    /// Eight to thirty words, as English mixes them, and a full stop.
    fn sentence(&mut self, out: &mut String) {
        let words = 8 + self.random.below(23);
        let quoted = self.random.one_in(8);
        if quoted {
            out.push('"');
        }
        let start = out.len();
        for i in 0..words {
            if i > 0 {
                out.push_str(if self.random.one_in(14) { ", " } else { " " });
            }
            match self.random.below(100) {
                0..45 => {
                    out.push_str(FUNCTION_WORDS[self.random.rank(FUNCTION_WORDS.len())]);
                }
                45..49 => out.push_str(&self.name()),
                49..50 => {
                    let _ = write!(out, "Mr. {}", self.random.pick(LAST_NAMES));
                }
                50..52 => out.push_str(self.random.pick(WEEKDAYS)),
                52..53 => {
                    let day = 1 + self.random.below(28);
                    let _ = write!(out, "{} {day}", self.random.pick(MONTHS));
                }
                53..55 => {
                    let (whole, tenth) = (self.random.below(400), self.random.below(10));
                    let unit = [" percent", " million", "", " miles"][self.random.below(4)];
                    let _ = write!(out, "{whole}.{tenth}{unit}");
                }
                55 => {
                    let _ = write!(out, "{}", 1900 + self.random.below(125));
                }
                _ => {
                    let rank = self.random.rank(VOCABULARY);
                    out.push_str(&self.words[rank]);
                }
            }
        }
        let first = out[start..].chars().next().map_or(0, char::len_utf8);
        out[start..start + first].make_ascii_uppercase();
        out.push('.');
        if quoted {
            let _ = write!(out, "\" {} said.", self.name());
        }
    }
}

fn push_word(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

fn capital(word: &str) -> String {
    let mut word = word.to_owned();
    word[..1].make_ascii_uppercase();
    word
}

/// A text as a scanned page has it: narrow lines, words parted at their ends,
/// no blank lines, one word in nine misread.
pub(crate) fn scan(text: &str, random: &mut Random) -> String {
    let mut page = String::with_capacity(text.len() + text.len() / 16);
    let mut column = 0;
    for word in text.split_whitespace() {
        let word = misread(word, random);
        if column + word.len() > 38 {
            match word.char_indices().nth(4) {
                Some((middle, _)) if word.len() > 7 && random.one_in(3) => {
                    let (head, tail) = word.split_at(middle);
                    let _ = write!(page, " {head}-\n{tail}");
                    column = tail.len();
                    continue;
                }
                _ => page.push('\n'),
            }
            column = 0;
        } else if column > 0 {
            page.push(' ');
        }
        column += word.len() + 1;
        page.push_str(&word);
    }
    page
}

fn misread(word: &str, random: &mut Random) -> String {
    match random.below(45) {
        0 => word.replace('e', "c"),
        1 => word.replace('m', "rn"),
        2 => word.replace(['i', 'l'], "1"),
        3 => word.chars().flat_map(|letter| [letter, ' ']).collect(),
        4 => format!("{word}. ;"),
        _ => word.to_owned(),
    }
}

/// Writes stories as JSON Lines and says where.
pub(crate) fn jsonl(folder: &Path, name: &str, stories: &[Story]) -> PathBuf {
    let path = folder.join(name).with_extension("jsonl");
    std::fs::write(&path, formats::jsonl(stories)).expect("the temporary folder takes files");
    path
}
