//! The three steps of a search.

use super::SearchError;
use super::facet::count;
use super::highlight::light;
use super::quote::passages;
use super::request::Request;
use super::response::{Hit, QueryOut, Response, Span};
use super::spelling::did_you_mean;
use crate::article::char_offset;
use crate::query::{Note, parse};
use crate::store::{Record, Scored, Snapshot, headline_leaves, leaves, matches_in_text};
use std::time::Instant;

/// Answers a request.
///
/// # Errors
/// Only where the index can't be read.
pub fn search(snapshot: &Snapshot, request: &Request) -> Result<Response, SearchError> {
    let began = Instant::now();
    let reading = parse(&request.text);
    let mut notes = reading.notes;
    let mut limits = Vec::new();
    let query = &reading.query;
    let ranked = snapshot.rank(query, request.sort, request.skip, request.take, &mut limits)?;
    notes.extend(limits.into_iter().map(|message| Note { at: 0, message }));

    let in_headline = headline_leaves(query);
    let leaves = leaves(query);
    let weights = if request.passages == 0 { Vec::new() } else { snapshot.weights(&leaves)? };
    let mut hits = Vec::with_capacity(ranked.hits.len());
    for (place, scored) in ranked.hits.iter().enumerate() {
        let record = snapshot.record(scored.article)?;
        let mut hit = about(snapshot, *scored, &record)?;
        hit.rank = request.skip + place + 1;
        if !hit.headline.is_empty() {
            let found = matches_in_text(&hit.headline, &in_headline);
            let lit = light(&hit.headline, 0, &found.lit);
            hit.headline_highlights = lit
                .into_iter()
                .map(|bytes| Span {
                    start: char_offset(&hit.headline, bytes.start),
                    end: char_offset(&hit.headline, bytes.end),
                })
                .collect();
        }
        hits.push((hit, record));
    }
    if request.passages > 0 {
        let articles: Vec<_> = ranked.hits.iter().map(|scored| scored.article).collect();
        let mut failed = None;
        snapshot.matches(&leaves, &articles, &mut |rank, matches| {
            let (hit, record) = &mut hits[rank];
            // past the body's words stand the headline and the lead again
            matches.keep_before(record.words());
            match passages(record, matches, &weights, request.passages, request.context) {
                Ok(passages) => hit.passages = passages,
                Err(error) => failed = Some(error),
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
    }
    let did_you_mean =
        if request.spelling { did_you_mean(snapshot, &request.text, query)? } else { None };
    let mut response = Response {
        query: QueryOut {
            text: request.text.clone(),
            read_as: query.to_string(),
            notes,
            did_you_mean,
        },
        total: ranked.total,
        hits: hits.into_iter().map(|(hit, _)| hit).collect(),
        facets: count(snapshot, query, &request.facets)?,
        took_us: 0,
    };
    response.took_us = began.elapsed().as_micros() as u64;
    Ok(response)
}

fn about(snapshot: &Snapshot, scored: Scored, record: &Record) -> Result<Hit, SearchError> {
    let (article, language) = record.about()?;
    Ok(Hit {
        rank: 0,
        score: scored.score,
        id: article.id,
        headline: article.headline,
        headline_highlights: Vec::new(),
        source: article.outlet,
        byline: article.byline,
        section: article.section,
        language,
        url: article.url,
        origin: article.origin.to_string(),
        published: article.published.into(),
        copies: snapshot.copies(scored.article)?,
        passages: Vec::new(),
    })
}
