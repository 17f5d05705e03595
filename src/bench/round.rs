//! One round: clients that take their queries from one list, and what time each took.
//!
//! ```text
//! due ──wait── started ──service── ended
//! └────────────latency────────────┘
//! ```
//!
//! In an open loop a query is due at its time, whether or not a client is free:
//! one that comes while all are busy waits, and its latency holds the wait. In
//! a closed loop it is due when a client takes it.

use super::clock::Clock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A look at how far the clients are is taken so often: it costs them nothing.
const LOOK: Duration = Duration::from_millis(100);

/// Who asks what and when.
pub(super) struct Asking<'a, Ask, Tell> {
    /// The queries by number, in the order of asking.
    pub(super) queries: &'a [usize],
    /// When each is due; in a closed loop there are no times.
    pub(super) times: Option<&'a [Duration]>,
    /// How many ask at the same time.
    pub(super) clients: usize,
    /// Asks one.
    pub(super) ask: &'a Ask,
    /// Is told now and then how many were taken.
    pub(super) tell: &'a Tell,
}

/// What was asked and answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sample<A> {
    /// The query's number.
    pub(super) query: usize,
    /// When it was to begin.
    pub(super) due: Duration,
    /// When it began.
    pub(super) started: Duration,
    /// When it was answered.
    pub(super) ended: Duration,
    /// What is kept of the answer.
    pub(super) answer: A,
}

impl<A> Sample<A> {
    /// From when it was due to its answer.
    pub(super) fn latency(&self) -> Duration {
        self.ended.saturating_sub(self.due)
    }

    /// From when it was taken up to its answer.
    pub(super) fn service(&self) -> Duration {
        self.ended.saturating_sub(self.started)
    }

    /// How long nobody took it up.
    pub(super) fn wait(&self) -> Duration {
        self.started.saturating_sub(self.due)
    }
}

/// Runs a round. `keep` makes of an answer what is kept of it, off the clock.
///
/// # Errors
/// The first error of a client; the others stop at their next query.
pub(super) fn run<C, T, A, E, Ask, Tell>(
    clock: &C,
    asking: &Asking<'_, Ask, Tell>,
    keep: &(impl Fn(T) -> A + Sync),
) -> Result<Vec<Sample<A>>, E>
where
    C: Clock,
    A: Send,
    E: Send,
    Ask: Fn(usize) -> Result<T, E> + Sync,
    Tell: Fn(usize),
{
    let &Asking { queries, times, clients, ask, tell } = asking;
    let clients = clients.max(1);
    let (next, finished) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let runner = std::thread::current();
    let client = || {
        let done = one_client(clock, queries, times, ask, keep, &next);
        if done.is_err() {
            next.store(queries.len(), Ordering::Relaxed);
        }
        finished.fetch_add(1, Ordering::Relaxed);
        runner.unpark();
        done
    };
    let done: Result<Vec<_>, E> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
        // one that panics does not say that it has finished
        while finished.load(Ordering::Relaxed) < clients
            && !threads.iter().all(|thread| thread.is_finished())
        {
            std::thread::park_timeout(LOOK);
            tell(next.load(Ordering::Relaxed).min(queries.len()));
        }
        let done = threads.into_iter().map(|thread| thread.join());
        // a panic goes on in the thread that asked for it
        done.map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    Ok(done?.into_iter().flatten().collect())
}

/// Asks the queries that no other client has taken yet.
fn one_client<T, A, E>(
    clock: &impl Clock,
    queries: &[usize],
    times: Option<&[Duration]>,
    ask: &impl Fn(usize) -> Result<T, E>,
    keep: &impl Fn(T) -> A,
    next: &AtomicUsize,
) -> Result<Vec<Sample<A>>, E> {
    clock.begin();
    let mut done = Vec::new();
    while let at = next.fetch_add(1, Ordering::Relaxed)
        && let Some(&query) = queries.get(at)
    {
        let time = times.and_then(|times| times.get(at).copied());
        if let Some(time) = time {
            clock.wait_until(time);
        }
        let started = clock.now();
        let answer = ask(query)?;
        let ended = clock.now();
        let due = time.unwrap_or(started);
        done.push(Sample { query, due, started, ended, answer: keep(answer) });
    }
    Ok(done)
}

