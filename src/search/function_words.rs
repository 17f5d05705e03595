//! Words of the language, not of a topic: in a bag of words they count less.
//!
//! Questions and sentences are full of words that say nothing of what is asked
//! for ("what are the …"); in collections of statements such words are rare,
//! so that their rarity makes them count as much as names. Leaving them out
//! loses the articles that differ in nothing else (a quotation, a claim); a
//! quarter of their weight was best on the four collections of
//! `benches/README.md`, and nothing is found less.
//!
//! The list has the words of Snowball's English stop list and of Lucene's.

use crate::query::{Clause, Occur, Query};
use crate::schema::{Field, Words, normalise};
use crate::store::Formula;

/// What such a word counts, against 1 for another: a power of two, which takes
/// no digit off a score.
const LESS: f32 = 0.25;

/// Sorted.
const FUNCTION_WORDS: [&str; 164] = [
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "all",
    "am",
    "an",
    "and",
    "any",
    "are",
    "arent",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "cannot",
    "cant",
    "could",
    "couldnt",
    "did",
    "didnt",
    "do",
    "does",
    "doesnt",
    "doing",
    "dont",
    "down",
    "during",
    "each",
    "few",
    "for",
    "from",
    "further",
    "had",
    "hadnt",
    "has",
    "hasnt",
    "have",
    "havent",
    "having",
    "he",
    "her",
    "here",
    "heres",
    "hers",
    "herself",
    "hes",
    "him",
    "himself",
    "his",
    "how",
    "hows",
    "i",
    "if",
    "im",
    "in",
    "into",
    "is",
    "isnt",
    "it",
    "its",
    "itself",
    "ive",
    "just",
    "lets",
    "me",
    "more",
    "most",
    "mustnt",
    "my",
    "myself",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "once",
    "only",
    "or",
    "other",
    "ought",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "same",
    "she",
    "shes",
    "should",
    "shouldnt",
    "so",
    "some",
    "such",
    "than",
    "that",
    "thats",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "theres",
    "these",
    "they",
    "theyre",
    "theyve",
    "this",
    "those",
    "through",
    "to",
    "too",
    "under",
    "until",
    "up",
    "very",
    "was",
    "wasnt",
    "we",
    "were",
    "werent",
    "weve",
    "what",
    "whats",
    "when",
    "whens",
    "where",
    "wheres",
    "which",
    "while",
    "who",
    "whom",
    "whos",
    "why",
    "whys",
    "will",
    "with",
    "wont",
    "would",
    "wouldnt",
    "you",
    "youd",
    "youll",
    "your",
    "youre",
    "yours",
    "yourself",
    "yourselves",
    "youve",
];

/// Whether a folded word is one of the language.
pub(super) fn is_function_word(folded: &str) -> bool {
    FUNCTION_WORDS.binary_search(&folded).is_ok()
}

/// The query with its function words counting less; as it is for BM25, which
/// has Lucene's list. What is needed (`+the`), put together with an operator or
/// a phrase is meant as it is typed.
pub(super) fn weighed(query: &Query, formula: Formula) -> Query {
    match formula {
        Formula::Bm25 { .. } => query.clone(),
        _ => changed(query, &|word| Some(Query::Boost(Box::new(word), LESS))),
    }
}

/// The query without its function words: those whose closeness says something.
pub(super) fn without(query: &Query) -> Query {
    changed(query, &|_| None)
}

fn changed(query: &Query, change: &dyn Fn(Query) -> Option<Query>) -> Query {
    match query {
        Query::And(parts) => {
            // words beside conditions
            let one = parts.iter().filter(|part| part.is_scored()).count() == 1;
            let part = |part: &Query| if one { changed(part, change) } else { part.clone() };
            Query::And(parts.iter().map(part).collect())
        }
        Query::Bag(clauses) => {
            let shouts = !clauses.iter().any(|clause| is_lower(&clause.query));
            let small =
                |clause: &Clause| clause.occur == Occur::Should && is_small(&clause.query, shouts);
            if clauses.iter().all(|clause| clause.occur == Occur::Not || small(clause)) {
                return query.clone();
            }
            let clause = |clause: &Clause| {
                if !small(clause) {
                    return Some(clause.clone());
                }
                change(clause.query.clone()).map(|query| Clause { query, ..clause.clone() })
            };
            Query::Bag(clauses.iter().filter_map(clause).collect())
        }
        other => other.clone(),
    }
}

/// Whether it is a function word; capitals among small letters are a name (WHO, US).
fn is_small(query: &Query, shouts: bool) -> bool {
    let Query::Word(Field::Text, text) = query else { return false };
    let mut words = Words::new(text);
    let (Some(word), None) = (words.next(), words.next()) else { return false };
    let word = &text[word.start..word.end];
    let name = !shouts && word.len() > 1 && !word.chars().any(char::is_lowercase);
    !name && is_function_word(&normalise(word, false))
}

fn is_lower(query: &Query) -> bool {
    matches!(query, Query::Word(_, text) if text.chars().any(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn the_list_can_be_searched() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn words_of_the_language_count_less() {
        for (typed, meant) in [
            ("what is the taliban", "what^0.25 is^0.25 the^0.25 taliban"),
            ("the taliban source:ap", "(the^0.25 taliban) AND source:ap"),
            // all there is
            ("to be or", "to be or"),
            ("the who", "the who"),
            ("the", "the"),
            // meant as typed
            ("+the taliban", "+the taliban"),
            ("the AND taliban", "the AND taliban"),
            ("\"the taliban\" of", "\"the taliban\" of^0.25"),
            // a name, unless all is in capitals
            ("WHO on malaria", "WHO on^0.25 malaria"),
            ("WHO IS THE PRESIDENT", "WHO^0.25 IS^0.25 THE^0.25 PRESIDENT"),
        ] {
            let query = parse(typed).query;
            assert_eq!(weighed(&query, Formula::default()).to_string(), meant, "{typed}");
        }
    }

    #[test]
    fn what_is_left_is_what_can_be_near() {
        assert_eq!(without(&parse("the flow of heat").query).to_string(), "flow heat");
        assert_eq!(without(&parse("to be").query).to_string(), "to be");
    }
}
