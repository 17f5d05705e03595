//! The tree that both stores translate.

use super::named::Named;
use crate::article::Day;
use crate::schema::{Field, Words};

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

/// Days that the text of an article is asked to speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// These days; [`Days::Unknown`] asks for articles that name no date.
    Days(Days),
    /// A date that can't be told.
    Unresolved,
    /// The day of the article itself (0), the day before (-1) or after it (1).
    Published(i8),
}

/// How near two operands must stand. Distances are between the words that face
/// each other: neighbours are 1 apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// At most so many words apart, in either order (`NEAR/5`).
    Words(u32),
    /// The left one first, the right one at most so many words after it (`pre/3`).
    Ordered(u32),
    /// In the same sentence (`w/s`).
    Sentence,
    /// In the same paragraph (`w/p`).
    Paragraph,
    /// The left one within the right one (`said:`).
    Inside,
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
    /// Words in this order, with at most `slop` other words between them all.
    /// Among them may be wildcards (`resign*`) and annotations (`{person}`).
    Phrase(Field, String, u32),
    /// Words of this pattern: `*` is any letters, `?` is one.
    Wild(Field, String),
    /// Words at most so many letters away (1 or 2).
    Fuzzy(Field, String, u8),
    /// Exactly as written: the same form, the same capitals. Several words are
    /// a phrase.
    Exact(Field, String),
    /// Any of these terms of the annotation stream: `{person}`.
    Annotation(Vec<String>),
    /// The days that a text speaks of.
    When(Spoken),
    /// A person, an organisation or a place, or who is quoted.
    Named(Named),
    /// The left operand where the right one is near, or is not (`refused`).
    Near {
        /// What is looked for.
        left: Box<Query>,
        /// How near.
        near: Near,
        /// Whether the right one must *not* be there.
        refused: bool,
        /// Beside what.
        right: Box<Query>,
    },
    /// The operand at least so many times in an article.
    AtLeast(u32, Box<Query>),
    /// Articles whose body has so many words: from, to, ends included.
    Length(Option<u32>, Option<u32>),
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

    /// Whether it is printed in brackets within another.
    pub(super) fn is_group(&self) -> bool {
        matches!(self, Self::Bag(_) | Self::And(_) | Self::Or(_) | Self::Near { .. })
    }

    /// How many words it holds, those of phrases included; a condition is one.
    pub(super) fn words(&self) -> usize {
        match self {
            Self::Word(field, _) if field.is_whole() => 1,
            Self::Word(_, text) | Self::Phrase(_, text, _) | Self::Exact(_, text) => {
                Words::new(text).count().max(1)
            }
            // the quotation that holds it is none
            Self::Near { left, near: Near::Inside, .. } => left.words(),
            Self::Near { left, right, .. } => left.words() + right.words(),
            Self::AtLeast(_, inner) | Self::Boost(inner, _) => inner.words(),
            Self::Bag(clauses) => clauses.iter().map(|clause| clause.query.words()).sum(),
            Self::And(parts) | Self::Or(parts) => parts.iter().map(Self::words).sum(),
            _ => 1,
        }
    }

    /// The field of a leaf that stands in one.
    pub(super) fn leaf_field(&self) -> Option<Field> {
        match self {
            Self::Word(field, _)
            | Self::Phrase(field, ..)
            | Self::Wild(field, _)
            | Self::Fuzzy(field, ..)
            | Self::Exact(field, _) => Some(*field),
            Self::Annotation(_) | Self::Named(_) => Some(Field::Text),
            Self::When(spoken) if *spoken != Spoken::Days(Days::Unknown) => Some(Field::Text),
            _ => None,
        }
    }

    /// What it is a condition on: a value of a named field, days of
    /// publication, a length. `None` for words of the text and for groups of several kinds.
    #[must_use]
    pub fn condition_on(&self) -> Option<&'static str> {
        match self {
            Self::Published(_) => Some("published"),
            Self::When(_) => Some("when"),
            Self::Named(named) => Some(named.by.field()),
            Self::Length(..) => Some("length"),
            Self::Boost(inner, _) | Self::AtLeast(_, inner) => inner.condition_on(),
            Self::Near { near: Near::Inside, .. } => Some("said"),
            Self::Near { left, right, .. } => {
                one_of([left.condition_on(), right.condition_on()].into_iter())
            }
            Self::And(parts) | Self::Or(parts) => one_of(parts.iter().map(Self::condition_on)),
            Self::Bag(clauses) => one_of(clauses.iter().map(|c| c.query.condition_on())),
            leaf => leaf.leaf_field().filter(|field| *field != Field::Text).map(Field::name),
        }
    }

    /// Whether a score can come from it, or it only includes and excludes.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        match self {
            Self::Bag(clauses) => {
                clauses.iter().any(|clause| clause.occur != Occur::Not && clause.query.is_scored())
            }
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::is_scored),
            Self::Boost(inner, _) => inner.is_scored(),
            Self::Near { .. } | Self::AtLeast(..) => true,
            leaf => leaf.leaf_field().is_some_and(Field::is_stemmed),
        }
    }
}

/// The headline or the lead.
const HLEAD: &str = "hlead";

/// The field that all agree on. The headline and the lead agree on `hlead:`.
fn one_of(mut fields: impl Iterator<Item = Option<&'static str>>) -> Option<&'static str> {
    let of_both = |field: &str| matches!(field, "headline" | "lead" | HLEAD);
    let first = fields.next()??;
    fields.try_fold(first, |all, field| match field? {
        field if field == all => Some(all),
        field if of_both(field) && of_both(all) => Some(HLEAD),
        _ => None,
    })
}
