//! Ranks by a formula of choice: every article that matches is scored, leaf by
//! leaf, from the positions in the postings. Slower than the engine's own
//! BM25F, and the plain way that its fast ways are held to.

use super::expand::Resolved;
use super::formula::{Counted, LeafStatistics, TextStatistics, is_stop_word, score};
use super::slots::LeafCursor;
use super::snapshot::Snapshot;
use super::span_query::rarity;
use super::translate::Translator;
use crate::query::{Occur, Query};
use crate::schema::Field;
use crate::store::{Address, Formula, Leaf, Ranked, Recency, Scored, StoreError};
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{EnableScoring, Scorer, Weight};
use tantivy::{DocId, TERMINATED};

/// A query tree, prepared once.
enum Part {
    /// Counted and scored.
    Leaf(Arc<Resolved>, LeafStatistics),
    /// Matches or not.
    Filter(Box<dyn Weight>),
    Bag(Vec<(Occur, Part)>),
    All(Vec<Part>),
    Any(Vec<Part>),
    Boost(Box<Part>, f32),
}

/// The same over one segment.
enum Cursor {
    Leaf(Box<LeafCursor>, LeafStatistics),
    Filter(Box<dyn Scorer>),
    Bag(Vec<(Occur, Cursor)>),
    All(Vec<Cursor>),
    Any(Vec<Cursor>),
    Boost(Box<Cursor>, f32),
}

/// What all leaves of a segment share.
struct Texts {
    formula: Formula,
    statistics: TextStatistics,
    norms: FieldNormReader,
    headline_norms: FieldNormReader,
}

/// The best `skip..skip + take` articles by `formula`.
pub(super) fn rank(
    snapshot: &Snapshot,
    query: &Query,
    formula: Formula,
    recency: Option<Recency>,
    (skip, take): (usize, usize),
    notes: &mut Vec<String>,
) -> Result<Ranked, StoreError> {
    let failed = |error: tantivy::TantivyError| snapshot.failed(&error);
    let translated = Translator::new(snapshot, notes).translate(query)?;
    let scoring = EnableScoring::disabled_from_searcher(&snapshot.searcher);
    let matching = translated.weight(scoring).map_err(failed)?;
    let root = prepare(snapshot, query, formula, notes)?;
    let statistics = text_statistics(snapshot)?;
    let newest = if recency.is_some() { newest_day(snapshot) } else { None };
    let mut all: Vec<Scored> = Vec::new();
    for (ordinal, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
        let columns = &snapshot.segments[ordinal];
        let norms = |field| segment.get_fieldnorms_reader(snapshot.columns.field(field));
        let texts = Texts {
            formula,
            statistics,
            norms: norms(Field::Text).map_err(failed)?,
            headline_norms: norms(Field::Headline).map_err(failed)?,
        };
        let mut cursor = open(snapshot, &root, ordinal)?;
        let mut documents = matching.scorer(segment, 1.0).map_err(failed)?;
        let mut document = documents.doc();
        while document != TERMINATED {
            if !segment.is_deleted(document) {
                let words = columns.words_of(document);
                let mut score = evaluate(&mut cursor, document, words, &texts)?.unwrap_or(0.0);
                if let Some(recency) = recency {
                    let day = columns.to.as_ref().and_then(|to| to.first(document));
                    let age = newest.zip(day).map(|(newest, day)| newest - day);
                    score *= recency.factor(age);
                }
                let article = Address { segment: ordinal as u32, document };
                all.push(Scored { score: score as f32, article });
            }
            document = documents.advance();
        }
    }
    let total = all.len() as u64;
    let order = |a: &Scored, b: &Scored| b.score.total_cmp(&a.score);
    let most = skip.saturating_add(take).min(all.len());
    if most > 0 && most < all.len() {
        // those that tie with the last one kept are kept too, until their ids decide
        all.select_nth_unstable_by(most - 1, order);
        let last = all[most - 1].score;
        all.retain(|hit| hit.score >= last);
    }
    all.sort_by(|a, b| order(a, b).then(a.article.cmp(&b.article)));
    super::top::order_ties(snapshot, &mut all, |a, b| a.score == b.score);
    Ok(Ranked { total, at_least: false, hits: all.into_iter().skip(skip).take(take).collect() })
}

fn prepare(
    snapshot: &Snapshot,
    query: &Query,
    formula: Formula,
    notes: &mut Vec<String>,
) -> Result<Part, StoreError> {
    let mut several = |parts: &[Query]| -> Result<Vec<Part>, StoreError> {
        parts.iter().map(|part| prepare(snapshot, part, formula, notes)).collect()
    };
    Ok(match query {
        Query::Bag(clauses) => Part::Bag(
            clauses
                .iter()
                .map(|clause| Ok((clause.occur, prepare(snapshot, &clause.query, formula, notes)?)))
                .collect::<Result<_, StoreError>>()?,
        ),
        Query::And(parts) => Part::All(several(parts)?),
        Query::Or(parts) => Part::Any(several(parts)?),
        Query::Boost(inner, weight) => {
            Part::Boost(Box::new(prepare(snapshot, inner, formula, notes)?), *weight)
        }
        Query::When(spoken) => prepare(snapshot, &spoken.lowered(), formula, notes)?,
        leaf => match Leaf::of(leaf).filter(|_| leaf.is_scored()) {
            Some(leaf) if formula == Formula::Bm25 && leaf.term().is_some_and(is_stop_word) => {
                let translated = Translator::new(snapshot, notes).translate(query)?;
                let scoring = EnableScoring::disabled_from_searcher(&snapshot.searcher);
                Part::Filter(translated.weight(scoring).map_err(|e| snapshot.failed(&e))?)
            }
            Some(leaf) => {
                let resolved = Arc::new(Resolved::new(snapshot, &leaf)?);
                let statistics = leaf_statistics(snapshot, &resolved)?;
                Part::Leaf(resolved, statistics)
            }
            None => {
                let translated = Translator::new(snapshot, notes).translate(leaf)?;
                let scoring = EnableScoring::disabled_from_searcher(&snapshot.searcher);
                let weight = translated.weight(scoring).map_err(|e| snapshot.failed(&e))?;
                Part::Filter(weight)
            }
        },
    })
}

