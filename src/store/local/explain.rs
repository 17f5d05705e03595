//! Looks at one article clause by clause.

use super::by_model::{leaf_statistics, text_statistics};
use super::expand::Resolved;
use super::formula::{Counted, Text, TextStatistics, is_stop_word, lead_words, of_length, score};
use super::snapshot::Snapshot;
use super::translate::Translator;
use crate::article::Article;
use crate::query::{Days, Occur, Query};
use crate::schema::Field;
use crate::store::explain::{Explanation, Figures};
use crate::store::{Address, Formula, Leaf, StoreError};
use std::sync::Arc;
use tantivy::query::EnableScoring;

/// The article that is looked at.
struct Looked<'a> {
    snapshot: &'a Snapshot,
    address: Address,
    article: Article,
    language: Option<String>,
    words: u32,
    formula: Formula,
    /// Of texts and of headlines.
    texts: (TextStatistics, TextStatistics),
}

/// See [`Snapshot::explain`].
pub(super) fn explain(
    snapshot: &Snapshot,
    query: &Query,
    formula: Formula,
    address: Address,
) -> Result<Explanation, StoreError> {
    let record = snapshot.record(address)?;
    let (article, language) = record.about()?;
    let texts = text_statistics(snapshot, formula)?;
    let words = record.words();
    Looked { snapshot, address, article, language, words, formula, texts }.look(query)
}

