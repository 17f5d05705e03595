//! Who said a quotation, by the clause behind it, the clause before it, or the
//! quotation next to it.

use super::clauses::{Clauses, is_writing};
use super::marks::Span;
use super::people::People;
use super::roles::Roles;
use super::subject::{FAR, Subject};
use super::token::{self, Placed, Sort, Source, Token};
use super::verb::Verb;
use crate::enrich::EntityKind;
use crate::enrich::entities::Gender;
use std::ops::Range;

/// Who said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// An entity, by number.
    Entity(u32),
    /// Somebody whom the text does not name.
    Nobody,
}

impl Who {
    /// The entity, if it is one.
    pub(super) fn entity(self) -> Option<u32> {
        match self {
            Self::Entity(entity) => Some(entity),
            Self::Nobody => None,
        }
    }
}

/// Where the quotations stand among the tokens.
pub(super) fn places(tokens: &[Placed], quotes: usize) -> Vec<Option<usize>> {
    let mut places = vec![None; quotes];
    for (at, placed) in tokens.iter().enumerate() {
        if let Token::Quote(nth) = placed.token
            && let Some(place) = places.get_mut(nth)
        {
            *place = Some(at);
        }
    }
    places
}

/// Whether it is somebody's whole sentence, by its capital and its end.
pub(super) fn is_utterance(body: &str, span: &Span) -> bool {
    let inner = body[span.inner..span.inner_end].trim();
    inner.starts_with(|c: char| c.is_uppercase() || matches!(c, '…' | '.' | '‘' | '\''))
        && (span.goes_on || inner.ends_with(['.', '?', '!', ',', '—', '…', '’', '-', '–']))
}

/// The speaker whom a clause beside the quotation names.
pub(super) fn direct(
    clauses: &Clauses<'_>,
    place: Option<usize>,
    span: &Span,
    roles: &Roles,
    people: &People<'_>,
) -> Option<Who> {
    let place = place?;
    let body = clauses.source.body;
    let inner = body[span.inner..span.inner_end].trim();
    let words = inner.split_whitespace().take(3).count();
    let last = inner.chars().next_back().unwrap_or(' ');
    let goes_on = matches!(last, ',' | '?' | '!' | '—' | '–' | '…' | '-')
        || clauses.is(place + 1, ',') && last != '.';
    let found = if goes_on {
        after(clauses, place, last).or_else(|| before(clauses, place))
    } else if last == '.' {
        before(clauses, place)
            .or_else(|| clauses.is(place + 1, '—').then(|| after(clauses, place, last)).flatten())
    } else {
        before(clauses, place).or_else(|| after(clauses, place, last))
    };
    let subject = found?;
    let introduced =
        clauses.is(place.wrapping_sub(1), ':') || clauses.is(place.wrapping_sub(1), ',');
    if !goes_on && !introduced && (words < 3 && !is_utterance(body, span) || is_title(inner)) {
        return None;
    }
    Some(resolve(clauses, subject, span.start, roles, people))
}

/// Whether all its longer words have capitals, as a title's have.
fn is_title(inner: &str) -> bool {
    !inner.ends_with(['.', '?', '!', ','])
        && inner
            .split_whitespace()
            .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3)
            .all(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
}

/// Who a subject is.
fn resolve(
    clauses: &Clauses<'_>,
    subject: Subject,
    at: usize,
    roles: &Roles,
    people: &People<'_>,
) -> Who {
    let paragraph = clauses.tokens.first().map_or(0, |first| first.start);
    let found = match subject {
        Subject::Named(mention) => clauses.source.mentions.get(mention).map(|one| one.entity),
        Subject::He => people.meant(Gender::Male, paragraph, at),
        Subject::She => people.meant(Gender::Female, paragraph, at),
        Subject::Role(noun) => {
            let word = clauses.text(noun);
            match word {
                // whoever "the man" is, it need not be the one named last
                "man" | "boy" | "woman" | "girl" | "people" | "person" => None,
                // the report speaks for whoever wrote it, and that was not said
                _ if is_writing(word) => None,
                _ => {
                    let kind = noun
                        .checked_sub(1)
                        .filter(|before| matches!(clauses.sort(*before), Some(Sort::Other)));
                    roles.who(kind.map(|kind| clauses.text(kind)), word, at)
                }
            }
        }
        Subject::Nobody => None,
    };
    found.map_or(Who::Nobody, Who::Entity)
}

