//! Ranks by a formula of choice: every article that matches is scored, leaf by
//! leaf, from the positions in the postings. Slower than the engine's own
//! BM25F, and the plain way that its fast ways are held to.

use super::by_word;
use super::expand::Resolved;
use super::formula::{
    Counted, LeafStatistics, Places, Text, TextStatistics, is_stop_word, lead_words, of_length,
    score,
};
use super::segment::SegmentColumns;
use super::slots::LeafCursor;
use super::snapshot::Snapshot;
use super::span_query::rarity;
use super::translate::Translator;
use crate::query::{Occur, Query};
use crate::schema::Field;
use crate::store::{Address, Formula, Leaf, Ranked, Recency, Scored, StoreError};
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::InvertedIndexReader;
use tantivy::query::{EnableScoring, Scorer, Weight};
use tantivy::{DocId, TERMINATED};

/// A query tree, prepared once.
pub(super) enum Part {
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
pub(super) struct Texts<'a> {
    pub(super) formula: Formula,
    pub(super) text: Text,
    pub(super) statistics: TextStatistics,
    /// Of the headlines alone, for what is asked of them.
    headlines: TextStatistics,
    pub(super) documents: u32,
    pub(super) columns: &'a SegmentColumns,
    /// Of the text.
    pub(super) index: Arc<InvertedIndexReader>,
    norms: FieldNormReader,
    headline_norms: FieldNormReader,
}

impl<'a> Texts<'a> {
    fn open(
        snapshot: &'a Snapshot,
        formula: Formula,
        ordinal: usize,
        (statistics, headlines): (TextStatistics, TextStatistics),
    ) -> Result<Self, tantivy::TantivyError> {
        let segment = snapshot.searcher.segment_reader(ordinal as u32);
        let norms = |field| segment.get_fieldnorms_reader(snapshot.columns.field(field));
        Ok(Self {
            formula,
            text: Text::of(formula),
            statistics,
            headlines,
            documents: segment.max_doc(),
            columns: &snapshot.segments[ordinal],
            index: segment.inverted_index(snapshot.columns.field(Field::Text))?,
            norms: norms(Field::Text)?,
            headline_norms: norms(Field::Headline)?,
        })
    }

    /// So many places in an article of its length.
    pub(super) fn counted(&self, document: DocId, places: f64) -> Counted {
        let indexed = f64::from(self.norms.fieldnorm(document));
        let words = match self.text {
            Text::AsIndexed => indexed,
            text => {
                let body = self.columns.words_of(document);
                let headline = f64::from(self.headline_norms.fieldnorm(document));
                text.words(indexed, body.into(), headline, lead_words(body).into())
            }
        };
        Counted { places, words }
    }
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
    rank_as(snapshot, query, formula, recency, (skip, take), notes, true)
}

