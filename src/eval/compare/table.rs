//! Measures × systems: means, how far each system is from the baseline, and
//! whether that is more than luck. The JSON of a comparison, field for field.

use super::holm::holm;
use super::options::{CompareError, CompareOptions, Missing, Test};
use super::paired::{Paired, aligned, mean, paired};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A system's scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SystemScores {
    /// What it is called.
    pub name: String,
    /// Measure → topic → score.
    pub measures: BTreeMap<String, BTreeMap<String, f64>>,
}

/// Systems against a baseline, by some measures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// The system that the others are compared with.
    pub baseline: String,
    /// All systems, in the order of the cells of a row.
    pub systems: Vec<String>,
    /// One a measure.
    pub rows: Vec<TableRow>,
    /// How it was tested.
    pub tested: Family,
}

/// A measure of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableRow {
    /// The measure.
    pub measure: String,
    /// Topics that were compared.
    pub topics: usize,
    /// One a system.
    pub cells: Vec<TableCell>,
}

/// A system by a measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableCell {
    /// The system.
    pub system: String,
    /// Mean over the topics of the row.
    pub mean: f64,
    /// Topics that others have a score for and this system has none: counted as
    /// 0, or left out for all.
    pub missing: usize,
    /// Against the baseline; null for the baseline itself.
    pub against_baseline: Option<Paired>,
}

/// How the comparisons of a table were tested.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Family {
    /// Comparisons that Holm's correction is for: all of the table.
    pub comparisons: usize,
    /// The test that marks go by.
    pub test: Test,
    /// What of topics that not all systems have a score for.
    pub missing: Missing,
    /// Significant below this p.
    pub significant: f64,
    /// Highly significant below this p.
    pub highly: f64,
    /// Signings drawn where not all were looked at.
    pub draws: u32,
    /// Resamples of the bootstrap.
    pub resamples: u32,
    /// How much of the means a bootstrap interval holds.
    pub confidence: f64,
    /// Seed of all random numbers.
    pub seed: u64,
}

/// Whether a difference is more than luck, after Holm's correction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// It may be luck.
    #[default]
    None,
    /// Significant.
    Significant,
    /// Highly significant.
    Highly,
}

/// One measure with the scores of all systems over the same topics.
struct Column {
    topics: Vec<String>,
    scores: Vec<Vec<f64>>,
    missing: Vec<usize>,
}

/// Compares systems with a baseline by the measures named, in their order.
///
/// A measure must have a score a topic: geometric means have none, and the
/// means here are arithmetic.
///
/// # Errors
/// Where the baseline is none of the systems, two have one name, one was not
/// scored by a measure, or a score is not finite.
pub fn compare(
    systems: &[SystemScores],
    measures: &[String],
    options: &CompareOptions,
) -> Result<Table, CompareError> {
    let baseline = check(systems, options)?;
    let columns: Vec<Column> = measures
        .iter()
        .map(|measure| column(systems, measure, options.missing))
        .collect::<Result<_, _>>()?;
    let others: Vec<usize> = (0..systems.len()).filter(|&at| at != options.baseline).collect();
    let jobs: Vec<(&Column, usize)> = columns
        .iter()
        .flat_map(|column| others.iter().map(move |&other| (column, other)))
        .collect();
    let mut compared = in_threads(jobs.len(), options.threads, |at| {
        let (column, other) = jobs[at];
        paired(&column.scores[options.baseline], &column.scores[other], options)
    });
    correct(&mut compared, options);
    let mut compared = compared.into_iter();
    let mut cell = |at: usize, column: &Column| TableCell {
        system: systems[at].name.clone(),
        mean: mean(&column.scores[at]),
        missing: column.missing[at],
        against_baseline: if at == options.baseline { None } else { compared.next() },
    };
    let rows = measures.iter().zip(&columns).map(|(measure, column)| TableRow {
        measure: measure.clone(),
        topics: column.topics.len(),
        cells: (0..systems.len()).map(|at| cell(at, column)).collect(),
    });
    Ok(Table {
        baseline: baseline.to_owned(),
        systems: systems.iter().map(|system| system.name.clone()).collect(),
        rows: rows.collect(),
        tested: Family {
            comparisons: jobs.len(),
            test: options.test,
            missing: options.missing,
            significant: options.significant,
            highly: options.highly,
            draws: options.draws,
            resamples: options.resamples,
            confidence: options.confidence,
            seed: options.seed,
        },
    })
}

