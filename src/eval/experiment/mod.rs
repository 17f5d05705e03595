//! An experiment is data: a collection, how it is read, what is asked of it, and
//! the figures that come out.
//!
//! ```toml
//! title = "Cranfield"
//! about = "1,400 abstracts of aerodynamics with 225 questions."
//! origin = "https://ir.dcs.gla.ac.uk/resources/test_collections/cran/"
//! licence = "none stated"
//!
//! [corpus]                    # paths are below the folder of the collection
//! files = ["cran.all.1400"]
//! format = "smart"            # as --format; may be left out
//! fields = { headline = "title" }
//! articles = 1398             # as the index counts them; left out where nobody has counted
//! rejected = 2
//!
//! [topics]
//! file = "cran.qry"
//! parts = "usual"             # as --parts
//! ids = "sequence"            # as --topic-ids
//! count = 225
//!
//! [qrels]
//! file = "cranqrel"
//! grades = "cleverdon"        # as --grades
//!
//! [[run]]
//! model = "bm25f"
//! depth = 1000
//! measures = { map = 0.4072, ndcg_cut_10 = 0.4521 }   # left out where nobody has measured
//! ```
//!
//! Figures are held to four decimals, as trec_eval prints them.

mod page;
mod reproduce;

pub use page::page;
pub use reproduce::{Count, Reproduced, ReproducedRun, reproduce};

use super::{EvalError, Grades, Measure, Parts, TopicIds};
use crate::store::Model;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is wrong with the file of an experiment.
#[derive(Debug, thiserror::Error)]
pub enum ExperimentError {
    /// It is no TOML, or lacks something, or has something that is none.
    #[error("{}: {message}", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// What and where.
        message: String,
    },
    /// A value is not understood.
    #[error("{}: {what} `{value}`: {message}", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// Of what.
        what: &'static str,
        /// As written.
        value: String,
        /// Why, and what to write.
        message: String,
    },
}

/// An experiment as its file says it.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Name of the file without its ending.
    pub name: String,
    /// What people call the collection.
    pub title: String,
    /// A few sentences.
    pub about: String,
    /// Where the collection is to be had.
    pub origin: String,
    /// What may be done with it.
    pub licence: String,
    /// The articles.
    pub corpus: CorpusPart,
    /// The topics.
    pub topics: TopicsPart,
    /// The judgements.
    pub qrels: QrelsPart,
    /// What is ranked.
    pub runs: Vec<RunPart>,
}

/// The articles of an experiment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorpusPart {
    /// Files and folders below that of the collection.
    pub files: Vec<PathBuf>,
    /// As `--format`.
    pub format: Option<String>,
    /// As `--field`.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Articles in the index; unknown where nobody has counted.
    pub articles: Option<u64>,
    /// Records that can't be read.
    #[serde(default)]
    pub rejected: u64,
}

/// The topics of an experiment.
#[derive(Clone, Debug)]
pub struct TopicsPart {
    /// Below the folder of the collection.
    pub file: PathBuf,
    /// What makes a topic's text.
    pub parts: Parts,
    /// Where ids come from.
    pub ids: TopicIds,
    /// How many; unknown where nobody has counted.
    pub count: Option<usize>,
}

/// The judgements of an experiment.
#[derive(Clone, Debug)]
pub struct QrelsPart {
    /// Below the folder of the collection.
    pub file: PathBuf,
    /// What their grades mean.
    pub grades: Grades,
}

/// A run of an experiment, with the figures that it had.
#[derive(Clone, Debug)]
pub struct RunPart {
    /// How articles are scored.
    pub model: Model,
    /// Articles a topic.
    pub depth: usize,
    /// Expected figures; none where nobody has measured.
    pub measures: Vec<(Measure, f64)>,
}

impl Experiment {
    /// Reads an experiment's file.
    ///
    /// # Errors
    /// Where it can't be read or is none.
    pub fn read(path: &Path) -> Result<Self, EvalError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| EvalError::Read { path: path.to_owned(), source })?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Ok(Self::parse(&text, &name, path)?)
    }

    /// Reads an experiment; `path` is what messages call it.
    ///
    /// # Errors
    /// Where the text is none.
    pub fn parse(text: &str, name: &str, path: &Path) -> Result<Self, ExperimentError> {
        let written: Written = toml::from_str(text).map_err(|error| ExperimentError::Toml {
            path: path.to_owned(),
            message: error.to_string().trim_end().to_owned(),
        })?;
        let wrong = |what, value: &str, message: String| ExperimentError::Value {
            path: path.to_owned(),
            what,
            value: value.to_owned(),
            message,
        };
        let parts = written.topics.parts.as_deref().unwrap_or("usual");
        let ids = match written.topics.ids.as_deref() {
            None => TopicIds::default(),
            Some(ids) => TopicIds::from_name(ids).ok_or_else(|| {
                wrong(
                    "ids",
                    ids,
                    format!("write {}", TopicIds::ALL.map(TopicIds::name).join(" or ")),
                )
            })?,
        };
        let grades = match written.qrels.grades.as_deref() {
            None => Grades::default(),
            Some(grades) => Grades::from_name(grades).ok_or_else(|| {
                let known = Grades::ALL.map(Grades::name).join(" or ");
                wrong("grades", grades, format!("write {known}"))
            })?,
        };
        let mut runs = Vec::with_capacity(written.run.len());
        for run in written.run {
            let model = run.model.parse::<Model>();
            let model = model.map_err(|error| wrong("model", &run.model, error.to_string()))?;
            let measure = |(name, figure): (String, f64)| {
                let measure = name.parse::<Measure>();
                let measure = measure.map_err(|error| wrong("measure", &name, error.to_string()));
                measure.map(|measure| (measure, figure))
            };
            let measures = run.measures.into_iter().map(measure).collect::<Result<_, _>>()?;
            runs.push(RunPart { model, depth: run.depth.unwrap_or(1000), measures });
        }
        Ok(Self {
            name: name.to_owned(),
            title: written.title,
            about: written.about,
            origin: written.origin,
            licence: written.licence,
            corpus: written.corpus,
            topics: TopicsPart {
                file: written.topics.file,
                parts: parts
                    .parse()
                    .map_err(|error: super::PartError| wrong("parts", parts, error.to_string()))?,
                ids,
                count: written.topics.count,
            },
            qrels: QrelsPart { file: written.qrels.file, grades },
            runs,
        })
    }
}

/// As it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    about: String,
    origin: String,
    licence: String,
    corpus: CorpusPart,
    topics: WrittenTopics,
    qrels: WrittenQrels,
    run: Vec<WrittenRun>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTopics {
    file: PathBuf,
    parts: Option<String>,
    ids: Option<String>,
    count: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenQrels {
    file: PathBuf,
    grades: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRun {
    model: String,
    depth: Option<usize>,
    #[serde(default)]
    measures: BTreeMap<String, f64>,
}
