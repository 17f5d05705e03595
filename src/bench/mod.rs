//! Times a query log in process: every query alone, one after another.
//!
//! Owns the reading of query logs and the figures. Does not compare with other
//! engines: that takes two processes in one run.

mod latency;
mod queries;

pub use latency::{Figures, Load, measure};
pub use queries::{QueryFileError, read_queries};
