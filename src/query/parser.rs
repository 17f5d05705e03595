//! Tokens to a tree. The grammar is at the door; every repair leaves a note.

use super::condition::{only_refusals, side_by_side, with_conditions};
use super::depth;
use super::lexer::{Kind, Token, tokens};
use super::near;
use super::operator::{MAX_DISTANCE, at_least, is_too_far, nexis_segment};
use super::tree::{Clause, Near, Occur, Query};
use super::value::{self, MAX_EDITS};
use crate::article::Day;
use crate::schema::Field;
use serde::Serialize;

/// Brackets nest so deep at most; deeper ones are left out. Far more than a
/// person writes, far less than a stack holds.
pub const MAX_DEPTH: usize = 64;

/// So many words are read at most, those of phrases included; a query is a question, not a corpus.
pub const MAX_CLAUSES: usize = 1024;

/// So many operators of proximity are read in a row; a sentence has no more words.
const MAX_ROW: usize = 16;

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
    parse_on(text, None)
}

/// Reads a query as it is meant on a day: `published:yesterday` is the day before
/// it. Without a day, such a date is none.
///
/// ```
/// use dateline::{article::Day, query::parse_on};
/// let query = parse_on("published:\"last month\"", Day::from_ymd(2020, 3, 31)).query;
/// assert_eq!(query.to_string(), "published:2020-02-01..2020-02-29");
/// ```
#[must_use]
pub fn parse_on(text: &str, today: Option<Day>) -> Reading {
    let mut parser = Parser::new(tokens(text));
    parser.today = today;
    let mut parts = vec![parser.or()];
    // a bracket that nothing opened ended the query early: go on after it
    while let Some(token) = parser.peek().cloned() {
        if token.kind == Kind::Close {
            parser.next += 1;
            parser.note(token.at, "nothing opens this bracket; left out");
        }
        if parser.next < parser.tokens.len() {
            parts.push(parser.or());
        }
    }
    let mut query = side_by_side(parts);
    if parser.tokens.is_empty() {
        query = Query::All;
    } else if query == Query::Nothing && parser.notes.is_empty() {
        parser.note(0, "nothing to search for");
    }
    let (query, cut) = depth::at_most(query, MAX_DEPTH);
    if cut {
        parser.note(0, format!("groups nest at most {MAX_DEPTH} deep; deeper ones are left out"));
    }
    let query = only_refusals(query, &mut parser.notes);
    parser.notes.sort_by_key(|note| note.at);
    Reading { query, notes: parser.notes }
}

pub(super) struct Parser {
    tokens: Vec<Token>,
    pub(super) next: usize,
    depth: usize,
    words: usize,
    /// Whether there were more words than are read: what is repaired from then on is no news.
    full: bool,
    /// Whether the words are read for `hlead:`.
    pub(super) in_hlead: bool,
    /// The day on which the query is meant.
    pub(super) today: Option<Day>,
    notes: Vec<Note>,
}

impl Parser {
    fn new(tokens: Vec<Token>) -> Self {
        let notes = Vec::new();
        let (in_hlead, today) = (false, None);
        Self { tokens, next: 0, depth: 0, words: 0, full: false, in_hlead, today, notes }
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    pub(super) fn peek_kind(&self) -> Option<&Kind> {
        self.peek().map(|token| &token.kind)
    }

    pub(super) fn note(&mut self, at: usize, message: impl Into<String>) {
        if self.notes.len() < MAX_NOTES && !self.full {
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
            if let Some(query) = self.proximity() {
                clauses.push(Clause { occur, query });
            }
        }
        with_conditions(clauses)
    }

    /// Operands with operators of proximity between them, from the left.
    fn proximity(&mut self) -> Option<Query> {
        let mut left = self.atom()?;
        let mut row = 0;
        while let Some((at, near, refused)) = self.near_operator() {
            let Some(right) = self.atom() else {
                self.note(at, "this operator needs something on both sides; left out");
                continue;
            };
            row += 1;
            if row > MAX_ROW {
                self.note(at, format!("only {MAX_ROW} of these are read in a row; read as AND"));
                left = near::apart(left, refused, right);
                continue;
            }
            let (words, room) = (left.words() + right.words(), self.room());
            let mut notes = Vec::new();
            left = near::near(left, near, refused, right, room, &mut notes);
            notes.into_iter().for_each(|message| self.note(at, message));
            self.words += left.words() - words;
        }
        Some(left)
    }

    /// How many words were counted so far.
    pub(super) fn counted_words(&self) -> usize {
        self.words
    }

    /// How many words more are read.
    fn room(&self) -> usize {
        MAX_CLAUSES - self.words.min(MAX_CLAUSES)
    }

    /// Counts words, if there is room for them.
    pub(super) fn has_room(&mut self, words: usize) -> bool {
        let fits = words <= self.room();
        if fits {
            self.words += words;
        }
        fits
    }

    /// Takes `NEAR/5`, `NOT w/5` or `same`, if it stands here between two operands.
    fn near_operator(&mut self) -> Option<(usize, Near, bool)> {
        let token = self.peek()?.clone();
        let operator_follows =
            || self.tokens.get(self.next + 1).is_some_and(|t| matches!(t.kind, Kind::Near(..)));
        // Nexis and dtSearch: not w/5
        let refused = match &token.kind {
            Kind::Not => true,
            Kind::Word(word) => word == "not" && operator_follows(),
            _ => false,
        };
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
        let before = self.words;
        self.no_second_sign();
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
            Kind::Annotation(term) => Some(Query::Annotation(vec![term])),
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
            Kind::Plus | Kind::Minus | Kind::Not | Kind::Close | Kind::And | Kind::Or => {
                self.next -= 1;
                None
            }
        };
        // a group has counted what stands in it
        let query = if self.words > before {
            query
        } else {
            query.and_then(|query| self.counted(token.at, query))
        };
        self.weighted(query)
    }

    /// Passes over a second sign: `+-word`, `NOT -word`.
    fn no_second_sign(&mut self) {
        while let Some(Kind::Plus | Kind::Minus | Kind::Not) = self.peek_kind() {
            let at = self.peek().map_or(0, |token| token.at);
            self.note(at, "one operator is enough; the second is left out");
            self.next += 1;
        }
    }

    /// Counts the words of a leaf; of those that are too many, the first are kept.
    fn counted(&mut self, at: usize, leaf: Query) -> Option<Query> {
        let words = leaf.words();
        if self.has_room(words) {
            return Some(leaf);
        }
        self.note(at, format!("only the first {MAX_CLAUSES} words are read"));
        self.full = true;
        let room = self.room();
        self.words += room;
        value::cut(leaf, room)
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

    /// What stands in a bracket, which was taken.
    pub(super) fn group(&mut self, at: usize) -> Option<Query> {
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

    pub(super) fn quoted(&mut self, at: usize, field: Field, text: &str) -> Option<Query> {
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

    pub(super) fn word(&mut self, at: usize, field: Field, text: &str) -> Option<Query> {
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
            && field.is_stemmed()
        {
            if let Some(times) = at_least(text) {
                self.next += 1;
                let query = self.at_least(open, times)?;
                return Some(self.in_field(open, query, field));
            }
            if field == Field::Text
                && let Some(name) = nexis_segment(text)
            {
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
        let query = near::counted(times, inner, &mut notes);
        notes.into_iter().for_each(|message| self.note(open, message));
        Some(query)
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
