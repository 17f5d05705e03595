//! What stops the reading of an evaluation file, and what is skipped on the way.

use super::experiment::ExperimentError;
use super::tune::TuneError;
use crate::index::IndexError;
use crate::search::SearchError;
use crate::store::StoreError;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a file of topics, judgements or results could not be used at all, or a
/// ranking could not become part of a run.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The file can't be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is empty, or holds white space alone.
    #[error("{}: the file is empty; it should hold {expected}", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
        /// What was to be read from it.
        expected: &'static str,
    },
    /// The file is in none of the formats.
    #[error("{}: not recognised as {expected}", path.display())]
    Unrecognised {
        /// The file.
        path: PathBuf,
        /// What was to be read from it, and in which formats.
        expected: &'static str,
    },
    /// The file was read to its end, and no record of it could be used.
    #[error("{}: no line could be used as {expected}; {first}", path.display())]
    NothingUsable {
        /// The file.
        path: PathBuf,
        /// What was to be read from it.
        expected: &'static str,
        /// What is wrong with the first of them.
        first: String,
    },
    /// The file is not the JSON that it begins as.
    #[error("{}:{}: not valid JSON: {source}", path.display(), source.line())]
    Json {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: serde_json::Error,
    },
    /// The index can't be searched.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The index can't be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The corpus of an experiment can't be indexed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The file of an experiment is none.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// Parameters can't be searched like this.
    #[error(transparent)]
    Tune(#[from] TuneError),
    /// A topic was to be added to a run twice.
    #[error("topic {topic} has a ranking in this run already; a run holds one a topic")]
    TopicTwice {
        /// The topic's id.
        topic: String,
    },
    /// An article was ranked twice for one topic.
    #[error("topic {topic}: {doc} stands in the ranking twice; an article has one rank")]
    DocTwice {
        /// The topic's id.
        topic: String,
        /// The article's id.
        doc: String,
    },
}

/// A record that was not used, or not as it stands: where, why, what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The file.
    pub path: Arc<Path>,
    /// The line, from 1; 0 where it is about the file as a whole.
    pub line: usize,
    /// What is wrong and what was done, in lower case.
    pub what: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path.display(), self.what),
            line => write!(f, "{}:{line}: {}", self.path.display(), self.what),
        }
    }
}

/// What was read from a file, and what was not.
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// What was read.
    pub value: T,
    /// What was skipped or repaired, in the order of the lines: at most 100, and then
    /// one that says how many more there are.
    pub warnings: Vec<Warning>,
}

/// How many warnings of a file are kept: enough to see what is wrong with it, and
/// a run of a million bad lines does not fill the memory.
const MOST_WARNINGS: usize = 100;

/// Collects the warnings of one file.
pub(super) struct Warnings {
    path: Arc<Path>,
    kept: Vec<Warning>,
    more: usize,
}

impl Warnings {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.into(), kept: Vec::new(), more: 0 }
    }

    /// The file that they are about.
    pub(super) fn path(&self) -> &Arc<Path> {
        &self.path
    }

    /// Notes that something is wrong at `line` (0: the whole file).
    pub(super) fn add(&mut self, line: usize, what: impl Into<String>) {
        if self.kept.len() < MOST_WARNINGS {
            self.kept.push(Warning { path: self.path.clone(), line, what: what.into() });
        } else {
            self.more += 1;
        }
    }

    /// The value with what was noted; an error where `is_usable` is false, with
    /// the first warning for a reason.
    pub(super) fn load<T>(
        mut self,
        value: T,
        is_usable: bool,
        expected: &'static str,
    ) -> Result<Loaded<T>, EvalError> {
        self.kept.sort_by_key(|warning| warning.line);
        if !is_usable {
            let path = self.path.to_path_buf();
            let Some(first) = self.kept.first() else {
                return Err(EvalError::Empty { path, expected });
            };
            let first = match first.line {
                0 => first.what.clone(),
                line => format!("line {line}: {}", first.what),
            };
            return Err(EvalError::NothingUsable { path, expected, first });
        }
        if self.more > 0 {
            let what = format!("{} more like these were found", self.more);
            self.kept.push(Warning { path: self.path, line: 0, what });
        }
        Ok(Loaded { value, warnings: self.kept })
    }
}
