//! People, organisations, places and other names: what a mention of one is.

use serde::Serialize;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// People, families, persons of fiction.
    Person,
    /// Firms, agencies, parties, courts, armies, clubs, schools.
    Organisation,
    /// Countries, towns, regions, waters, streets, buildings.
    Place,
    /// Nationalities, languages, events, works, laws, products.
    Other,
}

/// One mention of an entity: bytes of the body (or headline).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityMention {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What is named.
    pub kind: EntityKind,
    /// Number of its cluster within the article: mentions with the same
    /// number are one entity.
    pub entity: u32,
}
