//! TIMEX3 values of what is no span of the calendar: durations, sets, times,
//! vague references, and points that stay open.

use super::reading::{Amount, Cycle, Point, TimeOfDay, Vague, Which};
use super::word::{Part, Unit};

/// `P2Y`, `PT30M`, `PXW`.
pub(super) fn duration(amount: Amount, unit: Unit) -> String {
    let Amount::Exactly(hundredths) = amount else {
        return some(unit);
    };
    let (unit, hundredths) = match unit {
        Unit::Decade => (Unit::Year, hundredths.saturating_mul(10)),
        Unit::Century => (Unit::Year, hundredths.saturating_mul(100)),
        unit => (unit, hundredths),
    };
    let (mark, letter) = letters(unit);
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    // a half is said in the next smaller unit: P2Y6M, PT1H30M
    let half = match (rest, unit) {
        (50, Unit::Year) => Some("6M"),
        (50, Unit::Hour) => Some("30M"),
        (50, Unit::Minute) => Some("30S"),
        _ => None,
    };
    match (whole, half) {
        (0, Some(half)) => format!("{mark}{half}"),
        (_, Some(half)) => format!("{mark}{whole}{letter}{half}"),
        _ if rest == 0 => format!("{mark}{whole}{letter}"),
        _ if rest % 10 == 0 => format!("{mark}{whole}.{}{letter}", rest / 10),
        _ => format!("{mark}{whole}.{rest:02}{letter}"),
    }
}

/// `P2Y3M`, `PT1H20M`, `P1DT5H`.
pub(super) fn duration_of_two(first: u32, unit: Unit, second: u32, smaller: Unit) -> String {
    let (mark, letter) = letters(unit);
    let (inner, small) = letters(smaller);
    // the time of day is marked once
    let inner = if inner == mark { "" } else { "T" };
    format!("{mark}{first}{letter}{inner}{second}{small}")
}

fn some(unit: Unit) -> String {
    let (mark, letter) = letters(unit);
    format!("{mark}X{letter}")
}

/// What stands before and behind the number of a duration.
fn letters(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Second => ("PT", "S"),
        Unit::Minute => ("PT", "M"),
        Unit::Hour => ("PT", "H"),
        Unit::Day => ("P", "D"),
        Unit::Weekend => ("P", "WE"),
        Unit::Week => ("P", "W"),
        Unit::Month => ("P", "M"),
        Unit::Quarter => ("P", "Q"),
        Unit::Year => ("P", "Y"),
        Unit::Decade => ("P", "DE"),
        Unit::Century => ("P", "CE"),
    }
}

/// What comes again.
pub(super) fn cycle(cycle: Cycle) -> String {
    match cycle {
        Cycle::Units(amount, Unit::Quarter) if amount == Amount::ONE => "P3M".to_owned(),
        Cycle::Units(amount, unit) => duration(amount, unit),
        Cycle::Weekday(day) => format!("XXXX-WXX-{day}"),
        Cycle::Month(month) => format!("XXXX-{month:02}"),
        Cycle::Season(season) => format!("XXXX-{}", season.code()),
        Cycle::Part(part) => format!("XXXX-XX-XX{}", part_code(part)),
        Cycle::WeekdayPart(day, part) => format!("XXXX-WXX-{day}{}", part_code(part)),
    }
}

/// A time of the day that `day` is the value of.
pub(super) fn at(day: &str, time: TimeOfDay) -> String {
    match time {
        TimeOfDay::Clock(hour, minute) => format!("{day}T{hour:02}:{minute:02}"),
        TimeOfDay::Part(part) => format!("{day}{}", part_code(part)),
    }
}

fn part_code(part: Part) -> &'static str {
    match part {
        Part::Morning => "TMO",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night => "TNI",
    }
}

/// `PRESENT_REF` and its like.
pub(super) fn vague(vague: Vague) -> &'static str {
    match vague {
        Vague::Past => "PAST_REF",
        Vague::Present => "PRESENT_REF",
        Vague::Future => "FUTURE_REF",
    }
}

/// A point that no date is known for.
pub(super) fn open(point: Point) -> String {
    let year = |which| match which {
        Which::In(year) => format!("{year:04}"),
        _ => "XXXX".to_owned(),
    };
    match point {
        Point::Fixed(span) => span.value(),
        Point::MonthDay(month, day, which) => format!("{}-{month:02}-{day:02}", year(which)),
        Point::MonthDays(month, from, to) => {
            format!("XXXX-{month:02}-{from:02}/XXXX-{month:02}-{to:02}")
        }
        Point::Month(month, which) => format!("{}-{month:02}", year(which)),
        Point::Weekday(day, _) | Point::ThatWeekday(day, _) | Point::WeekdayOf(day, ..) => {
            format!("XXXX-WXX-{day}")
        }
        Point::UnitOf(unit, ..) | Point::Same(unit, _) => open_unit(unit).to_owned(),
        Point::NthWeekday(_, _, month, which) => format!("{}-{month:02}", year(which)),
        Point::DayOfMonth(day, _) => format!("XXXX-XX-{day:02}"),
        Point::Season(season, which) => format!("{}-{}", year(which), season.code()),
        Point::Quarter(quarter, which) => format!("{}-Q{quarter}", year(which)),
        Point::Half(half, which) => format!("{}-H{half}", year(which)),
        Point::Holiday(super::holiday::Rule::On(month, day), which) => {
            format!("{}-{month:02}-{day:02}", year(which))
        }
        Point::Holiday(..) => "XXXX-XX-XX".to_owned(),
        Point::Unit(unit, _) | Point::ThatUnit(unit, _) | Point::Reported(unit, _) => {
            open_unit(unit).to_owned()
        }
        Point::Away(Amount::Some, _, sign) | Point::Further(Amount::Some, _, sign) => {
            vague(match sign {
                super::reading::Sign::Back => Vague::Past,
                super::reading::Sign::On => Vague::Future,
            })
            .to_owned()
        }
        Point::Away(_, unit, _) | Point::Further(_, unit, _) => open_unit(unit).to_owned(),
        Point::Either(first, _) => first.to_string(),
        Point::ReportedIn(year) => format!("{year:04}"),
        Point::YearBefore => "XXXX".to_owned(),
    }
}

fn open_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}
