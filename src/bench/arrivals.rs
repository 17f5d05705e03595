//! When queries come: one after another, or at a rate of their own.
//!
//! A closed loop asks the next query when the last one was answered, so that a
//! slow answer holds back the questions that would have met it ("coordinated
//! omission", Gil Tene). An open loop has the time of each question fixed
//! beforehand, as users have who don't know of each other (Schroeder, Wierman
//! and Harchol-Balter, "Open versus closed: a cautionary tale", NSDI 2006).

use crate::random::Random;
use serde::Serialize;
use std::time::Duration;

/// The seed of the arrivals; each round has its own, counted on from here, so
/// that two runs meet the same.
const SEED: u64 = 20_261_123;

/// How the times of an open loop lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Spacing {
    /// Independently of each other: the gaps have an exponential distribution.
    Poisson,
    /// The same gap between any two.
    Even,
}

/// When the next query is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// When a client has its answer.
    Closed,
    /// At its time, so many a second.
    Open {
        /// Queries a second, of all clients together.
        rate: f64,
        /// How they lie.
        spacing: Spacing,
    },
}

impl Pace {
    /// The times of `queries` queries in a round; none in a closed loop.
    pub(super) fn times(self, round: usize, queries: usize) -> Option<Vec<Duration>> {
        let Self::Open { rate, spacing } = self else { return None };
        let mut random = Random::new(SEED.wrapping_add(round as u64));
        let mut time = 0.0;
        let times = (0..queries).map(|number| {
            match spacing {
                Spacing::Even => time = number as f64 / rate,
                // inverse transform; 1 - share is never 0
                Spacing::Poisson => time -= (1.0 - random.share()).ln() / rate,
            }
            Duration::try_from_secs_f64(time).unwrap_or(Duration::MAX)
        });
        Some(times.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_times() {
        let pace = Pace::Open { rate: 500.0, spacing: Spacing::Even };
        let times = pace.times(1, 4).unwrap();
        assert_eq!(times, [0, 2, 4, 6].map(Duration::from_millis));
        assert_eq!(Pace::Closed.times(1, 4), None);
    }

    #[test]
    fn poisson_times() {
        let pace = Pace::Open { rate: 100.0, spacing: Spacing::Poisson };
        let times = pace.times(1, 20_000).unwrap();
        assert_eq!(times, pace.times(1, 20_000).unwrap());
        assert_ne!(times, pace.times(2, 20_000).unwrap());
        assert!(times.is_sorted());
        let seconds: Vec<f64> = times.iter().map(Duration::as_secs_f64).collect();
        assert!((seconds[19_999] - 200.0).abs() < 6.0, "{}", seconds[19_999]);
        // of an exponential distribution the deviation is the mean
        let gaps: Vec<f64> = seconds.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
        let square = gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / gaps.len() as f64;
        assert!((square.sqrt() / mean - 1.0).abs() < 0.05, "{mean} {square}");
    }
}
