//! The fast ways: words, bags of words, phrases and words near each other, from
//! the postings' own blocks. What has another shape goes the general way (`top`).
//!
//! Hits, scores and their order are those of the general way to the last bit;
//! the tests hold one to the other.

use super::best::Best;
use super::blocks::Postings;
use super::document_sets::{common, count_any};
use super::maxscore::{self, Scored, Segment};
use super::phrase::{PhraseWord, phrase};
use super::places;
use super::positions_of::Positions;
use super::snapshot::Snapshot;
use super::terms::Words;
use crate::query::{Occur, Query};
use crate::schema::Field;
use crate::store::{Leaf, Ranked, StoreError};
use tantivy::postings::TermInfo;
use tantivy::query::{Bm25StatisticsProvider, Bm25Weight};
use tantivy::{DocId, Term};

/// More words than this go the general way.
const MOST_WORDS: usize = 256;

/// A query whose words are all looked up in the same way.
enum Shape {
    /// Words, each with whether it is needed and what it counts.
    Bag(Vec<Asked>),
    /// Words in a row.
    Phrase(Field, Vec<String>),
    /// Words that must stand as the leaf says.
    Places(Leaf),
}

/// A word of a query.
struct Asked {
    needed: bool,
    field: Field,
    term: String,
    weight: f32,
}

/// The shape of a query, if it has one of ours.
fn shape(query: &Query) -> Option<Shape> {
    let terms = |query: &Query| -> Option<(Field, Vec<String>)> {
        if !matches!(query, Query::Word(..) | Query::Phrase(..)) {
            return None;
        }
        let leaf = Leaf::of(query)?;
        let field = if leaf.in_headline { Field::Headline } else { Field::Text };
        let terms = match leaf.term() {
            Some(term) => vec![term.to_owned()],
            None => leaf.plain_phrase()?.into_iter().map(str::to_owned).collect(),
        };
        Some((field, terms))
    };
    let word = |query: &Query, needed: bool| {
        let (query, weight) = match query {
            // what counts nothing, or less, is no business of bounds
            Query::Boost(inner, weight) if *weight > 0.0 => (inner.as_ref(), *weight),
            _ => (query, 1.0),
        };
        let (field, mut terms) = terms(query)?;
        (terms.len() == 1).then(|| Asked { needed, field, term: terms.remove(0), weight })
    };
    let all = |parts: &[Query], needed| parts.iter().map(|part| word(part, needed)).collect();
    let words: Option<Vec<_>> = match query {
        Query::And(parts) => all(parts, true),
        Query::Or(parts) => all(parts, false),
        Query::Bag(clauses) => clauses
            .iter()
            .map(|clause| match clause.occur {
                Occur::Should => word(&clause.query, false),
                Occur::Must => word(&clause.query, true),
                Occur::Not => None,
            })
            .collect(),
        Query::Boost(..) => word(query, false).map(|word| vec![word]),
        _ => {
            let Some((field, terms)) = terms(query) else {
                return Leaf::of(query)
                    .filter(|leaf| places::terms(leaf).is_some())
                    .map(Shape::Places);
            };
            if terms.len() > 1 {
                return Some(Shape::Phrase(field, terms));
            }
            word(query, false).map(|word| vec![word])
        }
    };
    words.filter(|words| !words.is_empty() && words.len() <= MOST_WORDS).map(Shape::Bag)
}

/// A word's postings in a segment, and where they are from.
pub(super) type Opened<'a> = (Postings, &'a Words, &'a TermInfo);

/// A word as it stands in the index.
pub(super) struct Found {
    needed: bool,
    field: Field,
    /// Where its postings are, by segment.
    infos: Vec<Option<TermInfo>>,
    articles: u64,
    average: f32,
    weight: Bm25Weight,
}

impl Found {
    pub(super) fn look_up(
        snapshot: &Snapshot,
        field: Field,
        term: &str,
        needed: bool,
        boost: f32,
    ) -> Result<Self, StoreError> {
        let mut infos = Vec::with_capacity(snapshot.segments.len());
        let (mut articles, mut tokens) = (0, 0);
        for segment in &snapshot.segments {
            let words = segment.words.field(field);
            let info = match words {
                Some(words) => {
                    tokens += words.tokens;
                    let found = words.index.terms().get(term.as_bytes());
                    found.map_err(|error| snapshot.failed(&error.into()))?
                }
                None => None,
            };
            articles += info.as_ref().map_or(0, |info| u64::from(info.doc_freq));
            infos.push(info);
        }
        let all = snapshot.all_documents();
        let average = tokens as f32 / all as f32;
        let weight = Bm25Weight::for_one_term_without_explain(articles, all, average);
        let weight = weight.boost_by(boost);
        Ok(Self { needed, field, infos, articles, average, weight })
    }

