//! What a run did: the JSON of `index`, field for field.

use crate::corpus::Rejected;
use serde::Serialize;

/// So many rejections are named; all are counted.
const MOST_NAMED: usize = 1000;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Records read in this run.
    pub read: u64,
    /// Of them, articles that were new.
    pub indexed: u64,
    /// Of them, articles that replaced one with the same id.
    pub replaced: u64,
    /// Articles that stood in the index already, just so; those of files that
    /// were not read again included.
    pub unchanged: u64,
    /// Records read that belong to another share of the corpus (`--shard`).
    pub elsewhere: u64,
    /// Articles removed because their file or record is gone.
    pub removed: u64,
    /// What was left out, the first thousand by name.
    pub rejected: Vec<RejectedOut>,
    /// How much was left out in all.
    pub rejected_total: u64,
    /// Records that were left out when files that are unchanged were read before.
    pub rejected_before: u64,
    /// Dates of publication that are hardly true, the first thousand by name;
    /// `reason` says whether they are kept.
    pub doubted: Vec<DoubtedOut>,
    /// How many are doubted in all.
    pub doubted_total: u64,
    /// Files looked at.
    pub files: u64,
    /// Of them, files not read again.
    pub files_unchanged: u64,
    /// Bytes of files read.
    pub bytes: u64,
    /// Seconds from start to the last commit.
    pub seconds: f64,
    /// Records read a second.
    pub articles_per_s: f64,
    /// Million bytes of text indexed a second.
    pub mb_per_s: f64,
    /// The most memory the process has had at once; null where the system does not say.
    pub peak_rss_bytes: Option<u64>,
    /// Whether the run was interrupted; the same command goes on.
    pub interrupted: bool,
}

/// Something left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RejectedOut {
    /// The file.
    pub path: String,
    /// The record in it, from 1.
    pub record: Option<u64>,
    /// Why.
    pub reason: String,
}

/// A date of publication that is doubted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DoubtedOut {
    /// The file; the folder or file as a whole where all its articles have one date.
    pub path: String,
    /// The record in it, from 1.
    pub record: Option<u64>,
    /// The date as claimed.
    pub claim: String,
    /// What is wrong with it, and whether it is kept.
    pub reason: String,
}

impl Report {
    /// Notes a date that is doubted.
    pub(super) fn doubt(&mut self, doubted: DoubtedOut) {
        self.doubted_total += 1;
        if self.doubted.len() < MOST_NAMED {
            self.doubted.push(doubted);
        }
    }

    /// Notes something left out.
    pub(super) fn reject(&mut self, rejected: Rejected) {
        self.rejected_total += 1;
        if self.rejected.len() < MOST_NAMED {
            let Rejected { origin, reason } = rejected;
            self.rejected.push(RejectedOut { path: origin.path, record: origin.record, reason });
        }
    }
}
