//! Sends requests to a cluster until one of its hosts answers.
//!
//! Everything that dateline sends may be sent twice: documents have ids of
//! their own, and whoever makes an index or moves an alias gets the same state
//! again. So a request whose answer was lost is simply sent once more, and
//! nothing need be known of how far the first one came.
//!
//! Owns which host is asked next, when, and when to stop. What one attempt
//! does and how it can fail is `attempt`; how long is waited is `waiting`.

use super::attempt::{Fault, Wire};
use super::error::one_line;
use super::waiting::{Request, Told, Watch, pause};
use super::{Access, ClusterAddress, ClusterError, Patience};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The least time that a first contact is given, however little patience is left.
const LEAST: Duration = Duration::from_millis(250);

/// A client of one cluster; clones share its connections and what it knows.
#[derive(Clone)]
pub(super) struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    address: ClusterAddress,
    wire: Wire,
    patience: Patience,
    watch: Arc<Watch>,
    /// Whether the cluster ever answered.
    answered: AtomicBool,
    /// The host that answered last.
    last: AtomicUsize,
}

/// What is done with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// Read.
    Get,
    /// Do.
    Post,
    /// Make.
    Put,
    /// Remove.
    Delete,
}

/// What is sent along.
#[derive(Clone, Copy)]
pub(super) enum Body<'a> {
    /// Nothing.
    None,
    /// One value.
    Json(&'a [u8]),
    /// A value a line, each line ended.
    Lines(&'a [u8]),
}

/// What the cluster answers.
#[derive(Debug)]
pub(super) struct Answer {
    /// HTTP's number for how it went.
    pub(super) status: u16,
    /// The rest.
    pub(super) body: Vec<u8>,
}

impl Client {
    /// A client that has not spoken to anybody yet.
    pub(super) fn new(
        address: &ClusterAddress,
        access: &Access,
        patience: Patience,
    ) -> Result<Self, ClusterError> {
        let hosts = address.hosts().iter().map(ToString::to_string).collect();
        Ok(Self {
            shared: Arc::new(Shared {
                address: address.clone(),
                wire: Wire::new(address, access)?,
                patience,
                watch: Arc::new(Watch::new(hosts)),
                answered: AtomicBool::new(false),
                last: AtomicUsize::new(0),
            }),
        })
    }

    /// Sends a request until it is answered or patience is over. `path` begins with `/` and is
    /// escaped where it must be.
    pub(super) fn send(
        &self,
        method: Method,
        path: &str,
        body: Body<'_>,
    ) -> Result<Answer, ClusterError> {
        let shared = &*self.shared;
        let hosts = shared.address.hosts();
        let request = shared.watch.begin();
        let begun = Instant::now();
        let mut host = shared.last.load(Ordering::Relaxed);
        // hosts that would say the same again
        let mut lasting = vec![false; hosts.len()];
        let mut first_lasting = None;
        for attempt in 0.. {
            let settled = shared.answered.load(Ordering::Relaxed);
            let patience = if settled { shared.patience.later } else { shared.patience.first };
            let within = (!settled).then(|| patience.saturating_sub(begun.elapsed()).max(LEAST));
            request.asks(host);
            let (why, after) = match shared.wire.ask(&hosts[host], method, path, &body, within) {
                Ok(answer) => {
                    shared.answered.store(true, Ordering::Relaxed);
                    shared.last.store(host, Ordering::Relaxed);
                    return Ok(answer);
                }
                Err(Fault::Final(error)) => return Err(error),
                Err(Fault::Lasting(error)) => {
                    // who was found once is found again: a name server has its bad minutes too
                    let why = error.to_string();
                    if !settled {
                        lasting[host] = true;
                        let first = first_lasting.take().unwrap_or(error);
                        if lasting.iter().all(|&lasting| lasting) {
                            return Err(first);
                        }
                        first_lasting = Some(first);
                    }
                    (why, None)
                }
                Err(Fault::Passing { why, after, lives }) => {
                    if lives {
                        shared.answered.store(true, Ordering::Relaxed);
                    }
                    (why, after)
                }
            };
            request.met(&why);
            let left = patience.saturating_sub(begun.elapsed());
            let asked_for = after.unwrap_or_default();
            if left.is_zero() || asked_for > left {
                let address = shared.address.to_string();
                return Err(ClusterError::Unreachable { address, why, waited: begun.elapsed() });
            }
            // one attempt more when patience ends
            std::thread::sleep(pause(attempt).max(asked_for).min(left));
            host = next(host, &lasting);
        }
        unreachable!("attempts are not counted to an end")
    }

    /// Something is waited for that is no answer: whoever listens is told of it until what is
    /// returned is dropped.
    pub(super) fn waits(&self) -> Request<'_> {
        self.shared.watch.begin()
    }

    /// Tells `told` every second for as long as requests wait.
    pub(super) fn on_waiting(&self, told: Told) {
        self.shared.watch.tell(told);
    }
}

/// The next host that may still answer.
fn next(host: usize, lasting: &[bool]) -> usize {
    let count = lasting.len();
    (1..=count).map(|step| (host + step) % count).find(|&host| !lasting[host]).unwrap_or(host)
}

impl Answer {
    /// Whether what was asked was done.
    pub(super) fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Reads the body.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, ClusterError> {
        serde_json::from_slice(&self.body)
            .map_err(|source| ClusterError::Unreadable { begins: beginning(&self.body), source })
    }

    /// Why the cluster did not do `what`, in its words.
    pub(super) fn refused(&self, what: &str) -> ClusterError {
        let (kind, reason) = self.said().unwrap_or_else(|| (String::new(), beginning(&self.body)));
        let reason = if reason.is_empty() { "it gave no reason".to_owned() } else { reason };
        let kind = match kind.as_str() {
            "" => format!("status {}", self.status),
            _ => kind,
        };
        ClusterError::Rejected { what: what.to_owned(), kind, reason }
    }

    /// The kind and the reason of an error: the root cause if it is told, since what stands above
    /// it often says only that all shards failed.
    pub(super) fn said(&self) -> Option<(String, String)> {
        #[derive(Deserialize)]
        struct Whole {
            error: Told,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Told {
            Words(String),
            Error(Cause),
        }
        #[derive(Deserialize)]
        struct Cause {
            #[serde(rename = "type", default)]
            kind: Option<String>,
            #[serde(default)]
            reason: Option<String>,
            #[serde(default)]
            root_cause: Vec<Cause>,
        }
        let whole: Whole = serde_json::from_slice(&self.body).ok()?;
        let cause = match whole.error {
            Told::Words(words) => return Some((String::new(), one_line(&words))),
            Told::Error(cause) if cause.root_cause.is_empty() => cause,
            Told::Error(cause) => cause.root_cause.into_iter().next()?,
        };
        let reason = cause.reason.map(|reason| one_line(&reason)).unwrap_or_default();
        Some((cause.kind.unwrap_or_default(), reason))
    }
}

/// How a body begins, on one line.
fn beginning(body: &[u8]) -> String {
    const ENOUGH: usize = 200;
    one_line(&String::from_utf8_lossy(&body[..body.len().min(ENOUGH)]))
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        })
    }
}
