//! The articles of a request, in order: by the engine's BM25F, or by a formula
//! of choice, with or without words that feedback adds.

use super::SearchError;
use super::feedback::{self, AddedWord};
use super::proximity::{self, WINDOW};
use super::request::Request;
use crate::query::Query;
use crate::store::{Model, Ranked, Snapshot, Sort};

/// The ids of the articles that a request asks for, best first, with their
/// scores: what a run file holds. No stored text is read.
///
/// # Errors
/// Only where the index can't be read.
pub fn ranked_ids(
    snapshot: &Snapshot,
    request: &Request,
) -> Result<Vec<(String, f32)>, SearchError> {
    let query = request.reading().query;
    let page = (request.skip, request.take);
    let ranked = rank(snapshot, &query, request, page, &mut Vec::new(), &mut Vec::new())?;
    let id = |article| snapshot.id(article).unwrap_or_default();
    Ok(ranked.hits.into_iter().map(|hit| (id(hit.article), hit.score)).collect())
}

/// Articles `skip..skip + take` of a request. What feedback added goes to `added`.
pub(super) fn rank(
    snapshot: &Snapshot,
    query: &Query,
    request: &Request,
    (skip, take): (usize, usize),
    limits: &mut Vec<String>,
    added: &mut Vec<AddedWord>,
) -> Result<Ranked, SearchError> {
    let model = request.model;
    let plain = model == Model::default() && request.recency.is_none();
    // an order by date needs no scores, and a query that only filters has none
    if plain || request.sort != Sort::Relevance || !query.is_scored() {
        let close = proximity::counts(query).filter(|_| {
            plain && request.sort == Sort::Relevance && skip < WINDOW && query.is_scored()
        });
        let rank = if request.count { Snapshot::rank } else { Snapshot::rank_uncounted };
        let Some(leaves) = close else {
            return Ok(rank(snapshot, query, request.sort, skip, take, limits)?);
        };
        let most = if take == 0 { 0 } else { skip.saturating_add(take).max(WINDOW) };
        let mut ranked = rank(snapshot, query, request.sort, 0, most, limits)?;
        proximity::reorder(snapshot, &leaves, &mut ranked)?;
        ranked.hits.truncate(skip.saturating_add(take));
        ranked.hits.drain(..skip.min(ranked.hits.len()));
        return Ok(ranked);
    }
    let mut grown = query.clone();
    if let Some(feedback) = model.feedback {
        let first = (0, feedback::articles(feedback));
        let best = snapshot.rank_by(query, model.formula, None, first, limits)?;
        (grown, *added) = feedback::grown(snapshot, query, feedback, &best)?;
    }
    Ok(snapshot.rank_by(&grown, model.formula, request.recency, (skip, take), limits)?)
}
