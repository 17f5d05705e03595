//! What people are called beside their names: "the mayor", "her father".
//!
//! The nouns that stand in one breath with a name (before it, or in the
//! apposition behind it) are kept with it, so that a later "the mayor" is the
//! last one whom the text named as such. An organisation goes by the words of
//! its own name ("the authority").

use super::Entity;
use super::token::Source;
use super::verb;
use crate::enrich::{EntityKind, window};
use rustc_hash::FxHashMap;

/// How many bytes beside a name are read.
const NEAR: usize = 160;

/// How many people of one calling are compared.
const LOOK: usize = 24;

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

    /// The phrase before a name: "Health Minister Dr.", "the mayor of the
    /// district,"; what hangs on a preposition is not what the person is.
    fn before(&mut self, body: &str, from: usize, start: usize, entity: u32) {
        let Some(before) = body.get(from..start) else { return };
        let before = window::last(before, NEAR).rsplit('\n').next().unwrap_or("").trim_end();
        // one comma may part the office from the name: "Its chairman, Dr. X"
        let mut comma = false;
        let mut nouns: Vec<&str> = Vec::new();
        let mut words = before.rsplit(' ').take(2 * WORDS).peekable();
        while let Some(word) = words.next() {
            let is_title = is_short_title(word);
            if word.is_empty() {
                break;
            }
            if word.ends_with(',') {
                if comma || nouns.iter().any(|noun| !noun.ends_with('.')) {
                    break;
                }
                comma = true;
            } else if word.ends_with(['.', ';', ':', '“', '”', '"', '(', ')', '—']) && !is_title
            {
                break;
            }
            match word {
                _ if is_link(word) => nouns.clear(),
                "and" | "&" => {}
                _ if ends_phrase(&word.to_lowercase()) => {
                    if !words.peek().is_some_and(|next| is_link(next)) {
                        break;
                    }
                }
                _ => nouns.push(word),
            }
            if nouns.len() > WORDS {
                break;
            }
        }
        for noun in nouns {
            self.add(noun, start, entity);
        }
    }

    /// The apposition behind a name: ", 61, a rickshaw driver from Shahdara,".
    fn behind(&mut self, body: &str, end: usize, entity: u32) {
        let Some(rest) = body.get(end..) else { return };
        let Some(rest) = rest.strip_prefix(", ") else { return };
        for (nth, word) in window::first(rest, NEAR).split(' ').take(WORDS + 2).enumerate() {
            // "Smith, 61, a baker"
            if nth == 0 && word.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            if matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their") {
                continue;
            }
            if ends_phrase(word) || is_link(word) {
                break;
            }
            self.add(word, end, entity);
            if word.ends_with([',', '.', ';', ':', '”', '"', '\n']) || word.contains('\n') {
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
            "the"
                | "and"
                | "who"
                | "his"
                | "her"
                | "its"
                | "said"
                | "that"
                | "was"
                | "has"
                | "had"
                | "whose"
                | "for"
                | "from"
                | "with"
                | "which"
                | "their"
                | "new"
                | "old"
                | "when"
        ) {
            return;
        }
        self.by_noun.entry(word).or_default().push((at, entity));
    }

    /// Who is called `noun` at byte `at`, or "`kind` `noun`" (prime minister):
    /// the last one before it, else the first one after.
    pub(super) fn who(&self, kind: Option<&str>, noun: &str, at: usize) -> Option<u32> {
        let bearers = self.by_noun.get(&noun.to_lowercase())?;
        if let Some(kind) = kind
            && let Some(of_kind) = self.by_noun.get(&kind.to_lowercase())
        {
            // both words at one mention
            let both = |place: &(usize, u32)| of_kind.binary_search(place).is_ok();
            let after = bearers.partition_point(|(place, _)| *place < at);
            let before = bearers[..after].iter().rev().take(LOOK).find(|place| both(place));
            let found =
                before.or_else(|| bearers[after..].iter().take(LOOK).find(|place| both(place)));
            if let Some((_, entity)) = found {
                return Some(*entity);
            }
        }
        let after = bearers.partition_point(|(place, _)| *place < at);
        let found = after.checked_sub(1).map_or_else(|| bearers.first(), |last| bearers.get(last));
        let (_, entity) = found?;
        // of several the kind would have to tell
        let alone = || {
            bearers[after.saturating_sub(LOOK)..bearers.len().min(after + LOOK)]
                .iter()
                .all(|(_, other)| other == entity)
        };
        (kind.is_none() || alone()).then_some(*entity)
    }
}

/// Prepositions within the phrase of a role ("a forecaster with the bureau").
fn is_link(word: &str) -> bool {
    matches!(word, "of" | "for" | "at" | "in" | "with" | "from" | "on")
}

/// Titles that end with a period, so that it ends no sentence.
fn is_short_title(word: &str) -> bool {
    matches!(
        word,
        "Dr."
            | "Mr."
            | "Mrs."
            | "Ms."
            | "Prof."
            | "Gen."
            | "Col."
            | "Maj."
            | "Lt."
            | "Capt."
            | "Sgt."
            | "Rev."
            | "Sen."
            | "Rep."
            | "Gov."
            | "Brig."
            | "Adm."
            | "Cllr."
            | "Supt."
            | "Hon."
            | "Det."
            | "Cmdr."
            | "Sr."
    )
}

/// Words that end the phrase of a role.
fn ends_phrase(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "his"
            | "her"
            | "its"
            | "their"
            | "this"
            | "that"
            | "who"
            | "whose"
            | "which"
            | "whom"
            | "to"
            | "by"
            | "with"
            | "from"
            | "on"
            | "about"
            | "as"
            | "and"
            | "but"
            | "or"
            | "was"
            | "is"
            | "were"
            | "had"
            | "has"
            | "where"
            | "when"
            | "after"
            | "before"
            | "not"
            | "then"
            | "while"
            | "against"
            | "between"
            | "under"
            | "over"
            | "than"
            | "one"
    ) || verb::of(word).is_some()
}
