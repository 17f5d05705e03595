//! The tree that both stores translate.

use crate::article::Day;
use crate::schema::Field;

/// Whether a clause of a [`Query::Bag`] is wished for, needed or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occur {
    /// Counts for the score; at least one such clause must match where none is needed.
    Should,
    /// Needed (`+`).
    Must,
    /// Refused (`-`, `NOT`).
    Not,
}

/// One member of a [`Query::Bag`].
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Wished for, needed or refused.
    pub occur: Occur,
    /// What.
    pub query: Query,
}

/// Days of publication that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// Articles whose date is unknown.
    Unknown,
    /// Articles that may have been published on one of these days, ends
    /// included; an open end is `None`.
    Within {
        /// First day.
        from: Option<Day>,
        /// Last day.
        to: Option<Day>,
    },
}

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Every article.
    All,
    /// No article.
    Nothing,
    /// A word, as typed; the store folds and stems it as the field asks. A word
    /// of several terms ("well-known") is searched as a phrase.
    Word(Field, String),
    /// Words in this order, with at most `slop` moves between them.
    Phrase(Field, String, u32),
    /// Words that begin so.
    Prefix(Field, String),
    /// Publication date.
    Published(Days),
    /// Words and groups side by side.
    Bag(Vec<Clause>),
    /// All of them.
    And(Vec<Query>),
    /// Any of them.
    Or(Vec<Query>),
    /// The same, its score multiplied.
    Boost(Box<Query>, f32),
}

impl Query {
    /// A bag of one wished-for clause is that clause; an empty one is nothing.
    #[must_use]
    pub fn bag(mut clauses: Vec<Clause>) -> Self {
        match clauses.len() {
            0 => Self::Nothing,
            1 if clauses[0].occur != Occur::Not => clauses.remove(0).query,
            _ => Self::Bag(clauses),
        }
    }

    /// The field it is a condition on: a value of a named field, or days of
    /// publication. `None` for words of the text and for groups of several kinds.
    pub(super) fn condition_on(&self) -> Option<&'static str> {
        match self {
            Self::Word(Field::Text, _) | Self::Phrase(Field::Text, ..) => None,
            Self::Prefix(Field::Text, _) | Self::All | Self::Nothing => None,
            Self::Word(field, _) | Self::Phrase(field, ..) | Self::Prefix(field, _) => {
                Some(field.name())
            }
            Self::Published(_) => Some("published"),
            Self::Boost(inner, _) => inner.condition_on(),
            Self::And(parts) | Self::Or(parts) => one_of(parts.iter().map(Self::condition_on)),
            Self::Bag(clauses) => one_of(clauses.iter().map(|c| c.query.condition_on())),
        }
    }

    /// Whether a score can come from it, or it only includes and excludes.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        match self {
            Self::Word(field, _) | Self::Phrase(field, ..) | Self::Prefix(field, _) => {
                field.is_stemmed()
            }
            Self::All | Self::Nothing | Self::Published(_) => false,
            Self::Bag(clauses) => {
                clauses.iter().any(|clause| clause.occur != Occur::Not && clause.query.is_scored())
            }
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::is_scored),
            Self::Boost(inner, _) => inner.is_scored(),
        }
    }
}

/// The field that all agree on.
fn one_of(mut fields: impl Iterator<Item = Option<&'static str>>) -> Option<&'static str> {
    let first = fields.next()??;
    fields.all(|field| field == Some(first)).then_some(first)
}
