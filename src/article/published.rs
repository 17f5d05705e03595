//! When an article was published: an interval of days, how precise the claim
//! is, and who made it.

use super::Day;
use serde::{Deserialize, Serialize};

/// A closed interval of days, `from <= to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First day.
    pub from: Day,
    /// Last day, itself within the interval.
    pub to: Day,
}

impl Interval {
    /// The year that it lies in, `1931`; of days of several years of one decade the decade,
    /// `1930s`; of more nothing, since a claim is never read finer than it is. Either is what
    /// `published:` takes.
    #[must_use]
    pub fn year_or_decade(self) -> Option<String> {
        let (first, last) = (self.from.ymd().0, self.to.ymd().0);
        if first == last {
            Some(first.to_string())
        } else if first.div_euclid(10) == last.div_euclid(10) {
            Some(format!("{}s", first.div_euclid(10) * 10))
        } else {
            None
        }
    }
}

/// How fine a date claim is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the second (or the minute).
    Second,
    /// A day.
    Day,
    /// One of two days, the ends of the interval: `03/04/2019` where the source
    /// does not show whether the day or the month stands first.
    Either,
    /// A month.
    Month,
    /// A year.
    Year,
    /// A decade.
    Decade,
    /// Some other span of days (`1930/1932`).
    Range,
    /// No claim.
    #[default]
    Unknown,
}

/// Where the claim came from, in falling order of trust.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrigin {
    /// A field of the record.
    Record,
    /// JSON-LD in an HTML page.
    JsonLd,
    /// A meta tag or a `<time>` of an HTML page.
    Meta,
    /// The article's URL.
    Url,
    /// The dateline or another line of the text.
    Dateline,
    /// The name of the file.
    FileName,
    /// The name of a folder the file lies in.
    Folder,
    /// The file's time of change: a last and marked resort.
    FileTime,
    /// Nobody claimed anything.
    #[default]
    Nowhere,
}

/// What is known of the time zone of a time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// The claim named its zone or offset.
    Known,
    /// It did not, or it has no time of day.
    #[default]
    Unknown,
}

/// What stands first in a date written in digits (`13/04/2019`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayOrder {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

impl DayOrder {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::DayFirst => Self::MonthFirst,
            Self::MonthFirst => Self::DayFirst,
        }
    }
}

/// A publication date as claimed: never finer than the claim, never invented.
///
/// The days are those of the claim's own zone: an article of 23:30 on the 4th
/// in New York is an article of the 4th.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Published {
    /// The days it may have been published on; `None` is unknown.
    pub interval: Option<Interval>,
    /// Seconds since local midnight of `interval.from`, where the claim has a time of day.
    pub second_of_day: Option<u32>,
    /// How fine the claim is.
    pub precision: Precision,
    /// Whether the zone of the time of day is known.
    pub zone: Zone,
    /// Who made the claim.
    pub origin: DateOrigin,
    /// How the day and the month were written, where the claim shows it: evidence
    /// for other dates of its source. Of [`Precision::Either`] it is the order in
    /// which the first day is read. The reader of a corpus uses it up; it is not
    /// kept.
    pub order: Option<DayOrder>,
}

impl Published {
    /// No claim.
    #[must_use]
    pub fn unknown() -> Self {
        Self::default()
    }

    /// A claim on whole days.
    #[must_use]
    pub fn days(from: Day, to: Day, precision: Precision) -> Self {
        Self { interval: Some(Interval { from, to }), precision, ..Self::default() }
    }

    /// The same claim, made by `origin`. An unknown date stays without origin.
    #[must_use]
    pub fn claimed_by(self, origin: DateOrigin) -> Self {
        if self.interval.is_none() { self } else { Self { origin, ..self } }
    }

    /// One of two days, `order` being how the earlier one is read.
    #[must_use]
    pub(super) fn either(day_first: Day, month_first: Day) -> Self {
        let is_earlier = day_first < month_first;
        let order = if is_earlier { DayOrder::DayFirst } else { DayOrder::MonthFirst };
        let (from, to) = (day_first.min(month_first), day_first.max(month_first));
        Self { order: Some(order), ..Self::days(from, to, Precision::Either) }
    }

    /// The claim with its day and month in this order; as it is where that is not open.
    #[must_use]
    pub fn in_order(self, order: DayOrder) -> Self {
        let (Precision::Either, Some(Interval { from, to })) = (self.precision, self.interval)
        else {
            return self;
        };
        let day = if self.order == Some(order) { from } else { to };
        let precision =
            if self.second_of_day.is_some() { Precision::Second } else { Precision::Day };
        let interval = Some(Interval { from: day, to: day });
        Self { interval, precision, order: Some(order), ..self }
    }

    /// What a less trusted claim adds: it is taken if nothing is known, and if it
    /// agrees and is finer. Of two days it may tell which one it is.
    pub fn refine(&mut self, claim: Self) {
        let Some(new) = claim.interval else { return };
        let Some(known) = self.interval else {
            *self = claim;
            return;
        };
        if self.precision == Precision::Either {
            let holds = |day: Day| new.from <= day && day <= new.to;
            if claim.precision != Precision::Either
                && holds(known.from) != holds(known.to)
                && let Some(order) = self.order
            {
                *self = self.in_order(if holds(known.from) { order } else { order.other() });
            }
        } else if claim.precision < self.precision && known.from <= new.from && new.to <= known.to {
            *self = claim;
        }
    }

    /// Whether there is a claim.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.interval.is_some()
    }

    /// The date as a person reads it, as fine as the claim: `2019-12-11`,
    /// `2019-12`, `1930`, `193X`, `1930-01-01/1932-12-31`; of two days, either of
    /// which it may be, `[2019-03-04,2019-04-03]`; `None` if unknown.
    #[must_use]
    pub fn date(&self) -> Option<String> {
        let Interval { from, to } = self.interval?;
        let (year, month, _) = from.ymd();
        Some(match self.precision {
            Precision::Second | Precision::Day => from.to_string(),
            Precision::Either => format!("[{from},{to}]"),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Year => format!("{year:04}"),
            Precision::Decade => format!("{}X", year / 10),
            Precision::Range | Precision::Unknown => format!("{from}/{to}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_counts_no_finer_than_it_is() {
        let year = |from: (i16, i8, i8), to: (i16, i8, i8)| {
            let day = |(year, month, day)| Day::from_ymd(year, month, day).unwrap();
            Interval { from: day(from), to: day(to) }.year_or_decade()
        };
        assert_eq!(year((1931, 5, 1), (1931, 5, 31)).as_deref(), Some("1931"));
        assert_eq!(year((1930, 1, 1), (1939, 12, 31)).as_deref(), Some("1930s"));
        assert_eq!(year((1931, 12, 31), (1932, 1, 1)).as_deref(), Some("1930s"));
        assert_eq!(year((1929, 12, 31), (1930, 1, 1)), None);
    }
}
