//! Weighs the dates that a page claims of its article.
//!
//! The most trusted counts; one below it that says the same more finely refines
//! it. A moment in UTC, as systems write it, is not yet a day: where the page
//! also gives the outlet's own time of that moment, or its URL the day before
//! or after, that is the day of publication.

use crate::article::{DateOrigin, Day, Precision, Published, Zone, date_in_name, parse_date};

/// The date of a page, from claims in order of trust and its URL.
pub(super) fn published(claims: &[(DateOrigin, String)], url: Option<&str>) -> Published {
    let read: Vec<(&str, Published)> = claims
        .iter()
        .filter_map(|(origin, text)| Some((text.as_str(), parse_date(text)?.claimed_by(*origin))))
        .collect();
    let Some(&(text, mut best)) = read.first() else { return Published::unknown() };
    for &(_, other) in &read[1..] {
        if best.precision > Precision::Day {
            best.refine(other);
        }
    }
    if is_in_utc(text, &best)
        && let Some(local) = local_day(&best, &read[1..], url)
    {
        return local;
    }
    best
}

fn is_in_utc(text: &str, claim: &Published) -> bool {
    let text = text.trim();
    let ends = ["Z", "z", "+00:00", "+0000", "+00", "GMT", "UTC"];
    claim.zone == Zone::Known
        && claim.second_of_day.is_some()
        && (ends.iter().any(|end| text.ends_with(end))
            || text.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

/// What else the page says of the moment `utc`, if that lies on the day before or after.
fn local_day(
    utc: &Published,
    others: &[(&str, Published)],
    url: Option<&str>,
) -> Option<Published> {
    let day = utc.interval?.from;
    let moment = |claim: &Published| {
        let second = i64::from(claim.second_of_day?);
        Some(claim.interval?.from.number() * 86_400 + second)
    };
    let is_beside = |other: Day| (other.number() - day.number()).abs() == 1;
    let seconds = moment(utc)?;
    for (text, other) in others {
        let same_moment = moment(other).is_some_and(|local| {
            let ahead = local - seconds;
            // offsets are whole quarters of an hour, from 12 hours behind to 14 ahead
            ahead % 900 == 0 && (-12 * 3600..=14 * 3600).contains(&ahead)
        });
        if same_moment
            && other.interval.is_some_and(|days| is_beside(days.from))
            && !is_in_utc(text, other)
        {
            return Some(*other);
        }
    }
    let claim = date_in_name(url?).filter(|claim| claim.precision == Precision::Day)?;
    let named = claim.interval?.from;
    let first = seconds - 12 * 3600;
    let last = seconds + 14 * 3600;
    let reaches = (first.div_euclid(86_400)..=last.div_euclid(86_400)).contains(&named.number());
    (is_beside(named) && reaches).then(|| claim.claimed_by(DateOrigin::Url))
}
