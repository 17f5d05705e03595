//! `when:`, the days that a text speaks of, and what it is made of.
//!
//! ```text
//! when  := "when:" ( days | article | "?" | "unresolved" )
//! days  := as after published:
//! article := "published" | "yesterday" | "tomorrow"      the day of the article, the one before, the one after
//! ```

use super::tree::{Clause, Days, Occur, Query, Spoken};
use crate::schema::{DATE_KIND, UNRESOLVED, day_of_article, query_terms};

/// What a date that is only near the one asked for counts beside it: "in 2019"
/// where a day of 2019 is asked for. Small, so that a day is above its year
/// also where it is said once and the year often.
const IN_PART: f32 = 0.2;

/// Reads a value of `when:` that is a name; `None` if it is none.
pub(super) fn named(text: &str) -> Option<Spoken> {
    match text.trim().to_lowercase().as_str() {
        "unresolved" => Some(Spoken::Unresolved),
        "published" | "today" => Some(Spoken::Published(0)),
        "yesterday" => Some(Spoken::Published(-1)),
        "tomorrow" => Some(Spoken::Published(1)),
        _ => None,
    }
}

/// The same query with what it asks of dates of publication asked of mentioned dates.
pub(super) fn spoken_of(query: Query) -> Query {
    let all = |parts: Vec<Query>| parts.into_iter().map(spoken_of).collect();
    match query {
        Query::Published(days) => Query::When(Spoken::Days(days)),
        Query::And(parts) => Query::And(all(parts)),
        Query::Or(parts) => Query::Or(all(parts)),
        Query::Bag(clauses) => {
            let clauses = clauses.into_iter();
            let spoken = |Clause { occur, query }| Clause { occur, query: spoken_of(query) };
            Query::Bag(clauses.map(spoken).collect())
        }
        other => other,
    }
}

impl Spoken {
    /// The same in terms of the annotation stream: mentions within the days,
    /// and those that hold them only in part, which count less.
    #[must_use]
    pub fn lowered(&self) -> Query {
        let term = |term: &str| Query::Annotation(vec![term.to_owned()]);
        match self {
            Self::Days(Days::Unknown) => Query::Bag(vec![
                Clause { occur: Occur::Must, query: Query::All },
                Clause { occur: Occur::Not, query: term(DATE_KIND) },
            ]),
            Self::Days(Days::Within { from, to }) => {
                let terms = query_terms(*from, *to);
                Query::Or(vec![
                    Query::Annotation(terms.within),
                    Query::Boost(Box::new(Query::Annotation(terms.in_part)), IN_PART),
                ])
            }
            Self::Unresolved => term(UNRESOLVED),
            Self::Published(after) => term(Self::of_article(*after)),
        }
    }

    fn of_article(after: i8) -> &'static str {
        day_of_article(after.signum().into()).unwrap_or(UNRESOLVED)
    }
}

impl std::fmt::Display for Spoken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Days(days) => write!(f, "when:{days}"),
            Self::Unresolved => f.write_str(UNRESOLVED),
            Self::Published(after) => f.write_str(Self::of_article(*after)),
        }
    }
}
