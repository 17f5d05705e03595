//! The articles of a request, in order: by the engine's BM25F, or by a model of
//! choice.
//!
//! ```text
//! model ── smoothed ── fused ─┬─ one:  words weighed, pairs, first search, words added, search
//!                             └─ one:  …
//! ```

use super::SearchError;
use super::dependence;
use super::feedback::{self, AddedWord};
use super::function_words;
use super::fusion;
use super::proximity::{self, WINDOW};
use super::request::Request;
use super::smoothing;
use crate::query::Query;
use crate::store::{Leaf, Model, Order, Ranked, Ranker, Snapshot, Sort};

/// The ids of the articles that a request asks for, best first, with their
/// scores: what a run file holds. No stored text is read.
///
/// # Errors
/// Only where the index can't be read.
pub fn ranked_ids(
    snapshot: &Snapshot,
    request: &Request,
) -> Result<Vec<(String, f32)>, SearchError> {
    let query = request.reading(snapshot)?.query;
    let page = (request.skip, request.take);
    let ranked = rank(snapshot, &query, request, page, &mut Vec::new(), &mut Vec::new())?;
    let id = |article| snapshot.id(article).unwrap_or_default();
    Ok(ranked.hits.into_iter().map(|hit| (id(hit.article), hit.score)).collect())
}

/// Articles `skip..skip + take` of a request. What feedback added goes to
/// `added`; of models put together, what that of the first added.
pub(super) fn rank(
    snapshot: &Snapshot,
    query: &Query,
    request: &Request,
    page: (usize, usize),
    limits: &mut Vec<String>,
    added: &mut Vec<AddedWord>,
) -> Result<Ranked, SearchError> {
    // an order by date needs no scores, and a query that only filters has none
    if request.sort != Sort::Relevance || !query.is_scored() {
        return by_engine(snapshot, query, request, page, limits);
    }
    by_model(snapshot, query, request, &request.model, page, limits, added)
}

/// What a formula is given to search for: the query with its words weighed, and pairs.
pub(super) fn meant(query: &Query, ranker: &Ranker) -> Query {
    let weighed = function_words::weighed(query, ranker.formula);
    match ranker.dependence {
        Some(weights) => dependence::with_pairs(&weighed, weights),
        None => weighed,
    }
}

/// What can be near each other in the best articles by the default model.
pub(super) fn close(query: &Query) -> Option<Vec<Leaf>> {
    proximity::counts(&function_words::without(query))
}

fn by_engine(
    snapshot: &Snapshot,
    query: &Query,
    request: &Request,
    (skip, take): (usize, usize),
    limits: &mut Vec<String>,
) -> Result<Ranked, SearchError> {
    let rank = if request.count { Snapshot::rank } else { Snapshot::rank_uncounted };
    Ok(rank(snapshot, query, request.sort, skip, take, limits)?)
}

fn by_model(
    snapshot: &Snapshot,
    query: &Query,
    request: &Request,
    model: &Model,
    (skip, take): (usize, usize),
    limits: &mut Vec<String>,
    added: &mut Vec<AddedWord>,
) -> Result<Ranked, SearchError> {
    let deep = |least: usize| (0, if take == 0 { 0 } else { skip.saturating_add(take).max(least) });
    let page = match model.smoothing {
        Some(smoothing) => deep(smoothing.docs),
        None => (skip, take),
    };
    let mut ranked = match &model.order {
        Order::One(ranker) => one(snapshot, query, request, ranker, page, limits, added)?,
        Order::Fused { models, k } => {
            let mut orders = Vec::with_capacity(models.len());
            for model in models {
                let (mut own, page) = (Vec::new(), deep(fusion::DEPTH));
                orders.push(by_model(snapshot, query, request, model, page, limits, &mut own)?);
                if orders.len() == 1 {
                    *added = own;
                }
            }
            let fused = fusion::fused(snapshot, &orders, *k)?;
            cut(fused, page)
        }
    };
    if let Some(smoothing) = model.smoothing {
        smoothing::smooth(snapshot, smoothing, &mut ranked)?;
        ranked = cut(ranked, (skip, take));
    }
    Ok(ranked)
}

/// Hits `skip..skip + take` of those that are there from the first on.
fn cut(mut ranked: Ranked, (skip, take): (usize, usize)) -> Ranked {
    ranked.hits.truncate(skip.saturating_add(take));
    ranked.hits.drain(..skip.min(ranked.hits.len()));
    ranked
}

fn one(
    snapshot: &Snapshot,
    query: &Query,
    request: &Request,
    ranker: &Ranker,
    (skip, take): (usize, usize),
    limits: &mut Vec<String>,
    added: &mut Vec<AddedWord>,
) -> Result<Ranked, SearchError> {
    let meant = meant(query, ranker);
    let formula = ranker.formula;
    // what the index is laid out for goes the engine's fast ways
    let fast = formula.is_default() && request.recency.is_none() && ranker.dependence.is_none();
    if let Some(feedback) = ranker.feedback {
        let first = (0, feedback::articles(feedback));
        let best = match formula.is_default() && ranker.dependence.is_none() {
            true => snapshot.rank_uncounted(&meant, Sort::Relevance, first.0, first.1, limits)?,
            false => snapshot.rank_by(&meant, formula, None, first, limits)?,
        };
        // pairs have no part in what the query's own words weigh
        let own = function_words::weighed(query, formula);
        *added = feedback::added(snapshot, &own, formula, feedback, &best)?;
        let grown = feedback::with_words(&meant, added);
        return match fast {
            true => by_engine(snapshot, &grown, request, (skip, take), limits),
            false => {
                Ok(snapshot.rank_by(&grown, formula, request.recency, (skip, take), limits)?)
            }
        };
    }
    if !fast {
        return Ok(snapshot.rank_by(&meant, formula, request.recency, (skip, take), limits)?);
    }
    let Some(leaves) = close(query).filter(|_| skip < WINDOW) else {
        return by_engine(snapshot, &meant, request, (skip, take), limits);
    };
    let most = if take == 0 { 0 } else { skip.saturating_add(take).max(WINDOW) };
    let mut ranked = by_engine(snapshot, &meant, request, (0, most), limits)?;
    proximity::reorder(snapshot, &leaves, &mut ranked)?;
    Ok(cut(ranked, (skip, take)))
}
