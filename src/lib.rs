//! dateline: full-text search for news.
#![warn(missing_docs)]

pub mod article;
pub mod corpus;
pub mod enrich;
