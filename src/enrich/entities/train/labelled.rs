//! Texts with their names marked, as all formats of training data give them.

use crate::enrich::EntityKind;
use std::ops::Range;

/// A text whose names are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Labelled {
    pub(super) text: String,
    /// Bytes at which its sentences begin.
    pub(super) starts: Vec<u32>,
    /// In order, without overlap.
    pub(super) names: Vec<(Range<u32>, EntityKind)>,
}

/// How many sentences make a text where the data don't say what is one.
pub(super) const SENTENCES: usize = 20;

impl Labelled {
    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Begins another sentence, on a line of its own.
    pub(super) fn begin_sentence(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.starts.push(self.here());
    }

    /// Adds text that is no name.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a name.
    pub(super) fn push_name(&mut self, text: &str, kind: EntityKind) {
        let start = self.here();
        self.text.push_str(text);
        self.names.push((start..self.here(), kind));
    }

    /// How long the text is.
    pub(super) fn here(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }
}

/// The kind that data call `name`, in any of the ways in use; `None` for kinds
/// that we don't have, such as dates.
///
/// CoNLL's `PER`, OntoNotes' `GPE`, GMB's `geo`, WNUT's `corporation`,
/// CrossNER's `politicalparty`, and the kinds that `annotate` prints.
pub(super) fn kind(name: &str) -> Option<EntityKind> {
    Some(match name.to_ascii_lowercase().as_str() {
        "per" | "person" | "people" | "politician" | "writer" | "musicalartist" | "scientist"
        | "researcher" => EntityKind::Person,
        "org" | "organisation" | "organization" | "corporation" | "company" | "group"
        | "politicalparty" | "band" | "university" => EntityKind::Organisation,
        "loc" | "location" | "place" | "gpe" | "geo" | "geo-loc" | "fac" | "facility"
        | "country" => EntityKind::Place,
        "misc" | "other" | "norp" | "event" | "eve" | "product" | "work_of_art" | "law"
        | "language" | "creative-work" | "art" | "nat" | "award" | "election" | "book" | "poem"
        | "album" | "song" | "astronomicalobject" | "academicjournal" | "magazine"
        | "conference" | "programlang" => EntityKind::Other,
        _ => return None,
    })
}
