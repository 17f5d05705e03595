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
use super::outweigh;
use crate::enrich::PersonNames;
use crate::schema::{PERSON_KIND, block_of_key, name_key, said_of_key};
use crate::search::SearchError;
use crate::store::{NameEntry, Snapshot};

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
    let called = snapshot.also_called(PERSON_KIND, Some(family))?;
    blocks.extend(called.iter().map(|other| block_of_key(&other.key).to_owned()));
    blocks.sort_unstable();
    blocks.dedup();
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
    let found = fitting(name, family, entries);
    let mut meant = Meant { sure: found.sure, perhaps: Vec::new() };
    match found.bare {
        Some(bare) if found.is_bare_sure => meant.sure.push(bare),
        bare => meant.perhaps.extend(bare),
    }
    Ok(meant)
}

/// A name that may be somebody's, wherever it was looked up.
pub(in crate::search) trait FullName {
    fn key(&self) -> &str;
    fn articles(&self) -> u64;
}

impl FullName for NameEntry {
    fn key(&self) -> &str {
        &self.key
    }

    fn articles(&self) -> u64 {
        Self::articles(self)
    }
}

/// The names that fit one with a given name.
pub(in crate::search) struct Fitting<N> {
    pub(in crate::search) sure: Vec<N>,
    /// The family name alone.
    pub(in crate::search) bare: Option<N>,
    /// Whether it means the one asked for: he outweighs all others of the family.
    pub(in crate::search) is_bare_sure: bool,
}

/// Those whose names fit one with a given name.
pub(in crate::search) fn fitting<N: FullName>(
    name: &str,
    family: &str,
    candidates: impl IntoIterator<Item = N>,
) -> Fitting<N> {
    let mut names = PersonNames::default();
    let asked = names.add(name);
    let (mut sure, mut bare, mut others) = (Vec::new(), None, 0);
    for candidate in candidates {
        let this = names.add(&said_of_key(candidate.key()));
        if candidate.key() == family {
            bare = Some(candidate);
        } else if names.fit(asked, this) {
            sure.push(candidate);
        } else if block_of_key(candidate.key()) == family {
            others += candidate.articles();
        }
    }
    let them: u64 = sure.iter().map(FullName::articles).sum();
    Fitting { sure, bare, is_bare_sure: them > 0 && outweigh(them, others) }
}
