//! Fisher's randomisation test on paired scores, two-sided: were the two
//! systems the same, each topic's two scores could as well be the other's, and
//! its difference have the other sign. The share of all such signings whose mean
//! is as far from 0 as the one seen is its p. It supposes nothing about how
//! scores are distributed, and tests the mean, which is what is reported
//! (Smucker, Allan and Carterette, "A comparison of statistical significance
//! tests for information retrieval evaluation", CIKM 2007).
//!
//! ```text
//! differences  +.2 +.1   sums of the four signings  .3  .1  -.1  -.3   p = 2/4
//! ```
//!
//! Few topics: all signings, each one change of sign from the last (Gray code).
//! Many: random ones, and the one seen counts as drawn, or p could be 0, which no
//! sample can show (Phipson and Smyth, "Permutation p-values should never be
//! zero", 2010).
//!
//! Sums are of whole numbers, so that neither their order nor their rounding
//! decides whether a sum is as large as the one seen.

use crate::random::Random;
use serde::Serialize;

/// All signings are looked at of so many topics that differ: a million.
const ALL_OF: usize = 20;
/// The largest difference in whole units. 2^22 topics of it fit an `i64`.
const LARGEST: f64 = (1u64 << 40) as f64;
/// Sums are equal that differ by so many units a topic: the scores' own
/// rounding, 6e-11 of the largest difference.
const SLACK: i64 = 64;

/// What the randomisation test says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Randomisation {
    /// Share of signings that differ as much, either way.
    pub p: f64,
    /// The same after Holm's correction for all comparisons of the table.
    pub p_holm: f64,
    /// Whether all signings were looked at, not a sample.
    pub exact: bool,
    /// How many were looked at, or stand for all: signings that only differ in
    /// the signs of differences of 0 are one.
    pub signings: u64,
}

/// The test; none without topics.
pub(super) fn randomisation(differences: &[f64], draws: u32, seed: u64) -> Option<Randomisation> {
    if differences.is_empty() {
        return None;
    }
    let units = in_units(differences);
    let exact = units.len() <= ALL_OF;
    let (p, signings) = if exact {
        (all(&units), 1u64 << units.len())
    } else {
        (sampled(&units, draws, seed), u64::from(draws))
    };
    Some(Randomisation { p, p_holm: p, exact, signings })
}

/// Differences as whole numbers, without those of 0, whose sign is nothing.
fn in_units(differences: &[f64]) -> Vec<i64> {
    let largest = differences.iter().fold(0.0f64, |most, difference| most.max(difference.abs()));
    let moved = differences.iter().filter(|&&difference| difference != 0.0);
    moved.map(|difference| (difference / largest * LARGEST).round() as i64).collect()
}

/// From which sum, either way, a signing is as far from 0 as the one seen.
fn threshold(units: &[i64]) -> i64 {
    units.iter().sum::<i64>().abs() - SLACK * units.len() as i64
}

/// The share of all signings. Those with the first sign turned are the others'
/// mirror images and need no look.
fn all(units: &[i64]) -> f64 {
    let threshold = threshold(units);
    let Some((_, turned)) = units.split_first() else { return 1.0 };
    let mut signed = turned.to_vec();
    let mut sum: i64 = units.iter().sum();
    let signings = 1u64 << turned.len();
    let mut as_far = u64::from(sum.abs() >= threshold);
    for signing in 1..signings {
        let changed = signing.trailing_zeros() as usize;
        signed[changed] = -signed[changed];
        sum += 2 * signed[changed];
        as_far += u64::from(sum.abs() >= threshold);
    }
    as_far as f64 / signings as f64
}

/// The share in a sample, the signing seen included. A byte of random bits says
/// which of eight differences keep their signs, and their sum is looked up.
fn sampled(units: &[i64], draws: u32, seed: u64) -> f64 {
    let threshold = threshold(units);
    let sums: Vec<[i64; 256]> = units.chunks(8).map(signed_sums).collect();
    let mut random = Random::new(seed);
    let mut as_far = 0u64;
    for _ in 0..draws {
        let mut sum = 0i64;
        for eight_bytes in sums.chunks(8) {
            let bits = random.bits().to_le_bytes();
            sum += eight_bytes
                .iter()
                .zip(bits)
                .map(|(sums, byte)| sums[usize::from(byte)])
                .sum::<i64>();
        }
        as_far += u64::from(sum.abs() >= threshold);
    }
    (as_far + 1) as f64 / (u64::from(draws) + 1) as f64
}

/// The sums of up to eight differences with all their signs: a bit that is set
/// keeps its difference.
fn signed_sums(units: &[i64]) -> [i64; 256] {
    std::array::from_fn(|signs| {
        let signed = |(at, &unit): (usize, &i64)| if signs >> at & 1 == 1 { unit } else { -unit };
        units.iter().enumerate().map(signed).sum()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All 2^n signings, each added up afresh.
    fn slowly(differences: &[f64]) -> f64 {
        let seen: f64 = differences.iter().sum();
        let signings = 1u32 << differences.len();
        let as_far = (0..signings).filter(|signs| {
            let signed = |(at, d): (usize, &f64)| if signs >> at & 1 == 1 { *d } else { -d };
            let sum: f64 = differences.iter().enumerate().map(signed).sum();
            sum.abs() >= seen.abs() - 1e-9
        });
        as_far.count() as f64 / f64::from(signings)
    }

    /// Scores that meet often, as of ten answers.
    fn differences() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec((-10i32..=10).prop_map(|tenths| f64::from(tenths) / 10.0), 1..12)
    }

    proptest! {
        #[test]
        fn all_signings_are_those_added_up_slowly(differences in differences()) {
            let test = randomisation(&differences, 1, 0).unwrap();
            prop_assert!(test.exact);
            prop_assert!((test.p - slowly(&differences)).abs() < 1e-12);
        }

        #[test]
        fn a_sample_comes_near_all(differences in differences(), seed: u64) {
            let p = all(&in_units(&differences));
            let sample = sampled(&in_units(&differences), 20_000, seed);
            // six standard deviations, and the one that is added
            prop_assert!((sample - p).abs() <= 6.0 * (p * (1.0 - p) / 20_000.0).sqrt() + 1e-4);
        }
    }

    #[test]
    fn the_worked_example() {
        let test = randomisation(&[0.2, 0.1], 1, 0).unwrap();
        assert_eq!(test, Randomisation { p: 0.5, p_holm: 0.5, exact: true, signings: 4 });
    }

    #[test]
    fn equal_sums_are_equal_however_they_are_rounded() {
        // 0.1 + 0.2 is not 0.3 in binary; of eight signings four are as far from 0
        let test = randomisation(&[0.1, 0.2, -0.3], 1, 0).unwrap();
        assert_eq!(test.p, 1.0);
        let test = randomisation(&[0.7, -0.1, -0.6, 0.2], 1, 0).unwrap();
        assert_eq!(test.p, slowly(&[0.7, -0.1, -0.6, 0.2]));
    }

    #[test]
    fn many_topics_are_sampled_and_p_is_never_0() {
        let test = randomisation(&[0.25; 100], 999, 1).unwrap();
        assert_eq!(test, Randomisation { p: 0.001, p_holm: 0.001, exact: false, signings: 999 });
    }

    #[test]
    fn no_difference_at_all() {
        assert_eq!(randomisation(&[0.0; 30], 999, 1).unwrap().p, 1.0);
        assert_eq!(randomisation(&[], 999, 1), None);
    }
}