/// What can be wrong with the systems and the options; gives the baseline's name.
fn check<'a>(
    systems: &'a [SystemScores],
    options: &CompareOptions,
) -> Result<&'a str, CompareError> {
    let mut names = BTreeSet::new();
    if let Some(system) = systems.iter().find(|system| !names.insert(&system.name)) {
        return Err(CompareError::TwiceNamed { name: system.name.clone() });
    }
    let shares = [
        ("the level of significance", options.significant),
        ("the level of high significance", options.highly),
        ("the confidence", options.confidence),
    ];
    for (option, value) in shares {
        if !(0.0..=1.0).contains(&value) {
            return Err(CompareError::NoShare { option, value });
        }
    }
    systems
        .get(options.baseline)
        .map(|system| system.name.as_str())
        .ok_or(CompareError::NoBaseline { baseline: options.baseline, systems: systems.len() })
}

fn column(
    systems: &[SystemScores],
    measure: &str,
    missing: Missing,
) -> Result<Column, CompareError> {
    let mut all = Vec::with_capacity(systems.len());
    for system in systems {
        let named = |topic: Option<(&String, f64)>| match topic {
            None => CompareError::NotMeasured {
                system: system.name.clone(),
                measure: measure.to_owned(),
            },
            Some((topic, score)) => CompareError::NotFinite {
                system: system.name.clone(),
                measure: measure.to_owned(),
                topic: topic.clone(),
                score,
            },
        };
        let scores = system.measures.get(measure).ok_or_else(|| named(None))?;
        if let Some((topic, &score)) = scores.iter().find(|(_, score)| !score.is_finite()) {
            return Err(named(Some((topic, score))));
        }
        all.push(scores);
    }
    let topics: BTreeSet<&String> = all.iter().flat_map(|scores| scores.keys()).collect();
    let lacking = all.iter().map(|scores| topics.len() - scores.len()).collect();
    let (topics, scores) = aligned(&all, missing);
    Ok(Column { topics, scores, missing: lacking })
}

/// Corrects the values of both tests for all comparisons, and marks what is left.
fn correct(compared: &mut [Paired], options: &CompareOptions) {
    let tests: Vec<_> = compared.iter_mut().filter_map(|one| one.t_test.as_mut()).collect();
    let corrected = holm(&tests.iter().map(|test| test.p).collect::<Vec<_>>());
    for (test, p) in tests.into_iter().zip(corrected) {
        test.p_holm = p;
    }
    let tests: Vec<_> = compared.iter_mut().filter_map(|one| one.randomisation.as_mut()).collect();
    let corrected = holm(&tests.iter().map(|test| test.p).collect::<Vec<_>>());
    for (test, p) in tests.into_iter().zip(corrected) {
        test.p_holm = p;
    }
    for one in compared {
        let p = match options.test {
            Test::Randomisation => one.randomisation.map(|test| test.p_holm),
            Test::T => one.t_test.map(|test| test.p_holm),
        };
        one.mark = match p {
            Some(p) if p < options.highly => Mark::Highly,
            Some(p) if p < options.significant => Mark::Significant,
            _ => Mark::None,
        };
    }
}

/// Does jobs by number on threads that each take the next one; gives what they
/// made in the order of the numbers.
fn in_threads<T: Send>(jobs: usize, threads: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= jobs {
                return done;
            }
            done.push((at, job(at)));
        }
    };
    let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..threads.min(jobs).saturating_sub(1)).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for worker in workers {
            // a panic goes on in the thread that asked for it
            done.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests;
