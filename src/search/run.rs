//! The three steps of a search, for a page of hits or for all of them.

use super::SearchError;
use super::by_passage::{self, Found, MAX_ARTICLES};
use super::facet::count;
use super::hits::Reader;
use super::ranking::rank;
use super::request::{By, Request};
use super::response::{Hit, QueryOut, Response};
use super::spelling::did_you_mean;
use crate::query::Note;
use crate::store::{Record, Scored, Snapshot};
use std::ops::ControlFlow;
use std::time::Instant;

/// So many articles are read at once where hits are given out one by one.
const BATCH: usize = 64;

/// Answers a request.
///
/// # Errors
/// Only where the index can't be read.
pub fn search(snapshot: &Snapshot, request: &Request) -> Result<Response, SearchError> {
    let began = Instant::now();
    let listing = Listing::open(snapshot, request)?;
    let mut hits = Vec::new();
    listing.each(&mut |hit, _| {
        hits.push(hit);
        ControlFlow::Continue(())
    })?;
    let mut response = listing.head;
    response.hits = hits;
    response.took_us = began.elapsed().as_micros() as u64;
    Ok(response)
}

/// An answer whose hits are ranked, and read only as they are asked for: all
/// results of a large index fit where their texts would not.
pub struct Listing<'a> {
    reader: Reader<'a>,
    head: Response,
    skip: usize,
    ranked: Ranked,
}

enum Ranked {
    Articles(Vec<Scored>),
    Passages(Vec<Found>),
}

impl<'a> Listing<'a> {
    /// Ranks what a request asks for.
    ///
    /// # Errors
    /// Only where the index can't be read.
    pub fn open(snapshot: &'a Snapshot, request: &Request) -> Result<Self, SearchError> {
        let began = Instant::now();
        let reading = request.reading(snapshot)?;
        let query = &reading.query;
        let mut limits = Vec::new();
        let mut added = Vec::new();
        let reader = Reader::new(snapshot, query, request.clone())?;
        let mut at_least = false;
        let (total, ranked) = match request.by {
            By::Article => {
                let page = (request.skip, request.take);
                let found = rank(snapshot, query, request, page, &mut limits, &mut added)?;
                at_least = found.at_least;
                (found.total, Ranked::Articles(found.hits))
            }
            By::Passage => {
                let page = (0, MAX_ARTICLES);
                let best = rank(snapshot, query, request, page, &mut limits, &mut added)?;
                if best.total > best.hits.len() as u64 {
                    limits.push(format!(
                        "{} articles match; the passages of the first {} are ranked",
                        best.total,
                        best.hits.len()
                    ));
                }
                let mut found = by_passage::rank(&reader, &best.hits, request.sort)?;
                let total = found.len() as u64;
                found.drain(..request.skip.min(found.len()));
                found.truncate(request.take);
                (total, Ranked::Passages(found))
            }
        };
        let mut notes = reading.notes;
        notes.extend(limits.into_iter().map(|message| Note { at: 0, message }));
        let text = &request.text;
        let did_you_mean =
            if request.spelling { did_you_mean(snapshot, text, query)? } else { None };
        let head = Response {
            query: QueryOut {
                text: text.clone(),
                read_as: query.to_string(),
                did_you_mean,
                notes,
                model: request.model.to_string(),
                added,
            },
            by: request.by,
            total,
            at_least,
            took_us: began.elapsed().as_micros() as u64,
            hits: Vec::new(),
            facets: count(snapshot, query, &request.facets)?,
        };
        Ok(Self { reader, head, skip: request.skip, ranked })
    }

    /// The answer without its hits.
    #[must_use]
    pub fn head(&self) -> &Response {
        &self.head
    }

    /// Gives out the hits in order, with the record of each, a few articles
    /// being open at a time; ends early where `each` breaks.
    ///
    /// # Errors
    /// Only where the index can't be read.
    pub fn each(
        &self,
        each: &mut dyn FnMut(Hit, &Record) -> ControlFlow<()>,
    ) -> Result<(), SearchError> {
        match &self.ranked {
            Ranked::Articles(articles) => {
                let mut rank = self.skip;
                for batch in articles.chunks(BATCH) {
                    let read = self.reader.passages(batch)?;
                    for (&scored, (record, passages)) in batch.iter().zip(read) {
                        rank += 1;
                        let hit = self.reader.hit(rank, scored, &record, passages)?;
                        if each(hit, &record).is_break() {
                            return Ok(());
                        }
                    }
                }
            }
            Ranked::Passages(passages) => {
                for (at, found) in passages.iter().enumerate() {
                    let record = self.reader.record(found.article)?;
                    let passage = vec![found.passage.clone()];
                    let rank = self.skip + at + 1;
                    let hit = self.reader.hit(rank, found.article, &record, passage)?;
                    if each(hit, &record).is_break() {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }
}
