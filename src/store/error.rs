//! What can go wrong with a store.

use crate::schema::UnknownFormat;
use std::path::PathBuf;

/// Why a store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no index at the place named.
    #[error("no index in `{0}`; make one with `dateline index PATH --index {0}`")]
    Missing(PathBuf),
    /// The directory holds something else.
    #[error("`{0}` is no dateline index: {1}; name an empty or new directory with --index")]
    Foreign(PathBuf, String),
    /// The index was written by another version.
    #[error("`{0}`: {1}")]
    Format(PathBuf, UnknownFormat),
    /// Another process writes to it.
    #[error("`{path}` is being written by {holder}; wait for it or name another --index")]
    Locked {
        /// The index.
        path: PathBuf,
        /// Who holds the lock, as it introduced itself.
        holder: String,
    },
    /// The disk or the file system refused.
    #[error("`{path}`: {source}{}", remedy(.source))]
    Io {
        /// The index.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A thread that writes has ended, and its reason with it.
    #[error(
        "writing `{0}` stopped, as on a full disk; what was committed before is safe: \
         make room and run the same command again"
    )]
    Stopped(PathBuf),
    /// tantivy refused.
    #[error("the index at `{path}` could not be used: {message}")]
    Engine {
        /// The index.
        path: PathBuf,
        /// What tantivy said.
        message: String,
    },
    /// A stored article can't be read back.
    #[error("the index is damaged: a stored article can't be read; run `dateline check`")]
    Corrupt,
    /// A cluster is named, and nothing here speaks to one.
    #[cfg(not(feature = "cluster"))]
    #[error("`{0}`: this dateline was built without clusters; build it with `--features cluster`")]
    NoCluster(String),
    /// A cluster could not do it.
    #[cfg(feature = "cluster")]
    #[error(transparent)]
    Cluster(#[from] super::ClusterError),
}

fn remedy(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "; what was committed before is safe: make room and run the same command again"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "; make it writable or name another directory with --index"
        }
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            "; it is no directory: name another with --index"
        }
        _ => "",
    }
}
