//! One person, one entry: which mentions of an article are one entity, and what
//! it is called.
//!
//! ```text
//! mentions ─ site ─ kinds ─┬ persons ┐
//!            words, title   ├ bodies  ├ clusters ─ shown ─ Entity
//!                           └ places  ┘
//! ```
//!
//! Names are compared as folded words (`fold`); text is read only for titles
//! before a name, brackets behind it and the pronoun that follows. All is looked
//! up by words, and lists that share a word are read only so far, so the time is
//! linear in the mentions (times the logarithm where they are sorted). Nothing
//! depends on the order of a hash map.

mod acronym;
mod bodies;
mod clusters;
mod fold;
mod gender;
mod kinds;
mod person_names;
mod persona;
mod personal_name;
mod persons;
mod places;
mod shown;
mod site;
mod title;

pub(crate) use gender::Gender;
pub use person_names::PersonNames;

use crate::enrich::{EntityKind, EntityMention};
use clusters::Clusters;
use fold::Keys;
use rustc_hash::FxHashMap;
use site::Site;

/// A person, an organisation, a place or another thing with a name, as one
/// article speaks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The fullest form of its name in the article, without title and possessive.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// What the article lets know of a person's gender.
    pub(crate) gender: Gender,
}

/// Sets the entity of each mention, so that mentions of one entity in the
/// headline and the body have one number, and makes their kinds agree. Returns
/// the entities, by number, in the order of their first mention.
///
/// Mentions are in the order of the text and don't overlap.
///
/// ```
/// use dateline::enrich::{EntityKind, EntityMention, merge_mentions};
///
/// let body = "Maj. Gen. Qassem Soleimani died on Friday. Soleimani's men mourned.";
/// let person = |start: u32, end: u32| EntityMention { start, end, kind: EntityKind::Person, entity: 0 };
/// let mut mentions = [person(10, 26), person(43, 52)];
/// let entities = merge_mentions("", body, &mut [], &mut mentions);
/// assert_eq!(mentions[0].entity, mentions[1].entity);
/// assert_eq!(entities[0].name, "Qassem Soleimani");
/// ```
#[must_use]
pub fn merge_mentions(
    headline: &str,
    body: &str,
    in_headline: &mut [EntityMention],
    in_body: &mut [EntityMention],
) -> Vec<Entity> {
    let mut keys = Keys::default();
    let mut sites: Vec<Site<'_>> = Vec::with_capacity(in_headline.len() + in_body.len());
    sites.extend(in_headline.iter().map(|one| Site::new(headline, true, one, &mut keys)));
    sites.extend(in_body.iter().map(|one| Site::new(body, false, one, &mut keys)));
    kinds::agree(&mut sites);
    let mut clusters = Clusters::new(sites.len());
    let genders = persons::merge(&sites, &mut keys, &mut clusters);
    bodies::merge(&sites, EntityKind::Organisation, &mut keys, &mut clusters);
    bodies::merge(&sites, EntityKind::Other, &mut keys, &mut clusters);
    places::merge(&sites, &mut keys, &mut clusters);

    // numbered as they are first named
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut entities = Vec::new();
    for at in 0..sites.len() {
        let cluster = clusters.of(at);
        let number = *numbers.entry(cluster).or_insert_with(|| {
            members.push(Vec::new());
            entities.push(Entity {
                name: String::new(),
                kind: sites[at].kind,
                gender: genders.get(&cluster).copied().unwrap_or_default(),
            });
            u32::try_from(members.len() - 1).unwrap_or(u32::MAX)
        });
        members[number as usize].push(at);
        let mention = if at < in_headline.len() {
            &mut in_headline[at]
        } else {
            &mut in_body[at - in_headline.len()]
        };
        mention.entity = number;
        mention.kind = sites[at].kind;
    }
    for (entity, members) in entities.iter_mut().zip(&members) {
        entity.name = shown::name(entity.kind, members.iter().map(|at| &sites[*at]), &keys);
    }
    entities
}

#[cfg(test)]
mod tests;
