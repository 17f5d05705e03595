//! The dateline at the head of a story: where it was filed, when, and by whom.
//!
//! ```text
//! dateline := place ["," date] [agency] ["," date] dash
//! place    := CITY { "," region }              KABUL | FORT WORTH, Texas
//! date     := month day ["," year] | day month [year]
//! agency   := ("(" | "[") name of an agency (")" | "]")           any name behind a date
//! dash     := "—" | "–" | "--" | "-" | "_", a full stop or colon before it allowed
//! ```
//!
//! Not every start in capitals is a dateline. One is believed if it names a
//! date or an agency; or a city in capitals and its region in small letters
//! (`FORT WORTH, Texas —`); or a city so well known that it stands alone
//! ([`STANDS_ALONE`]). A speaker in a transcript (`MR HOWARD -`) is none of these.
//!
//! Not read: datelines without a dash ("LONDON, April 16. The"), and those
//! after a first paragraph.

use crate::article::{Day, MonthDay, Precision, Published, parse_month_day};
use std::ops::Range;

/// A dateline that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dateline<'a> {
    /// The place as written, with its region.
    pub(crate) place: &'a str,
    /// The agency, as written between the brackets.
    #[allow(dead_code)] // no claim on the outlet: papers print copy of agencies
    pub(crate) agency: Option<&'a str>,
    /// The day it was filed.
    pub(crate) date: Option<MonthDay>,
    /// The bytes it takes of the text, from the place to the dash.
    #[allow(dead_code)] // for whoever wants the text without it
    pub(crate) range: Range<usize>,
}

/// A dateline is no longer than this; so much of a body is looked at.
const LONGEST: usize = 110;

impl<'a> Dateline<'a> {
    /// The dateline that `body` begins with, if it does.
    pub(crate) fn at_start(body: &'a str) -> Option<Self> {
        let start = body.len() - body.trim_start().len();
        let text = head(&body[start..], LONGEST);
        if !text.starts_with(char::is_uppercase) {
            return None;
        }
        let (before, end) = split_at_dash(text)?;
        let read = Self::read(before)?;
        read.is_believable().then(|| Self { range: start..start + end, ..read })
    }

    /// A field of a record that is a dateline (`NEW YORK, March 20 - `): what
    /// `at_start` looks for evidence of, the field itself says.
    pub(crate) fn of_field(field: &'a str) -> Option<Self> {
        let start = field.len() - field.trim_start().len();
        let text = field.trim();
        if text.is_empty() || text.len() > LONGEST {
            return None;
        }
        // some wires mark urgent copy with stars
        let marked = text.trim_start_matches('*');
        let start = start + text.len() - marked.len();
        let (before, end) = split_at_dash(marked).unwrap_or((marked, marked.len()));
        let read = Self::read(before).or_else(|| {
            // a misprinted date ("March 119") leaves the place before it
            let digit = before.find(|c: char| c.is_ascii_digit())?;
            Self::read(&before[..before[..digit].rfind(',')?])
        })?;
        Some(Self { range: start..start + end, ..read })
    }

    /// What stands before the dash.
    fn read(before: &'a str) -> Option<Self> {
        let mut rest =
            before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ','));
        // the date may stand on either side of the agency, or without one
        let mut agency = take_agency(&mut rest);
        let mut date = take_date(&mut rest);
        if agency.is_none()
            && date.is_none()
            && let Some((before, name)) = bracketed_name(rest)
        {
            // what stands in brackets behind a date is an agency, known or not
            let mut dated = before;
            date = take_date(&mut dated);
            if date.is_some() {
                (rest, agency) = (dated, Some(name));
            }
        }
        if agency.is_none() {
            agency = take_agency(&mut rest);
        }
        let place = place(rest)?;
        Some(Self { place, agency, date, range: 0..0 })
    }

    fn is_believable(&self) -> bool {
        let (city, region) = match self.place.split_once(',') {
            Some((city, region)) => (city, Some(region)),
            None => (self.place, None),
        };
        if self.date.is_some() || self.agency.is_some() {
            return true;
        }
        let in_capitals = !city.chars().any(char::is_lowercase);
        match region {
            Some(region) => in_capitals && is_region(region),
            None => in_capitals && STANDS_ALONE.contains(&city),
        }
    }

    /// The day of the dateline. Without a year of its own, that of `known`:
    /// the one that puts it into the known days, or, where those are a day or a
    /// month, nearest to them and no more than a month away.
    pub(crate) fn published(&self, known: &Published) -> Option<Published> {
        let MonthDay { month, day, year } = self.date?;
        let of_year = |year| Day::from_ymd(year, month, day);
        if let Some(year) = year {
            return of_year(year).map(|day| Published::days(day, day, Precision::Day));
        }
        let interval = known.interval?;
        let (first, last) = (interval.from.ymd().0, interval.to.ymd().0);
        let distance = |day: Day| {
            let early = interval.from.number() - day.number();
            let late = day.number() - interval.to.number();
            early.max(late).max(0)
        };
        let allowed = if known.precision <= Precision::Month { 31 } else { 0 };
        let mut candidates =
            (first - 1..=last + 1).filter_map(of_year).filter(|&day| distance(day) <= allowed);
        let day = candidates.next()?;
        // two years fit: which one is not known
        if candidates.next().is_some() {
            return None;
        }
        Some(Published::days(day, day, Precision::Day))
    }
}

