//! Names of people, organisations and places, and who said what.
//!
//! ```text
//! named   := ( "who:" | "org:" | "place:" | "said-by:" ) ( name | "(" name ( "OR" name )* ")" )
//! name    := word | quoted                 a word may be a pattern: who:solei*
//! said    := "said:" value                 words within a direct quotation
//! said-by:lodewick said:bounties           in one quotation: his
//! ```
//!
//! Which names of an index are meant is for the store to look up; until then a
//! name stands for no term.

use super::condition::each_part;
use super::tree::{Clause, Near, Occur, Query};
use crate::schema::{Field, QUOTE_KIND};
use std::fmt::{Display, Formatter};

/// What a name that perhaps means the one asked for counts beside those that surely
/// do: a bare family name where the article has no given name to tell by.
const PERHAPS: f32 = 0.2;

/// What a name is asked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamedBy {
    /// `who:`, a person.
    Person,
    /// `org:`, an organisation.
    Organisation,
    /// `place:`, a place that the text or the record names.
    Place,
    /// `said-by:`, who speaks in a quotation.
    Speaker,
}

impl NamedBy {
    /// The field's name in a query.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Person => "who",
            Self::Organisation => "org",
            Self::Place => "place",
            Self::Speaker => "said-by",
        }
    }

    /// What has the field's name, or another usual one.
    pub(super) fn from_field(name: &str) -> Option<Self> {
        Some(match name {
            "who" | "person" | "people" => Self::Person,
            "org" | "organisation" | "organization" => Self::Organisation,
            "place" | "places" => Self::Place,
            "said-by" | "speaker" => Self::Speaker,
            _ => return None,
        })
    }

    /// The kinds of names that may be meant.
    #[must_use]
    pub const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Person => &["person"],
            Self::Organisation => &["organisation"],
            Self::Place => &["place"],
            Self::Speaker => &["person", "organisation", "place"],
        }
    }
}

/// A name that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As what.
    pub by: NamedBy,
    /// As typed.
    pub name: String,
    /// Terms of the annotation stream that surely mean it, in an index.
    pub sure: Vec<String>,
    /// Terms that perhaps do.
    pub perhaps: Vec<String>,
}

impl Named {
    pub(super) fn new(by: NamedBy, name: &str) -> Self {
        let name = crate::article::one_line(name).replace('"', " ");
        Self { by, name, sure: Vec::new(), perhaps: Vec::new() }
    }

    /// The same in terms of the annotation stream: places in the text.
    #[must_use]
    pub fn places(&self) -> Query {
        let mut parts = Vec::new();
        if !self.sure.is_empty() {
            parts.push(Query::Annotation(self.sure.clone()));
        }
        if !self.perhaps.is_empty() {
            let perhaps = Box::new(Query::Annotation(self.perhaps.clone()));
            parts.push(Query::Boost(perhaps, PERHAPS));
        }
        match parts.len() {
            // a term that no index has
            0 => Query::Annotation(vec![format!("{}:", self.by.kinds()[0])]),
            1 => parts.remove(0),
            _ => Query::Or(parts),
        }
    }

    /// The same in what a store has: places in the text, and of a place what the record says.
    #[must_use]
    pub fn lowered(&self) -> Query {
        match self.by {
            NamedBy::Place => {
                Query::Or(vec![Query::Phrase(Field::Place, self.name.clone(), 0), self.places()])
            }
            _ => self.places(),
        }
    }
}

impl Display for Named {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:\"{}\"", self.by.field(), self.name)
    }
}

/// The words, phrases and patterns of a group as names: words side by side are one name.
pub(super) fn in_names(query: Query, by: NamedBy) -> Query {
    match query {
        Query::Word(Field::Text, name)
        | Query::Phrase(Field::Text, name, _)
        | Query::Wild(Field::Text, name)
        | Query::Fuzzy(Field::Text, name, _)
        | Query::Exact(Field::Text, name) => Query::Named(Named::new(by, &name)),
        Query::Bag(clauses) => match words(&clauses) {
            Some(name) => Query::Named(Named::new(by, &name)),
            None => each_part(Query::Bag(clauses), &mut |part| in_names(part, by)),
        },
        other => each_part(other, &mut |part| in_names(part, by)),
    }
}

