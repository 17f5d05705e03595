//! What a user asks, as a tree that knows no engine.
//!
//! [`parse`] never fails: what can't be read is repaired, and the notes of the
//! [`Reading`] say what was done and where. [`Query`] prints itself in the same
//! language, fully grouped, which is what `read_as` shows.
//!
//! ```text
//! query   = and ( "OR" and )*
//! and     = bag ( "AND" bag )*
//! bag     = clause+                      any of them; the more, the better
//! clause  = ( "+" | "-" | "NOT" )? near
//! near    = atom ( "NOT"? operator atom )*        from the left
//! atom    = ( "(" query ")" | field value | counted | length | value | "*" ) ( "^" number )?
//! operator = "NEAR/" n | "w/" n | "near" n | "/" n    at most n words apart
//!         | "pre/" n | "adj" n           in this order
//!         | "w/s" | "w/p" | "same"       in one sentence, one paragraph
//! counted = "atleast" n "(" query ")"    at least n times
//! length  = "length" ( ">" | "<" | ">=" | "<=" ) n  |  "length:" n ".." n
//! field   = name ":"  |  code "="  |  segment before "("      see operator.rs
//! name    = headline | lead | hlead | by | source | section | topic | place | lang | id | url | text
//!         | who | org | said | said-by                     see named.rs
//! value   = word ( "~" 1|2 )?            fuzzy
//!         | word with "*" or "?" in it, word "!"           pattern
//!         | "=" word | "=" quoted        exactly as written
//!         | "\"" words "\"" ( "~" number )?              phrase
//!         | "{" term "}"                 annotation
//!         | "(" query ")"                after a field
//! dates   = "published:" ( day | "(" query of days ")" )
//! day     = "?" | date | "<" date | ">" date | date ".." date      see published.rs
//! date    = what crate::article reads | as seen from today         see relative.rs
//! ```
//!
//! Words wish and fields ask: within a bag, a value of a named field is a
//! condition, and several values of one field are alternatives
//! (`bagram source:reuters source:ap` is `bagram AND (source:reuters OR source:ap)`).
//! Operators are upper case only: "and" is a word. Words side by side bind
//! tighter than AND, which binds tighter than OR.

mod condition;
mod depth;
mod edits;
mod facet;
mod field;
mod lexer;
mod named;
mod near;
mod operator;
mod parser;
mod print;
mod published;
mod relative;
mod tree;
mod value;
mod when;
mod within;
mod words;

pub use edits::edits_between;
pub use named::{Named, NamedBy};
pub use parser::{MAX_CLAUSES, MAX_DEPTH, Note, Reading, parse, parse_on};
pub use tree::{Clause, Days, Near, Occur, Query, Spoken};
pub use words::words;

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
