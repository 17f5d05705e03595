//! From what an expression says to the days it means.
//!
//! A point that is not fixed is found from the *anchor*: the article's own
//! day, or, in a narrative, the date last named. What the anchor is too coarse
//! for stays open, as TIMEX3 writes it (`XXXX-WXX-2`); nothing knows today.

use super::anchor::{Anchor, away, civil, weekday_near, year_of_part};
use super::reading::{Point, Reading, Which};
use super::span::{Span, believed, nth_weekday, quarter, weekday_number};
use super::value;
use super::word::Unit;
use super::{Kind, Mention};
use crate::article::{Day, Published};
use jiff::civil::Date;

/// Where in time the verb near an expression points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    Unknown,
}

/// How many tokens back a quarter or a year may have been named for a
/// comparison (`a year earlier`) to be with it.
const COMPARED: usize = 200;

/// Of two readings of a day in digits the second holds only within so many
/// days of the article.
const NEARBY: i32 = 45;

/// A month or a day of a month that is no further off than this is meant
/// whatever the verb says.
const NEAR: i8 = 3;
const DAYS_NEAR: i32 = 100;
/// Without a verb a day is ahead only if it is much nearer than the one before.
const DAYS_AWAY: i32 = 180;

/// Resolves the expressions of one text, in order.
pub(super) struct Resolver {
    article: Anchor,
    /// Whether dates lead on from one another, and not from the article's day.
    narrative: bool,
    /// The date last named.
    last: Option<Span>,
    /// The day last named.
    last_day: Option<Span>,
    /// The period that figures are of, and the token it was named at.
    period: Option<(Span, usize)>,
}

impl Resolver {
    pub(super) fn new(published: &Published, narrative: bool) -> Self {
        let article = published.interval.map_or_else(Anchor::default, |interval| {
            match (civil(interval.from), civil(interval.to)) {
                (Some(from), Some(to)) => Anchor::between(from, to),
                _ => Anchor::default(),
            }
        });
        let narrative = narrative || article == Anchor::default();
        Self { article, narrative, last: None, last_day: None, period: None }
    }

    /// Makes `day` the article's own: its dateline names it.
    pub(super) fn filed_on(&mut self, day: Day) {
        if let Some(day) = civil(day) {
            self.article = Anchor::between(day, day);
        }
    }

    /// The article's own day, if it is known.
    pub(super) fn day(&self) -> Option<Date> {
        self.article.day
    }

    /// What the reading means; `at` is its first token, `bytes` its place in
    /// the text.
    pub(super) fn resolve(
        &mut self,
        reading: Reading,
        at: usize,
        bytes: (u32, u32),
        direction: &dyn Fn() -> Direction,
    ) -> Mention {
        let (kind, value, span) = match reading {
            Reading::When(point) => match self.find(point, at, direction) {
                Some(span) => {
                    self.remember(point, span, at);
                    (Kind::Date, span.value(), Some(span))
                }
                None => (Kind::Date, value::open(point), None),
            },
            Reading::At(point, time) => {
                let span = self.find(point, at, direction);
                if let Some(span) = span {
                    self.name(span);
                }
                let day = span.map_or_else(|| value::open(point), Span::value);
                (Kind::Time, value::at(&day, time), span)
            }
            Reading::Lasting(amount, unit) => {
                if unit == Unit::Month && matches!(amount.whole(), Some(6 | 9)) {
                    // "the nine months": what is compared is no quarter
                    self.period = None;
                }
                (Kind::Duration, value::duration(amount, unit), None)
            }
            Reading::LastingBoth(first, unit, second, smaller) => {
                (Kind::Duration, value::duration_of_two(first, unit, second, smaller), None)
            }
            Reading::Every(cycle) => (Kind::Set, value::cycle(cycle), None),
            Reading::Vague(vague) => (Kind::Date, value::vague(vague).to_owned(), None),
        };
        let (start, end) = bytes;
        Mention { start, end, kind, value, days: span.map(Span::days) }
    }

