//! Why one article has its place in an answer, or none.

use super::SearchError;
use super::names::{Aliases, read};
use super::proximity::{self, WINDOW};
use super::ranking::{close, meant, rank};
use super::request::Request;
use super::response::QueryOut;
use crate::article::Day;
use crate::store::{Explanation, Model, Order, Snapshot};
use serde::Serialize;

/// An article beside a query.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// The query, and how it was read.
    pub query: QueryOut,
    /// The article's id.
    pub id: String,
    /// Its headline.
    pub headline: String,
    /// Whether it matches.
    pub matches: bool,
    /// Its score; 0 where it does not match. Of models put together, or smoothed, it is
    /// no sum of what the clauses add by the first model's formula.
    pub score: f64,
    /// Its place among all that match, from 1.
    pub rank: Option<u64>,
    /// How many match.
    pub total: u64,
    /// What the closeness of its words adds to the score, where it is among
    /// those that are put in order anew.
    pub proximity: f64,
    /// Clause by clause.
    pub explanation: Explanation,
}

/// Explains the article with an id beside a query as it is meant on a day; `None` if there is none.
///
/// # Errors
/// Only where the index can't be read.
pub fn explain(
    snapshot: &Snapshot,
    text: &str,
    today: Option<Day>,
    aliases: &Aliases,
    model: Model,
    id: &str,
) -> Result<Option<Explained>, SearchError> {
    let Some(address) = snapshot.find(id)? else { return Ok(None) };
    let reading = read(snapshot, text, today, aliases)?;
    let request = Request { model: model.clone(), today, ..Request::new(text) };
    let (mut limits, mut added) = (Vec::new(), Vec::new());
    let all = (0, usize::MAX);
    let ranked = rank(snapshot, &reading.query, &request, all, &mut limits, &mut added)?;
    let place = ranked.hits.iter().position(|hit| hit.article == address);
    let explanation = match model.first() {
        Some(ranker) => {
            // what feedback added counts too
            let grown = super::feedback::with_words(&meant(&reading.query, ranker), &added);
            snapshot.explain(&grown, ranker.formula, address)?
        }
        None => snapshot.explain(&reading.query, model.formula(), address)?,
    };
    let in_window = place.is_some_and(|place| place < WINDOW) && model == Model::default();
    // a score that others' ranks or scores have a part in is no sum of clauses
    let alone = matches!(model.order, Order::One(_)) && model.smoothing.is_none();
    let score = place.map_or(0.0, |place| f64::from(ranked.hits[place].score));
    let close = close(&reading.query).filter(|_| in_window);
    let proximity = match close {
        Some(leaves) => proximity::of(snapshot, &leaves, &[address])?[0],
        None => 0.0,
    };
    Ok(Some(Explained {
        query: QueryOut {
            text: text.to_owned(),
            read_as: reading.query.to_string(),
            did_you_mean: None,
            notes: reading.notes,
            model: model.to_string(),
            added,
        },
        id: id.to_owned(),
        headline: snapshot.record(address)?.about()?.0.headline,
        matches: explanation.matches,
        score: if alone { explanation.score + proximity } else { score },
        rank: place.map(|place| place as u64 + 1),
        total: ranked.total,
        proximity,
        explanation,
    }))
}
