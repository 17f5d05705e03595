//! The annotation stream on its way into the engine: terms at positions of the
//! body, written as one text and read back by a tokenizer of its own, since the
//! engine's tokens made beforehand cost several allocations each.
//!
//! ```text
//! stream = { gap term "\n" }            by position
//! gap    = five bits a character from the lowest on, 0x20 added, 0x40 where more follow:
//!          how many positions after the one before
//! ```

use crate::store::Document;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name under which the stream is read.
pub(super) const ANNOTATIONS: &str = "annotations";

/// Term at the first word of each sentence that opens no paragraph. No kind of thing that is
/// found in a text begins so.
pub(super) const SENTENCE: &str = "\u{1}sentence";
/// Term at the first word of each paragraph, where a sentence begins too.
pub(super) const PARAGRAPH: &str = "\u{1}paragraph";

/// What stands in the annotation stream of a document.
pub(super) fn stream(document: &Document) -> String {
    let mut out = String::with_capacity(16 * document.sentences.len() + 64);
    let mut last = 0;
    // both are in the order of the body
    let mut found = document.annotations.iter().peekable();
    for &(position, opens_paragraph) in &document.sentences {
        while let Some(earlier) = found.next_if(|found| found.0 < position) {
            push(&mut out, &mut last, earlier.0, &earlier.1);
        }
        let term = if opens_paragraph { PARAGRAPH } else { SENTENCE };
        push(&mut out, &mut last, position, term);
    }
    found.for_each(|later| push(&mut out, &mut last, later.0, &later.1));
    out
}

fn push(out: &mut String, last: &mut u32, position: u32, term: &str) {
    let mut gap = position - *last;
    *last = position;
    loop {
        let more = gap >= 32;
        out.push(char::from(0x20 + (gap % 32) as u8 + if more { 0x40 } else { 0 }));
        gap /= 32;
        if !more {
            break;
        }
    }
    // no term has a line of its own: what is found in a text is folded
    out.extend(term.chars().map(|c| if c == '\n' { ' ' } else { c }));
    out.push('\n');
}

/// Reads a stream.
#[derive(Clone)]
pub(super) struct AnnotationTokenizer;

impl Tokenizer for AnnotationTokenizer {
    type TokenStream<'a> = Annotations<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Annotations<'a> {
        Annotations { rest: text, token: Token { position: 0, ..Token::default() } }
    }
}

pub(super) struct Annotations<'a> {
    rest: &'a str,
    token: Token,
}

impl TokenStream for Annotations<'_> {
    fn advance(&mut self) -> bool {
        let Some((entry, rest)) = self.rest.split_once('\n') else { return false };
        self.rest = rest;
        let (mut gap, mut shift, mut at) = (0usize, 0, 0);
        for byte in entry.bytes() {
            at += 1;
            gap |= (usize::from(byte - 0x20) % 32) << shift;
            shift += 5;
            if byte < 0x60 {
                break;
            }
        }
        self.token.position += gap;
        self.token.text.clear();
        self.token.text.push_str(&entry[at..]);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(gaps in prop::collection::vec(0u32..5000, 0..40)) {
            let (mut out, mut last, mut position) = (String::new(), 0, 0);
            let mut wanted = Vec::new();
            for (number, gap) in gaps.into_iter().enumerate() {
                position += gap * gap;
                let term = format!("kind:{number} é");
                push(&mut out, &mut last, position, &term);
                wanted.push((position as usize, term));
            }
            let mut tokenizer = AnnotationTokenizer;
            let mut tokens = tokenizer.token_stream(&out);
            let mut read = Vec::new();
            while tokens.advance() {
                read.push((tokens.token().position, tokens.token().text.clone()));
            }
            prop_assert_eq!(read, wanted);
        }
    }
}