/// The words of a bag that is nothing but words.
fn words(clauses: &[Clause]) -> Option<String> {
    let word = |clause: &Clause| match (&clause.occur, &clause.query) {
        (Occur::Should, Query::Word(Field::Text, word)) => Some(word.clone()),
        _ => None,
    };
    let words: Option<Vec<String>> = clauses.iter().map(word).collect();
    words.map(|words| words.join(" "))
}

/// Each leaf of a query within a quotation.
pub(super) fn in_quotation(query: Query) -> Query {
    match query {
        // said:*
        Query::All => any_quotation(),
        Query::AtLeast(times, inner) if is_quotable(&inner) => {
            Query::AtLeast(times, Box::new(in_quotation(*inner)))
        }
        group @ (Query::Bag(_) | Query::And(_) | Query::Or(_) | Query::Boost(..)) => {
            each_part(group, &mut in_quotation)
        }
        leaf if is_quotable(&leaf) => Query::Near {
            left: Box::new(leaf),
            near: Near::Inside,
            refused: false,
            right: Box::new(any_quotation()),
        },
        other => other,
    }
}

/// Whether a query has places in the text, which may be quoted: in no other field, in no
/// other quotation.
fn is_quotable(query: &Query) -> bool {
    match query {
        Query::Near { near: Near::Inside, .. } => false,
        Query::Near { left, right, .. } => is_quotable(left) && is_quotable(right),
        Query::Or(parts) => parts.iter().all(is_quotable),
        Query::Boost(inner, _) | Query::AtLeast(_, inner) => is_quotable(inner),
        leaf => leaf.leaf_field() == Some(Field::Text),
    }
}

fn any_quotation() -> Query {
    Query::Annotation(vec![QUOTE_KIND.to_owned()])
}

impl Query {
    /// What `said:` asks and whom `said-by:` asks for, both needed, are of one quotation: the
    /// speaker's. Where two speakers are asked for side by side, each asks by itself.
    ///
    /// ```text
    /// said-by:lodewick AND said:bounties      bounties, within a quotation of lodewick
    /// ```
    pub fn bind_speakers(&mut self) {
        match self {
            Self::And(parts) => {
                parts.iter_mut().for_each(Self::bind_speakers);
                if let Some(at) = speaker_of(parts.iter()) {
                    let speaker = parts.remove(at);
                    let said = parts.iter_mut().filter(|part| is_said(part));
                    said.for_each(|part| of_speaker(part, &speaker));
                    if parts.len() == 1 {
                        *self = parts.remove(0);
                    }
                }
            }
            Self::Bag(clauses) => {
                clauses.iter_mut().for_each(|clause| clause.query.bind_speakers());
                let is_needed = |clause: &Clause| clause.occur == Occur::Must;
                let needed: Vec<usize> =
                    (0..clauses.len()).filter(|&at| is_needed(&clauses[at])).collect();
                if let Some(at) = speaker_of(needed.iter().map(|&at| &clauses[at].query)) {
                    let speaker = clauses.remove(needed[at]).query;
                    let said = clauses.iter_mut().filter(|c| is_needed(c) && is_said(&c.query));
                    said.for_each(|clause| of_speaker(&mut clause.query, &speaker));
                }
            }
            Self::Or(parts) => parts.iter_mut().for_each(Self::bind_speakers),
            Self::Boost(inner, _) => inner.bind_speakers(),
            _ => {}
        }
    }
}

/// The place of the one speaker among parts that are all needed, where any of them is said.
fn speaker_of<'q>(parts: impl Iterator<Item = &'q Query> + Clone) -> Option<usize> {
    let is_speaker =
        |part: &Query| matches!(part, Query::Named(Named { by: NamedBy::Speaker, .. }));
    let mut speakers = parts.clone().enumerate().filter(|(_, part)| is_speaker(part));
    let (at, _) = speakers.next()?;
    (speakers.next().is_none() && { parts }.any(is_said)).then_some(at)
}

fn is_said(query: &Query) -> bool {
    query.condition_on() == Some("said")
}

fn of_speaker(query: &mut Query, speaker: &Query) {
    match query {
        Query::Near { near: Near::Inside, right, .. } => **right = speaker.clone(),
        Query::And(parts) | Query::Or(parts) => {
            parts.iter_mut().for_each(|part| of_speaker(part, speaker));
        }
        Query::Bag(clauses) => {
            clauses.iter_mut().for_each(|clause| of_speaker(&mut clause.query, speaker));
        }
        Query::Boost(inner, _) | Query::AtLeast(_, inner) => of_speaker(inner, speaker),
        _ => {}
    }
}
