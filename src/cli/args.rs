//! The arguments of the command line. Parsing does nothing.

use super::bench_args::BenchArgs;
use super::entities_args::EntitiesArgs;
use super::eval_args::EvalArgs;
use super::index_args::{IndexArgs, ReindexArgs, size};
use super::train_args::TrainEntitiesArgs;
use crate::article::{Day, Precision, parse_date};
use crate::corpus::ReadOptions;
use crate::search::{Aliases, Context, FacetAsked};
use crate::store::{Model, Recency};
use anyhow::Context as _;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Full-text search for news: ranked passages, the evidence highlighted, each
/// with its source and date.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 found or done, 1 nothing found, 2 trouble, 3 done but some records were rejected, 130 interrupted.\n\
Try: dateline demo"
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Options of every command.
#[derive(Debug, ClapArgs)]
pub(super) struct Common {
    /// Directory of the index, or its address in an OpenSearch cluster: https://HOST:9200/NAME
    #[arg(
        long,
        global = true,
        env = "DATELINE_INDEX",
        default_value = "index",
        value_name = "DIR|URL"
    )]
    pub(super) index: PathBuf,
    /// Machine-readable output on stdout, all else on stderr
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Say only what was asked for
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Colours
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(super) color: When,
    /// The day on which dates such as yesterday are meant, and after which a date of publication is
    /// doubted [default: today]
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) today: Option<Day>,
    /// Who is called what: names of one person, organisation or place in a line, with tabs
    /// between them. Has the last word over what the index takes for the same
    #[arg(long, global = true, env = "DATELINE_ALIASES", value_name = "FILE")]
    pub(super) aliases: Option<PathBuf>,
    /// Threads to use [default: one a core]
    #[arg(long, global = true, value_name = "N")]
    pub(super) threads: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

impl Common {
    /// The user's list of who is called what; an empty one where none is given.
    pub(super) fn aliases(&self) -> anyhow::Result<Arc<Aliases>> {
        let Some(path) = &self.aliases else { return Ok(Arc::default()) };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("can't read the aliases {}", path.display()))?;
        let aliases = Aliases::parse(&text).with_context(|| format!("in {}", path.display()))?;
        Ok(Arc::new(aliases))
    }

    /// Makes `--color` hold for everything that is printed.
    pub(super) fn apply_color(&self) {
        match self.color {
            When::Auto => {}
            When::Always => anstream::ColorChoice::Always.write_global(),
            When::Never => anstream::ColorChoice::Never.write_global(),
        }
    }

    pub(super) fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.unwrap_or_else(cores).max(1)
    }

    /// The day given, else that of the clock in the zone of the machine.
    pub(super) fn today(&self) -> Option<Day> {
        self.today.or_else(|| {
            let today = jiff::Zoned::now().date();
            Day::from_ymd(today.year(), today.month(), today.day())
        })
    }

    pub(super) fn index(&self) -> &Path {
        &self.index
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Index the bundled corpus and show what can be asked of it
    Demo(DemoArgs),
    /// Read files, folders and archives into the index, or bring it up to date
    Index(IndexArgs),
    /// Search: ranked articles, each with its best passages
    Search(SearchArgs),
    /// Say what happened when, according to the articles: counts by date, a passage each
    Timeline(TimelineArgs),
    /// Say who and what is named in the articles: how often, when, beside whom
    Entities(EntitiesArgs),
    /// Write all results of a query, or everything, for a program or a paper
    Export(ExportArgs),
    /// Complete what is being typed: words, outlets, authors, sections
    Suggest(SuggestArgs),
    /// Say where an article's score comes from, or why it does not match
    Explain(ExplainArgs),
    /// Show one article
    Show(ShowArgs),
    /// Say what is seen in each article, without an index: names, quotations, and the dates it speaks of
    Annotate(AnnotateArgs),
    /// Learn from labelled texts to find names, for `annotate --model`
    TrainEntities(TrainEntitiesArgs),
    /// Figures of the index
    Stats(StatsArgs),
    /// Check that every part of the index can be read
    Check,
    /// Build an index in a cluster again from its own articles, while it is searched
    Reindex(ReindexArgs),
    /// Time a query log
    Bench(BenchArgs),
    /// Ask the topics of a test collection, and measure what comes back as trec_eval does
    Eval(Box<EvalArgs>),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write the pages of all commands to a directory
    Man {
        /// Where to write the pages
        directory: Option<PathBuf>,
    },
}

#[derive(Debug, ClapArgs)]
pub(super) struct DemoArgs {
    /// Keep the index and the corpus in this directory [default: a temporary one]
    #[arg(long, value_name = "DIR")]
    pub(super) keep: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Writes JSON Lines, one line an article: id, language, published, entities, dates, quotes. \
Offsets count characters of the body.\n\n\
Dates are told from the article's own date, never from today; without one they stay open (XXXX-WXX-2)."
)]
pub(super) struct AnnotateArgs {
    #[command(flatten)]
    pub(super) read: ReadArgs,
    /// Find names with this model of `train-entities`, in every language
    #[arg(long, value_name = "FILE")]
    pub(super) model: Option<PathBuf>,
}

