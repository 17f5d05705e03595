//! The value of `published:`: a date, a range, an open end, or `?`.
//!
//! ```text
//! days := "?" | ("<" | "<=" | ">" | ">=") date | [date] ".." [date] | date
//! date := what [`parse_date`] reads, or what [`super::relative`] does
//! ```

use super::condition::with_conditions;
use super::relative::relative;
use super::tree::{Clause, Days, Query};
use crate::article::{Day, Interval, Precision, parse_date};

/// Reads the days that a value means on the day `today`; `None` if it is no date.
pub(super) fn read_days(text: &str, today: Option<Day>) -> Option<Days> {
    let text = text.trim();
    if text == "?" {
        return Some(Days::Unknown);
    }
    let interval = |text: &str| {
        let claimed = parse_date(text.trim()).and_then(|claim| claim.interval);
        claimed.or_else(|| relative(text.trim(), today?))
    };
    let next = |day: Day, by: i64| Day::from_number(day.number() + by);
    if let Some(date) = text.strip_prefix("<=") {
        return Some(Days::Within { from: None, to: Some(interval(date)?.to) });
    }
    if let Some(date) = text.strip_prefix(">=") {
        return Some(Days::Within { from: Some(interval(date)?.from), to: None });
    }
    if let Some(date) = text.strip_prefix('<') {
        return Some(Days::Within { from: None, to: Some(next(interval(date)?.from, -1)) });
    }
    if let Some(date) = text.strip_prefix('>') {
        return Some(Days::Within { from: Some(next(interval(date)?.to, 1)), to: None });
    }
    if let Some((from, to)) = text.split_once("..") {
        let open = |text: &str| text.trim().is_empty() || text.trim() == "*";
        let from = if open(from) { None } else { Some(interval(from)?.from) };
        let to = if open(to) { None } else { Some(interval(to)?.to) };
        return match (from, to) {
            (None, None) => None,
            (Some(a), Some(b)) if a > b => None,
            _ => Some(Days::Within { from, to }),
        };
    }
    let Interval { from, to } = interval(text)?;
    Some(Days::Within { from: Some(from), to: Some(to) })
}

/// Which two days a value may mean, where it does not say which number is the day.
pub(super) fn two_days(text: &str) -> Option<(Day, Day)> {
    let text = text.trim().trim_start_matches(['<', '>', '=']);
    let claim = text.split("..").find_map(|date| {
        parse_date(date.trim()).filter(|claim| claim.precision == Precision::Either)
    })?;
    claim.interval.map(|days| (days.from, days.to))
}

/// A group after `published:`; what is no date in it is left out and added to `refused`.
pub(super) fn in_dates(
    query: Query,
    today: Option<Day>,
    refused: &mut Vec<String>,
) -> Option<Query> {
    let mut all = |parts: Vec<Query>, build: fn(Vec<Query>) -> Query| {
        let mut parts: Vec<Query> =
            parts.into_iter().filter_map(|part| in_dates(part, today, refused)).collect();
        if parts.len() > 1 { Some(build(parts)) } else { parts.pop() }
    };
    match query {
        Query::Published(_) => Some(query),
        Query::And(parts) => all(parts, Query::And),
        Query::Or(parts) => all(parts, Query::Or),
        Query::Bag(clauses) => {
            let dates = clauses.into_iter().filter_map(|Clause { occur, query }| {
                in_dates(query, today, refused).map(|query| Clause { occur, query })
            });
            Some(with_conditions(dates.collect())).filter(|query| *query != Query::Nothing)
        }
        Query::Boost(inner, _) => in_dates(*inner, today, refused),
        Query::Word(_, ref text) | Query::Phrase(_, ref text, _) => {
            let days = read_days(text, today);
            if days.is_none() {
                refused.push(text.clone());
            }
            days.map(Query::Published)
        }
        other => {
            refused.push(other.to_string());
            None
        }
    }
}
