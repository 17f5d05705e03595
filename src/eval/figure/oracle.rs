//! Each measure beside a slow one that is written from its definition alone.
//!
//! The slow ones know no ranking of grades: they work on sets of ids and count
//! anew at every rank. `tests/trec_eval.rs` holds the same figures against
//! trec_eval itself.

use super::*;
use crate::eval::{EvalOptions, Qrels, Run, evaluate};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One topic: what was retrieved with which score, what is judged with which grade.
#[derive(Clone, Debug)]
struct Case {
    scores: BTreeMap<u8, i8>,
    grades: BTreeMap<u8, i64>,
    options: EvalOptions,
}

fn cases() -> impl Strategy<Value = Case> {
    // few ids and few scores: ties, and most of the articles judged
    let scores = prop::collection::btree_map(0u8..30, -3i8..4, 0..30);
    let grades = prop::collection::btree_map(0u8..40, -2i64..5, 1..30);
    let depth = prop_oneof![3 => Just(usize::MAX), 1 => 1usize..20];
    let options = (0i64..4, any::<bool>(), any::<bool>(), depth).prop_map(
        |(relevance_level, judged_only, complete, depth)| EvalOptions {
            relevance_level,
            judged_only,
            complete,
            depth,
        },
    );
    (scores, grades, options).prop_map(|(scores, grades, options)| Case { scores, grades, options })
}

impl Case {
    fn name(id: u8) -> String {
        format!("d{id}")
    }

    /// Best first: picks the best that is left, over and over.
    fn ranking(&self) -> Vec<u8> {
        let mut left = self.scores.clone();
        let mut ranking = Vec::new();
        while !left.is_empty() && ranking.len() < self.options.depth {
            let best = left
                .iter()
                .max_by(|a, b| a.1.cmp(b.1).then_with(|| Self::name(*a.0).cmp(&Self::name(*b.0))));
            let best = *best.unwrap().0;
            left.remove(&best);
            ranking.push(best);
        }
        ranking.retain(|id| {
            !self.options.judged_only || self.grades.get(id).is_some_and(|grade| *grade >= 0)
        });
        ranking
    }

    fn relevant(&self) -> BTreeSet<u8> {
        let level = self.options.relevance_level;
        self.grades.iter().filter(|(_, grade)| **grade >= level).map(|(id, _)| *id).collect()
    }

    fn not_relevant(&self) -> BTreeSet<u8> {
        let level = self.options.relevance_level;
        let is = |grade: i64| (0..level).contains(&grade);
        self.grades.iter().filter(|(_, grade)| is(**grade)).map(|(id, _)| *id).collect()
    }

    fn found(&self, k: usize) -> f64 {
        let relevant = self.relevant();
        self.ranking().iter().take(k).filter(|id| relevant.contains(id)).count() as f64
    }

    fn precision(&self, k: usize) -> f64 {
        self.found(k) / k as f64
    }

    fn gain(&self, ids: &[u8], k: usize) -> f64 {
        let mut sum = 0.0;
        for rank in 1..=ids.len().min(k) {
            let grade = self.grades.get(&ids[rank - 1]).copied().unwrap_or(0).max(0);
            sum += grade as f64 * 2f64.ln() / ((rank + 1) as f64).ln();
        }
        sum
    }

    fn interpolated(&self, recall: f64) -> f64 {
        let needed = (recall * self.relevant().len() as f64 + 0.9).floor();
        let ranks = (1..=self.ranking().len()).filter(|rank| self.found(*rank) >= needed);
        ranks.map(|rank| self.precision(rank)).fold(0.0, f64::max)
    }

    fn slow(&self, measure: Measure) -> f64 {
        let ranking = self.ranking();
        let relevant = self.relevant();
        let (retrieved, many) = (ranking.len() as f64, relevant.len() as f64);
        let or_zero = |number: f64| if number.is_finite() { number } else { 0.0 };
        let average_precision = |k: usize| {
            let ranks = (1..=ranking.len().min(k)).filter(|at| relevant.contains(&ranking[at - 1]));
            or_zero(ranks.map(|rank| self.precision(rank)).sum::<f64>() / many)
        };
        let gain = |k: usize| {
            let mut best: Vec<u8> = self.grades.keys().copied().collect();
            best.sort_by_key(|id| -self.grades[id]);
            or_zero(self.gain(&ranking, k) / self.gain(&best, k))
        };
        match measure {
            Measure::NumQ => 1.0,
            Measure::NumRet => retrieved,
            Measure::NumRel => many,
            Measure::NumRelRet => self.found(usize::MAX),
            Measure::Map => average_precision(usize::MAX),
            Measure::GmMap => average_precision(usize::MAX).max(1e-5).ln(),
            Measure::MapCut(k) => average_precision(k),
            Measure::Precision(k) => self.precision(k),
            Measure::Recall(k) => or_zero(self.found(k) / many),
            Measure::Success(k) => self.found(k).min(1.0),
            Measure::RPrec => or_zero(self.found(relevant.len()) / many),
            Measure::RecipRank => {
                let first = (1..=ranking.len()).find(|rank| self.found(*rank) > 0.0);
                first.map_or(0.0, |rank| 1.0 / rank as f64)
            }
            Measure::Bpref => {
                // a pair for each relevant one found and each of those not relevant,
                // of which the first R in the ranking, or where fewer are ranked as
                // many as there are, count
                let most = many.min(self.not_relevant().len() as f64);
                let mut sum = 0.0;
                for at in 0..ranking.len() {
                    if relevant.contains(&ranking[at]) {
                        let above = ranking[..at].iter();
                        let above = above.filter(|id| self.not_relevant().contains(id)).count();
                        sum += if above == 0 { 1.0 } else { 1.0 - (above as f64).min(many) / most };
                    }
                }
                or_zero(sum / many)
            }
            Measure::Ndcg => gain(usize::MAX),
            Measure::NdcgCut(k) => gain(k),
            Measure::SetP => or_zero(self.found(usize::MAX) / retrieved),
            Measure::SetRecall => or_zero(self.found(usize::MAX) / many),
            Measure::SetF(x) => {
                let x = f64::from(x) / 100.0;
                let (p, r) = (self.slow(Measure::SetP), self.slow(Measure::SetRecall));
                or_zero((x + 1.0) * p * r / (r + x * p))
            }
            Measure::IprecAtRecall(r) => self.interpolated(f64::from(r) / 100.0),
            Measure::ElevenPtAvg => {
                (0..11).map(|at| self.interpolated(f64::from(at) / 10.0)).sum::<f64>() / 11.0
            }
            Measure::Judged(k) => {
                let first = ranking.iter().take(k);
                let judged = first.filter(|id| self.grades.get(id).is_some_and(|g| *g >= 0));
                or_zero(judged.count() as f64 / retrieved.min(k as f64))
            }
        }
    }
}

