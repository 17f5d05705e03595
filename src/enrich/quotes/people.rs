//! Whom "he" and "she" mean: the last person of that gender who was named as a
//! subject, or who spoke last.

use super::Entity;
use super::token::Source;
use super::verb;
use crate::enrich::entities::Gender;
use crate::enrich::{EntityKind, window};
use std::ops::Range;

/// How many bytes beside a name are looked at.
const NEAR: usize = 240;

/// How many bytes back a pronoun reaches.
const FAR: usize = 1_500;

/// How many mentions back a pronoun reaches.
const BACK: usize = 32;

/// The people of a body in the order in which it names them.
pub(super) struct People<'t> {
    body: &'t str,
    entities: &'t [Entity],
    named: Vec<Named>,
    /// Byte and entity of who spoke last.
    last: Option<(usize, u32)>,
}

struct Named {
    start: usize,
    entity: u32,
    is_subject: bool,
}

impl<'t> People<'t> {
    /// Those named outside the quotations `quoted`.
    pub(super) fn new(
        source: &Source<'t>,
        entities: &'t [Entity],
        quoted: &[Range<usize>],
    ) -> Self {
        let mut named = Vec::new();
        let mut quote = 0;
        let mut sentence = 0;
        let mut last_sentence = usize::MAX;
        for mention in source.mentions.iter().filter(|one| one.kind == EntityKind::Person) {
            let (start, end) = (mention.start as usize, mention.end as usize);
            while quoted.get(quote).is_some_and(|range| range.end <= start) {
                quote += 1;
            }
            if quoted.get(quote).is_some_and(|range| range.start <= start) {
                continue;
            }
            while source
                .sentences
                .get(sentence + 1)
                .is_some_and(|next| next.start as usize <= start)
            {
                sentence += 1;
            }
            let before = window::last(source.body.get(..start).unwrap_or(""), NEAR);
            let before = without_titles(before.trim_end());
            let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
            let is_object = word != "said" && verb::of(word).is_some();
            let hangs = is_object
                || [" of", " for", " with", " by", " from", " to", " against", " about", " on"]
                    .iter()
                    .any(|word| before.ends_with(word));
            let owns = source.body.get(end..).is_some_and(|after| after.starts_with(['\'', '’']));
            let first = sentence != last_sentence;
            let is_subject = first && !hangs && !owns;
            if is_subject {
                last_sentence = sentence;
            }
            named.push(Named { start, entity: mention.entity, is_subject });
        }
        Self { body: source.body, entities, named, last: None }
    }

    /// Notes who spoke, as of byte `at`.
    pub(super) fn spoke(&mut self, at: usize, entity: u32) {
        if self.entities.get(entity as usize).is_some_and(|one| one.kind == EntityKind::Person) {
            self.last = Some((at, entity));
        }
    }

    /// Whom a pronoun of this gender means at byte `at`.
    /// Those named in its paragraph, from `paragraph` on, come first.
    pub(super) fn meant(&self, gender: Gender, paragraph: usize, at: usize) -> Option<u32> {
        let fits = |entity: u32| {
            self.entities.get(entity as usize).is_some_and(|one| !one.gender.contradicts(gender))
        };
        let last = self.last.filter(|(_, entity)| fits(*entity));
        let until = self.named.partition_point(|one| one.start < at);
        let mut fallback = None;
        for one in self.named[..until].iter().rev().take(BACK) {
            if let Some((spoke, entity)) = last
                && spoke > one.start
            {
                return Some(entity);
            }
            if at - one.start > FAR {
                break;
            }
            if one.start < paragraph && fallback.is_some() {
                return fallback;
            }
            if !fits(one.entity) {
                continue;
            }
            if one.is_subject {
                return Some(one.entity);
            }
            if one.start < paragraph || !self.has_pronoun(paragraph, one.start) {
                fallback = fallback.or(Some(one.entity));
            }
        }
        last.filter(|(spoke, _)| at.saturating_sub(*spoke) <= FAR)
            .map(|(_, entity)| entity)
            .or(fallback)
    }

    /// Whether a pronoun stands between two bytes: then who is named after it is
    /// somebody else.
    fn has_pronoun(&self, from: usize, to: usize) -> bool {
        let text = window::last(self.body.get(from..to).unwrap_or(""), NEAR);
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| matches!(word, "he" | "she" | "He" | "She" | "his" | "her" | "His" | "Her"))
    }

    /// Whether it is a person.
    pub(super) fn is_person(&self, entity: u32) -> bool {
        self.entities.get(entity as usize).is_some_and(|one| one.kind == EntityKind::Person)
    }
}

/// A text without the words in capitals that end it, as titles do.
fn without_titles(mut text: &str) -> &str {
    for _ in 0..4 {
        let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let Some(word) = text.get(start..) else { break };
        if word == "the" || word.starts_with(char::is_uppercase) && !word.contains('\n') {
            let before = text[..start].trim_end();
            if before.len() == text.len() {
                break;
            }
            text = before;
        } else {
            break;
        }
    }
    text
}
