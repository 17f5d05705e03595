//! A whole run: warm-up, rounds, cold caches, and the report of all.

use super::arrivals::Pace;
use super::clock::WallClock;
use super::cold::{Cold, Dropped};
use super::figures::{Figures, Times, standard_error};
use super::kind::{Kind, kind_of};
use super::queries::Log;
use super::report::{Corrected, KindFigures, OpenLoop, QueryTimes, Report, RoundFigures};
use super::round::{Asking, Sample, most_waiting, run};
use super::setting::Setting;
use crate::article::Day;
use crate::index::{peak_rss_bytes, rss_bytes};
use crate::query::parse_on;
use crate::search::{Request, Response, SearchError, ranked_ids, search};
use crate::store::{Model, Snapshot, Store, StoreError};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Why a log could not be timed.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The index can't be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A query had no answer.
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// How a query log is run.
#[derive(Clone, Debug)]
pub struct Load {
    /// The day on which the queries are meant.
    pub today: Option<Day>,
    /// How articles are ranked.
    pub model: Model,
    /// Hits a query.
    pub take: usize,
    /// Passages a hit.
    pub passages: usize,
    /// Whether hits are ids and scores alone, and nothing stored is read.
    pub ids: bool,
    /// Whether to count all articles that match.
    pub count: bool,
    /// Rounds before the counted ones, in a closed loop.
    pub warm_up: usize,
    /// Counted rounds.
    pub rounds: usize,
    /// Clients that take their next query from the same log at the same time.
    pub clients: usize,
    /// When they ask.
    pub pace: Pace,
    /// Whether caches are dropped first, and how often.
    pub cold: Option<Cold>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The counted round, from 1; 0 while warming up.
    pub round: usize,
    /// Queries taken in all rounds.
    pub taken: usize,
    /// Queries to take in all rounds.
    pub total: usize,
}

/// What is kept of an answer: hits and highlights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Answered {
    hits: usize,
    highlights: usize,
}

/// One counted round.
struct Round {
    samples: Vec<Sample<Answered>>,
    /// From its beginning to the last answer; opening the index is not in it.
    took: Duration,
    rss_bytes: Option<u64>,
}

/// Runs a log as `load` says.
///
/// # Errors
/// Where the index can't be read.
pub fn measure(
    store: &Store,
    log: &Log,
    load: &Load,
    tell: &dyn Fn(Progress),
) -> Result<Report, BenchError> {
    let (clients, rounds) = (load.clients.max(1), load.rounds.max(1));
    let load = &Load { clients, rounds, ..load.clone() };
    let mut index = Index { store, snapshot: None, cold: load.cold.map(Dropped::new), opened: 0 };
    let setting = Setting::of(index.open()?, log, load);
    let requests: Vec<Request> =
        log.queries.iter().map(|query| load.request(&query.text)).collect();
    let kinds: Vec<Kind> = (log.queries.iter())
        .map(|query| kind_of(&parse_on(&query.text, load.today).query))
        .collect();
    let all: Vec<usize> = (0..requests.len()).collect();
    let total = all.len() * (load.warm_up + load.rounds);
    let mut rounds = Vec::with_capacity(load.rounds);
    for number in 0..load.warm_up + load.rounds {
        let round = (number + 1).saturating_sub(load.warm_up);
        let before = number * all.len();
        let tell = |taken| tell(Progress { round, taken: before + taken, total });
        if round == 0 {
            ask_all(index.open()?, &requests, load, &all, None, &tell)?;
            continue;
        }
        let done = match load.cold {
            Some(Cold::Query) => ask_each_cold(&mut index, &requests, load, &tell)?,
            cold => {
                if cold.is_some() {
                    index.reopen_cold()?;
                }
                let times = load.pace.times(round, all.len());
                let snapshot = index.open()?;
                let samples = ask_all(snapshot, &requests, load, &all, times.as_deref(), &tell)?;
                let took = samples.iter().map(|sample| sample.ended).max().unwrap_or_default();
                Round { samples, took, rss_bytes: None }
            }
        };
        rounds.push(Round { rss_bytes: rss_bytes(), ..done });
    }
    let cold = index.cold.take();
    Ok(report(log, load, &kinds, &rounds, setting, cold))
}

