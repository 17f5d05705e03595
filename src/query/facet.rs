//! A query seen from one of its fields: the query without what it asks of that
//! field, and whether a value is one that it asks for. Facets need both.
//!
//! ```text
//! bagram source:reuters source:ap lang:en
//!   without source        bagram AND lang:en
//!   asks source for       "Reuters" yes · "AP" yes · "Transit Wire" no
//! ```
//!
//! Only conditions that hold for every article of the answer are taken away:
//! those at the top and below AND and `+`. What is refused stays refused: it is
//! no alternative to choose from.

use super::edits::edits_between;
use super::tree::{Clause, Days, Occur, Query};
use crate::article::{Day, Interval};
use crate::schema::{Field, Words, exact_term, fold_pattern, matches_pattern, normalise};

impl Query {
    /// The query without its own conditions on a field, by the name that
    /// [`Field::name`] gives, or `published`. What is left asks for everything
    /// where nothing else was asked.
    ///
    /// ```
    /// use dateline::query::parse;
    /// let query = parse("bagram source:reuters source:ap lang:en").query;
    /// assert_eq!(query.without("source").to_string(), "bagram AND lang:\"en\"");
    /// assert_eq!(parse("source:ap").query.without("source").to_string(), "*");
    /// ```
    #[must_use]
    pub fn without(&self, field: &str) -> Self {
        if self.only_asks(field) {
            return Self::All;
        }
        match self {
            Self::And(parts) => {
                let mut left: Vec<Self> = parts.iter().map(|part| part.without(field)).collect();
                left.retain(|part| *part != Self::All);
                match left.len() {
                    0 => Self::All,
                    1 => left.remove(0),
                    _ => Self::And(left),
                }
            }
            Self::Bag(clauses) => {
                let parts = clauses.iter().map(|clause| match clause.occur {
                    Occur::Must => Clause { query: clause.query.without(field), ..clause.clone() },
                    Occur::Should | Occur::Not => clause.clone(),
                });
                let mut left: Vec<Clause> = parts.collect();
                let is_all = |c: &Clause| c.occur == Occur::Must && c.query == Self::All;
                if left.iter().any(|c| c.occur == Occur::Must && !is_all(c)) {
                    left.retain(|clause| !is_all(clause));
                }
                match left.as_mut_slice() {
                    [only] if only.occur == Occur::Must => only.query.clone(),
                    _ => Self::Bag(left),
                }
            }
            Self::Boost(inner, weight) => match inner.without(field) {
                Self::All => Self::All,
                inner => Self::Boost(Box::new(inner), *weight),
            },
            other => other.clone(),
        }
    }

    /// Whether it asks something of this field, and does nothing else.
    fn only_asks(&self, field: &str) -> bool {
        let refuses = match self {
            Self::Bag(clauses) => clauses.iter().any(|clause| clause.occur == Occur::Not),
            _ => false,
        };
        !refuses && self.condition_on() == Some(field)
    }

    /// The conditions that [`Query::without`] takes away.
    fn conditions<'a>(&'a self, field: &str, out: &mut Vec<&'a Self>) {
        if self.only_asks(field) {
            out.push(self);
            return;
        }
        match self {
            Self::And(parts) => parts.iter().for_each(|part| part.conditions(field, out)),
            Self::Bag(clauses) => {
                let needed = clauses.iter().filter(|clause| clause.occur == Occur::Must);
                needed.for_each(|clause| clause.query.conditions(field, out));
            }
            Self::Boost(inner, _) => inner.conditions(field, out),
            _ => {}
        }
    }

    /// Whether the query asks `field` for this value: it has conditions on the
    /// field, and the value meets them.
    ///
    /// ```
    /// use dateline::{query::parse, schema::Field};
    /// let query = parse("bagram source:wire").query;
    /// assert!(query.asks_for(Field::Outlet, "Transit Wire"));
    /// assert!(!query.asks_for(Field::Outlet, "Reuters"));
    /// assert!(!query.asks_for(Field::Section, "World"));
    /// ```
    #[must_use]
    pub fn asks_for(&self, field: Field, value: &str) -> bool {
        let mut conditions = Vec::new();
        self.conditions(field.name(), &mut conditions);
        if conditions.is_empty() {
            return false;
        }
        let terms: Vec<String> = terms(value);
        conditions.iter().all(|condition| condition.met_by(value, &terms))
    }

    /// Whether the query asks for articles that may have been published in an interval.
    #[must_use]
    pub fn asks_for_days(&self, days: Interval) -> bool {
        let mut conditions = Vec::new();
        self.conditions("published", &mut conditions);
        !conditions.is_empty() && conditions.iter().all(|condition| condition.met_by_days(days))
    }

    fn met_by(&self, value: &str, terms: &[String]) -> bool {
        match self {
            Self::Word(Field::Language, wanted) => {
                exact_term(wanted).eq_ignore_ascii_case(value.trim())
            }
            Self::Word(field, wanted) if field.is_whole() => exact_term(wanted) == value.trim(),
            Self::Word(_, wanted) => in_order(terms, &self::terms(wanted), 0),
            Self::Phrase(_, wanted, slop) => in_order(terms, &self::terms(wanted), *slop),
            Self::Wild(_, pattern) => {
                let pattern = fold_pattern(pattern);
                terms.iter().any(|term| matches_pattern(&pattern, term))
            }
            Self::Fuzzy(_, wanted, edits) => {
                let wanted = self::terms(wanted).concat();
                terms.iter().any(|term| edits_between(term, &wanted) <= usize::from(*edits))
            }
            Self::Named(named) => in_order(terms, &self::terms(&named.name), 0),
            _ => self.combined(|part| part.met_by(value, terms)),
        }
    }

    fn met_by_days(&self, days: Interval) -> bool {
        match self {
            Self::Published(Days::Within { from, to }) => {
                from.is_none_or(|from: Day| days.to >= from)
                    && to.is_none_or(|to: Day| days.from <= to)
            }
            Self::Published(Days::Unknown) => false,
            _ => self.combined(|part| part.met_by_days(days)),
        }
    }

    /// A group of conditions, each told by `met`.
    fn combined(&self, met: impl Fn(&Self) -> bool) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(met),
            Self::Or(parts) => parts.iter().any(met),
            Self::Boost(inner, _) => met(inner),
            Self::Bag(clauses) => {
                let of = |occur| clauses.iter().filter(move |clause| clause.occur == occur);
                let needed = of(Occur::Must).all(|clause| met(&clause.query));
                let refused = of(Occur::Not).any(|clause| met(&clause.query));
                let optional = of(Occur::Must).next().is_some();
                let wished = of(Occur::Should).any(|clause| met(&clause.query));
                needed && !refused && (optional || wished || of(Occur::Should).next().is_none())
            }
            _ => false,
        }
    }
}

