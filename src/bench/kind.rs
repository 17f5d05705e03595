//! What kind of query one is, by its tree and not by its name or its tags.
//!
//! ```text
//! kind of a leaf    term · phrase · wildcard · fuzzy · exact · annotation · date · length · all · nothing
//!                   field          a word, phrase or pattern in a field that is named
//! kind of a group   near · atleast whatever stands in them
//!                   or             words, any of them
//!                   and            words, all of them (AND, +)
//!                   not            words, some refused
//!                   boolean        words, in groups within groups
//!                   that of the other leaves, where they are of one kind:
//!                                  `"peace talks" iran` is a phrase
//!                   mixed          otherwise
//! ```

use crate::query::{Clause, Occur, Query};
use crate::schema::{Field, Words};
use serde::Serialize;
use std::collections::BTreeSet;

/// A kind of query; in this order in tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One word.
    Term,
    /// Words, any of them.
    Or,
    /// Words, all of them.
    And,
    /// Words, some refused.
    Not,
    /// Words in groups within groups.
    Boolean,
    /// Words side by side, or almost.
    Phrase,
    /// Words or others near each other.
    Near,
    /// A pattern.
    Wildcard,
    /// Words almost as written.
    Fuzzy,
    /// Words just as written.
    Exact,
    /// A kind of annotation.
    Annotation,
    /// Something at least so many times.
    Atleast,
    /// Days of publication, or that a text speaks of.
    Date,
    /// A value of a field.
    Field,
    /// How long an article is.
    Length,
    /// Every article.
    All,
    /// No article.
    Nothing,
    /// Several of the above.
    Mixed,
}

impl Kind {
    /// Its name, as in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Or => "or",
            Self::And => "and",
            Self::Not => "not",
            Self::Boolean => "boolean",
            Self::Phrase => "phrase",
            Self::Near => "near",
            Self::Wildcard => "wildcard",
            Self::Fuzzy => "fuzzy",
            Self::Exact => "exact",
            Self::Annotation => "annotation",
            Self::Atleast => "atleast",
            Self::Date => "date",
            Self::Field => "field",
            Self::Length => "length",
            Self::All => "all",
            Self::Nothing => "nothing",
            Self::Mixed => "mixed",
        }
    }

    /// Whether it is made of words of the text alone.
    fn is_of_words(self) -> bool {
        matches!(self, Self::Term | Self::Or | Self::And | Self::Not | Self::Boolean)
    }
}

/// The kind of a query.
#[must_use]
pub fn kind_of(query: &Query) -> Kind {
    match query {
        Query::All => Kind::All,
        Query::Nothing => Kind::Nothing,
        Query::Word(Field::Text, text) if Words::new(text).count() > 1 => Kind::Phrase,
        Query::Word(Field::Text, _) => Kind::Term,
        Query::Phrase(Field::Text, ..) => Kind::Phrase,
        Query::Wild(Field::Text, _) => Kind::Wildcard,
        Query::Fuzzy(Field::Text, ..) => Kind::Fuzzy,
        Query::Exact(Field::Text, _) => Kind::Exact,
        Query::Word(..)
        | Query::Phrase(..)
        | Query::Wild(..)
        | Query::Fuzzy(..)
        | Query::Exact(..) => Kind::Field,
        Query::Annotation(_) | Query::Named(_) => Kind::Annotation,
        Query::When(_) | Query::Published(_) => Kind::Date,
        Query::Near { .. } => Kind::Near,
        Query::AtLeast(..) => Kind::Atleast,
        Query::Length(..) => Kind::Length,
        Query::Boost(inner, _) => kind_of(inner),
        Query::Bag(clauses) => kind_of_group(
            clauses.iter().map(|clause| kind_of(&clause.query)).collect(),
            shape_of_bag(clauses),
        ),
        Query::And(parts) => kind_of_group(parts.iter().map(kind_of).collect(), Kind::And),
        Query::Or(parts) => kind_of_group(parts.iter().map(kind_of).collect(), Kind::Or),
    }
}

fn shape_of_bag(clauses: &[Clause]) -> Kind {
    let has = |occur| clauses.iter().any(|clause| clause.occur == occur);
    match (has(Occur::Not), has(Occur::Must)) {
        (true, _) => Kind::Not,
        (_, true) => Kind::And,
        _ => Kind::Or,
    }
}

/// The kind of a group whose members are of these kinds and are held together so.
fn kind_of_group(members: Vec<Kind>, shape: Kind) -> Kind {
    let mut others: BTreeSet<Kind> = members.iter().copied().collect();
    others.retain(|kind| !kind.is_of_words());
    match (others.len(), others.first()) {
        // `a AND NOT b` is an AND with a bag of one refused clause within
        (0, _) if members.iter().all(|&kind| kind == Kind::Term) => shape,
        (0, _) if shape == Kind::And && is_refusal(&members) => Kind::Not,
        (0, _) => Kind::Boolean,
        (1, Some(&kind)) => kind,
        _ => Kind::Mixed,
    }
}

fn is_refusal(members: &[Kind]) -> bool {
    members.iter().all(|kind| matches!(kind, Kind::Term | Kind::Not))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn of_each_form() {
        for (text, kind) in [
            ("moon", "term"),
            ("moon^2", "term"),
            ("+moon", "term"),
            ("moon landing", "or"),
            ("moon OR landing", "or"),
            ("+moon +landing", "and"),
            ("moon AND landing", "and"),
            ("+moon landing", "and"),
            ("moon -landing", "not"),
            ("moon NOT landing", "not"),
            ("moon AND NOT landing", "not"),
            ("(moon OR mars) AND landing", "boolean"),
            ("\"moon landing\"", "phrase"),
            ("well-known", "phrase"),
            ("\"moon landing\" apollo", "phrase"),
            ("+\"moon landing\" +apollo", "phrase"),
            ("moon NEAR/5 landing", "near"),
            ("(\"moon landing\" OR apollo) w/s nasa", "near"),
            ("bagram NEAR/10 when:2019-12", "near"),
            ("land*", "wildcard"),
            ("moon~1", "fuzzy"),
            ("=Polish", "exact"),
            ("{date}", "annotation"),
            ("atleast5(nato)", "atleast"),
            ("when:2019", "date"),
            ("moon published:1969", "date"),
            ("headline:moon", "field"),
            ("moon source:reuters source:ap", "field"),
            ("length>500", "length"),
            ("*", "all"),
            ("", "all"),
            ("\"moon landing\" source:reuters", "mixed"),
        ] {
            let query = parse(text).query;
            assert_eq!(kind_of(&query).name(), kind, "{text}: {query:?}");
        }
    }

    #[test]
    fn the_name_is_that_of_the_json() {
        for kind in [Kind::Term, Kind::Atleast, Kind::Mixed] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }
}
