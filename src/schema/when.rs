//! Days that a text speaks of, as terms of the annotation stream.
//!
//! The calendar is cut into units: centuries, decades, years, months, days. A
//! mention has a term for each unit up to its year that contains it, or else
//! for the smallest that does, so that a query for a month finds its days; a `~`
//! term for each unit it is made of, so that a query for a day finds the month
//! or the season that the day is in; and a `/` term for each unit that only a
//! part of it lies in.
//!
//! ```text
//! mention            within                         made of                       partly in
//! 2019-12-11         when:2019-12-11 2019-12 2019
//! December 2019      when:2019-12 2019              ~2019-12
//! winter 2018/19     when:201x                      ~2018-12 ~2019-01 ~2019-02    /2018 /2019
//!
//! query              within                         within what                   partly
//! when:2019-12       when:2019-12                   ~2019-12 ~2019 ~201x ~20xx    /2019-12
//! when:1930s         when:193*                      ~193x ~19xx                   /193x
//! ```
//!
//! A decade and a century are looked up with their years: two terms less for
//! each mention.

use crate::article::{Day, Interval};
use std::fmt;

/// Kind of the annotation that a mentioned date is; it stands at its first word.
pub const DATE_KIND: &str = "date";
/// Term of a mention that speaks of no day that can be told.
pub const UNRESOLVED: &str = "when:unresolved";
/// So many units make up a mention at most; what needs more is told more roughly.
const MOST_PARTS: usize = 12;
/// Years that have terms. News of Troy is news of the first century.
const YEARS: (i16, i16) = (1, 2999);

/// The kind of what has a term of the annotation stream: what stands before its
/// colon, `date` for the terms of this file, or the term itself.
///
/// ```
/// use dateline::schema::annotation_kind;
/// assert_eq!(annotation_kind("person:qassem soleimani"), "person");
/// assert_eq!(annotation_kind("when~2019"), "date");
/// ```
#[must_use]
pub fn annotation_kind(term: &str) -> &str {
    if term.starts_with("when") {
        return DATE_KIND;
    }
    term.split([':', '=', '/']).next().unwrap_or(term)
}

/// Term of a mention of the day of its article, or of the one before or after it;
/// `None` of days further away, which have no name.
///
/// ```
/// use dateline::schema::day_of_article;
/// assert_eq!(day_of_article(-1), Some("when:yesterday"));
/// assert_eq!(day_of_article(7), None);
/// ```
#[must_use]
pub fn day_of_article(days_after: i64) -> Option<&'static str> {
    match days_after {
        -1 => Some("when:yesterday"),
        0 => Some("when:published"),
        1 => Some("when:tomorrow"),
        _ => None,
    }
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Day(Day),
    Month(i16, i8),
    Year(i16),
    Decade(i16),
    Century(i16),
}

impl Unit {
    /// The next larger unit that it lies in.
    fn parent(self) -> Option<Self> {
        Some(match self {
            Self::Day(day) => {
                let (year, month, _) = day.ymd();
                Self::Month(year, month)
            }
            Self::Month(year, _) => Self::Year(year),
            Self::Year(year) => Self::Decade(year.div_euclid(10)),
            Self::Decade(decade) => Self::Century(decade.div_euclid(10)),
            Self::Century(_) => return None,
        })
    }

    fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |unit| unit.parent())
    }

    fn first(self) -> i64 {
        match self {
            Self::Day(day) => day.number(),
            Self::Month(year, month) => number(year, month),
            Self::Year(year) => number(year, 1),
            Self::Decade(decade) => number((decade * 10).max(YEARS.0), 1),
            Self::Century(century) => number((century * 100).max(YEARS.0), 1),
        }
    }

    fn last(self) -> i64 {
        let next = match self {
            Self::Day(day) => return day.number(),
            Self::Month(year, 12) => number(year + 1, 1),
            Self::Month(year, month) => number(year, month + 1),
            Self::Year(year) => number(year + 1, 1),
            Self::Decade(decade) => number(decade * 10 + 10, 1),
            Self::Century(century) => number(century * 100 + 100, 1),
        };
        next - 1
    }

    /// From the smallest unit that `day` is in to the largest.
    fn of(day: i64) -> [Self; 5] {
        let day = Day::from_number(day);
        let (year, month, _) = day.ymd();
        [
            Self::Day(day),
            Self::Month(year, month),
            Self::Year(year),
            Self::Decade(year.div_euclid(10)),
            Self::Century(year.div_euclid(100)),
        ]
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Decade(decade) => write!(f, "{decade:03}x"),
            Self::Century(century) => write!(f, "{century:02}xx"),
        }
    }
}

