//! What a text says about itself: its language, where its paragraphs and
//! sentences begin, and which days it speaks of; given where names stand, also
//! which of them are one entity ([`merge_mentions`]) and who said what
//! ([`quotations`]).
//!
//! Everything is a range of bytes of [`Article::body`]; which token positions
//! those are is for [`crate::store`] to say, since it owns the tokens.

mod entities;
mod entity;
mod language;
mod quotes;
mod sentence;
mod timex;
mod window;

pub use entities::{Entity, merge_mentions};
pub use entity::{EntityKind, EntityMention};
pub use quotes::{Quote, quotations};
pub use timex::{Kind, Mention};

use crate::article::{Article, Published};

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

/// The times that a text in `language` (ISO 639-1; unknown is taken for
/// English) speaks of, in order and without overlap; relative ones are told
/// from `published`, never from today.
///
/// ```
/// use dateline::article::parse_date;
/// use dateline::enrich::mentioned_dates;
///
/// let published = parse_date("2020-08-19").unwrap();
/// let mentions = mentioned_dates("It was attacked on December 11.", Some("en"), &published);
/// assert_eq!(mentions[0].value, "2019-12-11");
/// assert_eq!(mentions[0].days.unwrap().from.to_string(), "2019-12-11");
/// ```
#[must_use]
pub fn mentioned_dates(text: &str, language: Option<&str>, published: &Published) -> Vec<Mention> {
    timex::mentions(text, language, published)
}

/// Finds the language, paragraphs, sentences and mentioned dates of an article.
#[must_use]
pub fn enrich(article: Article) -> Enriched {
    let sentences = sentence::split(&article.body);
    let language = language::identify(&article.body, article.language.as_deref());
    let dates = timex::mentions(&article.body, language.as_deref(), &article.published);
    Enriched { article, language, sentences, dates, annotations: Vec::new() }
}
