//! The arguments of `bench`. Parsing does nothing.

use crate::store::Model;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "A client asks its next query when it has its answer (a closed loop); with --rate, queries come at \
their own times whether or not a client is free, and a query's time counts from then.\n\n\
Exit status with --against: 2 where something is slower than chance and the tolerance explain.\n\n\
Examples:\n\
\x20 dateline bench --queries log.tsv --rounds 10 --json > before.json\n\
\x20 dateline bench --queries log.tsv --rounds 10 --against before.json\n\
\x20 dateline bench --queries log.tsv --rate 500 --clients 2\n\
\x20 dateline bench --queries log.tsv --cold\n\
\x20 dateline bench --queries log.tsv --ids --model bm25f+rm3"
)]
pub(super) struct BenchArgs {
    /// Queries, one a line: `id<TAB>text`, text alone, or JSON Lines (those of search-benchmark-game too)
    #[arg(long, value_name = "FILE")]
    pub(super) queries: PathBuf,
    /// How articles are ranked, as of search
    #[arg(long, value_name = "MODEL", default_value = "bm25f")]
    pub(super) model: Model,
    /// Hits a query
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// Counted rounds
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(super) rounds: usize,
    /// Rounds before them, to warm up
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) warm_up: usize,
    /// Ask with so many clients at the same time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clients)]
    pub(super) clients: usize,
    /// Ask so many queries a second, of all clients together, whether or not one is free
    #[arg(long, value_name = "QUERIES/S", value_parser = rate)]
    pub(super) rate: Option<f64>,
    /// How the times of --rate lie
    #[arg(long, value_enum, default_value = "poisson", requires = "rate")]
    pub(super) spacing: Spaced,
    /// Drop caches and the system's pages of the index before each counted round, or query
    #[arg(
        long,
        value_enum,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "round"
    )]
    pub(super) cold: Option<Colder>,
    /// Compare with an earlier run, which --json wrote
    #[arg(long, value_name = "FILE")]
    pub(super) against: Option<PathBuf>,
    /// Differences of so many per cent are noise, however sure they are
    #[arg(long, value_name = "PERCENT", default_value = "5", value_parser = percent, requires = "against")]
    pub(super) tolerance: f64,
    /// Find the hits without counting all that match
    #[arg(long)]
    pub(super) no_count: bool,
    /// Find ids and scores only, as for a run file: no stored text is read
    #[arg(long)]
    pub(super) ids: bool,
    /// Rank only; read no text
    #[arg(long)]
    pub(super) no_passages: bool,
}

/// How the times of an open loop lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Spaced {
    /// By chance, each independent of the others; the same in each run
    Poisson,
    /// All gaps the same
    Even,
}

/// How often caches are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colder {
    /// Before each counted round
    Round,
    /// Before each query, one client
    Query,
}

/// Clients, each a thread.
fn clients(text: &str) -> Result<usize, String> {
    let number = text.trim().parse().ok().filter(|number| (1..=1024).contains(number));
    number.ok_or_else(|| format!("`{text}` is no number of clients; write 1 to 1024"))
}

/// Queries a second.
fn rate(text: &str) -> Result<f64, String> {
    let rate = text.trim().parse().ok().filter(|rate| (1e-3..=1e7).contains(rate));
    rate.ok_or_else(|| format!("`{text}` is no rate; write queries a second, as in 500 or 0.5"))
}

/// A share in per cent.
fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim().trim_end_matches('%').parse().ok();
    let number = number.filter(|number| (0.0..=1000.0).contains(number));
    let share = number.map(|number: f64| number / 100.0);
    share.ok_or_else(|| format!("`{text}` is no tolerance; write per cent, as in 5"))
}