/// As [`rank`]; bags of words list by list only where `by_word`, which the
/// tests hold to the plain way.
pub(super) fn rank_as(
    snapshot: &Snapshot,
    query: &Query,
    formula: Formula,
    recency: Option<Recency>,
    (skip, take): (usize, usize),
    notes: &mut Vec<String>,
    by_word: bool,
) -> Result<Ranked, StoreError> {
    let failed = |error: tantivy::TantivyError| snapshot.failed(&error);
    let root = prepare(snapshot, query, formula, notes)?;
    let wishes = if by_word { by_word::wishes(&root) } else { None };
    let statistics = text_statistics(snapshot, formula)?;
    let weight = weight_of(&root);
    let newest = if recency.is_some() { newest_day(snapshot) } else { None };
    let mut all: Vec<Scored> = Vec::new();
    for (ordinal, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
        let texts = Texts::open(snapshot, formula, ordinal, statistics).map_err(failed)?;
        let mut offer = |document: DocId, mut score: f64| {
            if segment.is_deleted(document) {
                return;
            }
            score += of_length(formula, weight, texts.counted(document, 0.0).words);
            if let Some(recency) = recency {
                let day = texts.columns.to.as_ref().and_then(|to| to.first(document));
                let age = newest.zip(day).map(|(newest, day)| newest - day);
                score = faded(score, recency.factor(age));
            }
            let article = Address { segment: ordinal as u32, document };
            all.push(Scored { score: score as f32, article });
        };
        if let Some(words) = &wishes {
            by_word::scores(snapshot, words, &texts, &mut offer)?;
            continue;
        }
        let translated = Translator::new(snapshot, notes).translate(query)?;
        let scoring = EnableScoring::disabled_from_searcher(&snapshot.searcher);
        let matching = translated.weight(scoring).map_err(failed)?;
        let mut cursor = open(snapshot, &root, ordinal)?;
        let mut documents = matching.scorer(segment, 1.0).map_err(failed)?;
        let mut document = documents.doc();
        while document != TERMINATED {
            let score = evaluate(&mut cursor, document, &texts)?;
            offer(document, score.unwrap_or(0.0));
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

/// A score that counts less, also where it is a likelihood below nothing.
fn faded(score: f64, factor: f64) -> f64 {
    if score < 0.0 { score / factor.max(f64::MIN_POSITIVE) } else { score * factor }
}

/// What all that is scored weighs together; words that no article has weigh nothing.
fn weight_of(part: &Part) -> f64 {
    match part {
        Part::Leaf(_, statistics) if statistics.occurrences > 0.0 => 1.0,
        Part::Leaf(..) | Part::Filter(_) => 0.0,
        Part::Bag(clauses) => {
            let counted = clauses.iter().filter(|(occur, _)| *occur != Occur::Not);
            counted.map(|(_, part)| weight_of(part)).sum()
        }
        Part::All(parts) | Part::Any(parts) => parts.iter().map(weight_of).sum(),
        Part::Boost(inner, weight) => weight_of(inner) * f64::from(*weight),
    }
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
        Query::Named(named) => prepare(snapshot, &named.lowered(), formula, notes)?,
        leaf => match Leaf::of(leaf).filter(|_| leaf.is_scored()) {
            Some(leaf) => {
                let resolved = Arc::new(Resolved::new(snapshot, &leaf)?);
                for expansion in &resolved.slots {
                    Translator::new(snapshot, notes).note_limit(expansion, query);
                }
                let statistics = leaf_statistics(snapshot, &resolved, formula)?;
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

/// Counts a leaf in the whole index, as far as the formula asks.
pub(super) fn leaf_statistics(
    snapshot: &Snapshot,
    resolved: &Arc<Resolved>,
    formula: Formula,
) -> Result<LeafStatistics, StoreError> {
    let mut out = LeafStatistics {
        rarity: f64::from(rarity(snapshot.all_documents(), resolved)),
        ..LeafStatistics::default()
    };
    match formula {
        Formula::Bm25 { .. } if resolved.leaf.term().is_some_and(is_stop_word) => out.rarity = 0.0,
        // the rarity is all they ask for
        Formula::Bm25 { .. } | Formula::Bm25f(_) => {}
        _ => {
            let term = resolved.leaf.term().filter(|_| !resolved.leaf.in_headline);
            if let Some(term) = term {
                let (occurrences, articles) = snapshot.occurrences(term)?;
                (out.occurrences, out.articles) = (occurrences as f64, articles as f64);
                return Ok(out);
            }
            for ordinal in 0..snapshot.segments.len() {
                let mut cursor = snapshot.leaf_cursor(resolved, ordinal)?;
                let mut document = cursor.candidate(0);
                while document != TERMINATED {
                    let places = cursor.count(document)?.0;
                    out.occurrences += f64::from(places);
                    out.articles += f64::from(places.min(1));
                    document = cursor.candidate(document + 1);
                }
            }
        }
    }
    Ok(out)
}

/// Means over the whole index: of the texts as the formula takes them, and of the headlines.
pub(super) fn text_statistics(
    snapshot: &Snapshot,
    formula: Formula,
) -> Result<(TextStatistics, TextStatistics), StoreError> {
    let articles = snapshot.all_documents() as f64;
    let average = |field| snapshot.average_words(snapshot.columns.field(field)).map(f64::from);
    let (indexed, headline) = (average(Field::Text)?, average(Field::Headline)?);
    let text = Text::of(formula);
    let (mut body, mut lead) = (0, 0);
    if text != Text::AsIndexed {
        for words in snapshot.segments.iter().filter_map(|s| s.body_words.as_ref()) {
            for words in words.values.iter() {
                body += words;
                lead += u64::from(lead_words(words.try_into().unwrap_or(u32::MAX)));
            }
        }
    }
    let mean = |sum: u64| sum as f64 / articles.max(1.0);
    let average = text.words(indexed, mean(body), headline, mean(lead));
    Ok((TextStatistics { articles, average }, TextStatistics { articles, average: headline }))
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
    texts: &Texts<'_>,
) -> Result<Option<f64>, StoreError> {
    Ok(match cursor {
        Cursor::Leaf(leaf, statistics) => {
            // of a pair with one word missing no positions are read
            if leaf.candidate(document) != document {
                return Ok(None);
            }
            let (counted, text) = if leaf.in_headline() {
                let places = leaf.count(document)?.0.into();
                let words = texts.headline_norms.fieldnorm(document).into();
                (Counted { places, words }, texts.headlines)
            } else {
                let places = match texts.text {
                    Text::AsIndexed => Places { all: leaf.count(document)?.0, ..Places::default() },
                    _ => leaf.count_by_part(document)?,
                };
                if places.all == 0 {
                    return Ok(None);
                }
                (texts.counted(document, texts.text.places(places)), texts.statistics)
            };
            let constant = leaf.is_constant() && matches!(texts.formula, Formula::Bm25f(_));
            let score = || match constant {
                true => statistics.rarity,
                false => score(texts.formula, counted, *statistics, text),
            };
            (counted.places > 0.0 || !leaf.in_headline()).then(score)
        }
        Cursor::Filter(scorer) => {
            let at = scorer.doc();
            let at = if at < document { scorer.seek(document) } else { at };
            (at == document).then_some(0.0)
        }
        Cursor::Boost(inner, weight) => {
            evaluate(inner, document, texts)?.map(|score| score * f64::from(*weight))
        }
        Cursor::All(parts) => {
            let mut sum = Some(0.0);
            for part in parts {
                let score = evaluate(part, document, texts)?;
                sum = sum.zip(score).map(|(sum, score)| sum + score);
            }
            sum
        }
        Cursor::Any(parts) => {
            let mut sum = None;
            for part in parts {
                if let Some(score) = evaluate(part, document, texts)? {
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
                let score = evaluate(part, document, texts)?;
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
