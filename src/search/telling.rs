//! Which passage tells best what happened on some days.
//!
//! Candidates are the best passages of the first articles for the query and
//! the days together. Evidence alone would choose a list of dates, a table or
//! a line of addresses, in which days stand thick and nothing is said of any.
//! So evidence counts by how much a passage is prose, and what was published
//! when it happened counts more than what looks back.

use super::SearchError;
use super::hits::Reader;
use super::ranking::rank;
use super::request::Request;
use super::response::{Hit, Passage};
use crate::article::Interval;
use crate::query::{Clause, Days, Near, Occur, Query, Spoken};
use crate::schema::{Field, query_terms};
use crate::store::{DatedBy, Snapshot};

/// So many articles are looked at: a first page, which closeness has put in order.
const ARTICLES: usize = 10;
/// So many passages of each.
const PASSAGES: usize = 2;
/// So many words of the query are wished for in one sentence with the date.
const BESIDE: usize = 4;
/// What was published on the days or at most so many after them is a report of then.
const SOON: i64 = 7;
/// What a report of then counts against what looks back.
const OF_THEN: f32 = 1.3;
/// What a date with a number in it counts against "today".
const NAMED: f32 = 1.25;

/// The article, with one passage, that tells best of these days.
pub(super) fn best(
    snapshot: &Snapshot,
    query: &Query,
    by: DatedBy,
    days: Interval,
) -> Result<Option<Hit>, SearchError> {
    let query = of_days(query, by, days);
    let request = Request { take: ARTICLES, count: false, passages: PASSAGES, ..Request::new("") };
    let reader = Reader::new(snapshot, &query, request.clone())?;
    let page = (0, ARTICLES);
    let ranked = rank(snapshot, &query, &request, page, &mut Vec::new(), &mut Vec::new())?;
    let mut best: Option<(f32, Hit)> = None;
    for (at, (record, passages)) in reader.passages(&ranked.hits)?.into_iter().enumerate() {
        let mut hit = reader.hit(at + 1, ranked.hits[at], &record, Vec::new())?;
        let of_then = match (by, record.about()?.0.published.interval) {
            (DatedBy::Mentioned, Some(published))
                if published.from >= days.from
                    && published.to.number() <= days.to.number() + SOON =>
            {
                OF_THEN
            }
            _ => 1.0,
        };
        for passage in passages {
            let value = of_then * value(&passage);
            // of equals the better article's
            if best.as_ref().is_none_or(|(most, _)| value > *most) {
                hit.passages = vec![passage];
                best = Some((value, hit.clone()));
            }
        }
        // an article without a text has no passage
        if best.is_none() {
            best = Some((f32::MIN, hit));
        }
    }
    Ok(best.map(|(_, hit)| hit))
}

/// The query, of articles that count for these days.
fn of_days(query: &Query, by: DatedBy, days: Interval) -> Query {
    let (from, to) = (Some(days.from), Some(days.to));
    let everything = *query == Query::All;
    let needed = |query| Clause { occur: Occur::Must, query };
    let wished = |query| Clause { occur: Occur::Should, query };
    match by {
        DatedBy::Mentioned => {
            // what lies within the days, as it is counted: no "in the 1930s" for a day
            let dates = Query::Annotation(query_terms(from, to).within);
            if everything {
                return dates;
            }
            let mut words = Vec::new();
            plain(query, &mut words);
            let beside = words.into_iter().take(BESIDE).map(|word| Query::Near {
                left: Box::new(word.clone()),
                near: Near::Sentence,
                refused: false,
                right: Box::new(dates.clone()),
            });
            let beside: Vec<Clause> = beside.map(wished).collect();
            let both = [needed(query.clone()), needed(dates.clone())];
            Query::Bag(both.into_iter().chain(beside).collect())
        }
        DatedBy::Published => {
            let within = Query::Published(Days::Within { from, to });
            if !everything {
                return Query::And(vec![query.clone(), within]);
            }
            // of all articles of a day, those that speak of the day
            let spoken = [0, -1].map(|after| Query::When(Spoken::Published(after)));
            let spoken = spoken.map(wished);
            Query::Bag([needed(within)].into_iter().chain(spoken).collect())
        }
    }
}

/// Words and phrases of the text that a query asks for or wishes.
fn plain<'a>(query: &'a Query, out: &mut Vec<&'a Query>) {
    match query {
        Query::Word(Field::Text, _) | Query::Phrase(Field::Text, ..) => out.push(query),
        Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| plain(part, out)),
        Query::Bag(clauses) => {
            let asked = clauses.iter().filter(|clause| clause.occur != Occur::Not);
            asked.for_each(|clause| plain(&clause.query, out));
        }
        Query::Boost(inner, _) => plain(inner, out),
        _ => {}
    }
}

/// What a passage counts: its evidence, by how much it is prose.
fn value(passage: &Passage) -> f32 {
    let text: Vec<char> = passage.text.chars().collect();
    let of_text = |wanted: &dyn Fn(char) -> bool| text.iter().filter(|&&c| wanted(c)).count();
    let ink = of_text(&|c| !c.is_whitespace()).max(1) as f32;
    let small = of_text(&char::is_lowercase) as f32 / ink;
    // scripts without small letters are not judged by them
    let uncased = of_text(&|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    let mut value = passage.score.max(f32::MIN_POSITIVE);
    if uncased == 0 {
        value *= ((small - 0.4) / 0.35).clamp(0.1, 1.0);
    }
    let lit: usize = passage.highlights.iter().map(|span| span.end - span.start).sum();
    if lit as f32 > 0.4 * text.len() as f32 {
        value *= 0.3;
    }
    if text.len() < 40 {
        value *= 0.5;
    }
    if passage.text.contains("http") || passage.text.contains("www.") {
        value *= 0.3;
    }
    let has_number = passage.highlights.iter().any(|span| {
        let at = |at: usize| at.saturating_sub(passage.start).min(text.len());
        text[at(span.start)..at(span.end)].iter().any(char::is_ascii_digit)
    });
    if has_number { value * NAMED } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Span;

    fn passage(text: &str, lit: &[&str]) -> Passage {
        let span = |word: &&str| {
            let start = text.find(word).unwrap();
            Span { start, end: start + word.len() }
        };
        Passage {
            text: text.to_owned(),
            start: 0,
            end: text.len(),
            score: lit.len() as f32,
            highlights: lit.iter().map(span).collect(),
            copies: None,
        }
    }

    #[test]
    fn prose_counts_more_than_lists_and_addresses() {
        let said = passage("The fleet sailed from the harbour on July 1 before dawn.", &["July 1"]);
        let heading = passage("MEDIA RELEASE 1 JULY 2001 SENATOR SMITH ACTS NOW", &["1 JULY 2001"]);
        let list = passage(
            "9 July 2001, 12 July 2001, 13 July 2001 as above",
            &["9 July 2001", "12 July 2001", "13 July 2001"],
        );
        let address = passage("Updated on July 1 at http://fleet.example/index", &["July 1"]);
        for other in [heading, list, address] {
            assert!(value(&said) > value(&other), "{}", other.text);
        }
        let today = passage("The fleet sailed from the harbour today before dawn.", &["today"]);
        assert!(value(&said) > value(&today));
    }
}
