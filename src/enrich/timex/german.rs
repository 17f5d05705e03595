//! The German rules: weekdays, full and partial dates, the days around today,
//! last and next units, so long ago, decades. A small set, in one file.
//!
//! ```text
//! date     := [weekday [","]] tag "." (monat | mm ".") [jahr]    Dienstag, 11. Dezember 2019
//!           | monat [jahr]                                        im Dezember
//! relative := ("letzte" | "diese" | "nächste" …) (unit | weekday | monat)
//! ago      := "vor" anzahl units | "in" anzahl units              vor zwei Jahren
//! decade   := 1960 "er" ["Jahre"]
//! ```

use super::Rules;
use super::lexicon::Lexicon;
use super::reading::{Amount, Found, Point, Reading, Sign, TimeOfDay, Which};
use super::resolve::Direction;
use super::span::Span;
use super::token::Text;
use super::word::{Part, Unit, Word};
use jiff::civil::Date;
use std::sync::LazyLock;

/// German.
pub(super) struct German;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(WORDS));

const WORDS: &[(Word, &str)] = &[
    (Word::Month(1), "januar jänner jan"),
    (Word::Month(2), "februar feber feb"),
    (Word::Month(3), "märz mrz"),
    (Word::Month(4), "april apr"),
    (Word::Month(5), "mai"),
    (Word::Month(6), "juni jun"),
    (Word::Month(7), "juli jul"),
    (Word::Month(8), "august aug"),
    (Word::Month(9), "september sept sep"),
    (Word::Month(10), "oktober okt"),
    (Word::Month(11), "november nov"),
    (Word::Month(12), "dezember dez"),
    (Word::Weekday(1), "montag"),
    (Word::Weekday(2), "dienstag"),
    (Word::Weekday(3), "mittwoch"),
    (Word::Weekday(4), "donnerstag"),
    (Word::Weekday(5), "freitag"),
    (Word::Weekday(6), "samstag sonnabend"),
    (Word::Weekday(7), "sonntag"),
    (Word::Unit(Unit::Day), "tag"),
    (Word::Units(Unit::Day), "tage tagen"),
    (Word::Unit(Unit::Week), "woche"),
    (Word::Units(Unit::Week), "wochen"),
    (Word::Unit(Unit::Month), "monat monats"),
    (Word::Units(Unit::Month), "monate monaten"),
    (Word::Unit(Unit::Year), "jahr jahres"),
    (Word::Units(Unit::Year), "jahre jahren"),
    (Word::Unit(Unit::Century), "jahrhundert jahrhunderts"),
    (Word::Part(Part::Morning), "vormittag früh"),
    (Word::Part(Part::Afternoon), "nachmittag"),
    (Word::Part(Part::Evening), "abend"),
    (Word::Part(Part::Night), "nacht"),
    (
        Word::Last,
        "letzte letzten letzter letztes letztem vergangene vergangenen vergangener vergangenes vorige vorigen voriges",
    ),
    (Word::This, "dieser diese dieses diesen diesem"),
    (
        Word::Next,
        "nächste nächsten nächster nächstes nächstem kommende kommenden kommender kommendes",
    ),
    (Word::Today, "heute"),
    (Word::Yesterday, "gestern"),
    (Word::Tomorrow, "morgen"),
    (Word::Count(1), "ein eine einem einer einen"),
    (Word::Count(2), "zwei"),
    (Word::Count(3), "drei"),
    (Word::Count(4), "vier"),
    (Word::Count(5), "fünf"),
    (Word::Count(6), "sechs"),
    (Word::Count(7), "sieben"),
    (Word::Count(8), "acht"),
    (Word::Count(9), "neun"),
    (Word::Count(10), "zehn"),
    (Word::Count(12), "zwölf"),
    (Word::Count(20), "zwanzig"),
    (Word::Few, "einigen wenigen mehreren"),
    (Word::Ago, "vor"),
    (Word::In, "in im"),
    (Word::Since, "seit"),
    (Word::Until, "bis"),
    (Word::From, "von vom"),
    (Word::And, "und"),
    (Word::Between, "zwischen"),
    (Word::Will, "wird werden will wollen soll sollen"),
    (Word::Was, "war waren hat hatte hatten haben wurde wurden sagte teilte erklärte"),
];

impl Rules for German {
    fn lexicon(&self) -> &Lexicon {
        &LEXICON
    }

    fn read(&self, text: &Text<'_>, at: usize) -> Option<Found> {
        match text.word(at) {
            Word::Digits(_) => {
                date(text, at).or_else(|| decade(text, at)).or_else(|| year(text, at))
            }
            Word::Month(month) => self::month(text, at, month, Which::Near),
            Word::Weekday(day) => weekday(text, at, day, Which::Near),
            Word::Today | Word::Yesterday | Word::Tomorrow => deictic(text, at),
            Word::Last | Word::This | Word::Next => relative(text, at),
            Word::Ago => away(text, at, Sign::Back),
            Word::In => away(text, at, Sign::On),
            _ => None,
        }
    }

    fn direction(&self, text: &Text<'_>, from: usize, to: usize) -> Direction {
        const REACH: usize = 12;
        for distance in 0..REACH {
            for at in [from.wrapping_sub(distance + 1), to + distance] {
                match text.word(at) {
                    Word::Will => return Direction::Future,
                    Word::Was => return Direction::Past,
                    _ => {}
                }
            }
        }
        Direction::Unknown
    }
}