/// The day number of the first of a month.
fn number(year: i16, month: i8) -> i64 {
    Day::first_of_month(year, month).number()
}

/// Days within [`YEARS`]; `None` if none is.
fn clipped(from: i64, to: i64) -> Option<(i64, i64)> {
    let (from, to) = (from.max(number(YEARS.0, 1)), to.min(number(YEARS.1 + 1, 1) - 1));
    (from <= to).then_some((from, to))
}

/// The fewest units that are these days.
fn cover(from: i64, to: i64) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut at = from;
    while at <= to {
        let fits = |unit: &Unit| unit.first() == at && unit.last() <= to;
        let units = Unit::of(at);
        let unit = units.into_iter().rev().find(fits).unwrap_or(units[0]);
        at = unit.last() + 1;
        out.push(unit);
    }
    out
}

/// The units of one size that these days touch.
fn touched(from: i64, to: i64, size: usize) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut at = from;
    while at <= to && out.len() <= MOST_PARTS {
        let unit = Unit::of(at)[size];
        at = unit.last() + 1;
        out.push(unit);
    }
    out
}

/// The terms of a mention of these days.
#[must_use]
pub fn mention_terms(days: Interval) -> Vec<String> {
    let Some((from, to)) = clipped(days.from.number(), days.to.number()) else {
        return Vec::new();
    };
    let units = Unit::of(from);
    let within = units.iter().position(|unit| unit.last() >= to);
    let mut out = Vec::new();
    for (size, unit) in units.iter().enumerate().skip(within.unwrap_or(units.len())) {
        if Some(size) == within || matches!(unit, Unit::Day(_) | Unit::Month(..) | Unit::Year(_)) {
            out.push(format!("when:{unit}"));
        }
    }
    if from == to {
        return out;
    }
    let parts = std::iter::once(cover(from, to))
        .chain((1..5).map(|size| touched(from, to, size)))
        .find(|parts| parts.len() <= MOST_PARTS)
        .unwrap_or_default();
    // a unit that contains the whole is told already
    let contains = |unit: &Unit| unit.first() <= from && unit.last() >= to;
    let above = |part: &Unit| part.ancestors().take_while(|unit| !contains(unit));
    let mut partly: Vec<Unit> = parts.iter().flat_map(above).collect();
    partly.sort_unstable();
    partly.dedup();
    out.extend(parts.into_iter().map(|unit| format!("when~{unit}")));
    out.extend(partly.into_iter().map(|unit| format!("when/{unit}")));
    out
}

/// The days of the term of a year, a month or a day; `None` of any other.
///
/// ```
/// use dateline::schema::days_of_term;
/// assert_eq!(days_of_term("when:2020-02").unwrap().to.to_string(), "2020-02-29");
/// assert_eq!(days_of_term("when:193x"), None);
/// ```
#[must_use]
pub fn days_of_term(term: &str) -> Option<Interval> {
    let date = term.strip_prefix("when:")?;
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = date.get(range)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
    };
    let month = || digits(5..7).and_then(|month| i8::try_from(month).ok());
    let unit = match (date.len(), digits(0..4)?) {
        (4, year) => Unit::Year(year),
        (7, year) => Unit::Month(year, month()?),
        (10, year) => {
            let first = number(year, month()?);
            Unit::Day(Day::from_number(first + i64::from(digits(8..10)?) - 1))
        }
        _ => return None,
    };
    let (from, to) = (Day::from_number(unit.first()), Day::from_number(unit.last()));
    Some(Interval { from, to })
}

/// The terms that a query for days looks up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhenTerms {
    /// Of mentions that lie within the days.
    pub within: Vec<String>,
    /// Of coarser mentions, and of those that overlap.
    pub in_part: Vec<String>,
}

/// Whether a term of a mention is one that a query looks up. A `*` at the end is
/// any years: `when:193*` is met by `when:193x` and `when:1934`, which stands
/// beside the terms of its months and days.
///
/// ```
/// use dateline::schema::meets;
/// assert!(meets("when:193*", "when:1934"));
/// assert!(!meets("when:193*", "when:1934-05"));
/// ```
#[must_use]
pub fn meets(asked: &str, term: &str) -> bool {
    match asked.strip_suffix('*') {
        Some(start) => term.len() == "when:2019".len() && term.starts_with(start),
        None => asked == term,
    }
}

