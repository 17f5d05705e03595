//! Faults of a cluster and of the way to it, through the program. Before and after each the
//! articles are counted: nothing that was acknowledged is lost, nothing is there twice.
//!
//! 1. `faults`: a node that holds the index is killed while it is written, the elected manager is,
//!    a node is stopped and returns: the run goes on by itself.
//! 2. `cuts`: the network is cut for 20 s, or falls silent: the user is told every so often what is
//!    waited for, and the run goes on.
//! 3. `refusals`: with disks too full the run waits, says so, and goes on; an article that the
//!    cluster refuses is named with its file and record, and the others are indexed: status 3.
//! 4. `kills`: the program killed at any moment and run again, and two that feed one index.
//! 5. `configuration`: what is wrong is told in one line, with status 2, within seconds.
//!
//! No plugin is needed, so none can be absent: the nodes have the modules that are a part of every
//! OpenSearch, and of those only what is built in and `ingest-common` (for the tests) is used.
//!
//! All but the last need a cluster that may be harmed: `./check` starts one, and
//! tests/cluster/README.md says how it is done by hand.

#![allow(clippy::print_stderr, reason = "what a run was like, for who reads a failure")]

mod configuration;
mod cuts;
mod faults;
mod feed;
mod kills;
mod nodes;
#[path = "../program/mod.rs"]
mod program;
mod proxy;
mod refusals;
#[path = "../program/rest.rs"]
mod rest;
#[path = "../../src/store/cluster/server.rs"]
#[allow(dead_code, reason = "the tests of the client use the rest")]
mod server;