impl Load {
    fn request(&self, text: &str) -> Request {
        Request {
            today: self.today,
            model: self.model.clone(),
            take: self.take,
            passages: self.passages,
            count: self.count,
            ..Request::new(text)
        }
    }
}

/// The index, opened, and opened again when it is to be cold.
struct Index<'a> {
    store: &'a Store,
    snapshot: Option<Snapshot>,
    cold: Option<Dropped>,
    opened: usize,
}

impl Index<'_> {
    fn open(&mut self) -> Result<&Snapshot, StoreError> {
        let snapshot = match self.snapshot.take() {
            Some(snapshot) => snapshot,
            None => self.store.snapshot()?,
        };
        Ok(self.snapshot.insert(snapshot))
    }

    /// Drops what is in memory of the index and opens it again.
    fn reopen_cold(&mut self) -> Result<(), StoreError> {
        // of a cluster nothing is in this machine's memory
        let Some(path) = self.store.path() else { return Ok(()) };
        // the snapshot has its caches, and the mapping that keeps pages in memory
        self.snapshot = None;
        let Some(cold) = &mut self.cold else { return Ok(()) };
        cold.drop_pages(path);
        if self.opened == 0 {
            let snapshot = self.store.snapshot()?;
            cold.look_when_open(path);
            drop(snapshot);
            cold.drop_pages(path);
        }
        let began = Instant::now();
        self.snapshot = Some(self.store.snapshot()?);
        let took = began.elapsed().as_secs_f64() * 1e6;
        cold.drop_read_ahead(path);
        self.opened += 1;
        cold.open_us += (took - cold.open_us) / self.opened as f64;
        Ok(())
    }
}

enum Answer {
    Ids(usize),
    Whole(Box<Response>),
}

impl Answer {
    fn tally(self) -> Answered {
        match self {
            Self::Ids(hits) => Answered { hits, highlights: 0 },
            Self::Whole(answer) => {
                let passages = answer.hits.iter().flat_map(|hit| &hit.passages);
                let highlights = passages.map(|passage| passage.highlights.len()).sum();
                Answered { hits: answer.hits.len(), highlights }
            }
        }
    }
}

/// Asks some queries of an index that is open.
fn ask_all(
    snapshot: &Snapshot,
    requests: &[Request],
    load: &Load,
    queries: &[usize],
    times: Option<&[Duration]>,
    tell: &impl Fn(usize),
) -> Result<Vec<Sample<Answered>>, SearchError> {
    let ask = |query: usize| {
        let request = &requests[query];
        Ok(if load.ids {
            Answer::Ids(ranked_ids(snapshot, request)?.len())
        } else {
            Answer::Whole(Box::new(search(snapshot, request)?))
        })
    };
    let asking = Asking { queries, times, clients: load.clients, ask: &ask, tell };
    run(&WallClock::default(), &asking, &Answer::tally)
}

/// Asks every query of an index that was just opened, alone.
fn ask_each_cold(
    index: &mut Index<'_>,
    requests: &[Request],
    load: &Load,
    tell: &impl Fn(usize),
) -> Result<Round, BenchError> {
    let alone = &Load { clients: 1, ..load.clone() };
    let mut samples = Vec::with_capacity(requests.len());
    let mut took = Duration::ZERO;
    for query in 0..requests.len() {
        index.reopen_cold()?;
        samples.extend(ask_all(index.open()?, requests, alone, &[query], None, &|_| {})?);
        took += samples.last().map(Sample::service).unwrap_or_default();
        tell(query + 1);
    }
    Ok(Round { samples, took, rss_bytes: None })
}

