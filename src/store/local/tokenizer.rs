//! Our scanner and terms behind tantivy's traits.

use crate::schema::{COPY_GAP, TermCache, Words, normalise};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name under which stemmed text is tokenised.
pub(super) const NEWS: &str = "news";
/// First character of a copy of the headline: its words begin at the gap.
pub(super) const COPY: char = '\u{1}';
/// Name under which names are: folded, not stemmed.
pub(super) const NAMES: &str = "names";

/// Words, folded and stemmed.
#[derive(Clone)]
pub(super) struct NewsTokenizer {
    cache: TermCache,
}

impl NewsTokenizer {
    pub(super) fn new() -> Self {
        Self { cache: TermCache::new(true) }
    }
}

impl Tokenizer for NewsTokenizer {
    type TokenStream<'a> = NewsTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NewsTokens<'a> {
        // a mark is no word, so the words behind it are what they are without it
        let gap = if text.starts_with(COPY) { COPY_GAP } else { 0 };
        let mut token = Token::default();
        // the first word adds one to what is no position yet
        token.position = token.position.wrapping_add(gap as usize);
        NewsTokens { text, words: Words::new(text), cache: &mut self.cache, token }
    }
}

pub(super) struct NewsTokens<'a> {
    text: &'a str,
    words: Words<'a>,
    cache: &'a mut TermCache,
    token: Token,
}

impl TokenStream for NewsTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.offset_from = word.start;
        self.token.offset_to = word.end;
        self.token.position = self.token.position.wrapping_add(1);
        self.cache.term(self.text, word, &mut self.token.text);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Words, folded only.
#[derive(Clone)]
pub(super) struct NamesTokenizer;

impl Tokenizer for NamesTokenizer {
    type TokenStream<'a> = NamesTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NamesTokens<'a> {
        NamesTokens { text, words: Words::new(text), token: Token::default() }
    }
}

pub(super) struct NamesTokens<'a> {
    text: &'a str,
    words: Words<'a>,
    token: Token,
}

impl TokenStream for NamesTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.offset_from = word.start;
        self.token.offset_to = word.end;
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text = normalise(&self.text[word.start..word.end], false);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