    /// Its postings in a segment. Outer `None`: they are not as we know them.
    pub(super) fn open<'a>(
        &'a self,
        snapshot: &'a Snapshot,
        ordinal: usize,
    ) -> Result<Option<Option<Opened<'a>>>, StoreError> {
        let Some(info) = &self.infos[ordinal] else { return Ok(Some(None)) };
        let Some(words) = snapshot.segments[ordinal].words.field(self.field) else {
            return Ok(Some(None));
        };
        let postings = words
            .postings(info, &self.weight, self.average)
            .map_err(|error| snapshot.failed(&error))?;
        Ok(postings.map(|postings| Some((postings, words, info))))
    }
}

/// Whether scores of these words, added up in double precision, come out the
/// same in any order: no sum then needs more digits than there are.
fn any_order_will_do(snapshot: &Snapshot, words: &[Found]) -> bool {
    let (mut least, mut most) = (f32::INFINITY, 0f64);
    for word in words.iter().filter(|word| word.articles > 0) {
        most += f64::from(word.weight.max_score());
        for segment in &snapshot.segments {
            if let Some(field) = segment.words.field(word.field) {
                least = least.min(word.weight.score(field.longest(), 1));
            }
        }
    }
    // the last of a float's 24 digits, and the first of the sum's 53
    least > 0.0 && (most.log2().ceil() - (f64::from(least).log2().floor() - 23.0)) < 53.0
}

/// The hits of a query that has one of our shapes; `None` if it has not. Without
/// `count` the total is what is known of it when the best are found.
pub(super) fn rank(
    snapshot: &Snapshot,
    query: &Query,
    skip: usize,
    take: usize,
    count: bool,
) -> Result<Option<Ranked>, StoreError> {
    let most = skip.saturating_add(take).min(snapshot.len() as usize);
    let mut best = Best::new(if take == 0 { 0 } else { most });
    let total = match shape(query) {
        Some(Shape::Bag(words)) => {
            let words: Vec<Found> = words
                .iter()
                .map(|word| {
                    Found::look_up(snapshot, word.field, &word.term, word.needed, word.weight)
                })
                .collect::<Result<_, _>>()?;
            if words.len() > 1 && !any_order_will_do(snapshot, &words) {
                return Ok(None);
            }
            bag(snapshot, &words, count, &mut best)?
        }
        Some(Shape::Phrase(field, terms)) => in_a_row(snapshot, field, &terms, count, &mut best)?,
        Some(Shape::Places(leaf)) => places::rank(snapshot, &leaf, count, &mut best)?,
        None => return Ok(None),
    };
    Ok(total.map(|(total, at_least)| {
        let hits = best.finish(snapshot, skip, take);
        Ranked { total, at_least, hits }
    }))
}

fn bag<'a>(
    snapshot: &'a Snapshot,
    words: &[Found],
    count: bool,
    best: &mut Best<'a>,
) -> Result<Option<(u64, bool)>, StoreError> {
    let (mut total, mut at_least) = (0, false);
    for (ordinal, reader) in snapshot.searcher.segment_readers().iter().enumerate() {
        let mut lists: Vec<(&Found, Postings, &[u8])> = Vec::with_capacity(words.len());
        let mut missing = false;
        for word in words {
            match word.open(snapshot, ordinal)? {
                None => return Ok(None),
                Some(None) => missing |= word.needed,
                Some(Some((postings, field, _))) => lists.push((word, postings, &field.norms)),
            }
        }
        if missing || lists.is_empty() {
            continue;
        }
        let bitset = reader.alive_bitset();
        let alive = bitset.map(|alive| move |document: DocId| alive.is_alive(document));
        let alive: Option<&dyn Fn(DocId) -> bool> = alive.as_ref().map(|alive| alive as _);
        let norms: Vec<&[u8]> = lists.iter().map(|(_, _, norms)| *norms).collect();
        let segment = Segment { documents: reader.max_doc(), norms: &norms, alive };
        let scored: Vec<Scored<'_>> = lists
            .iter()
            .map(|(word, postings, _)| Scored { postings, weight: &word.weight })
            .collect();
        let of = |needed: bool| -> Vec<&Postings> {
            let lists = lists.iter().filter(|(word, ..)| !needed || word.needed);
            lists.map(|(_, postings, _)| postings).collect()
        };
        best.begin(ordinal as u32, snapshot.segments[ordinal].id_ordinals());
        let needed = of(true);
        if needed.is_empty() {
            if count || lists.len() == 1 {
                total += count_any(&of(false), segment.documents, alive);
            } else {
                // all that are in the longest list and not removed
                let longest = lists.iter().map(|(_, list, _)| list.articles).max().unwrap_or(0);
                total += u64::from(longest.saturating_sub(reader.num_deleted_docs()));
                at_least = true;
            }
            maxscore::any(&scored, &segment, best);
        } else {
            let candidates = common(&needed, segment.documents);
            total += match alive {
                None => candidates.len(),
                Some(alive) => candidates.iter().filter(|&&document| alive(document)).count(),
            } as u64;
            maxscore::among(&candidates, &scored, &segment, best);
        }
    }
    Ok(Some((total, at_least)))
}

