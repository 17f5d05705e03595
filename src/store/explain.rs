//! Why an article has its score, or why it does not match: a tree beside the
//! query's own.

use serde::Serialize;

/// What one clause says of one article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The clause, as it was read.
    pub clause: String,
    /// Whether it matches.
    pub matches: bool,
    /// What it adds to the score, weights of groups around it included.
    pub score: f64,
    /// What was found in the article, or what is missing and by how much.
    pub why: String,
    /// The figures of the formula, of a clause that is scored by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
    /// Of a group, its members.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
}

/// What a formula was given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Places of the clause in headline and body.
    pub places: f64,
    /// The same with the weight of the headline: what BM25F counts.
    pub weighted_places: f64,
    /// Inverse document frequency of its words.
    pub rarity: f64,
    /// Words of the article, weighted alike.
    pub words: f64,
    /// Mean of these over all articles.
    pub average_words: f64,
}

impl Explanation {
    /// The same with its scores, and those of its members, multiplied.
    pub(super) fn weighted(mut self, weight: f64) -> Self {
        self.score *= weight;
        self.parts = self.parts.into_iter().map(|part| part.weighted(weight)).collect();
        self
    }
}
