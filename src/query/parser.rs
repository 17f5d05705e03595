//! Tokens to a tree. The grammar is at the door; every repair leaves a note.

use super::lexer::{Kind, Token, tokens};
use super::near;
use super::operator::{MAX_DISTANCE, at_least, is_too_far, length, nexis_segment};
use super::published::read_days;
use super::tree::{Clause, Near, Occur, Query};
use super::value::{self, MAX_EDITS};
use crate::schema::Field;
use serde::Serialize;

/// Brackets nest so deep at most; deeper ones are left out. Far more than a
/// person writes, far less than a stack holds.
pub const MAX_DEPTH: usize = 64;

/// So many words and groups are read at most; a query is a question, not a corpus.
pub const MAX_CLAUSES: usize = 1024;

/// So many repairs are noted at most; nobody mends a query by the next ones.
const MAX_NOTES: usize = 100;

/// What was repaired, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The place, in characters of the query.
    pub at: usize,
    /// What was done, in lower case.
    pub message: String,
}

/// A query as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The tree.
    pub query: Query,
    /// Repairs and limits, in the order of the text.
    pub notes: Vec<Note>,
}

/// Reads a query. Nothing that a user types is an error.
///
/// ```
/// use dateline::query::parse;
/// let reading = parse("taliban AND (bounty OR \"night letters\" -kabul");
/// assert_eq!(reading.query.to_string(), "taliban AND (bounty OR (\"night letters\" -kabul))");
/// assert_eq!(reading.notes[0].message, "this bracket is never closed; it ends with the query");
/// ```
#[must_use]
pub fn parse(text: &str) -> Reading {
    let mut parser =
        Parser { tokens: tokens(text), next: 0, depth: 0, clauses: 0, notes: Vec::new() };
    let mut query = parser.or();
    // a bracket that nothing opened ended the query early: go on after it
    while let Some(token) = parser.peek().cloned() {
        if token.kind == Kind::Close {
            parser.next += 1;
            parser.note(token.at, "nothing opens this bracket; left out");
        }
        if parser.next < parser.tokens.len() {
            let rest = parser.or();
            query = join(query, rest);
        }
    }
    if parser.tokens.is_empty() {
        query = Query::All;
    } else if query == Query::Nothing && parser.notes.is_empty() {
        parser.note(0, "nothing to search for");
    }
    parser.notes.sort_by_key(|note| note.at);
    Reading { query: only_refusals(query, &mut parser.notes), notes: parser.notes }
}

/// Two parts that a stray bracket parted stand side by side.
fn join(left: Query, right: Query) -> Query {
    match (left, right) {
        (Query::Nothing, other) | (other, Query::Nothing) => other,
        (left, right) => with_conditions(vec![
            Clause { occur: Occur::Should, query: left },
            Clause { occur: Occur::Should, query: right },
        ]),
    }
}

/// A query that only refuses is read as "everything but".
fn only_refusals(query: Query, notes: &mut Vec<Note>) -> Query {
    let Query::Bag(mut clauses) = query else { return query };
    if clauses.iter().all(|clause| clause.occur == Occur::Not) {
        clauses.insert(0, Clause { occur: Occur::Must, query: Query::All });
        notes.push(Note {
            at: 0,
            message: "nothing is asked for, only refused; read as all but these".into(),
        });
    }
    Query::Bag(clauses)
}