/// Everything that is said of a run.
fn report(
    log: &Log,
    load: &Load,
    kinds: &[Kind],
    rounds: &[Round],
    setting: Setting,
    cold: Option<Dropped>,
) -> Report {
    let all = || rounds.iter().flat_map(|round| &round.samples);
    let mut times: Vec<QueryTimes> = (log.queries.iter().zip(kinds))
        .map(|(query, &kind)| QueryTimes {
            id: query.id.clone(),
            query: query.text.clone(),
            kind,
            tags: query.tags.clone(),
            hits: 0,
            us: Vec::with_capacity(rounds.len()),
        })
        .collect();
    let mut best = vec![Duration::MAX; times.len()];
    for sample in all() {
        let latency = sample.latency();
        times[sample.query].us.push(latency.as_nanos() as f64 / 1e3);
        times[sample.query].hits = sample.answer.hits;
        best[sample.query] = best[sample.query].min(latency);
    }
    let latency = Times::of(all().map(Sample::latency));
    let seconds: f64 = rounds.iter().map(|round| round.took.as_secs_f64()).sum();
    let best = Times::of(best).figures();
    let one_round = || rounds.last().into_iter().flat_map(|round| &round.samples);
    let corrects = load.pace == Pace::Closed && load.cold != Some(Cold::Query);
    Report {
        queries: log.queries.len(),
        rounds: rounds.len(),
        clients: load.clients,
        latency: latency.figures(),
        standard_error_us: error_over(rounds, |_| true),
        // by the clock, so that clients that wait for each other show
        qps: all().count() as f64 / seconds.max(1e-6),
        best_p50_us: best.p50_us,
        best_p99_us: best.p99_us,
        hits: one_round().map(|sample| sample.answer.hits).sum(),
        highlights: one_round().map(|sample| sample.answer.highlights).sum(),
        peak_rss_bytes: peak_rss_bytes(),
        rss_bytes: rounds.last().and_then(|round| round.rss_bytes),
        by_kind: by_kind(kinds, rounds),
        by_round: (rounds.iter().enumerate()).map(|(at, round)| round.figures(at + 1)).collect(),
        corrected: corrects.then(|| Corrected {
            interval_us: latency.mean_us(),
            latency: latency.corrected(Duration::from_secs_f64(latency.mean_us() / 1e6)),
        }),
        open_loop: open_loop(load, rounds),
        cold,
        setting,
        rejected: log.rejected.clone(),
        rejected_total: log.rejected_total,
        times,
        against: None,
    }
}

impl Round {
    /// How long it took until the last query was taken up, and for how much of
    /// that time clients were busy, added up: after it they run out of queries.
    fn until_all_taken(&self) -> (Duration, Duration) {
        let taken = self.samples.iter().map(|sample| sample.started).max().unwrap_or_default();
        let busy =
            |sample: &Sample<Answered>| sample.ended.min(taken).saturating_sub(sample.started);
        (taken, self.samples.iter().map(busy).sum())
    }

    fn figures(&self, round: usize) -> RoundFigures {
        let seconds = self.took.as_secs_f64();
        RoundFigures {
            round,
            seconds,
            qps: self.samples.len() as f64 / seconds.max(1e-6),
            latency: Times::of(self.samples.iter().map(Sample::latency)).figures(),
            rss_bytes: self.rss_bytes,
        }
    }
}

/// The standard error of the mean latency of some queries over the rounds.
fn error_over(rounds: &[Round], counts: impl Fn(usize) -> bool) -> Option<f64> {
    let mean = |round: &Round| {
        let samples = round.samples.iter().filter(|sample| counts(sample.query));
        Times::of(samples.map(Sample::latency)).mean_us()
    };
    standard_error(&rounds.iter().map(mean).collect::<Vec<_>>())
}

fn by_kind(kinds: &[Kind], rounds: &[Round]) -> Vec<KindFigures> {
    let mut queries: BTreeMap<Kind, usize> = BTreeMap::new();
    for &kind in kinds {
        *queries.entry(kind).or_default() += 1;
    }
    let figures = |(kind, queries)| {
        let is = |query: usize| kinds[query] == kind;
        let of = |round: &Round| -> Vec<Sample<Answered>> {
            round.samples.iter().filter(|sample| is(sample.query)).copied().collect()
        };
        let all = rounds.iter().flat_map(of);
        let last = rounds.last().map(of).unwrap_or_default();
        KindFigures {
            kind,
            queries,
            hits: last.iter().map(|sample| sample.answer.hits).sum(),
            latency: Times::of(all.map(|sample| sample.latency())).figures(),
            standard_error_us: error_over(rounds, is),
        }
    };
    queries.into_iter().map(figures).collect()
}

/// A round whose last query is taken up later than its time by more than this
/// share of the round did not keep up.
const BEHIND: f64 = 0.05;

