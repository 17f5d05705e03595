//! What a mention of a person and the words beside it let know: name, gender,
//! whether a family is meant, whether another name follows.

use super::fold::Keys;
use super::gender::{self, Evidence, Gender};
use super::personal_name::Name;
use super::site::Site;

/// What is known of one mention.
pub(super) struct Named {
    /// Their name.
    pub(super) name: Name,
    /// What speaks for he or she.
    pub(super) evidence: Evidence,
    /// Whether a family is meant.
    pub(super) is_family: bool,
}

/// What is known of the mention at `at`; `next` is the next one of a person.
pub(super) fn look(sites: &[Site<'_>], at: usize, next: Option<usize>, keys: &mut Keys) -> Named {
    let site = &sites[at];
    let name = Name::new(&site.words, keys);
    let after = site.after();
    let mut evidence = Evidence::default();
    evidence.add(site.gender(), Evidence::TITLE);
    if name.words.len() > 1 {
        let given = name.words[0];
        let mut of_name = gender::of_given_name(given, keys);
        if of_name == Gender::Unknown {
            // the given name stands last in Hungary, China and Korea
            of_name = name
                .words
                .last()
                .map_or(Gender::Unknown, |last| gender::of_given_name(*last, keys));
        }
        evidence.add(of_name, Evidence::NAME);
    }
    evidence.add(gender::of_calling(word_before(site.before())), Evidence::KIN);
    // a pronoun before the next person is named, in this paragraph
    let mut until = after.len();
    if let Some(next) = next.map(|next| &sites[next])
        && next.in_headline == site.in_headline
    {
        until = until.min(next.start.saturating_sub(site.end));
    }
    while !after.is_char_boundary(until) {
        until -= 1;
    }
    let near = after[..until].split('\n').next().unwrap_or("");
    let near = near.find(['“', '"', '«', '„']).map_or(near, |mark| &near[..mark]);
    evidence.add(gender::of_pronoun(near), Evidence::PRONOUN);
    let next_word = after.split_whitespace().next().unwrap_or("");
    let is_family = name.words.len() == 1
        && after.starts_with(' ')
        && matches!(
            next_word.trim_matches(|c: char| !c.is_alphabetic()),
            "family"
                | "brothers"
                | "sisters"
                | "siblings"
                | "twins"
                | "couple"
                | "dynasty"
                | "clan"
        );
    Named { name, evidence, is_family }
}

/// The word right before a name; a comma between is passed over ("his wife, Winnie").
fn word_before(before: &str) -> &str {
    let before = before.trim_end_matches([' ', ',']);
    let start = before
        .rfind(|c: char| !c.is_alphabetic() && c != '-')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    &before[start..]
}

/// Whether the words between two names say that they are one person's.
pub(super) fn says_another_name(between: &str) -> bool {
    if between.len() > 48 || between.contains('\n') {
        return false;
    }
    let between = between.trim_end_matches([' ', '“', '"', '‘', '\'']);
    let words = between.trim_start_matches([',', ' ', '(']);
    if between.len() == words.len() {
        return false;
    }
    (words.starts_with("known") || words.starts_with("also known") || words.starts_with("whom"))
        && words.ends_with(" as")
        && words.contains("kn")
        || matches!(words, "born" | "née" | "né" | "nee" | "alias" | "a.k.a." | "aka" | "formerly")
}
