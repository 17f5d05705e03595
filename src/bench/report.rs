//! What a run of a query log says: the JSON of `bench`, field for field.

use super::against::Comparison;
use super::arrivals::Spacing;
use super::cold::Dropped;
use super::figures::Figures;
use super::kind::Kind;
use super::queries::BadLine;
use super::setting::Setting;
use serde::Serialize;

/// A run: its own figures are those over all queries of all counted rounds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Queries in the log.
    pub queries: usize,
    /// Counted rounds.
    pub rounds: usize,
    /// Clients that asked at the same time.
    pub clients: usize,
    /// Latency over all queries of all rounds.
    #[serde(flatten)]
    pub latency: Figures,
    /// Standard error of the mean over the rounds; null where there is but one.
    pub standard_error_us: Option<f64>,
    /// Queries a second, of all clients together.
    pub qps: f64,
    /// Median over the queries, each by its fastest counted round: on a machine
    /// that is not alone, what the program itself takes.
    pub best_p50_us: f64,
    /// 99th percentile of the same.
    pub best_p99_us: f64,
    /// Hits given back in one round; two programs that are compared should agree.
    pub hits: usize,
    /// Highlights given back in one round.
    pub highlights: usize,
    /// The most memory the process has had at once; null where the system does not say.
    pub peak_rss_bytes: Option<u64>,
    /// The memory it had after the last round.
    pub rss_bytes: Option<u64>,
    /// The same by kind of query.
    pub by_kind: Vec<KindFigures>,
    /// The same by round.
    pub by_round: Vec<RoundFigures>,
    /// Of a closed loop: what one would have seen who does not wait for answers.
    pub corrected: Option<Corrected>,
    /// Of an open loop: rates and waits.
    pub open_loop: Option<OpenLoop>,
    /// With cold caches: what was dropped.
    pub cold: Option<Dropped>,
    /// What the run was made with.
    pub setting: Setting,
    /// Lines of the log that were skipped, the first 1,000.
    pub rejected: Vec<BadLine>,
    /// All of them.
    pub rejected_total: usize,
    /// Each query's times.
    pub times: Vec<QueryTimes>,
    /// How it compares with an earlier run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<Comparison>,
}

/// The queries of a kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindFigures {
    /// Which.
    pub kind: Kind,
    /// How many.
    pub queries: usize,
    /// Hits given back in one round.
    pub hits: usize,
    /// Latency.
    #[serde(flatten)]
    pub latency: Figures,
    /// Standard error of the mean over the rounds.
    pub standard_error_us: Option<f64>,
}

/// One counted round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoundFigures {
    /// Which, from 1.
    pub round: usize,
    /// How long it took.
    pub seconds: f64,
    /// Queries a second.
    pub qps: f64,
    /// Latency.
    #[serde(flatten)]
    pub latency: Figures,
    /// Memory after it.
    pub rss_bytes: Option<u64>,
}

/// The latency of one who asks at the pace of a closed loop, and does not wait.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Corrected {
    /// A query every so often: the mean latency.
    pub interval_us: f64,
    /// Latency.
    #[serde(flatten)]
    pub latency: Figures,
}

/// How an open loop went.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OpenLoop {
    /// Queries a second that were asked for.
    pub rate: f64,
    /// How they lay.
    pub spacing: Spacing,
    /// Queries a second as they were due.
    pub due_qps: f64,
    /// Queries a second as they were answered.
    pub answered_qps: f64,
    /// The share of their time that clients were busy, until the last query was taken up.
    pub busy: f64,
    /// The most queries that waited at once for a client.
    pub most_waiting: usize,
    /// Whether answers kept up with the questions: false where the last query of a
    /// round was taken up later than its time by more than 5 % of the round.
    /// Latencies then only say how long the round was.
    pub kept_up: bool,
    /// From when a query was due to when a client took it.
    pub wait: Figures,
    /// From then to the answer.
    pub service: Figures,
}

/// A query's times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QueryTimes {
    /// Its id in the log.
    pub id: String,
    /// The query as typed.
    pub query: String,
    /// Its kind.
    pub kind: Kind,
    /// What the log says of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Hits.
    pub hits: usize,
    /// Latency in each round, in microseconds.
    pub us: Vec<f64>,
}
