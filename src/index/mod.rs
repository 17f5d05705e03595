//! Builds and updates an index: files to articles, enriched, added, committed.
//!
//! Owns what is already indexed (the ledger), identity and versions (a record
//! with a known id replaces the old one), the clock of commits, and the report.
//! Draws nothing: progress is told to whoever asked.
//!
//! ```text
//! this thread          one thread a worker              the store's threads
//! walk · unpack · read ──► enrich · known? · document ──► index
//!        └── by id, so that versions of one article keep their order
//! ```
//!
//! A commit waits until every article read so far is with the store, then
//! makes them and the ledger of the files they came from last together. Kill
//! the process at any moment: the next run finds the last commit, and reads
//! again only the files that its ledger does not hold.

mod doubts;
mod error;
mod known;
mod ledger;
mod memory;
mod options;
mod pipeline;
#[cfg(feature = "cluster")]
mod rebuild;
mod removals;
mod report;
mod shard;
mod worker;

pub use error::IndexError;
pub use memory::{peak_rss_bytes, rss_bytes};
pub use options::IndexOptions;
pub use pipeline::{Progress, Watch, index};
#[cfg(feature = "cluster")]
pub use rebuild::{RebuildWatch, Rebuilt, rebuild};
pub use report::{DoubtedOut, RejectedOut, Report};
pub use shard::Shard;
