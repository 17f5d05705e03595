//! How well a ranking finds what is relevant, and whether another finds more.
//!
//! Owns the comparison of systems over the same topics ([`compare`]). Draws
//! nothing: tables and plots are `cli`'s.

mod compare;

pub use compare::{
    CompareError, CompareOptions, Family, Interval, Mark, Missing, Paired, Randomisation,
    SystemScores, TTest, Table, TableCell, TableRow, Test, TopicDifference, compare,
    topic_differences,
};