impl Looked<'_> {
    fn look(&self, query: &Query) -> Result<Explanation, StoreError> {
        let group = |parts: Vec<Explanation>, matches: bool, why: String| Explanation {
            clause: query.to_string(),
            matches,
            score: if matches { parts.iter().map(|part| part.score).sum() } else { 0.0 },
            why,
            figures: None,
            parts,
        };
        Ok(match query {
            Query::When(spoken) => {
                let mut inner = self.look(&spoken.lowered())?;
                inner.clause = query.to_string();
                inner.parts.clear();
                if !inner.matches {
                    inner.why = "it speaks of none of these days".into();
                }
                inner
            }
            Query::Named(named) => {
                let mut inner = self.look(&named.lowered())?;
                inner.clause = query.to_string();
                inner.parts.clear();
                if !inner.matches {
                    inner.why = "nobody and nothing so called is named".into();
                }
                inner
            }
            Query::Boost(inner, weight) => {
                let mut inner = self.look(inner)?.weighted(f64::from(*weight));
                inner.clause = query.to_string();
                inner
            }
            Query::And(parts) => {
                let parts = self.all(parts)?;
                let failed = parts.iter().filter(|part| !part.matches).count();
                let why = match failed {
                    0 => "all of them match".to_owned(),
                    _ => format!("{failed} of {} do not match; all must", parts.len()),
                };
                group(parts, failed == 0, why)
            }
            Query::Or(parts) => {
                let mut parts = self.all(parts)?;
                let matched = parts.iter().filter(|part| part.matches).count();
                parts.iter_mut().filter(|part| !part.matches).for_each(|part| part.score = 0.0);
                let why = format!("{matched} of {} match; one must", parts.len());
                group(parts, matched > 0, why)
            }
            Query::Bag(clauses) => self.bag(query, clauses)?,
            leaf => self.leaf(leaf)?,
        })
    }

    fn all(&self, parts: &[Query]) -> Result<Vec<Explanation>, StoreError> {
        parts.iter().map(|part| self.look(part)).collect()
    }

    fn bag(
        &self,
        query: &Query,
        clauses: &[crate::query::Clause],
    ) -> Result<Explanation, StoreError> {
        let (mut parts, mut missing, mut refused, mut wished) = (Vec::new(), 0, 0, 0);
        for clause in clauses {
            let mut part = self.look(&clause.query)?;
            match clause.occur {
                Occur::Should => wished += usize::from(part.matches),
                Occur::Must => {
                    missing += usize::from(!part.matches);
                    part.clause.insert(0, '+');
                }
                Occur::Not => {
                    refused += usize::from(part.matches);
                    part.clause.insert(0, '-');
                    part.why = match part.matches {
                        true => format!("is refused, and is there: {}", part.why),
                        false => format!("is refused, and is not there: {}", part.why),
                    };
                    part.score = 0.0;
                }
            }
            parts.push(part);
        }
        let needs_a_wish = clauses.iter().all(|clause| clause.occur != Occur::Must)
            && clauses.iter().any(|clause| clause.occur == Occur::Should);
        let matches = missing == 0 && refused == 0 && (wished > 0 || !needs_a_wish);
        let why = if missing > 0 {
            format!("{missing} of those needed do not match")
        } else if refused > 0 {
            format!("{refused} of those refused match")
        } else if !matches {
            "none of them matches; one must".to_owned()
        } else {
            format!("{wished} of those wished for match")
        };
        let score = if matches { parts.iter().map(|part| part.score).sum() } else { 0.0 };
        Ok(Explanation { clause: query.to_string(), matches, score, why, figures: None, parts })
    }

    fn leaf(&self, query: &Query) -> Result<Explanation, StoreError> {
        match Leaf::of(query).filter(|_| query.is_scored()) {
            Some(leaf) => self.places(query, &leaf),
            None => self.filter(query),
        }
    }

    /// A clause with places in the text.
    fn places(&self, query: &Query, leaf: &Leaf) -> Result<Explanation, StoreError> {
        let resolved = Arc::new(Resolved::new(self.snapshot, leaf)?);
        let statistics = leaf_statistics(self.snapshot, &resolved, self.formula)?;
        let Address { segment, document } = self.address;
        let mut cursor = self.snapshot.leaf_cursor(&resolved, segment as usize)?;
        let places = cursor.count_by_part(document)?;
        let (weighted, once) = (places.all, places.once);
        let segment = self.snapshot.searcher.segment_reader(segment);
        let norm = |field| -> Result<f64, StoreError> {
            let norms = segment.get_fieldnorms_reader(self.snapshot.columns.field(field));
            let norms = norms.map_err(|error| self.snapshot.failed(&error))?;
            Ok(f64::from(norms.fieldnorm(document)))
        };
        let text = Text::of(self.formula);
        let headline = norm(Field::Headline)?;
        let (counted, texts) = if leaf.in_headline {
            (Counted { places: weighted.into(), words: headline }, self.texts.1)
        } else {
            let lead = lead_words(self.words).into();
            let words = text.words(norm(Field::Text)?, self.words.into(), headline, lead);
            (Counted { places: text.places(places), words }, self.texts.0)
        };
        let stop =
            matches!(self.formula, Formula::Bm25 { .. }) && leaf.term().is_some_and(is_stop_word);
        let constant = resolved.is_constant() && matches!(self.formula, Formula::Bm25f(_));
        let mut score = match weighted {
            0 => 0.0,
            _ if constant => statistics.rarity,
            _ => score(self.formula, counted, statistics, texts),
        };
        if statistics.occurrences > 0.0 {
            // the same for each word, whether it is there or not
            score += of_length(self.formula, 1.0, counted.words);
        }
        let mut why = match (weighted, once) {
            (0, _) => cursor.why_not(document)?,
            (_, 1) => "one place".to_owned(),
            _ => format!("{once} places"),
        };
        if weighted > 0 && constant {
            why.push_str("; any of these words counts as one word, however often it stands");
        }
        if stop {
            why.push_str("; bm25 does not score this word, as Lucene does not");
        }
        Ok(Explanation {
            clause: query.to_string(),
            matches: weighted > 0,
            score,
            why,
            figures: (weighted > 0).then_some(Figures {
                places: once.into(),
                weighted_places: if text == Text::Once { weighted.into() } else { counted.places },
                rarity: statistics.rarity,
                words: counted.words,
                average_words: texts.average,
            }),
            parts: Vec::new(),
        })
    }

    /// A clause that only matches or does not.
    fn filter(&self, query: &Query) -> Result<Explanation, StoreError> {
        let failed = |error: tantivy::TantivyError| self.snapshot.failed(&error);
        let mut notes = Vec::new();
        let translated = Translator::new(self.snapshot, &mut notes).translate(query)?;
        let scoring = EnableScoring::disabled_from_searcher(&self.snapshot.searcher);
        let weight = translated.weight(scoring).map_err(failed)?;
        let segment = self.snapshot.searcher.segment_reader(self.address.segment);
        let mut scorer = weight.scorer(segment, 1.0).map_err(failed)?;
        let at = scorer.doc();
        let document = self.address.document;
        let matches = (if at < document { scorer.seek(document) } else { at }) == document;
        Ok(Explanation {
            clause: query.to_string(),
            matches,
            score: 0.0,
            why: self.value(query),
            figures: None,
            parts: Vec::new(),
        })
    }

    /// What the article has where a filter looks.
    fn value(&self, query: &Query) -> String {
        let article = &self.article;
        let named = |name: &str, value: Option<&str>| match value {
            Some(value) if !value.is_empty() => format!("its {name} is `{value}`"),
            _ => format!("it has no {name}"),
        };
        match query {
            Query::All => "every article matches".into(),
            Query::Nothing => "nothing is asked for".into(),
            Query::Length(..) => format!("it has {} words", self.words),
            Query::Published(days) => match article.published.interval {
                None => "its date is unknown".into(),
                Some(_) if *days == Days::Unknown => {
                    format!("its date is known: {}", article.published.date().unwrap_or_default())
                }
                Some(days) if days.from == days.to => format!("it was published on {}", days.from),
                Some(days) => {
                    format!("it was published between {} and {}", days.from, days.to)
                }
            },
            Query::Word(field, _)
            | Query::Phrase(field, ..)
            | Query::Wild(field, _)
            | Query::Fuzzy(field, ..) => match field {
                Field::Byline => named("byline", article.byline.as_deref()),
                Field::Outlet => named("source", article.outlet.as_deref()),
                Field::Section => named("section", article.section.as_deref()),
                Field::Url => named("URL", article.url.as_deref()),
                Field::Language => named("language", self.language.as_deref()),
                Field::Id => named("id", Some(&article.id)),
                Field::Topic => named("topics", Some(&article.topics.join(", "))),
                Field::Place => named("places", Some(&article.places.join(", "))),
                Field::Text | Field::Headline | Field::Lead => "no word is asked for".into(),
            },
            _ => "nothing that can be looked up".into(),
        }
    }
}
