//! People, organisations and places in a text: what is named where.

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// People, families, fictional persons.
    Person,
    /// Companies, agencies, parties, courts, clubs, newspapers.
    Organisation,
    /// Countries, towns, waters, streets, buildings.
    Place,
    /// Nationalities, events, titles of works, laws, products.
    Other,
}

/// One mention of an entity: bytes of the body (or headline).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityMention {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What the entity is.
    pub kind: EntityKind,
    /// Number of its cluster within the article: mentions with the same number
    /// are one entity.
    pub entity: u32,
}
