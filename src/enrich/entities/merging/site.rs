//! A mention as it is compared: its words folded, without article, title and
//! possessive, and what stands before it.

use super::fold::{Key, Keys};
use super::gender::Gender;
use super::title::{self, Title};
use crate::enrich::{EntityKind, EntityMention, window};

/// How many bytes beside a name are looked at.
const NEAR: usize = 128;

/// A mention in its text.
pub(super) struct Site<'t> {
    /// The headline or the body.
    pub(super) text: &'t str,
    /// Whether that is the headline.
    pub(super) in_headline: bool,
    /// First byte of the name, after a title or article that was tagged with it.
    pub(super) start: usize,
    /// Byte after the name, before a possessive.
    pub(super) end: usize,
    /// What it is.
    pub(super) kind: EntityKind,
    /// The words of the name.
    pub(super) words: Vec<Key>,
    /// What title it bears.
    pub(super) title: Title,
}

impl<'t> Site<'t> {
    /// The mention as it is compared; a range that is not of the text counts
    /// as empty.
    pub(super) fn new(
        text: &'t str,
        in_headline: bool,
        mention: &EntityMention,
        keys: &mut Keys,
    ) -> Self {
        let (mut start, mut end) = (mention.start as usize, mention.end as usize);
        let mut surface = text.get(start..end).unwrap_or("");
        if surface.is_empty() {
            end = start.min(text.len());
            start = end;
        }
        surface = surface.trim_end();
        // Lloyd's and McDonald's are names; a tagger leaves out what is not
        if matches!(mention.kind, EntityKind::Person | EntityKind::Place) {
            surface = without_possessive(surface);
        }
        let mut title = Title::default();
        if mention.kind == EntityKind::Person {
            let before = text.get(..start).unwrap_or("");
            title = title::before(window::last(before, NEAR), keys);
        }
        loop {
            let trimmed = surface.trim_start();
            start += surface.len() - trimmed.len();
            surface = trimmed;
            let Some((word, rest)) = surface.split_once(char::is_whitespace) else { break };
            let rest = rest.trim_start();
            let leads = match mention.kind {
                EntityKind::Person => {
                    title::of(word).is_some_and(|rank| {
                        title.add(rank, word, keys);
                        true
                    }) && !rest.starts_with("of ")
                }
                _ => matches!(word, "the" | "The" | "THE"),
            };
            if !leads {
                break;
            }
            start += surface.len() - rest.len();
            surface = rest;
        }
        end = end.min(start + surface.len());
        let words = words(surface, mention.kind, keys);
        Self { text, in_headline, start, end, kind: mention.kind, words, title }
    }

    /// The name as it stands in the text.
    pub(super) fn surface(&self) -> &'t str {
        self.text.get(self.start..self.end).unwrap_or("")
    }

    /// What follows the name, possessive included, as far as anything looks.
    pub(super) fn after(&self) -> &'t str {
        window::first(self.text.get(self.end..).unwrap_or(""), NEAR)
    }

    /// What stands before it, as far as anything looks.
    pub(super) fn before(&self) -> &'t str {
        window::last(self.text.get(..self.start).unwrap_or(""), NEAR)
    }

    /// What title says of the gender.
    pub(super) fn gender(&self) -> Gender {
        self.title.gender
    }

    /// Whether all its letters are capitals, and there are several.
    pub(super) fn is_capitals(&self) -> bool {
        is_capitals(self.surface())
    }
}

/// Whether all letters are capitals, and there are several.
pub(super) fn is_capitals(surface: &str) -> bool {
    let mut letters = 0;
    for letter in surface.chars().filter(|letter| letter.is_alphabetic()) {
        if letter.is_lowercase() {
            return false;
        }
        letters += 1;
    }
    letters > 1
}

fn without_possessive(surface: &str) -> &str {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = surface.strip_suffix(ending) {
            return stem;
        }
    }
    // "Reyes'"; but a nickname's closing mark stays
    for mark in ['\'', '’'] {
        if let Some(stem) = surface.strip_suffix(mark)
            && stem.ends_with(['s', 'S'])
            && !stem.contains(['‘', '\''])
        {
            return stem;
        }
    }
    surface
}

/// The folded words of a name. Initials written together are parted ("T.R." is
/// two), and so is an Arabic article ("al-Haddad").
fn words(surface: &str, kind: EntityKind, keys: &mut Keys) -> Vec<Key> {
    let mut out = Vec::new();
    for word in surface.split(|c: char| c.is_whitespace() || c == '/' || c == ',') {
        let person = kind == EntityKind::Person;
        if person && is_initials(word) {
            for letter in word.split('.') {
                out.extend(keys.of(letter));
            }
            continue;
        }
        match word.split_once(['-', '\u{2010}', '\u{2011}']) {
            Some((article, rest)) if person && is_arabic_article(article) => {
                out.extend(keys.of(article));
                out.extend(keys.of(rest));
            }
            _ => out.extend(keys.of(word)),
        }
    }
    out
}

/// "T.R.", "J.-P." is not.
fn is_initials(word: &str) -> bool {
    word.len() > 2
        && word.split_terminator('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        })
}

fn is_arabic_article(word: &str) -> bool {
    ["al", "el", "ul", "as", "ash", "ad", "ar", "an", "at", "az"]
        .iter()
        .any(|article| article.eq_ignore_ascii_case(word))
}
