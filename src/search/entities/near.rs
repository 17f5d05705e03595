//! The articles that name somebody or something, whatever it is.

use super::super::SearchError;
use super::super::names::{Aliases, read};
use crate::enrich::EntityKind;
use crate::query::{Named, Note, Query};
use crate::schema::read_name_term;
use crate::store::Snapshot;

/// What a name of no told kind means in an index.
pub(super) struct Meant {
    /// Finds the articles.
    pub(super) query: Query,
    /// Kind and key of each name that is meant.
    pub(super) keys: Vec<(EntityKind, String)>,
    pub(super) notes: Vec<Note>,
}

/// What `who:`, `org:` and `place:` have under a name: those so called; only where there is none,
/// names that hold its words.
pub(super) fn meant(
    snapshot: &Snapshot,
    name: &str,
    aliases: &Aliases,
) -> Result<Meant, SearchError> {
    let name = crate::article::one_line(name).replace('"', " ");
    let mut sure: Vec<Named> = Vec::new();
    let mut loose: Vec<(Named, Vec<Note>)> = Vec::new();
    for field in ["who", "org", "place"] {
        let reading = read(snapshot, &format!("{field}:\"{name}\""), None, aliases)?;
        let Query::Named(mut named) = reading.query else { continue };
        if !named.sure.is_empty() {
            // what is only perhaps meant would bring in others of the name
            named.perhaps.clear();
        }
        if named.sure.is_empty() && named.perhaps.is_empty() {
            continue;
        }
        match reading.notes.is_empty() {
            true => sure.push(named),
            false => loose.push((named, reading.notes)),
        }
    }
    let mut notes = Vec::new();
    if sure.is_empty() {
        for (named, why) in loose {
            sure.push(named);
            notes.extend(why.into_iter().map(|note| Note { at: 0, ..note }));
        }
    }
    if sure.is_empty() {
        notes.push(Note { at: 0, message: format!("no article names {name}") });
        return Ok(Meant { query: Query::Nothing, keys: Vec::new(), notes });
    }
    let terms = sure.iter().flat_map(|named| named.sure.iter().chain(&named.perhaps));
    let keys = terms.filter_map(|term| {
        let name = read_name_term(term)?;
        Some((EntityKind::from_name(name.kind)?, name.key.to_owned()))
    });
    Ok(Meant {
        keys: keys.collect(),
        query: Query::Or(sure.into_iter().map(Query::Named).collect()),
        notes,
    })
}
