//! What people are called beside their names: "the mayor", "her father".
//!
//! The nouns that stand in one breath with a name (before it, or in the
//! apposition behind it) are kept with it, so that a later "the mayor" is the
//! last one whom the text named as such. An organisation goes by the words of
//! its own name ("the authority").

use super::Entity;
use super::token::Source;
use crate::enrich::{EntityKind, window};
use rustc_hash::FxHashMap;

/// How many bytes beside a name are read.
const NEAR: usize = 160;

/// How many words beside a name are read.
const WORDS: usize = 8;

/// Who is called what.
pub(super) struct Roles {
    /// Bytes of the mention and its entity, in the order of the text.
    by_noun: FxHashMap<String, Vec<(usize, u32)>>,
}

impl Roles {
    /// Reads the words beside all names of a body.
    pub(super) fn new(source: &Source<'_>, entities: &[Entity]) -> Self {
        let mut roles = Self { by_noun: FxHashMap::default() };
        for (at, mention) in source.mentions.iter().enumerate() {
            let (start, end) = (mention.start as usize, mention.end as usize);
            let Some(surface) = source.body.get(start..end) else { continue };
            match mention.kind {
                EntityKind::Person => {
                    let from = if at > 0 { source.mentions[at - 1].end as usize } else { 0 };
                    roles.before(source.body, from.min(start), start, mention.entity);
                    roles.behind(source.body, end, mention.entity);
                }
                EntityKind::Organisation => {
                    let name = entities.get(mention.entity as usize).map_or("", |one| &one.name);
                    for word in [surface, name]
                        .into_iter()
                        .flat_map(str::split_whitespace)
                        .filter(|word| word.len() > 3 && word.starts_with(char::is_uppercase))
                    {
                        roles.add(word, start, mention.entity);
                    }
                    // a firm is called the company, whatever its name
                    if ["AG", "Inc.", "Ltd.", "Ltd", "plc", "Corp.", "Co.", "S.A.", "Inc"]
                        .iter()
                        .any(|form| name.ends_with(form))
                    {
                        roles.add("company", start, mention.entity);
                    }
                }
                EntityKind::Place | EntityKind::Other => {}
            }
        }
        roles
    }

    fn before(&mut self, body: &str, from: usize, start: usize, entity: u32) {
        let Some(before) = body.get(from..start) else { return };
        let before = window::last(before, NEAR);
        let line = before.rsplit(['\n', '.', ';', ':', '“', '”', '"', '(']).next().unwrap_or("");
        // "Dr.", "Gen." end no breath, but nothing is lost: the office stands before them
        let line = if line.trim().is_empty() {
            let cut = before.trim_end().trim_end_matches('.');
            cut.rsplit(['\n', ';', ':', '“', '”', '"', '(']).next().unwrap_or("")
        } else {
            line
        };
        // one comma may part the office from the name: "Its chairman, Dr. X"
        for word in line.trim_end_matches([' ', ',']).rsplit(' ').take(WORDS) {
            if word.ends_with(',') || word.is_empty() {
                break;
            }
            self.add(word, start, entity);
        }
    }

    fn behind(&mut self, body: &str, end: usize, entity: u32) {
        let Some(rest) = body.get(end..) else { return };
        let Some(rest) = rest.strip_prefix(", ") else { return };
        let rest = window::first(rest, NEAR);
        for (nth, word) in rest.split(' ').take(WORDS).enumerate() {
            // "Smith, 61, a baker"
            if nth == 0 && word.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            self.add(word, end, entity);
            if word.ends_with([',', '.', ';', ':', '”', '"']) || word.contains('\n') {
                break;
            }
        }
    }

    fn add(&mut self, word: &str, at: usize, entity: u32) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
        if word.len() < 3 || word.len() > 24 {
            return;
        }
        let word = word.to_lowercase();
        if matches!(
            word.as_str(),
            "the" | "and" | "who" | "his" | "her" | "its" | "said" | "that" | "was" | "has" | "had"
                | "whose" | "for" | "from" | "with" | "which" | "their" | "new" | "old" | "when"
        ) {
            return;
        }
        self.by_noun.entry(word).or_default().push((at, entity));
    }

    /// Who is called `noun` at byte `at`: the last one before it, else the
    /// first one after.
    pub(super) fn who(&self, noun: &str, at: usize) -> Option<u32> {
        let bearers = self.by_noun.get(&noun.to_lowercase())?;
        let after = bearers.partition_point(|(place, _)| *place < at);
        let found = after.checked_sub(1).map_or_else(|| bearers.first(), |last| bearers.get(last));
        found.map(|(_, entity)| *entity)
    }
}
