//! What is asked.

use super::SearchError;
use super::context::Context;
use super::facet::FacetAsked;
use super::names::{Aliases, read};
use crate::article::Day;
use crate::query::{Reading, words};
use crate::store::{Model, Recency, Snapshot, Sort};
use serde::Serialize;
use std::sync::Arc;

/// What is ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Articles, each with its best passages.
    #[default]
    Article,
    /// Passages across articles: a hit is a passage with its article.
    Passage,
}

/// A search.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The query as typed.
    pub text: String,
    /// Whether the text is words and nothing else, as the topics of a test
    /// collection are: no operators, no fields.
    pub plain: bool,
    /// The day on which it is meant, for dates such as `yesterday`.
    pub today: Option<Day>,
    /// Who is called what, as the user says.
    pub aliases: Arc<Aliases>,
    /// How many hits to pass over.
    pub skip: usize,
    /// How many hits to give.
    pub take: usize,
    /// In which order.
    pub sort: Sort,
    /// How articles are scored.
    pub model: Model,
    /// Whether older articles count less, and how much.
    pub recency: Option<Recency>,
    /// What is ranked.
    pub by: By,
    /// Whether to count all articles that match, or only as far as finding the
    /// hits asks for.
    pub count: bool,
    /// How many passages an article; 0 reads no text at all.
    pub passages: usize,
    /// How much of the text around the evidence a passage holds.
    pub context: Context,
    /// What the articles that match are counted by.
    pub facets: Vec<FacetAsked>,
    /// Whether words that the index does not know, or hardly, are looked up
    /// among those it knows: milliseconds for each such word.
    pub spelling: bool,
}

impl Request {
    /// The first ten hits, best first, a passage each.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            plain: false,
            today: None,
            aliases: Arc::default(),
            skip: 0,
            take: 10,
            sort: Sort::Relevance,
            model: Model::default(),
            recency: None,
            by: By::Article,
            count: true,
            passages: 1,
            context: Context::Sentence,
            facets: Vec::new(),
            spelling: false,
        }
    }

    /// How the text is read in an index.
    pub(super) fn reading(&self, snapshot: &Snapshot) -> Result<Reading, SearchError> {
        match self.plain {
            true => Ok(Reading { query: words(&self.text), notes: Vec::new() }),
            false => read(snapshot, &self.text, self.today, &self.aliases),
        }
    }
}
