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
//! clause  = ( "+" | "-" | "NOT" )? atom ( "^" number )?
//! atom    = "(" query ")" | field ":" value | value | "*"
//! field   = headline | lead | by | source | section | topic | place | lang | id | url | text
//! value   = word | prefix "*" | "\"" words "\"" ( "~" number )? | "(" query ")"
//! dates   = "published:" ( "?" | date | "<" date | ">" date | date ".." date )
//! ```
//!
//! Words wish and fields ask: within a bag, a value of a named field is a
//! condition, and several values of one field are alternatives
//! (`bagram source:reuters source:ap` is `bagram AND (source:reuters OR source:ap)`).
//! Operators are upper case only: "and" is a word. Words side by side bind
//! tighter than AND, which binds tighter than OR.

mod lexer;
mod parser;
mod print;
mod published;
mod tree;

pub use parser::{MAX_CLAUSES, MAX_DEPTH, Note, Reading, parse};
pub use tree::{Clause, Days, Occur, Query};

#[cfg(test)]
mod tests;