/// `11. Dezember 2019`, `11.12.2019`.
fn date(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Digits(day @ 1..=31) = text.word(at) else { return None };
    if text.width(at) > 2
        || !text.glued_mark(at + 1, b'.')
        || text.glued(at) && text.mark(at.wrapping_sub(1), b'.')
    {
        return None;
    }
    let day = day as i8;
    match text.word(at + 2) {
        Word::Month(month) => {
            let after = text.past_stop(at + 3);
            match four_digits(text, after) {
                Some(year) => {
                    let date = Date::new(year, month, day).ok()?;
                    Found::when(after + 1, Point::Fixed(Span::Day(date)))
                }
                None => {
                    Date::new(2000, month, day).ok()?;
                    Found::when(at + 3, Point::MonthDay(month, day, Which::Near))
                }
            }
        }
        Word::Digits(month @ 1..=12) if text.glued_mark(at + 3, b'.') => {
            let Word::Digits(year @ 1000..=2100) = text.word(at + 4) else { return None };
            let date = Date::new(year as i16, month as i8, day).ok()?;
            let is_longer =
                text.glued_mark(at + 5, b'.') && text.is_digits(at + 6) && text.glued(at + 6);
            (!is_longer)
                .then_some(())
                .and_then(|()| Found::when(at + 5, Point::Fixed(Span::Day(date))))
        }
        _ => None,
    }
}

/// `1960er Jahre`.
fn decade(text: &Text<'_>, at: usize) -> Option<Found> {
    let Word::Digits(year @ 1000..=2090) = text.word(at) else { return None };
    if year % 10 != 0 || !text.glued(at + 1) || !text.is(at + 1, "er") {
        return None;
    }
    let end = if text.word(at + 2) == Word::Units(Unit::Year) { at + 3 } else { at + 2 };
    Found::when(end, Point::Fixed(Span::Decade(year as i16)))
}

/// A year behind a word that leads to it: four digits may count anything.
fn year(text: &Text<'_>, at: usize) -> Option<Found> {
    let year = four_digits(text, at)?;
    let leads = matches!(
        text.before(at),
        Word::In
            | Word::Since
            | Word::Until
            | Word::From
            | Word::And
            | Word::Between
            | Word::Unit(Unit::Year)
            | Word::Units(Unit::Year)
    );
    leads.then_some(()).and_then(|()| Found::when(at + 1, Point::Fixed(Span::Year(year))))
}

/// `Dezember 2019`, `Dezember`.
fn month(text: &Text<'_>, at: usize, month: i8, which: Which) -> Option<Found> {
    if !text.capital(at) {
        return None;
    }
    match four_digits(text, at + 1) {
        Some(year) => Found::when(at + 2, Point::Fixed(Span::Month(year, month))),
        None => Found::when(at + 1, Point::Month(month, which)),
    }
}

/// `Dienstag`, `Dienstag, 11. Dezember`, `Dienstag, den 11. Dezember 2019`.
fn weekday(text: &Text<'_>, at: usize, day: i8, which: Which) -> Option<Found> {
    if !text.capital(at) {
        return None;
    }
    let comma = if text.mark(at + 1, b',') { at + 2 } else { at + 1 };
    let next = if text.is(comma, "den") || text.is(comma, "dem") { comma + 1 } else { comma };
    date(text, next).or_else(|| with_part(text, at + 1, Point::Weekday(day, which)))
}

fn deictic(text: &Text<'_>, at: usize) -> Option<Found> {
    let steps = match text.word(at) {
        Word::Today => 0,
        Word::Yesterday => -1,
        // "der Morgen" is the morning
        Word::Tomorrow if !text.capital(at) => 1,
        _ => return None,
    };
    with_part(text, at + 1, Point::Unit(Unit::Day, steps))
}

fn with_part(text: &Text<'_>, after: usize, day: Point) -> Option<Found> {
    match text.word(after) {
        Word::Part(part) => Found::new(after + 1, Reading::At(day, TimeOfDay::Part(part))),
        _ => Found::when(after, day),
    }
}

fn relative(text: &Text<'_>, at: usize) -> Option<Found> {
    let step = match text.word(at) {
        Word::Last => -1,
        Word::This => 0,
        _ => 1,
    };
    match text.word(at + 1) {
        Word::Unit(unit) if unit > Unit::Day => {
            Found::when(at + 2, Point::Unit(unit, i32::from(step)))
        }
        Word::Weekday(day) => weekday(text, at + 1, day, Which::Step(step)),
        Word::Month(name) => month(text, at + 1, name, Which::Step(step)),
        _ => None,
    }
}

/// `vor zwei Jahren`, `in drei Tagen`.
fn away(text: &Text<'_>, at: usize, sign: Sign) -> Option<Found> {
    let amount = match text.word(at + 1) {
        Word::Count(count) => Amount::Exactly(u64::from(count) * 100),
        Word::Digits(_) => Amount::Exactly(u64::from(text.number(at + 1)?) * 100),
        Word::Few => Amount::Some,
        _ => return None,
    };
    let (Word::Unit(unit) | Word::Units(unit)) = text.word(at + 2) else { return None };
    Found::when(at + 3, Point::Away(amount, unit, sign))
}

fn four_digits(text: &Text<'_>, at: usize) -> Option<i16> {
    let year = text.number(at).filter(|year| (1000..=2100).contains(year))?;
    let stands =
        text.width(at) == 4 && (!text.glued(at + 1) || matches!(text.word(at + 1), Word::Mark(_)));
    stands.then_some(year as i16)
}
