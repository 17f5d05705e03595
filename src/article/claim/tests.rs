//! 1. Every form in the grammar is read, as fine as it is.
//! 2. A claim with two readings gives what both share.
//! 3. What is no date is none.
//! 4. No text makes it panic, and no year leaves the range.

use super::*;
use crate::article::{FIRST_YEAR, LAST_YEAR, Precision, Zone};
use proptest::prelude::*;

/// The date, `time` where there is one, `+` where its zone is known.
fn read(claim: &str) -> Option<String> {
    let read = parse_date(claim)?;
    let mut shown = read.date()?;
    if let Some(second) = read.second_of_day {
        assert_eq!(read.precision, Precision::Second, "{claim}");
        shown += &format!(" {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    }
    if read.zone == Zone::Known {
        shown.push('+');
    }
    Some(shown)
}

#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (claim, expected) in table {
        assert_eq!(read(claim).as_deref(), Some(*expected), "{claim}");
    }
}

#[test]
fn standard_forms_are_read() {
    check(&[
        ("2019-12-11", "2019-12-11"),
        ("20191211", "2019-12-11"),
        ("19191211", "1919-12-11"),
        ("2019-12-11T10:15:00Z", "2019-12-11 10:15:00+"),
        ("2019-12-11t10:15z", "2019-12-11 10:15:00+"),
        ("2019-12-11T10:15:00.000+0000", "2019-12-11 10:15:00+"),
        ("2019-12-11T23:30:00-05:00", "2019-12-11 23:30:00+"),
        ("2019-12-11 10:15:00.123456+00:00", "2019-12-11 10:15:00+"),
        ("2019-12-11 10:15:00+00", "2019-12-11 10:15:00+"),
        ("2019-12-11 5:43:18 -0400", "2019-12-11 05:43:18+"),
        ("2019-12-11 10:15:00", "2019-12-11 10:15:00"),
        ("20191211T101559Z", "2019-12-11 10:15:59+"),
        ("20191211T1015", "2019-12-11 10:15:00"),
        ("20191211101559", "2019-12-11 10:15:59"),
        ("201912111015", "2019-12-11 10:15:00"),
        ("2019-W50", "2019-12-09/2019-12-15"),
        ("2019-W50-3", "2019-12-11"),
        ("2019-345", "2019-12-11"),
        ("Wed, 11 Dec 2019 10:15:00 GMT", "2019-12-11 10:15:00+"),
        ("Wed, 11 Dec 2019 10:15:00 -0500 (EST)", "2019-12-11 10:15:00+"),
        ("11 Dec 19 10:15 GMT", "2019-12-11 10:15:00+"),
        ("02 Oct 87 10:15:00 +0100", "1987-10-02 10:15:00+"),
        ("Wed Dec 11 15:04:00 2019", "2019-12-11 15:04:00"),
        ("Wed Dec 11 15:04:00 UTC 2019", "2019-12-11 15:04:00+"),
        ("Wed Dec 11 2019 15:04:00 GMT+0100 (Central European Time)", "2019-12-11 15:04:00+"),
        ("11/Dec/2019:15:04:05 +0000", "2019-12-11 15:04:05+"),
        ("2019:12:11 10:15:00", "2019-12-11 10:15:00"),
        ("2019-12-11T10:15:00+01:00[Europe/Paris]", "2019-12-11 10:15:00+"),
    ]);
}

#[test]
fn counts_since_1970_are_told_apart_by_magnitude() {
    check(&[
        ("1576059300", "2019-12-11 10:15:00+"),
        ("1576059300.25", "2019-12-11 10:15:00+"),
        ("1576059300000", "2019-12-11 10:15:00+"),
        ("1576059300000000", "2019-12-11 10:15:00+"),
        ("946684799", "1999-12-31 23:59:59+"),
        ("1576059300000.5", "2019-12-11 10:15:00+"),
        ("-1000000000", "1938-04-24 22:13:20+"),
        ("-86400", "1969-12-31 00:00:00+"),
    ]);
}

