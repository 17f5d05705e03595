//! What is answered: the JSON of the command line, field for field.

use super::facet::Facet;
use super::feedback::AddedWord;
use super::request::By;
use crate::article::{DateOrigin, Precision, Published, Zone};
use crate::query::Note;
use serde::Serialize;

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// The query, and how it was read.
    pub query: QueryOut,
    /// What a hit is; left out where it is an article.
    #[serde(skip_serializing_if = "is_article")]
    pub by: By,
    /// How many articles match in all, or how many different passages they have.
    pub total: u64,
    /// Whether there may be more than `total`; left out where there are not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
    /// Microseconds from the query's text to this answer.
    pub took_us: u64,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
    /// The facets asked for, in order; left out where none was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
}

fn is_article(by: &By) -> bool {
    *by == By::Article
}

/// A query and how it was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QueryOut {
    /// As typed.
    pub text: String,
    /// As read, fully grouped.
    pub read_as: String,
    /// The query with words that the index does not know, or hardly, replaced
    /// by what they were probably meant to be.
    pub did_you_mean: Option<String>,
    /// What was repaired, and limits that were met.
    pub notes: Vec<Note>,
    /// The model that ranked.
    pub model: String,
    /// Words that feedback added, heaviest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<AddedWord>,
}

/// An article that matches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// From 1, counted over all hits, passed-over ones included.
    pub rank: usize,
    /// BM25F; 0 where nothing is ranked by relevance.
    pub score: f32,
    /// The article's id.
    pub id: String,
    /// Its headline; empty if it has none.
    pub headline: String,
    /// What is lit in the headline, in characters of it.
    pub headline_highlights: Vec<Span>,
    /// The outlet.
    pub source: Option<String>,
    /// The author.
    pub byline: Option<String>,
    /// The outlet's section.
    pub section: Option<String>,
    /// Language of the text, ISO 639-1.
    pub language: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The file and record it was read from.
    pub origin: String,
    /// When it was published.
    pub published: PublishedOut,
    /// How many other articles have the same text, word for word.
    pub copies: u64,
    /// The best passages, best first.
    pub passages: Vec<Passage>,
}

/// A publication date in JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PublishedOut {
    /// As fine as the claim: `2019-12-11`, `2019-12`, `1930`, `193X`; null if unknown.
    pub date: Option<String>,
    /// How fine it is.
    pub precision: Precision,
    /// Who claimed it.
    pub origin: DateOrigin,
    /// First day it may mean.
    pub from: Option<String>,
    /// Last day it may mean.
    pub to: Option<String>,
    /// Local time of day, where it is known.
    pub time: Option<String>,
    /// Whether the zone of the time is known.
    pub zone: Zone,
}

impl From<Published> for PublishedOut {
    fn from(published: Published) -> Self {
        let interval = published.interval;
        Self {
            date: published.date(),
            precision: published.precision,
            origin: published.origin,
            from: interval.map(|interval| interval.from.to_string()),
            to: interval.map(|interval| interval.to.to_string()),
            time: published.second_of_day.map(|second| {
                format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
            }),
            zone: published.zone,
        }
    }
}

/// A stretch of text, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
}

/// Whole sentences that hold evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Passage {
    /// `body[start:end]`.
    pub text: String,
    /// First character in the body.
    pub start: usize,
    /// Character after the last.
    pub end: usize,
    /// Weight of the evidence; comparable within one query.
    pub score: f32,
    /// What is lit, in characters of the body.
    pub highlights: Vec<Span>,
    /// In a search by passage: how many other articles say the same, word for
    /// word; left out otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<u64>,
}