/// Statistics of the words of a phrase, which are looked up already.
struct Statistics<'a> {
    terms: &'a [(Term, u64)],
    tokens: u64,
    articles: u64,
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, _: tantivy::schema::Field) -> tantivy::Result<u64> {
        Ok(self.tokens)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.articles)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let found = self.terms.iter().find(|(known, _)| known == term);
        Ok(found.map_or(0, |(_, articles)| *articles))
    }
}

fn in_a_row<'a>(
    snapshot: &'a Snapshot,
    field: Field,
    terms: &[String],
    count: bool,
    best: &mut Best<'a>,
) -> Result<Option<(u64, bool)>, StoreError> {
    let words: Vec<Found> = terms
        .iter()
        .map(|term| Found::look_up(snapshot, field, term, true, 1.0))
        .collect::<Result<_, _>>()?;
    let column = snapshot.columns.field(field);
    let counted: Vec<(Term, u64)> = terms
        .iter()
        .zip(&words)
        .map(|(term, found)| (Term::from_field_text(column, term), found.articles))
        .collect();
    let statistics = Statistics {
        terms: &counted,
        tokens: snapshot
            .segments
            .iter()
            .filter_map(|s| s.words.field(field))
            .map(|w| w.tokens)
            .sum(),
        articles: snapshot.all_documents(),
    };
    let plain: Vec<Term> = counted.iter().map(|(term, _)| term.clone()).collect();
    let weight =
        Bm25Weight::for_terms(&statistics, &plain).map_err(|error| snapshot.failed(&error))?;
    let (mut total, mut at_least) = (0, false);
    let known = where_all_are(snapshot, &words, &mut |ordinal, mut in_row, segment| {
        best.begin(ordinal as u32, snapshot.segments[ordinal].id_ordinals());
        let (found, more) = phrase(&mut in_row, &weight, segment, count, best);
        total += found;
        at_least |= more;
        Ok(())
    })?;
    Ok(known.then_some((total, at_least)))
}

/// What is done with the words of a segment, whose number comes first.
type EachSegment<'f> =
    &'f mut dyn FnMut(usize, Vec<PhraseWord>, &Segment<'_>) -> Result<(), StoreError>;

/// Opens words with their positions in each segment that has them all. False if
/// they are not as we know them.
pub(super) fn where_all_are(
    snapshot: &Snapshot,
    words: &[Found],
    each: EachSegment<'_>,
) -> Result<bool, StoreError> {
    'segments: for (ordinal, reader) in snapshot.searcher.segment_readers().iter().enumerate() {
        if words.iter().any(|word| word.infos[ordinal].is_none()) {
            continue;
        }
        let mut opened = Vec::with_capacity(words.len());
        let mut norms: &[u8] = &[];
        for word in words {
            let Some(found) = word.open(snapshot, ordinal)? else { return Ok(false) };
            let Some((postings, field, info)) = found else { continue 'segments };
            norms = &field.norms;
            let bytes = field.positions(info).map_err(|error| snapshot.failed(&error))?;
            let Some(positions) = Positions::open(bytes) else { return Ok(false) };
            opened.push(PhraseWord { postings, positions });
        }
        let bitset = reader.alive_bitset();
        let alive = bitset.map(|alive| move |document: DocId| alive.is_alive(document));
        let alive: Option<&dyn Fn(DocId) -> bool> = alive.as_ref().map(|alive| alive as _);
        each(ordinal, opened, &Segment { documents: reader.max_doc(), norms: &[norms], alive })?;
    }
    Ok(true)
}
