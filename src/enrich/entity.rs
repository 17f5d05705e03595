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

impl EntityKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Other];

    /// Its name in annotations and answers: `person`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Other => "other",
        }
    }

    /// The kind of a name that [`EntityKind::name`] gives.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
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
