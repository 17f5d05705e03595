//! The days a text speaks of: finds expressions of time and says what they
//! mean, as a TIMEX3 value and as days.
//!
//! ```text
//! body ─ token ─ rules of the language ─ resolve ─ Mention
//!        one pass  what is said: Reading  which days: Span
//! ```
//!
//! A rule set knows words and grammar and no calendar; `resolve` knows the
//! calendar and no words. A rule set is a file (or a folder, one family of
//! expressions a file) that implements [`Rules`], and a line in [`RULE_SETS`].
//!
//! Everything is bounded: a rule looks a few tokens ahead and back, so the time
//! is linear in the text. No regular expressions; words are looked up once.

mod anchor;
mod dateline;
mod english;
mod german;
mod holiday;
mod lexicon;
mod mention;
mod narrative;
mod range;
mod reading;
mod resolve;
mod span;
mod token;
mod value;
mod word;

pub use mention::{Kind, Mention};

use crate::article::Published;
use lexicon::Lexicon;
use reading::Found;
use resolve::{Direction, Resolver};
use token::Text;

/// The rules of a language.
trait Rules: Sync {
    /// Its words.
    fn lexicon(&self) -> &Lexicon;

    /// The expression that begins at token `at`, if one does.
    fn read(&self, text: &Text<'_>, at: usize) -> Option<Found>;

    /// Where the verb near the tokens `from..to` points.
    fn direction(&self, text: &Text<'_>, from: usize, to: usize) -> Direction;
}

/// The rule sets, by language (ISO 639-1).
const RULE_SETS: &[(&str, &dyn Rules)] = &[("en", &english::English), ("de", &german::German)];

/// The expressions of time in `body`, in order and without overlap. None where
/// the language is known and has no rules; an unknown one is taken for English.
pub(super) fn mentions(body: &str, language: Option<&str>, published: &Published) -> Vec<Mention> {
    let language = language.unwrap_or("en");
    match RULE_SETS.iter().find(|(code, _)| *code == language) {
        Some((_, rules)) => tag(body, *rules, published),
        None => Vec::new(),
    }
}

fn tag(body: &str, rules: &dyn Rules, published: &Published) -> Vec<Mention> {
    let text = Text::new(body, rules.lexicon());
    let mut resolver = Resolver::new(published, narrative::is_narrative(&text, published));
    let mut mentions: Vec<Mention> = Vec::new();
    let mut open: Option<range::Open> = None;
    let mut at = 0;
    while at < text.len() {
        if matches!(text.word(at), word::Word::Other | word::Word::Break) {
            at += 1;
            continue;
        }
        let Some(found) = rules.read(&text, at) else {
            at += 1;
            continue;
        };
        let end = found.end.clamp(at + 1, text.len());
        let bytes = (text.token(at).start, text.token(end - 1).end);
        let direction = || rules.direction(&text, at, end);
        let mut mention = resolver.resolve(found.reading, at, bytes, &direction);
        if let (Some(first), Some(before)) = (&open, mentions.last_mut()) {
            range::join(&text, first, before, &mut mention, at, found.reading);
        }
        if mentions.is_empty()
            && let Some(day) = dateline::day(&text, end, &mention, resolver.day())
        {
            resolver.filed_on(day);
        }
        open = Some(range::Open { at, end, reading: found.reading });
        mentions.push(mention);
        at = end;
    }
    mentions
}

#[cfg(test)]
mod tests;
