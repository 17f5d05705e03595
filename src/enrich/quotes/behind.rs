//! Whom a clause names behind its verb: "said its counsel, Cristián Vial
//! Edwards", "according to the mayor".

use super::clauses::Clauses;
use super::subject::Subject;
use super::token::{Sort, Token};
use crate::enrich::EntityKind;

impl Clauses<'_> {
    /// Whoever is named from `at` on, behind a verb or "according to", before `hi`.
    pub(super) fn right(&self, at: usize, hi: usize) -> Subject {
        let mut at = at;
        while at < hi && self.sort(at) == Some(Sort::Adverb) {
            at += 1;
        }
        match self.sort(at) {
            Some(Sort::He) => return Subject::He,
            Some(Sort::She) => return Subject::She,
            _ => {}
        }
        let mut head: Option<usize> = None;
        let mut body: Option<usize> = None;
        let mut indefinite = false;
        let mut comma = false;
        for next in at..hi.min(at + 24) {
            match self.token(next) {
                Some(Token::Mention(mention)) => {
                    let owns = self.token(next + 1) == Some(Token::Possessive);
                    match self.kind(mention) {
                        Some(EntityKind::Person) if !owns => {
                            // "said a friend of Smith" is not Smith
                            if head.is_some() && self.hangs(next, at) && !comma {
                                continue;
                            }
                            if comma && head.is_none() && body.is_none() && !indefinite {
                                return Subject::Nobody;
                            }
                            return Subject::Named(mention);
                        }
                        Some(EntityKind::Organisation)
                            if !owns && head.is_none() && !comma && !self.hangs(next, at) =>
                        {
                            body = Some(mention);
                        }
                        _ => {}
                    }
                }
                Some(Token::Word { sort, .. }) => match sort {
                    Sort::Other => {
                        if body.is_some() && !comma {
                            // "said EPA administrator X"
                            body = None;
                        }
                        if !comma && !self.hangs_on(next, at) {
                            head = Some(next);
                        }
                    }
                    Sort::Indefinite if head.is_none() => indefinite = true,
                    Sort::Who | Sort::While | Sort::Verb(_) | Sort::Auxiliary => break,
                    Sort::And if head.is_none() && body.is_none() => break,
                    Sort::Preposition if body.is_some() => break,
                    // "said one of the officials, Jane Smith"
                    Sort::Preposition if head.is_none() && !indefinite => break,
                    _ => {}
                },
                Some(Token::Mark(',')) => {
                    if comma || body.is_some() && head.is_none() {
                        break;
                    }
                    comma = true;
                }
                Some(Token::Mark('.')) | Some(Token::Possessive) => {}
                _ => break,
            }
        }
        if let Some(body) = body {
            return Subject::Named(body);
        }
        match head {
            Some(head) if !indefinite => Subject::Role(head),
            _ => Subject::Nobody,
        }
    }

    fn hangs_on(&self, at: usize, lo: usize) -> bool {
        (lo..at).rev().take(4).any(|before| self.sort(before) == Some(Sort::Preposition))
    }
}
