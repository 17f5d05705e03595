//! What ends an indexing run.

use crate::corpus;
use crate::store::StoreError;
use std::path::PathBuf;

/// Why a run ended early. A bad record never does: it is in the report.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The corpus could not be begun: a path that is not there, a format that is none.
    #[error(transparent)]
    Corpus(#[from] corpus::Error),
    /// The ledger could not be read or written.
    #[error(
        "the ledger `{path}`: {source}; make room or make it writable and run the same command again"
    )]
    Ledger {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A worker died; this is a defect of dateline.
    #[error(
        "an indexing thread ended unexpectedly; what was committed is safe: please report this"
    )]
    Worker,
}
