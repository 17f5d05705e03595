//! What happened when: how many of the articles that match speak of each day,
//! week, month or year, or were published in it, and the passage that says it best.
//!
//! Points are counted by the store. Those that are shown get a passage each, by
//! one more search for the query and the days together: see `telling.rs`.

use super::SearchError;
use super::names::{Aliases, read};
use super::request::Request;
use super::response::{Hit, QueryOut};
use super::spelling::did_you_mean;
use super::telling;
use crate::article::{Day, Interval};
use crate::query::Note;
use crate::store::{DatedBy, Matching, Per, Point, Snapshot};
use serde::Serialize;
use std::sync::Arc;
use std::time::Instant;

/// Where no unit is asked for, the finest with at most so many points is taken.
const POINTS: usize = 60;

/// What is asked of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRequest {
    /// The query as typed; an empty one asks for everything.
    pub text: String,
    /// By the days that are mentioned, or by the date of publication.
    pub by: DatedBy,
    /// How long a point is; `None` for the finest unit of which there are at
    /// most 60, or years.
    pub per: Option<Per>,
    /// How many points: those with the most articles.
    pub take: usize,
    /// The day that dates of publication in the query count from (`published:"last month"`).
    pub today: Option<Day>,
    /// Who is called what, as the user says.
    pub aliases: Arc<Aliases>,
}

/// A timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timeline {
    /// The query, and how it was read.
    pub query: QueryOut,
    /// What puts an article on it.
    pub by: DatedBy,
    /// How long a point is.
    pub per: Per,
    /// How many articles match the query, copies and those without a date included.
    pub total: u64,
    /// How many points there are, those that are not named included.
    pub distinct: usize,
    /// Microseconds from the query's text to this answer.
    pub took_us: u64,
    /// The points asked for, in order of time.
    pub points: Vec<TimelinePoint>,
}

/// A point of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimelinePoint {
    /// `2019-12-11`, `2019-W50`, `2019-12` or `2019`: what `when:` and `published:` take.
    pub date: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Articles; those with the same text are one.
    pub count: u64,
    /// The article whose passage says best what happened.
    pub hit: Option<Hit>,
}

/// Makes a timeline.
///
/// # Errors
/// Only where the index can't be read.
pub fn timeline(snapshot: &Snapshot, request: &TimelineRequest) -> Result<Timeline, SearchError> {
    let began = Instant::now();
    let text = if request.text.trim().is_empty() { "*" } else { &request.text };
    let reading = read(snapshot, text, request.today, &request.aliases)?;
    let query = &reading.query;
    let mut limits = Vec::new();
    let matching = snapshot.matching(query, &mut limits)?;
    let (per, mut counted) = points(snapshot, &matching, request)?;
    let distinct = counted.len();
    counted.sort_by(|a, b| b.count.cmp(&a.count).then(a.days.from.cmp(&b.days.from)));
    counted.truncate(request.take);
    counted.sort_by_key(|point| point.days.from);
    let mut points = Vec::with_capacity(counted.len());
    for Point { days, count } in counted {
        points.push(TimelinePoint {
            date: point_name(days, per),
            from: days.from.to_string(),
            to: days.to.to_string(),
            count,
            hit: telling::best(snapshot, query, request.by, days)?,
        });
    }
    let mut notes = reading.notes;
    notes.extend(limits.into_iter().map(|message| Note { at: 0, message }));
    Ok(Timeline {
        query: QueryOut {
            text: request.text.clone(),
            read_as: query.to_string(),
            did_you_mean: did_you_mean(snapshot, text, query)?,
            notes,
            model: Request::new("").model.to_string(),
            added: Vec::new(),
        },
        by: request.by,
        per,
        total: matching.total,
        distinct,
        took_us: began.elapsed().as_micros() as u64,
        points,
    })
}

/// All points of the unit asked for, or of the finest that gives few enough.
fn points(
    snapshot: &Snapshot,
    matching: &Matching,
    request: &TimelineRequest,
) -> Result<(Per, Vec<Point>), SearchError> {
    let mut found = (Per::Year, Vec::new());
    for per in request.per.map_or(Per::ALL.to_vec(), |per| vec![per]) {
        found = (per, snapshot.timeline(matching, request.by, per)?);
        // none of a finer unit may be some of a coarser: "in 1930" is no day
        if (1..=POINTS).contains(&found.1.len()) {
            break;
        }
    }
    Ok(found)
}

