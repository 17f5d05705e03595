//! Names of people, organisations and places, and quotations, as terms of the
//! annotation stream.
//!
//! A name has a key: its words folded, of a person the family name first, so that
//! a dictionary has all who bear it side by side.
//!
//! ```text
//! name                               key                      terms at its first word
//! Qassem Soleimani                   soleimani, qassem        person:soleimani, qassem
//! Eve McDonald                       mcdonald, eve            person:mcdonald, eve⇥Eve McDonald
//! Department of Defense              department of defense    organisation:department of defense⇥Department of Defense
//! "DOD" in an article that has both  department of defense    the same, and
//!                                                             organisation=dod⇥department of defense
//! “We won,” said Eve McDonald.       mcdonald, eve            quote:person:mcdonald, eve
//! ```
//!
//! How it is written follows where it is not what the key itself gives: each word
//! with a capital. What an article also calls it has a term of its own (`=`) where
//! the key does not begin with it.

use super::term::normalise;
use super::words::Words;

/// Kind of the annotation that a direct quotation is.
pub const QUOTE_KIND: &str = "quote";
/// The kind whose keys begin with the family name.
pub const PERSON_KIND: &str = "person";
/// Longer keys and names are cut: no name is so long.
const LONGEST: usize = 120;

/// The key of a name; empty where it has no letters.
///
/// ```
/// use dateline::schema::name_key;
/// assert_eq!(name_key("person", "Martin Luther King Jr."), "king, martin luther jr");
/// assert_eq!(name_key("person", "T.R. Lodewick"), "lodewick, t r");
/// assert_eq!(name_key("organisation", "the World Bank"), "world bank");
/// ```
#[must_use]
pub fn name_key(kind: &str, name: &str) -> String {
    let spaced;
    let name = if kind == PERSON_KIND && name.contains('.') {
        // "T.R." are two initials
        spaced = name.replace('.', " ");
        &spaced
    } else {
        name
    };
    let words = Words::new(name).map(|word| normalise(&name[word.start..word.end], false));
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    let mut key = String::with_capacity(name.len() + 2);
    if kind == PERSON_KIND && words.len() > 1 {
        let family = words.iter().rposition(|word| !is_generation(word)).unwrap_or(0);
        let family = words.remove(family);
        key.push_str(&family);
        key.push(',');
    }
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word);
    }
    cut(&mut key);
    key
}

/// Jr., III: what tells those of one name apart.
fn is_generation(word: &str) -> bool {
    matches!(
        word,
        "jr" | "sr"
            | "junior"
            | "senior"
            | "ii"
            | "iii"
            | "iv"
            | "vii"
            | "viii"
            | "ix"
            | "xii"
            | "xiii"
            | "xiv"
            | "xv"
            | "xvi"
    )
}

fn cut(text: &mut String) {
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        text.truncate(end);
    }
}

/// The words of a key as they are said: `qassem soleimani`.
///
/// ```
/// use dateline::schema::said_of_key;
/// assert_eq!(said_of_key("king, martin luther jr"), "martin luther king jr");
/// assert_eq!(said_of_key("world bank"), "world bank");
/// ```
#[must_use]
pub fn said_of_key(key: &str) -> String {
    let Some((family, rest)) = key.split_once(", ") else { return key.to_owned() };
    let (given, generation) = match rest.rsplit_once(' ') {
        Some((given, last)) if is_generation(last) => (given, last),
        _ if is_generation(rest) => ("", rest),
        _ => (rest, ""),
    };
    let parts = [given, family, generation];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// What the keys of those who may be called so begin with: of a person the family
/// name, else the first word.
///
/// ```
/// use dateline::schema::block_of_key;
/// assert_eq!(block_of_key("soleimani, qassem"), "soleimani");
/// assert_eq!(block_of_key("world bank"), "world");
/// ```
#[must_use]
pub fn block_of_key(key: &str) -> &str {
    key.split([',', ' ']).next().unwrap_or(key)
}

/// A name as its key alone would have it written: each word with a capital.
fn plain(key: &str) -> String {
    let said = said_of_key(key);
    let mut out = String::with_capacity(said.len());
    for word in said.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut letters = word.chars();
        out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(letters.as_str());
    }
    out
}

