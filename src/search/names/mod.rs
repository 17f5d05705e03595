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
pub(super) use persons::OUTWEIGHS;
pub(super) use things::MOSTLY;

use super::SearchError;
use crate::article::Day;
use crate::query::{Note, Reading, parse_on};
use crate::store::Snapshot;

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
    reading.query = reading.query.with_speakers();
    reading.notes.extend(notes.into_iter().map(|message| Note { at: 0, message }));
    Ok(reading)
}