/// A point as queries name it. The week is that of ISO 8601: it belongs to the
/// year that its Thursday is in.
pub(super) fn point_name(days: Interval, per: Per) -> String {
    let day = days.from.to_string();
    match per {
        Per::Day => day,
        Per::Week => {
            let thursday = Day::from_number(days.from.number() + 3);
            let year = thursday.ymd().0;
            let before = Day::first_of_month(year, 1).number();
            format!("{year:04}-W{:02}", (thursday.number() - before) / 7 + 1)
        }
        Per::Month => day[..7].to_owned(),
        Per::Year => day[..4].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Origin, parse_date};
    use crate::enrich::enrich;
    use crate::search::indexed::indexed;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    const BODIES: [&str; 8] = [
        "Fog came on April 14, 1912 and left on April 15, 1912.",
        "Fog yesterday. The ferry sailed on Monday.",
        "The ferry was idle in December 2019, as it was in 2018.",
        "Fog on December 30, 2018. Fog on December 31, 2018. Fog on January 1, 2019.",
        "From April 9 to April 12, 1912 the ferry was late.",
        "In the 1930s there was fog, and last winter too.",
        "Nobody knows when the ferry sails.",
        "The ferry sank on April 14, 1912.",
    ];
    const PUBLISHED: [&str; 6] = ["1912-04-16", "2019-12-12", "2019-12", "1912", "191X", ""];
    const QUERIES: [&str; 4] = ["", "fog", "ferry -fog", "when:1912"];

    /// The slow way: each article read again, its dates found again.
    fn slowly(articles: &[&Article], by: DatedBy, per: Per) -> BTreeMap<String, u64> {
        let mut points: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for article in articles {
            let enriched = enrich((*article).clone());
            let days: Vec<Interval> = match by {
                DatedBy::Published => article.published.interval.into_iter().collect(),
                DatedBy::Mentioned => {
                    let told = enriched.dates.iter();
                    let told = told.filter(|d| d.kind.is_of_the_calendar() && !d.is_vague());
                    told.filter_map(|date| date.days).collect()
                }
            };
            for days in days {
                // a week is made of days
                let fine = by == DatedBy::Published || per != Per::Week || days.from == days.to;
                let point = |day: Day| match per {
                    Per::Week => point_name(Interval { from: day.monday(), to: day }, Per::Week),
                    per => point_name(Interval { from: day, to: day }, per),
                };
                if fine && point(days.from) == point(days.to) {
                    points.entry(point(days.from)).or_default().insert(article.body.clone());
                }
            }
        }
        points.into_iter().map(|(point, texts)| (point, texts.len() as u64)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn counts_are_those_of_reading_every_article(
            articles in prop::collection::vec((0..BODIES.len(), 0..PUBLISHED.len()), 1..30),
            commit in 0..30usize,
            removed in prop::collection::btree_set(0..30usize, 0..6),
        ) {
            let articles: Vec<Article> = articles
                .into_iter()
                .enumerate()
                .map(|(number, (body, published))| Article {
                    id: format!("a{number}"),
                    body: BODIES[body].to_owned(),
                    published: parse_date(PUBLISHED[published]).unwrap_or_default(),
                    origin: Origin { path: "f".into(), record: None },
                    ..Article::default()
                })
                .collect();
            let enriched = articles.iter().cloned().map(enrich);
            let (_directory, snapshot) = indexed(enriched, commit, &removed);
            for text in QUERIES {
                let page = Request { take: 100, passages: 0, ..Request::new(match text {
                    "" => "*",
                    text => text,
                }) };
                let hits = super::super::search(&snapshot, &page).unwrap().hits;
                let matching: Vec<&Article> = articles
                    .iter()
                    .filter(|article| hits.iter().any(|hit| hit.id == article.id))
                    .collect();
                for by in [DatedBy::Mentioned, DatedBy::Published] {
                    for per in Per::ALL {
                        let request = TimelineRequest {
                            text: text.to_owned(), by, per: Some(per), take: usize::MAX, today: None,
                            aliases: Arc::default(),
                        };
                        let answer = timeline(&snapshot, &request).unwrap();
                        prop_assert_eq!(answer.total, matching.len() as u64);
                        let counted: BTreeMap<String, u64> = answer
                            .points.iter().map(|point| (point.date.clone(), point.count)).collect();
                        let slow = slowly(&matching, by, per);
                        prop_assert_eq!(counted, slow, "{} {:?} {:?}", text, by, per);
                        for point in &answer.points {
                            let hit = point.hit.as_ref();
                            prop_assert!(hit.is_some(), "{} {}", text, point.date);
                            let known = |hit: &Hit| matching.iter().any(|a| a.id == hit.id);
                            prop_assert!(hit.is_some_and(known));
                        }
                    }
                }
            }
        }
    }
}
