//! The arguments of `dateline eval`.

use crate::eval::{Grades, Grid, Parts, TopicIds};
use crate::store::Model;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Topics are read as TREC <top>, TSV, JSON Lines, SMART or NPL files, judgements as qrels, TSV or JSON, \
whatever they are called. A topic's text is words, never query language, unless --query-language says so.\n\n\
  dateline eval --topics topics.tsv --qrels qrels.txt --run bm25f.run\n  \
dateline eval --topics topics.tsv --qrels qrels.txt --model bm25 --model bm25f+rm3     compares the two\n  \
dateline eval --qrels qrels.txt a.run b.run runs/                                       measures run files\n  \
dateline eval --experiment experiments/cranfield.toml --data FOLDER                     makes an experiment again\n\n\
With --quiet (-q) it writes what trec_eval -q writes: measure, topic, figure."
)]
pub(super) struct EvalArgs {
    /// Run files, or folders of them, to measure instead of searching
    #[arg(value_name = "RUN", conflicts_with_all = ["topics", "experiment"])]
    pub(super) runs: Vec<PathBuf>,
    /// Fuse the run files by the ranks of their articles into one more run, as the model rrf(…) does
    #[arg(long, requires = "runs")]
    pub(super) fuse: bool,
    /// Topics to ask the index
    #[arg(long, value_name = "FILE")]
    pub(super) topics: Option<PathBuf>,
    /// The parts of a topic that make its text: title, desc, narr (title+desc) [default: the usual one]
    #[arg(long, value_name = "PARTS", default_value_t, hide_default_value = true)]
    pub(super) parts: Parts,
    /// Where topics have their ids from: as written, or their sequence in the file (Cranfield)
    #[arg(long, value_name = "HOW", default_value = "written", value_parser = topic_ids())]
    pub(super) topic_ids: TopicIds,
    /// Read topics as queries, not as words
    #[arg(long)]
    pub(super) query_language: bool,
    /// How articles are scored, as of search; several are compared with the first
    #[arg(long = "model", value_name = "MODEL")]
    pub(super) models: Vec<Model>,
    /// Articles a topic
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(super) depth: usize,
    /// Write the run to this file, and what it was made of to FILE.manifest.json; of several models,
    /// to a file each in this folder
    #[arg(long, value_name = "FILE")]
    pub(super) run: Option<PathBuf>,
    /// The last column of the run [default: the model]
    #[arg(long, value_name = "NAME")]
    pub(super) tag: Option<String>,
    /// Judgements; without them nothing is measured
    #[arg(long, value_name = "FILE")]
    pub(super) qrels: Option<PathBuf>,
    /// What grades mean: more is better, or Cleverdon's codes (1 is best)
    #[arg(long, value_name = "HOW", default_value = "usual", value_parser = grades())]
    pub(super) grades: Grades,
    /// What is measured, by trec_eval's names (map P.5,10 ndcg_cut_10 nDCG@20 official)
    #[arg(
        short = 'm',
        long = "measure",
        value_name = "MEASURES",
        default_value = "map gm_map Rprec bpref recip_rank P.10 ndcg_cut.10 recall.1000 judged.10"
    )]
    pub(super) measures: Vec<String>,
    /// The figures of each topic too
    #[arg(long)]
    pub(super) per_topic: bool,
    /// The lowest grade that is relevant
    #[arg(long, value_name = "GRADE", default_value_t = 1, value_parser = clap::value_parser!(i64).range(0..))]
    pub(super) relevance_level: i64,
    /// Leave articles out that are not judged
    #[arg(long)]
    pub(super) judged_only: bool,
    /// Count topics that have judgements and no answer as zero
    #[arg(long)]
    pub(super) complete: bool,
    /// The run that the others are compared with, by its name [default: the first]
    #[arg(long, value_name = "NAME")]
    pub(super) baseline: Option<String>,
    /// How tables are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    pub(super) format: TableFormat,
    /// Write plots (SVG and PNG) into this folder: recall and precision of all runs, and the differences of
    /// each from the baseline, topic by topic, by the first measure
    #[arg(long, value_name = "FOLDER", requires = "qrels")]
    pub(super) plot: Option<PathBuf>,
    /// Search the parameters of the model on this grid for the first measure, with cross-validation
    /// (k1=0.4..2.0:0.2,b=0.1..0.9:0.1; of a step: rm3.docs=5|10|20)
    #[arg(long, value_name = "GRID", requires = "topics", conflicts_with = "experiment")]
    pub(super) tune: Option<Grid>,
    /// Folds of the cross-validation
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(super) folds: usize,
    /// Make the experiment of this file again: index its collection into a temporary folder, ask,
    /// measure, and compare with the figures that the file has; status 1 where they differ
    #[arg(long, value_name = "FILE", conflicts_with = "topics")]
    pub(super) experiment: Option<PathBuf>,
    /// The folder of the experiment's collection
    #[arg(long, value_name = "FOLDER", requires = "experiment")]
    pub(super) data: Option<PathBuf>,
    /// Write the page of the experiment to this file
    #[arg(long, value_name = "FILE", requires = "experiment")]
    pub(super) page: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    Text,
    Markdown,
    Latex,
}

// a name that is none has been refused when it becomes a value
fn topic_ids() -> impl TypedValueParser<Value = TopicIds> {
    PossibleValuesParser::new(TopicIds::ALL.map(TopicIds::name))
        .map(|name| TopicIds::from_name(&name).unwrap_or_default())
}

fn grades() -> impl TypedValueParser<Value = Grades> {
    PossibleValuesParser::new(Grades::ALL.map(Grades::name))
        .map(|name| Grades::from_name(&name).unwrap_or_default())
}
