//! Which parts of a topic are its text.
//!
//! ```text
//! parts = part ( "+" part )*
//! part  = "title" | "desc" | "description" | "narr" | "narrative" | "usual"
//! ```

use super::super::lines;
use super::Record;
use std::fmt;
use std::str::FromStr;

/// A part of a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// The part that is commonly searched with: TREC's title, SMART's `.W`, the
    /// text of a TSV or JSON topic.
    #[default]
    Usual,
    /// TREC's title, SMART's `.T`.
    Title,
    /// TREC's description, SMART's `.W`.
    Description,
    /// TREC's narrative.
    Narrative,
}

/// The parts of a topic that make its text, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts(Vec<Part>);

impl Default for Parts {
    fn default() -> Self {
        Self(vec![Part::Usual])
    }
}

/// A part that topics don't have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("topics have no part {part:?}; parts are title, desc, narr and usual, as in title+desc")]
pub struct PartError {
    /// What was asked for.
    pub part: String,
}

impl FromStr for Parts {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        let mut parts = Vec::new();
        for name in text.split('+') {
            let part = match name.trim().to_ascii_lowercase().as_str() {
                "usual" => Part::Usual,
                "title" | "t" => Part::Title,
                "desc" | "description" | "d" => Part::Description,
                "narr" | "narrative" | "n" => Part::Narrative,
                _ => return Err(PartError { part: name.trim().to_owned() }),
            };
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        Ok(Self(parts))
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "+" })?;
            f.write_str(match part {
                Part::Usual => "usual",
                Part::Title => "title",
                Part::Description => "desc",
                Part::Narrative => "narr",
            })?;
        }
        Ok(())
    }
}

impl Parts {
    /// The parts, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Part] {
        &self.0
    }

    /// The text of a record: the parts that it has of those wanted. Of a record
    /// whose text has no name of a part (TSV, NPL), it is that text whatever is
    /// wanted.
    pub(super) fn of(&self, record: &Record) -> String {
        let mut words = String::new();
        for part in &self.0 {
            let part = if *part == Part::Usual { record.usual } else { *part };
            let text = match part {
                Part::Usual => &record.text,
                Part::Title => &record.title,
                Part::Description => &record.description,
                Part::Narrative => &record.narrative,
            };
            words.push(' ');
            words.push_str(text);
        }
        let words = lines::squeeze(&words);
        let is_unnamed = [&record.title, &record.description, &record.narrative]
            .iter()
            .all(|part| part.trim().is_empty());
        if words.is_empty() && is_unnamed { lines::squeeze(&record.text) } else { words }
    }
}
