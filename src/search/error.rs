//! What can go wrong with a search.

use crate::store::StoreError;

/// Why a search has no answer. A query itself is never an error.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}