/// The term of an entity with this key, written `shown`.
#[must_use]
pub fn name_term(kind: &str, key: &str, shown: &str) -> String {
    if shown == plain(key) {
        return format!("{kind}:{key}");
    }
    let mut shown = crate::article::one_line(shown);
    cut(&mut shown);
    format!("{kind}:{key}\t{shown}")
}

/// The term that says that what has this key is also called `called`, a key too.
#[must_use]
pub fn other_name_term(kind: &str, called: &str, key: &str) -> String {
    format!("{kind}={called}\t{key}")
}

/// The term of a quotation whose speaker is of this kind and has this key.
#[must_use]
pub fn speaker_term(kind: &str, key: &str) -> String {
    format!("{QUOTE_KIND}:{kind}:{key}")
}

/// What a term of a name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameTerm<'t> {
    /// `person`, `organisation`, `place`, `other`.
    pub kind: &'t str,
    /// The key.
    pub key: &'t str,
    /// How it is written.
    pub shown: String,
}

/// Takes the term of a name apart; `None` of other terms.
///
/// ```
/// use dateline::schema::{name_term, read_name_term};
/// let term = name_term("person", "mcdonald, eve", "Eve McDonald");
/// let name = read_name_term(&term).unwrap();
/// assert_eq!((name.kind, name.key, &*name.shown), ("person", "mcdonald, eve", "Eve McDonald"));
/// ```
#[must_use]
pub fn read_name_term(term: &str) -> Option<NameTerm<'_>> {
    let (kind, rest) = term.split_once(':')?;
    let (key, shown) = match rest.split_once('\t') {
        Some((key, shown)) => (key, shown.to_owned()),
        None => (rest, plain(rest)),
    };
    Some(NameTerm { kind, key, shown })
}

/// The term at the last word of each annotation of a kind; the kind itself stands at the first.
///
/// ```
/// assert_eq!(dateline::schema::end_of_kind("person"), "person/");
/// ```
#[must_use]
pub fn end_of_kind(kind: &str) -> String {
    format!("{kind}/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys() {
        for (kind, name, key) in [
            ("person", "Qassem Soleimani", "soleimani, qassem"),
            ("person", "Soleimani", "soleimani"),
            ("person", "Kim Jong-un", "un, kim jong"),
            ("person", "Pius XII", "pius, xii"),
            ("person", "Martin Luther King, Jr.", "king, martin luther jr"),
            ("person", "Jr.", "jr"),
            ("person", "Miriam O’Neill", "oneill, miriam"),
            ("organisation", "The Times", "times"),
            ("organisation", "AT&T", "at t"),
            ("place", "U.S.", "us"),
            ("place", "...", ""),
        ] {
            assert_eq!(name_key(kind, name), key, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_term_is_read_as_it_was_written(
            kind in "person|organisation",
            name in "[A-Za-zé.' -]{0,30}|\\PC{0,200}",
        ) {
            let key = name_key(&kind, &name);
            prop_assert!(key.len() <= LONGEST);
            let term = name_term(&kind, &key, "Eve McDonald");
            let read = read_name_term(&term).unwrap();
            prop_assert_eq!((read.kind, read.key, &*read.shown), (&*kind, &*key, "Eve McDonald"));
            let plain = plain(&key);
            let term = name_term(&kind, &key, &plain);
            prop_assert_eq!(&term, &format!("{kind}:{key}"));
            prop_assert_eq!(read_name_term(&term).unwrap().shown, plain);
            // what is said of a key has the key again
            if !key.is_empty() && key.len() < 60 {
                let again = name_key(&kind, &said_of_key(&key));
                prop_assert_eq!(name_key(&kind, &said_of_key(&again)), again);
            }
        }
    }
}
