//! Reads news corpora: any supported file, folder or archive becomes a stream
//! of [`Article`]s in a stable order.
//!
//! Owns formats, compression and character sets. Knows nothing of language,
//! sentences or indexes: those begin in [`crate::enrich`].
//!
//! To add a format: a file in `reader/`, a line in `reader/mod.rs`, a sample
//! in `corpus/samples/`.

mod complete;
mod dateline;
mod reader;
mod rejected;
mod sgml;

pub use rejected::Rejected;

#[allow(unused_imports)]
use crate::article::Article;