/// Counts a leaf in the whole index.
pub(super) fn leaf_statistics(
    snapshot: &Snapshot,
    resolved: &Arc<Resolved>,
) -> Result<LeafStatistics, StoreError> {
    let rarity = f64::from(rarity(snapshot.all_documents(), resolved));
    let mut occurrences = 0.0;
    for ordinal in 0..snapshot.segments.len() {
        let mut cursor = snapshot.leaf_cursor(resolved, ordinal)?;
        let mut document = cursor.candidate(0);
        while document != TERMINATED {
            occurrences += f64::from(cursor.count(document)?.0);
            document = cursor.candidate(document + 1);
        }
    }
    Ok(LeafStatistics { rarity, occurrences })
}

/// Means over the whole index.
pub(super) fn text_statistics(snapshot: &Snapshot) -> Result<TextStatistics, StoreError> {
    let articles = snapshot.all_documents() as f64;
    let average = |field| snapshot.average_words(snapshot.columns.field(field)).map(f64::from);
    let body: f64 = snapshot
        .segments
        .iter()
        .filter_map(|columns| columns.body_words.as_ref())
        .map(|words| words.values.iter().sum::<u64>() as f64)
        .sum();
    Ok(TextStatistics {
        articles,
        average_weighted: average(Field::Text)?,
        average_once: body / articles.max(1.0) + average(Field::Headline)?,
    })
}

fn newest_day(snapshot: &Snapshot) -> Option<i64> {
    let latest = snapshot.segments.iter().filter_map(|columns| columns.to.as_ref());
    latest.filter(|to| to.values.num_vals() > 0).map(|to| to.max_value()).max()
}

fn open(snapshot: &Snapshot, part: &Part, segment: usize) -> Result<Cursor, StoreError> {
    let several = |parts: &[Part]| -> Result<Vec<Cursor>, StoreError> {
        parts.iter().map(|part| open(snapshot, part, segment)).collect()
    };
    Ok(match part {
        Part::Leaf(resolved, statistics) => {
            Cursor::Leaf(Box::new(snapshot.leaf_cursor(resolved, segment)?), *statistics)
        }
        Part::Filter(weight) => {
            let reader = snapshot.searcher.segment_reader(segment as u32);
            Cursor::Filter(weight.scorer(reader, 1.0).map_err(|error| snapshot.failed(&error))?)
        }
        Part::Bag(clauses) => Cursor::Bag(
            clauses
                .iter()
                .map(|(occur, part)| Ok((*occur, open(snapshot, part, segment)?)))
                .collect::<Result<_, StoreError>>()?,
        ),
        Part::All(parts) => Cursor::All(several(parts)?),
        Part::Any(parts) => Cursor::Any(several(parts)?),
        Part::Boost(inner, weight) => {
            Cursor::Boost(Box::new(open(snapshot, inner, segment)?), *weight)
        }
    })
}

/// The score of an article, added up in the order of the query; `None` if it does not match.
fn evaluate(
    cursor: &mut Cursor,
    document: DocId,
    words: u32,
    texts: &Texts,
) -> Result<Option<f64>, StoreError> {
    Ok(match cursor {
        Cursor::Leaf(leaf, statistics) => {
            let (weighted, once) = leaf.count(document)?;
            let headline = f64::from(texts.headline_norms.fieldnorm(document));
            let counted = Counted {
                weighted: weighted.into(),
                once: once.into(),
                words_weighted: texts.norms.fieldnorm(document).into(),
                words_once: f64::from(words) + headline,
            };
            let constant = leaf.is_constant() && texts.formula == Formula::Bm25f;
            let score = || match constant {
                true => statistics.rarity,
                false => score(texts.formula, counted, *statistics, texts.statistics),
            };
            (weighted > 0).then(score)
        }
        Cursor::Filter(scorer) => {
            let at = scorer.doc();
            let at = if at < document { scorer.seek(document) } else { at };
            (at == document).then_some(0.0)
        }
        Cursor::Boost(inner, weight) => {
            evaluate(inner, document, words, texts)?.map(|score| score * f64::from(*weight))
        }
        Cursor::All(parts) => {
            let mut sum = Some(0.0);
            for part in parts {
                let score = evaluate(part, document, words, texts)?;
                sum = sum.zip(score).map(|(sum, score)| sum + score);
            }
            sum
        }
        Cursor::Any(parts) => {
            let mut sum = None;
            for part in parts {
                if let Some(score) = evaluate(part, document, words, texts)? {
                    sum = Some(sum.unwrap_or(0.0) + score);
                }
            }
            sum
        }
        Cursor::Bag(clauses) => {
            let needs_a_wish = clauses.iter().all(|(occur, _)| *occur != Occur::Must)
                && clauses.iter().any(|(occur, _)| *occur == Occur::Should);
            let (mut sum, mut wished, mut fails) = (0.0, false, false);
            for (occur, part) in clauses {
                let score = evaluate(part, document, words, texts)?;
                match occur {
                    Occur::Not => fails |= score.is_some(),
                    Occur::Must => fails |= score.is_none(),
                    Occur::Should => wished |= score.is_some(),
                }
                if *occur != Occur::Not {
                    sum += score.unwrap_or(0.0);
                }
            }
            (!fails && (wished || !needs_a_wish)).then_some(sum)
        }
    })
}