/// Words wish, fields ask: `bagram source:reuters published:2019-12` are words
/// to rank by and two conditions. Several values of one field are alternatives.
/// A clause with a sign keeps its sign.
fn with_conditions(clauses: Vec<Clause>) -> Query {
    let mut words = Vec::new();
    let mut conditions: Vec<(&'static str, Vec<Query>)> = Vec::new();
    for clause in clauses {
        match clause.query.condition_on() {
            Some(name) if clause.occur == Occur::Should => {
                match conditions.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, values)) => values.push(clause.query),
                    None => conditions.push((name, vec![clause.query])),
                }
            }
            _ => words.push(clause),
        }
    }
    if conditions.is_empty() {
        return Query::bag(words);
    }
    let refuses_only = words.iter().all(|clause| clause.occur == Occur::Not);
    let mut parts = Vec::new();
    let mut refused = Vec::new();
    if refuses_only {
        refused = words;
    } else {
        parts.push(Query::bag(words));
    }
    for (_, mut values) in conditions {
        parts.push(if values.len() == 1 { values.remove(0) } else { Query::Or(values) });
    }
    if !refused.is_empty() {
        let needed = parts.into_iter().map(|query| Clause { occur: Occur::Must, query });
        return Query::Bag(needed.chain(refused).collect());
    }
    if parts.len() == 1 { parts.remove(0) } else { Query::And(parts) }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    clauses: usize,
    notes: Vec<Note>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn peek_kind(&self) -> Option<&Kind> {
        self.peek().map(|token| &token.kind)
    }

    fn note(&mut self, at: usize, message: impl Into<String>) {
        if self.notes.len() < MAX_NOTES {
            self.notes.push(Note { at, message: message.into() });
        }
    }

    fn or(&mut self) -> Query {
        self.chain(Self::and, &Kind::Or, Query::Or)
    }

    fn and(&mut self) -> Query {
        self.chain(Self::bag, &Kind::And, Query::And)
    }

    /// `part (operator part)*`; an operator without a part beside it is left out.
    fn chain(
        &mut self,
        part: fn(&mut Self) -> Query,
        operator: &Kind,
        build: fn(Vec<Query>) -> Query,
    ) -> Query {
        let mut parts = Vec::new();
        loop {
            let at = self.peek().or(self.tokens.last()).map_or(0, |token| token.at);
            let read = part(self);
            let ended = self.peek_kind() != Some(operator);
            match read {
                Query::Nothing if !parts.is_empty() || !ended => {
                    self.note(at, "an operator needs something on both sides; left out");
                }
                read => parts.push(read),
            }
            if ended {
                break;
            }
            self.next += 1;
        }
        match parts.len() {
            0 => Query::Nothing,
            1 => parts.remove(0),
            _ => build(parts),
        }
    }

    fn bag(&mut self) -> Query {
        let mut clauses = Vec::new();
        while let Some(token) = self.peek().cloned() {
            let occur = match token.kind {
                Kind::Close | Kind::And | Kind::Or => break,
                Kind::Plus => Occur::Must,
                Kind::Minus | Kind::Not => Occur::Not,
                _ => Occur::Should,
            };
            if occur != Occur::Should {
                self.next += 1;
                if matches!(self.peek_kind(), None | Some(Kind::Close | Kind::And | Kind::Or)) {
                    self.note(token.at, "nothing follows this operator; left out");
                    continue;
                }
            }
            let Some(query) = self.proximity() else { continue };
            self.clauses += 1;
            if self.clauses > MAX_CLAUSES {
                if self.clauses == MAX_CLAUSES + 1 {
                    let message = format!("only the first {MAX_CLAUSES} words and groups are read");
                    self.note(token.at, message);
                }
                continue;
            }
            clauses.push(Clause { occur, query });
        }
        with_conditions(clauses)
    }

    /// Operands with operators of proximity between them, from the left.
    fn proximity(&mut self) -> Option<Query> {
        let mut left = self.atom()?;
        while let Some((at, near, refused)) = self.near_operator() {
            let Some(right) = self.atom() else {
                self.note(at, "this operator needs something on both sides; left out");
                continue;
            };
            let mut notes = Vec::new();
            left = near::near(left, near, refused, right, &mut notes);
            notes.into_iter().for_each(|message| self.note(at, message));
            self.clauses += 1;
            if self.clauses > MAX_CLAUSES {
                break;
            }
        }
        Some(left)
    }

    /// Takes `NEAR/5`, `NOT w/5` or `same`, if it stands here between two operands.
    fn near_operator(&mut self) -> Option<(usize, Near, bool)> {
        let token = self.peek()?.clone();
        let refused = token.kind == Kind::Not;
        let place = self.next + usize::from(refused);
        let operand_follows = self.tokens.get(place + 1).is_some_and(|next| {
            !matches!(next.kind, Kind::Close | Kind::And | Kind::Or | Kind::Not | Kind::Near(..))
        });
        match &self.tokens.get(place)?.kind {
            Kind::Near(near, text) => {
                let (near, too_far) = (*near, is_too_far(text));
                self.next = place + 1;
                if too_far {
                    let message = format!("a distance is a number from 1 to {MAX_DISTANCE}");
                    self.note(self.tokens[place].at, message);
                }
                Some((token.at, near, refused))
            }
            Kind::Word(word) if word == "same" && !refused && operand_follows => {
                let before = self.tokens.get(self.next.checked_sub(1)?)?;
                if matches!(&before.kind, Kind::Word(word) if is_function_word(word)) {
                    return None;
                }
                self.next += 1;
                self.note(
                    token.at,
                    "`same` is read as w/p, in the same paragraph; write \"same\" for the word",
                );
                Some((token.at, Near::Paragraph, false))
            }
            _ => None,
        }
    }

    /// One word, phrase, field or group, with its weight; `None` where the
    /// token had to be left out.
    fn atom(&mut self) -> Option<Query> {
        let token = self.peek().cloned()?;
        self.next += 1;
        let query = match token.kind {
            Kind::Open => self.group(token.at),
            Kind::Field(name) => self.field(token.at, &name),
            Kind::Quoted(text) => self.quoted(token.at, Field::Text, &text),
            Kind::StrayQuote => {
                self.note(token.at, "this quote is never closed; its words are searched as words");
                None
            }
            Kind::Word(text) => self.word(token.at, Field::Text, &text),
            Kind::Annotation(term) => Some(Query::Annotation(term)),
            // NEAR earth objects
            Kind::Near(_, text) if text.bytes().all(|b| b.is_ascii_alphabetic()) => {
                Some(value::plain(Field::Text, text.to_lowercase()))
            }
            Kind::Near(_, text) => {
                self.note(token.at, format!("nothing stands before `{text}`; left out"));
                None
            }
            Kind::Tilde(_) | Kind::Caret(_) => {
                self.note(token.at, "nothing stands before this sign; left out");
                None
            }
            // a second sign: "+-word", "NOT -word"
            Kind::Plus | Kind::Minus | Kind::Not => {
                self.note(token.at, "one operator is enough; the second is left out");
                self.atom()
            }
            Kind::Close | Kind::And | Kind::Or => {
                self.next -= 1;
                None
            }
        };
        self.weighted(query)
    }

    fn weighted(&mut self, query: Option<Query>) -> Option<Query> {
        let Some(Token { at, kind: Kind::Caret(weight), .. }) = self.peek().cloned() else {
            return query;
        };
        self.next += 1;
        match (query, weight) {
            (Some(query), Some(weight)) if weight.is_finite() && weight > 0.0 => {
                Some(boost(query, weight))
            }
            (query, _) => {
                self.note(at, "^ takes a number above 0, as in bagram^2; left out");
                query
            }
        }
    }

    fn group(&mut self, at: usize) -> Option<Query> {
        if self.depth == MAX_DEPTH {
            self.note(at, format!("brackets nest at most {MAX_DEPTH} deep; this one is left out"));
            return None;
        }
        self.depth += 1;
        let query = self.or();
        self.depth -= 1;
        if self.peek_kind() == Some(&Kind::Close) {
            self.next += 1;
        } else {
            self.note(at, "this bracket is never closed; it ends with the query");
        }
        match query {
            Query::Nothing => {
                self.note(at, "nothing stands in this bracket; left out");
                None
            }
            query => Some(query),
        }
    }

    fn field(&mut self, at: usize, name: &str) -> Option<Query> {
        let value = self.peek().cloned();
        match name {
            "published" => return self.published(at, value),
            "length" | "wc" => return self.length(at, value),
            // Nexis: the headline or the lead
            "hlead" => {
                let query = self.field(at, "text")?;
                let headline = in_field(query.clone(), Field::Headline);
                let lead = in_field(query, Field::Lead);
                return Some(if headline == lead {
                    headline
                } else {
                    Query::Or(vec![headline, lead])
                });
            }
            _ => {}
        }
        if LATER_FIELDS.contains(&name) {
            if matches!(value, Some(Token { kind: Kind::Quoted(_) | Kind::Word(_), .. })) {
                self.next += 1;
            }
            self.note(at, format!("`{name}:` is not read yet; left out"));
            return None;
        }
        let Some(field) = Field::from_name(name) else {
            // "Re: budget", "10:30", "https:…": words
            self.note(at, format!("`{name}:` is no field; read as a word"));
            return Some(value::plain(Field::Text, name.to_owned()));
        };
        let glued = value.as_ref().is_some_and(|token| token.glued);
        match value.map(|token| (token.at, token.kind)) {
            Some((at, Kind::Quoted(text))) => {
                self.next += 1;
                self.quoted(at, field, &text)
            }
            Some((at, Kind::Word(text))) => {
                self.next += 1;
                self.word(at, field, &text)
            }
            // lead:w/5 and the like are no operators
            Some((at, Kind::Near(_, text))) if glued => {
                self.next += 1;
                self.quoted(at, field, &text)
            }
            Some((_, Kind::Annotation(term))) if field.is_stemmed() => {
                self.next += 1;
                Some(in_field(Query::Annotation(term), field))
            }
            Some((open, Kind::Open)) => {
                self.next += 1;
                let query = self.group(open)?;
                Some(in_field(query, field))
            }
            _ => {
                self.note(at, format!("nothing follows `{name}:`; left out"));
                None
            }
        }
    }

    /// `length:200..800`.
    fn length(&mut self, at: usize, value: Option<Token>) -> Option<Query> {
        let Some(Kind::Word(text) | Kind::Quoted(text)) = value.map(|token| token.kind) else {
            self.note(at, "nothing follows `length:`; left out");
            return None;
        };
        self.next += 1;
        let bounds = length(&text);
        if bounds.is_none() {
            self.note(
                at,
                format!(
                    "`{text}` is no number of words; write length>500 or length:200..800; left out"
                ),
            );
        }
        bounds.map(|(from, to)| Query::Length(from, to))
    }

    fn published(&mut self, at: usize, value: Option<Token>) -> Option<Query> {
        let text = match value.map(|token| token.kind) {
            Some(Kind::Quoted(text) | Kind::Word(text)) => {
                self.next += 1;
                text
            }
            _ => {
                self.note(at, "nothing follows `published:`; left out");
                return None;
            }
        };
        // 1930~ is a date with a tilde of its own
        if matches!(self.peek_kind(), Some(Kind::Tilde(None))) {
            self.next += 1;
        }
        let days = read_days(&text);
        if days.is_none() {
            self.note(
                at,
                format!(
                    "`{text}` is no date; write published:2019-12, published:1930s, \
                     published:2019-12-01..2020-02, published:<1950 or published:?; left out"
                ),
            );
        }
        days.map(Query::Published)
    }

    fn quoted(&mut self, at: usize, field: Field, text: &str) -> Option<Query> {
        let mut slop = 0;
        if let Some(Kind::Tilde(moves)) = self.peek_kind().cloned() {
            let tilde = self.peek().map_or(at, |token| token.at);
            self.next += 1;
            match moves {
                Some(moves) => slop = moves.min(MAX_DISTANCE),
                None => self.note(tilde, "~ takes a number, as in \"peace talks\"~3; left out"),
            }
        }
        let Some(text) = value::phrase_text(text) else {
            self.note(at, "nothing stands between these quotes; left out");
            return None;
        };
        Some(if field.is_whole() {
            Query::Word(field, text)
        } else {
            Query::Phrase(field, text, slop)
        })
    }

    fn word(&mut self, at: usize, field: Field, text: &str) -> Option<Query> {
        // ="Polish border"
        if text == "="
            && let Some(Token { kind: Kind::Quoted(quoted), glued: true, .. }) =
                self.peek().cloned()
        {
            self.next += 1;
            let (query, notes) = noted(|note| value::exactly(field, &quoted, note));
            notes.into_iter().for_each(|message| self.note(at, message));
            return query;
        }
        if let Some(Token { kind: Kind::Open, glued: true, at: open }) = self.peek().cloned()
            && field == Field::Text
        {
            if let Some(times) = at_least(text) {
                self.next += 1;
                return self.at_least(open, times);
            }
            if let Some(name) = nexis_segment(text) {
                return self.field(at, name);
            }
        }
        let fuzzy = self.fuzzy();
        if field.is_whole() {
            let value = value::phrase_text(text);
            if value.is_none() {
                self.note(at, format!("`{text}` holds no letter or digit; left out"));
            }
            return value.map(|value| Query::Word(field, value));
        }
        let (query, notes) = noted(|note| value::word(field, text, note));
        notes.into_iter().for_each(|message| self.note(at, message));
        match (query?, fuzzy) {
            (query, None) => Some(query),
            (Query::Word(field, word), Some(edits)) => Some(Query::Fuzzy(field, word, edits)),
            (query, Some(_)) => {
                self.note(at, "~ goes with a plain word, as in soleimani~1; left out");
                Some(query)
            }
        }
    }

    /// `~1` after a word.
    fn fuzzy(&mut self) -> Option<u8> {
        let Some(Token { at, kind: Kind::Tilde(edits), .. }) = self.peek().cloned() else {
            return None;
        };
        self.next += 1;
        match edits {
            None => self.note(at, "~ alone is read as ~1, one letter away"),
            Some(0) => {
                self.note(at, "~0 is the word itself; left out");
                return None;
            }
            Some(1..=MAX_EDITS) => {}
            Some(_) => {
                self.note(at, format!("words are compared up to ~{MAX_EDITS}, two letters away"))
            }
        }
        Some(edits.unwrap_or(1).min(MAX_EDITS) as u8)
    }

    /// The group after `atleast5`.
    fn at_least(&mut self, open: usize, times: u32) -> Option<Query> {
        let inner = self.group(open)?;
        let mut notes = Vec::new();
        let placed = near::place(inner.clone(), &mut notes);
        notes.into_iter().for_each(|message| self.note(open, message));
        if placed.is_none() {
            self.note(
                open,
                "only words, phrases and alternatives are counted; read as the group alone",
            );
        }
        Some(placed.map_or(inner, |query| Query::AtLeast(times, Box::new(query))))
    }
}

