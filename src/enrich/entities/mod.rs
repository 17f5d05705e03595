//! People, organisations and places: which mentions are one entity and what it
//! is called.

mod merging;

pub(crate) use merging::Gender;
pub use merging::{Entity, merge_mentions};
