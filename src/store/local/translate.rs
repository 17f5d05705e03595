//! A query tree as a query of tantivy's.

use super::mapping::FROM;
use super::refused::Refused;
use super::snapshot::Snapshot;
use crate::query::{Days, Occur, Query};
use crate::schema::{Field, exact_term, normalise};
use crate::store::StoreError;
use crate::store::leaf;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur as Has,
    PhraseQuery, Query as Engine, RangeQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;

/// A prefix stands for so many terms at most: the most frequent.
pub(super) const MAX_EXPANSIONS: usize = 1024;

/// Translates the parts of one query.
pub(super) struct Translator<'a> {
    snapshot: &'a Snapshot,
    notes: &'a mut Vec<String>,
}

type Translated = Box<dyn Engine>;

impl<'a> Translator<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, notes: &'a mut Vec<String>) -> Self {
        Self { snapshot, notes }
    }

    pub(super) fn translate(&mut self, query: &Query) -> Result<Translated, StoreError> {
        Ok(match query {
            Query::All => Box::new(AllQuery),
            Query::Nothing => Box::new(EmptyQuery),
            Query::Word(field, value) if field.is_whole() => self.whole(*field, value),
            Query::Word(field, text) => filtering(*field, self.terms(*field, text, 0)),
            Query::Phrase(field, text, slop) => filtering(*field, self.terms(*field, text, *slop)),
            Query::Prefix(field, text) => filtering(*field, self.prefix(*field, text)?),
            Query::Published(days) => published(*days, self.snapshot),
            Query::Bag(clauses) => {
                let mut parts = Vec::with_capacity(clauses.len());
                for clause in clauses {
                    let has = match clause.occur {
                        Occur::Should => Has::Should,
                        Occur::Must => Has::Must,
                        Occur::Not => Has::MustNot,
                    };
                    let query = self.translate(&clause.query)?;
                    let refused = clause.occur == Occur::Not;
                    parts.push((has, if refused { Box::new(Refused(query)) } else { query }));
                }
                // a bag that only refuses is everything but
                if parts.iter().all(|(has, _)| *has == Has::MustNot) {
                    parts.push((Has::Must, Box::new(AllQuery)));
                }
                Box::new(BooleanQuery::new(parts))
            }
            Query::And(parts) => Box::new(BooleanQuery::intersection(self.all(parts)?)),
            Query::Or(parts) => Box::new(BooleanQuery::union(self.all(parts)?)),
            Query::Boost(inner, weight) => {
                Box::new(BoostQuery::new(self.translate(inner)?, *weight))
            }
        })
    }

    fn all(&mut self, parts: &[Query]) -> Result<Vec<Translated>, StoreError> {
        parts.iter().map(|part| self.translate(part)).collect()
    }

    fn term(&self, field: Field, text: &str) -> Term {
        Term::from_field_text(self.snapshot.columns.field(field), text)
    }

    /// A value that is one term: an id, a language. It filters and adds nothing to the score.
    fn whole(&self, field: Field, value: &str) -> Translated {
        let value = exact_term(value);
        let lowered;
        let value = if field == Field::Language {
            lowered = value.to_lowercase();
            &lowered
        } else {
            value
        };
        let term = TermQuery::new(self.term(field, value), IndexRecordOption::Basic);
        Box::new(ConstScoreQuery::new(Box::new(term), 0.0))
    }

    fn terms(&self, field: Field, text: &str, slop: u32) -> Translated {
        let mut terms: Vec<Term> =
            leaf::terms(text, field).iter().map(|term| self.term(field, term)).collect();
        match terms.len() {
            0 => Box::new(EmptyQuery),
            1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
            _ => {
                let mut phrase = PhraseQuery::new(terms);
                phrase.set_slop(slop);
                Box::new(phrase)
            }
        }
    }

    /// The terms that begin so, all with the weight of one term that stands in
    /// as many articles as they do: a rare misprint is no better evidence than
    /// the word itself.
    fn prefix(&mut self, field: Field, text: &str) -> Result<Translated, StoreError> {
        let stem = leaf::prefix(text);
        let mut found = expand(self.snapshot, field, &stem)?;
        if found.len() > MAX_EXPANSIONS {
            self.notes.push(format!(
                "{text}* stands for {} words; the {MAX_EXPANSIONS} most frequent are searched",
                found.len()
            ));
            found.truncate(MAX_EXPANSIONS);
        }
        let articles: u64 = found.iter().map(|(_, articles)| articles).sum();
        let score = inverse_frequency(articles, self.snapshot.len());
        let terms = found.iter().map(|(term, _)| {
            let query = TermQuery::new(self.term(field, term), IndexRecordOption::Basic);
            Box::new(query) as Translated
        });
        Ok(Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(terms.collect())), score)))
    }
}

