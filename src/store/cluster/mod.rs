//! An index on an OpenSearch cluster, `https://host:9200/name`.
//!
//! Owns how a cluster is named ([`ClusterAddress`]), how dateline proves who it
//! is ([`Access`]), how requests are sent and sent again (`client`), and what
//! can go wrong ([`ClusterError`]). Nothing of HTTP is seen outside.

mod access;
mod address;
mod attempt;
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "what speaks OpenSearch's language stands on it and is not there yet"
    )
)]
mod client;
mod error;
#[cfg(test)]
mod server;
#[cfg(test)]
mod tests;
mod waiting;

pub use access::Access;
pub use address::ClusterAddress;
pub use error::ClusterError;
pub use waiting::{Patience, Waiting};