/// The subject of the clause behind a quotation that ends with `last`.
fn after(clauses: &Clauses<'_>, place: usize, last: char) -> Option<Subject> {
    let mut lo = place + 1;
    let first = clauses.tokens.get(lo)?;
    let parted = new_sentence_between(clauses, place, lo);
    if parted && !matches!(last, '?' | '!' | '…' | '—' | '–' | '-') && !first.is('—') {
        return None;
    }
    let sentence = first.sentence;
    let hi = (lo..clauses.tokens.len().min(lo + FAR))
        .find(|at| {
            clauses.tokens[*at].sentence != sentence
                || matches!(clauses.tokens[*at].token, Token::Quote(_) | Token::Mark(';' | ':'))
        })
        .unwrap_or(clauses.tokens.len().min(lo + FAR));
    let had_comma = matches!(last, ',' | '?' | '!' | '—' | '–' | '…') || clauses.is(lo, ',');
    while lo < hi && matches!(clauses.token(lo), Some(Token::Mark(',' | '—' | '–' | '-'))) {
        lo += 1;
    }
    // “…” — Ada Cole
    if lo > place + 1
        && !clauses.is(lo - 1, ',')
        && lo + 1 == clauses.tokens.len()
        && let Some(mention) = clauses.mention(lo, EntityKind::Person)
    {
        return Some(Subject::Named(mention));
    }
    // « … », a déclaré Ada Cole
    if matches!(clauses.text(lo), "a" | "ha" | "hat" | "avait" | "había")
        && matches!(clauses.sort(lo + 1), Some(Sort::Verb(Verb::Saying)))
    {
        return Some(clauses.right(lo + 2, hi));
    }
    match clauses.token(lo)? {
        Token::Word { sort: Sort::Verb(Verb::Saying), .. } => {
            return Some(clauses.right(lo + 1, hi));
        }
        Token::Word { .. } if is_according(clauses, lo) => {
            return Some(clauses.right(lo + 2, hi));
        }
        Token::Word { sort: Sort::And | Sort::Preposition | Sort::Who | Sort::To, .. } => {
            return None;
        }
        Token::Word { sort: Sort::While, .. } => {
            // "…," as Smith put it
            return clauses.mention(lo + 1, EntityKind::Person).map(Subject::Named);
        }
        _ => {}
    }
    let reach = match clauses.sort(lo) {
        Some(Sort::He | Sort::She) => 5,
        _ if parted && !clauses.is(lo + 1, ',') => 6,
        _ if !had_comma => 6,
        _ => 40,
    };
    let verb = (lo + 1..hi.min(lo + reach)).find(|at| {
        matches!(clauses.sort(*at), Some(Sort::Verb(_))) && is_finite(clauses, *at, lo)
    })?;
    // "“…,” the minister called it": behind a quotation these say it too
    let subject = clauses.left(verb, lo);
    // a sentence of its own must be about whoever it begins with
    if parted
        && matches!(clauses.token(lo), Some(Token::Mention(first)) if subject != Subject::Named(first))
    {
        return None;
    }
    Some(subject)
}

/// Whether a new sentence begins between the quotation at `place` and the token at `next`.
fn new_sentence_between(clauses: &Clauses<'_>, place: usize, next: usize) -> bool {
    let (Some(quote), Some(next)) = (clauses.tokens.get(place), clauses.tokens.get(next)) else {
        return false;
    };
    let sentences = clauses.source.sentences;
    let start = sentences.get(next.sentence).map_or(0, |one| one.start as usize);
    start + 1 >= quote.end
}

fn is_according(clauses: &Clauses<'_>, at: usize) -> bool {
    let word = clauses.text(at);
    (word.eq_ignore_ascii_case("according") && clauses.sort(at + 1) == Some(Sort::To))
        || word.eq_ignore_ascii_case("words") && clauses.text(at + 1) == "of"
}

/// Whether the verb at `at` has a subject of its own: not "to say", not "was told".
fn is_finite(clauses: &Clauses<'_>, at: usize, lo: usize) -> bool {
    // "as he put it"
    if matches!(clauses.text(at), "put" | "puts") && clauses.text(at + 1) != "it" {
        return false;
    }
    let Some(before) = at.checked_sub(1).filter(|before| *before >= lo) else { return true };
    match clauses.sort(before) {
        Some(Sort::To | Sort::Definite | Sort::Indefinite | Sort::Preposition) => false,
        Some(Sort::Auxiliary) => {
            let passive = matches!(
                clauses.text(before),
                "was" | "were" | "is" | "are" | "be" | "been" | "being"
            );
            !passive || clauses.text(at).ends_with("ing")
        }
        _ => true,
    }
}

