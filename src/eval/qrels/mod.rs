//! Relevance judgements: which articles answer a topic, and how well.
//!
//! The format is told from the content, in this order:
//!
//! | format | looks like | is known from |
//! |---|---|---|
//! | JSON | `{"1": {"doc-a": 2}}` | the first character |
//! | NPL | `1` and then `4 17 23 /` over several lines | a number alone, and a `/` |
//! | SMART pairs | `1 28 0 0.000000` (CISI, CACM, ADI) | third and fourth column are zero in all lines |
//! | lists | `1 268 288 304 308` (TIME), or pairs alone | numbers alone; more than four of them in some line, or two in every one |
//! | columns | `1 0 doc-a 2` (TREC), `1 doc-a 2` (BEIR, Cranfield) | all else |
//!
//! Where lists name what is relevant and give no grade, the grade is 1. As for
//! trec_eval, an article with a negative grade counts as not judged.

mod columns;
mod json;
mod listed;

use super::error::{EvalError, Loaded, Warnings};
use super::lines;
use super::natural_order::by_number;
use std::collections::BTreeMap;
use std::path::Path;

/// What is expected of a file, for messages.
const EXPECTED: &str = "judgements (topic 0 doc grade; topic, doc, grade; JSON; or a SMART list)";

/// How many lines are looked at to tell the format.
const SAMPLE_LINES: usize = 200;

/// What the grades in a file mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grades {
    /// As [`Grades::Cleverdon`] for a file whose name begins with `cranqrel`, which
    /// is noted; else as written.
    #[default]
    Usual,
    /// More is better, as everywhere.
    AsWritten,
    /// Cleverdon's codes, as in Cranfield's own file: 1 is a complete answer, 4 of
    /// minimum interest, 5 of none. They become 4 to 0. -1, which some copies have
    /// for a complete answer, becomes 4.
    Cleverdon,
}

impl Grades {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Usual, Self::AsWritten, Self::Cleverdon];

    /// How it is written: in `--grades` and in an experiment's file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::AsWritten => "as-written",
            Self::Cleverdon => "cleverdon",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grades| grades.name() == name)
    }
}

/// The judgements of a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qrels {
    topics: BTreeMap<String, BTreeMap<String, i64>>,
}

impl Qrels {
    /// Reads judgements from a file.
    ///
    /// # Errors
    /// Where the file can't be read, is empty, or has no usable line.
    pub fn read(path: &Path, grades: Grades) -> Result<Loaded<Self>, EvalError> {
        Self::parse_with(&lines::read(path)?, path, grades)
    }

    /// Reads judgements from the bytes of a file; `path` is what messages call it.
    ///
    /// # Errors
    /// Where the file is empty or has no usable line.
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Loaded<Self>, EvalError> {
        Self::parse_with(bytes, path, Grades::Usual)
    }

    /// As [`Qrels::parse`], with a word on what the grades mean.
    ///
    /// # Errors
    /// Where the file is empty or has no usable line.
    pub fn parse_with(
        bytes: &[u8],
        path: &Path,
        grades: Grades,
    ) -> Result<Loaded<Self>, EvalError> {
        let mut warnings = Warnings::new(path);
        let text = lines::text(bytes, &mut warnings);
        let sample = lines::sample(&text, SAMPLE_LINES);
        let Some(first) = sample.first() else {
            return Err(EvalError::Empty { path: path.to_owned(), expected: EXPECTED });
        };
        let mut into = Judgements { found: BTreeMap::new(), warnings };
        if first.trim_start().starts_with('{') {
            json::read(&text, &mut into)?;
        } else if listed::is_npl(&sample) {
            listed::read_npl(&text, &mut into);
        } else if columns::are_pairs(&sample) {
            columns::read_pairs(&text, &mut into);
        } else if listed::is_list(&sample) {
            listed::read_list(&text, &mut into);
        } else {
            columns::read(&text, &mut into);
        }
        into.finish(path, grades)
    }

    /// Adds a judgement; a second one of the same article replaces the first.
    pub fn insert(&mut self, topic: &str, doc: &str, grade: i64) {
        let of_topic = self.topics.entry(lines::column(topic).into_owned()).or_default();
        of_topic.insert(lines::column(doc).into_owned(), grade);
    }

