//! How articles are scored: what `--model` says.
//!
//! A model is a formula, or several models put together; words that depend on
//! each other, words that feedback adds and neighbours that smooth are steps
//! on top of it. `grammar` reads and prints models, `parts` has the names,
//! bounds and defaults of all parameters.

mod grammar;
mod parts;

pub use grammar::BadModel;
pub use parts::RRF_K;

/// A formula of relevance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Formula {
    /// BM25 over headline and body as one text, each word counted once: what
    /// Lucene does, with the parameters of Anserini's baselines (k1 0.9, b 0.4;
    /// Yang, Fang and Lin, "Anserini: Reproducible Ranking Baselines Using
    /// Lucene", JDIQ 2018).
    Bm25 {
        /// How slowly repetition saturates.
        k1: f64,
        /// How much the length of a text counts.
        b: f64,
    },
    /// BM25F: the headline counts more, inside the saturation (Robertson,
    /// Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
    /// fields", CIKM 2004).
    Bm25f(Bm25f),
    /// DPH, which has no parameters: divergence from randomness with the
    /// hypergeometric model and Popper's normalisation (Amati, Amodeo, Bianchi
    /// and others, "FUB, IASI-CNR and University of Tor Vergata at TREC 2007
    /// Blog Track", 2007), over the text that BM25F sees.
    Dph,
    /// PL2: divergence from a Poisson distribution, Laplace's law of
    /// succession, the second normalisation (Amati and van Rijsbergen,
    /// "Probabilistic models of information retrieval based on measuring the
    /// divergence from randomness", TOIS 2002).
    Pl2 {
        /// How little the length of a text counts.
        c: f64,
    },
    /// The log-logistic model of information (Clinchant and Gaussier,
    /// "Information-based models for ad hoc IR", SIGIR 2010).
    Lgd {
        /// How little the length of a text counts.
        c: f64,
    },
    /// Query likelihood, smoothed by a Dirichlet prior (Zhai and Lafferty, "A
    /// study of smoothing methods for language models applied to ad hoc
    /// information retrieval", SIGIR 2001).
    Ql {
        /// How many words of all texts are added to each.
        mu: f64,
    },
    /// Query likelihood, smoothed by interpolation (Jelinek-Mercer; the same paper).
    Qljm {
        /// The share of the language of all texts.
        lambda: f64,
    },
}

/// What BM25F is given. The defaults are those of the index, in which the
/// headline is repeated ([`crate::schema::HEADLINE_WEIGHT`]), and are searched
/// fast; others are worked out from the positions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bm25f {
    /// How slowly repetition saturates.
    pub k1: f64,
    /// How much the length of a text counts.
    pub b: f64,
    /// What a word of the headline counts, against 1 in the body.
    pub headline: f64,
    /// What a word of the lead counts beyond its place in the body.
    pub lead: f64,
}

impl Default for Bm25f {
    fn default() -> Self {
        let [k1, b, headline, lead] = parts::BM25F.defaults();
        Self { k1, b, headline, lead }
    }
}

impl Default for Formula {
    fn default() -> Self {
        Self::Bm25f(Bm25f::default())
    }
}

impl Formula {
    /// Whether this is what the index is laid out for.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Words of the query that follow each other count as pairs too (Metzler and
/// Croft, "A Markov random field model for term dependencies", SIGIR 2005).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dependence {
    /// What a word counts.
    pub word: f64,
    /// What two words in a row count.
    pub row: f64,
    /// What two words near each other count.
    pub near: f64,
    /// How many words the two may span.
    pub window: u32,
}

/// How a query is grown from the best articles of a first search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Feedback {
    /// Relevance model, interpolated with the query (Abdul-Jaleel and others,
    /// "UMass at TREC 2004: Novelty and HARD", 2004).
    Rm3 {
        /// How many articles are looked at.
        docs: usize,
        /// How many words are added.
        terms: usize,
        /// The share of the words added; the query's own words have the rest.
        weight: f64,
    },
    /// Bose-Einstein 1 (Amati, "Probability Models for Information Retrieval
    /// based on Divergence from Randomness", thesis, Glasgow 2003).
    Bo1 {
        /// How many articles are looked at.
        docs: usize,
        /// How many words are added.
        terms: usize,
        /// The weight of the heaviest word added, against 1 for the query's own.
        weight: f64,
    },
    /// Rocchio's, with the best articles for relevant ones and none for the
    /// others (Rocchio, "Relevance feedback in information retrieval", in The
    /// SMART Retrieval System, 1971; term vectors of unit length).
    Rocchio {
        /// How many articles are looked at.
        docs: usize,
        /// How many words are added.
        terms: usize,
        /// Weight of the query.
        alpha: f64,
        /// Weight of the mean of the articles.
        beta: f64,
    },
}

/// The best articles' scores are drawn towards those of their nearest
/// neighbours among them (Diaz, "Regularizing ad hoc retrieval scores", CIKM
/// 2005): what is about the same is as relevant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smoothing {
    /// How many articles are compared with each other.
    pub docs: usize,
    /// How many neighbours each has.
    pub near: usize,
    /// The share of the neighbours' scores.
    pub weight: f64,
}

/// A formula with its steps: `bm25f`, `dph+bo1`, `ql(mu=500)+sdm+rm3`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ranker {
    /// How articles are scored.
    pub formula: Formula,
    /// Whether pairs of words count.
    pub dependence: Option<Dependence>,
    /// How the query is grown; `None` takes it as it is.
    pub feedback: Option<Feedback>,
}

/// Where an order of articles comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// One formula.
    One(Ranker),
    /// Ranks of several models, added up as `1/(k + rank)` (Cormack, Clarke and
    /// Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual
    /// rank learning methods", SIGIR 2009).
    Fused {
        /// Two or more.
        models: Vec<Model>,
        /// How little the first ranks stand out.
        k: f64,
    },
}

/// How articles are ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The order.
    pub order: Order,
    /// Whether neighbours draw scores together.
    pub smoothing: Option<Smoothing>,
}

impl Default for Model {
    fn default() -> Self {
        Self { order: Order::One(Ranker::default()), smoothing: None }
    }
}

impl Model {
    /// Of models put together the first one; `None` where there is none.
    #[must_use]
    pub fn first(&self) -> Option<&Ranker> {
        match &self.order {
            Order::One(ranker) => Some(ranker),
            Order::Fused { models, .. } => models.first().and_then(Self::first),
        }
    }

    /// The formula that explains a score: that of the first model.
    #[must_use]
    pub fn formula(&self) -> Formula {
        self.first().map(|ranker| ranker.formula).unwrap_or_default()
    }
}

/// How much less an older article counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recency {
    /// Days after which an article counts half.
    pub half_life_days: f64,
}

impl Recency {
    /// What a score is multiplied with, for an article so many days older than
    /// the newest of the index. One without a date counts as one half-life old.
    #[must_use]
    pub fn factor(self, days: Option<i64>) -> f64 {
        match days {
            Some(days) => 0.5f64.powf(days.max(0) as f64 / self.half_life_days),
            None => 0.5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_life_halves() {
        let recency = Recency { half_life_days: 30.0 };
        assert_eq!(recency.factor(Some(0)), 1.0);
        assert_eq!(recency.factor(Some(60)), 0.25);
        assert_eq!(recency.factor(None), 0.5);
    }
}
