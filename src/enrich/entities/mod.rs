//! People, organisations and places: which mentions are one entity and what it
//! is called.

mod merging;

pub(crate) use merging::Gender;

use super::{EntityKind, EntityMention};

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
    merging::merge(headline, body, in_headline, in_body)
}