/// The terms of a query for these days; an open end is `None`.
#[must_use]
pub fn query_terms(from: Option<Day>, to: Option<Day>) -> WhenTerms {
    let mut out = WhenTerms::default();
    let ends = (from.map_or(i64::MIN, Day::number), to.map_or(i64::MAX, Day::number));
    let Some((from, to)) = clipped(ends.0, ends.1) else { return out };
    let within = cover(from, to);
    let itself = |unit: &Unit| std::iter::once(*unit).chain(unit.ancestors());
    let mut whole: Vec<Unit> = within.iter().flat_map(itself).collect();
    whole.sort_unstable();
    whole.dedup();
    out.in_part = whole.into_iter().map(|unit| format!("when~{unit}")).collect();
    out.in_part.extend(within.iter().map(|unit| format!("when/{unit}")));
    // with its years, each of which stands for its months and days
    let within = within.into_iter().map(|unit| match unit {
        Unit::Century(century) => format!("when:{century:02}*"),
        Unit::Decade(decade) => format!("when:{decade:03}*"),
        unit => format!("when:{unit}"),
    });
    out.within = within.collect();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(from: &str, to: &str) -> Interval {
        let day = |text| crate::article::parse_date(text).unwrap().interval.unwrap();
        Interval { from: day(from).from, to: day(to).to }
    }

    fn terms(from: &str, to: &str) -> String {
        mention_terms(days(from, to)).join(" ").replace("when", "")
    }

    #[test]
    fn a_mention_is_in_every_unit_that_contains_it() {
        assert_eq!(terms("2019-12-11", "2019-12-11"), ":2019-12-11 :2019-12 :2019");
        assert_eq!(terms("2019-12", "2019-12"), ":2019-12 :2019 ~2019-12");
        assert_eq!(terms("1930", "1939"), ":193x ~193x");
        assert_eq!(terms("2018-12", "2019-02"), ":201x ~2018-12 ~2019-01 ~2019-02 /2018 /2019");
        assert_eq!(terms("1914-07-28", "1918-11-11"), ":191x ~1914 ~1915 ~1916 ~1917 ~1918");
    }

    #[test]
    fn a_term_of_a_unit_says_its_days() {
        let days = |term| days_of_term(term).map(|days| format!("{}..{}", days.from, days.to));
        assert_eq!(days("when:2019-12-11").as_deref(), Some("2019-12-11..2019-12-11"));
        assert_eq!(days("when:0079-08").as_deref(), Some("0079-08-01..0079-08-31"));
        assert_eq!(days("when:1900").as_deref(), Some("1900-01-01..1900-12-31"));
        for other in ["when:19xx", "when:193x", "when:published", "when~1930", "when:19é0", "date"]
        {
            assert_eq!(days(other), None, "{other}");
        }
    }

    #[test]
    fn a_query_asks_for_what_lies_within_and_for_what_it_lies_in() {
        let day = |text| days(text, text).from;
        let asked = query_terms(Some(day("2019-12-01")), Some(day("2019-12-31")));
        assert_eq!(asked.within, ["when:2019-12"]);
        assert_eq!(
            asked.in_part,
            ["when~2019-12", "when~2019", "when~201x", "when~20xx", "when/2019-12"]
        );
        let open = query_terms(None, Some(day("1949-12-31")));
        assert_eq!(open.within[..2], ["when:00*", "when:01*"]);
        assert!(open.within.len() < 60, "{:?}", open.within);
        assert_eq!(query_terms(Some(Day::from_number(9_000_000)), None), WhenTerms::default());
    }

    proptest! {
        #[test]
        fn what_overlaps_is_found_and_nothing_else(
            mention in (-200_000i64..30_000, 0i64..4000),
            query in (-200_000i64..30_000, 0i64..20_000),
        ) {
            let day = Day::from_number;
            let of = |(from, length): (i64, i64)| (from, from + length);
            let ((a, b), (c, d)) = (of(mention), of(query));
            let terms = mention_terms(Interval { from: day(a), to: day(b) });
            let asked = query_terms(Some(day(c)), Some(day(d)));
            let is_met = |asked: &[String]| {
                terms.iter().any(|term| asked.iter().any(|asked| meets(asked, term)))
            };
            let is_within = is_met(&asked.within);
            let found = is_within || is_met(&asked.in_part);
            if a <= d && c <= b {
                prop_assert!(found, "{:?} {:?}", terms, asked);
            }
            if is_within {
                prop_assert!(c <= a && b <= d, "{:?} {:?}", terms, asked);
            }
            // parts are rounded to months where there are many, never further than to a year here
            if found {
                prop_assert!(a - 366 <= d && c <= b + 366, "{:?} {:?}", terms, asked);
            }
        }
    }
}
