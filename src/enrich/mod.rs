//! What a text says about itself: its language, where its paragraphs and
//! sentences begin, which days it speaks of, whom and what it names, which names
//! are one entity ([`merge_mentions`]), and who said what ([`quotations`]).
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

pub use entities::{
    Entity, Labels, ModelError, PersonNames, Tagger, TrainError, Trainer, Training,
    TrainingOptions, merge_mentions,
};
pub use entity::{EntityKind, EntityMention};
pub use quotes::{Quote, quotations};
pub use timex::{Kind, Mention};

use crate::article::{Article, Published};
use entities::Workspace;
use std::cell::RefCell;

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
    /// What it is (`person`): a term at its first word, and one at its last.
    pub kind: &'static str,
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
    /// The names in the body, in order, without overlap.
    pub names: Vec<EntityMention>,
    /// The names in the headline, likewise.
    pub headline_names: Vec<EntityMention>,
    /// Whom and what they name, by number.
    pub entities: Vec<Entity>,
    /// Direct quotations in the body, in order.
    pub quotes: Vec<Quote>,
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

/// Finds the language, paragraphs, sentences, mentioned dates and names of an
/// article. The names are those of the shipped model, which knows English:
/// articles in another language have none.
#[must_use]
pub fn enrich(article: Article) -> Enriched {
    with(article, |is_english| is_english.then(Tagger::shipped))
}

/// The same without names, which take longer to find than all else.
#[must_use]
pub fn enrich_unnamed(article: Article) -> Enriched {
    with(article, |_| None)
}

/// The same with a tagger of one's own, whatever the language.
#[must_use]
pub fn enrich_with(article: Article, tagger: &Tagger) -> Enriched {
    with(article, |_| Some(tagger))
}

/// `tagger` says whose names are found, told whether the text may be English.
fn with<'a>(article: Article, tagger: impl Fn(bool) -> Option<&'a Tagger>) -> Enriched {
    let sentences = sentence::split(&article.body);
    let language = language::identify(&article.body, article.language.as_deref());
    let dates = timex::mentions(&article.body, language.as_deref(), &article.published);
    let is_english = language.as_deref().is_none_or(|language| language == "en");
    let mut enriched = Enriched {
        article,
        language,
        sentences,
        dates,
        names: Vec::new(),
        headline_names: Vec::new(),
        entities: Vec::new(),
        quotes: Vec::new(),
        annotations: Vec::new(),
    };
    if let Some(tagger) = tagger(is_english) {
        enriched.name(tagger);
    }
    enriched
}

impl Enriched {
    /// Finds names, whom they name, and who said what.
    fn name(&mut self, tagger: &Tagger) {
        let Article { headline, body, .. } = &self.article;
        (self.headline_names, self.names) = names(tagger, &self.article, &self.sentences);
        self.entities = merge_mentions(headline, body, &mut self.headline_names, &mut self.names);
        self.quotes = quotations(body, &self.sentences, &self.names, &self.entities);
    }
}

/// What stands between headline and body for the tagger.
const BREAK: &str = "\n\n";

/// The names in an article's headline and in its body, read as one text: what
/// one says of a name tells of it in the other.
fn names(
    tagger: &Tagger,
    article: &Article,
    sentences: &[Sentence],
) -> (Vec<EntityMention>, Vec<EntityMention>) {
    thread_local! {
        static WORKSPACE: RefCell<Workspace> = RefCell::default();
    }
    let headline = article.headline.as_str();
    let text = [headline, BREAK, &article.body].concat();
    let shift = u32::try_from(headline.len() + BREAK.len()).unwrap_or(u32::MAX);
    let starts = sentences.iter().map(|sentence| sentence.start.saturating_add(shift));
    let mut all = WORKSPACE
        .with_borrow_mut(|workspace| tagger.read(&text, [0].into_iter().chain(starts), workspace));
    let mut body = all.split_off(all.partition_point(|mention| mention.start < shift));
    for mention in &mut body {
        mention.start -= shift;
        mention.end -= shift;
    }
    (all, body)
}
