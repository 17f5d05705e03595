//! The date that others are told from, as fine as it is known, and what is
//! found from it by counting: weekdays, quarters, so many units away.

use super::reading::{Amount, Sign, Which};
use super::resolve::Direction;
use super::span::{Span, believed, weekday_number};
use super::word::Unit;
use crate::article::Day;
use jiff::ToSpan;
use jiff::civil::Date;

/// A date as fine as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<Date>,
}

impl Anchor {
    /// What the days from one to another have in common.
    pub(super) fn between(from: Date, to: Date) -> Self {
        let same_year = from.year() == to.year();
        let same_month = same_year && from.month() == to.month();
        Self {
            year: same_year.then_some(from.year()),
            month: same_month.then_some(from.month()),
            day: (from == to).then_some(from),
        }
    }

    /// What the days of a span have in common.
    pub(super) fn of(span: Span) -> Self {
        Self::between(span.first(), span.last())
    }

    /// The span of a unit that the anchor lies in, if that can be told.
    pub(super) fn span(self, unit: Unit) -> Option<Span> {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => None,
            Unit::Day | Unit::Week | Unit::Weekend => Span::of(unit, self.day?),
            Unit::Month | Unit::Quarter => {
                Span::of(unit, Date::new(self.year?, self.month?, 1).ok()?)
            }
            Unit::Year | Unit::Decade | Unit::Century => {
                Span::of(unit, Date::new(self.year?, 1, 1).ok()?)
            }
        }
    }
}

/// The year of a quarter or a half, `now` being the one of the anchor.
pub(super) fn year_of_part(
    anchor: Anchor,
    part: i8,
    now: Option<i8>,
    which: Which,
    direction: &dyn Fn() -> Direction,
) -> Option<i16> {
    let year = match which {
        Which::In(year) => return Some(year),
        _ => anchor.year?,
    };
    let Some(now) = now else { return Some(year) };
    Some(match which {
        Which::Step(-1) if part >= now => year - 1,
        Which::Step(1) if part <= now => year + 1,
        Which::YearsOff(years) => believed(i64::from(year) + i64::from(years))?,
        Which::Near if part > now && direction() != Direction::Future => year - 1,
        Which::Near if part < now - 1 && direction() == Direction::Future => year + 1,
        _ => year,
    })
}

/// The weekday that is meant on `today`.
pub(super) fn weekday_near(
    today: Date,
    weekday: i8,
    which: Which,
    direction: &dyn Fn() -> Direction,
) -> Date {
    let back = i64::from((weekday_number(today) - weekday).rem_euclid(7));
    let days = match which {
        Which::Step(0) => i64::from(weekday - weekday_number(today)),
        Which::Step(-1) => -(if back == 0 { 7 } else { back }),
        Which::Step(_) => 7 - back,
        _ if back == 0 => 0,
        _ if direction() == Direction::Future => 7 - back,
        _ => -back,
    };
    today.saturating_add(days.days())
}

/// So many units before or after an anchor.
pub(super) fn away(anchor: Anchor, amount: Amount, unit: Unit, sign: Sign) -> Option<Span> {
    let sign = match sign {
        Sign::Back => -1,
        Sign::On => 1,
    };
    let Amount::Exactly(hundredths) = amount else { return None };
    if let Some(count) = amount.whole() {
        let steps = sign * i64::try_from(count).ok()?;
        return match unit {
            Unit::Second | Unit::Minute | Unit::Hour => {
                let days = if unit == Unit::Hour { steps / 24 } else { 0 };
                anchor.span(Unit::Day)?.step(days)
            }
            Unit::Decade if count > 1 => anchor.span(Unit::Year)?.step(steps.checked_mul(10)?),
            Unit::Century => anchor.span(Unit::Year)?.step(steps.checked_mul(100)?),
            _ => anchor.span(unit)?.step(steps),
        };
    }
    // two and a half years are thirty months; finer than that nothing is said
    let (smaller, per_unit) = match unit {
        Unit::Year => (Unit::Month, 12),
        Unit::Week => (Unit::Day, 7),
        Unit::Decade => (Unit::Year, 10),
        Unit::Century => (Unit::Year, 100),
        _ => return None,
    };
    let count = i64::try_from(hundredths).ok()?.checked_mul(per_unit)? / 100;
    anchor.span(smaller)?.step(sign * count)
}

/// A day as a civil date.
pub(super) fn civil(day: Day) -> Option<Date> {
    let (year, month, day) = day.ymd();
    Date::new(year, month, day).ok()
}