/// What is read, and how.
#[derive(Debug, ClapArgs)]
pub(super) struct ReadArgs {
    /// Files, folders and archives; - is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Take a field from another name in JSON and CSV (headline=title_display)
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = field)]
    pub(super) fields: Vec<(String, String)>,
    /// Read everything in this format instead of looking at each file
    #[arg(long, value_name = "NAME")]
    pub(super) format: Option<String>,
    /// The longest record that is read (64M); a longer one is rejected
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub(super) max_record: usize,
}

impl ReadArgs {
    pub(super) fn options(&self) -> ReadOptions {
        ReadOptions {
            fields: self.fields.clone(),
            format: self.format.clone(),
            max_record_bytes: self.max_record,
            ..ReadOptions::default()
        }
    }
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Query: words rank by relevance; \"a phrase\" \"within three\"~3 prefix* +needed -refused \
AND OR NOT ( ) and the fields headline: lead: by: source: section: topic: place: lang: id: url: published:\n\
Dates: published:2019-12 published:1930s published:2019-12-01..2020-02 published:<1950 published:? \
published:\"last month\" published:\"last 7 days\" published:yesterday (see --today)\n\
A query that begins with a minus needs -- before it: dateline search -- -soviet moon"
)]
pub(super) struct SearchArgs {
    /// The query; several words need no quotes
    #[arg(required = true, value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// How many articles
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// Which page of so many articles, from 1
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "skip")]
    pub(super) page: usize,
    /// Pass over so many articles
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) skip: usize,
    #[command(flatten)]
    pub(super) ask: AskArgs,
    /// Count the articles by a field, and how many values to name (source:20): source, section,
    /// language, byline, year, topic, place (of the record), person, organisation, location (in the
    /// text); may be given several times
    #[arg(long = "facet", value_name = "FIELD[:N]")]
    pub(super) facets: Vec<FacetAsked>,
    /// All results, written as they are read
    #[arg(long, conflicts_with_all = ["limit", "page", "skip"])]
    pub(super) all: bool,
    /// Format [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Never use a pager
    #[arg(long)]
    pub(super) no_pager: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    Relevance,
    Newest,
    Oldest,
}

/// What is asked beside the words, and in which form it is answered.
#[derive(Debug, ClapArgs)]
pub(super) struct AskArgs {
    /// Rank articles, or passages across articles (of the 1,000 best articles)
    #[arg(long, value_enum, default_value = "article", value_name = "WHAT")]
    pub(super) by: Ranked,
    /// How many passages an article [default: 1; at most 3 with --by passage]
    #[arg(long, value_name = "N")]
    pub(super) passages: Option<usize>,
    /// How much of the text around the evidence: the fewest whole sentences, or whole paragraphs
    /// (2,000 bytes at most)
    #[arg(long, value_enum, default_value = "sentence", value_name = "SIZE")]
    pub(super) context: Around,
    /// Order
    #[arg(long, value_enum, default_value = "relevance")]
    pub(super) sort: Order,
    /// How articles are ranked: bm25f, bm25, dph, pl2, lgd, ql, qljm, each with numbers as in
    /// bm25(k1=0.9,b=0.4) and with +sdm, +rm3, +bo1, +rocchio or +smooth behind it;
    /// rrf(MODEL,MODEL,…); strong. docs/models.md has them all
    #[arg(long, value_name = "MODEL", default_value = "bm25f")]
    pub(super) model: Model,
    /// Older articles count less: half after so long (30d, 8w, 6m, 2y)
    #[arg(long, value_name = "HALF-LIFE", value_parser = half_life)]
    pub(super) recency: Option<Recency>,
    /// Columns of a row (a passage), in this order; in JSON, hits become such rows
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "NAME,…",
        hide_possible_values = true
    )]
    pub(super) fields: Vec<Column>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "An article counts for a date that its text mentions, \"last Tuesday\" included, or that it was \
published on; the same text in several articles counts once. A passage is that of the article that says most of the \
query and the date together.\n\n\
Examples:\n\
\x20 dateline timeline somme --per month\n\
\x20 dateline timeline 'bagram when:2019' --per day\n\
\x20 dateline timeline --by published --per year\n\
\x20 dateline timeline moon --format timelinejs > moon.json"
)]
pub(super) struct TimelineArgs {
    /// The query; without one, everything
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// What puts an article on the timeline: the days it mentions, or its date of publication
    #[arg(long, value_enum, default_value = "mentioned", value_name = "WHAT")]
    pub(super) by: Placed,
    /// How long a point is; auto is the finest of which there are at most 60
    #[arg(long, value_enum, default_value = "auto", value_name = "UNIT")]
    pub(super) per: Length,
    /// How many points, those with the most articles [default: 20 in text, otherwise all]
    #[arg(short = 'n', long = "limit", value_name = "POINTS")]
    pub(super) limit: Option<usize>,
    /// Format [default: text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<TimelineFormat>,
    /// Never use a pager
    #[arg(long)]
    pub(super) no_pager: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Placed {
    Mentioned,
    Published,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Length {
    Day,
    Week,
    Month,
    Year,
    Auto,
}

/// The form of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TimelineFormat {
    /// For a person
    Text,
    /// One object, as with --json
    Json,
    /// A row a point (RFC 4180)
    Csv,
    /// The JSON that TimelineJS shows
    Timelinejs,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "The same as search --all --format jsonl: all results, written as they are read, one row a \
passage.\n\
Columns: quote outlet headline date url id start end score rank hash are there unless --fields names others; \
there are also byline section language from to precision origin copies passage_score highlights body."
)]
pub(super) struct ExportArgs {
    /// The query; without one, everything
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Format [default: jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) ask: AskArgs,
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a person
    Text,
    /// One object, as with --json
    Json,
    /// An object a passage, one a line
    Jsonl,
    /// A row a passage (RFC 4180)
    Csv,
    /// Quotations with their sources
    Markdown,
}