/// A name is a condition: it matches or it does not, and adds nothing to the score.
fn filtering(field: Field, query: Translated) -> Translated {
    if field.is_stemmed() { query } else { Box::new(ConstScoreQuery::new(query, 0.0)) }
}

/// The terms of a field that begin with `stem`, or are what `stem` itself is
/// stemmed to, with the number of articles that hold them; most frequent first.
pub(super) fn expand(
    snapshot: &Snapshot,
    field: Field,
    stem: &str,
) -> Result<Vec<(String, u64)>, StoreError> {
    let mut found = std::collections::BTreeMap::<String, u64>::new();
    let io = |error: std::io::Error| snapshot.failed(&error.into());
    let same = normalise(stem, field.is_stemmed());
    for segment in snapshot.searcher.segment_readers() {
        let index = segment
            .inverted_index(snapshot.columns.field(field))
            .map_err(|error| snapshot.failed(&error))?;
        let terms = index.terms();
        if !same.starts_with(stem)
            && let Some(info) = terms.get(same.as_bytes()).map_err(io)?
        {
            *found.entry(same.clone()).or_default() += u64::from(info.doc_freq);
        }
        let mut stream = terms.range().ge(stem.as_bytes()).into_stream().map_err(io)?;
        while stream.advance() && stream.key().starts_with(stem.as_bytes()) {
            let term = String::from_utf8_lossy(stream.key()).into_owned();
            *found.entry(term).or_default() += u64::from(stream.value().doc_freq);
        }
    }
    let mut found: Vec<(String, u64)> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(found)
}

/// BM25's inverse document frequency, the form that is never negative
/// (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
/// Beyond", 2009, with 1 added within the logarithm as Lucene does).
pub(super) fn inverse_frequency(articles: u64, all: u64) -> f32 {
    let (n, all) = (articles.min(all) as f32, all as f32);
    (1.0 + (all - n + 0.5) / (n + 0.5)).ln()
}

/// Articles whose interval of publication meets the days asked for.
fn published(days: Days, snapshot: &Snapshot) -> Translated {
    let (from_column, to_column) = (snapshot.columns.from, snapshot.columns.to);
    let known = || Box::new(ExistsQuery::new(FROM.to_owned(), false)) as Translated;
    let filter = |parts: Vec<(Has, Translated)>| {
        Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(parts)), 0.0)) as Translated
    };
    match days {
        Days::Unknown => filter(vec![
            (Has::Must, Box::new(AllQuery)),
            (Has::MustNot, Box::new(Refused(known()))),
        ]),
        Days::Within { from, to } => {
            let mut parts: Vec<(Has, Translated)> = vec![(Has::Must, known())];
            if let Some(from) = from {
                let bound = Bound::Included(Term::from_field_i64(to_column, from.number()));
                parts.push((Has::Must, Box::new(RangeQuery::new(bound, Bound::Unbounded))));
            }
            if let Some(to) = to {
                let bound = Bound::Included(Term::from_field_i64(from_column, to.number()));
                parts.push((Has::Must, Box::new(RangeQuery::new(Bound::Unbounded, bound))));
            }
            filter(parts)
        }
    }
}
