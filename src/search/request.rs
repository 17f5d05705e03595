//! What is asked.

use crate::store::Sort;

/// A search.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The query as typed.
    pub text: String,
    /// How many hits to pass over.
    pub skip: usize,
    /// How many hits to give.
    pub take: usize,
    /// In which order.
    pub sort: Sort,
    /// Whether to count all articles that match, or only as far as finding the hits asks for.
    pub count: bool,
    /// How many passages a hit; 0 reads no text at all.
    pub passages: usize,
}

impl Request {
    /// The first ten hits, best first, a passage each.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            skip: 0,
            take: 10,
            sort: Sort::Relevance,
            count: true,
            passages: 1,
        }
    }
}
