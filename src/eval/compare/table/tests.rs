//! 1. A table holds the means and comparisons of its systems, in their order.
//! 2. Nothing depends on the number of threads, nor a comparison on the others.
//! 3. What can't be compared is named.

use super::*;
use proptest::prelude::*;

fn system(name: &str, measures: &[(&str, &[f64])]) -> SystemScores {
    let of = |scores: &[f64]| {
        let numbered = scores.iter().enumerate();
        numbered.map(|(topic, score)| (topic.to_string(), *score)).collect()
    };
    SystemScores {
        name: name.to_owned(),
        measures: measures.iter().map(|(name, scores)| ((*name).to_owned(), of(scores))).collect(),
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Three systems, the last much better than the first by `map`.
fn three() -> [SystemScores; 3] {
    let low: Vec<f64> = (0..30).map(|topic| f64::from(topic % 7) / 20.0).collect();
    let near: Vec<f64> = (0..30).map(|topic| f64::from((topic * 5 + 1) % 7) / 20.0).collect();
    let high: Vec<f64> = (0..30).map(|topic| f64::from(topic % 7 + topic % 3 + 1) / 20.0).collect();
    [
        system("bm25", &[("map", &low), ("P_10", &near)]),
        system("dph", &[("map", &near), ("P_10", &low)]),
        system("bm25+rm3", &[("map", &high), ("P_10", &near)]),
    ]
}

#[test]
fn means_differences_and_marks() {
    let table = compare(&three(), &names(&["map", "P_10"]), &CompareOptions::default()).unwrap();
    assert_eq!(table.baseline, "bm25");
    assert_eq!(table.systems, ["bm25", "dph", "bm25+rm3"]);
    assert_eq!(table.tested.comparisons, 4);
    let map = &table.rows[0];
    assert_eq!((map.measure.as_str(), map.topics), ("map", 30));
    assert_eq!(map.cells[0].against_baseline, None);
    let better = map.cells[2].against_baseline.as_ref().unwrap();
    assert!((better.difference - 0.1).abs() < 1e-12);
    assert!((map.cells[2].mean - map.cells[0].mean - better.difference).abs() < 1e-12);
    assert_eq!((better.wins, better.ties, better.losses), (30, 0, 0));
    assert_eq!(better.mark, Mark::Highly);
    let random = better.randomisation.unwrap();
    assert!(!random.exact && random.p < 1e-4, "{random:?}");
    assert_eq!(random.p_holm, 4.0 * random.p);
    // the same scores are no difference
    let same = table.rows[1].cells[2].against_baseline.as_ref().unwrap();
    assert_eq!((same.ties, same.mark, same.effect_size), (30, Mark::None, None));
    assert_eq!(same.randomisation.unwrap().p, 1.0);
    assert_eq!(same.t_test.unwrap().p, 1.0);
}

#[test]
fn a_topic_that_a_system_lacks_counts_as_0_or_not_at_all() {
    let mut systems = three();
    systems[1].measures.get_mut("map").unwrap().remove("3");
    let measures = names(&["map"]);
    let zero = compare(&systems, &measures, &CompareOptions::default()).unwrap();
    let left = CompareOptions { missing: Missing::LeaveOut, ..CompareOptions::default() };
    let left = compare(&systems, &measures, &left).unwrap();
    assert_eq!((zero.rows[0].topics, left.rows[0].topics), (30, 29));
    let missing = |table: &Table| table.rows[0].cells.iter().map(|c| c.missing).collect::<Vec<_>>();
    assert_eq!(missing(&zero), [0, 1, 0]);
    assert_eq!(missing(&left), [0, 1, 0]);
    assert!((zero.rows[0].cells[1].mean * 30.0 - left.rows[0].cells[1].mean * 29.0).abs() < 1e-12);
}

#[test]
fn the_json() {
    let two = [system("a", &[("map", &[0.5, 0.25])]), system("b", &[("map", &[0.75, 0.75])])];
    let table = compare(&two, &names(&["map"]), &CompareOptions::default()).unwrap();
    insta::assert_json_snapshot!(table, @r#"
    {
      "baseline": "a",
      "systems": [
        "a",
        "b"
      ],
      "rows": [
        {
          "measure": "map",
          "topics": 2,
          "cells": [
            {
              "system": "a",
              "mean": 0.375,
              "missing": 0,
              "against_baseline": null
            },
            {
              "system": "b",
              "mean": 0.75,
              "missing": 0,
              "against_baseline": {
                "difference": 0.375,
                "interval": {
                  "low": 0.25,
                  "high": 0.5
                },
                "wins": 2,
                "ties": 0,
                "losses": 0,
                "effect_size": 2.1213203435596424,
                "t_test": {
                  "t": 3.0,
                  "df": 1,
                  "p": 0.2048327646991333,
                  "p_holm": 0.2048327646991333
                },
                "randomisation": {
                  "p": 0.5,
                  "p_holm": 0.5,
                  "exact": true,
                  "signings": 4
                },
                "mark": "none"
              }
            }
          ]
        }
      ],
      "tested": {
        "comparisons": 1,
        "test": "randomisation",
        "missing": "zero",
        "significant": 0.05,
        "highly": 0.01,
        "draws": 100000,
        "resamples": 10000,
        "confidence": 0.95,
        "seed": 42
      }
    }
    "#);
}

#[test]
fn what_cannot_be_compared_is_named() {
    let options = CompareOptions::default();
    let measures = names(&["map"]);
    let told = |systems: &[SystemScores], options: &CompareOptions| {
        compare(systems, &measures, options).unwrap_err().to_string()
    };
    insta::assert_snapshot!(told(&[], &options), @"no system is the baseline: number 0 of 0; name one of the runs");
    let twice = [system("a", &[]), system("a", &[])];
    insta::assert_snapshot!(told(&twice, &options), @"two systems are called a; give one of the runs another tag or file name");
    insta::assert_snapshot!(told(&[system("a", &[("P_5", &[1.0])])], &options), @"a has no scores by map; score all systems by the same measures");
    let scores = [0.5, f64::NAN];
    insta::assert_snapshot!(told(&[system("a", &[("map", &scores)])], &options), @"the score of a by map on topic 1 is NaN; leave the topic out or mend the run");
    let options = CompareOptions { confidence: 95.0, ..options };
    insta::assert_snapshot!(told(&[system("a", &[])], &options), @"the confidence is 95; it must be between 0 and 1");
}

#[test]
fn no_topics_no_tests() {
    let empty = [system("a", &[("map", &[])]), system("b", &[("map", &[])])];
    let table = compare(&empty, &names(&["map"]), &CompareOptions::default()).unwrap();
    let cell = &table.rows[0].cells[1];
    assert_eq!(cell.mean, 0.0);
    let paired = cell.against_baseline.as_ref().unwrap();
    assert!(paired.t_test.is_none() && paired.randomisation.is_none());
    assert!(paired.interval.is_none() && paired.mark == Mark::None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn threads_and_company_change_nothing(
        scores in prop::collection::vec((0.0..1.0f64, 0.0..1.0f64, 0.0..1.0f64), 0..40),
        seed: u64,
    ) {
        let one: Vec<f64> = scores.iter().map(|scores| scores.0).collect();
        let two: Vec<f64> = scores.iter().map(|scores| scores.1).collect();
        let three: Vec<f64> = scores.iter().map(|scores| scores.2).collect();
        let systems = [
            system("one", &[("map", &one), ("bpref", &two)]),
            system("two", &[("map", &two), ("bpref", &three)]),
            system("three", &[("map", &three), ("bpref", &one)]),
        ];
        let measures = names(&["map", "bpref"]);
        let with = |threads: usize, systems: &[SystemScores]| {
            let options =
                CompareOptions { threads, seed, draws: 500, resamples: 200, ..CompareOptions::default() };
            compare(systems, &measures, &options).unwrap()
        };
        let alone = serde_json::to_string(&with(1, &systems)).unwrap();
        prop_assert_eq!(&alone, &serde_json::to_string(&with(2, &systems)).unwrap());
        prop_assert_eq!(&alone, &serde_json::to_string(&with(8, &systems)).unwrap());
        // without the third system the second's values before correction are the same
        let (all, pair) = (with(3, &systems), with(3, &systems[..2]));
        for (row, other) in all.rows.iter().zip(&pair.rows) {
            let (a, b) = (&row.cells[1].against_baseline, &other.cells[1].against_baseline);
            let (a, b) = (a.as_ref().unwrap(), b.as_ref().unwrap());
            prop_assert_eq!(a.interval, b.interval);
            prop_assert_eq!(a.randomisation.map(|test| test.p), b.randomisation.map(|test| test.p));
            prop_assert_eq!(a.t_test.map(|test| test.p), b.t_test.map(|test| test.p));
        }
    }
}

#[test]
#[ignore = "takes the time"]
#[allow(clippy::print_stderr, reason = "a figure to read")]
fn how_long_it_takes() {
    for (systems, measures, topics) in [(2, 1, 50u64), (10, 10, 250), (2, 1, 1000)] {
        let score = |of: u64| (of.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as f64 / 16_777_216.0;
        let all: Vec<SystemScores> = (0..systems)
            .map(|s| {
                let of = |m: u64| {
                    (0..topics)
                        .map(|t| (t.to_string(), score(s * 7919 + m * 104_729 + t)))
                        .collect()
                };
                let measures = (0..measures).map(|m| (format!("m{m}"), of(m))).collect();
                SystemScores { name: format!("s{s}"), measures }
            })
            .collect();
        let names: Vec<String> = (0..measures).map(|m| format!("m{m}")).collect();
        for threads in [1, 2] {
            let began = std::time::Instant::now();
            let options = CompareOptions { threads, ..CompareOptions::default() };
            compare(&all, &names, &options).unwrap();
            eprintln!(
                "{systems} systems, {measures} measures, {topics} topics, {threads} threads: {:.0} ms",
                began.elapsed().as_secs_f64() * 1e3
            );
        }
    }
}