    /// The grade of an article, if there is one.
    #[must_use]
    pub fn grade(&self, topic: &str, doc: &str) -> Option<i64> {
        self.topics.get(topic)?.get(doc).copied()
    }

    /// Whether anything is judged for the topic.
    #[must_use]
    pub fn has_topic(&self, topic: &str) -> bool {
        self.topics.contains_key(topic)
    }

    /// The topics, 2 before 10.
    #[must_use]
    pub fn topics(&self) -> Vec<&str> {
        let mut topics: Vec<&str> = self.topics.keys().map(String::as_str).collect();
        topics.sort_by(|a, b| by_number(a, b));
        topics
    }

    /// What is judged for a topic, by the bytes of the ids.
    pub fn judgements(&self, topic: &str) -> impl Iterator<Item = (&str, i64)> {
        let of_topic = self.topics.get(topic).into_iter().flatten();
        of_topic.map(|(doc, grade)| (doc.as_str(), *grade))
    }

    /// How many judgements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.topics.values().map(BTreeMap::len).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }
}

/// A grade and the line that gave it; 0 where the format has no lines.
struct Judgement {
    grade: i64,
    line: usize,
}

/// Judgements while they are read: they remember their lines.
struct Judgements {
    found: BTreeMap<String, BTreeMap<String, Judgement>>,
    warnings: Warnings,
}

impl Judgements {
    fn skip(&mut self, line: usize, what: impl Into<String>) {
        self.warnings.add(line, what);
    }

    /// Adds a judgement unless the article has one for this topic.
    fn add(&mut self, line: usize, topic: &str, doc: &str, grade: i64) {
        if topic.is_empty() || doc.is_empty() {
            self.skip(line, "a judgement without topic or article was skipped");
            return;
        }
        let (topic, doc) = (lines::column(topic), lines::column(doc));
        if !self.found.contains_key(&*topic) {
            self.found.insert(topic.clone().into_owned(), BTreeMap::new());
        }
        let Some(of_topic) = self.found.get_mut(&*topic) else { return };
        if let Some(first) = of_topic.get(&*doc) {
            let place = match first.line {
                0 => String::new(),
                line => format!(" on line {line}"),
            };
            let had = first.grade;
            let what = if had == grade {
                format!("topic {topic} judges {doc}{place} already, the same; skipped")
            } else {
                format!("topic {topic} judges {doc}{place} with {had}; this {grade} was skipped")
            };
            self.skip(line, what);
            return;
        }
        of_topic.insert(doc.into_owned(), Judgement { grade, line });
    }

    /// Adds a judgement whose grade is still text.
    fn add_graded(&mut self, line: usize, topic: &str, doc: &str, grade: &str) {
        match whole_number(grade) {
            Some(grade) => self.add(line, topic, doc, grade),
            None => self.skip(line, format!("grade {grade} is no whole number; skipped {doc}")),
        }
    }

    fn finish(mut self, path: &Path, grades: Grades) -> Result<Loaded<Qrels>, EvalError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_cranfield = name.starts_with("cranqrel");
        let is_cleverdon = match grades {
            Grades::AsWritten => false,
            Grades::Cleverdon => true,
            Grades::Usual if is_cranfield => {
                let what = "Cleverdon's codes, 1 best, were turned into grades, 4 best";
                self.warnings.add(0, what);
                true
            }
            Grades::Usual => false,
        };
        let mut topics = BTreeMap::new();
        for (topic, found) in self.found {
            let graded = found.into_iter().map(|(doc, judgement)| match judgement.grade {
                -1 if is_cleverdon => (doc, 4),
                code if is_cleverdon => (doc, (5 - code).clamp(0, 4)),
                grade => (doc, grade),
            });
            topics.insert(topic, graded.collect());
        }
        let qrels = Qrels { topics };
        let is_usable = !qrels.is_empty();
        self.warnings.load(qrels, is_usable, EXPECTED)
    }
}

/// `2`, and `2.0`, which some exporters write.
fn whole_number(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let number = text.parse::<f64>().ok()?;
    // beyond this a double no longer holds every whole number
    let is_whole = number.fract() == 0.0 && number.abs() < 9e15;
    is_whole.then_some(number as i64)
}

#[cfg(test)]
mod tests;
