//! Days, months and years as units of publication.

use super::EntityRow;
use crate::article::Day;
use crate::store::Per;

/// Where no unit is asked for, the finest that cuts all time shown into at most so many is taken.
const UNITS: i64 = 60;

/// The day on which the unit begins that holds all days from one to another; none where no unit
/// does: a date is never read finer than it is.
pub(super) fn of(per: Per, from: i64, to: i64) -> Option<i64> {
    let unit = per.around(Day::from_number(from));
    (to <= unit.to.number()).then_some(unit.from.number())
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
