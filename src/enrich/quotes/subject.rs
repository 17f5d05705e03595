//! Whom a clause makes the one who speaks.
//!
//! ```text
//! Lodewick, who led the inquiry, said        left of the verb, past an apposition
//! said its counsel, Cristián Vial Edwards    right of it, the name in the apposition
//! she picked it up and said                  the subject of the sentence
//! The leader of the party said               a role; who it is is for `roles` to say
//! ```
//!
//! Each look is bounded by the tokens that it is given, and those are a
//! sentence's, at most [`FAR`].

use super::clauses::{Clauses, is_writing};
use super::token::{Sort, Token};
use crate::enrich::EntityKind;

/// How many tokens a clause may have.
pub(super) const FAR: usize = 60;

/// Who is the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Somebody named: the place of the mention.
    Named(usize),
    /// he
    He,
    /// she
    She,
    /// "the mayor": the token of the noun.
    Role(usize),
    /// Somebody without a name.
    Nobody,
}

impl Clauses<'_> {
    /// The subject of the verb at `verb`, to its left and not before `lo`.
    pub(super) fn left(&self, verb: usize, lo: usize) -> Subject {
        let mut end = verb;
        while end > lo
            && matches!(self.sort(end - 1), Some(Sort::Adverb | Sort::Auxiliary | Sort::Not))
        {
            end -= 1;
        }
        if end == lo {
            return Subject::Nobody;
        }
        let at = end - 1;
        match self.token(at) {
            Some(Token::Word { sort: Sort::He, .. }) => Subject::He,
            Some(Token::Word { sort: Sort::She, .. }) => Subject::She,
            Some(Token::Word { sort: Sort::And, .. }) => self.of_sentence(lo, verb),
            Some(Token::Mark(',' | ')' | '—' | '–')) => self.before_apposition(at, lo, verb),
            Some(Token::Mention(_)) => self.named(at, lo),
            Some(Token::Word { .. }) => self.noun_phrase(at, lo, verb),
            _ => Subject::Nobody,
        }
    }

    /// The name at `at`, or what it hangs on.
    fn named(&self, at: usize, lo: usize) -> Subject {
        if let Some(preposition) = self.preposition(at, lo) {
            if preposition == lo {
                return Subject::Nobody;
            }
            let head = preposition - 1;
            // "A statement by the ministry said"
            if is_writing(self.text(head))
                && let Some(Token::Mention(mention)) = self.token(at)
                && matches!(self.kind(mention), Some(EntityKind::Person | EntityKind::Organisation))
            {
                return Subject::Named(mention);
            }
            return match self.token(head) {
                Some(Token::Mention(_)) => self.named(head, lo),
                Some(Token::Word { sort: Sort::Other, .. }) => self.role(head, lo),
                Some(Token::Mark(',' | ')')) => self.before_apposition(head, lo, at),
                Some(Token::Word { sort: Sort::Adverb, .. }) if head > lo => {
                    self.named(head - 1, lo)
                }
                _ => Subject::Nobody,
            };
        }
        let Some(Token::Mention(mention)) = self.token(at) else { return Subject::Nobody };
        match self.kind(mention) {
            Some(EntityKind::Person) => {
                // with several speakers the first one named
                if at >= lo + 2
                    && self.sort(at - 1) == Some(Sort::And)
                    && let Some(first) = self.mention(at - 2, EntityKind::Person)
                    && !self.hangs(at - 2, lo)
                {
                    return Subject::Named(first);
                }
                Subject::Named(mention)
            }
            Some(EntityKind::Organisation) => Subject::Named(mention),
            // "X and the leaders of Britain and China said"
            _ if at > lo && self.sort(at - 1) == Some(Sort::And) => self.of_sentence(lo, at),
            _ => Subject::Nobody,
        }
    }

    /// The person on whom the name at `at` hangs ("Okafor of Nigeria"), if it is
    /// one. Unlike `named` it looks at no apposition, so that looks don't nest.
    fn carrier(&self, mut at: usize, lo: usize) -> Option<usize> {
        while let Some(preposition) = self.preposition(at, lo) {
            at = preposition.checked_sub(1).filter(|head| *head >= lo)?;
        }
        self.mention(at, EntityKind::Person)
    }

    /// What stands before the apposition that the mark at `close` ends.
    fn before_apposition(&self, close: usize, lo: usize, verb: usize) -> Subject {
        // "Its chairman, Dr. X, said"
        if close > lo
            && let Some(mention) = self.mention(close - 1, EntityKind::Person)
            && !self.hangs(close - 1, lo)
        {
            return Subject::Named(mention);
        }
        let mut at = close;
        let mut role = None;
        while at > lo {
            at -= 1;
            if !matches!(self.token(at), Some(Token::Mark(',' | '(' | '—' | '–'))) || at == lo {
                continue;
            }
            let head = at - 1;
            match self.token(head) {
                Some(Token::Mention(mention)) if !self.hangs(head, lo) => {
                    if matches!(
                        self.kind(mention),
                        Some(EntityKind::Person | EntityKind::Organisation)
                    ) {
                        return Subject::Named(mention);
                    }
                }
                Some(Token::Mention(_)) => {
                    if let Some(mention) = self.carrier(head, lo) {
                        return Subject::Named(mention);
                    }
                }
                Some(Token::Word { sort: Sort::Other, .. }) if role.is_none() => {
                    if let found @ Subject::Role(_) = self.role(head, lo) {
                        role = Some(found);
                    }
                }
                _ => {}
            }
        }
        match self.of_sentence(lo, verb) {
            Subject::Nobody => role.unwrap_or(Subject::Nobody),
            found => found,
        }
    }

    /// The phrase that ends with the noun at `end`.
    fn noun_phrase(&self, end: usize, lo: usize, verb: usize) -> Subject {
        let mut head = end;
        let mut at = end + 1;
        let mut clause = false;
        while at > lo {
            at -= 1;
            match self.token(at) {
                Some(Token::Word { sort, .. }) => match sort {
                    Sort::Definite if clause => {}
                    Sort::Definite => {
                        // "in the room": the head stands before the preposition
                        if at > lo
                            && matches!(self.sort(at - 1), Some(Sort::Preposition | Sort::To))
                        {
                            continue;
                        }
                        return Subject::Role(head);
                    }
                    Sort::Indefinite if at > lo && self.sort(at - 1) == Some(Sort::Preposition) => {
                    }
                    Sort::Indefinite if !clause => return Subject::Nobody,
                    Sort::Preposition | Sort::To if at > lo => {
                        if let Some(Token::Mention(_)) = self.token(at - 1) {
                            return self.named(at - 1, lo);
                        }
                        head = at - 1;
                    }
                    Sort::Who if at > lo => {
                        clause = false;
                        head = at - 1;
                        if self.is(head, ',') && head > lo {
                            head -= 1;
                        }
                        if let Some(Token::Mention(_)) = self.token(head) {
                            return self.named(head, lo);
                        }
                        at = head + 1;
                    }
                    Sort::Auxiliary | Sort::Verb(_) => clause = true,
                    Sort::He => return Subject::He,
                    Sort::She => return Subject::She,
                    Sort::And => return self.of_sentence(lo, verb),
                    _ => {}
                },
                Some(Token::Possessive) => {
                    // "Lodewick's letter said"
                    if at > lo
                        && is_writing(self.text(head))
                        && let found @ Subject::Named(_) = self.named(at - 1, lo)
                    {
                        return found;
                    }
                    return Subject::Role(head);
                }
                Some(Token::Mark(',' | ';' | ':' | '(' | ')' | '—' | '–')) => {
                    return if clause { self.of_sentence(lo, verb) } else { Subject::Nobody };
                }
                Some(Token::Mention(mention))
                    if clause && self.kind(mention) == Some(EntityKind::Person) =>
                {
                    return self.named(at, lo);
                }
                _ => {}
            }
        }
        if clause { self.of_sentence(lo, verb) } else { Subject::Nobody }
    }

    /// A noun as a role, if an article or a possessor makes it a certain one.
    fn role(&self, head: usize, lo: usize) -> Subject {
        for at in (lo..head).rev().take(6) {
            match self.token(at) {
                Some(Token::Word { sort: Sort::Definite, .. } | Token::Possessive) => {
                    return Subject::Role(head);
                }
                Some(Token::Word { sort: Sort::Other | Sort::Adverb, .. } | Token::Mention(_)) => {}
                _ => return Subject::Nobody,
            }
        }
        Subject::Nobody
    }

    /// The subject of the sentence from `lo`, before `hi`: its first name that
    /// hangs on nothing, or its first pronoun or noun.
    pub(super) fn of_sentence(&self, lo: usize, hi: usize) -> Subject {
        let mut at = lo;
        while at < hi {
            match self.token(at) {
                Some(Token::Word { sort: Sort::He, .. }) => return Subject::He,
                Some(Token::Word { sort: Sort::She, .. }) => return Subject::She,
                Some(Token::Mention(mention)) => {
                    let owns = self.token(at + 1) == Some(Token::Possessive);
                    if !owns && !self.hangs(at, lo) {
                        match self.kind(mention) {
                            Some(EntityKind::Person) => return Subject::Named(mention),
                            Some(EntityKind::Organisation)
                                if matches!(
                                    self.sort(at + 1),
                                    Some(Sort::Verb(_) | Sort::Auxiliary | Sort::Adverb)
                                ) =>
                            {
                                return Subject::Named(mention);
                            }
                            _ => {}
                        }
                    }
                }
                Some(Token::Word { sort: Sort::Definite, .. }) if !self.hangs_directly(at, lo) => {
                    if let Some(subject) = self.noun_after(at, hi) {
                        return subject;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        Subject::Nobody
    }

    fn hangs_directly(&self, at: usize, lo: usize) -> bool {
        at > lo && matches!(self.sort(at - 1), Some(Sort::Preposition | Sort::To | Sort::While))
    }

    /// The noun of the phrase that the article at `at` begins; the name in its
    /// apposition if it has one.
    fn noun_after(&self, at: usize, hi: usize) -> Option<Subject> {
        let mut head = None;
        for next in at + 1..hi.min(at + 8) {
            match self.token(next)? {
                Token::Word { sort: Sort::Other, .. } => head = Some(next),
                Token::Word { sort: Sort::Preposition, .. } => {
                    // "the governor of Iwate, Yoko Sasaki, compared"
                    for far in next + 1..hi.min(next + 6) {
                        if self.is(far, ',') {
                            if let Some(name) = self.mention(far + 1, EntityKind::Person) {
                                return Some(Subject::Named(name));
                            }
                            break;
                        }
                    }
                    break;
                }
                Token::Mention(mention) => {
                    let owns = self.token(next + 1) == Some(Token::Possessive);
                    if self.kind(mention) == Some(EntityKind::Person) && !owns {
                        return Some(Subject::Named(mention));
                    }
                }
                Token::Possessive => {}
                Token::Mark(',') => {
                    if let Some(name) = self.named_from(next + 1, hi) {
                        return Some(Subject::Named(name));
                    }
                    break;
                }
                _ => break,
            }
        }
        head.map(Subject::Role)
    }

    /// The name at `at`, titles before it passed over.
    fn named_from(&self, at: usize, hi: usize) -> Option<usize> {
        for next in at..hi.min(at + 5) {
            match self.token(next)? {
                Token::Mention(mention) => {
                    return (self.kind(mention) == Some(EntityKind::Person)).then_some(mention);
                }
                Token::Word { capital: true, .. } | Token::Mark('.') => {}
                _ => return None,
            }
        }
        None
    }
}