/// A column of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(super) enum Column {
    /// The passage
    Quote,
    /// Who published it
    Outlet,
    /// The same as outlet
    Source,
    /// The headline
    Headline,
    /// The date of publication, as fine as it is known
    Date,
    /// Where it can be read
    Url,
    /// The article's id
    Id,
    /// First character of the passage in the body
    Start,
    /// Character after the last
    End,
    /// The article's score
    Score,
    /// The rank of the hit
    Rank,
    /// Digest of the body
    Hash,
    /// The author
    Byline,
    /// The section
    Section,
    /// The language
    Language,
    /// First day the date may mean
    From,
    /// Last day the date may mean
    To,
    /// How fine the date is
    Precision,
    /// File and record
    Origin,
    /// How many others say the same
    Copies,
    /// The passage's score
    PassageScore,
    /// What is lit, in characters of the body
    Highlights,
    /// The whole text
    Body,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ranked {
    Article,
    Passage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Around {
    Sentence,
    Paragraph,
}

impl From<Around> for Context {
    fn from(around: Around) -> Self {
        match around {
            Around::Sentence => Self::Sentence,
            Around::Paragraph => Self::Paragraph,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(super) struct SuggestArgs {
    /// The beginning of a word or of a name; of several words all but the last are whole
    #[arg(required = true, value_name = "PREFIX")]
    pub(super) prefix: Vec<String>,
    /// How many completions
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ExplainArgs {
    /// The query
    #[arg(required = true, value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// The article, matching or not
    #[arg(long, value_name = "ID")]
    pub(super) id: String,
    /// The model that scores, as in search; of models put together the first is explained
    #[arg(long, value_name = "MODEL", default_value = "bm25f")]
    pub(super) model: Model,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ShowArgs {
    /// The article's id, as a search shows it
    pub(super) id: String,
    /// Light what this query finds in it
    #[arg(long, value_name = "QUERY")]
    pub(super) highlight: Option<String>,
    /// Never use a pager
    #[arg(long)]
    pub(super) no_pager: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct StatsArgs {
    /// How many values of each field to name
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
}

fn field(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        // a table written by pandas has a column without a name: id=
        Some((field, name)) if !field.is_empty() => Ok((field.to_owned(), name.to_owned())),
        _ => Err("write FIELD=NAME, as in headline=title_display".to_owned()),
    }
}

/// A day, written in any way that has one reading.
fn day(text: &str) -> Result<Day, String> {
    let claim = parse_date(text).filter(|claim| claim.precision <= Precision::Day);
    let day = claim.and_then(|claim| claim.interval).map(|days| days.from);
    day.ok_or_else(|| format!("`{text}` is no day; write it as in 2020-03-31"))
}

/// A half-life in days, weeks, months or years, as in 30d or 2y.
fn half_life(text: &str) -> Result<Recency, String> {
    let text = text.trim();
    let wrong =
        || format!("`{text}` is no half-life; write days, weeks, months or years, as in 30d or 2y");
    let unit = text.chars().next_back().ok_or_else(wrong)?;
    let days = match unit {
        'd' | '0'..='9' => 1.0,
        'w' => 7.0,
        'm' => 365.2425 / 12.0,
        'y' => 365.2425,
        _ => return Err(wrong()),
    };
    let number: f64 =
        text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().map_err(|_| wrong())?;
    let half_life_days = number * days;
    let sensible = half_life_days.is_finite() && half_life_days > 0.0;
    sensible.then_some(Recency { half_life_days }).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }
}
