//! Direct quotations and who said them.
use super::{Entity, EntityMention};
/// A direct quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// First byte of the body.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Number of the entity that said it.
    pub speaker: Option<u32>,
}
/// todo
#[must_use]
pub fn quotations(_body: &str, _mentions: &[EntityMention], _entities: &[Entity]) -> Vec<Quote> { Vec::new() }
