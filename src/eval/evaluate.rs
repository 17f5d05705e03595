//! A run against judgements: a figure a topic and measure, and over all topics.

use super::figure::{Graded, figure_of_nothing};
use super::measure::Measure;
use super::natural_order::by_number;
use super::qrels::Qrels;
use super::run_file::Run;
use serde::Serialize;

/// How a run is held against judgements: trec_eval's switches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvalOptions {
    /// The lowest grade that counts as relevant, `-l`; at least 0. It is nothing to
    /// nDCG, which takes grades as they are.
    pub relevance_level: i64,
    /// Whether to take what is not judged out of rankings, `-J`.
    pub judged_only: bool,
    /// Whether topics that are judged and not in the run count with a figure of
    /// zero, `-c`. If not, a mean is over the topics in both.
    pub complete: bool,
    /// How deep a ranking is looked at, `-M`; before what is not judged goes.
    pub depth: usize,
}

impl Default for EvalOptions {
    fn default() -> Self {
        Self { relevance_level: 1, judged_only: false, complete: false, depth: usize::MAX }
    }
}

/// The figures of one topic.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TopicFigures {
    /// The topic's id.
    pub topic: String,
    /// Whether the run has it; with [`EvalOptions::complete`] it may not.
    pub in_run: bool,
    /// A figure for each measure, in the order of [`Evaluation::measures`].
    pub values: Vec<f64>,
}

/// The figures of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// The measures, as they were asked for.
    pub measures: Vec<Measure>,
    /// The topics that the means are over, 2 before 10.
    pub topics: Vec<TopicFigures>,
    /// A figure for each measure over all topics; empty where there is no topic.
    pub means: Vec<f64>,
    /// Topics of the run that have no judgements: they count nowhere.
    pub unknown: Vec<String>,
    /// Topics with judgements that the run lacks.
    pub missing: Vec<String>,
}

impl Evaluation {
    /// The figure over all topics: the mean; for numbers the sum; for `gm_map` the
    /// geometric mean. None where the measure was not asked for, or no topic counts.
    #[must_use]
    pub fn mean(&self, measure: Measure) -> Option<f64> {
        self.means.get(self.place(measure)?).copied()
    }

    /// The figure of each topic, in the order of [`Evaluation::topics`]; empty where
    /// the measure was not asked for.
    pub fn per_topic(&self, measure: Measure) -> impl Iterator<Item = (&str, f64)> {
        let place = self.place(measure);
        self.topics
            .iter()
            .filter_map(move |figures| Some((figures.topic.as_str(), *figures.values.get(place?)?)))
    }

    fn place(&self, measure: Measure) -> Option<usize> {
        self.measures.iter().position(|known| *known == measure)
    }
}

/// Holds a run against judgements.
#[must_use]
pub fn evaluate(
    run: &Run,
    qrels: &Qrels,
    measures: &[Measure],
    options: &EvalOptions,
) -> Evaluation {
    let mut topics = Vec::new();
    let mut missing = Vec::new();
    for topic in qrels.topics() {
        let values = match run.ranking(topic) {
            Some(ranking) => {
                let EvalOptions { relevance_level, judged_only, depth, .. } = *options;
                let graded =
                    Graded::new(ranking, qrels, topic, relevance_level, depth, judged_only);
                measures.iter().map(|measure| graded.figure(*measure)).collect()
            }
            None => {
                missing.push(topic.to_owned());
                if !options.complete {
                    continue;
                }
                measures.iter().map(|measure| figure_of_nothing(*measure)).collect()
            }
        };
        let in_run = run.ranking(topic).is_some();
        topics.push(TopicFigures { topic: topic.to_owned(), in_run, values });
    }
    let rankings = run.topics().iter().filter(|ranking| !qrels.has_topic(&ranking.topic));
    let mut unknown: Vec<String> = rankings.map(|ranking| ranking.topic.clone()).collect();
    unknown.sort_by(|a, b| by_number(a, b));
    let measures = measures.to_vec();
    let means = if topics.is_empty() { Vec::new() } else { over_all(&measures, &topics) };
    Evaluation { measures, topics, means, unknown, missing }
}

/// Sums and means, in the order of the topics, so that they are the same to the
/// last bit whatever the order of the run.
fn over_all(measures: &[Measure], topics: &[TopicFigures]) -> Vec<f64> {
    let over = |(at, measure): (usize, &Measure)| {
        let sum: f64 = topics.iter().map(|figures| figures.values[at]).sum();
        match measure {
            measure if measure.is_count() => sum,
            Measure::GmMap => (sum / topics.len() as f64).exp(),
            _ => sum / topics.len() as f64,
        }
    };
    measures.iter().enumerate().map(over).collect()
}
