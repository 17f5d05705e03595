//! Tokens to a tree. The grammar is at the door; every repair leaves a note.

use super::lexer::{Kind, Token, tokens};
use super::published::read_days;
use super::tree::{Clause, Occur, Query};
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
        (left, right) => Query::Bag(vec![
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
            let Some(query) = self.atom() else { continue };
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
            Kind::Word(text) => self.word(token.at, Field::Text, text),
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
        let Some(Token { at, kind: Kind::Caret(weight) }) = self.peek().cloned() else {
            return query;
        };
        self.next += 1;
        match (query, weight) {
            (Some(query), Some(weight)) if weight.is_finite() && weight > 0.0 => {
                Some(if weight == 1.0 { query } else { Query::Boost(Box::new(query), weight) })
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
        if name == "published" {
            return self.published(at, value);
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
            return Some(Query::Word(Field::Text, name.to_owned()));
        };
        match value.map(|token| (token.at, token.kind)) {
            Some((at, Kind::Quoted(text))) => {
                self.next += 1;
                self.quoted(at, field, &text)
            }
            Some((at, Kind::Word(text))) => {
                self.next += 1;
                self.word(at, field, text)
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
                Some(moves) => slop = moves.min(1000),
                None => self.note(tilde, "~ takes a number, as in \"peace talks\"~3; left out"),
            }
        }
        if !text.chars().any(char::is_alphanumeric) {
            self.note(at, "nothing stands between these quotes; left out");
            return None;
        }
        let text = crate::article::one_line(text);
        if field.is_whole() {
            return Some(Query::Word(field, text));
        }
        Some(Query::Phrase(field, text, slop))
    }

    fn word(&mut self, at: usize, field: Field, text: String) -> Option<Query> {
        if let Some(Kind::Tilde(_)) = self.peek_kind() {
            self.next += 1;
            self.note(at, "~ after a word is not read yet; the word is searched as it stands");
        }
        if field.is_whole() {
            return Some(Query::Word(field, text));
        }
        if text == "*" {
            return Some(Query::All);
        }
        if is_later_operator(&text) {
            self.note(at, format!("`{text}` is not read yet; left out"));
            return None;
        }
        if text.starts_with('=') && text.len() > 1 {
            self.note(at, "= is not read yet; the word is searched in all its forms");
        }
        let stem = text.trim_end_matches('*');
        if !stem.chars().any(char::is_alphanumeric) {
            self.note(at, format!("`{text}` holds no letter or digit; left out"));
            return None;
        }
        if stem.contains('*') {
            self.note(at, "only a * at the end of a word is read; the others are left out");
        }
        let bare: String = stem.chars().filter(|&c| c != '*').collect();
        Some(if stem.len() < text.len() {
            Query::Prefix(field, bare)
        } else {
            Query::Word(field, bare)
        })
    }
}

/// Fields of the design that this version does not read.
const LATER_FIELDS: [&str; 5] = ["when", "who", "org", "said", "said-by"];

/// Whether a word is an operator of the design that this version does not
/// read: `NEAR/5`, `w/s`, `pre/3`, `atleast5`, `length>500`.
fn is_later_operator(text: &str) -> bool {
    let digits = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    let near = ["NEAR/", "near/", "w/", "W/", "pre/", "PRE/"].iter().any(|operator| {
        text.strip_prefix(operator).is_some_and(|rest| digits(rest) || rest == "s" || rest == "p")
    });
    let counted = text.strip_prefix("atleast").is_some_and(digits);
    let length = text.strip_prefix("length").and_then(|rest| rest.strip_prefix(['<', '>']));
    near || counted || length.is_some_and(digits)
}

/// A group after a field's name: its words are meant in that field, unless they name their own.
fn in_field(query: Query, field: Field) -> Query {
    let all = |parts: Vec<Query>| parts.into_iter().map(|part| in_field(part, field)).collect();
    match query {
        Query::Word(Field::Text, word) => Query::Word(field, word),
        Query::Phrase(Field::Text, words, slop) => Query::Phrase(field, words, slop),
        Query::Prefix(Field::Text, stem) => Query::Prefix(field, stem),
        Query::Bag(clauses) => Query::Bag(
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
