//! The terms of articles and how often each stands there, from their stored
//! texts: what feedback and smoothing know of them. Those of the headline count
//! as often as in the index; of a long article the beginning is read.
//!
//! Each thread numbers the words it meets and remembers their terms: folding a
//! word and cutting it to its stem costs ten times as much as finding its number.
//!
//! ```text
//! word as written   "Talks"  "talks"  "TALK"
//!                       \     /         |
//! form (folded)          talks         talk
//!                             \       /
//! term (stem)                   talk
//! ```

use super::SearchError;
use super::function_words::is_function_word;
use crate::schema::{HEADLINE_WEIGHT, Words, normalise};
use crate::store::{Address, Snapshot};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Words of a body that are read. An article tells in its first thousand words
/// what it is about, and one of a megabyte must not cost a hundred times as much.
const MOST_WORDS: u32 = 1000;

/// A lexicon of more words than this is begun anew: some 20 MB.
const MOST_KNOWN: usize = 1 << 17;

/// The number of a word that folds to nothing.
const NO_FORM: u32 = u32::MAX;

thread_local! {
    static LEXICON: RefCell<Lexicon> = RefCell::default();
}

/// The words that a thread has met, by number.
#[derive(Default)]
pub(super) struct Lexicon {
    words: FxHashMap<Box<str>, u32>,
    form_numbers: FxHashMap<Rc<str>, u32>,
    forms: Vec<Form>,
    term_numbers: FxHashMap<Rc<str>, u32>,
    terms: Vec<Rc<str>>,
    /// How often each form, and each term, stands in the article that is being counted.
    form_times: Vec<u32>,
    term_times: Vec<u32>,
}

struct Form {
    text: Rc<str>,
    term: u32,
    function_word: bool,
}

/// What stands in an article: numbers of its thread's [`Lexicon`], each once.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TermsOf {
    /// Terms, and how often each.
    pub(super) terms: Vec<(u32, u32)>,
    /// Their forms, and how often each.
    pub(super) forms: Vec<(u32, u32)>,
    /// Words that were read, those of the headline as often as they count.
    pub(super) words: u32,
}

impl TermsOf {
    /// The length of the vector of its terms.
    pub(super) fn length(&self) -> f64 {
        let squares = self.terms.iter().map(|&(_, times)| f64::from(times) * f64::from(times));
        squares.sum::<f64>().sqrt().max(1.0)
    }
}

impl Lexicon {
    /// Lends the lexicon of this thread. Numbers mean nothing after `work`.
    pub(super) fn lend<T>(work: impl FnOnce(&mut Self) -> T) -> T {
        LEXICON.with_borrow_mut(|lexicon| {
            if lexicon.words.len() > MOST_KNOWN {
                *lexicon = Self::default();
            }
            work(lexicon)
        })
    }

    /// Counts an article.
    pub(super) fn read(
        &mut self,
        snapshot: &Snapshot,
        article: Address,
    ) -> Result<TermsOf, SearchError> {
        let record = snapshot.record(article)?;
        Ok(self.count(record.headline()?, &record.beginning(MOST_WORDS)?))
    }

    fn count(&mut self, headline: &str, body: &str) -> TermsOf {
        let mut out = TermsOf::default();
        let headline = Words::new(headline).map(|word| (headline, word, HEADLINE_WEIGHT as u32));
        let body = Words::new(body).take(MOST_WORDS as usize).map(|word| (body, word, 1));
        for (text, word, times) in body.chain(headline) {
            out.words += times;
            let form = self.number(&text[word.start..word.end]);
            let Some(counted) = self.form_times.get_mut(form as usize) else { continue };
            if *counted == 0 {
                out.forms.push((form, 0));
            }
            *counted += times;
        }
        for (form, times) in &mut out.forms {
            *times = std::mem::take(&mut self.form_times[*form as usize]);
            let term = self.forms[*form as usize].term;
            let counted = &mut self.term_times[term as usize];
            if *counted == 0 {
                out.terms.push((term, 0));
            }
            *counted += *times;
        }
        for (term, times) in &mut out.terms {
            *times = std::mem::take(&mut self.term_times[*term as usize]);
        }
        out
    }

    /// The number of the form of a word; no form has the number of a word that folds to nothing.
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        let form = normalise(word, false);
        let number = match self.form_numbers.get(form.as_str()) {
            Some(&known) => known,
            None if form.is_empty() => NO_FORM,
            None => self.learn(&form),
        };
        self.words.insert(word.into(), number);
        number
    }

    fn learn(&mut self, form: &str) -> u32 {
        let stem = normalise(form, true);
        let term = match self.term_numbers.get(stem.as_str()) {
            Some(&known) => known,
            None => {
                let (stem, number): (Rc<str>, _) = (stem.into(), self.terms.len() as u32);
                self.terms.push(Rc::clone(&stem));
                self.term_times.push(0);
                self.term_numbers.insert(stem, number);
                number
            }
        };
        let (text, number): (Rc<str>, _) = (form.into(), self.forms.len() as u32);
        let function_word = is_function_word(form);
        self.forms.push(Form { text: Rc::clone(&text), term, function_word });
        self.form_times.push(0);
        self.form_numbers.insert(text, number);
        number
    }

    /// A term by its number.
    pub(super) fn term(&self, number: u32) -> &str {
        &self.terms[number as usize]
    }

    /// A form by its number, the number of its term, and whether it is a function word.
    pub(super) fn form(&self, number: u32) -> (&str, u32, bool) {
        let Form { text, term, function_word } = &self.forms[number as usize];
        (text, *term, *function_word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_counted_with_their_forms() {
        let mut lexicon = Lexicon::default();
        // twice: what is remembered counts as what is met for the first time
        for _ in 0..2 {
            let found = lexicon.count("Talks resume", "The talks: a TALK, resumed.");
            let terms = found.terms.iter().map(|&(term, times)| (lexicon.term(term), times));
            let mut terms: Vec<_> = terms.collect();
            terms.sort_unstable();
            assert_eq!(terms, [("a", 1), ("resum", 3), ("talk", 4), ("the", 1)]);
            let forms = found.forms.iter().map(|&(form, times)| (lexicon.form(form), times));
            let talk = forms.filter(|((_, term, _), _)| lexicon.term(*term) == "talk");
            let mut talk: Vec<_> = talk.map(|((form, ..), times)| (form, times)).collect();
            talk.sort_unstable();
            assert_eq!(talk, [("talk", 1), ("talks", 3)]);
            assert_eq!(found.words, 9);
        }
    }

    #[test]
    fn of_a_long_article_the_beginning_is_read() {
        let mut lexicon = Lexicon::default();
        let found = lexicon.count("Talks", &"peace ".repeat(5000));
        assert_eq!(found.words, MOST_WORDS + 2);
        assert_eq!(found.terms.iter().map(|&(_, times)| times).max(), Some(MOST_WORDS));
    }
}