/// The first `length` bytes of `text`, or a few less, at a character.
fn head(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// What stands before the first dash, and where the dash ends. A hyphen is a
/// dash only with a space or a full stop before it, or a space after it.
fn split_at_dash(text: &str) -> Option<(&str, usize)> {
    for (at, c) in text.char_indices() {
        let end = match c {
            '—' | '–' | '―' => at + c.len_utf8(),
            '-' | '_' => {
                let dashes = text[at..].bytes().take_while(|&b| b == c as u8).count();
                let before = text[..at].chars().next_back();
                let after = text[at + dashes..].chars().next();
                let is_dash = dashes > 1
                    || before.is_some_and(|c| c.is_whitespace() || matches!(c, '.' | ')' | ']'))
                    // at the end of a line it parts a word
                    || after.is_none_or(|c| c.is_whitespace() && c != '\n' && c != '\r');
                if !is_dash {
                    continue;
                }
                at + dashes
            }
            // a paragraph that ends before a dash is no dateline
            '\n' if text[at + 1..].trim_start_matches([' ', '\r']).starts_with('\n') => {
                return None;
            }
            _ => continue,
        };
        return Some((&text[..at], end));
    }
    None
}

/// Takes the name of an agency off the end: in brackets, or after a comma
/// ("MONTREAL, March 20, Reuter").
fn take_agency<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let text = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
    let (open, name) = match text.chars().next_back()? {
        ')' => text.rfind('(').map(|open| (open, &text[open + 1..text.len() - 1]))?,
        ']' => text.rfind('[').map(|open| (open, &text[open + 1..text.len() - 1]))?,
        _ => text.rfind(',').map(|comma| (comma, &text[comma + 1..]))?,
    };
    let name = name.trim();
    let is_known = |word: &str| AGENCY_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_agency = if text.as_bytes()[open] == b',' {
        matches!(name, "Reuter" | "Reuters" | "AP" | "UPI" | "AFP")
    } else {
        name.split(|c: char| !c.is_alphanumeric()).any(is_known)
    };
    if !is_agency || name.len() > 40 {
        return None;
    }
    *rest = &text[..open];
    Some(name)
}

/// What stands before brackets at the end, and the name in them: words of which
/// each has a capital.
fn bracketed_name(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
    let (before, name) = text.strip_suffix(')')?.rsplit_once('(')?;
    let is_name = (1..=4).contains(&name.split_whitespace().count())
        && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    (is_name && name.len() <= 40).then_some((before, name))
}

/// Takes a date off the end: of the commas, the earliest after which all is a
/// date; without such a comma the last two words ("DETROIT June 18").
fn take_date(rest: &mut &str) -> Option<MonthDay> {
    let text = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
    let mut found = None;
    let commas = text.char_indices().rev().filter(|&(_, c)| c == ',').map(|(at, _)| at);
    for at in commas.take(3) {
        let claim = text[at + 1..].trim_start();
        // a dateline says no "on"
        match parse_month_day(claim).filter(|_| !claim.starts_with("on ")) {
            Some(day) => found = Some((at, day)),
            None if found.is_some() => break,
            None => {}
        }
    }
    if found.is_none() {
        let spaces =
            text.char_indices().rev().filter(|&(_, c)| c.is_whitespace()).map(|(at, _)| at);
        let at = spaces.take(2).last()?;
        let is_sentence = text[..at].ends_with(" on");
        found = parse_month_day(&text[at..])
            .filter(|day| day.year.is_none() && !is_sentence)
            .map(|day| (at, day));
    }
    let (at, day) = found?;
    *rest = &text[..at];
    Some(day)
}

