//! The store on one machine: a tantivy index in a directory.
//!
//! Owns tantivy: its schema, its writer, its queries. Nothing of tantivy's is
//! seen outside of this folder.

mod annotation;
mod best;
mod blocks;
mod by_model;
mod by_word;
#[cfg(test)]
mod by_word_tests;
mod directory;
mod document_sets;
mod entities;
mod expand;
mod explain;
mod facets;
mod fast;
mod fingerprint;
mod formula;
mod health;
mod lock;
mod mapping;
mod matching;
mod maxscore;
mod names;
mod open;
mod pending;
mod phrase;
mod places;
mod positions;
mod positions_of;
mod refused;
mod rescore;
mod segment;
mod slots;
mod snapshot;
mod span_query;
mod stats;
mod terms;
mod timeline;
mod tokenizer;
mod top;
mod translate;
mod vocabulary;
mod writer;
mod writings;

pub(super) use entities::Selected;
pub use entities::{NameSets, NameTally, Seen, TalliedName};
pub use facets::{Counted, FacetBy};
pub use health::Health;
pub use names::{AlsoCalled, NameEntry};
pub use open::LocalStore;
pub use snapshot::Snapshot as LocalSnapshot;
pub use stats::{Stats, Tally, Values};
pub(super) use timeline::Matching;
pub use timeline::{DatedBy, Per, Point};
pub use vocabulary::Frequency;
pub use writer::{Writer as LocalWriter, WriterOptions};
pub use writings::Writing;
#[cfg(feature = "cluster")]
pub(super) use writings::in_order;

#[cfg(test)]
mod fast_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod writer_tests;
