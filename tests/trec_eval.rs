//! Our figures beside trec_eval's.
//!
//! 1. On the committed pairs of runs and judgements, every figure of every topic,
//!    every mean, and every mean over all judged topics is trec_eval's.
//! 2. So it is on 12,000 random pairs, made anew: ties, scores that only a 64-bit
//!    float tells apart, negative and multi-level grades, articles that are not
//!    judged, topics missing on either side, rankings of one and of thousands.
//!    `./check` runs it; it needs Python and pytrec_eval.
//!
//! Equal means a difference of less than 0.000001, where four decimals are shown.

#![allow(clippy::print_stdout, reason = "how much was compared is shown with --nocapture")]

use dateline::eval::{EvalOptions, Measure, Qrels, Run, evaluate};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

/// Both have it to more digits than this; bpref is computed in 32 bits there.
const TOLERANCE: f64 = 1e-6;

/// What was compared, and what differs.
#[derive(Default)]
struct Compared {
    pairs: usize,
    figures: usize,
    differences: Vec<String>,
}

impl Compared {
    /// Compares a line of figures; `ours` is none where no topic counts.
    fn line(&mut self, place: &str, measures: &[Measure], ours: Option<&[f64]>, theirs: &Value) {
        for (at, measure) in measures.iter().enumerate() {
            let (ours, theirs) = (ours.map(|ours| ours[at]), theirs[at].as_f64());
            self.figures += 1;
            let is_same = match (ours, theirs) {
                (Some(ours), Some(theirs)) => (ours - theirs).abs() < TOLERANCE,
                (ours, theirs) => ours == theirs,
            };
            if !is_same {
                self.differences.push(format!("{place}: {measure} {ours:?}, trec_eval {theirs:?}"));
            }
        }
    }

    fn pair(&mut self, measures: &[Measure], pair: &Value) {
        self.pairs += 1;
        let bytes = |name: &str| pair[name].as_str().unwrap().as_bytes();
        let run = Run::parse(bytes("run"), Path::new("run")).unwrap();
        let qrels = Qrels::parse(bytes("qrels"), Path::new("qrels")).unwrap();
        assert!(run.warnings.is_empty() && qrels.warnings.is_empty(), "{:?}", run.warnings);
        let mut options = EvalOptions {
            relevance_level: pair["relevance_level"].as_i64().unwrap(),
            judged_only: pair["judged_only"].as_bool().unwrap(),
            depth: pair["depth"].as_u64().map_or(usize::MAX, |depth| depth as usize),
            complete: false,
        };
        let ours = evaluate(&run.value, &qrels.value, measures, &options);
        let topics = pair["topics"].as_object().unwrap();
        assert_eq!(ours.topics.len(), topics.len(), "pair {}", self.pairs);
        let number = self.pairs;
        for figures in &ours.topics {
            let place = format!("pair {number}, topic {}", figures.topic);
            self.line(&place, measures, Some(&figures.values), &topics[&figures.topic]);
        }
        let some = |means: &[f64]| (!means.is_empty()).then(|| means.to_vec());
        self.line(
            &format!("pair {number}"),
            measures,
            some(&ours.means).as_deref(),
            &pair["means"],
        );
        options.complete = true;
        let ours = evaluate(&run.value, &qrels.value, measures, &options);
        let place = format!("pair {number}, all topics");
        self.line(&place, measures, some(&ours.means).as_deref(), &pair["complete_means"]);
    }

    fn all(lines: impl Read) -> Self {
        let mut lines = BufReader::new(lines).lines().map(|line| {
            let line = line.unwrap();
            serde_json::from_str::<Value>(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
        });
        let head = lines.next().unwrap();
        let measures = head["measures"].as_array().unwrap().iter();
        let measures: Vec<Measure> =
            measures.map(|name| name.as_str().unwrap().parse().unwrap()).collect();
        let mut compared = Self::default();
        for pair in lines {
            compared.pair(&measures, &pair);
        }
        assert_eq!(compared.pairs as u64, head["pairs"].as_u64().unwrap(), "the script broke off");
        compared
    }

    fn expect_none(&self) {
        println!("{} pairs, {} figures compared", self.pairs, self.figures);
        let first = self.differences.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
        assert!(
            self.differences.is_empty(),
            "{} of {} figures differ; the first are\n{first}",
            self.differences.len(),
            self.figures
        );
    }
}

#[test]
fn committed_pairs() {
    let compared = Compared::all(&include_bytes!("trec_eval/pairs.jsonl")[..]);
    compared.expect_none();
    assert_eq!(compared.pairs, 60);
}

#[test]
#[ignore = "needs Python with pytrec_eval: run ./check, or see tests/trec_eval/make_pairs.py"]
fn twelve_thousand_random_pairs() {
    let or = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.to_owned());
    // pairs made before, of whatever files and however many
    if let Ok(path) = std::env::var("TREC_EVAL_PAIRS") {
        let pairs = File::open(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        return Compared::all(pairs).expect_none();
    }
    let python = or("TREC_EVAL_PYTHON", "python3");
    let mut script = Command::new(&python)
        .args(["tests/trec_eval/make_pairs.py", "--pairs", "12000"])
        .args(["--seed", &or("TREC_EVAL_SEED", "1")])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{python} does not run: {error}"));
    let compared = Compared::all(script.stdout.take().unwrap());
    assert!(script.wait().unwrap().success(), "the script failed");
    compared.expect_none();
    assert!(compared.pairs >= 10_000);
}
