//! Where articles are kept and found again: [`local`](LocalStore) on tantivy,
//! and, later, a cluster.
//!
//! Owns the stored form of an article ([`Record`]), the translation of a
//! [`crate::query::Query`] and the positions at which its words stand
//! ([`Match`]). Does not choose passages: that is [`crate::search`].

mod budget;
#[cfg(feature = "cluster")]
mod cluster;
mod document;
mod ending;
mod error;
mod explain;
mod glob;
mod layout;
mod leaf;
mod local;
mod matching;
mod model;
mod named;
mod place;
mod rarity;
mod record;
mod retokenise;
mod selected;
mod snapshot;
mod spans;
mod spoken;
mod varint;
mod why_not;
mod written;

pub use budget::{Budget, Permit};
#[cfg(feature = "cluster")]
pub use cluster::{
    Access, ClusterAddress, ClusterError, ClusterSnapshot, ClusterStore, ClusterWriter, Layout,
    Patience, RefusedArticle, Told, Waiting,
};
pub use document::Document;
pub use error::StoreError;
pub use explain::{Explanation, Figures};
pub use layout::SentenceAt;
pub use leaf::{Leaf, headline_leaves, leaves};
pub use local::{
    AlsoCalled, Counted, DatedBy, FacetBy, Frequency, Health, LocalSnapshot, LocalStore,
    LocalWriter, NameEntry, NameSets, NameTally, Per, Point, Seen, Stats, TalliedName, Tally,
    Values, WriterOptions, Writing,
};
pub use matching::{Found, Match};
pub use model::{
    BadModel, Bm25f, Dependence, Feedback, Formula, Model, Order, RRF_K, Ranker, Recency, Smoothing,
};
pub use place::{Added, Reaching, Store, Writer};
pub use record::Record;
pub use retokenise::{matches_in_enriched, matches_in_text};
pub use selected::{Matching, Selected};
pub use snapshot::Snapshot;

/// An article of a snapshot: valid as long as the snapshot that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Ordinal of the segment (local) or shard.
    pub segment: u32,
    /// Number of the document in it.
    pub document: u32,
}

/// How hits are ordered. Ties are broken by id, so that the same corpus gives
/// the same order however it is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Latest publication first, unknown dates last.
    Newest,
    /// Earliest publication first, unknown dates last.
    Oldest,
}

/// One article that matches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// BM25F; 0 where a query only includes and excludes, or another order is asked for.
    pub score: f32,
    /// Which.
    pub article: Address,
}

/// The articles that match a query, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranked {
    /// How many match in all, or at least.
    pub total: u64,
    /// Whether there may be more than `total`: only where counting was not asked for.
    pub at_least: bool,
    /// Those asked for.
    pub hits: Vec<Scored>,
}
