//! A query tree as a query of tantivy's.

use super::expand::{Expansion, MAX_EXPANSIONS, Resolved, expand};
use super::mapping::FROM;
use super::refused::Refused;
use super::snapshot::Snapshot;
use super::span_query::SpanQuery;
use crate::query::{Days, Occur, Query};
use crate::schema::{Field, exact_term, fold_pattern, normalise};
use crate::store::leaf::{self, Slot};
use crate::store::rarity::inverse_frequency;
use crate::store::{Leaf, StoreError};
use std::ops::Bound;
use std::sync::Arc;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur as Has,
    PhraseQuery, Query as Engine, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};

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
            Query::Word(field, text) if !field.is_stemmed() => self.name(*field, text, 0),
            Query::Phrase(field, text, slop) if !field.is_stemmed() => {
                self.name(*field, text, *slop)
            }
            Query::Wild(field, text) if !field.is_stemmed() => {
                self.names(*field, &Slot::Wild(fold_pattern(text)), query)?
            }
            Query::Fuzzy(field, text, edits) if !field.is_stemmed() => {
                self.names(*field, &Slot::Fuzzy(normalise(text, false), *edits), query)?
            }
            Query::Word(..)
            | Query::Phrase(..)
            | Query::Wild(..)
            | Query::Fuzzy(..)
            | Query::Exact(..)
            | Query::Annotation(_)
            | Query::Near { .. }
            | Query::AtLeast(..) => self.places(query)?,
            Query::When(spoken) => self.translate(&spoken.lowered())?,
            Query::Named(named) => self.translate(&named.lowered())?,
            Query::Length(from, to) => self.length(*from, *to),
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

    /// Articles whose body has so many words.
    fn length(&self, from: Option<u32>, to: Option<u32>) -> Translated {
        let words = |words: u32| Term::from_field_u64(self.snapshot.columns.words, words.into());
        let bound = |end: Option<u32>| end.map_or(Bound::Unbounded, |n| Bound::Included(words(n)));
        filtering(Box::new(RangeQuery::new(bound(from), bound(to))))
    }

    /// Words of a name, side by side: a condition.
    fn name(&self, field: Field, text: &str, slop: u32) -> Translated {
        let mut terms: Vec<Term> =
            leaf::terms(text, field).iter().map(|term| self.term(field, term)).collect();
        let query: Translated = match terms.len() {
            0 => Box::new(EmptyQuery),
            1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::Basic)),
            _ => {
                let mut phrase = PhraseQuery::new(terms);
                phrase.set_slop(slop);
                Box::new(phrase)
            }
        };
        filtering(query)
    }

    /// A pattern or a fuzzy word of a name: a condition.
    fn names(
        &mut self,
        field: Field,
        slot: &Slot,
        typed: &Query,
    ) -> Result<Translated, StoreError> {
        let expansion = expand(self.snapshot, field, slot)?;
        self.note_limit(&expansion, typed);
        Ok(filtering(self.any_term(self.snapshot.columns.field(field), &expansion)))
    }

    /// What has places in the text.
    fn places(&mut self, query: &Query) -> Result<Translated, StoreError> {
        let Some(leaf) = Leaf::of(query) else { return Ok(Box::new(EmptyQuery)) };
        let field = if leaf.in_headline { Field::Headline } else { Field::Text };
        if let Some(term) = leaf.term() {
            let query = TermQuery::new(self.term(field, term), IndexRecordOption::WithFreqs);
            return Ok(Box::new(query));
        }
        if let Some(terms) = leaf.plain_phrase() {
            let terms = terms.into_iter().map(|term| self.term(field, term)).collect();
            return Ok(Box::new(PhraseQuery::new(terms)));
        }
        let resolved = Resolved::new(self.snapshot, &leaf)?;
        for expansion in &resolved.slots {
            self.note_limit(expansion, query);
        }
        if let [expansion] = resolved.slots.as_slice()
            && resolved.is_constant()
        {
            let score = inverse_frequency(expansion.articles(), self.snapshot.all_documents());
            let any = self.any_term(resolved.column_of(self.snapshot, 0), expansion);
            return Ok(Box::new(ConstScoreQuery::new(any, score)));
        }
        Ok(Box::new(SpanQuery::new(self.snapshot, Arc::new(resolved))?))
    }

    fn any_term(&self, column: Column, expansion: &Expansion) -> Translated {
        let terms = expansion.terms.iter().map(|expanded| {
            let term = Term::from_field_text(column, &expanded.term);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Translated
        });
        Box::new(BooleanQuery::union(terms.collect()))
    }

    pub(super) fn note_limit(&mut self, expansion: &Expansion, typed: &Query) {
        if expansion.found > MAX_EXPANSIONS {
            let note = format!(
                "{typed} stands for {} words; the {MAX_EXPANSIONS} most frequent are searched",
                expansion.found
            );
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }
}

/// What matches or does not, and adds nothing to the score.
fn filtering(query: Translated) -> Translated {
    Box::new(ConstScoreQuery::new(query, 0.0))
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
