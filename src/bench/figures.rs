//! Percentiles of times, by a histogram of high dynamic range (Gil Tene's
//! HdrHistogram): three digits of each are right, however long the longest is.

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Digits of a percentile that are right.
const DIGITS: u8 = 3;

/// Figures of some times, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// Mean.
    pub mean_us: f64,
    /// Median: the smallest time that half of them did not exceed.
    pub p50_us: f64,
    /// 90th percentile.
    pub p90_us: f64,
    /// 95th percentile.
    pub p95_us: f64,
    /// 99th percentile.
    pub p99_us: f64,
    /// 99.9th percentile.
    pub p999_us: f64,
    /// Slowest.
    pub max_us: f64,
}

/// Times, from which figures are read.
pub(super) struct Times {
    histogram: Option<Histogram<u64>>,
    total: u128,
    longest: u64,
}

impl Times {
    /// None yet.
    pub(super) fn new() -> Self {
        // 3 is a number of digits that the histogram knows
        Self { histogram: Histogram::new(DIGITS).ok(), total: 0, longest: 0 }
    }

    /// All of these.
    pub(super) fn of(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut all = Self::new();
        times.into_iter().for_each(|time| all.add(time));
        all
    }

    pub(super) fn add(&mut self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        if let Some(histogram) = &mut self.histogram {
            // it grows as it must; only a lack of memory could refuse one
            let _ = histogram.record(nanoseconds);
        }
        self.total += u128::from(nanoseconds);
        self.longest = self.longest.max(nanoseconds);
    }

    fn count(&self) -> u64 {
        self.histogram.as_ref().map_or(0, Histogram::len)
    }

    pub(super) fn mean_us(&self) -> f64 {
        self.total as f64 / 1e3 / self.count().max(1) as f64
    }

    pub(super) fn figures(&self) -> Figures {
        let at = |share: f64| match &self.histogram {
            Some(histogram) if !histogram.is_empty() => {
                // the histogram gives the end of a bucket, which may lie past the longest
                histogram.value_at_quantile(share).min(self.longest) as f64 / 1e3
            }
            _ => 0.0,
        };
        Figures {
            mean_us: self.mean_us(),
            p50_us: at(0.5),
            p90_us: at(0.9),
            p95_us: at(0.95),
            p99_us: at(0.99),
            p999_us: at(0.999),
            max_us: self.longest as f64 / 1e3,
        }
    }

    /// The figures of one who asks every `interval` and does not wait for answers:
    /// for each time longer than that, those that would have queued behind it
    /// count too, each an interval less (HdrHistogram's correction for
    /// coordinated omission).
    pub(super) fn corrected(&self, interval: Duration) -> Figures {
        let asked = u64::try_from(interval.as_nanos()).unwrap_or(u64::MAX);
        // of one time no more than so many others are made
        let interval = asked.max(self.longest / 100_000).max(1);
        let Some(histogram) = &self.histogram else { return self.figures() };
        let histogram = histogram.clone_correct(interval);
        let total = histogram.iter_recorded().fold(0u128, |total, step| {
            let value = histogram.median_equivalent(step.value_iterated_to());
            total + u128::from(value) * u128::from(step.count_at_value())
        });
        Self { histogram: Some(histogram), total, longest: self.longest }.figures()
    }
}

/// The standard error of the mean of some means, where there are two or more.
pub(super) fn standard_error(means: &[f64]) -> Option<f64> {
    let count = means.len() as f64;
    if means.len() < 2 {
        return None;
    }
    let mean = means.iter().sum::<f64>() / count;
    let squares: f64 = means.iter().map(|one| (one - mean).powi(2)).sum();
    Some((squares / (count - 1.0) / count).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn micros(times: &[u64]) -> Times {
        Times::of(times.iter().map(|&time| Duration::from_micros(time)))
    }

    #[test]
    fn of_a_thousand() {
        let all: Vec<u64> = (1..=1000).collect();
        let figures = micros(&all).figures();
        assert_eq!((figures.mean_us, figures.max_us), (500.5, 1000.0));
        for (is, should) in [
            (figures.p50_us, 500.0),
            (figures.p90_us, 900.0),
            (figures.p95_us, 950.0),
            (figures.p99_us, 990.0),
            (figures.p999_us, 999.0),
        ] {
            assert!((is / should - 1.0f64).abs() < 0.001, "{is} {should}");
        }
        assert_eq!(Times::new().figures(), Figures::default());
    }

    #[test]
    fn a_stall_is_corrected_for() {
        // a hundred of 1 ms and a stall of 100 ms: one who asks every millisecond
        // would have met 99 more, of 99 ms, 98 ms, …
        let mut all = vec![1000; 100];
        all.push(100_000);
        let times = micros(&all);
        let corrected = times.corrected(Duration::from_millis(1));
        assert!((times.figures().p90_us / 1000.0 - 1.0).abs() < 0.001);
        assert!((corrected.p90_us / 80_000.0 - 1.0).abs() < 0.02, "{corrected:?}");
        assert!((corrected.mean_us / 25_750.0 - 1.0).abs() < 0.02, "{corrected:?}");
        assert_eq!(corrected.max_us, 100_000.0);
        // nothing longer than the interval: nothing to correct
        assert_eq!(micros(&[1000; 10]).corrected(Duration::from_millis(5)).p99_us, 1000.0);
    }

    #[test]
    fn the_error_of_a_mean() {
        assert_eq!(standard_error(&[5.0]), None);
        assert_eq!(standard_error(&[4.0, 6.0]), Some(1.0));
    }

    proptest! {
        #[test]
        fn like_sorting(mut times in proptest::collection::vec(0u64..5_000_000_000, 1..300)) {
            let figures = Times::of(times.iter().copied().map(Duration::from_nanos)).figures();
            times.sort_unstable();
            let at = |share: f64| {
                let rank = (share * times.len() as f64).ceil() as usize;
                times[rank.clamp(1, times.len()) - 1] as f64 / 1e3
            };
            for (is, should) in [
                (figures.p50_us, at(0.5)),
                (figures.p90_us, at(0.9)),
                (figures.p99_us, at(0.99)),
                (figures.max_us, at(1.0)),
            ] {
                prop_assert!(is >= should && is <= should * 1.001 + 0.001, "{} {}", is, should);
            }
            prop_assert!(figures.p50_us <= figures.p90_us && figures.p90_us <= figures.p95_us);
            prop_assert!(figures.p95_us <= figures.p99_us && figures.p99_us <= figures.p999_us);
            prop_assert!(figures.p999_us <= figures.max_us);
        }
    }
}
