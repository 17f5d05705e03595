//! Whether the day or the month stands first in `03/04/2019`: told by the
//! dates of the same source that have one reading (`13/04/2019`).
//!
//! A source is an outlet within one file as found (an archive with all its
//! members is one); articles without an outlet are those of the file itself. A
//! file is read whole or not at all, so what is learnt from it does not depend
//! on which other files are read in the same run, or in which order.
//!
//! Reading goes on while an article waits for its source to show its order.
//! The articles behind it wait too, so that they come in the order of the file;
//! so many may wait, and then the first one goes as it is, open. An order
//! counts as shown if ten times as many dates have it as the other: one date
//! mistyped does not hide the order of a thousand.

use crate::article::{Article, DayOrder, Precision};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// So many articles wait at most. Of the dates of a year 39 in 100 are open, so
/// that a source that shows its order at all does within a few.
const MOST_WAITING: usize = 1_000;

/// So many bytes of text wait at most: small beside the articles that are on
/// their way to the index anyway.
const MOST_BYTES: usize = 8 << 20;

/// Sources told apart in one file; more are outlets that were misread.
const MOST_SOURCES: usize = 10_000;

/// An order is shown if it is so many times as frequent as the other.
const MAJORITY: u64 = 10;

/// Dates that showed an order.
#[derive(Clone, Copy, Default)]
struct Shown {
    day_first: u64,
    month_first: u64,
}

impl Shown {
    fn order(self) -> Option<DayOrder> {
        let Self { day_first, month_first } = self;
        if day_first > 0 && day_first >= MAJORITY * month_first {
            Some(DayOrder::DayFirst)
        } else if month_first > 0 && month_first >= MAJORITY * day_first {
            Some(DayOrder::MonthFirst)
        } else {
            None
        }
    }
}

/// The orders of one file, and the articles that wait for them.
#[derive(Default)]
pub(super) struct Orders {
    shown: FxHashMap<String, Shown>,
    waiting: VecDeque<Article>,
    bytes: usize,
}

impl Orders {
    /// Takes an article up. What is ready is had from [`Orders::next`].
    pub(super) fn add(&mut self, article: Article) {
        let published = &article.published;
        if published.precision != Precision::Either
            && let Some(order) = published.order
            && let Some(shown) = self.source(&article)
        {
            match order {
                DayOrder::DayFirst => shown.day_first += 1,
                DayOrder::MonthFirst => shown.month_first += 1,
            }
        }
        self.bytes += article.body.len();
        self.waiting.push_back(article);
    }

    /// The next article, if it need not wait any longer; at the end of the file none does.
    pub(super) fn next(&mut self, is_end: bool) -> Option<Article> {
        let first = self.waiting.front()?;
        let order = match (first.published.precision, first.published.order) {
            (Precision::Either, Some(_)) => {
                let shown = self.shown.get(key(first)).copied().unwrap_or_default();
                let must_go =
                    is_end || self.waiting.len() > MOST_WAITING || self.bytes > MOST_BYTES;
                let order = shown.order();
                if order.is_none() && !must_go {
                    return None;
                }
                order
            }
            _ => None,
        };
        let mut article = self.waiting.pop_front()?;
        self.bytes -= article.body.len();
        if let Some(order) = order {
            article.published = article.published.in_order(order);
        }
        article.published.order = None;
        Some(article)
    }

    fn source(&mut self, article: &Article) -> Option<&mut Shown> {
        let key = key(article);
        if !self.shown.contains_key(key) {
            if self.shown.len() == MOST_SOURCES {
                return None;
            }
            self.shown.insert(key.to_owned(), Shown::default());
        }
        self.shown.get_mut(key)
    }
}

fn key(article: &Article) -> &str {
    article.outlet.as_deref().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::parse_date;

    /// The dates that come out, one a line, with `·` after each article that
    /// went in: what stands after it had not to wait.
    fn dates(articles: &[(&str, &str)]) -> Vec<String> {
        let mut orders = Orders::default();
        let mut out = Vec::new();
        let mut take = |orders: &mut Orders, is_end| {
            while let Some(article) = orders.next(is_end) {
                assert_eq!(article.published.order, None);
                out.push(article.published.date().unwrap_or_default());
            }
        };
        for (outlet, date) in articles {
            let outlet = Some((*outlet).to_owned()).filter(|outlet| !outlet.is_empty());
            let published = parse_date(date).unwrap_or_default();
            orders.add(Article { outlet, published, ..Article::default() });
            take(&mut orders, false);
        }
        take(&mut orders, true);
        out
    }

    #[test]
    fn a_source_shows_its_order_before_or_after() {
        let found = dates(&[("", "03/04/2019"), ("", "05/04/2019"), ("", "13/04/2019")]);
        assert_eq!(found, ["2019-04-03", "2019-04-05", "2019-04-13"]);
        let found = dates(&[("", "04/13/2019"), ("", "03/04/2019")]);
        assert_eq!(found, ["2019-04-13", "2019-03-04"]);
    }

    #[test]
    fn each_outlet_of_a_file_has_its_own() {
        let found =
            dates(&[("A", "03/04/2019"), ("B", "03/04/2019"), ("B", "04/13/2019"), ("A", "2019")]);
        assert_eq!(found, ["[2019-03-04,2019-04-03]", "2019-03-04", "2019-04-13", "2019"]);
    }

    #[test]
    fn a_source_that_shows_both_or_none_leaves_them_open() {
        let both = dates(&[("", "13/04/2019"), ("", "04/13/2019"), ("", "03/04/2019")]);
        assert_eq!(both[2], "[2019-03-04,2019-04-03]");
        let none = dates(&[("", "03/04/2019"), ("", "13.04.2019"), ("", "04/04/2019")]);
        assert_eq!(none[0], "[2019-03-04,2019-04-03]");
        // one date mistyped among many
        let mut many = vec![("", "13/04/2019"); 10];
        many.extend([("", "04/13/2019"), ("", "03/04/2019")]);
        assert_eq!(dates(&many)[11], "2019-04-03");
    }

    #[test]
    fn only_so_many_wait() {
        let mut orders = Orders::default();
        let open = Article {
            published: parse_date("03/04/2019").unwrap(),
            body: "x".repeat(1 << 20),
            ..Article::default()
        };
        let mut passed = 0;
        for _ in 0..20 {
            orders.add(open.clone());
            passed += std::iter::from_fn(|| orders.next(false)).count();
        }
        assert_eq!(passed, 12);
        assert_eq!(std::iter::from_fn(|| orders.next(true)).count(), 8);
    }
}
