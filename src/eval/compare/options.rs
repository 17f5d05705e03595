//! How systems are compared, and why they can't be.

use serde::Serialize;

/// What of a topic that a system has no score for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// The system found nothing there: its score is 0.
    #[default]
    Zero,
    /// The topic is left out for all systems.
    LeaveOut,
}

/// The test whose p decides about a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// The randomisation test, which supposes least.
    #[default]
    Randomisation,
    /// The paired t-test.
    T,
}

/// How systems are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareOptions {
    /// Which of the systems is the baseline.
    pub baseline: usize,
    /// What of topics that not all systems have a score for.
    pub missing: Missing,
    /// The test that marks go by; both are always done.
    pub test: Test,
    /// Significant below this p, after Holm's correction.
    pub significant: f64,
    /// Highly significant below this p, after Holm's correction.
    pub highly: f64,
    /// Signings that the randomisation test draws where there are too many to look at all.
    pub draws: u32,
    /// Resamples of the bootstrap.
    pub resamples: u32,
    /// How much of the means a bootstrap interval holds.
    pub confidence: f64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Threads; they change nothing but the time.
    pub threads: usize,
}

impl Default for CompareOptions {
    fn default() -> CompareOptions {
        CompareOptions {
            baseline: 0,
            missing: Missing::Zero,
            test: Test::Randomisation,
            significant: 0.05,
            highly: 0.01,
            // a p of 5% then has a standard deviation of 0.07% (Smucker et al. draw as many)
            draws: 100_000,
            resamples: 10_000,
            confidence: 0.95,
            seed: 42,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// Why systems can't be compared.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CompareError {
    /// The baseline is none of the systems.
    #[error("no system is the baseline: number {baseline} of {systems}; name one of the runs")]
    NoBaseline {
        /// Its number, from 0.
        baseline: usize,
        /// How many systems there are.
        systems: usize,
    },
    /// Two systems have one name.
    #[error("two systems are called {name}; give one of the runs another tag or file name")]
    TwiceNamed {
        /// The name.
        name: String,
    },
    /// A system was not scored by a measure.
    #[error("{system} has no scores by {measure}; score all systems by the same measures")]
    NotMeasured {
        /// The system.
        system: String,
        /// The measure.
        measure: String,
    },
    /// A score is no number that can be compared.
    #[error(
        "the score of {system} by {measure} on topic {topic} is {score}; leave the topic out or mend the run"
    )]
    NotFinite {
        /// The system.
        system: String,
        /// The measure.
        measure: String,
        /// The topic.
        topic: String,
        /// The score.
        score: f64,
    },
    /// An option is out of its bounds.
    #[error("{option} is {value}; it must be between 0 and 1")]
    NoShare {
        /// The option.
        option: &'static str,
        /// Its value.
        value: f64,
    },
}