/// The place that is left when all else was taken.
fn place(rest: &str) -> Option<&str> {
    let mut place = rest.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let last = place.rsplit([' ', ',']).next().unwrap_or_default();
    // the full stop of "LONDON.—" is none of the place's, those of "Calif." and "D.C." are
    let is_abbreviated =
        place.contains(',') || last.trim_end_matches('.').contains('.') || last.len() <= 3;
    if !is_abbreviated {
        place = place.trim_end_matches('.');
    }
    let (first, more) = place.split_once(' ').unwrap_or((place, ""));
    let is_month = more.is_empty() && parse_month_day(&format!("{first} 1")).is_some();
    let is_sentence = SENTENCE_STARTS.iter().any(|word| word.eq_ignore_ascii_case(first));
    (is_place(place) && !is_month && !is_sentence).then_some(place)
}

/// "Texas", "N.C.", "New South Wales": names with small letters, or initials.
fn is_region(region: &str) -> bool {
    region.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && region.split_whitespace().next().is_some_and(|word| {
            word.chars().any(char::is_lowercase) || word.trim_end_matches('.').contains('.')
        })
}

/// Whether this may be the name of a place and its regions: up to four parts,
/// each of a few words with a capital first.
fn is_place(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || text.len() > 60 {
        return false;
    }
    text.split(',').count() <= 4
        && text.split(',').all(|part| {
            let mut words = 0;
            let all = part.split_whitespace().all(|word| {
                words += 1;
                word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '/'))
                    && word.starts_with(char::is_alphabetic)
            });
            all && (1..=4).contains(&words)
        })
}

/// "In Paris, Feb. 26 —" begins a sentence.
#[rustfmt::skip]
const SENTENCE_STARTS: &[&str] = &[
    "in", "on", "at", "from", "by", "for", "as", "after", "before", "since", "until", "during",
    "near", "to", "and", "but", "when", "while", "with", "it", "this", "that", "his", "her",
];

/// Words of which the name of an agency has one.
#[rustfmt::skip]
const AGENCY_WORDS: &[&str] = &[
    "AP", "UPI", "INS", "AFP", "Reuters", "Reuter", "Associated", "UP", "United", "Press",
    "Agence", "TASS", "ITAR", "Xinhua", "Kyodo", "Jiji", "Yonhap", "DPA", "EFE", "ANSA", "PTI",
    "UNI", "IANS", "IPS", "BBC", "CNN", "NPR", "PA", "AAP", "CP", "Canadian", "NYT", "Bloomberg",
    "Interfax", "MENA", "IRNA", "WAM", "KUNA", "ANTARA", "Bernama", "PNA", "APA", "NTB", "TT",
    "Ritzau", "Belga", "Lusa", "PAP", "Tanjug", "Hina", "BNS", "LETA", "Telegraph", "News",
    "Cable", "Wireless", "Service", "Havas", "Wolff", "Thomson", "RFE", "VOA", "IRIN", "ENS",
    "KNA", "EPD", "JTA", "CBS", "NBC", "ABC",
];

