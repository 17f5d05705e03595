//! How long a request is tried, the pauses between, and who is told meanwhile.

use super::error::seconds;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The bound of the first pause. A node that is about to answer again is asked soon.
const SHORTEST: Duration = Duration::from_millis(50);

/// The bound of every later pause. A node takes longer than that to start; a cluster that is
/// back should not stand idle for longer.
const LONGEST: Duration = Duration::from_secs(5);

/// How often whoever listens is told.
const EVERY: Duration = Duration::from_secs(1);

/// How long an answer may take before it counts as waiting. A heavy query or a large batch
/// takes this long on a busy cluster, and nothing is wrong.
const SILENT: Duration = Duration::from_secs(5);

/// How long a request is tried before it is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until the first answer ever: a wrong address should not take long to be told.
    pub first: Duration,
    /// Afterwards: a cluster that answered before will do so again.
    pub later: Duration,
}

impl Patience {
    /// Somebody sits there and waits: half a minute, in which a node can be replaced as leader.
    pub const SEARCHING: Self =
        Self { first: Duration::from_secs(3), later: Duration::from_secs(30) };
    /// A run of hours should outlive the restart of a node.
    pub const INDEXING: Self =
        Self { first: Duration::from_secs(3), later: Duration::from_mins(10) };
}

/// What is told while an answer is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// For how long.
    pub since: Duration,
    /// For what: `connection refused by a:9200`.
    pub why: String,
}

/// Who is told every second while requests wait.
pub type Told = Box<dyn Fn(&Waiting) + Send + Sync>;

/// The pause before a request is sent again: a random one up to a bound that doubles with
/// every attempt, so that clients that were refused together do not come back together ("full
/// jitter": Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, March 2015).
pub(super) fn pause(attempt: u32) -> Duration {
    let doubled = SHORTEST.saturating_mul(2u32.saturating_pow(attempt));
    doubled.min(LONGEST).mul_f64(fastrand::f64())
}

/// The pause that a `Retry-After` asks for: seconds, or a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(value: &str, now: jiff::Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
    // a date that is over asks for no pause
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

/// The requests that have no answer yet.
pub(super) struct Watch {
    hosts: Vec<String>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    next: u64,
    open: BTreeMap<u64, Open>,
    told: Option<Arc<Told>>,
    running: bool,
}

struct Open {
    since: Instant,
    host: usize,
    why: Option<String>,
}

impl Watch {
    pub(super) fn new(hosts: Vec<String>) -> Self {
        Self { hosts, state: Mutex::default() }
    }

    /// A request begins; it ends when what is returned is dropped.
    pub(super) fn begin(&self) -> Request<'_> {
        let mut state = self.state();
        let id = state.next;
        state.next += 1;
        state.open.insert(id, Open { since: Instant::now(), host: 0, why: None });
        Request { watch: self, id }
    }

    /// Tells `told` every second for as long as requests wait, from a thread of its own: the one
    /// that waits may be held up in a read.
    pub(super) fn tell(self: &Arc<Self>, told: Told) {
        let mut state = self.state();
        state.told = Some(Arc::new(told));
        if state.running {
            return;
        }
        let watch = Arc::downgrade(self);
        let run = move || {
            loop {
                std::thread::sleep(EVERY);
                let Some(watch) = watch.upgrade() else { return };
                watch.look();
            }
        };
        // without a thread nobody is told, which is no reason to stop
        state.running =
            std::thread::Builder::new().name("cluster-waiting".to_owned()).spawn(run).is_ok();
    }

    /// Tells of the request that has waited longest.
    fn look(&self) {
        let (told, waiting) = {
            let state = self.state();
            let Some(told) = state.told.clone() else { return };
            let mut waiting = state.open.values().filter_map(|open| {
                let since = open.since.elapsed();
                match &open.why {
                    Some(why) if since >= EVERY => Some(Waiting { since, why: why.clone() }),
                    None if since >= SILENT => {
                        let host = self.hosts.get(open.host).map_or("", String::as_str);
                        let why = format!("no answer from {host} for {}", seconds(since));
                        Some(Waiting { since, why })
                    }
                    _ => None,
                }
            });
            // numbers rise with time
            let Some(longest) = waiting.next() else { return };
            (told, longest)
        };
        told(&waiting);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // every change is whole
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that has no answer yet.
pub(super) struct Request<'a> {
    watch: &'a Watch,
    id: u64,
}

impl Request<'_> {
    /// It is sent to a host.
    pub(super) fn asks(&self, host: usize) {
        if let Some(open) = self.watch.state().open.get_mut(&self.id) {
            open.host = host;
        }
    }

    /// An attempt failed.
    pub(super) fn met(&self, why: &str) {
        if let Some(open) = self.watch.state().open.get_mut(&self.id) {
            open.why = Some(why.to_owned());
        }
    }
}

impl Drop for Request<'_> {
    fn drop(&mut self) {
        self.watch.state().open.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_bound() {
        for attempt in 0..100 {
            let bound = SHORTEST.as_secs_f64() * 2f64.powi(attempt);
            let bound = Duration::from_secs_f64(bound.min(LONGEST.as_secs_f64()));
            for _ in 0..50 {
                assert!(pause(attempt.unsigned_abs()) <= bound, "{attempt}");
            }
        }
        // and they are not all short
        let longest = (0..1000).map(|_| pause(50)).max().unwrap();
        assert!(longest > LONGEST / 2, "{longest:?}");
    }

    #[test]
    fn the_longest_wait_is_told_and_only_what_is_one() {
        let watch = Arc::new(Watch::new(vec!["a:9200".to_owned(), "b:9200".to_owned()]));
        let heard: Arc<Mutex<Vec<Waiting>>> = Arc::default();
        let told = Arc::clone(&heard);
        watch.state().told =
            Some(Arc::new(Box::new(move |waiting| told.lock().unwrap().push(waiting.clone()))));
        let begun = |ago: u64| {
            let request = watch.begin();
            let since = Instant::now().checked_sub(Duration::from_secs(ago)).unwrap();
            watch.state().open.get_mut(&request.id).unwrap().since = since;
            request
        };
        let said = || heard.lock().unwrap().drain(..).map(|told| told.why).collect::<Vec<_>>();

        let slow = begun(4);
        watch.look();
        assert_eq!(said(), [""; 0], "four seconds are no wait");
        let silent = begun(7);
        silent.asks(1);
        watch.look();
        assert_eq!(said(), ["no answer from b:9200 for 7 s"]);
        slow.met("connection refused by a:9200");
        watch.look();
        assert_eq!(said(), ["connection refused by a:9200"], "it was begun before");
        drop((slow, silent));
        watch.look();
        assert_eq!(said(), [""; 0]);
    }

    #[test]
    fn a_pause_is_asked_for_in_seconds_or_by_a_date() {
        let now = "2026-11-23T21:30:00Z".parse().unwrap();
        let seconds = |value: &str| retry_after(value, now).map(|pause| pause.as_secs());
        assert_eq!(seconds("7"), Some(7));
        assert_eq!(seconds(" 0 "), Some(0));
        assert_eq!(seconds("Mon, 23 Nov 2026 21:31:00 GMT"), Some(60));
        assert_eq!(seconds("Mon, 23 Nov 2026 21:00:00 GMT"), Some(0));
        for value in ["", "-1", "soon", "1e3", "99999999999999999999"] {
            assert_eq!(seconds(value), None, "{value}");
        }
    }
}
