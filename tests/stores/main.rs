//! The same articles in a directory and in a cluster of one shard: the same answers.
//!
//! 1. `queries`: every query of `tests/queries`, of docs/query-language.md and of `queries.txt`
//!    here gives the same articles in the same order with the same scores (to 0.001), passages,
//!    offsets, highlights and copies, whatever is in a row of `differs.txt`: there the same
//!    articles as a set, or a refusal that names the form.
//! 2. `random`: random query trees find the same articles.
//! 3. `orders`: newest and oldest, pages, and pages beyond the cluster's 10,000 hits.
//! 4. `commands`: what `search` counts, `timeline`, `entities`, `show`, `export`, `stats`,
//!    `check`, `eval` and `bench` say.
//!
//! `./check` starts the cluster and runs these; tests/cluster/README.md says how it is done by hand.

#![allow(clippy::print_stderr, reason = "how much was compared is shown with --nocapture")]

mod articles;
mod both;
mod commands;
mod orders;
#[path = "../queries/page.rs"]
mod page;
#[path = "../program/mod.rs"]
mod program;
mod queries;
mod random;
#[path = "../program/rest.rs"]
mod rest;
