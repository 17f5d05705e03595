//! Runs: what a system retrieved for each topic, in memory and as TREC's six
//! columns.
//!
//! ```text
//! run  = line*
//! line = topic "Q0" doc rank score tag        parted by white space
//! ```
//!
//! **The order of a ranking** is trec_eval's, always: by score as a 32-bit float,
//! descending; equal scores by the bytes of the ids, descending. The column with
//! the rank is not looked at. A ranking that is pushed in another order gets scores
//! that keep it ([`Run::push`]), so that a run in memory, the file written from it
//! and the run read back from the file are the same, and so are their figures.

use super::error::{EvalError, Loaded, Warning, Warnings};
use super::lines;
use super::qrels::Qrels;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// What is expected of a file, for messages.
const EXPECTED: &str = "a run (topic Q0 doc rank score tag)";

/// One retrieved article.
#[derive(Clone, Debug, PartialEq)]
pub struct Retrieved {
    /// Its id, white space written as `%20`.
    pub doc: String,
    /// Its score, as trec_eval holds it.
    pub score: f32,
}

/// What was retrieved for one topic.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicRun {
    /// The topic's id.
    pub topic: String,
    /// The first line of its file that names the topic; 0 where there is no file.
    pub line: usize,
    /// The ranking, best first, in the order of the module's header.
    pub docs: Vec<Retrieved>,
}

/// What a system retrieved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The system's name: the last column.
    pub tag: String,
    topics: Vec<TopicRun>,
    at: HashMap<String, usize>,
    source: Option<Arc<Path>>,
}

/// trec_eval's order.
fn by_score(a: &Retrieved, b: &Retrieved) -> Ordering {
    b.score.partial_cmp(&a.score).unwrap_or(Ordering::Equal).then_with(|| b.doc.cmp(&a.doc))
}

impl Run {
    /// A run without topics.
    #[must_use]
    pub fn new(tag: impl Into<String>) -> Self {
        Self { tag: tag.into(), ..Self::default() }
    }