    fn remember(&mut self, point: Point, span: Span, at: usize) {
        // what figures are compared with is not what the text is about
        if matches!(point, Point::YearBefore | Point::ReportedIn(_)) {
            return;
        }
        self.name(span);
        let is_over = self.article.day.is_none_or(|today| span.last() < today);
        if matches!(span, Span::Quarter(..) | Span::Half(..)) && is_over {
            self.period = Some((span, at));
        }
    }

    fn name(&mut self, span: Span) {
        self.last = Some(span);
        if matches!(span, Span::Day(_)) {
            self.last_day = Some(span);
        }
    }

    /// What a point is told from. Words that only make sense from the day of
    /// writing (`last`, `ago`) are told from that if it is known.
    fn anchor(&self, point: Point) -> Anchor {
        let is_deictic = matches!(
            point,
            Point::Unit(..)
                | Point::Away(..)
                | Point::Month(_, Which::Step(_) | Which::YearsOff(_))
                | Point::Weekday(_, Which::Step(_))
                | Point::Season(_, Which::Step(_) | Which::YearsOff(_))
                | Point::MonthDay(_, _, Which::Step(_) | Which::YearsOff(_))
        );
        match self.last {
            Some(_) if is_deictic && self.article.year.is_some() => self.article,
            Some(last) if self.narrative => {
                let found = Anchor::of(last);
                // a decade says less than the article does, and a year has no Tuesday
                let is_weekday = matches!(point, Point::Weekday(..));
                let is_fine = if is_weekday { found.day.is_some() } else { found.year.is_some() };
                if is_fine { found } else { self.article }
            }
            _ => self.article,
        }
    }

    /// What was last named as finely as `unit`, else the article's day: "that
    /// day" is none of the year named just before it.
    fn named(&self, unit: Unit) -> Anchor {
        let named = [self.last, self.last_day].into_iter().flatten().map(Anchor::of);
        let is_fine = |anchor: &Anchor| unit < Unit::Day || anchor.span(unit).is_some();
        named.chain([self.article]).find(is_fine).unwrap_or_default()
    }

    /// A day by its number: of this month or one beside it, or the nearest in
    /// the direction that the verb says.
    fn day_of_month(
        &self,
        anchor: Anchor,
        day: i8,
        which: Which,
        direction: &dyn Fn() -> Direction,
    ) -> Option<Span> {
        let of = |steps: i64| {
            let first = anchor.span(Unit::Month)?.step(steps)?.first();
            Some(Span::Day(Date::new(first.year(), first.month(), day).ok()?))
        };
        let steps = match (which, anchor.day) {
            (Which::Step(steps), _) => i64::from(steps),
            (_, Some(today)) => match direction() {
                Direction::Future if day < today.day() => 1,
                Direction::Past if day > today.day() => -1,
                _ => 0,
            },
            _ => 0,
        };
        of(steps)
    }