#[test]
fn partial_claims_stay_partial() {
    check(&[
        ("1930", "1930"),
        ("1930-05", "1930-05"),
        ("1930/05", "1930-05"),
        ("1930-00-00", "1930"),
        ("1930-05-00", "1930-05"),
        ("1930-XX", "1930"),
        ("1930-05-XX", "1930-05"),
        ("1930-XX-12", "1930"),
        ("1930-05-21~", "1930-05-21"),
        ("1984-06-02?/2004-08-08~", "1984-06-02/2004-08-08"),
        ("193X", "193X"),
        ("193x", "193X"),
        ("1930s", "193X"),
        ("1900s", "1900-01-01/1999-12-31"),
        ("19XX", "1900-01-01/1999-12-31"),
        ("1930~", "1930"),
        ("1930?", "1930"),
        ("1930-05?", "1930-05"),
        ("ca. 1930", "1930"),
        ("1930-21", "1930"),
        ("1930/1932", "1930-01-01/1932-12-31"),
        ("1930-1932", "1930-01-01/1932-12-31"),
        ("[1930..1932]", "1930-01-01/1932-12-31"),
        ("1930-05/1930-06", "1930-05-01/1930-06-30"),
        ("2019-12-11/2019-12-13", "2019-12-11/2019-12-13"),
        ("2019-12-11/2019-12-11", "2019-12-11"),
        ("May 1916", "1916-05"),
        ("Sept. 1916", "1916-09"),
    ]);
}

