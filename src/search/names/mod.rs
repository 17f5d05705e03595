//! Whom and what the names of a query mean in an index.
//!
//! ```text
//! query ─ look_up ─┬ persons    by family name, then whether the given names fit
//!                  ├ things     by name, acronym and what else they are called
//!                  └ aliases    the user's own list has the last word
//! ```

mod aliases;
mod look_up;
mod persons;
mod things;

pub use aliases::{AliasError, Aliases};
pub(super) use persons::{FullName, fitting};

use super::SearchError;
use crate::article::Day;
use crate::query::{Note, Reading, parse_on};
use crate::store::Snapshot;

/// What so many articles mean is what is meant where they are so many times as many as those that
/// mean anything else.
const OUTWEIGHS: u64 = 9;

/// A short name means what so large a share, in percent, of the articles that tell mean by it.
const MOSTLY: u64 = 80;

/// Whether so many articles say more than so many others.
pub(super) fn outweigh(these: u64, others: u64) -> bool {
    these >= OUTWEIGHS * others
}

/// Whether what so many articles tell of a name may be said of all that have it.
pub(super) fn tell_of_all(told: u64, all: u64) -> bool {
    all <= OUTWEIGHS * told
}

/// Whether so many articles that mean one thing by a name are mostly those that `told` what they
/// mean by it.
pub(super) fn are_most(these: u64, told: u64) -> bool {
    100 * these >= MOSTLY * told
}

/// Reads a query as it is meant on a day in an index: as [`parse_on`] does, with the terms of
/// the names that it asks for.
///
/// # Errors
/// Where the index can't be read.
pub fn read(
    snapshot: &Snapshot,
    text: &str,
    today: Option<Day>,
    aliases: &Aliases,
) -> Result<Reading, SearchError> {
    let mut reading = parse_on(text, today);
    let mut notes = Vec::new();
    look_up::named(snapshot, &mut reading.query, aliases, &mut notes)?;
    reading.query.bind_speakers();
    reading.notes.extend(notes.into_iter().map(|message| Note { at: 0, message }));
    Ok(reading)
}
