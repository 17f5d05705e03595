//! What an expression says before it is known which days those are: what the
//! rules of all languages make, and what [`super::resolve`] resolves.

use super::span::Span;
use super::word::{Part, Season, Unit};
use jiff::civil::Date;

/// An expression, as read from the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reading {
    /// A day or more of the calendar.
    When(Point),
    /// A time of day.
    At(Point, TimeOfDay),
    /// How long.
    Lasting(Amount, Unit),
    /// How long, in two units: `two hours and 20 minutes`.
    LastingBoth(u32, Unit, u32, Unit),
    /// Again and again.
    Every(Cycle),
    /// The past, the present or the future, no finer.
    Vague(Vague),
}

/// Which part of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Point {
    /// The expression says it all: `1989`, `Dec. 11, 2019`.
    Fixed(Span),
    /// A day in digits with two readings, the first being the likelier.
    Either(Date, Date),
    /// A day of the month: `Dec. 11`.
    MonthDay(i8, i8, Which),
    /// From one day of a month to another: `Dec. 11-13`.
    MonthDays(i8, i8, i8),
    /// `December`.
    Month(i8, Which),
    /// `Tuesday`.
    Weekday(i8, Which),
    /// `Tuesday next week`, `Monday of the following week`, the week being so
    /// many off the article's or, if that is said, off the one last named.
    WeekdayOf(i8, i32, bool),
    /// `the first Friday of July`, the last one being -1.
    NthWeekday(i8, i8, i8, Which),
    /// The unit that has a day: `the week of April 10`, `the quarter ended Dec. 31`.
    UnitOf(Unit, i8, i8, Which),
    /// `the 12th ult.`, `until the 15th`.
    DayOfMonth(i8, Which),
    /// `the same month last year`: of what was named last, or the article's.
    Same(Unit, Which),
    /// `the previous Friday`: from the date last named.
    ThatWeekday(i8, i8),
    /// `summer`.
    Season(Season, Which),
    /// `the third quarter`.
    Quarter(i8, Which),
    /// `the first half`.
    Half(i8, Which),
    /// A holiday, by its number in the table of its language.
    Holiday(&'static super::holiday::Rule, Which),
    /// `this week` (0), `last week` (-1), `tomorrow`.
    Unit(Unit, i32),
    /// `that week`, `the following week`: from the date last named.
    ThatUnit(Unit, i32),
    /// So many units from the article's day: `two years ago`.
    Away(Amount, Unit, Sign),
    /// So many units from the date last named: `two days later`.
    Further(Amount, Unit, Sign),
    /// The time of the year before that the text compares with: `a year earlier`.
    YearBefore,
    /// The quarter or the weekend that a report is about: `the quarter` (0, and
    /// the one last named, if any), `the latest period` (-1).
    Reported(Unit, i32),
    /// The same period of another year: `the 1988 period`.
    ReportedIn(i16),
}

/// Which of the many Decembers, Tuesdays, summers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The nearest in the direction that the tense says.
    Near,
    /// The last one that is over: `the year ended Jan. 31`.
    Over,
    /// `last` (-1), `this` (0), `next` (1).
    Step(i8),
    /// Of this year.
    In(i16),
    /// Of last year (-1), of this (0), of next (1).
    YearsOff(i8),
}

/// Into the past or the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Back,
    On,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// In hundredths: half an hour is 50.
    Exactly(u64),
    /// `several`, `12 to 18`.
    Some,
}

impl Amount {
    pub(super) const ONE: Self = Self::Exactly(100);

    /// The whole number that it is, if it is one.
    pub(super) fn whole(self) -> Option<u64> {
        match self {
            Self::Exactly(hundredths) if hundredths % 100 == 0 => Some(hundredths / 100),
            _ => None,
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    /// Hour (to 24), minute.
    Clock(u8, u8),
    Part(Part),
}

/// What comes again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cycle {
    /// `daily`, `every two years`.
    Units(Amount, Unit),
    Weekday(i8),
    Month(i8),
    Season(Season),
    Part(Part),
    /// `Monday nights`.
    WeekdayPart(i8, Part),
}

/// What has no place in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vague {
    Past,
    Present,
    Future,
}

/// A reading and the token after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) reading: Reading,
    pub(super) end: usize,
}

impl Found {
    pub(super) fn new(end: usize, reading: Reading) -> Option<Self> {
        Some(Self { reading, end })
    }

    pub(super) fn when(end: usize, point: Point) -> Option<Self> {
        Self::new(end, Reading::When(point))
    }
}
