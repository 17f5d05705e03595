//! dateline: full-text search for news.

pub mod article;
pub mod corpus;
pub mod enrich;
pub mod schema;
pub mod query;
pub mod store;
pub mod search;
pub mod index;