fn all_measures() -> Vec<Measure> {
    let all = "official map_cut.1,3,7,100 recall.1,2,9,50 success ndcg ndcg_cut.1,2,5,20,100 P.1,3,50 \
               set_P set_recall set_F set_F.0.5 set_F.2 11pt_avg judged.1,5,100 iprec_at_recall.0.33";
    Measure::list(all).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_measure_is_as_slow_counting_has_it(cases in prop::collection::vec(cases(), 1..4)) {
        let options = cases[0].options;
        let cases: Vec<Case> = cases.into_iter().map(|case| Case { options, ..case }).collect();
        let mut qrels = Qrels::default();
        let mut text = String::new();
        for (topic, case) in cases.iter().enumerate() {
            for (id, grade) in &case.grades {
                qrels.insert(&topic.to_string(), &Case::name(*id), *grade);
            }
            for (id, score) in &case.scores {
                text.push_str(&format!("{topic} Q0 d{id} 0 {score} t\n"));
            }
        }
        // an unknown topic, so that the run is never empty
        text.push_str("u Q0 d1 1 1 t\n");
        let run = Run::parse(text.as_bytes(), "t".as_ref()).unwrap().value;
        let measures = all_measures();
        let fast = evaluate(&run, &qrels, &measures, &options);
        prop_assert_eq!(&fast.unknown, &["u"]);
        for measure in &measures {
            let in_run = |case: &Case| !case.scores.is_empty();
            let counts: Vec<(usize, &Case)> = cases.iter().enumerate()
                .filter(|(_, case)| options.complete || in_run(case)).collect();
            let slow: Vec<f64> = counts.iter().map(|(_, case)| match measure {
                // trec_eval counts what is relevant only in topics of the run
                Measure::NumRel if !in_run(case) => 0.0,
                _ => case.slow(*measure),
            }).collect();
            let found: Vec<(&str, f64)> = fast.per_topic(*measure).collect();
            prop_assert_eq!(found.len(), slow.len());
            for (((topic, value), slow), (number, _)) in found.iter().zip(&slow).zip(&counts) {
                prop_assert_eq!(*topic, &number.to_string());
                prop_assert!((value - slow).abs() < 1e-9, "{} of {}: {} {}", measure, topic, value, slow);
            }
            let sum: f64 = slow.iter().sum();
            let over_all = match measure {
                _ if slow.is_empty() => None,
                measure if measure.is_count() => Some(sum),
                Measure::GmMap => {
                    let product: f64 = slow.iter().map(|log| log.exp()).product();
                    Some(product.powf(1.0 / slow.len() as f64))
                }
                _ => Some(sum / slow.len() as f64),
            };
            match (fast.mean(*measure), over_all) {
                (Some(fast), Some(slow)) => prop_assert!((fast - slow).abs() < 1e-9, "{measure}"),
                (fast, slow) => prop_assert_eq!(fast, slow),
            }
        }
    }
}

#[test]
fn the_examples_of_the_headers() {
    let figure = |ranking: &str, qrels: &str, measure: &str| {
        let run: String = (ranking.chars().enumerate())
            .map(|(at, doc)| format!("1 Q0 {doc} {at} {} t\n", 100 - at))
            .collect();
        let grades: String =
            qrels.split(' ').map(|pair| format!("1 0 {} {}\n", &pair[..1], &pair[1..])).collect();
        let run = Run::parse(run.as_bytes(), "t".as_ref()).unwrap().value;
        let qrels = Qrels::parse(grades.as_bytes(), "q".as_ref()).unwrap().value;
        let measure = measure.parse().unwrap();
        let value = evaluate(&run, &qrels, &[measure], &EvalOptions::default()).mean(measure);
        format!("{:.4}", value.unwrap())
    };
    assert_eq!(figure("abcde", "a1 b0 c1 f1", "map"), "0.5556");
    assert_eq!(figure("abcde", "a1 b0 d1 e0 f0", "bpref"), "0.7500");
    assert_eq!(figure("abc", "a2 b0 c1 d1", "ndcg"), "0.7985");
    let curve = |recall: &str| figure("abcde", "a1 d1 e1 f1", recall);
    assert_eq!(
        ["0.25", "0.5", "0.75", "1"].map(|r| curve(&format!("iprec_at_recall_{r}"))),
        ["1.0000", "0.6000", "0.6000", "0.0000"]
    );
}
