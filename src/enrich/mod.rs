//! What a text says about itself: its language, where its paragraphs and
//! sentences begin, and which days it speaks of. Entities come here too, as
//! [`Annotation`]s, in an issue of their own.
//!
//! Everything is a range of bytes of [`Article::body`]; which token positions
//! those are is for [`crate::store`] to say, since it owns the tokens.

mod language;
mod sentence;
mod timex;

pub use timex::{Kind, Mention};

use crate::article::Article;

/// Where a sentence begins. A sentence ends where the next one begins; the
/// first begins at byte 0, so that sentences cover the body without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Byte of the body.
    pub start: u32,
    /// Whether it is the first of its paragraph.
    pub opens_paragraph: bool,
}

/// Something found in the text, for the annotation stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// First byte of the body.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What it is (`person`): a term at each of its words.
    pub kind: String,
    /// Terms at its first word (`person:qassem soleimani`).
    pub terms: Vec<String>,
}

/// An article and what its text says.
#[derive(Clone, Debug)]
pub struct Enriched {
    /// The article as it was read.
    pub article: Article,
    /// ISO 639-1 code of the body's language; `None` where the text is too
    /// short or too odd to tell.
    pub language: Option<String>,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// The times the text speaks of, in order, without overlap.
    pub dates: Vec<Mention>,
    /// In order of `start`.
    pub annotations: Vec<Annotation>,
}

/// The sentences of a text, in order, without gaps.
#[must_use]
pub fn sentences(text: &str) -> Vec<Sentence> {
    sentence::split(text)
}

/// Finds the language, paragraphs, sentences and mentioned dates of an article.
#[must_use]
pub fn enrich(article: Article) -> Enriched {
    let sentences = sentence::split(&article.body);
    let language = language::identify(&article.body, article.language.as_deref());
    let dates = timex::mentions(&article.body, language.as_deref(), &article.published);
    Enriched { article, language, sentences, dates, annotations: Vec::new() }
}
