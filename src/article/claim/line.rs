//! Finds a line of text that is a date and hardly anything else.

use super::super::Published;
use super::{LONGEST_CLAIM, scan};

/// Reads a line such as "Wednesday, December 11, 2019" or "Updated: 11
/// December 2019 10:15 GMT". A line that says anything beside the date, a bare
/// year and bare digits are none.
#[must_use]
pub fn date_in_line(line: &str) -> Option<Published> {
    let line = line.trim();
    // no date is shorter than "1 May 1916" without its day
    if !(8..=LONGEST_CLAIM).contains(&line.len()) || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let scanned = scan::scan(line)?;
    if scanned.digits_only || (scanned.parts.day.is_none() && !scanned.month_in_words) {
        return None;
    }
    scanned.parts.resolve()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<String> {
        date_in_line(line)?.date()
    }

    #[test]
    fn a_line_that_is_a_date_is_read() {
        for (line, date) in [
            ("Wednesday, December 11, 2019", "2019-12-11"),
            ("  Updated: 11 December 2019 10:15 GMT", "2019-12-11"),
            ("FRIDAY, JUNE 9, 1916.", "1916-06-09"),
            ("Published 3 May 2010 | Updated 4 May 2010", "2010-05-03"),
            ("9, APRIL, 1999", "1999-04-09"),
            ("Le mercredi 11 décembre 2019 à 12h30", "2019-12-11"),
            ("Veröffentlicht am 11.12.2019 um 10:15 Uhr", "2019-12-11"),
            ("May 1916", "1916-05"),
        ] {
            assert_eq!(read(line).as_deref(), Some(date), "{line}");
        }
    }

    #[test]
    fn a_line_that_says_more_is_not() {
        for line in [
            "The war ended on November 11, 1918",
            "1916",
            "20191211",
            "May 9",
            "March of the 1984 miners",
            "2019-12",
            "12:30",
            "Vol. 7, No. 11",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
