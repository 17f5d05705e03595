//! The parts that a claim names, before they are known to be a date.

use super::super::{Day, DayOrder, FIRST_YEAR, LAST_YEAR, Precision, Published, Zone};

/// What has been read of a claim. Numbers are as written: [`Parts::resolve`]
/// says whether they are a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    /// Seconds since midnight; `None` also for an impossible time ("25:61").
    pub(super) second_of_day: Option<u32>,
    pub(super) zone: Zone,
    /// What stood first, where digits show it.
    pub(super) order: Option<DayOrder>,
    /// Day and month are in the order of the day first, but may be the other way round.
    pub(super) is_open: bool,
}

impl Parts {
    /// The claim, as fine as its parts; `None` without a year, for a day that
    /// the calendar does not have, and outside the years a newspaper may be of.
    pub(super) fn resolve(self) -> Option<Published> {
        let year = self.year?;
        match (self.month, self.day) {
            (None, None) => whole_year(year),
            (Some(month), None) => whole_month(year, month),
            (Some(month), Some(day)) => {
                let read = Day::from_ymd(year, month, day)?;
                let order = self.order;
                let published = Published { order, ..Published::days(read, read, Precision::Day) };
                if self.is_open {
                    let either = Published::either(read, Day::from_ymd(year, day, month)?);
                    let (second_of_day, zone) = (self.second_of_day, self.zone);
                    return Some(Published { second_of_day, zone, ..either });
                }
                Some(match self.second_of_day {
                    None => published,
                    Some(_) => Published {
                        second_of_day: self.second_of_day,
                        precision: Precision::Second,
                        zone: self.zone,
                        ..published
                    },
                })
            }
            (None, Some(_)) => None,
        }
    }
}

/// All days of a year.
pub(super) fn whole_year(year: i16) -> Option<Published> {
    years(year, year, Precision::Year)
}

/// All days of some years, of which none may lie outside the years of newspapers.
pub(super) fn years(first: i16, last: i16, precision: Precision) -> Option<Published> {
    if first < FIRST_YEAR || last > LAST_YEAR || first > last {
        return None;
    }
    Some(Published::days(Day::from_ymd(first, 1, 1)?, Day::from_ymd(last, 12, 31)?, precision))
}

/// All days of a month.
pub(super) fn whole_month(year: i16, month: i8) -> Option<Published> {
    let first = Day::from_ymd(year, month, 1)?;
    Some(Published::days(first, first.last_of_month(), Precision::Month))
}
