//! The organisations and places of an index that a name means.
//!
//! ```text
//! org:"Department of Defense"   department of defense          so called
//!                               dod                            where articles that have both say so
//!                               department of defense police   perhaps: it begins so
//! org:dod                       department of defense          likewise, dod
//! ```

use super::are_most;
use super::look_up::Meant;
use crate::schema::{block_of_key, name_key};
use crate::search::SearchError;
use crate::store::{AlsoCalled, Snapshot};

/// What `name` means.
pub(super) fn meant(snapshot: &Snapshot, kind: &str, name: &str) -> Result<Meant, SearchError> {
    let key = name_key(kind, name);
    if key.is_empty() {
        return Ok(Meant::default());
    }
    let mut meant = Meant::default();
    let longer = format!("{key} ");
    for entry in snapshot.names_of_block(kind, block_of_key(&key))? {
        if entry.key == key {
            meant.sure.push(entry);
        } else if entry.key.starts_with(&longer) {
            meant.perhaps.push(entry);
        }
    }
    let all = snapshot.also_called(kind, None)?;
    // what is called so in articles that give its name too
    let mut mains: Vec<&str> = Vec::new();
    for other in all.iter().filter(|other| other.called == key) {
        match is_mostly(other, &all) {
            true => mains.push(&other.key),
            false => meant.perhaps.extend(snapshot.name_of_key(kind, &other.key)?),
        }
    }
    let is_known = !meant.sure.is_empty() || !mains.is_empty();
    for main in &mains {
        meant.sure.extend(snapshot.name_of_key(kind, main)?);
    }
    // and what else those are called
    mains.push(&key);
    for other in all.iter().filter(|other| mains.contains(&other.key.as_str())) {
        if other.called == key {
            continue;
        }
        let entry = snapshot.name_of_key(kind, &other.called)?;
        match is_mostly(other, &all) {
            true => meant.sure.extend(entry),
            false => meant.perhaps.extend(entry),
        }
    }
    if !is_known {
        // nothing has the name itself: what begins so is meant
        meant.sure.append(&mut meant.perhaps);
    }
    let sure = &meant.sure;
    meant.perhaps.retain(|entry| sure.iter().all(|known| known.key != entry.key));
    Ok(meant)
}

/// Whether most articles that call something so mean this; `all` are in order of what is called.
fn is_mostly(one: &AlsoCalled, all: &[AlsoCalled]) -> bool {
    let from = all.partition_point(|other| other.called < one.called);
    let alike = all[from..].iter().take_while(|other| other.called == one.called);
    let articles: u64 = alike.map(|other| other.articles).sum();
    are_most(one.articles, articles)
}
