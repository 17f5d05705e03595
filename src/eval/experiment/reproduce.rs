//! An experiment made again: indexed, asked, measured, and held against its file.

use super::Experiment;
use crate::corpus::ReadOptions;
use crate::eval::{
    EvalError, EvalOptions, Fingerprint, Manifest, Qrels, Ranking, Run, TopicOptions, Topics,
    Warning, evaluate, rank,
};
use crate::index::{IndexOptions, Watch, index};
use crate::store::{LocalStore, Store};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// Half of the last decimal that trec_eval prints.
const TOLERANCE: f64 = 0.000_05;

/// A number beside what it should be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Count {
    /// Of what: `articles`, `map`.
    pub what: String,
    /// What the experiment's file says; null where it says nothing.
    pub expected: Option<f64>,
    /// What came out.
    pub found: f64,
}

impl Count {
    /// Whether it is what it should be, to four decimals; unknown expectations hold.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.expected.is_none_or(|expected| (expected - self.found).abs() <= TOLERANCE)
    }
}

/// A run of an experiment made again.
#[derive(Debug, Serialize)]
pub struct ReproducedRun {
    /// The model.
    pub model: String,
    /// Each measure of the file, or the usual ones where it has none.
    pub measures: Vec<Count>,
    /// What the run was made of.
    pub manifest: Manifest,
    /// The run itself.
    #[serde(skip)]
    pub run: Run,
}

/// An experiment made again.
#[derive(Debug, Serialize)]
pub struct Reproduced {
    /// The experiment's name.
    pub name: String,
    /// Articles, records rejected, topics.
    pub counts: Vec<Count>,
    /// Its runs.
    pub runs: Vec<ReproducedRun>,
    /// What was skipped while reading topics and judgements.
    #[serde(skip)]
    pub warnings: Vec<Warning>,
}

impl Reproduced {
    /// Whether everything is what the file says.
    #[must_use]
    pub fn holds(&self) -> bool {
        let measures = self.runs.iter().flat_map(|run| &run.measures);
        self.counts.iter().chain(measures).all(Count::holds)
    }
}

/// The measures of a run whose file names none.
const USUAL: &str = "map ndcg_cut.10 P.10 recall.1000 recip_rank";

/// Makes an experiment again: indexes the collection in the folder `data` into
/// `at`, asks it, and measures. `said` is told what is going on.
///
/// # Errors
/// Where a file of the collection is not there or can't be read, where the index
/// can't be written.
pub fn reproduce(
    experiment: &Experiment,
    data: &Path,
    at: &Path,
    threads: usize,
    said: &mut dyn FnMut(&str),
) -> Result<Reproduced, EvalError> {
    let Experiment { corpus, topics, qrels, .. } = experiment;
    let options = TopicOptions { parts: topics.parts.clone(), ids: topics.ids };
    let asked = Topics::read(&data.join(&topics.file), &options)?;
    let judged = Qrels::read(&data.join(&qrels.file), qrels.grades)?;
    let mut warnings = asked.warnings;
    warnings.extend(judged.warnings);
    said(&format!("indexing {}", experiment.title));
    let store: Store = LocalStore::open_or_create(at)?.into();
    let files: Vec<PathBuf> = corpus.files.iter().map(|file| data.join(file)).collect();
    let read = ReadOptions {
        format: corpus.format.clone(),
        fields: corpus.fields.clone().into_iter().collect(),
        ..ReadOptions::default()
    };
    let never = AtomicBool::new(false);
    let mut watch = Watch { progress: &mut |_| {}, interrupted: &never };
    let report = index(
        &store,
        &files,
        // names change no score of words
        &IndexOptions { read, threads, names: false, ..IndexOptions::default() },
        &mut watch,
    )?;
    let snapshot = store.snapshot()?;
    let fingerprint = Fingerprint::of(&snapshot)?;
    let count = |what: &str, expected: Option<f64>, found: f64| Count {
        what: what.to_owned(),
        expected,
        found,
    };
    let counts = vec![
        count("articles", corpus.articles.map(|count| count as f64), fingerprint.articles as f64),
        count("rejected", Some(corpus.rejected as f64), report.rejected_total as f64),
        count("topics", topics.count.map(|count| count as f64), asked.value.topics.len() as f64),
    ];
    let mut runs = Vec::with_capacity(experiment.runs.len());
    for run in &experiment.runs {
        said(&format!("asking {} topics with {}", asked.value.topics.len(), run.model));
        let how =
            Ranking { model: run.model.clone(), depth: run.depth, threads, ..Ranking::default() };
        let ranked = rank(&snapshot, &asked.value.topics, &how, &run.model.to_string(), &|_| {})?;
        let expected: Vec<(_, Option<f64>)> = if run.measures.is_empty() {
            let usual = super::Measure::list(USUAL).unwrap_or_default();
            usual.into_iter().map(|measure| (measure, None)).collect()
        } else {
            run.measures.iter().map(|&(measure, figure)| (measure, Some(figure))).collect()
        };
        let measures: Vec<_> = expected.iter().map(|(measure, _)| *measure).collect();
        let figures = evaluate(&ranked, &judged.value, &measures, &EvalOptions::default());
        let measures = expected.into_iter().map(|(measure, expected)| Count {
            what: measure.to_string(),
            expected,
            found: figures.mean(measure).unwrap_or(0.0),
        });
        let file = (topics.file.as_path(), asked.value.topics.as_slice(), &topics.parts);
        runs.push(ReproducedRun {
            model: run.model.to_string(),
            measures: measures.collect(),
            manifest: Manifest::new(fingerprint.clone(), file, &how, &ranked),
            run: ranked,
        });
    }
    Ok(Reproduced { name: experiment.name.clone(), counts, runs, warnings })
}
