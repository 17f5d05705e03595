//! The store on one machine: a tantivy index in a directory.
//!
//! Owns tantivy: its schema, its writer, its queries. Nothing of tantivy's is
//! seen outside of this folder.

mod best;
mod blocks;
mod common;
mod directory;
mod fast;
mod health;
mod lock;
mod mapping;
mod maxscore;
mod open;
mod pending;
mod phrase;
mod positions;
mod positions_of;
mod refused;
mod rescore;
mod snapshot;
mod stats;
mod terms;
mod tokenizer;
mod top;
mod translate;
mod writer;

pub use health::Health;
pub use open::LocalStore;
pub use snapshot::Snapshot;
pub use stats::{Stats, Tally, Values};
pub use writer::{Writer, WriterOptions};

#[cfg(test)]
mod fast_tests;
#[cfg(test)]
mod tests;
