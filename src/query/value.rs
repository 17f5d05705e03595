//! A word or the text between quotes, as a leaf of the tree.
//!
//! A leaf is built so that it prints as something that reads back as itself: a
//! word that would be read as anything else becomes a phrase of one word.

use super::lexer::{Kind, tokens};
use super::operator::length;
use super::tree::Query;
use crate::schema::{Field, Words};

/// A fuzzy word may differ in so many letters at most; with three, half the
/// vocabulary is alike.
pub(super) const MAX_EDITS: u32 = 2;

/// Reads a word as typed, in a field that is not whole. `None` leaves it out;
/// `note` says what was done.
pub(super) fn word(field: Field, text: &str, note: &mut dyn FnMut(String)) -> Option<Query> {
    if field == Field::Text {
        if text == "*" {
            return Some(Query::All);
        }
        let lower = text.to_ascii_lowercase();
        if let Some(rest) = lower.strip_prefix("length").or_else(|| lower.strip_prefix("wc"))
            && rest.starts_with(['<', '>'])
            && let Some((from, to)) = length(rest)
        {
            return Some(Query::Length(from, to));
        }
    }
    if let Some(exact) = text.strip_prefix('=').filter(|rest| has_letters(rest)) {
        return exactly(field, exact.trim_matches(['*', '?', '!', '=']), note);
    }
    // Nexis: resign! is resign*; so is no exclamation after a sign or a digit
    let truncated = text.strip_suffix('!').filter(|stem| {
        stem.chars().count() >= 3 && stem.chars().all(|c| c.is_alphanumeric() || c == '*')
    });
    let text = match truncated {
        Some(stem) => {
            note(format!("`{text}` is read as {stem}*, words that begin so"));
            format!("{stem}*")
        }
        // "why?" asks, wom?n is a pattern
        None => text.trim_end_matches(['?', '!']).to_owned(),
    };
    if !has_letters(&text) {
        note(format!("`{text}` holds no letter or digit; left out"));
        return None;
    }
    if text.contains('*') || is_inner_mark(&text) {
        return pattern(field, &text, note);
    }
    Some(plain(field, text))
}

/// A word of the field, or a phrase of one word where it would be read otherwise.
pub(super) fn plain(field: Field, text: String) -> Query {
    let reads_back = matches!(
        tokens(&text).as_slice(),
        [token] if token.kind == Kind::Word(text.clone())
    ) && !text.starts_with(['+', '-', '\u{2212}', '=', '^', '~', '{', '/'])
        && !text.ends_with(['!', '?', '*'])
        && !matches!(text.as_str(), "same")
        && !text.contains(['<', '>', '*', '"']);
    if reads_back { Query::Word(field, text) } else { Query::Phrase(field, text, 0) }
}

/// Words that are written so: the form and the capitals.
pub(super) fn exactly(field: Field, text: &str, note: &mut dyn FnMut(String)) -> Option<Query> {
    let text = crate::article::one_line(text);
    if !has_letters(&text) {
        note("nothing follows =; left out".into());
        return None;
    }
    if field.is_whole() {
        return Some(Query::Word(field, text));
    }
    if !field.is_stemmed() {
        note(format!(
            "= is for words of the text; `{}:` finds names in any capitals",
            field.name()
        ));
        return Some(Query::Phrase(field, text, 0));
    }
    Some(Query::Exact(field, text))
}

/// A pattern: letters, `*` and `?`.
fn pattern(field: Field, text: &str, note: &mut dyn FnMut(String)) -> Option<Query> {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        let before = pattern.chars().next_back();
        match c {
            '*' if before == Some('*') => {}
            // the ? of an address parts its words
            '?' if before == Some(' ') => {}
            '*' | '?' => pattern.push(c),
            c if c.is_alphanumeric() || matches!(c, '\'' | '’' | '.') => pattern.push(c),
            c if Words::new(&format!("x{c}x")).count() == 1 => pattern.push(c),
            _ => pattern.push(' '),
        }
    }
    let pattern = crate::article::one_line(&pattern);
    let edge = |c: char| !c.is_alphanumeric() && !matches!(c, '*' | '?');
    let pattern = pattern.trim_start_matches(edge).trim_end_matches(|c| edge(c) || c == '?');
    let letters = pattern.chars().filter(|c| c.is_alphanumeric()).count();
    if pattern.starts_with(['*', '?']) && letters < 3 {
        note(format!("`{text}` is too open; write three letters or more; left out"));
        return None;
    }
    if !pattern.contains(['*', '?']) {
        return Some(plain(field, pattern.to_owned()));
    }
    let parts = Words::new(&pattern.replace(['*', '?'], "x")).count();
    if parts > 1 {
        // well-kno*: a phrase whose last word is a pattern
        return Some(Query::Phrase(field, pattern.to_owned(), 0));
    }
    Some(Query::Wild(field, pattern.to_owned()))
}

/// The first `most` words of a leaf; `None` of what can't be cut.
pub(super) fn cut(leaf: Query, most: usize) -> Option<Query> {
    let first = |mut text: String| {
        let end = Words::new(&text).take(most).last()?.end;
        text.truncate(end);
        Some(text)
    };
    Some(match leaf {
        Query::Word(field, text) if !field.is_whole() => plain(field, first(text)?),
        Query::Phrase(field, text, slop) => Query::Phrase(field, first(text)?, slop),
        Query::Exact(field, text) => Query::Exact(field, first(text)?),
        _ => return None,
    })
}

/// The text of a phrase, without what stands for nothing.
pub(super) fn phrase_text(text: &str) -> Option<String> {
    let text = crate::article::one_line(text);
    has_letters(&text).then_some(text)
}

/// Whether a `?` stands between letters.
fn is_inner_mark(text: &str) -> bool {
    text.contains('?')
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
