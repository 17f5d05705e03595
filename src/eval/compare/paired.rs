//! Two systems over the same topics: which scores belong together, and what
//! their differences say.

use super::bootstrap::{Interval, interval};
use super::options::{CompareOptions, Missing};
use super::randomisation::{Randomisation, randomisation};
use super::student::{TTest, t_test};
use super::table::Mark;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Scores that are no further apart are a tie: what is left of them is the
/// rounding of sums that were added up in another order.
const TIE: f64 = 1e-10;

/// A system against the baseline, by one measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paired {
    /// Mean of the system's scores less the baseline's.
    pub difference: f64,
    /// Bootstrap percentile interval of the difference; null on fewer than two topics.
    pub interval: Option<Interval>,
    /// Topics on which the system scores more.
    pub wins: usize,
    /// Topics on which both score the same.
    pub ties: usize,
    /// Topics on which the baseline scores more.
    pub losses: usize,
    /// The difference in standard deviations of the topics' differences
    /// (Cohen's d of paired samples); null where these are all the same.
    pub effect_size: Option<f64>,
    /// Paired two-sided t-test; null on fewer than two topics.
    pub t_test: Option<TTest>,
    /// Randomisation test; null without topics.
    pub randomisation: Option<Randomisation>,
    /// What the test of choice says after Holm's correction.
    pub mark: Mark,
}

/// Mean and standard deviation of differences.
pub(super) struct Moments {
    /// How many there are.
    pub(super) topics: usize,
    /// Their mean; 0 of none.
    pub(super) mean: f64,
    /// Of the sample, with n - 1; 0 where all are the same.
    pub(super) deviation: f64,
}

impl Moments {
    /// Those of differences, in two passes.
    pub(super) fn of(differences: &[f64]) -> Moments {
        let topics = differences.len();
        let Some(first) = differences.first() else {
            return Moments { topics, mean: 0.0, deviation: 0.0 };
        };
        let mean = mean(differences);
        if topics == 1 || differences.iter().all(|difference| difference == first) {
            return Moments { topics, mean, deviation: 0.0 };
        }
        let squares: f64 = differences.iter().map(|d| (d - mean) * (d - mean)).sum();
        Moments { topics, mean, deviation: (squares / (topics - 1) as f64).sqrt() }
    }
}

/// The mean, added up in the given order; 0 of nothing.
pub(super) fn mean(scores: &[f64]) -> f64 {
    if scores.is_empty() { 0.0 } else { scores.iter().sum::<f64>() / scores.len() as f64 }
}

/// The scores of the systems, each over the same topics in the order of their
/// ids: all topics that a system has a score for, or those that all have.
pub(super) fn aligned(
    systems: &[&BTreeMap<String, f64>],
    missing: Missing,
) -> (Vec<String>, Vec<Vec<f64>>) {
    let any: BTreeSet<&String> = systems.iter().flat_map(|scores| scores.keys()).collect();
    let all = |topic: &&String| systems.iter().all(|scores| scores.contains_key(*topic));
    let topics: Vec<&String> = match missing {
        Missing::Zero => any.into_iter().collect(),
        Missing::LeaveOut => any.into_iter().filter(all).collect(),
    };
    let of = |scores: &&BTreeMap<String, f64>| {
        topics.iter().map(|&topic| scores.get(topic).copied().unwrap_or(0.0)).collect()
    };
    let scores = systems.iter().map(of).collect();
    (topics.into_iter().cloned().collect(), scores)
}

/// Compares scores of the same topics in the same order. No correction yet.
pub(super) fn paired(baseline: &[f64], system: &[f64], options: &CompareOptions) -> Paired {
    let differences: Vec<f64> =
        baseline.iter().zip(system).map(|(baseline, system)| apart(*baseline, *system)).collect();
    let count = |keep: fn(&f64) -> bool| differences.iter().filter(|d| keep(d)).count();
    let moments = Moments::of(&differences);
    let CompareOptions { draws, resamples, confidence, seed, .. } = *options;
    Paired {
        difference: moments.mean,
        interval: interval(&differences, resamples, confidence, seed),
        wins: count(|&difference| difference > 0.0),
        ties: count(|&difference| difference == 0.0),
        losses: count(|&difference| difference < 0.0),
        effect_size: (moments.deviation > 0.0).then(|| moments.mean / moments.deviation),
        t_test: t_test(&moments),
        randomisation: randomisation(&differences, draws, seed),
        mark: Mark::None,
    }
}

