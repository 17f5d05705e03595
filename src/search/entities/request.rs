//! What is asked about the names of an index, and what is answered: the JSON of `entities`, field
//! for field.

use super::super::names::Aliases;
use super::super::response::QueryOut;
use crate::article::Day;
use crate::enrich::EntityKind;
use crate::store::Per;
use serde::Serialize;
use std::sync::Arc;

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntityOrder {
    /// What most articles name.
    #[default]
    Articles,
    /// What is named beside another more often than chance would have it.
    Telling,
}

/// What is asked about names.
#[derive(Clone, Debug, PartialEq)]
pub struct EntitiesRequest {
    /// The query as typed; an empty one asks for everything.
    pub text: String,
    /// What is counted.
    pub kinds: Vec<EntityKind>,
    /// Only articles that name this too, and what else they name.
    pub near: Option<String>,
    /// What comes first.
    pub order: EntityOrder,
    /// How many entities.
    pub take: usize,
    /// Whether to count each over time, and in which unit; `Some(None)` for the finest that fits.
    pub over_time: Option<Option<Per>>,
    /// Whether to count the articles that entities share.
    pub edges: bool,
    /// The day that dates of publication in the query count from.
    pub today: Option<Day>,
    /// Who is called what, as the user says.
    pub aliases: Arc<Aliases>,
}

/// Who and what is named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entities {
    /// The query, and how it was read.
    pub query: QueryOut,
    /// Beside whom or what; left out where nobody was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<NearOut>,
    /// How many articles match the query.
    pub total: u64,
    /// How many entities they name, those not listed included.
    pub distinct: usize,
    /// The unit of `over_time`; left out where it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// Microseconds from the query's text to this answer.
    pub took_us: u64,
    /// Those asked for, in order.
    pub entities: Vec<EntityRow>,
    /// The articles that two of them share; left out where that was not asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edges: Vec<EntityEdge>,
}

/// The name beside which others are looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NearOut {
    /// As typed.
    pub name: String,
    /// The articles of the query that name it.
    pub articles: u64,
}

/// A person, organisation, place or other thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityRow {
    /// `person`, `organisation`, `place`, `other`.
    pub kind: &'static str,
    /// The fullest form of its name that is usual, written as it is most often.
    pub name: String,
    /// Articles that name it, in the headline or the text, each once; beside another, those that
    /// name both.
    pub articles: u64,
    /// How often their headlines and texts do.
    pub mentions: u64,
    /// The first day of the earliest date of publication of these articles; null where none is known.
    pub first: Option<String>,
    /// The last day of the latest.
    pub last: Option<String>,
    /// What else it is called, most articles first.
    pub also: Vec<Writings>,
    /// Beside another: all articles of the query that name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_articles: Option<u64>,
    /// Beside another: the log-likelihood ratio; below zero where it is rarer beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telling: Option<f64>,
    /// Articles by date of publication, in order of time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over_time: Option<Vec<EntityPoint>>,
}

/// A way in which something is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Writings {
    /// As written.
    pub name: String,
    /// Articles that write it so.
    pub articles: u64,
}

/// A day, month or year with the articles that name something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityPoint {
    /// `2019-12-11`, `2019-12` or `2019`: what `published:` takes.
    pub date: String,
    /// Articles.
    pub articles: u64,
}

/// Two entities that are named in the same articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityEdge {
    /// Place of one among the entities, from 0.
    pub source: usize,
    /// Place of the other.
    pub target: usize,
    /// Articles that name both.
    pub articles: u64,
}
