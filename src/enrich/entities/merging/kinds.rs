//! Mentions of one name whose kinds disagree, as a tagger's may: what most of
//! them say holds for all, unless a mention's own place in the text speaks for
//! another kind ("in Lincoln", "Lincoln, Neb.").

use super::acronym;
use super::fold::Key;
use super::site::Site;
use super::title;
use crate::enrich::EntityKind;
use rustc_hash::FxHashMap;

const KINDS: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Other];

/// How many times as many votes a kind needs to win over another for a name of
/// one word.
const MANY: u32 = 3;

/// How many words a surname may have.
const SURNAME: usize = 3;

/// Makes the kinds of mentions of one name agree.
pub(super) fn agree(sites: &mut [Site<'_>]) {
    let mut votes: FxHashMap<&[Key], [u32; 4]> = FxHashMap::default();
    for site in sites.iter() {
        votes.entry(&site.words).or_default()[slot(site.kind)] += 1;
    }
    let mut changed: Vec<(usize, EntityKind)> = Vec::new();
    // the surname of a full name is the person's, the first word of a firm's the firm's
    let mut surnames: FxHashMap<&[Key], u32> = FxHashMap::default();
    let mut firms: FxHashMap<Key, u32> = FxHashMap::default();
    for site in sites.iter().filter(|site| site.words.len() > 1) {
        match site.kind {
            EntityKind::Person => {
                let from = site.words.len().saturating_sub(SURNAME).max(1);
                for begin in from..site.words.len() {
                    *surnames.entry(&site.words[begin..]).or_default() += 1;
                }
            }
            EntityKind::Organisation => *firms.entry(site.words[0]).or_default() += 1,
            EntityKind::Place | EntityKind::Other => {}
        }
    }
    for at in 0..sites.len() {
        // an acronym is of the kind of what it stands for
        if at > 0 && sites[at].kind != sites[at - 1].kind {
            let (long, short) = (&sites[at - 1], &sites[at]);
            if long.kind != EntityKind::Person
                && long.words.len() > 1
                && acronym::explains(long, short)
            {
                changed.push((at, sites[at - 1].kind));
                continue;
            }
        }
        let site = &sites[at];
        if site.kind != EntityKind::Person && title::is_courtesy_before(site.before()) {
            changed.push((at, EntityKind::Person));
            continue;
        }
        let Some(counts) = votes.get(site.words.as_slice()) else { continue };
        let mut counts = *counts;
        let surname = surnames.get(site.words.as_slice()).copied().unwrap_or(0);
        counts[slot(EntityKind::Person)] += surname;
        let mut firm = 0;
        if let [only] = site.words.as_slice() {
            firm = firms.get(only).copied().unwrap_or(0);
            counts[slot(EntityKind::Organisation)] += firm;
        }
        let own = counts[slot(site.kind)];
        let Some(best) = KINDS
            .into_iter()
            .filter(|kind| *kind != site.kind)
            .max_by_key(|kind| (counts[slot(*kind)], std::cmp::Reverse(slot(*kind))))
        else {
            continue;
        };
        let votes = counts[slot(best)];
        let enough = if best == EntityKind::Person && surname > 0 && firm == 0 {
            // a place or a people may well bear a name that somebody bears, a body
            // hardly, and least of all one of two words
            match site.kind {
                EntityKind::Organisation => site.words.len() > 1 || votes >= own,
                EntityKind::Other => votes >= 2 * own,
                _ => votes >= 2 * own && !speaks_for_itself(site),
            }
        } else if site.words.len() > 1 {
            votes > own
        } else {
            votes >= MANY * own && !speaks_for_itself(site)
        };
        if enough {
            changed.push((at, best));
        }
    }
    for (at, kind) in changed {
        sites[at].kind = kind;
    }
}

/// Whether the words around a mention speak for its kind.
fn speaks_for_itself(site: &Site<'_>) -> bool {
    match site.kind {
        EntityKind::Place => {
            let word = site.before().trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
            matches!(word, "in" | "at" | "near" | "from" | "to" | "In" | "At" | "From" | "outside")
                || site.after().starts_with(", ")
                    && site.after()[2..].starts_with(char::is_uppercase)
        }
        EntityKind::Person => site.title.rank.is_some() || site.title.formal,
        EntityKind::Organisation => false,
        EntityKind::Other => true,
    }
}

fn slot(kind: EntityKind) -> usize {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organisation => 1,
        EntityKind::Place => 2,
        EntityKind::Other => 3,
    }
}
