//! How articles are scored.

use std::fmt::{Display, Formatter};
use std::str::FromStr;

/// A formula of relevance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formula {
    /// BM25 over headline and body as one text, each word counted once: what
    /// Lucene does, with the parameters of Anserini's baselines (k1 0.9, b 0.4;
    /// Yang, Fang and Lin, "Anserini: Reproducible Ranking Baselines Using
    /// Lucene", JDIQ 2018).
    Bm25,
    /// BM25F: headline and lead count more ([`crate::schema::HEADLINE_WEIGHT`]).
    #[default]
    Bm25f,
    /// DPH, which has no parameters: divergence from randomness with the
    /// hypergeometric model and Popper's normalisation (Amati, Amodeo, Bianchi
    /// and others, "FUB, IASI-CNR and University of Tor Vergata at TREC 2007
    /// Blog Track", 2007), over the text that BM25F sees.
    Dph,
}

/// How a query is grown from the best articles of a first search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feedback {
    /// Relevance model, interpolated with the query (Abdul-Jaleel and others,
    /// "UMass at TREC 2004: Novelty and HARD", 2004).
    Rm3,
    /// Bose-Einstein 1 (Amati, "Probability Models for Information Retrieval
    /// based on Divergence from Randomness", thesis, Glasgow 2003).
    Bo1,
}

/// A formula, and feedback or none: `bm25f`, `dph+bo1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// How articles are scored.
    pub formula: Formula,
    /// How the query is grown; `None` takes it as it is.
    pub feedback: Option<Feedback>,
}

/// A name that is no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no model; write bm25, bm25f or dph, and +rm3 or +bo1 behind it for feedback")]
pub struct UnknownModel(String);

impl FromStr for Model {
    type Err = UnknownModel;

    fn from_str(text: &str) -> Result<Self, UnknownModel> {
        let unknown = || UnknownModel(text.to_owned());
        let lower = text.trim().to_ascii_lowercase();
        let (formula, feedback) = match lower.split_once('+') {
            Some((formula, feedback)) => (formula, Some(feedback)),
            None => (lower.as_str(), None),
        };
        let formula = match formula {
            "bm25" => Formula::Bm25,
            "bm25f" => Formula::Bm25f,
            "dph" => Formula::Dph,
            _ => return Err(unknown()),
        };
        let feedback = match feedback {
            None => None,
            Some("rm3") => Some(Feedback::Rm3),
            Some("bo1") => Some(Feedback::Bo1),
            Some(_) => return Err(unknown()),
        };
        Ok(Self { formula, feedback })
    }
}

impl Display for Model {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.formula {
            Formula::Bm25 => "bm25",
            Formula::Bm25f => "bm25f",
            Formula::Dph => "dph",
        })?;
        match self.feedback {
            None => Ok(()),
            Some(Feedback::Rm3) => f.write_str("+rm3"),
            Some(Feedback::Bo1) => f.write_str("+bo1"),
        }
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
    fn names() {
        for name in ["bm25", "bm25f", "dph", "bm25+rm3", "dph+bo1"] {
            assert_eq!(name.parse::<Model>().unwrap().to_string(), name);
        }
        assert_eq!("BM25F".parse(), Ok(Model::default()));
        assert!("bm26".parse::<Model>().is_err() && "dph+".parse::<Model>().is_err());
    }

    #[test]
    fn a_half_life_halves() {
        let recency = Recency { half_life_days: 30.0 };
        assert_eq!(recency.factor(Some(0)), 1.0);
        assert_eq!(recency.factor(Some(60)), 0.25);
        assert_eq!(recency.factor(None), 0.5);
    }
}
