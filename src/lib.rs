//! dateline: full-text search for news.
//!
//! Reads a folder of articles, archives or web pages, and answers a query with
//! ranked passages, the evidence highlighted, each with its source and date.
//! Embedded: an index is a directory, and there is no server.
//!
//! The doors, in the order in which an article passes them:
//!
//! | door | does |
//! |---|---|
//! | [`corpus`] | finds, unpacks, sniffs and reads files into [`article::Article`]s |
//! | [`enrich`] | language, paragraphs, sentences, mentioned dates |
//! | [`index`] | identity, versions, the ledger, commits |
//! | [`store`] | keeps articles and finds them again |
//! | [`query`] | what a user asks, as a tree |
//! | [`search`] | ranked articles and their passages |
//! | [`eval`] | topics, judgements, runs and trec_eval's measures |
//!
//! ```
//! use dateline::index::{IndexOptions, Watch, index};
//! use dateline::search::{Request, search};
//! use dateline::store::{Reaching, Store};
//! use std::sync::atomic::AtomicBool;
//!
//! let folder = tempfile::tempdir()?;
//! let text = "Kabul blast wounds dozens\n\nKABUL, Dec. 11 — A blast shook Bagram. Nobody claimed it.";
//! std::fs::write(folder.path().join("2019-12-11.txt"), text)?;
//!
//! let at = tempfile::tempdir()?;
//! let store = Store::open_or_create(at.path(), Reaching::default())?;
//! let mut watch = Watch { progress: &mut |_| {}, interrupted: &AtomicBool::new(false) };
//! let report = index(&store, &[folder.path().into()], &IndexOptions::default(), &mut watch)?;
//! assert_eq!(report.indexed, 1);
//!
//! let answer = search(&store.snapshot()?, &Request::new("bagram"))?;
//! assert_eq!(answer.hits[0].headline, "Kabul blast wounds dozens");
//! assert!(answer.hits[0].passages[0].text.ends_with("A blast shook Bagram."));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// here and not in Cargo.toml: tests may unwrap
#![warn(clippy::unwrap_used)]

pub mod article;
pub mod bench;
pub mod cli;
pub mod corpus;
pub mod enrich;
pub mod eval;
pub mod index;
pub mod query;
mod random;
pub mod schema;
pub mod search;
pub mod store;
