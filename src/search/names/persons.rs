//! The people of an index that a name means.
//!
//! ```text
//! who:"Qassem Soleimani"    all named Soleimani       soleimani, qassem   fits
//!                                                     soleimani, qasem    fits: a spelling
//!                                                     soleimani, hassan   another
//!                                                     soleimani           perhaps
//! who:soleimani             all of them
//! who:xi                    jinping, xi               since articles call him so
//! ```

use super::look_up::Meant;
use crate::enrich::PersonNames;
use crate::schema::{PERSON_KIND, block_of_key, name_key, said_of_key};
use crate::search::SearchError;
use crate::store::{NameEntry, Snapshot};

/// A bare family name means the one asked for where so many times as many articles name them
/// in full as name all others of the family.
pub(in crate::search) const OUTWEIGHS: u64 = 9;

/// The people that `name` means.
pub(super) fn meant(snapshot: &Snapshot, name: &str) -> Result<Meant, SearchError> {
    let key = name_key(PERSON_KIND, name);
    if key.is_empty() {
        return Ok(Meant::default());
    }
    let family = block_of_key(&key);
    let mut entries = snapshot.names_of_block(PERSON_KIND, family)?;
    let is_bare = key == family;
    let mut blocks: Vec<String> = Vec::new();
    if !is_bare && let Some(first) = said_of_key(&key).split(' ').next() {
        // the family name first: Szabó Gábor
        blocks.push(first.to_owned());
    }
    for other in snapshot.also_called(PERSON_KIND, Some(family))? {
        blocks.push(block_of_key(&other.key).to_owned());
    }
    blocks.sort_unstable();
    blocks.dedup();
    let called = snapshot.also_called(PERSON_KIND, Some(family))?;
    for block in blocks.iter().filter(|block| *block != family) {
        let mut more = snapshot.names_of_block(PERSON_KIND, block)?;
        if is_bare {
            more.retain(|entry| called.iter().any(|other| other.key == entry.key));
        }
        entries.append(&mut more);
    }
    if is_bare {
        return Ok(Meant { sure: entries, perhaps: Vec::new() });
    }
    Ok(fitting(name, family, entries))
}

/// Those whose names fit one with a given name.
fn fitting(name: &str, family: &str, entries: Vec<NameEntry>) -> Meant {
    let mut names = PersonNames::default();
    let asked = names.add(name);
    let mut meant = Meant::default();
    let mut bare = None;
    let mut others = 0;
    for entry in entries {
        let this = names.add(&said_of_key(&entry.key));
        if entry.key == family {
            bare = Some(entry);
        } else if names.fit(asked, this) {
            meant.sure.push(entry);
        } else if block_of_key(&entry.key) == family {
            others += entry.articles();
        }
    }
    let them: u64 = meant.sure.iter().map(NameEntry::articles).sum();
    if let Some(bare) = bare {
        match them > 0 && them >= OUTWEIGHS * others {
            true => meant.sure.push(bare),
            false => meant.perhaps.push(bare),
        }
    }
    meant
}
