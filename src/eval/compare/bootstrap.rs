//! The bootstrap percentile interval of a mean difference (Efron and
//! Tibshirani, "An introduction to the bootstrap", 1993, chapter 13; on retrieval
//! scores Sakai, "Evaluating evaluation metrics based on the bootstrap", SIGIR
//! 2006): as many topics are drawn from the topics, with repetition, their mean
//! is taken, and this often; the interval leaves out as many of the means below
//! as above.

use crate::random::Random;
use serde::Serialize;

/// Where the mean difference would lie with other topics of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The interval; none on fewer than two topics.
pub(super) fn interval(
    differences: &[f64],
    resamples: u32,
    confidence: f64,
    seed: u64,
) -> Option<Interval> {
    if differences.len() < 2 || resamples == 0 {
        return None;
    }
    let mut random = Random::new(seed);
    let topics = differences.len();
    let mut mean = || {
        let sum: f64 = (0..topics).map(|_| differences[random.below(topics)]).sum();
        sum / topics as f64
    };
    let mut means: Vec<f64> = (0..resamples).map(|_| mean()).collect();
    means.sort_unstable_by(f64::total_cmp);
    let outside = (1.0 - confidence) / 2.0;
    Some(Interval { low: quantile(&means, outside), high: quantile(&means, 1.0 - outside) })
}

/// A quantile of sorted values, on the line between the two nearest: definition
/// 7 of Hyndman and Fan, "Sample quantiles in statistical packages" (1996), as in
/// R and NumPy.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor();
    let left = sorted[below as usize];
    let right = sorted[(below as usize + 1).min(sorted.len() - 1)];
    left + (right - left) * (place - below)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The means of all n^n ways to draw n topics from n.
    fn all_means(differences: &[f64]) -> Vec<f64> {
        let topics = differences.len();
        let ways = topics.pow(topics as u32);
        let mean = |way: usize| {
            let drawn = (0..topics).map(|at| differences[way / topics.pow(at as u32) % topics]);
            drawn.sum::<f64>() / topics as f64
        };
        (0..ways).map(mean).collect()
    }

    proptest! {
        #[test]
        fn as_much_is_outside_as_in_all_ways_to_draw(
            differences in prop::collection::vec(-1.0..1.0f64, 2..7),
            seed: u64,
        ) {
            let means = all_means(&differences);
            let found = interval(&differences, 10_000, 0.9, seed).unwrap();
            let share = |keep: &dyn Fn(f64) -> bool| {
                means.iter().filter(|&&mean| keep(mean)).count() as f64 / means.len() as f64
            };
            // six standard deviations of a share of 5% in 10,000
            let luck = 6.0 * (0.05f64 * 0.95 / 10_000.0).sqrt();
            prop_assert!(share(&|mean| mean < found.low - 1e-9) <= 0.05 + luck);
            prop_assert!(share(&|mean| mean <= found.low + 1e-9) >= 0.05 - luck);
            prop_assert!(share(&|mean| mean > found.high + 1e-9) <= 0.05 + luck);
            prop_assert!(share(&|mean| mean >= found.high - 1e-9) >= 0.05 - luck);
        }
    }

    #[test]
    fn quantiles_lie_between_values() {
        let sorted = [1.0, 2.0, 4.0, 8.0, 16.0];
        assert_eq!(quantile(&sorted, 0.0), 1.0);
        assert_eq!(quantile(&sorted, 0.5), 4.0);
        assert_eq!(quantile(&sorted, 0.9), 12.8);
        assert_eq!(quantile(&sorted, 1.0), 16.0);
    }

    #[test]
    fn too_few_topics() {
        assert_eq!(interval(&[], 100, 0.95, 1), None);
        assert_eq!(interval(&[0.5], 100, 0.95, 1), None);
        assert_eq!(interval(&[0.5; 2], 100, 0.95, 1), Some(Interval { low: 0.5, high: 0.5 }));
    }
}
