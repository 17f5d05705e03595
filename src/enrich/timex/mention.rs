//! What the tagger hands out: a [`Mention`] of a time in a text.

use crate::article::Interval;
use serde::Serialize;

impl Mention {
    /// Whether it speaks of no day in particular: `now`, `recently`, `in the past`.
    #[must_use]
    pub fn is_vague(&self) -> bool {
        self.days.is_none() && self.value.ends_with("_REF")
    }
}

/// What kind of time an expression speaks of (the types of TIMEX3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A day or more of the calendar: `Dec. 11`, `last week`, `the 1930s`, `now`.
    Date,
    /// A time of day: `5 p.m.`, `Friday night`.
    Time,
    /// How long something takes: `three weeks`.
    Duration,
    /// Something that comes again: `daily`, `every Tuesday`.
    Set,
}

impl Kind {
    /// Whether it speaks of days of the calendar.
    #[must_use]
    pub fn is_of_the_calendar(self) -> bool {
        matches!(self, Self::Date | Self::Time)
    }
}

/// An expression of time in a text, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// First byte of the text.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Its kind.
    pub kind: Kind,
    /// Its value in TIMEX3: `2019-12-11`, `2019-W50`, `201`, `P2Y`, `XXXX-WXX-2`.
    pub value: String,
    /// The days it covers, both ends included. `None` for durations and sets,
    /// for what is vague (`recently`), and for what can't be told without a
    /// date that the article doesn't have. The first of two dates that a
    /// preposition makes a range (`from 2010 to 2012`) covers the range.
    pub days: Option<Interval>,
}