    fn find(&self, point: Point, at: usize, direction: &dyn Fn() -> Direction) -> Option<Span> {
        let anchor = self.anchor(point);
        match point {
            Point::Fixed(span) => Some(span),
            Point::Either(first, second) => {
                let distance = |date: Date| {
                    self.article.day.map_or(0, |today| (date - today).get_days().abs())
                };
                let is_first = distance(first) <= distance(second) || distance(second) > NEARBY;
                Some(Span::Day(if is_first { first } else { second }))
            }
            Point::MonthDay(month, day, which) => {
                let year = self.year_of_day(anchor, month, day, which, direction)?;
                Some(Span::Day(Date::new(year, month, day).ok()?))
            }
            Point::MonthDays(month, from, to) => {
                let year = self.year_of_day(anchor, month, from, Which::Near, direction)?;
                Some(Span::Days(
                    Date::new(year, month, from).ok()?,
                    Date::new(year, month, to).ok()?,
                ))
            }
            Point::Month(month, which) => {
                Some(Span::Month(self.year_of_month(anchor, month, which, direction)?, month))
            }
            Point::Weekday(weekday, which) => {
                Some(Span::Day(weekday_near(anchor.day?, weekday, which, direction)))
            }
            Point::WeekdayOf(weekday, weeks, is_that) => {
                let from = if is_that { self.named(Unit::Week) } else { anchor };
                let week = from.span(Unit::Week)?.step(i64::from(weeks))?;
                Span::Day(week.first()).step(i64::from(weekday) - 1)
            }
            Point::NthWeekday(nth, weekday, month, which) => {
                // the middle of the month stands for the day that is to be found
                let year = self.year_of_day(anchor, month, 15, which, direction)?;
                nth_weekday(year, month, nth, weekday).map(Span::Day)
            }
            Point::UnitOf(unit, month, day, which) => {
                let year = self.year_of_day(anchor, month, day, which, direction)?;
                Span::of(unit, Date::new(year, month, day).ok()?)
            }
            Point::DayOfMonth(day, which) => self.day_of_month(anchor, day, which, direction),
            Point::Same(unit, which) => {
                let named = self.named(unit).span(unit)?;
                let years = match which {
                    Which::In(year) => i64::from(year) - i64::from(named.year()),
                    _ => -1,
                };
                named.years_later(years)
            }
            Point::ThatWeekday(weekday, step) => {
                let from = self.named(Unit::Day).day.or(anchor.day)?;
                Some(Span::Day(weekday_near(from, weekday, Which::Step(step), direction)))
            }
            Point::Season(season, which) => {
                let year = match which {
                    Which::In(year) => year,
                    Which::YearsOff(years) => believed(i64::from(anchor.year?) + i64::from(years))?,
                    Which::Near | Which::Over | Which::Step(_) => {
                        let year = anchor.year?;
                        let month = anchor.month.unwrap_or(12);
                        let first = season.first_month();
                        // a winter is named after the December it began in
                        let current = if first == 12 && month <= 2 { year - 1 } else { year };
                        let is_now = (month + 12 - first) % 12 < 3;
                        let is_over = !is_now && month > first;
                        match which {
                            Which::Step(-1) if is_over => current,
                            Which::Step(-1) => current - 1,
                            Which::Step(1) if is_over || is_now => current + 1,
                            Which::Near if !is_over && !is_now && !self.narrative => {
                                match direction() {
                                    Direction::Past => current - 1,
                                    _ => current,
                                }
                            }
                            _ => current,
                        }
                    }
                };
                Some(Span::Season(year, season))
            }
            Point::Quarter(part, which) => {
                let now = anchor.month.map(quarter);
                let year = year_of_part(anchor, part, now, which, direction)?;
                Some(Span::Quarter(year, part))
            }
            Point::Half(part, which) => {
                let now = anchor.month.map(|month| (month - 1) / 6 + 1);
                let year = year_of_part(anchor, part, now, which, direction)?;
                Some(Span::Half(year, part))
            }
            Point::Holiday(rule, which) => {
                let day = |year| rule.day(year);
                let year = match which {
                    Which::In(year) => year,
                    Which::YearsOff(years) => believed(i64::from(anchor.year?) + i64::from(years))?,
                    Which::Step(-1) => match (anchor.day, day(anchor.year?)) {
                        (Some(today), Some(feast)) if feast < today => anchor.year?,
                        _ => anchor.year? - 1,
                    },
                    Which::Step(1) => match (anchor.day, day(anchor.year?)) {
                        (Some(today), Some(feast)) if feast > today => anchor.year?,
                        _ => anchor.year? + 1,
                    },
                    Which::Step(_) => anchor.year?,
                    Which::Near | Which::Over => {
                        let this = day(anchor.year?)?;
                        self.year_of_day(anchor, this.month(), this.day(), Which::Near, direction)?
                    }
                };
                Some(Span::Day(day(year)?))
            }
            Point::Unit(unit, steps) => anchor.span(unit)?.step(i64::from(steps)),
            Point::ThatUnit(unit, steps) => self.named(unit).span(unit)?.step(i64::from(steps)),
            Point::Away(amount, unit, sign) => away(anchor, amount, unit, sign),
            Point::Further(amount, unit, sign) => away(self.named(unit), amount, unit, sign),
            Point::YearBefore => match self.period {
                Some((span, named)) if at.saturating_sub(named) < COMPARED => span.years_later(-1),
                _ => anchor.span(Unit::Year)?.step(-1),
            },
            Point::ReportedIn(year) => match self.period {
                Some((span, named)) if at.saturating_sub(named) < COMPARED => {
                    span.years_later(i64::from(year) - i64::from(span.year()))
                }
                _ => Some(Span::Year(year)),
            },
            Point::Reported(unit, steps) => self.reported(anchor, unit, steps, at, direction),
        }
    }