/// The words of a name as they are compared.
fn terms(text: &str) -> Vec<String> {
    Words::new(text).map(|word| normalise(&text[word.start..word.end], false)).collect()
}

/// Whether `wanted` stand in `terms` in order, with at most `slop` words between them.
fn in_order(terms: &[String], wanted: &[String], slop: u32) -> bool {
    let Some((first, rest)) = wanted.split_first() else { return false };
    (0..terms.len()).filter(|&at| terms[at] == *first).any(|start| {
        let mut last = start;
        for word in rest {
            match terms[last + 1..].iter().position(|term| term == word) {
                Some(ahead) => last += ahead + 1,
                None => return false,
            }
        }
        (last - start - rest.len()) as u32 <= slop
    })
}

#[cfg(test)]
mod tests {
    use crate::article::{Day, Interval};
    use crate::query::parse;
    use crate::schema::Field;

    #[test]
    fn own_conditions_go_and_others_stay() {
        for (text, field, left) in [
            ("bagram source:reuters", "source", "bagram"),
            ("bagram source:reuters lang:en", "lang", "bagram AND source:reuters"),
            ("source:reuters", "source", "*"),
            ("bagram AND (source:a OR source:b)", "source", "bagram"),
            ("bagram published:2019 source:a", "published", "bagram AND source:a"),
            ("bagram -source:a", "source", "bagram -source:a"),
            ("source:b -source:a", "source", "+* -source:a"),
            ("source:b lang:en -kabul", "source", "+lang:\"en\" -kabul"),
            // a wish beside what is needed only adds to the score, and goes on doing so
            ("+source:b bagram", "source", "+* bagram"),
            ("source:a^2", "source", "*"),
            // no condition of every article
            ("bagram OR source:a", "source", "bagram OR source:a"),
            ("bagram", "source", "bagram"),
        ] {
            assert_eq!(parse(text).query.without(field).to_string(), left, "{text}");
        }
    }

    #[test]
    fn values_that_are_asked_for() {
        for (text, value, asked) in [
            ("source:wire", "Transit Wire", true),
            ("source:\"transit wire\"", "Transit Wire", true),
            ("source:\"wire transit\"", "Transit Wire", false),
            ("source:tran*", "Transit Wire", true),
            ("source:*ire", "Transit Wire", true),
            ("source:w?re", "Transit Wire", true),
            ("source:tr*x", "Transit Wire", false),
            ("source:wite~1", "Transit Wire", true),
            ("source:a source:wire", "Transit Wire", true),
            ("source:transit AND source:wire", "Transit Wire", true),
            ("source:transit AND source:b", "Transit Wire", false),
            ("-source:wire", "Transit Wire", false),
            ("wire", "Transit Wire", false),
        ] {
            assert_eq!(parse(text).query.asks_for(Field::Outlet, value), asked, "{text}");
        }
        assert!(parse("lang:EN").query.asks_for(Field::Language, "en"));
        let year = |year| Interval {
            from: Day::from_ymd(year, 1, 1).unwrap(),
            to: Day::from_ymd(year, 12, 31).unwrap(),
        };
        let query = parse("published:2019-12..2020-02").query;
        assert!(query.asks_for_days(year(2019)) && query.asks_for_days(year(2020)));
        assert!(!query.asks_for_days(year(2021)));
    }
}
