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

    /// Whether there is a claim.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.interval.is_some()
    }

    /// The date as a person reads it, as fine as the claim: `2019-12-11`,
    /// `2019-12`, `1930`, `193X`, `1930-01-01/1932-12-31`; `None` if unknown.
    #[must_use]
    pub fn date(&self) -> Option<String> {
        let Interval { from, to } = self.interval?;
        let (year, month, _) = from.ymd();
        Some(match self.precision {
            Precision::Second | Precision::Day => from.to_string(),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Year => format!("{year:04}"),
            Precision::Decade => format!("{}X", year / 10),
            Precision::Range | Precision::Unknown => format!("{from}/{to}"),
        })
    }
}