    /// The quarter (or the weekend) that a text speaks of without saying which.
    fn reported(
        &self,
        anchor: Anchor,
        unit: Unit,
        steps: i32,
        at: usize,
        direction: &dyn Fn() -> Direction,
    ) -> Option<Span> {
        match unit {
            Unit::Quarter => {
                if let Some((span, named)) = self.period
                    && steps == 0
                    && at.saturating_sub(named) < COMPARED
                {
                    return Some(span);
                }
                // figures come out in the weeks after a quarter's end
                let month = anchor.month?;
                let back = if (month - 1) % 3 < 2 { 1 } else { 0 };
                anchor.span(Unit::Quarter)?.step(-back)
            }
            Unit::Weekend => {
                let is_weekend = weekday_number(anchor.day?) >= 6;
                let this = anchor.span(unit)?;
                if is_weekend || direction() == Direction::Future {
                    Some(this)
                } else {
                    this.step(-1)
                }
            }
            _ => anchor.span(unit)?.step(i64::from(steps)),
        }
    }

    /// The year of a month.
    fn year_of_month(
        &self,
        anchor: Anchor,
        month: i8,
        which: Which,
        direction: &dyn Fn() -> Direction,
    ) -> Option<i16> {
        if let Which::In(year) = which {
            return Some(year);
        }
        let year = anchor.year?;
        // of a year alone, its December is where it is told from
        let now = anchor.month.unwrap_or(12);
        Some(match which {
            Which::Step(-1) if month >= now => year - 1,
            Which::Over if month > now => year - 1,
            Which::Step(1) if month <= now => year + 1,
            Which::YearsOff(years) => believed(i64::from(year) + i64::from(years))?,
            Which::Near if anchor.month.is_some() && !self.narrative => {
                // a month that is near is meant, whatever the verb: of one
                // that is further off than that, writers say "last" or "next"
                let (ahead, back) = ((month - now).rem_euclid(12), (now - month).rem_euclid(12));
                let is_next = match direction() {
                    Direction::Future if back > 0 => true,
                    _ if back <= NEAR => false,
                    _ if ahead < NEAR => true,
                    Direction::Past => false,
                    _ => ahead == NEAR,
                };
                match is_next {
                    true if month < now => year + 1,
                    false if month > now => year - 1,
                    _ => year,
                }
            }
            _ => year,
        })
    }

    /// The year of a day of a month.
    fn year_of_day(
        &self,
        anchor: Anchor,
        month: i8,
        day: i8,
        which: Which,
        direction: &dyn Fn() -> Direction,
    ) -> Option<i16> {
        if which == Which::Over
            && let (Some(today), Some(year)) = (anchor.day, anchor.year)
        {
            let is_over = Date::new(year, month, day).ok()? <= today;
            return Some(if is_over { year } else { year - 1 });
        }
        if which != Which::Near {
            return self.year_of_month(anchor, month, which, direction);
        }
        let year = anchor.year?;
        let (Some(today), false) = (anchor.day, self.narrative) else { return Some(year) };
        let Ok(date) = Date::new(year, month, day) else { return Some(year) };
        let ahead = (date - today).get_days();
        Some(match direction() {
            Direction::Future if ahead < -DAYS_NEAR => year + 1,
            Direction::Past if ahead > DAYS_NEAR => year - 1,
            Direction::Unknown if ahead > 365 - DAYS_AWAY => year - 1,
            Direction::Unknown if ahead < DAYS_AWAY - 365 => year + 1,
            _ if ahead < DAYS_NEAR - 365 => year + 1,
            _ if ahead > 365 - DAYS_NEAR => year - 1,
            _ => year,
        })
    }
}

/// A day told from the date last named or the article's, for clock times.
pub(super) fn today() -> Point {
    Point::Unit(Unit::Day, 0)
}
