//! What an index holds, in words that both stores share: the list of fields
//! ([`Field`]), how text becomes terms ([`Words`], [`normalise`]), how much a
//! headline counts ([`HEADLINE_WEIGHT`]), and the number of the format
//! ([`FORMAT`]).
//!
//! Knows no engine: [`crate::store`] turns this list into tantivy's schema or
//! a cluster's mapping.

mod field;
mod fold;
mod format;
mod name;
mod pattern;
mod term;
mod when;
mod words;

pub use field::{COPY_GAP, Field, HEADLINE_WEIGHT, LEAD_WORDS};
pub use format::{ANALYSER, FORMAT, UnknownFormat, check_format};
pub use name::{
    NameTerm, PERSON_KIND, QUOTE_KIND, block_of_key, end_of_kind, name_key, name_term,
    other_name_term, read_name_term, said_of_key, speaker_term,
};
pub use pattern::{fold_pattern, matches_pattern};
pub use term::{MAX_TERM_BYTES, TermCache, exact_term, normalise};
pub use when::{
    DATE_KIND, UNRESOLVED, WhenTerms, annotation_kind, day_of_article, days_of_term, meets,
    mention_terms, query_terms,
};
pub use words::{Word, Words};
