//! Systems compared over the same topics: is the difference more than luck?
//!
//! Owns the statistics of paired topics. Scores come in as plain numbers, one a
//! topic; where they are from is not known here.
//!
//! ```text
//! scores ─ paired ─┬─ student         p that the mean difference is 0, if differences are normal
//!                  ├─ randomisation   p that it is no matter which system a score is of
//!                  ├─ bootstrap       where the mean difference would lie with other topics
//!                  └─ wins, ties, losses, effect size
//!          table ─── holm             p again, given how many were looked at
//! ```
//!
//! Everything repeats bit for bit, whatever the number of threads and the
//! machine: topics are taken in the order of their ids, random numbers are a
//! function of the seed and their place (`random`), a comparison depends on
//! its two systems alone, and the arithmetic is what IEEE 754 defines (no
//! `powf`, no `ln`, whose last bit is the platform's).

mod bootstrap;
mod holm;
mod options;
mod paired;
mod randomisation;
mod student;
mod table;

#[cfg(test)]
mod scipy_tests;

pub use bootstrap::Interval;
pub use options::{CompareError, CompareOptions, Missing, Test};
pub use paired::{Paired, TopicDifference, topic_differences};
pub use randomisation::Randomisation;
pub use student::TTest;
pub use table::{Family, Mark, SystemScores, Table, TableCell, TableRow, compare};
