//! Days, months and years as units of publication.

use super::EntityRow;
use crate::article::{Day, Interval};
use crate::store::Per;

/// Where no unit is asked for, the finest that cuts all time shown into at most so many is taken.
const UNITS: i64 = 60;

/// The unit that a day lies in.
fn around(per: Per, day: Day) -> Interval {
    let (year, month, _) = day.ymd();
    match per {
        Per::Day => Interval { from: day, to: day },
        Per::Week => {
            let monday = day.monday();
            Interval { from: monday, to: Day::from_number(monday.number() + 6) }
        }
        Per::Month => Interval { from: Day::first_of_month(year, month), to: day.last_of_month() },
        Per::Year => Interval {
            from: Day::first_of_month(year, 1),
            to: Day::first_of_month(year, 12).last_of_month(),
        },
    }
}

/// The day on which the unit begins that holds all days from one to another; none where no unit
/// does: a date is never read finer than it is.
pub(super) fn of(per: Per, from: i64, to: i64) -> Option<i64> {
    let unit = around(per, Day::from_number(from));
    (to <= unit.to.number()).then_some(unit.from.number())
}

/// A unit as `published:` takes it.
pub(super) fn name(from: Day, per: Per) -> String {
    let day = from.to_string();
    match per {
        Per::Day | Per::Week => day,
        Per::Month => day[..7].to_owned(),
        Per::Year => day[..4].to_owned(),
    }
}

/// The finest unit for these rows.
pub(super) fn finest(rows: &[EntityRow]) -> Per {
    let first = rows.iter().filter_map(|row| row.first.as_deref()).min();
    let last = rows.iter().filter_map(|row| row.last.as_deref()).max();
    let number = |day: &str| {
        let mut parts = day.split('-').filter_map(|part| part.parse::<i64>().ok());
        (parts.next().unwrap_or(0), parts.next().unwrap_or(1), parts.next().unwrap_or(1))
    };
    let Some(((y1, m1, d1), (y2, m2, d2))) = first.map(number).zip(last.map(number)) else {
        return Per::Year;
    };
    let months = 12 * (y2 - y1) + m2 - m1;
    if 31 * months + d2 - d1 < UNITS {
        Per::Day
    } else if months < UNITS {
        Per::Month
    } else {
        Per::Year
    }
}
