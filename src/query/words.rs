//! A text as a query: its words side by side, none of them an operator.

use super::parser::MAX_CLAUSES;
use super::tree::{Clause, Occur, Query};
use super::value::plain;
use crate::schema::{Field, Word, Words};

/// The query that asks for the words of `text`, and for nothing that its
/// brackets, quotes, hyphens, colons or capitals would ask for. A word that
/// comes twice counts twice. What [`MAX_CLAUSES`] words don't hold is left out.
///
/// This is how the topics of a test collection are asked: a sentence that
/// begins with "NOT" is no refusal.
///
/// ```
/// use dateline::query::words;
/// assert_eq!(words("NOT (a) \"test\"?").to_string(), "\"NOT\" a test");
/// ```
#[must_use]
pub fn words(text: &str) -> Query {
    let word = |word: Word| Clause {
        occur: Occur::Should,
        query: plain(Field::Text, text[word.start..word.end].to_owned()),
    };
    Query::bag(Words::new(text).take(MAX_CLAUSES).map(word).collect())
}
