//! What can go wrong with a cluster, each in one line that names the offender
//! and the remedy. No message holds a password, a token or what stood before
//! an `@`.

use super::access::{CREDENTIALS, PASSWORD, TOKEN, USER};
use crate::schema::UnknownFormat;
use std::path::PathBuf;
use std::time::Duration;

/// Why a cluster could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// What was given is no address of an index on a cluster.
    #[error("not an address of an index: {0}; write https://HOST:9200/NAME")]
    Address(String),
    /// A user or a password in the address.
    #[error(
        "a user name or password in the address would end up in logs and lists of processes; \
         leave it out and set {USER} and {PASSWORD}, {TOKEN} or {CREDENTIALS}"
    )]
    SecretInAddress,
    /// The variables that say who asks contradict each other or can't be used.
    #[error("{0}")]
    Access(String),
    /// The cluster wants another password, or lets this user do less.
    #[error(
        "`{address}` refuses access (status {status}{}); check {USER} and {PASSWORD}, {TOKEN} or \
         {CREDENTIALS}, and what this user may do",
        because(.why)
    )]
    Refused {
        /// The cluster.
        address: String,
        /// 401: nobody it knows. 403: somebody who may not.
        status: u16,
        /// What the cluster said, if anything.
        why: String,
    },
    /// Nobody answered for as long as we were willing to wait.
    #[error(
        "`{address}` could not be reached: {why}; gave up after {}, check the address and whether the \
         cluster runs",
        seconds(*.waited)
    )]
    Unreachable {
        /// The cluster.
        address: String,
        /// What the last attempt met.
        why: String,
        /// Since the request was first sent.
        waited: Duration,
    },
    /// A host's name is not known.
    #[error("the name `{host}` is not known ({why}); check the address")]
    Unresolved {
        /// The name.
        host: String,
        /// What the resolver said.
        why: String,
    },
    /// A certificate does not fit.
    #[error("no secure connection to `{host}`: {why}")]
    Certificate {
        /// The host and its port.
        host: String,
        /// What is wrong with it, and the remedy.
        why: String,
    },
    /// `http://` to a port that speaks TLS, or the other way round.
    #[error("`{host}` speaks {speaks}, not {asked}; write {speaks}://{host}")]
    WrongScheme {
        /// The host and its port.
        host: String,
        /// What the address says.
        asked: &'static str,
        /// What the port speaks.
        speaks: &'static str,
    },
    /// There is no index of this name.
    #[error("no index at `{address}`; make one with `dateline index PATH --index {address}`")]
    Missing {
        /// The index.
        address: String,
    },
    /// The index was made by somebody else, for something else.
    #[error("`{address}` is no dateline index: {why}; name another with --index")]
    Foreign {
        /// The index.
        address: String,
        /// What shows it.
        why: String,
    },
    /// The index was written by another version.
    #[error("`{0}`: {1}")]
    Format(String, UnknownFormat),
    /// The cluster is too old.
    #[error("the cluster runs OpenSearch {version}; dateline needs {least} or newer")]
    OldServer {
        /// What it runs.
        version: String,
        /// What is needed.
        least: String,
    },
    /// Something else answers there.
    #[error("`{address}` is no OpenSearch cluster: {what}; check the address")]
    NotOpenSearch {
        /// The cluster.
        address: String,
        /// What answers.
        what: String,
    },
    /// The cluster understood and said no.
    #[error("the cluster refused {what}: {reason} ({kind})")]
    Rejected {
        /// What was asked.
        what: String,
        /// The cluster's name for it.
        kind: String,
        /// Its words.
        reason: String,
    },
    /// A part of the index did not answer.
    #[error(
        "`{address}`: {failed} of {total} parts of the index did not answer; see \
         GET /_cluster/health, and ask again"
    )]
    Partial {
        /// The index.
        address: String,
        /// Shards that failed, or were too late.
        failed: u32,
        /// All shards.
        total: u32,
    },
    /// The cluster had no room for what was sent, again and again.
    #[error(
        "the cluster takes no more articles into `{index}`; what it acknowledged is safe: make \
         room on its disks and run the same command again"
    )]
    NoRoom {
        /// The index.
        index: String,
    },
    /// Sending has ended, and its reason with it.
    #[error(
        "writing `{0}` stopped; what the cluster acknowledged is safe: run the same command again"
    )]
    Stopped(String),
    /// An article that can't be written as the cluster's document.
    #[error("an article can't be written for the cluster: {0}")]
    Unwritable(serde_json::Error),
    /// A form of query that the cluster has no counterpart for.
    #[error("{what} can't be asked of a cluster: {why}")]
    CantAnswer {
        /// The form.
        what: String,
        /// Why not, and what to do instead.
        why: String,
    },
    /// An answer of another form than OpenSearch's.
    #[error("an answer of the cluster can't be read ({source}); it begins `{begins}`")]
    Unreadable {
        /// Its beginning.
        begins: String,
        /// Where reading stopped.
        source: serde_json::Error,
    },
    /// A file that is needed to speak to the cluster can't be read.
    #[error("`{path}`: {source}; check the path and who may read it")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

fn because(why: &str) -> String {
    if why.is_empty() { String::new() } else { format!(": {why}") }
}

/// `0.4 s`, `3 s`, `10 min`.
pub(super) fn seconds(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 {
        format!("{seconds:.1} s")
    } else if seconds < 120.0 {
        format!("{seconds:.0} s")
    } else {
        format!("{:.0} min", seconds / 60.0)
    }
}

/// What somebody else said, on one line and not longer than is useful in a message.
pub(super) fn one_line(text: &str) -> String {
    const LONGEST: usize = 400;
    let mut line = String::new();
    for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST {
            line.truncate(line.floor_char_boundary(LONGEST));
            line.push('…');
            break;
        }
    }
    line
}
