//! Ranked articles as hits: what is known of each, its headline lit, its passages.

use super::SearchError;
use super::highlight::light;
use super::quote::passages;
use super::request::Request;
use super::response::{Hit, Passage, Span};
use crate::article::char_offset;
use crate::query::Query;
use crate::store::{Leaf, Record, Scored, Snapshot, headline_leaves, leaves, matches_in_text};

/// Makes hits of the articles of one search.
pub(super) struct Reader<'a> {
    snapshot: &'a Snapshot,
    request: Request,
    in_headline: Vec<Leaf>,
    leaves: Vec<Leaf>,
    weights: Vec<f32>,
}

impl<'a> Reader<'a> {
    /// A reader for what `query` finds.
    pub(super) fn new(
        snapshot: &'a Snapshot,
        query: &Query,
        request: Request,
    ) -> Result<Self, SearchError> {
        let leaves = leaves(query);
        let weights = if request.passages == 0 { Vec::new() } else { snapshot.weights(&leaves)? };
        Ok(Self { snapshot, request, in_headline: headline_leaves(query), leaves, weights })
    }

    /// The records of articles, and the passages of each; the order is kept.
    pub(super) fn passages(
        &self,
        articles: &[Scored],
    ) -> Result<Vec<(Record, Vec<Passage>)>, SearchError> {
        let mut out = Vec::with_capacity(articles.len());
        for scored in articles {
            let record = match self.request.passages {
                // the body's layout is read for passages only
                0 => self.snapshot.record_head(scored.article)?,
                _ => self.snapshot.record(scored.article)?,
            };
            out.push((record, Vec::new()));
        }
        if self.request.passages > 0 {
            let addresses: Vec<_> = articles.iter().map(|scored| scored.article).collect();
            let mut failed = None;
            self.snapshot.matches(&self.leaves, &addresses, &mut |rank, matches| {
                let (record, found) = &mut out[rank];
                // past the body's words stands the headline
                matches.keep_before(record.words());
                let Request { passages: most, context, .. } = self.request;
                match passages(record, matches, &self.weights, most, context) {
                    Ok(passages) => *found = passages,
                    Err(error) => failed = Some(error),
                }
            })?;
            if let Some(error) = failed {
                return Err(error);
            }
        }
        Ok(out)
    }

    /// An article as stored.
    pub(super) fn record(&self, scored: Scored) -> Result<Record, SearchError> {
        Ok(self.snapshot.record(scored.article)?)
    }

    /// An article as a hit.
    pub(super) fn hit(
        &self,
        rank: usize,
        scored: Scored,
        record: &Record,
        passages: Vec<Passage>,
    ) -> Result<Hit, SearchError> {
        let (article, language) = record.about()?;
        Ok(Hit {
            rank,
            score: scored.score,
            id: article.id,
            headline_highlights: self.lit(&article.headline),
            headline: article.headline,
            source: article.outlet,
            byline: article.byline,
            section: article.section,
            language,
            url: article.url,
            origin: article.origin.to_string(),
            published: article.published.into(),
            copies: self.snapshot.copies(scored.article)?,
            passages,
        })
    }

    /// What is lit in a headline.
    fn lit(&self, headline: &str) -> Vec<Span> {
        if headline.is_empty() {
            return Vec::new();
        }
        let lit = light(headline, 0, &matches_in_text(headline, &self.in_headline).lit);
        let at = |byte| char_offset(headline, byte);
        lit.into_iter().map(|bytes| Span { start: at(bytes.start), end: at(bytes.end) }).collect()
    }
}