/// Calls `read` and gives what it read and what it noted.
fn noted<T>(read: impl FnOnce(&mut dyn FnMut(String)) -> T) -> (T, Vec<String>) {
    let mut notes = Vec::new();
    let value = read(&mut |note| notes.push(note));
    (value, notes)
}

/// The query with this weight; weights of weights are multiplied.
fn boost(query: Query, weight: f32) -> Query {
    let (inner, weight) = match query {
        Query::Boost(inner, before) => (*inner, before * weight),
        other => (other, weight),
    };
    let sensible = weight.is_finite() && weight > 0.0 && weight != 1.0;
    if sensible { Query::Boost(Box::new(inner), weight) } else { inner }
}

/// Words after which `same` is a word: "the same day".
fn is_function_word(word: &str) -> bool {
    const WORDS: [&str; 32] = [
        "the", "a", "an", "of", "at", "in", "on", "to", "is", "are", "was", "were", "be", "this",
        "that", "these", "those", "all", "much", "very", "one", "just", "with", "from", "for",
        "by", "about", "do", "does", "did", "not", "and",
    ];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Fields of the design that this version does not read.
const LATER_FIELDS: [&str; 5] = ["when", "who", "org", "said", "said-by"];

/// A group after a field's name: its words are meant in that field, unless they name their own.
fn in_field(query: Query, field: Field) -> Query {
    let all = |parts: Vec<Query>| parts.into_iter().map(|part| in_field(part, field)).collect();
    match query {
        Query::Word(Field::Text, word) => Query::Word(field, word),
        // a whole value has no words to vary
        Query::Wild(Field::Text, text) | Query::Fuzzy(Field::Text, text, _) if field.is_whole() => {
            Query::Word(field, text)
        }
        Query::Exact(Field::Text, text) | Query::Phrase(Field::Text, text, _)
            if field.is_whole() =>
        {
            Query::Word(field, text)
        }
        Query::Phrase(Field::Text, words, slop) => Query::Phrase(field, words, slop),
        Query::Wild(Field::Text, pattern) => Query::Wild(field, pattern),
        Query::Fuzzy(Field::Text, word, edits) => Query::Fuzzy(field, word, edits),
        Query::Exact(Field::Text, text) if field.is_stemmed() => Query::Exact(field, text),
        Query::Exact(Field::Text, text) => Query::Phrase(field, text, 0),
        Query::Near { left, near, refused, right } if field.is_stemmed() => Query::Near {
            left: Box::new(in_field(*left, field)),
            near,
            refused,
            right: Box::new(in_field(*right, field)),
        },
        Query::Near { left, refused, right, .. } => {
            near::apart(in_field(*left, field), refused, in_field(*right, field))
        }
        Query::AtLeast(_, inner) if !field.is_stemmed() => in_field(*inner, field),
        Query::AtLeast(times, inner) => Query::AtLeast(times, Box::new(in_field(*inner, field))),
        // values of one field side by side are alternatives
        Query::Bag(clauses) => with_conditions(
            clauses
                .into_iter()
                .map(|clause| Clause { query: in_field(clause.query, field), ..clause })
                .collect(),
        ),
        Query::And(parts) => Query::And(all(parts)),
        Query::Or(parts) => Query::Or(all(parts)),
        Query::Boost(inner, weight) => Query::Boost(Box::new(in_field(*inner, field)), weight),
        other => other,
    }
}
