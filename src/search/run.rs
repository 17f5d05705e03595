//! The three steps of a search.

use super::SearchError;
use super::highlight::light;
use super::passage::choose;
use super::request::Request;
use super::response::{Hit, Passage, QueryOut, Response, Span};
use crate::article::char_offset;
use crate::query::{Note, parse};
use crate::store::{Match, Record, Scored, Snapshot, headline_leaves, leaves, matches_in_text};
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
    let rank = if request.count { Snapshot::rank } else { Snapshot::rank_uncounted };
    let ranked = rank(snapshot, query, request.sort, request.skip, request.take, &mut limits)?;
    notes.extend(limits.into_iter().map(|message| Note { at: 0, message }));

    let in_headline = headline_leaves(query);
    let leaves = leaves(query);
    let weights = if request.passages == 0 { Vec::new() } else { snapshot.weights(&leaves)? };
    let mut hits = Vec::with_capacity(ranked.hits.len());
    for (place, scored) in ranked.hits.iter().enumerate() {
        let record = match request.passages {
            0 => snapshot.record_head(scored.article)?,
            _ => snapshot.record(scored.article)?,
        };
        let mut hit = about(snapshot, *scored, &record)?;
        hit.rank = request.skip + place + 1;
        if !hit.headline.is_empty() {
            let found = matches_in_text(&hit.headline, &in_headline);
            let lit = light(&hit.headline, 0, &found);
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
            matches.retain(|found| found.end <= record.words());
            match passages(record, matches, &weights, request.passages) {
                Ok(passages) => hit.passages = passages,
                Err(error) => failed = Some(error),
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
    }
    Ok(Response {
        query: QueryOut { text: request.text.clone(), read_as: query.to_string(), notes },
        total: ranked.total,
        at_least: ranked.at_least,
        took_us: began.elapsed().as_micros() as u64,
        hits: hits.into_iter().map(|(hit, _)| hit).collect(),
    })
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

fn passages(
    record: &Record,
    matches: &[Match],
    weights: &[f32],
    most: usize,
) -> Result<Vec<Passage>, SearchError> {
    let sentences = record.sentences();
    let chosen = choose(sentences, record.body_bytes(), matches, weights, most);
    let mut out = Vec::with_capacity(chosen.len());
    for window in chosen {
        let start = sentences[window.first].byte as usize;
        let end = sentences.get(window.last).map_or(record.body_bytes(), |next| next.byte as usize);
        let (raw, chars_before) = record.text(start..end)?;
        let base = sentences[window.first].position;
        let lit = light(&raw, base, matches);
        let text = raw.trim();
        let cut = raw.len() - raw.trim_start().len();
        let first = chars_before + char_offset(&raw, cut);
        let mut highlights = Vec::with_capacity(lit.len());
        // characters are counted from one piece to the next, not from the start each time
        let (mut byte, mut at) = (cut, first);
        for piece in lit {
            let span_start = at + char_offset(&raw[byte..piece.start], piece.start - byte);
            let span_end = span_start + char_offset(&raw[piece.clone()], piece.len());
            highlights.push(Span { start: span_start, end: span_end });
            (byte, at) = (piece.end, span_end);
        }
        out.push(Passage {
            start: first,
            end: first + char_offset(text, text.len()),
            text: text.to_owned(),
            score: window.score,
            highlights,
        });
    }
    Ok(out)
}
