//! Latency of a query log: the JSON of `bench`, field for field.

use crate::search::{Request, SearchError, search};
use crate::store::Snapshot;
use serde::Serialize;
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
    /// Queries a second, one after another.
    pub qps: f64,
    /// Hits given back in one round; two programs that are compared should agree.
    pub hits: usize,
    /// Highlights given back in one round.
    pub highlights: usize,
    /// The most memory the process has had at once; null where the system does not say.
    pub peak_rss_bytes: Option<u64>,
}

/// Runs `queries` once to warm up and `rounds` times to count.
///
/// # Errors
/// Where the index can't be read.
pub fn measure(
    snapshot: &Snapshot,
    queries: &[String],
    take: usize,
    passages: usize,
    rounds: usize,
) -> Result<Figures, SearchError> {
    let mut times = Vec::with_capacity(queries.len() * rounds);
    let (mut hits, mut highlights) = (0, 0);
    for round in 0..=rounds {
        (hits, highlights) = (0, 0);
        for query in queries {
            let request = Request { take, passages, ..Request::new(query.as_str()) };
            let began = Instant::now();
            let answer = search(snapshot, &request)?;
            let took = began.elapsed().as_secs_f64() * 1e6;
            hits += answer.hits.len();
            let lit = answer.hits.iter().flat_map(|hit| &hit.passages).map(|p| p.highlights.len());
            highlights += lit.sum::<usize>();
            if round > 0 {
                times.push(took);
            }
        }
    }
    times.sort_by(f64::total_cmp);
    let total: f64 = times.iter().sum();
    // the smallest time that the given share of queries did not exceed
    let percentile = |share: f64| {
        let rank = (share * times.len() as f64).ceil() as usize;
        times.get(rank.clamp(1, times.len().max(1)) - 1).copied().unwrap_or(0.0)
    };
    Ok(Figures {
        queries: queries.len(),
        rounds,
        mean_us: total / times.len().max(1) as f64,
        p50_us: percentile(0.5),
        p95_us: percentile(0.95),
        p99_us: percentile(0.99),
        max_us: percentile(1.0),
        qps: times.len() as f64 * 1e6 / total.max(1.0),
        hits,
        highlights,
        peak_rss_bytes: crate::index::peak_rss_bytes(),
    })
}
