//! What follows a field's name.

use super::lexer::{Kind, Token};
use super::named::{Named, NamedBy, in_names, in_quotation};
use super::operator::length;
use super::parser::Parser;
use super::published::{in_dates, read_days, two_days};
use super::tree::Query;
use super::value;
use super::when::{named, spoken_of};
use super::within::in_field;
use crate::schema::Field;

impl Parser {
    /// The value of the field `name`, whose token was taken; `None` where it had to be left out.
    pub(super) fn field(&mut self, at: usize, name: &str) -> Option<Query> {
        let value = self.peek().cloned();
        match name {
            "published" => return self.published(at, value),
            "when" => return self.when(at, value),
            "length" | "wc" => return self.length(at, value),
            "hlead" => return self.headline_or_lead(at),
            "said" => return self.field(at, "text").map(in_quotation),
            _ => {}
        }
        if let Some(by) = NamedBy::from_field(name) {
            return self.named(at, by, value);
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
                Some(Query::Annotation(vec![term]))
            }
            Some((open, Kind::Open)) => {
                self.next += 1;
                let query = self.group(open)?;
                Some(self.in_field(open, query, field))
            }
            _ => {
                self.note(at, format!("nothing follows `{name}:`; left out"));
                None
            }
        }
    }

    /// `who:"qassem soleimani"`, `org:(nato OR "world bank")`.
    fn named(&mut self, at: usize, by: NamedBy, value: Option<Token>) -> Option<Query> {
        let name = by.field();
        match value.map(|token| (token.at, token.kind)) {
            Some((at, Kind::Quoted(text) | Kind::Word(text))) => {
                self.next += 1;
                if !text.chars().any(char::is_alphanumeric) {
                    self.note(at, format!("`{text}` is no name; left out"));
                    return None;
                }
                if !self.has_room(1) {
                    self.note(at, "too many words; left out");
                    return None;
                }
                Some(Query::Named(Named::new(by, &text)))
            }
            Some((open, Kind::Open)) => {
                self.next += 1;
                self.group(open).map(|query| in_names(query, by))
            }
            _ => {
                self.note(at, format!("nothing follows `{name}:`; left out"));
                None
            }
        }
    }

    /// Nexis: `hlead(moon)`, the headline or the lead.
    fn headline_or_lead(&mut self, at: usize) -> Option<Query> {
        if self.in_hlead {
            // one within another asks for no more, and would double what is doubled already
            return self.field(at, "text");
        }
        let before = self.counted_words();
        self.in_hlead = true;
        let query = self.field(at, "text");
        self.in_hlead = false;
        let query = query?;
        let more = (2 * query.words()).saturating_sub(self.counted_words() - before);
        let headline = self.in_field(at, query.clone(), Field::Headline);
        let lead = self.in_field(at, query, Field::Lead);
        if headline == lead {
            return Some(headline);
        }
        if !self.has_room(more) {
            self.note(at, "too many words to look for them twice; read as `headline:`");
            return Some(headline);
        }
        Some(Query::Or(vec![headline, lead]))
    }

    /// The query with its words in `field`.
    pub(super) fn in_field(&mut self, at: usize, query: Query, field: Field) -> Query {
        let mut notes = Vec::new();
        let query = in_field(query, field, &mut notes);
        notes.dedup();
        notes.into_iter().for_each(|message| self.note(at, message));
        query
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

    /// `when:2019-12`.
    fn when(&mut self, at: usize, value: Option<Token>) -> Option<Query> {
        if let Some(Kind::Quoted(text) | Kind::Word(text)) = value.as_ref().map(|token| &token.kind)
            && let Some(spoken) = named(text)
        {
            self.next += 1;
            return Some(Query::When(spoken));
        }
        self.days(at, value, "when").map(spoken_of)
    }

    fn published(&mut self, at: usize, value: Option<Token>) -> Option<Query> {
        self.days(at, value, "published")
    }

    /// Days after the name of a field, read as days of publication.
    fn days(&mut self, at: usize, value: Option<Token>, name: &str) -> Option<Query> {
        // what a text speaks of is seen from its own day
        let today = self.today.filter(|_| name == "published");
        let text = match value.map(|token| token.kind) {
            Some(Kind::Quoted(text) | Kind::Word(text)) => {
                self.next += 1;
                // >"last month"
                match self.peek().cloned() {
                    Some(Token { kind: Kind::Quoted(date), glued: true, .. })
                        if matches!(text.as_str(), "<" | ">" | "<=" | ">=") =>
                    {
                        self.next += 1;
                        text + &date
                    }
                    _ => text,
                }
            }
            Some(Kind::Open) => {
                self.next += 1;
                let group = self.group(at)?;
                let mut refused = Vec::new();
                let days = in_dates(group, today, &mut refused);
                refused.into_iter().for_each(|text| self.note(at, no_date(name, &text)));
                return days;
            }
            _ => {
                self.note(at, format!("nothing follows `{name}:`; left out"));
                return None;
            }
        };
        // 1930~ is a date with a tilde of its own
        if matches!(self.peek_kind(), Some(Kind::Tilde(None))) {
            self.next += 1;
        }
        let days = read_days(&text, today);
        if days.is_none() {
            self.note(at, no_date(name, &text));
        } else if let Some((one, other)) = two_days(&text) {
            let message = format!(
                "`{text}` is {one} or {other}; read as all days that either makes; write the year first"
            );
            self.note(at, message);
        }
        days.map(Query::Published)
    }
}

fn no_date(name: &str, text: &str) -> String {
    let relative = if name == "published" { ", published:\"last month\"" } else { "" };
    format!(
        "`{text}` is no date; write {name}:2019-12, {name}:1930s, \
         {name}:2019-12-01..2020-02, {name}:<1950{relative} or {name}:?; left out"
    )
}
