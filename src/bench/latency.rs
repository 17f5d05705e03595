//! Latency of a query log: the JSON of `bench`, field for field.

use crate::article::Day;
use crate::search::{Request, SearchError, ranked_ids, search};
use crate::store::Snapshot;
use serde::Serialize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Figures over all queries of all counted rounds, in microseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Queries in the log.
    pub queries: usize,
    /// Counted rounds.
    pub rounds: usize,
    /// Mean.
    pub mean_us: f64,
    /// Median.
    pub p50_us: f64,
    /// 95th percentile.
    pub p95_us: f64,
    /// 99th percentile.
    pub p99_us: f64,
    /// Slowest.
    pub max_us: f64,
    /// Queries a second, of all clients together.
    pub qps: f64,
    /// Clients that asked at the same time.
    pub clients: usize,
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
}

/// How a query log is run.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// The day on which the queries are meant.
    pub today: Option<Day>,
    /// Hits a query.
    pub take: usize,
    /// Passages a hit.
    pub passages: usize,
    /// Whether hits are ids and scores alone, and nothing stored is read.
    pub ids: bool,
    /// Whether to count all articles that match.
    pub count: bool,
    /// Counted rounds, after one to warm up.
    pub rounds: usize,
    /// Clients that take their next query from the same log at the same time.
    pub clients: usize,
}

/// What one client did in a round: query, microseconds, hits, highlights.
type Done = Vec<(usize, f64, usize, usize)>;

/// Asks the queries that no other client has taken yet.
fn client(
    snapshot: &Snapshot,
    queries: &[String],
    load: Load,
    next: &AtomicUsize,
) -> Result<Done, SearchError> {
    let mut done = Vec::with_capacity(queries.len() / load.clients + 1);
    while let number = next.fetch_add(1, Ordering::Relaxed)
        && let Some(query) = queries.get(number)
    {
        let request = Request {
            today: load.today,
            take: load.take,
            passages: load.passages,
            count: load.count,
            ..Request::new(query.as_str())
        };
        let began = Instant::now();
        if load.ids {
            let hits = ranked_ids(snapshot, &request)?;
            done.push((number, began.elapsed().as_secs_f64() * 1e6, hits.len(), 0));
            continue;
        }
        let answer = search(snapshot, &request)?;
        let took = began.elapsed().as_secs_f64() * 1e6;
        let lit = answer.hits.iter().flat_map(|hit| &hit.passages).map(|p| p.highlights.len());
        done.push((number, took, answer.hits.len(), lit.sum()));
    }
    Ok(done)
}

/// The smallest time that the given share of sorted times did not exceed.
fn percentile(times: &[f64], share: f64) -> f64 {
    let rank = (share * times.len() as f64).ceil() as usize;
    times.get(rank.clamp(1, times.len().max(1)) - 1).copied().unwrap_or(0.0)
}

/// Runs `queries` once to warm up and then as `load` says.
///
/// # Errors
/// Where the index can't be read.
pub fn measure(
    snapshot: &Snapshot,
    queries: &[String],
    load: Load,
) -> Result<Figures, SearchError> {
    let load = Load { clients: load.clients.max(1), ..load };
    let mut times = Vec::with_capacity(queries.len() * load.rounds);
    let mut best = vec![f64::INFINITY; queries.len()];
    let (mut hits, mut highlights, mut seconds) = (0, 0, 0.0);
    for round in 0..=load.rounds {
        let next = AtomicUsize::new(0);
        let began = Instant::now();
        let done: Vec<Done> = if load.clients == 1 {
            vec![client(snapshot, queries, load, &next)?]
        } else {
            std::thread::scope(|scope| {
                let ask = || client(snapshot, queries, load, &next);
                let clients: Vec<_> = (0..load.clients).map(|_| scope.spawn(ask)).collect();
                let done = clients.into_iter().map(|client| client.join());
                // a panic goes on in the thread that asked for it
                done.map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                    .collect::<Result<_, _>>()
            })?
        };
        (hits, highlights) = (0, 0);
        for (number, took, found, lit) in done.into_iter().flatten() {
            hits += found;
            highlights += lit;
            if round > 0 {
                times.push(took);
                best[number] = best[number].min(took);
            }
        }
        if round > 0 {
            seconds += began.elapsed().as_secs_f64();
        }
    }
    times.sort_by(f64::total_cmp);
    best.sort_by(f64::total_cmp);
    let total: f64 = times.iter().sum();
    Ok(Figures {
        queries: queries.len(),
        rounds: load.rounds,
        mean_us: total / times.len().max(1) as f64,
        p50_us: percentile(&times, 0.5),
        p95_us: percentile(&times, 0.95),
        p99_us: percentile(&times, 0.99),
        max_us: percentile(&times, 1.0),
        // by the clock, so that clients that wait for each other show
        qps: times.len() as f64 / seconds.max(1e-6),
        clients: load.clients,
        best_p50_us: percentile(&best, 0.5),
        best_p99_us: percentile(&best, 0.99),
        hits,
        highlights,
        peak_rss_bytes: crate::index::peak_rss_bytes(),
    })
}