/// The most queries that were due before another one and not taken up when that came.
pub(super) fn most_waiting<A>(samples: &[Sample<A>]) -> usize {
    let mut due: Vec<Duration> = samples.iter().map(|sample| sample.due).collect();
    let mut started: Vec<Duration> = samples.iter().map(|sample| sample.started).collect();
    due.sort_unstable();
    started.sort_unstable();
    let waiting = due.iter().enumerate().map(|(before, time)| {
        before.saturating_sub(started.partition_point(|start| start <= time))
    });
    waiting.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::sync::Mutex;

    /// A clock that goes on only when it is told to.
    struct SetClock(Mutex<Duration>);

    impl SetClock {
        fn new() -> Self {
            Self(Mutex::new(Duration::ZERO))
        }

        fn pass(&self, time: Duration) {
            *self.0.lock().unwrap() += time;
        }
    }

    impl Clock for SetClock {
        fn begin(&self) {}

        fn now(&self) -> Duration {
            *self.0.lock().unwrap()
        }

        fn wait_until(&self, time: Duration) {
            let mut now = self.0.lock().unwrap();
            *now = (*now).max(time);
        }
    }

    const MS: Duration = Duration::from_millis(1);

    /// A round of one client; query `n` takes as many milliseconds as `takes[n]` says.
    fn round(takes: &[u32], times: Option<&[Duration]>) -> Vec<Sample<usize>> {
        let clock = SetClock::new();
        let queries: Vec<usize> = (0..takes.len()).collect();
        let ask = |query: usize| {
            clock.pass(MS * takes[query]);
            Ok::<_, Infallible>(query)
        };
        let asking = Asking { queries: &queries, times, clients: 1, ask: &ask, tell: &|_| {} };
        run(&clock, &asking, &|query| query).unwrap()
    }

    fn in_ms(times: impl Iterator<Item = Duration>) -> Vec<u128> {
        times.map(|time| time.as_millis()).collect()
    }

    #[test]
    fn an_open_loop_counts_the_wait() {
        // one every 10 ms, each takes 2 ms, the third one stalls for 35 ms
        let takes = [2, 2, 35, 2, 2, 2, 2];
        let times: Vec<Duration> = (0..7).map(|n| MS * 10 * n).collect();
        let open = round(&takes, Some(&times));
        // the three that came during the stall: due at 30, 40 and 50, taken up at 55, 57 and 59
        assert_eq!(in_ms(open.iter().map(Sample::latency)), [2, 2, 35, 27, 19, 11, 3]);
        assert_eq!(in_ms(open.iter().map(Sample::service)), [2, 2, 35, 2, 2, 2, 2]);
        assert_eq!(in_ms(open.iter().map(Sample::wait)), [0, 0, 0, 25, 17, 9, 1]);
        assert_eq!(most_waiting(&open), 2);
        // a closed loop omits them
        let closed = round(&takes, None);
        assert_eq!(in_ms(closed.iter().map(Sample::latency)), [2, 2, 35, 2, 2, 2, 2]);
        assert_eq!(in_ms(closed.iter().map(|sample| sample.ended)), [2, 4, 39, 41, 43, 45, 47]);
        assert_eq!(most_waiting(&closed), 0);
    }

    #[test]
    fn waits_grow_where_the_rate_is_too_high() {
        let times: Vec<Duration> = (0..50).map(|n| MS * n).collect();
        let samples = round(&[3; 50], Some(&times));
        let waits = in_ms(samples.iter().map(Sample::wait));
        assert!(waits.is_sorted() && waits[49] == 98, "{waits:?}");
        assert_eq!(most_waiting(&samples), 32);
    }

    #[test]
    fn clients_share_the_list() {
        let queries: Vec<usize> = (0..1000).collect();
        let times: Vec<Duration> = (0..1000).map(|n| Duration::from_micros(n * 5)).collect();
        for times in [None, Some(times.as_slice())] {
            let ask = |query: usize| Ok::<_, Infallible>(query);
            let tell = |taken| assert!(taken <= 1000);
            let asking = Asking { queries: &queries, times, clients: 4, ask: &ask, tell: &tell };
            let mut done =
                run(&super::super::clock::WallClock::default(), &asking, &|q| q).unwrap();
            done.sort_by_key(|sample| sample.query);
            assert_eq!(done.iter().map(|sample| sample.answer).collect::<Vec<_>>(), queries);
            assert!(done.iter().all(|s| s.due <= s.started && s.started <= s.ended));
        }
    }

    #[test]
    fn an_error_ends_the_round() {
        let queries: Vec<usize> = (0..100_000).collect();
        let asked = AtomicUsize::new(0);
        let ask = |query: usize| {
            asked.fetch_add(1, Ordering::Relaxed);
            if query == 3 { Err("broken") } else { Ok(()) }
        };
        let asking =
            Asking { queries: &queries, times: None, clients: 1, ask: &ask, tell: &|_| {} };
        assert_eq!(run(&SetClock::new(), &asking, &|()| ()), Err("broken"));
        assert_eq!(asked.into_inner(), 4);
    }
}
