//! Completions of what is being typed: words of the texts, and the names of
//! outlets, authors and sections.
//!
//! ```text
//! tran      transport  word     word: the beginning of a word of the texts
//!           Transit Wire source name: the beginning of any of its words
//! transit w Transit Wire source several words: all but the last are whole
//! ```

use super::SearchError;
use crate::article::one_line;
use crate::query::Query;
use crate::schema::{Field, Words, normalise};
use crate::store::{FacetBy, Snapshot};
use serde::Serialize;

/// So many terms are looked into for a word that fits, for each one wanted.
const TRIES: usize = 4;
/// Stems shorter than this are not taken for what a longer beginning was cut to.
const SHORTEST_STEM: usize = 3;

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An outlet.
    Source,
    /// An author.
    Byline,
    /// A section.
    Section,
    /// A word of the texts.
    Word,
}

/// One completion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// As the articles write it.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// Articles that have it; of a word, in any of its forms.
    pub articles: u64,
}

/// The completions of a beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestions {
    /// As typed.
    pub prefix: String,
    /// Most frequent first, then by kind and text.
    pub suggestions: Vec<Suggestion>,
}

/// The `most` most frequent completions of `prefix`.
///
/// # Errors
/// Only where the index can't be read.
pub fn suggest(snapshot: &Snapshot, prefix: &str, most: usize) -> Result<Suggestions, SearchError> {
    let mut out = Vec::new();
    let words: Vec<&str> = Words::new(prefix).map(|word| &prefix[word.start..word.end]).collect();
    let typed: Vec<String> = words.iter().map(|word| normalise(word, false)).collect();
    if typed.last().is_some_and(|last| !last.is_empty()) && most > 0 {
        complete_word(snapshot, prefix, &typed, most, &mut out)?;
        for (kind, field) in [
            (Kind::Source, Field::Outlet),
            (Kind::Byline, Field::Byline),
            (Kind::Section, Field::Section),
        ] {
            complete_name(snapshot, kind, field, &words, &typed, &mut out)?;
        }
    }
    out.sort_by(|a, b| {
        b.articles.cmp(&a.articles).then(a.kind.cmp(&b.kind)).then_with(|| a.text.cmp(&b.text))
    });
    out.truncate(most);
    Ok(Suggestions { prefix: prefix.to_owned(), suggestions: out })
}

/// Words of the texts that begin with the last word typed; what stands before
/// it stays.
fn complete_word(
    snapshot: &Snapshot,
    prefix: &str,
    typed: &[String],
    most: usize,
    out: &mut Vec<Suggestion>,
) -> Result<(), SearchError> {
    let Some(last) = typed.last() else { return Ok(()) };
    let before = Words::new(prefix).last().map_or("", |word| &prefix[..word.start]);
    let mut terms = snapshot.terms_from(last)?;
    terms.truncate(most * TRIES);
    // "governme" is the beginning of words whose stem is "govern"
    let mut shorter: Vec<String> = (SHORTEST_STEM..last.len())
        .filter(|&end| last.is_char_boundary(end))
        .map(|end| last[..end].to_owned())
        .collect();
    shorter.push(normalise(last, true));
    for stem in shorter {
        if !terms.iter().any(|(known, _)| *known == stem) {
            let articles = snapshot.articles_with(&stem)?;
            terms.push((stem, articles));
        }
    }
    terms.retain(|(_, articles)| *articles > 0);
    terms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    for (term, _) in terms.into_iter().take(most * TRIES) {
        let forms = snapshot.forms(&term)?;
        let fits = |form: &str| normalise(form, false).starts_with(last.as_str());
        if let Some((form, _)) = forms.into_iter().find(|(form, _)| fits(form)) {
            let articles = snapshot.articles_with(&term)?;
            out.push(Suggestion { text: format!("{before}{form}"), kind: Kind::Word, articles });
            if out.len() == most {
                break;
            }
        }
    }
    Ok(())
}

/// Names of a field in which the words typed stand side by side, the last one begun.
fn complete_name(
    snapshot: &Snapshot,
    kind: Kind,
    field: Field,
    words: &[&str],
    typed: &[String],
    out: &mut Vec<Suggestion>,
) -> Result<(), SearchError> {
    let Some(((last, whole), (begun, before))) = words.split_last().zip(typed.split_last()) else {
        return Ok(());
    };
    let mut parts: Vec<Query> =
        whole.iter().map(|word| Query::Word(field, (*word).to_owned())).collect();
    parts.push(Query::Wild(field, format!("{last}*")));
    let counted = snapshot.facets(&Query::And(parts), &[FacetBy::Field(field)])?;
    for (value, articles) in counted.into_iter().flat_map(|counted| counted.values) {
        let name: Vec<String> =
            Words::new(&value).map(|word| normalise(&value[word.start..word.end], false)).collect();
        // an article with this name and another may match by the other
        let fits = name.windows(typed.len()).any(|part| {
            part.split_last()
                .is_some_and(|(end, start)| start == before && end.starts_with(begun.as_str()))
        });
        if fits {
            out.push(Suggestion { text: one_line(&value), kind, articles });
        }
    }
    Ok(())
}
