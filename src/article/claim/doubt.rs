//! What is wrong with a claim that gives no date.
//!
//! Systems that have to write a date where there is none write the first they
//! can: the year 1, the second in which 1970 began, the last day of 9999. No
//! article is of those, whatever day it is today, so they are no claims.

use super::parse_date;
use serde::Serialize;

/// A claim that was made of an article and is not its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateDoubt {
    /// The claim, as written; cut where it is long.
    pub claim: String,
    /// What is wrong with it.
    pub reason: DoubtReason,
}

/// Why a claim is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoubtReason {
    /// What systems write where there is no date: the year 1, second zero of 1970.
    Placeholder,
    /// It lies outside [`super::super::FIRST_YEAR`]..=[`super::super::LAST_YEAR`].
    OutOfRange,
    /// It can't be read as a date.
    Unreadable,
}

impl DateDoubt {
    /// So much of a claim is kept, in characters.
    const LONGEST: usize = 60;

    /// What is wrong with a claim; `None` where it is blank, or a date.
    #[must_use]
    pub fn of(claim: &str) -> Option<Self> {
        let claim = claim.trim();
        if claim.is_empty() || parse_date(claim).is_some() {
            return None;
        }
        let reason = if is_placeholder(claim) {
            DoubtReason::Placeholder
        } else if is_out_of_range(claim) {
            DoubtReason::OutOfRange
        } else {
            DoubtReason::Unreadable
        };
        let claim = crate::article::one_line(claim).chars().take(Self::LONGEST).collect();
        Some(Self { claim, reason })
    }
}

/// `0`, `0000-00-00`, `0001-01-01T00:00:00`, `01/01/0001 00:00:00`, `9999-12-31`, and what counts to second zero.
fn is_placeholder(claim: &str) -> bool {
    const STARTS: &[&str] = &[
        "0001-01-01",
        "0001/01/01",
        "01/01/0001",
        "1/1/0001",
        "0000-00-00",
        "9999-12-31",
        "1970-01-01",
        "-62135596800",
    ];
    let number = claim.trim_end_matches(['0', '.']);
    number.is_empty() || STARTS.iter().any(|start| claim.starts_with(start))
}

/// Whether a text is a date but for its year.
fn is_out_of_range(claim: &str) -> bool {
    let claim = claim.trim_start_matches(['-', '+']);
    let digits = claim.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &claim[digits..];
    match digits {
        // any year will do to see whether the rest is a date; 2000 has all days
        1 | 2 if rest.is_empty() => false,
        1..=6 => parse_date(&format!("2000{rest}")).is_some(),
        9.. => rest.is_empty() || rest.starts_with('.'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(claim: &str) -> Option<DoubtReason> {
        DateDoubt::of(claim).map(|doubt| doubt.reason)
    }

    #[test]
    fn what_stands_for_no_date_is_told_from_what_is_none() {
        for claim in [
            "0",
            "0.0",
            "0001-01-01T00:00:00Z",
            "1/1/0001 12:00:00 AM",
            "0000-00-00 00:00:00",
            "1970-01-01T00:00:00+00:00",
            "1970-01-01 00:00:00",
            "9999-12-31",
        ] {
            assert_eq!(parse_date(claim), None, "{claim}");
            assert_eq!(reason(claim), Some(DoubtReason::Placeholder), "{claim}");
        }
        for claim in ["1599-12-31", "2101", "379480-01-01", "99999999999999999999", "-0500"] {
            assert_eq!(reason(claim), Some(DoubtReason::OutOfRange), "{claim}");
        }
        for claim in ["soon", "2019-13-01", "12", "11 Dec 87"] {
            assert_eq!(reason(claim), Some(DoubtReason::Unreadable), "{claim}");
        }
        for claim in ["", "  ", "2019-12-11", "1970-01-01", "1970-01-01T00:00:01Z"] {
            assert_eq!(reason(claim), None, "{claim}");
        }
    }
}