/// Cities whose name alone is a dateline: capitals and the largest cities.
#[rustfmt::skip]
const STANDS_ALONE: &[&str] = &[
    "ACCRA", "ADDIS ABABA", "ALGIERS", "AMMAN", "AMSTERDAM", "ANKARA", "ATHENS", "ATLANTA",
    "BAGHDAD", "BALTIMORE", "BANGKOK", "BARCELONA", "BEIJING", "BEIRUT", "BELFAST", "BELGRADE",
    "BERLIN", "BERNE", "BOGOTA", "BOMBAY", "BONN", "BOSTON", "BRUSSELS", "BUCHAREST", "BUDAPEST",
    "BUENOS AIRES", "CAIRO", "CALCUTTA", "CANBERRA", "CAPE TOWN", "CARACAS", "CHICAGO",
    "CINCINNATI", "CLEVELAND", "COLOMBO", "CONSTANTINOPLE", "COPENHAGEN", "DALLAS", "DAMASCUS",
    "DELHI", "DENVER", "DETROIT", "DHAKA", "DOHA", "DUBAI", "DUBLIN", "EDINBURGH", "FRANKFURT",
    "GENEVA", "HANOI", "HARARE", "HAVANA", "HELSINKI", "HONG KONG", "HONOLULU", "HOUSTON",
    "INDIANAPOLIS", "ISLAMABAD", "ISTANBUL", "JAKARTA", "JERUSALEM", "JOHANNESBURG", "KABUL",
    "KAMPALA", "KARACHI", "KATHMANDU", "KHARTOUM", "KIEV", "KINSHASA", "KUALA LUMPUR", "KYIV",
    "LAGOS", "LAS VEGAS", "LIMA", "LISBON", "LONDON", "LOS ANGELES", "LUXEMBOURG", "MADRID",
    "MANILA", "MELBOURNE", "MEXICO CITY", "MIAMI", "MILAN", "MILWAUKEE", "MINNEAPOLIS", "MONTREAL",
    "MOSCOW", "MUMBAI", "MUNICH", "NAIROBI", "NEW DELHI", "NEW ORLEANS", "NEW YORK", "OSLO",
    "OTTAWA", "PARIS", "PEKING", "PETROGRAD", "PHILADELPHIA", "PHOENIX", "PITTSBURGH", "PRAGUE",
    "PRETORIA", "PYONGYANG", "QUITO", "RANGOON", "RIO DE JANEIRO", "RIYADH", "ROME", "SAIGON",
    "SALT LAKE CITY", "SAN FRANCISCO", "SANTIAGO", "SAO PAULO", "SARAJEVO", "SEATTLE", "SEOUL",
    "SHANGHAI", "SINGAPORE", "SOFIA", "ST. LOUIS", "ST. PETERSBURG", "STOCKHOLM", "SYDNEY",
    "TAIPEI", "TEHRAN", "TEL AVIV", "THE HAGUE", "TOKYO", "TORONTO", "TRIPOLI", "TUNIS",
    "UNITED NATIONS", "VANCOUVER", "VATICAN CITY", "VIENNA", "WARSAW", "WASHINGTON", "WELLINGTON",
    "ZURICH",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::parse_date;
    use proptest::prelude::*;

    /// `place|agency|month-day-year|rest of the body`.
    fn read(body: &str) -> Option<String> {
        let found = Dateline::at_start(body)?;
        let date = found.date.map(|date| (date.month, date.day, date.year));
        Some(format!(
            "{}|{:?}|{date:?}|{}",
            found.place,
            found.agency,
            body[found.range.end..].trim()
        ))
    }

    #[test]
    fn datelines_are_read() {
        insta::assert_snapshot!(
            [
                "KABUL, Dec. 11 (AP) — Two trucks burned.",
                "WASHINGTON (Reuters) - Talks failed.",
                "LONDON, April 16, 1912.—The ship is lost.",
                "  PARIS, Feb 26 - Prices fell.",
                "NEW YORK, Oct. 19 -- Stocks fell.",
                "Paris, 26 février 1987 – Les prix.",
                "FORT WORTH, Texas — A fire.",
                "LONDON —Fog.",
                "PORT-AU-PRINCE, Haiti, Jan. 12 (UPI) -- It shook.",
                "THE HAGUE, Netherlands (AP) — The court ruled.",
                "BERLIN (Associated Press), Aug. 2 - War.",
                "WINSTON-SALEM, N.C., April 13 - RJR said.",
                "ROME, May 3. [By Cable.] — It rained.",
                "LOS ANGELES, Calif. – A fire.",
                "WASHINGTON, D.C. (AP) — Talks.",
                "DETROIT June 18 - Cars.",
                "MONTREAL, March 20, Reuter - Paper.",
                "LONDON.—Fog.",
            ]
            .map(|body| read(body).unwrap_or_else(|| format!("no dateline: {body}")))
            .join("\n"),
            @r#"
        KABUL|Some("AP")|Some((12, 11, None))|Two trucks burned.
        WASHINGTON|Some("Reuters")|None|Talks failed.
        LONDON|None|Some((4, 16, Some(1912)))|The ship is lost.
        PARIS|None|Some((2, 26, None))|Prices fell.
        NEW YORK|None|Some((10, 19, None))|Stocks fell.
        Paris|None|Some((2, 26, Some(1987)))|Les prix.
        FORT WORTH, Texas|None|None|A fire.
        LONDON|None|None|Fog.
        PORT-AU-PRINCE, Haiti|Some("UPI")|Some((1, 12, None))|It shook.
        THE HAGUE, Netherlands|Some("AP")|None|The court ruled.
        BERLIN|Some("Associated Press")|Some((8, 2, None))|War.
        WINSTON-SALEM, N.C.|None|Some((4, 13, None))|RJR said.
        ROME|Some("By Cable.")|Some((5, 3, None))|It rained.
        LOS ANGELES, Calif.|None|None|A fire.
        WASHINGTON, D.C.|Some("AP")|None|Talks.
        DETROIT|None|Some((6, 18, None))|Cars.
        MONTREAL|Some("Reuter")|Some((3, 20, None))|Paper.
        LONDON|None|None|Fog.
        "#
        );
    }

    #[test]
    fn not_every_start_in_capitals_is_one() {
        for body in [
            "THE U.S. SENATE voted on Friday - late.",
            "MR HOWARD - I think so.",
            "JOURNALIST: Minister - a question.",
            "COSTELLO (Higgins) - I move that.",
            "BREAKING - A fire.",
            "FARM, GRAIN and HAIL - A sale.",
            "LONDON-\nDERRY burned.",
            "London - a city - burned.",
            "KABUL, Dec. 11\n\nTwo trucks - burned.",
            "In Paris, Feb. 26 - a Thursday - prices fell.",
            "Paris, on Feb. 26 - a Thursday - slept.",
            "kabul, Dec. 11 - no.",
            "",
        ] {
            assert_eq!(read(body), None, "{body}");
        }
    }

    #[test]
    fn a_name_in_brackets_behind_a_date_is_an_agency() {
        let found = Dateline::at_start("EAST OSLO, Nov. 9 (Fjord Wire) — It snowed.").unwrap();
        assert_eq!((found.place, found.agency), ("EAST OSLO", Some("Fjord Wire")));
        assert!(found.date.is_some());
        // without a date it may be anything
        assert_eq!(Dateline::at_start("ANNA ROTH (North Oslo) — It snowed."), None);
        assert_eq!(Dateline::at_start("OSLO, Nov. 9 (it was cold) — It snowed."), None);
    }

    #[test]
    fn a_field_needs_no_evidence() {
        let place = |field| Dateline::of_field(field).map(|found| found.place);
        assert_eq!(place("    JOHANNESBURG, April 7 - "), Some("JOHANNESBURG"));
        assert_eq!(place("omaha, april 7 - "), Some("omaha"));
        assert_eq!(place(" Fort Worth, Texas "), Some("Fort Worth, Texas"));
        assert_eq!(place("  MAR8  --     --"), None);
        assert_eq!(place(" Mar       ---    ---"), None);
        assert_eq!(place("    ****ANTWERP, June 18 - "), Some("ANTWERP"));
        assert_eq!(place("    TAFT, Calif., Apri l7 - "), Some("TAFT, Calif."));
        assert_eq!(place(" "), None);
    }

    #[test]
    fn a_day_without_a_year_takes_that_of_another_claim() {
        let day = |body, known: &str| {
            let known = parse_date(known).unwrap_or_default();
            Dateline::at_start(body).unwrap().published(&known)?.date()
        };
        let body = "KABUL, Dec. 31 (AP) — It snowed.";
        assert_eq!(day(body, "2019").as_deref(), Some("2019-12-31"));
        assert_eq!(day(body, "2020-01-01").as_deref(), Some("2019-12-31"));
        assert_eq!(day(body, "2019-12").as_deref(), Some("2019-12-31"));
        assert_eq!(day(body, "2019-06-01"), None);
        assert_eq!(day(body, "193X"), None);
        assert_eq!(day(body, "unknown"), None);
        assert_eq!(day("LONDON, April 16, 1912.—Lost.", "unknown").as_deref(), Some("1912-04-16"));
        assert_eq!(day("LONDON, Feb. 29.—Cold.", "1913"), None);
    }

    proptest! {
        #[test]
        fn no_body_is_too_odd(body in "[A-Z]{0,5}[A-Za-z0-9 ,.()\\[\\]—–\n-]{0,60}|.{0,60}") {
            if let Some(found) = Dateline::at_start(&body) {
                prop_assert!(body[found.range].contains(found.place));
            }
            let _ = Dateline::of_field(&body);
        }
    }
}