/// How much more the system has; nothing where they are a tie.
fn apart(baseline: f64, system: f64) -> f64 {
    let difference = system - baseline;
    if difference.abs() <= TIE { 0.0 } else { difference }
}

/// A topic's scores in two systems.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TopicDifference {
    /// The topic's id.
    pub topic: String,
    /// The baseline's score.
    pub baseline: f64,
    /// The system's score.
    pub system: f64,
    /// The system's less the baseline's; 0 where they are a tie.
    pub difference: f64,
}

/// The topics of two systems from the one that gained most to the one that lost
/// most; equal ones by their ids, numbers as numbers.
#[must_use]
pub fn topic_differences(
    baseline: &BTreeMap<String, f64>,
    system: &BTreeMap<String, f64>,
    missing: Missing,
) -> Vec<TopicDifference> {
    let (topics, scores) = aligned(&[baseline, system], missing);
    let both = scores[0].iter().zip(&scores[1]);
    let mut out: Vec<TopicDifference> = topics
        .into_iter()
        .zip(both)
        .map(|(topic, (&baseline, &system))| {
            let difference = apart(baseline, system);
            TopicDifference { topic, baseline, system, difference }
        })
        .collect();
    // equal ones stand in the order of their ids already, but as text
    let number = |topic: &str| topic.parse::<u64>().unwrap_or(u64::MAX);
    out.sort_by(|a, b| {
        let by_gain = b.difference.total_cmp(&a.difference);
        by_gain.then_with(|| number(&a.topic).cmp(&number(&b.topic)))
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(scores: &[(&str, f64)]) -> BTreeMap<String, f64> {
        scores.iter().map(|(topic, score)| ((*topic).to_owned(), *score)).collect()
    }

    #[test]
    fn topics_that_one_lacks() {
        let (a, b) = (scores(&[("1", 0.5), ("2", 0.25)]), scores(&[("2", 0.75), ("3", 1.0)]));
        let (topics, found) = aligned(&[&a, &b], Missing::Zero);
        assert_eq!(topics, ["1", "2", "3"]);
        assert_eq!(found, [[0.5, 0.25, 0.0], [0.0, 0.75, 1.0]]);
        let (topics, found) = aligned(&[&a, &b], Missing::LeaveOut);
        assert_eq!(topics, ["2"]);
        assert_eq!(found, [[0.25], [0.75]]);
    }

    #[test]
    fn wins_ties_and_losses() {
        let baseline = [0.1, 0.2, 0.3, 0.4, 0.5];
        let system = [0.2, 0.3, 0.1 + 0.2, 0.1, 0.9];
        let found = paired(&baseline, &system, &CompareOptions::default());
        assert_eq!((found.wins, found.ties, found.losses), (3, 1, 1));
        assert!((found.difference - 0.06).abs() < 1e-15);
    }

    #[test]
    fn turned_about_only_the_sign_changes() {
        let (a, b) = ([0.1, 0.5, 0.25, 0.9, 0.0], [0.3, 0.5, 0.75, 0.8, 0.4]);
        let options = CompareOptions::default();
        let (one, other) = (paired(&a, &b, &options), paired(&b, &a, &options));
        assert_eq!(one.difference, -other.difference);
        assert_eq!(one.effect_size, other.effect_size.map(|size| -size));
        assert_eq!(one.t_test.unwrap().p, other.t_test.unwrap().p);
        assert_eq!(one.randomisation, other.randomisation);
        assert_eq!((one.wins, one.losses), (other.losses, other.wins));
    }

    #[test]
    fn from_gains_to_losses() {
        let baseline = scores(&[("10", 0.5), ("9", 0.5), ("401", 0.0), ("b", 1.0), ("a", 1.0)]);
        let system = scores(&[("10", 0.5), ("9", 0.5), ("401", 0.25), ("b", 0.5), ("a", 0.5)]);
        let found = topic_differences(&baseline, &system, Missing::Zero);
        let order: Vec<&str> = found.iter().map(|topic| topic.topic.as_str()).collect();
        assert_eq!(order, ["401", "9", "10", "a", "b"]);
        assert_eq!(found[0].difference, 0.25);
    }
}
