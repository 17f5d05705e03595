//! Reads a date with a month in words or in digits, its parts in any order.

use super::super::Zone;
use super::numeric;
use super::parts::Parts;
use super::time::{fraction, leading_word, number, time, zone};
use super::words::{Folded, is_filler, is_label, is_revision, is_weekday, month};

/// What was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scanned {
    pub(super) parts: Parts,
    /// The month is a word.
    pub(super) month_in_words: bool,
    /// It is eight digits and might be a number of anything.
    pub(super) digits_only: bool,
    /// The month was written "mar", which is a Tuesday too.
    month_is_mar: bool,
    short_year: Option<i16>,
}

/// Reads `text` to its end; `None` if there is anything in it that is no part
/// of a date, or a part twice.
pub(super) fn scan(text: &str) -> Option<Scanned> {
    let mut found = Scanned::default();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        at += if next.is_ascii_digit() {
            found.digits(rest)?
        } else if next.is_alphabetic() && !matches!(next, 'º' | 'ª') {
            let word = leading_word(rest);
            let folded = Folded::new(word)?;
            if is_revision(folded.as_str()) && found.parts.day.is_some() {
                break;
            }
            found.word(folded.as_str())?;
            word.len()
        } else if is_separator(next) {
            next.len_utf8()
        } else {
            return None;
        };
    }
    found.finish()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | '.'
                | ';'
                | ':'
                | '-'
                | '–'
                | '—'
                | '/'
                | '_'
                | '|'
                | '·'
                | '•'
                | '('
                | ')'
                | '['
                | ']'
                | 'º'
                | 'ª'
                | '°'
                | '*'
                | '\u{200e}'
                | '\u{feff}'
        )
}

impl Scanned {
    /// Reads what begins with a digit and returns its length.
    fn digits(&mut self, rest: &str) -> Option<usize> {
        let no_date_yet = self.parts.year.is_none() && self.parts.day.is_none();
        if no_date_yet
            && self.parts.month.is_none()
            && let Some((date, taken)) = numeric::date(rest)
        {
            return self.numeric(date, taken, rest);
        }
        if let Some((second_of_day, taken)) = time(rest) {
            return self.time(second_of_day, taken, rest);
        }
        let (value, digits) = number(rest.as_bytes())?;
        let value = i16::try_from(value).ok()?;
        let slot = match digits {
            1 | 2 if self.parts.day.is_none() => {
                self.parts.day = i8::try_from(value).ok();
                return Some(digits);
            }
            2 if self.parts.month.is_some() => &mut self.short_year,
            4 => &mut self.parts.year,
            _ => return None,
        };
        if slot.replace(value).is_some() {
            return None;
        }
        Some(digits)
    }

    fn numeric(&mut self, date: Parts, mut taken: usize, rest: &str) -> Option<usize> {
        let earlier = self.parts;
        self.parts = date;
        self.parts.second_of_day = earlier.second_of_day;
        self.parts.zone = earlier.zone;
        self.digits_only = rest.as_bytes()[..taken].iter().all(u8::is_ascii_digit);
        if matches!(rest.as_bytes().get(taken), Some(b'T' | b't')) {
            taken += 1;
            // 20191211T1504: a time without colons is one only after the T
            let clock = &rest.as_bytes()[taken..];
            if let Some((_, digits @ (4 | 6))) = number(clock) {
                let second_of_day = numeric::compact_time(&clock[..digits]);
                let length = digits + fraction(&clock[digits..]);
                taken += self.time(second_of_day, length, &rest[taken..])?;
            }
        }
        Some(taken)
    }

    fn time(&mut self, second_of_day: Option<u32>, mut taken: usize, rest: &str) -> Option<usize> {
        if self.parts.second_of_day.is_some() {
            return None;
        }
        self.parts.second_of_day = second_of_day;
        if let Some(length) = zone(&rest[taken..]) {
            self.parts.zone = Zone::Known;
            taken += length;
        }
        Some(taken)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        if let Some(month) = month(word) {
            let is_mar = word == "mar";
            if self.parts.month.is_none() || (self.month_is_mar && !is_mar) {
                self.parts.month = Some(month);
                self.month_is_mar = is_mar;
                self.month_in_words = true;
                return Some(());
            }
            // a second month: "mercoledì 11 mar dicembre" has none, "11 mars, mar." a Tuesday
            return is_mar.then_some(());
        }
        // the zone of a time that stands apart from it: "Dec 11 15:04:00 EST 2019" has been read with it
        (is_weekday(word) || is_filler(word) || is_label(word)).then_some(())
    }

    fn finish(mut self) -> Option<Self> {
        if let Some(short) = self.short_year {
            // RFC 822 mail and feeds write two digits; RFC 2822 says of which
            // century. Anywhere else the century would be invented.
            let is_mail = self.parts.second_of_day.is_some() && self.parts.zone == Zone::Known;
            if self.parts.year.is_some() || !is_mail {
                return None;
            }
            self.parts.year = Some(if short < 50 { 2000 + short } else { 1900 + short });
        }
        if self.parts.second_of_day.is_some() && self.parts.day.is_none() {
            return None;
        }
        Some(self)
    }
}
