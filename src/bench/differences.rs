//! Whether two runs of the same queries differ by more than noise.
//!
//! The typical difference is the geometric mean, over the queries, of the ratio
//! of each query's times, each the geometric mean of its rounds: no query counts
//! for more because it takes longer, and twice as slow outweighs twice as fast
//! (Fleming and Wallace, "How not to lie with statistics", CACM 1986). The tail
//! is the ratio of the 99th percentiles of all times.
//!
//! Rounds differ because the machine does, queries because they are a sample of
//! what is asked. So both are drawn again with replacement, whole rounds first,
//! and within them the queries, the same ones in both runs (Kalibera and Jones,
//! "Rigorous benchmarking in reasonable time", ISMM 2013). Of `n` one less is
//! drawn: with few rounds a draw of `n` would vary too little (Rao and Wu,
//! "Resampling inference with complex survey data", JASA 1988).
//!
//! Two runs of one program differ in what no round shows: where memory happens
//! to lie, the size of the environment (Mytkowicz et al., "Producing wrong data
//! without doing anything obviously wrong!", ASPLOS 2009). So a difference below
//! the tolerance counts as noise however sure it is.

use crate::random::Random;
use serde::Serialize;

/// The seed of the draws: the same two runs get the same verdict.
const SEED: u64 = 20_261_123;
/// At most and at least so many draws.
const DRAWS: (usize, usize) = (2000, 200);
/// Times that are drawn in all, about.
const DRAWN: usize = 40_000_000;
/// Beyond each end of the interval: with a row a kind, one in twenty would be
/// wrong too often.
const BEYOND: f64 = 0.005;
/// With fewer rounds than this nobody knows what is noise.
pub(super) const FEWEST_ROUNDS: usize = 3;
/// A 99th percentile of fewer times is that of a handful.
const FEWEST_FOR_TAIL: usize = 500;

/// The times of a query in two runs, in microseconds, one a round.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pair<'a> {
    /// In the earlier run.
    pub(super) before: &'a [f64],
    /// In this one.
    pub(super) now: &'a [f64],
}

/// A ratio and where it lies with 99 % confidence; above 1 is slower.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Now by before.
    pub ratio: f64,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// What a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Slower than before.
    Slower,
    /// Faster than before.
    Faster,
    /// Within what chance does, or within the tolerance.
    Noise,
    /// Too few rounds to tell.
    Unknown,
}

/// How some queries differ between two runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// How many queries.
    pub queries: usize,
    /// Median before.
    pub before_p50_us: f64,
    /// Median now.
    pub now_p50_us: f64,
    /// 99th percentile before.
    pub before_p99_us: f64,
    /// 99th percentile now.
    pub now_p99_us: f64,
    /// Of the typical query.
    pub typical: Interval,
    /// What it is.
    pub verdict: Verdict,
    /// Of the 99th percentile; null where there are fewer than 500 times.
    pub tail: Option<Interval>,
    /// What that is.
    pub tail_verdict: Verdict,
}

