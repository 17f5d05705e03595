//! 1. Student's tails are SciPy's to twelve digits.
//! 2. The tests of paired scores are SciPy's: t-test, effect size and exact
//!    randomisation to eleven digits; what is drawn, within the luck of the draw.
//! 3. What is drawn is what the same random numbers give in NumPy.
//!
//! `tests/compare/paired_scores.py` made the values and says with what.

use super::options::CompareOptions;
use super::paired::{Moments, Paired, paired};
use super::student::{t_test, two_sided};
use serde_json::Value;

fn values() -> Value {
    let text = std::fs::read_to_string("tests/compare/paired_scores.json").unwrap();
    serde_json::from_str(&text).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// Whether two numbers are the same but for so much of the second.
fn near(found: f64, expected: f64, relative: f64) -> bool {
    (found - expected).abs() <= relative * expected.abs()
}

#[test]
fn tails() {
    let values = values();
    let tails = values["tails"].as_array().unwrap();
    assert_eq!(tails.len(), 80);
    for tail in tails {
        let of = |name: &str| tail[name].as_f64().unwrap();
        let p = two_sided(of("t"), of("df") as u32);
        // what is below the smallest normal number has fewer digits
        let same = near(p, of("p"), 1e-12) || (p - of("p")).abs() < 1e-307;
        assert!(same, "{tail}: {p:e}");
    }
}

/// Calls `check` with each pair of the file, compared with `options`.
fn each(options: impl Fn(&Value) -> CompareOptions, check: impl Fn(&Value, &Paired)) {
    let values = values();
    let pairs = values["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 6);
    for pair in pairs {
        let (baseline, system) = (numbers(&pair["baseline"]), numbers(&pair["system"]));
        check(pair, &paired(&baseline, &system, &options(pair)));
    }
}

#[test]
fn paired_tests() {
    each(
        |_| CompareOptions::default(),
        |pair, found| {
            let name = &pair["name"];
            let of = |name: &str| pair[name].as_f64().unwrap();
            let test = found.t_test.unwrap();
            assert!(near(found.difference, of("difference"), 1e-11), "{name}: difference");
            assert!(near(test.t.unwrap(), of("t"), 1e-11), "{name}: t {test:?}");
            assert!(near(test.p, of("t_p"), 1e-11), "{name}: p {test:?}");
            assert!(near(found.effect_size.unwrap(), of("effect_size"), 1e-11), "{name}: effect");

            let random = found.randomisation.unwrap();
            let expected = of("randomisation_p");
            assert_eq!(random.exact, pair["exact"].as_bool().unwrap(), "{name}");
            let luck = (expected * (1.0 - expected) / 100_000.0).sqrt();
            let apart = if random.exact { 1e-12 } else { 5.0 * luck + 2e-5 };
            assert!((random.p - expected).abs() <= apart, "{name}: {random:?}, {expected}");

            // an end of the interval strays by some hundredths of its length
            let interval = found.interval.unwrap();
            let expected = numbers(&pair["bootstrap"]);
            let apart = 0.04 * (expected[1] - expected[0]);
            let same = (interval.low - expected[0]).abs() < apart
                && (interval.high - expected[1]).abs() < apart;
            assert!(same, "{name}: {interval:?}, {expected:?}");
        },
    );
}

#[test]
fn the_same_random_numbers() {
    let drawn = |pair: &Value| CompareOptions {
        seed: pair["seed"].as_u64().unwrap(),
        draws: pair["draws"].as_u64().unwrap() as u32,
        resamples: pair["resamples"].as_u64().unwrap() as u32,
        ..CompareOptions::default()
    };
    each(drawn, |pair, found| {
        let name = &pair["name"];
        let interval = found.interval.unwrap();
        let expected = numbers(&pair["stream_interval"]);
        assert!((interval.low - expected[0]).abs() < 1e-15, "{name}: {interval:?}, {expected:?}");
        assert!((interval.high - expected[1]).abs() < 1e-15, "{name}: {interval:?}, {expected:?}");
        if let Some(p) = pair["stream_p"].as_f64() {
            assert_eq!(found.randomisation.unwrap().p, p, "{name}");
        }
    });
}

#[test]
fn one_pair_is_as_the_moments_say() {
    let moments = Moments::of(&[0.5, 0.25, 0.0, -0.25]);
    assert_eq!((moments.mean, moments.topics), (0.125, 4));
    assert!(near(moments.deviation, (0.3125f64 / 3.0).sqrt(), 1e-15));
    assert_eq!(t_test(&moments).unwrap().df, 3);
}