fn open_loop(load: &Load, rounds: &[Round]) -> Option<OpenLoop> {
    let Pace::Open { rate, spacing } = load.pace else { return None };
    let all = || rounds.iter().flat_map(|round| &round.samples);
    let figures = |time: fn(&Sample<Answered>) -> Duration| -> Figures {
        Times::of(all().map(time)).figures()
    };
    let count = all().count() as f64;
    // a gap after the last one, as after the others
    let gap = 1.0 / rate;
    let last_due = |round: &Round| round.samples.iter().map(|sample| sample.due).max();
    let due: f64 = rounds.iter().filter_map(last_due).map(|last| last.as_secs_f64() + gap).sum();
    let took: f64 = rounds.iter().map(|round| round.took.as_secs_f64()).sum();
    let (taking, asking) = rounds.iter().map(Round::until_all_taken).fold(
        (0.0, 0.0),
        |(taking, asking), (took, asked)| {
            (taking + took.as_secs_f64(), asking + asked.as_secs_f64())
        },
    );
    let busy = if taking > 0.0 { asking / (taking * load.clients as f64) } else { 0.0 };
    let (due_qps, answered_qps) = (count / due.max(1e-9), count / took.max(due).max(1e-9));
    Some(OpenLoop {
        rate,
        spacing,
        due_qps,
        answered_qps,
        busy,
        most_waiting: rounds.iter().map(|round| most_waiting(&round.samples)).max().unwrap_or(0),
        kept_up: taking <= due * (1.0 + BEHIND),
        wait: figures(Sample::wait),
        service: figures(Sample::service),
    })
}

#[cfg(test)]
mod tests {
    use super::super::arrivals::Spacing;
    use super::*;

    /// A round of an open loop of one client whose queries take as long as said.
    fn round(rate: u32, takes: Duration, queries: u32) -> Round {
        let mut free = Duration::ZERO;
        let samples: Vec<_> = (0..queries)
            .map(|number| {
                let due = Duration::from_secs(1) * number / rate;
                let started = due.max(free);
                free = started + takes;
                let answer = Answered { hits: 1, highlights: 0 };
                Sample { query: number as usize, due, started, ended: free, answer }
            })
            .collect();
        Round { took: free, samples, rss_bytes: None }
    }

    fn load(rate: u32) -> Load {
        Load {
            today: None,
            model: Model::default(),
            take: 10,
            passages: 1,
            ids: false,
            count: true,
            warm_up: 1,
            rounds: 1,
            clients: 1,
            pace: Pace::Open { rate: f64::from(rate), spacing: Spacing::Even },
            cold: None,
        }
    }

    #[test]
    fn a_rate_that_is_too_high_is_told() {
        let takes = Duration::from_millis(10);
        let calm = open_loop(&load(50), &[round(50, takes, 200)]).unwrap();
        assert!(calm.kept_up && calm.most_waiting == 0, "{calm:?}");
        assert!((calm.busy - 0.5).abs() < 0.01 && (calm.due_qps - 50.0).abs() < 0.01, "{calm:?}");
        let flooded = open_loop(&load(200), &[round(200, takes, 200)]).unwrap();
        assert!(!flooded.kept_up, "{flooded:?}");
        assert!((flooded.answered_qps - 100.0).abs() < 0.1, "{flooded:?}");
        assert!(flooded.busy > 0.999 && flooded.most_waiting > 90, "{flooded:?}");
        assert!(flooded.wait.max_us > 900_000.0 && flooded.service.max_us == 10_000.0);
        assert!(open_loop(&Load { pace: Pace::Closed, ..load(1) }, &[]).is_none());
    }

    #[test]
    fn kinds_are_told_apart() {
        let kinds = [Kind::Phrase, Kind::Term, Kind::Phrase];
        let rounds = [1, 3].map(|ms| round(1, Duration::from_millis(ms), 3));
        let found = by_kind(&kinds, &rounds);
        let named: Vec<_> = found.iter().map(|one| (one.kind, one.queries, one.hits)).collect();
        assert_eq!(named, [(Kind::Term, 1, 1), (Kind::Phrase, 2, 2)]);
        assert_eq!(found[1].latency.mean_us, 2000.0);
        assert_eq!(found[1].standard_error_us, Some(1000.0));
    }
}
