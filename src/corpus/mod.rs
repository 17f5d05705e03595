//! Reads news corpora: any supported file, folder or archive becomes a stream
//! of [`Article`]s in a stable order.
//!
//! Owns formats, compression and character sets. Knows nothing of language,
//! sentences or indexes: those begin in [`crate::enrich`].
//!
//! ```text
//! paths ─ walk ─ Found ─ unpack ─────────── charset ── sniff ── reader ── complete ─ Event
//!                        gzip zstd bzip2 xz  bytes to   which    records
//!                        tar zip             UTF-8      format   to articles
//! ```
//!
//! To add a format: a file in `reader/`, a line in `reader/mod.rs`, a sample
//! in `corpus/samples/`.

mod binary;
mod byline;
mod charset;
mod complete;
mod dateline;
mod options;
mod order;
mod read;
mod reader;
mod rejected;
mod sgml;
mod sniff;
mod unpack;
mod walk;
mod xml;

pub use options::{Error, ReadOptions, formats};
pub use read::{Event, read};
pub use rejected::Rejected;
pub use walk::{Finds, Found, find};

#[cfg(doc)]
use crate::article::Article;

#[cfg(test)]
mod tests;
