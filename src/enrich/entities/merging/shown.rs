//! What an entity is called: the fullest form of its name in the article,
//! without title and possessive, capitals only where they belong.

use super::acronym;
use super::fold::Keys;
use super::places;
use super::site::{Site, is_capitals};
use crate::enrich::EntityKind;
use rustc_hash::FxHashMap;

/// The name of an entity of which these are the mentions.
pub(super) fn name<'s, 't: 's>(
    kind: EntityKind,
    members: impl Iterator<Item = &'s Site<'t>>,
    keys: &Keys,
) -> String {
    let mut forms: Vec<(&str, u32, bool)> = Vec::new();
    let mut known: FxHashMap<&str, usize> = FxHashMap::default();
    for site in members {
        let surface = site.surface();
        if kind == EntityKind::Place
            && let Some(shown) = places::shown(surface)
        {
            return shown.to_owned();
        }
        let at = *known.entry(surface).or_insert_with(|| {
            let written_out = site.words.iter().filter(|word| !keys.is_initial(**word)).count();
            forms.push((surface, 0, written_out > 0));
            forms.len() - 1
        });
        forms[at].1 += 1;
    }
    let best = forms.iter().enumerate().max_by_key(|(at, (surface, count, written_out))| {
        // a headline's capitals only where the text has nothing else
        let letters = surface.chars().filter(|c| c.is_alphabetic()).count();
        let shouted = is_capitals(surface) && (letters > 5 || kind != EntityKind::Organisation);
        let words = surface.split_whitespace().count();
        (*written_out, !shouted, words, letters, *count, std::cmp::Reverse(*at))
    });
    let Some((_, (surface, _, _))) = best else { return String::new() };
    let mut out = String::with_capacity(surface.len());
    for word in surface.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if is_capitals(&out) && is_shouted(kind, &out) {
        return in_small_letters(&out);
    }
    out
}

/// Whether a name in capitals is one that the text merely shouts.
fn is_shouted(kind: EntityKind, name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    match kind {
        EntityKind::Place => letters > 3 && !name.contains('.'),
        EntityKind::Person => letters > 2,
        EntityKind::Organisation | EntityKind::Other => {
            name.contains(char::is_whitespace) || acronym::letters_of(name).is_none() || letters > 5
        }
    }
}

/// "KITTY HAWK" as "Kitty Hawk", "DEPARTMENT OF STATE" as "Department of State".
fn in_small_letters(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for (nth, word) in name.split(' ').enumerate() {
        if nth > 0 {
            out.push(' ');
        }
        let small = word.to_lowercase();
        let little = matches!(
            small.as_str(),
            "of" | "the"
                | "and"
                | "for"
                | "in"
                | "de"
                | "la"
                | "van"
                | "der"
                | "von"
                | "bin"
                | "al"
        );
        if nth > 0 && little || word.contains('.') {
            out.push_str(if little { &small } else { word });
            continue;
        }
        let mut begins = true;
        for letter in small.chars() {
            if begins {
                out.extend(letter.to_uppercase());
            } else {
                out.push(letter);
            }
            begins = matches!(letter, '-' | '/' | '\'' | '’') && !small.ends_with("'s");
        }
    }
    out
}