/// The difference over some queries, all of which have as many rounds as the first.
pub(super) fn difference(pairs: &[Pair<'_>], tolerance: f64) -> Difference {
    let rounds_before = pairs.iter().map(|pair| pair.before.len()).min().unwrap_or(0);
    let rounds_now = pairs.iter().map(|pair| pair.now.len()).min().unwrap_or(0);
    let before: Run = Run::of(pairs.iter().map(|pair| pair.before), rounds_before);
    let now: Run = Run::of(pairs.iter().map(|pair| pair.now), rounds_now);
    let with_tail = before.times.len().min(now.times.len()) >= FEWEST_FOR_TAIL;
    let draws = draw(&before, &now, with_tail);
    let (p50, p99) = (|run: &Run| run.percentile(0.5), |run: &Run| run.percentile(0.99));
    let typical = interval((now.mean_log() - before.mean_log()).exp(), draws.typical);
    let tail = with_tail.then(|| interval(p99(&now) / p99(&before), draws.tail));
    let known = rounds_before.min(rounds_now) >= FEWEST_ROUNDS;
    let verdict = |found: Interval| if known { found.verdict(tolerance) } else { Verdict::Unknown };
    Difference {
        queries: pairs.len(),
        before_p50_us: p50(&before),
        now_p50_us: p50(&now),
        before_p99_us: p99(&before),
        now_p99_us: p99(&now),
        typical,
        verdict: verdict(typical),
        tail,
        tail_verdict: tail.map_or(Verdict::Unknown, verdict),
    }
}

impl Interval {
    fn verdict(self, tolerance: f64) -> Verdict {
        if self.low > 1.0 && self.ratio > 1.0 + tolerance {
            Verdict::Slower
        } else if self.high < 1.0 && self.ratio < 1.0 / (1.0 + tolerance) {
            Verdict::Faster
        } else {
            Verdict::Noise
        }
    }
}

/// The times of a run, a row a round.
struct Run {
    rounds: usize,
    queries: usize,
    times: Vec<f64>,
    logs: Vec<f64>,
}

impl Run {
    fn of<'a>(queries: impl ExactSizeIterator<Item = &'a [f64]> + Clone, rounds: usize) -> Self {
        let row = |round: usize| queries.clone().map(move |times| times[round]);
        // a time of zero has no logarithm; no clock here counts below a nanosecond
        let times: Vec<f64> = (0..rounds).flat_map(row).map(|time| time.max(1e-3)).collect();
        let logs = times.iter().map(|time| time.ln()).collect();
        Self { rounds, queries: queries.len(), times, logs }
    }

    fn mean_log(&self) -> f64 {
        self.logs.iter().sum::<f64>() / self.logs.len().max(1) as f64
    }

    fn percentile(&self, share: f64) -> f64 {
        nearest_rank(&mut self.times.clone(), share)
    }
}

/// The smallest that the given share did not exceed; reorders them.
fn nearest_rank(times: &mut [f64], share: f64) -> f64 {
    if times.is_empty() {
        return 0.0;
    }
    let rank = (share * times.len() as f64).ceil() as usize;
    let at = rank.clamp(1, times.len()) - 1;
    *times.select_nth_unstable_by(at, f64::total_cmp).1
}

/// Ratios as they might have been.
struct Draws {
    typical: Vec<f64>,
    tail: Vec<f64>,
}

fn draw(before: &Run, now: &Run, with_tail: bool) -> Draws {
    let work = before.times.len() + now.times.len();
    let count = (DRAWN / work.max(1)).clamp(DRAWS.1, DRAWS.0);
    let mut random = Random::new(SEED);
    let mut draws = Draws { typical: Vec::new(), tail: Vec::new() };
    let mut scratch = Vec::new();
    for _ in 0..count {
        let before_rounds = drawn(&mut random, before.rounds);
        let now_rounds = drawn(&mut random, now.rounds);
        let queries = drawn(&mut random, before.queries);
        let mean_log = |run: &Run, rounds: &[usize]| {
            let row = |&round: &usize| &run.logs[round * run.queries..][..run.queries];
            let of_round = |row: &[f64]| queries.iter().map(|&query| row[query]).sum::<f64>();
            let total: f64 = rounds.iter().map(row).map(of_round).sum();
            total / (rounds.len() * queries.len()).max(1) as f64
        };
        let ratio = mean_log(now, &now_rounds) - mean_log(before, &before_rounds);
        draws.typical.push(ratio.exp());
        if with_tail {
            let mut p99 = |run: &Run, rounds: &[usize]| {
                scratch.clear();
                for &round in rounds {
                    let row = &run.times[round * run.queries..][..run.queries];
                    scratch.extend(queries.iter().map(|&query| row[query]));
                }
                nearest_rank(&mut scratch, 0.99)
            };
            draws.tail.push(p99(now, &now_rounds) / p99(before, &before_rounds));
        }
    }
    draws
}

/// One less than there are, drawn with replacement; of one, that one.
fn drawn(random: &mut Random, of: usize) -> Vec<usize> {
    let count = of.saturating_sub(1).max(of.min(1));
    (0..count).map(|_| random.below(of)).collect()
}