    /// Adds the ranking of a topic, best first. The order given is kept: where a
    /// score, as a 32-bit float, would put an article elsewhere (it ties with the
    /// one before, or is above it, or not a number), it becomes the next lower
    /// number below the one before. A topic for which nothing was found is not in the
    /// run, as it can't be in a file.
    ///
    /// # Errors
    /// Where the topic is in the run already, or an article is ranked twice.
    pub fn push(
        &mut self,
        topic: &str,
        ranking: impl IntoIterator<Item = (String, f64)>,
    ) -> Result<(), EvalError> {
        let topic = lines::column(topic).into_owned();
        if self.at.contains_key(&topic) {
            return Err(EvalError::TopicTwice { topic });
        }
        let mut docs: Vec<Retrieved> = Vec::new();
        for (doc, score) in ranking {
            let doc = match lines::column(&doc) {
                std::borrow::Cow::Borrowed(_) => doc,
                std::borrow::Cow::Owned(column) => column,
            };
            // infinities leave no room below them
            let score = (score as f32).clamp(f32::MIN / 2.0, f32::MAX / 2.0);
            let score = match docs.last() {
                None if score.is_nan() => 0.0,
                None => score,
                Some(last) if score < last.score => score,
                Some(last) if score == last.score && doc < last.doc => score,
                Some(last) => last.score.next_down(),
            };
            docs.push(Retrieved { doc, score });
        }
        let mut ids: Vec<&str> = docs.iter().map(|found| found.doc.as_str()).collect();
        ids.sort_unstable();
        if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(EvalError::DocTwice { topic, doc: pair[0].to_owned() });
        }
        if !docs.is_empty() {
            self.insert(TopicRun { topic, line: 0, docs });
        }
        Ok(())
    }

    fn insert(&mut self, ranking: TopicRun) {
        self.at.insert(ranking.topic.clone(), self.topics.len());
        self.topics.push(ranking);
    }

    /// The topics in the order in which they came.
    #[must_use]
    pub fn topics(&self) -> &[TopicRun] {
        &self.topics
    }

    /// The ranking of a topic, best first.
    #[must_use]
    pub fn ranking(&self, topic: &str) -> Option<&[Retrieved]> {
        self.at.get(topic).map(|at| self.topics[*at].docs.as_slice())
    }

    /// The topics of this run that have no judgements, with the lines of the
    /// run's file. They count nowhere.
    #[must_use]
    pub fn unknown_topics(&self, qrels: &Qrels) -> Vec<Warning> {
        let path = self.source.clone().unwrap_or_else(|| Path::new("run").into());
        let unknown = self.topics.iter().filter(|ranking| !qrels.has_topic(&ranking.topic));
        unknown
            .map(|ranking| Warning {
                path: path.clone(),
                line: ranking.line,
                what: format!("topic {} has no judgements; it was left out", ranking.topic),
            })
            .collect()
    }

    /// Writes the run, ranks from 1. Reading it gives the same run: scores are
    /// printed with as many digits as a 32-bit float needs.
    ///
    /// # Errors
    /// Where `out` can't be written.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let tag = if self.tag.trim().is_empty() { "dateline" } else { self.tag.trim() };
        let tag = lines::column(tag);
        for ranking in &self.topics {
            for (at, found) in ranking.docs.iter().enumerate() {
                let (topic, doc, score) = (&ranking.topic, &found.doc, found.score);
                writeln!(out, "{topic} Q0 {doc} {} {score} {tag}", at + 1)?;
            }
        }
        Ok(())
    }

    /// Reads a run from a file.
    ///
    /// # Errors
    /// Where the file can't be read, is empty, or has no usable line.
    pub fn read(path: &Path) -> Result<Loaded<Self>, EvalError> {
        Self::parse(&lines::read(path)?, path)
    }

    /// Reads a run from the bytes of a file; `path` is what messages call it.
    ///
    /// Lines may stand in any order. Skipped with a warning are lines with fewer
    /// than six columns, scores that are no numbers, and articles that the topic
    /// has already: the line that came first stays.
    ///
    /// # Errors
    /// Where the file is empty or has no usable line.
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Loaded<Self>, EvalError> {
        let mut warnings = Warnings::new(path);
        let text = lines::text(bytes, &mut warnings);
        let mut run = Self { source: Some(warnings.path().clone()), ..Self::default() };
        // the lines beside the articles, to name them when one comes twice
        let mut numbers: Vec<Vec<usize>> = Vec::new();
        let mut last = 0;
        for (number, line) in lines::numbered(&text) {
            let mut columns = line.split_ascii_whitespace();
            let (Some(topic), Some(_), Some(doc), Some(_), Some(score), Some(tag)) = (
                columns.next(),
                columns.next(),
                columns.next(),
                columns.next(),
                columns.next(),
                columns.next(),
            ) else {
                let found = line.split_ascii_whitespace().count();
                let what = format!("{found} of the six columns topic Q0 doc rank score tag");
                warnings.add(number, format!("{what}; the line was skipped"));
                continue;
            };
            // as trec_eval reads it: a double first, then a float
            let score = match score.parse::<f64>() {
                Ok(score) if !score.is_nan() => score as f32,
                _ => {
                    warnings.add(number, format!("score {score} is no number; skipped {doc}"));
                    continue;
                }
            };
            if run.tag.is_empty() {
                run.tag = tag.to_owned();
            }
            if run.topics.get(last).is_none_or(|ranking| ranking.topic != topic) {
                last = run.at.get(topic).copied().unwrap_or(run.topics.len());
                if last == run.topics.len() {
                    let ranking =
                        TopicRun { topic: topic.to_owned(), line: number, docs: Vec::new() };
                    run.insert(ranking);
                    numbers.push(Vec::new());
                }
            }
            run.topics[last].docs.push(Retrieved { doc: doc.to_owned(), score });
            numbers[last].push(number);
        }
        let mut repeated = Vec::new();
        for (ranking, numbers) in run.topics.iter_mut().zip(numbers) {
            drop_repeated(ranking, &numbers, &mut repeated);
            ranking.docs.sort_unstable_by(by_score);
        }
        for (number, what) in repeated {
            warnings.add(number, what);
        }
        let is_usable = !run.topics.is_empty();
        warnings.load(run, is_usable, EXPECTED)
    }
}

/// Keeps the first of each article. `numbers` are the lines, and they ascend.
fn drop_repeated(ranking: &mut TopicRun, numbers: &[usize], repeated: &mut Vec<(usize, String)>) {
    let docs = &ranking.docs;
    let mut order: Vec<usize> = (0..docs.len()).collect();
    order.sort_unstable_by(|a, b| docs[*a].doc.cmp(&docs[*b].doc).then_with(|| a.cmp(b)));
    let mut is_kept = vec![true; docs.len()];
    let mut first = 0;
    for at in 1..order.len() {
        if docs[order[at]].doc != docs[order[first]].doc {
            first = at;
            continue;
        }
        is_kept[order[at]] = false;
        let (topic, doc) = (&ranking.topic, &docs[order[at]].doc);
        let line = numbers[order[first]];
        let what = format!("topic {topic} has {doc} on line {line} already; this line was skipped");
        repeated.push((numbers[order[at]], what));
    }
    let mut kept = is_kept.iter();
    ranking.docs.retain(|_| kept.next().copied().unwrap_or(true));
}

#[cfg(test)]
mod tests;
