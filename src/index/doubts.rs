//! Dates of publication that are hardly true, for the report of a run.
//!
//! | claim | what becomes of it |
//! |---|---|
//! | the year 1, second zero of 1970, `9999-12-31` | no claim; the next in the order of trust counts |
//! | no date, or outside 1600 to 2100 | no claim, likewise |
//! | after the day of the run | kept as claimed |
//! | 1970-01-01 and 1900-01-01 as days, unless the path says so too | kept |
//! | one day for a whole folder or file, unless its path names it | kept |
//!
//! The day of the run decides only what is said here: what is stored depends on
//! the article alone, so that it is the same on any day. Files that are not read
//! again are not doubted again.

use super::report::DoubtedOut;
use crate::article::{
    Article, DateOrigin, Day, DoubtReason, FIRST_YEAR, LAST_YEAR, Precision, date_in_name,
};
use std::collections::BTreeMap;

/// So many articles of one folder or file that have one date are no accident.
const MANY: u64 = 20;

/// So many folders and files are looked at for that.
const MOST_PLACES: usize = 100_000;

/// What has been seen of a folder of single articles, or of a file of several.
struct Place {
    day: Day,
    articles: u64,
}

/// Doubts of a run.
pub(super) struct Doubts {
    today: Option<Day>,
    /// `None`: its articles have more than one day.
    places: BTreeMap<String, Option<Place>>,
}

impl Doubts {
    /// Doubts what lies after `today`, if that is known.
    pub(super) fn new(today: Option<Day>) -> Self {
        Self { today, places: BTreeMap::new() }
    }

    /// What is doubted of an article's date.
    pub(super) fn of(&mut self, article: &Article) -> Option<DoubtedOut> {
        let doubted = |claim: String, reason: String| {
            let (path, record) = (article.origin.path.clone(), article.origin.record);
            Some(DoubtedOut { path, record, claim, reason })
        };
        if let Some(doubt) = &article.date_doubt {
            let reason = match doubt.reason {
                DoubtReason::Placeholder => "is what systems write for no date; not taken".into(),
                DoubtReason::OutOfRange => {
                    format!("lies outside {FIRST_YEAR} to {LAST_YEAR}; not taken")
                }
                DoubtReason::Unreadable => "is no date that can be read; not taken".into(),
            };
            return doubted(doubt.claim.clone(), reason);
        }
        let published = &article.published;
        let days = published.interval?;
        let claim = || published.date().unwrap_or_default();
        // it is tomorrow already somewhere
        if let Some(today) = self.today
            && days.from.number() > today.number() + 1
        {
            return doubted(claim(), format!("is after {today}, the day of this run; kept"));
        }
        let is_day = published.precision <= Precision::Day;
        let is_weak =
            matches!(published.origin, DateOrigin::Record | DateOrigin::JsonLd | DateOrigin::Meta);
        if !is_day || !is_weak {
            self.see(article, None);
            return None;
        }
        self.see(article, Some(days.from));
        if matches!(days.from.ymd(), (1970 | 1900, 1, 1))
            && !is_named(&article.origin.path, days.from)
        {
            return doubted(claim(), "is what systems write for no date; kept".into());
        }
        None
    }

    fn see(&mut self, article: &Article, day: Option<Day>) {
        let origin = &article.origin;
        let place = match origin.record {
            Some(_) => origin.path.as_str(),
            None => origin.path.rfind(['/', '\\', '!']).map_or("", |end| &origin.path[..end]),
        };
        let has_room = self.places.len() < MOST_PLACES;
        match self.places.get_mut(place) {
            Some(Some(known)) if Some(known.day) == day => known.articles += 1,
            Some(seen) => *seen = None,
            None if has_room => {
                self.places.insert(place.to_owned(), day.map(|day| Place { day, articles: 1 }));
            }
            None => {}
        }
    }

    /// What is doubted of folders and files as a whole, once all is read.
    pub(super) fn of_places(self) -> impl Iterator<Item = DoubtedOut> {
        self.places.into_iter().filter_map(|(path, place)| {
            let Place { day, articles } = place?;
            if articles < MANY || is_named(&path, day) {
                return None;
            }
            let reason = format!(
                "is the date of all {articles} articles here: the day on which they were \
                 collected? kept"
            );
            Some(DoubtedOut { path, record: None, claim: day.to_string(), reason })
        })
    }
}

/// Whether a path names a day.
fn is_named(path: &str, day: Day) -> bool {
    let named = date_in_name(path).and_then(|date| date.interval);
    named.is_some_and(|days| days.from == day && days.to == day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{DateDoubt, Origin, parse_date};

    fn article(path: &str, record: Option<u64>, claim: &str) -> Article {
        Article {
            origin: Origin { path: path.into(), record },
            published: parse_date(claim).unwrap_or_default().claimed_by(DateOrigin::Record),
            date_doubt: DateDoubt::of(claim),
            ..Article::default()
        }
    }

    #[test]
    fn what_is_doubted_says_whether_it_is_kept() {
        let today = Day::from_ymd(2020, 2, 1);
        for (claim, reason) in [
            ("2020-02-03", "is after 2020-02-01, the day of this run; kept"),
            ("2021", "is after 2020-02-01, the day of this run; kept"),
            ("1970-01-01", "is what systems write for no date; kept"),
            ("0001-01-01", "is what systems write for no date; not taken"),
            ("379480-01-01", "lies outside 1600 to 2100; not taken"),
            ("soon", "is no date that can be read; not taken"),
        ] {
            let doubted = Doubts::new(today).of(&article("a.jsonl", Some(7), claim)).unwrap();
            assert_eq!((doubted.claim.as_str(), doubted.reason.as_str()), (claim, reason));
        }
        for claim in ["2020-02-02", "2020", "1916-07-01", ""] {
            assert_eq!(Doubts::new(today).of(&article("a.jsonl", Some(7), claim)), None, "{claim}");
        }
        let issue = article("1970/01/01/page1.txt", None, "1970-01-01");
        assert_eq!(Doubts::new(today).of(&issue), None);
        assert_eq!(Doubts::new(None).of(&article("a", None, "2099-01-01")), None);
    }

    #[test]
    fn one_day_for_a_whole_folder_is_doubted_unless_the_folder_is_that_day() {
        let places = |path: &str, record: bool, days: &[&str]| {
            let mut doubts = Doubts::new(None);
            for (at, day) in (1_u64..).zip(days) {
                let record = record.then_some(at);
                let path = if record.is_some() { path.into() } else { format!("{path}/{at}.html") };
                assert_eq!(doubts.of(&article(&path, record, day)), None);
            }
            doubts.of_places().map(|doubted| doubted.path).collect::<Vec<_>>()
        };
        assert_eq!(places("pages", false, &["2019-12-11"; 20]), ["pages"]);
        assert_eq!(places("dump.jsonl", true, &["2019-12-11T10:15:00Z"; 20]), ["dump.jsonl"]);
        assert_eq!(places("pages", false, &["2019-12-11"; 19]).len(), 0);
        assert_eq!(places("2019-12-11", false, &["2019-12-11"; 20]).len(), 0);
        assert_eq!(places("wire/2019-12", false, &["2019-12-11"; 20]), ["wire/2019-12"]);
        let mut days = vec!["2019-12-11"; 40];
        days[30] = "2019-12-12";
        assert_eq!(places("pages", false, &days).len(), 0);
    }
}
