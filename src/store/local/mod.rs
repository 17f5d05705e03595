//! The store on one machine: a tantivy index in a directory.
//!
//! Owns tantivy: its schema, its writer, its queries. Nothing of tantivy's is
//! seen outside of this folder.

mod by_model;
mod directory;
mod expand;
mod explain;
mod facets;
mod formula;
mod health;
mod lock;
mod mapping;
mod open;
mod pending;
mod positions;
mod refused;
mod rescore;
mod slots;
mod snapshot;
mod span_query;
mod stats;
mod tokenizer;
mod top;
mod translate;
mod vocabulary;
mod writer;

pub use facets::{Counted, FacetBy};
pub use health::Health;
pub use open::LocalStore;
pub use snapshot::Snapshot;
pub use stats::{Stats, Tally, Values};
pub use vocabulary::Frequency;
pub use writer::{Writer, WriterOptions};

#[cfg(test)]
mod tests;
