//! A group after a field's name: its words are meant in that field, unless
//! they name their own.

use super::condition::each_part;
use super::near;
use super::tree::{Near, Query};
use crate::schema::Field;

/// The query with its words in `field`; what had to be read otherwise is told to `notes`.
pub(super) fn in_field(query: Query, field: Field, notes: &mut Vec<String>) -> Query {
    match query {
        Query::Word(Field::Text, word) => Query::Word(field, word),
        // a whole value has no words to vary
        Query::Wild(Field::Text, text)
        | Query::Fuzzy(Field::Text, text, _)
        | Query::Exact(Field::Text, text)
        | Query::Phrase(Field::Text, text, _)
            if field.is_whole() =>
        {
            Query::Word(field, text)
        }
        Query::Phrase(Field::Text, words, slop) => Query::Phrase(field, words, slop),
        Query::Wild(Field::Text, pattern) => Query::Wild(field, pattern),
        Query::Fuzzy(Field::Text, word, edits) => Query::Fuzzy(field, word, edits),
        Query::Exact(Field::Text, text) if field.is_stemmed() => Query::Exact(field, text),
        Query::Exact(Field::Text, text) => Query::Phrase(field, text, 0),
        // what is quoted is quoted in the body
        inside @ Query::Near { near: Near::Inside, .. } => inside,
        Query::Near { left, near, refused, right } => {
            let (left, right) = (in_field(*left, field, notes), in_field(*right, field, notes));
            near::pair(left, near, refused, right, notes)
        }
        Query::AtLeast(times, inner) => near::counted(times, in_field(*inner, field, notes), notes),
        group => each_part(group, &mut |part| in_field(part, field, notes)),
    }
}
