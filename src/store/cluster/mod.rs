//! An index on an OpenSearch cluster, `https://host:9200/name`.
//!
//! Owns how a cluster is named ([`ClusterAddress`]), how dateline proves who it
//! is ([`Access`]), how requests are sent and sent again (`client`), and what
//! can go wrong ([`ClusterError`]). Nothing of HTTP is seen outside.

mod access;
mod address;
mod apart;
mod ask;
mod attempt;
mod client;
mod counts;
mod error;
mod intervals;
mod mapping;
mod names;
mod open;
#[cfg(test)]
mod server;
mod snapshot;
mod source;
#[cfg(test)]
mod tests;
mod translate;
#[cfg(test)]
mod translation_tests;
mod waiting;
mod writer;
#[cfg(test)]
mod writer_tests;

pub use access::Access;
pub use address::ClusterAddress;
pub use error::ClusterError;
pub use mapping::Layout;
pub(crate) use names::ClusterSelected;
pub use open::ClusterStore;
pub use snapshot::ClusterSnapshot;
pub use waiting::{Patience, Told, Waiting};
pub use writer::{ClusterWriter, RefusedArticle};