#[test]
fn written_dates_are_read_in_six_languages() {
    check(&[
        ("Dec. 11, 2019", "2019-12-11"),
        ("December 11, 2019 3:04 pm EST", "2019-12-11 15:04:00+"),
        ("December 11th, 2019 at 12:04 a.m.", "2019-12-11 00:04:00"),
        ("3:04 PM EST, Wed December 11, 2019", "2019-12-11 15:04:00+"),
        ("11 December 2019", "2019-12-11"),
        ("11th of December 2019, 10.15 GMT", "2019-12-11 10:15:00+"),
        ("Wednesday, 11 December 2019", "2019-12-11"),
        ("Published: 11 December 2019", "2019-12-11"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26 15:01:01"),
        (" 7-APR-1987 11:02:35.07", "1987-04-07 11:02:35"),
        ("1er mai 1916", "1916-05-01"),
        ("mercredi 11 décembre 2019 à 12h30", "2019-12-11 12:30:00"),
        ("11 févr. 1987, 12 h 30", "1987-02-11 12:30:00"),
        ("mar. 12 mars 2019", "2019-03-12"),
        ("Mittwoch, den 11. Dezember 2019, 15 Uhr", "2019-12-11 15:00:00"),
        ("3. März 1848", "1848-03-03"),
        ("miércoles, 11 de diciembre de 2019", "2019-12-11"),
        ("mercoledì 11 dicembre 2019 alle ore 10:15", "2019-12-11 10:15:00"),
        ("quarta-feira, 11 de março de 2019", "2019-03-11"),
    ]);
}

#[test]
fn a_day_and_a_month_in_digits_are_read_if_there_is_one_reading() {
    check(&[
        ("2019/12/11", "2019-12-11"),
        ("11.12.2019", "2019-12-11"),
        ("04.03.2019", "2019-03-04"),
        ("4. 3. 2019", "2019-03-04"),
        ("4.\u{2009}3.\u{2009}2019", "2019-03-04"),
        ("13/04/2019", "2019-04-13"),
        ("04/13/2019", "2019-04-13"),
        ("04/04/2019", "2019-04-04"),
        ("12-25-2019 3:04 pm", "2019-12-25 15:04:00"),
        // two readings in two months: either of two days
        ("03/04/2019", "[2019-03-04,2019-04-03]"),
        ("03-04-2019", "[2019-03-04,2019-04-03]"),
        ("[2019-03-04,2019-04-03]", "[2019-03-04,2019-04-03]"),
    ]);
}

#[test]
fn an_order_decides_between_two_days() {
    use crate::article::DayOrder::{DayFirst, MonthFirst};
    for (claim, day_first, month_first) in [
        ("03/04/2019", "2019-04-03", "2019-03-04"),
        ("04/03/2019", "2019-03-04", "2019-04-03"),
        ("1-12-1916", "1916-12-01", "1916-01-12"),
    ] {
        let read = parse_date(claim).unwrap();
        assert_eq!(read.precision, Precision::Either);
        assert_eq!(read.in_order(DayFirst).date().as_deref(), Some(day_first), "{claim}");
        assert_eq!(read.in_order(MonthFirst).date().as_deref(), Some(month_first), "{claim}");
    }
    let timed = parse_date("03/04/2019 10:15").unwrap().in_order(DayFirst);
    assert_eq!((timed.precision, timed.second_of_day), (Precision::Second, Some(36_900)));
    // evidence: what has one reading, but not what has dots or two equal numbers
    let order = |claim| parse_date(claim).unwrap().order;
    assert_eq!(order("13/04/2019"), Some(DayFirst));
    assert_eq!(order("04-13-2019 10:15"), Some(MonthFirst));
    for none in ["13.04.2019", "04/04/2019", "2019-04-13", "13 April 2019"] {
        assert_eq!(order(none), None, "{none}");
    }
}

#[test]
fn an_impossible_time_leaves_its_day() {
    check(&[("2019-12-11 25:61", "2019-12-11"), ("2016-12-31T23:59:60Z", "2016-12-31 23:59:59+")]);
}

#[test]
fn what_is_no_date_is_none() {
    for claim in [
        "",
        " ",
        "0",
        "unknown",
        "n/a",
        "yesterday",
        "last Tuesday",
        "2 hours ago",
        "12",
        "191912",
        "1234567",
        "2019-13-01",
        "2019-02-30",
        "20191345",
        "1599-12-31",
        "2101-01-01",
        "1500",
        "-1930",
        "-500",
        "11 Dec 87",
        "12/11/87",
        "May 11",
        "Monday",
        "10:15",
        "10:15 2019",
        "1930/..",
        "../1932",
        "1932/1930",
        "19 years",
        "December 11, 2019 in Kabul",
        "May June 1916",
        "1916 1917 May",
        "2019-W54",
        "2019-366",
        "0000-00-00",
        "99999999999999999999",
        "2019-12-111",
    ] {
        assert_eq!(read(claim), None, "{claim}");
    }
}

#[test]
fn a_day_without_a_year_is_only_a_day_of_a_month() {
    let read = |text| parse_month_day(text).map(|read| (read.month, read.day, read.year));
    assert_eq!(read("Dec. 11"), Some((12, 11, None)));
    assert_eq!(read("19 Oct"), Some((10, 19, None)));
    assert_eq!(read("Feb. 29"), Some((2, 29, None)));
    assert_eq!(read("April 16, 1912"), Some((4, 16, Some(1912))));
    assert_eq!(read("April 31"), None);
    assert_eq!(read("April"), None);
    assert_eq!(read("4/16"), None);
}

proptest! {
    #[test]
    fn no_claim_is_too_odd(claim in "[0-9A-Za-zé:/+. ,TZ-]{0,40}|.{0,40}") {
        if let Some(interval) = parse_date(&claim).and_then(|read| read.interval) {
            prop_assert!(interval.from <= interval.to);
            prop_assert!(interval.from.ymd().0 >= FIRST_YEAR && interval.to.ymd().0 <= LAST_YEAR);
        }
        let _ = date_in_line(&claim);
        let _ = parse_month_day(&claim);
    }

    #[test]
    fn every_day_is_read_back(number in -135_140i64..=47_846) {
        let day = super::super::Day::from_number(number);
        let (year, month, of_month) = day.ymd();
        let iso = day.to_string();
        let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            [usize::try_from(month - 1).unwrap()];
        for written in [
            iso.clone(),
            iso.replace('-', ""),
            format!("{name} {of_month}, {year}"),
            format!("{of_month:02}.{month:02}.{year}"),
        ] {
            prop_assert_eq!(read(&written), Some(iso.clone()), "{}", written);
        }
    }
}