fn interval(ratio: f64, mut draws: Vec<f64>) -> Interval {
    draws.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let last = draws.len().saturating_sub(1);
        draws.get((share * last as f64).round() as usize).copied().unwrap_or(ratio)
    };
    Interval { ratio, low: at(BEYOND).min(ratio), high: at(1.0 - BEYOND).max(ratio) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up run: queries of 100 µs to 10 ms, each round by chance up to 2 %
    /// slower or faster as a whole, each time by chance up to 20 %.
    fn run(random: &mut Random, queries: usize, rounds: usize, factor: f64) -> Vec<Vec<f64>> {
        let drift: Vec<f64> = (0..rounds).map(|_| 0.98 + 0.04 * random.share()).collect();
        let base = |query: usize| 100.0 * 100f64.powf(query as f64 / queries as f64);
        (0..queries)
            .map(|query| {
                let one = |drift: &f64| base(query) * factor * drift * (0.8 + 0.4 * random.share());
                drift.iter().map(one).collect()
            })
            .collect()
    }

    fn compared(before: &[Vec<f64>], now: &[Vec<f64>], tolerance: f64) -> Difference {
        let pairs = before.iter().zip(now).map(|(before, now)| Pair { before, now });
        difference(&pairs.collect::<Vec<_>>(), tolerance)
    }

    #[test]
    fn a_slower_and_a_faster_run_are_told() {
        let mut random = Random::new(1);
        let before = run(&mut random, 200, 5, 1.0);
        let slower = compared(&before, &run(&mut random, 200, 5, 1.15), 0.05);
        assert_eq!((slower.verdict, slower.queries), (Verdict::Slower, 200));
        assert!((slower.typical.ratio - 1.15).abs() < 0.04, "{slower:?}");
        assert!(slower.typical.low < 1.15 && slower.typical.high > 1.15, "{slower:?}");
        let faster = compared(&before, &run(&mut random, 200, 5, 0.8), 0.05);
        assert_eq!((faster.verdict, faster.tail_verdict), (Verdict::Faster, Verdict::Faster));
        assert!(faster.now_p50_us < faster.before_p50_us);
    }

    #[test]
    fn a_difference_within_the_tolerance_is_noise() {
        let mut random = Random::new(2);
        let before = run(&mut random, 500, 10, 1.0);
        let now = run(&mut random, 500, 10, 1.04);
        assert_eq!(compared(&before, &now, 0.0).verdict, Verdict::Slower);
        assert_eq!(compared(&before, &now, 0.05).verdict, Verdict::Noise);
    }

    #[test]
    fn the_same_twice_is_noise() {
        // of 99 % intervals one in a hundred may miss; few rounds, few queries and all
        for (queries, rounds) in [(200, 3), (20, 5), (5, 3), (50, 8)] {
            let mut random = Random::new(3);
            let mut wrong = 0;
            for _ in 0..40 {
                let before = run(&mut random, queries, rounds, 1.0);
                let now = run(&mut random, queries, rounds, 1.0);
                let found = compared(&before, &now, 0.0).verdict;
                wrong += usize::from(found != Verdict::Noise);
            }
            assert!(wrong <= 4, "{wrong} of 40 with {queries} queries, {rounds} rounds");
        }
    }

    #[test]
    fn only_the_tail_is_slower() {
        let mut random = Random::new(4);
        let before = run(&mut random, 300, 5, 1.0);
        let mut now = run(&mut random, 300, 5, 1.0);
        now[280..].iter_mut().flatten().for_each(|time| *time *= 3.0);
        let found = compared(&before, &now, 0.1);
        assert_eq!((found.verdict, found.tail_verdict), (Verdict::Noise, Verdict::Slower));
        // too few times for a tail
        assert_eq!(compared(&before[..20], &now[..20], 0.1).tail, None);
    }

    #[test]
    fn too_few_rounds_are_unknown() {
        for rounds in [1, 2] {
            let mut random = Random::new(5);
            let before = run(&mut random, 50, rounds, 1.0);
            let now = run(&mut random, 50, rounds, 3.0);
            let found = compared(&before, &now, 0.05);
            assert_eq!(found.verdict, Verdict::Unknown);
            assert!(found.typical.ratio > 2.5);
        }
        let none = difference(&[], 0.05);
        assert_eq!((none.queries, none.verdict), (0, Verdict::Unknown));
        assert!(none.typical.ratio == 1.0 && none.typical.low == 1.0);
    }

    #[test]
    fn twice_as_slow_and_twice_as_fast_cancel_out() {
        let before = vec![vec![100.0; 3], vec![1000.0; 3]];
        let now = vec![vec![200.0; 3], vec![500.0; 3]];
        let found = compared(&before, &now, 0.0);
        assert!((found.typical.ratio - 1.0).abs() < 1e-12);
        assert_eq!(found.verdict, Verdict::Noise);
        assert_eq!(found, compared(&before, &now, 0.0));
    }
}
