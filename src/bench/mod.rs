//! Times a query log in process.
//!
//! Owns the reading of query logs, the clients and when they ask, the figures,
//! and the comparison of two runs. Does not compare with other engines: that
//! takes two processes in one run.
//!
//! ```text
//! log ─ kind of each query ─┐
//! arrivals (when) ──────────┴ round (who asks what) → samples → figures → report
//!                                                        └ and those of an earlier report → comparison
//! ```

mod against;
mod arrivals;
mod clock;
mod cold;
mod differences;
mod figures;
mod kind;
mod measure;
mod queries;
mod report;
mod round;
mod setting;

pub use against::{Baseline, BaselineError, Comparison, Moved, Verdict, compare};
pub use arrivals::{Pace, Spacing};
pub use cold::{Cold, Dropped};
pub use differences::{Difference, Interval};
pub use figures::Figures;
pub use kind::{Kind, kind_of};
pub use measure::{BenchError, Load, Progress, measure};
pub use queries::{BadLine, Log, LoggedQuery, QueryFileError, read_queries};
pub use report::{Corrected, KindFigures, OpenLoop, QueryTimes, Report, RoundFigures};
pub use setting::{IndexSetting, Machine, Program, Setting};
