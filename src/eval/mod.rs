//! Retrieval experiments: topics, judgements and runs as files, and the measures
//! of trec_eval over them.
//!
//! Owns the formats of evaluation, the figures, the comparison of systems
//! ([`compare()`]), the ranking of topics and what an experiment is. Draws nothing:
//! tables and plots are `cli`'s. A run may as well be what somebody else ranked.
//!
//! ```
//! use dateline::eval::{EvalOptions, Measure, Qrels, Run, evaluate};
//!
//! let qrels = Qrels::parse(b"1 0 kabul 1\n1 0 oslo 0\n1 0 lima 2\n", "qrels.txt".as_ref())?.value;
//! let run = Run::parse(b"1 Q0 oslo 1 9.5 x\n1 Q0 lima 2 8 x\n1 Q0 kabul 3 7 x\n", "a.run".as_ref())?.value;
//! let measures = Measure::list("map P.1,2 nDCG@10")?;
//! let figures = evaluate(&run, &qrels, &measures, &EvalOptions::default());
//! assert_eq!(figures.mean(measures[0]), Some((1.0 / 2.0 + 2.0 / 3.0) / 2.0));
//! assert_eq!(measures[3].to_string(), "ndcg_cut_10");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod compare;
mod error;
mod evaluate;
mod experiment;
mod figure;
mod fuse;
mod lines;
mod manifest;
mod measure;
mod natural_order;
mod qrels;
mod rank;
mod run_file;
mod topic;
mod tune;

pub use compare::{
    CompareError, CompareOptions, Family, Interval, Mark, Missing, Paired, Randomisation,
    SystemScores, TTest, Table, TableCell, TableRow, Test, TopicDifference, compare,
    topic_differences,
};
pub use error::{EvalError, Loaded, Warning};
pub use evaluate::{EvalOptions, Evaluation, TopicFigures, evaluate};
pub use experiment::{
    CorpusPart, Count, Experiment, ExperimentError, QrelsPart, Reproduced, ReproducedRun, RunPart,
    TopicsPart, page, reproduce,
};
pub use fuse::fuse;
pub use manifest::{Fingerprint, Manifest};
pub use measure::{Measure, MeasureError};
pub use natural_order::by_number;
pub use qrels::{Grades, Qrels};
pub use rank::{Ranking, rank};
pub use run_file::{Retrieved, Run, TopicRun};
pub use topic::{Part, PartError, Parts, Topic, TopicFormat, TopicIds, TopicOptions, Topics};
pub use tune::{Axis, Fold, Grid, TuneError, Tuned, tune};