/// The subject of the clause before a quotation.
fn before(clauses: &Clauses<'_>, place: usize) -> Option<Subject> {
    let sentence = clauses.tokens.get(place)?.sentence;
    let mut lo = place;
    while lo > 0
        && place - lo < FAR
        && clauses.tokens[lo - 1].sentence == sentence
        && !matches!(clauses.tokens[lo - 1].token, Token::Quote(_))
    {
        lo -= 1;
    }
    if lo == place {
        return None;
    }
    let colon = clauses.is(place - 1, ':');
    for at in (lo..place).rev() {
        if clauses.is(at, ';') {
            break;
        }
        if is_according(clauses, at) {
            return Some(clauses.right(at + 2, place));
        }
        let Some(Sort::Verb(verb)) = clauses.sort(at) else { continue };
        if !is_finite(clauses, at, lo) {
            // "was described by Smith as"
            if clauses.text(at + 1) == "by" {
                return Some(clauses.right(at + 2, place));
            }
            continue;
        }
        // "said in a statement posted on Monday that"
        if at > lo
            && is_writing(clauses.text(at - 1))
            && (lo..at).any(|left| matches!(clauses.sort(left), Some(Sort::Verb(Verb::Saying))))
        {
            continue;
        }
        if verb == Verb::Judging && place - at > 14 {
            continue;
        }
        // "where, said its scientist X, “…”"
        if clauses.is(place - 1, ',')
            && (at == lo || clauses.is(at - 1, ','))
            && let found @ Subject::Named(_) = clauses.right(at + 1, place - 1)
            && (at + 1..place).any(|one| clauses.mention(one, EntityKind::Person).is_some())
        {
            return Some(found);
        }
        let participle = clauses.text(at).ends_with("ing");
        // "The paper quoted Smith as saying"
        if participle
            && at > lo + 1
            && clauses.text(at - 1) == "as"
            && let Some(mention) = clauses.mention(at - 2, EntityKind::Person)
            && clauses.text(at.saturating_sub(3)) != "by"
        {
            return Some(Subject::Named(mention));
        }
        let subject = if participle { clauses.of_sentence(lo, at) } else { clauses.left(at, lo) };
        return Some(subject);
    }
    colon.then(|| clauses.of_sentence(lo, place))
}

/// The speaker of the quotation before, where this one goes on with it.
pub(super) fn from_before(
    clauses: &Clauses<'_>,
    place: Option<usize>,
    span: &Span,
    before: Option<Who>,
    people: &People<'_>,
) -> Option<Who> {
    let (place, who) = (place?, before?);
    let from = (0..place).rev().find(|at| matches!(clauses.token(*at), Some(Token::Quote(_))))?;
    let between = &clauses.tokens[from + 1..place];
    let own_sentence = new_sentence_between(clauses, from, place);
    let body = clauses.source.body;
    let inner = body[span.inner..span.inner_end].trim();
    if !own_sentence {
        let short = inner.split_whitespace().take(3).count() < 3;
        return (!short && !is_title(inner)).then_some(who);
    }
    if !is_utterance(body, span) {
        return None;
    }
    // nobody else steps in
    let others = between.iter().any(|placed| match placed.token {
        Token::Mention(mention) => clauses
            .source
            .mentions
            .get(mention)
            .is_some_and(|one| people.is_person(one.entity) && Who::Entity(one.entity) != who),
        _ => false,
    });
    let far = between.len() > FAR;
    (!others && !far).then_some(who)
}

/// The speaker of the sentence before, if that tells what somebody said:
/// "Snaider said that he expects more. “It is a chance.”"
pub(super) fn from_telling(
    clauses: &Clauses<'_>,
    place: Option<usize>,
    span: &Span,
    roles: &Roles,
    people: &People<'_>,
) -> Option<Who> {
    let end = place?;
    let sentence = clauses.tokens.get(end.checked_sub(1)?)?.sentence;
    if !is_utterance(clauses.source.body, span) || !new_sentence_between(clauses, end - 1, end) {
        return None;
    }
    let mut lo = end;
    while lo > 0
        && end - lo < FAR
        && clauses.tokens[lo - 1].sentence == sentence
        && !matches!(clauses.tokens[lo - 1].token, Token::Quote(_))
    {
        lo -= 1;
    }
    let verb = (lo..end).find(|at| {
        clauses.sort(*at) == Some(Sort::Verb(Verb::Saying)) && is_finite(clauses, *at, lo)
    })?;
    let subject = clauses.left(verb, lo);
    match resolve(clauses, subject, span.start, roles, people) {
        Who::Nobody => None,
        who => Some(who),
    }
}

/// Whether a quotation stands at the beginning of a sentence.
pub(super) fn begins_sentence(clauses: &Clauses<'_>, place: Option<usize>) -> bool {
    let Some(place) = place else { return false };
    place == 0
        || matches!(clauses.token(place - 1), Some(Token::Quote(_)))
        || new_sentence_between(clauses, place - 1, place)
}

/// Whether no person is named between two quotations.
pub(super) fn nobody_between(
    clauses: &Clauses<'_>,
    from: Option<usize>,
    to: Option<usize>,
) -> bool {
    let (Some(from), Some(to)) = (from, to) else { return false };
    to > from
        && to - from < FAR
        && !(from + 1..to).any(|at| clauses.mention(at, EntityKind::Person).is_some())
}

/// The subject of the last sentence of a paragraph that ends with a colon.
pub(super) fn of_colon(
    source: &Source<'_>,
    paragraph: Range<usize>,
    roles: &Roles,
    people: &People<'_>,
) -> Option<Who> {
    let last = source.sentences.partition_point(|one| (one.start as usize) < paragraph.end);
    let start = source.sentences.get(last.checked_sub(1)?)?.start as usize;
    let tokens = token::of(source, start.max(paragraph.start)..paragraph.end, &[]);
    let clauses = Clauses { source, tokens: &tokens };
    let end = tokens.len().min(FAR);
    let subject = clauses.of_sentence(0, end);
    match resolve(&clauses, subject, paragraph.end, roles, people) {
        Who::Nobody => None,
        who => Some(who),
    }
}
