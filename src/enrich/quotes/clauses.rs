//! The tokens of a paragraph, as the rules look at them: what stands at a place,
//! and what a name there hangs on.

use super::token::{Placed, Sort, Source, Token};
use crate::enrich::EntityKind;

/// The tokens of a paragraph, as clauses.
pub(super) struct Clauses<'t> {
    /// The body and what stands in it.
    pub(super) source: &'t Source<'t>,
    /// Words, names and marks in order.
    pub(super) tokens: &'t [Placed],
}

impl Clauses<'_> {
    /// The token at `at`.
    pub(super) fn token(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).map(|placed| placed.token)
    }

    /// The sort of the word at `at`.
    pub(super) fn sort(&self, at: usize) -> Option<Sort> {
        self.tokens.get(at).and_then(Placed::sort)
    }

    /// Whether the mark stands at `at`.
    pub(super) fn is(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|placed| placed.is(mark))
    }

    /// The word or name at `at`.
    pub(super) fn text(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .and_then(|placed| self.source.body.get(placed.start..placed.end))
            .unwrap_or("")
    }

    /// What a mention is.
    pub(super) fn kind(&self, mention: usize) -> Option<EntityKind> {
        self.source.mentions.get(mention).map(|one| one.kind)
    }

    /// The mention at `at` if it is of this kind.
    pub(super) fn mention(&self, at: usize, kind: EntityKind) -> Option<usize> {
        match self.token(at) {
            Some(Token::Mention(mention)) if self.kind(mention) == Some(kind) => Some(mention),
            _ => None,
        }
    }

    /// Whether a name at `at` hangs on a preposition ("of the Ministry", "with Dr. X").
    pub(super) fn hangs(&self, at: usize, lo: usize) -> bool {
        self.preposition(at, lo).is_some()
    }

    /// The preposition on which the name at `at` hangs.
    pub(super) fn preposition(&self, at: usize, lo: usize) -> Option<usize> {
        let mut before = at;
        for _ in 0..5 {
            before = before.checked_sub(1).filter(|before| *before >= lo)?;
            match self.token(before)? {
                Token::Word { sort: Sort::Preposition | Sort::To, .. } => return Some(before),
                Token::Word { sort: Sort::Definite, .. }
                | Token::Word { sort: Sort::Other, capital: true }
                | Token::Mark('.') => {}
                _ => return None,
            }
        }
        None
    }
}

/// Nouns whose author speaks in them.
pub(super) fn is_writing(noun: &str) -> bool {
    matches!(
        noun,
        "statement"
            | "letter"
            | "note"
            | "message"
            | "report"
            | "tweet"
            | "post"
            | "email"
            | "e-mail"
            | "memo"
            | "card"
            | "telegram"
            | "communiqué"
            | "ruling"
            | "speech"
            | "testimony"
            | "book"
            | "article"
            | "diary"
            | "petition"
            | "notice"
            | "release"
    )
}
