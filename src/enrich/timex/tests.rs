//! One table a family: what a text of 11 December 2019, a Wednesday, is found
//! to say. A line is `found = value from..to`; open ends are left out.

use super::*;
use crate::article::{DateOrigin, parse_date};
use proptest::prelude::*;

/// What is found in `text`, of an article of `day` (empty if unknown).
fn on(day: &str, language: &str, text: &str) -> String {
    let published = parse_date(day).unwrap_or_default().claimed_by(DateOrigin::Record);
    let mut lines = Vec::new();
    for mention in mentions(text, Some(language), &published) {
        let found = &text[mention.start as usize..mention.end as usize];
        let mut line = format!("{} = {}", found.replace('\n', " "), mention.value);
        match mention.days {
            Some(days) if days.from == days.to => line.push_str(&format!(" {}", days.from)),
            Some(days) => line.push_str(&format!(" {}..{}", days.from, days.to)),
            None => {}
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// What is found in an article of 11 December 2019.
fn found(text: &str) -> String {
    on("2019-12-11", "en", text)
}

/// Nothing is found in any of these.
#[track_caller]
fn nothing(texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text), "", "{text}");
    }
}

#[test]
fn absolute_dates() {
    insta::assert_snapshot!(found(
        "On December 11, 2019, on 3 May 1916, on the 4th of July 1776, on Dec. 25th, 1989 and on Sept. 3, '98; \
         Monday, Oct. 26, 1998; in May 1931, in Feb. of 1947; January nineteen ninety-seven."
    ), @r"
    December 11, 2019 = 2019-12-11 2019-12-11
    3 May 1916 = 1916-05-03 1916-05-03
    the 4th of July 1776 = 1776-07-04 1776-07-04
    Dec. 25th, 1989 = 1989-12-25 1989-12-25
    Sept. 3, '98 = 1998-09-03 1998-09-03
    Monday, Oct. 26, 1998 = 1998-10-26 1998-10-26
    May 1931 = 1931-05 1931-05-01..1931-05-31
    Feb. of 1947 = 1947-02 1947-02-01..1947-02-28
    January nineteen ninety-seven = 1997-01 1997-01-01..1997-01-31
    ");
    insta::assert_snapshot!(found(
        "It was said on Nov. 6. It will be on Feb. 10. She came in March and left in October. \
         It will open in April. It was seen on the 2nd of June and in May last year."
    ), @r"
    Nov. 6 = 2019-11-06 2019-11-06
    Feb. 10 = 2020-02-10 2020-02-10
    March = 2019-03 2019-03-01..2019-03-31
    October = 2019-10 2019-10-01..2019-10-31
    April = 2020-04 2020-04-01..2020-04-30
    the 2nd of June = 2019-06-02 2019-06-02
    May last year = 2018-05 2018-05-01..2018-05-31
    ");
    nothing(&["You may go.", "They march on.", "April Smith sang.", "June 31 is no day: June 31."]);
}

#[test]
fn ranges() {
    insta::assert_snapshot!(found(
        "Dec. 11-13, 2018; from 2010 to 2012; between 1991 and 1997; in 1914-1918; in 1990-91."
    ), @r"
    Dec. 11-13, 2018 = 2018-12-11/2018-12-13 2018-12-11..2018-12-13
    2010 = 2010 2010-01-01..2012-12-31
    2012 = 2012 2012-01-01..2012-12-31
    1991 = 1991 1991-01-01..1997-12-31
    1997 = 1997 1997-01-01..1997-12-31
    1914-1918 = 1914/1918 1914-01-01..1918-12-31
    1990-91 = 1990/1991 1990-01-01..1991-12-31
    ");
    insta::assert_snapshot!(found(
        "2-4 May; from Dec. 28 to Jan. 3, 1990; in March and April 1945; Monday through Thursday; from March 27 to 31; on May 4 and 6."
    ), @r"
    2-4 May = 2020-05-02/2020-05-04 2020-05-02..2020-05-04
    Dec. 28 = 1989-12-28 1989-12-28..1990-01-03
    Jan. 3, 1990 = 1990-01-03 1990-01-03
    March = 1945-03 1945-03-01..1945-03-31
    April 1945 = 1945-04 1945-04-01..1945-04-30
    Monday = 2019-12-09 2019-12-09..2019-12-12
    Thursday = 2019-12-12 2019-12-12
    March 27 = 2020-03-27 2020-03-27..2020-03-31
    31 = 2020-03-31 2020-03-31
    May 4 = 2020-05-04 2020-05-04
    6 = 2020-05-06 2020-05-06
    ");
}

#[test]
fn numeric_dates() {
    insta::assert_snapshot!(found(
        "2019-12-09, 2019/12/08, 12/11/2019, 13/12/2019, 09.11.1989, 02-26-98, 10/12/2019; since 9/11."
    ), @r"
    2019-12-09 = 2019-12-09 2019-12-09
    2019/12/08 = 2019-12-08 2019-12-08
    12/11/2019 = 2019-12-11 2019-12-11
    13/12/2019 = 2019-12-13 2019-12-13
    09.11.1989 = 1989-11-09 1989-11-09
    02-26-98 = 1998-02-26 1998-02-26
    10/12/2019 = 2019-12-10 2019-12-10
    9/11 = 2001-09-11 2001-09-11
    ");
    nothing(&[
        "It ended 3-2.",
        "They won 12/11.",
        "Call 555-1984 or 1-800-555-1212 or 138-2010-2015.",
        "10.0.0.1",
    ]);
}

#[test]
fn years_decades_centuries() {
    insta::assert_snapshot!(found(
        "In 1789, in the year 2000, the class of '89, in nineteen sixty-eight; the 1960s, 1930s, the '80s, \
         the nineties, the mid-1990s; the 20th century, the nineteenth century, the twenty-first century."
    ), @r"
    1789 = 1789 1789-01-01..1789-12-31
    the year 2000 = 2000 2000-01-01..2000-12-31
    '89 = 1989 1989-01-01..1989-12-31
    nineteen sixty-eight = 1968 1968-01-01..1968-12-31
    the 1960s = 196 1960-01-01..1969-12-31
    1930s = 193 1930-01-01..1939-12-31
    the '80s = 198 1980-01-01..1989-12-31
    the nineties = 199 1990-01-01..1999-12-31
    the mid-1990s = 199 1990-01-01..1999-12-31
    the 20th century = 19 1901-01-01..2000-12-31
    the nineteenth century = 18 1801-01-01..1900-12-31
    the twenty-first century = 20 2001-01-01..2100-12-31
    ");
    nothing(&[
        "more than 2000 were hurt",
        "1,200 and $1995 and 1984 people and 1500 metres",
        "page 1920, No. 1914 and flight 1990",
        "a man in his 30s",
    ]);
}

#[test]
fn weekdays() {
    insta::assert_snapshot!(found(
        "It said Tuesday. It will meet on Friday. It met on Wednesday. Last Wednesday it met. \
         Next Monday; this Thursday; Saturday's vote; Friday night; on Sunday morning."
    ), @r"
    Tuesday = 2019-12-10 2019-12-10
    Friday = 2019-12-13 2019-12-13
    Wednesday = 2019-12-11 2019-12-11
    Last Wednesday = 2019-12-04 2019-12-04
    Next Monday = 2019-12-16 2019-12-16
    this Thursday = 2019-12-12 2019-12-12
    Saturday = 2019-12-07 2019-12-07
    Friday night = 2019-12-06TNI 2019-12-06
    Sunday morning = 2019-12-08TMO 2019-12-08
    ");
    assert_eq!(found("Friday mornings"), "Friday mornings = XXXX-WXX-5TMO");
    nothing(&["The sun sat still.", "Black Friday", "We wed."]);
}

#[test]
fn units_around_the_article() {
    insta::assert_snapshot!(found(
        "Last week, this month, next year, last month, the current year, this weekend, this decade; today, yesterday \
         morning, tomorrow, tonight, last night, this morning; early next week, late last year, later this month, \
         the end of the month, by year-end."
    ), @r"
    Last week = 2019-W49 2019-12-02..2019-12-08
    this month = 2019-12 2019-12-01..2019-12-31
    next year = 2020 2020-01-01..2020-12-31
    last month = 2019-11 2019-11-01..2019-11-30
    the current year = 2019 2019-01-01..2019-12-31
    this weekend = 2019-W50-WE 2019-12-14..2019-12-15
    this decade = 201 2010-01-01..2019-12-31
    today = 2019-12-11 2019-12-11
    yesterday morning = 2019-12-10TMO 2019-12-10
    tomorrow = 2019-12-12 2019-12-12
    tonight = 2019-12-11TNI 2019-12-11
    last night = 2019-12-10TNI 2019-12-10
    this morning = 2019-12-11TMO 2019-12-11
    early next week = 2019-W51 2019-12-16..2019-12-22
    late last year = 2018 2018-01-01..2018-12-31
    later this month = 2019-12 2019-12-01..2019-12-31
    the end of the month = 2019-12 2019-12-01..2019-12-31
    year-end = 2019 2019-01-01..2019-12-31
    ");
}

#[test]
fn the_last_week_of_a_month_is_not_last_week() {
    assert_eq!(found("in the last week of July"), "July = 2019-07 2019-07-01..2019-07-31");
}

#[test]
fn ago_and_later() {
    insta::assert_snapshot!(found(
        "Ten days ago, two weeks ago, nearly four years ago, 2 1/2 years ago, several years ago, a century ago, \
         three days from now. On June 3 it began; two days later it ended, and the following month it was forgotten."
    ), @r"
    Ten days ago = 2019-12-01 2019-12-01
    two weeks ago = 2019-W48 2019-11-25..2019-12-01
    nearly four years ago = 2015 2015-01-01..2015-12-31
    2 1/2 years ago = 2017-06 2017-06-01..2017-06-30
    several years ago = PAST_REF
    a century ago = 1919 1919-01-01..1919-12-31
    three days from now = 2019-12-14 2019-12-14
    June 3 = 2019-06-03 2019-06-03
    two days later = 2019-06-05 2019-06-05
    the following month = 2019-07 2019-07-01..2019-07-31
    ");
}

#[test]
fn quarters_and_what_they_are_compared_with() {
    insta::assert_snapshot!(on("1989-10-26", "en",
        "Profit in the third quarter was up from a year earlier. The latest quarter; the first quarter of 1988; \
         this year's second quarter; the fourth quarter of 1987; the first half of this year; fiscal 1990; \
         the year ended March 31."
    ), @r"
    the third quarter = 1989-Q3 1989-07-01..1989-09-30
    a year earlier = 1988-Q3 1988-07-01..1988-09-30
    The latest quarter = 1989-Q3 1989-07-01..1989-09-30
    the first quarter of 1988 = 1988-Q1 1988-01-01..1988-03-31
    this year's second quarter = 1989-Q2 1989-04-01..1989-06-30
    the fourth quarter of 1987 = 1987-Q4 1987-10-01..1987-12-31
    the first half of this year = 1989-H1 1989-01-01..1989-06-30
    fiscal 1990 = 1990 1990-01-01..1990-12-31
    the year = P1Y
    March 31 = 1989-03-31 1989-03-31
    ");
}

#[test]
fn seasons_and_holidays() {
    insta::assert_snapshot!(found(
        "The summer of 1998, winter 2016, last spring, next fall, in the summer, early summer; on Christmas Day, \
         New Year's Eve, last Thanksgiving, Easter 1916, on the Fourth of July, Labor Day 2001, Good Friday."
    ), @r"
    The summer of 1998 = 1998-SU 1998-06-01..1998-08-31
    winter 2016 = 2016-WI 2016-12-01..2017-02-28
    last spring = 2019-SP 2019-03-01..2019-05-31
    next fall = 2020-FA 2020-09-01..2020-11-30
    the summer = 2019-SU 2019-06-01..2019-08-31
    early summer = 2019-SU 2019-06-01..2019-08-31
    Christmas Day = 2019-12-25 2019-12-25
    New Year's Eve = 2019-12-31 2019-12-31
    last Thanksgiving = 2019-11-28 2019-11-28
    Easter 1916 = 1916-04-23 1916-04-23
    the Fourth of July = 2019-07-04 2019-07-04
    Labor Day 2001 = 2001-09-03 2001-09-03
    Good Friday = 2020-04-10 2020-04-10
    ");
    nothing(&["They fall. Spring to it.", "the new year", "Easter Island"]);
}

#[test]
fn times_of_day() {
    insta::assert_snapshot!(found(
        "At 5 p.m. on Tuesday, 9:30 a.m. EST Dec. 9, at noon, at 15:04, 10 o'clock, midnight; 0735 GMT; 10:35 a.m. (0735 GMT)."
    ), @r"
    5 p.m. on Tuesday = 2019-12-10T17:00 2019-12-10
    9:30 a.m. EST Dec. 9 = 2019-12-09T09:30 2019-12-09
    noon = 2019-12-11T12:00 2019-12-11
    15:04 = 2019-12-11T15:04 2019-12-11
    10 o'clock = 2019-12-11T10:00 2019-12-11
    midnight = 2019-12-11T24:00 2019-12-11
    0735 GMT = 2019-12-11T07:35 2019-12-11
    10:35 a.m. = 2019-12-11T10:35 2019-12-11
    ");
    nothing(&["It ended 3:2.", "John 3:16", "I am 5."]);
}

#[test]
fn durations() {
    insta::assert_snapshot!(found(
        "For three weeks, nearly forty years, a four-month ordeal, the past two years, an hour and a half, half an hour, \
         12 to 18 months, a few days, 1,200 years, at least 72 hours, two decades, for months, six and a half years."
    ), @r"
    three weeks = P3W
    nearly forty years = P40Y
    four-month = P4M
    the past two years = P2Y
    an hour and a half = PT1H30M
    half an hour = PT30M
    12 to 18 months = PXM
    a few days = PXD
    1,200 years = P1200Y
    at least 72 hours = PT72H
    two decades = P20Y
    months = PXM
    six and a half years = P6Y6M
    ");
    nothing(&["He is 52 years old, a 23-year-old.", "three-quarters of it", "a second time"]);
}

#[test]
fn sets() {
    insta::assert_snapshot!(found(
        "Every day, each July, every two years, every other week, every Tuesday night, daily, $33 million a year, on Mondays."
    ), @r"
    Every day = P1D
    each July = XXXX-07
    every two years = P2Y
    every other week = P2W
    every Tuesday night = XXXX-WXX-2TNI
    daily = P1D
    a year = P1Y
    Mondays = XXXX-WXX-1
    ");
}

#[test]
fn vague_times_have_no_days() {
    insta::assert_snapshot!(found("Now, recently, in the near future, the past, these days, in recent years."), @r"
    Now = PRESENT_REF
    recently = PAST_REF
    the near future = FUTURE_REF
    the past = PAST_REF
    these days = PRESENT_REF
    recent years = PAST_REF
    ");
}

#[test]
fn without_a_date_relative_times_stay_open() {
    insta::assert_snapshot!(on("", "en",
        "It met on Tuesday, last week, yesterday, on Dec. 11, in March, two days ago, in the third quarter."
    ), @r"
    Tuesday = XXXX-WXX-2
    last week = XXXX-WXX
    yesterday = XXXX-XX-XX
    Dec. 11 = XXXX-12-11
    March = XXXX-03
    two days ago = XXXX-XX-XX
    the third quarter = XXXX-Q3
    ");
}

#[test]
fn a_coarse_date_resolves_what_it_can() {
    insta::assert_snapshot!(on("1931", "en", "This year, last year, in March, on Tuesday, on May 3, yesterday."), @r"
    This year = 1931 1931-01-01..1931-12-31
    last year = 1930 1930-01-01..1930-12-31
    March = 1931-03 1931-03-01..1931-03-31
    Tuesday = XXXX-WXX-2
    May 3 = 1931-05-03 1931-05-03
    yesterday = XXXX-XX-XX
    ");
}

#[test]
fn the_dateline_is_the_articles_own_day() {
    insta::assert_snapshot!(on("1998-08-22", "en", "NAIROBI, August 20 (Xinhua) -- It was bombed yesterday."), @r"
    August 20 = 1998-08-20 1998-08-20
    yesterday = 1998-08-19 1998-08-19
    ");
}

#[test]
fn narratives_lead_on_from_the_date_last_named() {
    insta::assert_snapshot!(on("2009-07-01", "en",
        "The war began in 1914. In 1915 it spread. In 1916 a battle was fought. It ended in 1918; in November the \
         guns fell silent. In 1919, on June 28, peace was signed; the next day they went home."
    ), @r"
    1914 = 1914 1914-01-01..1914-12-31
    1915 = 1915 1915-01-01..1915-12-31
    1916 = 1916 1916-01-01..1916-12-31
    1918 = 1918 1918-01-01..1918-12-31
    November = 1918-11 1918-11-01..1918-11-30
    1919 = 1919 1919-01-01..1919-12-31
    June 28 = 1919-06-28 1919-06-28
    the next day = 1919-06-29 1919-06-29
    ");
}

#[test]
fn days_in_lists_share_their_month() {
    insta::assert_snapshot!(found(
        "It met on 18 and 19 June, on March 3, 4 and 5 and on Nov. 2 or 3; it met on 1, 2 and 3 May 1916; \
         on March 3, 5 people left."
    ), @r"
    18 = 2019-06-18 2019-06-18
    19 June = 2019-06-19 2019-06-19
    March 3 = 2020-03-03 2020-03-03
    4 = 2020-03-04 2020-03-04
    5 = 2020-03-05 2020-03-05
    Nov. 2 = 2019-11-02 2019-11-02
    3 = 2019-11-03 2019-11-03
    1 = 1916-05-01 1916-05-01
    2 = 1916-05-02 1916-05-02
    3 May 1916 = 1916-05-03 1916-05-03
    March 3 = 2020-03-03 2020-03-03
    ");
}

#[test]
fn days_by_their_number() {
    insta::assert_snapshot!(found(
        "The ship sailed on the 12th ult. and was lost on the 3rd inst., says a letter of the 9th inst.; it \
         stayed until the 15th, and from the 18th to the 20th. He came on the 5th of this month. It was on \
         the 4th floor."
    ), @r"
    the 12th ult. = 2019-11-12 2019-11-12
    the 3rd inst. = 2019-12-03 2019-12-03
    the 9th inst. = 2019-12-09 2019-12-09
    the 15th = 2019-12-15 2019-12-15
    the 18th = 2019-12-18 2019-12-18..2019-12-20
    the 20th = 2019-12-20 2019-12-20
    the 5th of this month = 2019-12-05 2019-12-05
    ");
}

#[test]
fn months_that_are_verbs_too() {
    insta::assert_snapshot!(found(
        "In early March, by mid-May and late in May; the May meeting was followed by a March surplus."
    ), @r"
    early March = 2020-03 2020-03-01..2020-03-31
    mid-May = 2019-05 2019-05-01..2019-05-31
    May = 2019-05 2019-05-01..2019-05-31
    May = 2019-05 2019-05-01..2019-05-31
    March = 2019-03 2019-03-01..2019-03-31
    ");
}

#[test]
fn weeks_and_months_of_a_day() {
    insta::assert_snapshot!(found(
        "The week of April 10, 2018, the week of Nov. 4, the month of May, the beginning of October; it \
         rose in the week ended Nov. 29 and fell in the quarter ended Sept. 30."
    ), @r"
    The week of April 10, 2018 = 2018-W15 2018-04-09..2018-04-15
    the week of Nov. 4 = 2019-W45 2019-11-04..2019-11-10
    the month of May = 2020-05 2020-05-01..2020-05-31
    the beginning of October = 2019-10 2019-10-01..2019-10-31
    the week = 2019-W48 2019-11-25..2019-12-01
    Nov. 29 = 2019-11-29 2019-11-29
    the quarter = 2019-Q3 2019-07-01..2019-09-30
    Sept. 30 = 2019-09-30 2019-09-30
    ");
}

#[test]
fn weekdays_of_a_week() {
    insta::assert_snapshot!(found(
        "It will meet Tuesday next week, met on Monday of last week, and again a week ago Friday; on \
         Saturday last he died. The day before yesterday, the week before last, the year after next; \
         the first Friday of July 2018, the last Sunday in October."
    ), @r"
    Tuesday next week = 2019-12-17 2019-12-17
    Monday of last week = 2019-12-02 2019-12-02
    a week ago Friday = 2019-12-06 2019-12-06
    Saturday last = 2019-12-07 2019-12-07
    The day before yesterday = 2019-12-09 2019-12-09
    the week before last = 2019-W48 2019-11-25..2019-12-01
    the year after next = 2021 2021-01-01..2021-12-31
    the first Friday of July 2018 = 2018-07-06 2018-07-06
    the last Sunday in October = 2019-10-27 2019-10-27
    ");
}

#[test]
fn a_day_with_its_hour() {
    insta::assert_snapshot!(found(
        "It begins on Friday at 8 p.m. It ended Sunday at about 9:30 a.m. EST and today at noon; five \
         o'clock in the morning, 2:15 this afternoon, Tuesday in the morning, 10 p.m. Moscow time; the night of Dec. 3, on the \
         morning of the vote."
    ), @r"
    Friday at 8 p.m. = 2019-12-13T20:00 2019-12-13
    Sunday at about 9:30 a.m. EST = 2019-12-08T09:30 2019-12-08
    today at noon = 2019-12-11T12:00 2019-12-11
    five o'clock in the morning = 2019-12-11T05:00 2019-12-11
    2:15 this afternoon = 2019-12-11T14:15 2019-12-11
    Tuesday in the morning = 2019-12-10TMO 2019-12-10
    10 p.m. Moscow time = 2019-12-11T22:00 2019-12-11
    the night of Dec. 3 = 2019-12-03TNI 2019-12-03
    ");
}

#[test]
fn durations_of_two_units() {
    insta::assert_snapshot!(found(
        "Two years and three months, 1 hour, 5 minutes, one day 18 hours, five years and six people; \
         two-and-a-half months, a quarter-century, half a century, the past half century, a monthlong \
         strike, a week-long tour, decades-old; another two weeks, some 40 years, an additional three \
         months."
    ), @r"
    Two years and three months = P2Y3M
    1 hour, 5 minutes = PT1H5M
    one day 18 hours = P1DT18H
    five years = P5Y
    two-and-a-half months = P2.5M
    a quarter-century = P25Y
    half a century = P50Y
    the past half century = P50Y
    monthlong = P1M
    week-long = P1W
    decades-old = PXDE
    another two weeks = P2W
    some 40 years = P40Y
    an additional three months = P3M
    ");
}

#[test]
fn the_same_part_of_another_year() {
    insta::assert_snapshot!(on(
        "1989-10-26",
        "en",
        "Profit in the third quarter was $3 million against $2 million the year before, in the same quarter \
         last year and in the comparable period of 1987. The year-earlier third quarter, 1988's first \
         quarter, fiscal 1988's second quarter, the 1990 fiscal year, the year-ago nine months, the most \
         recent quarter, Q3 1988, FY1990, H1 1988. The fiscal year ended June 30; the same month last year."
    ), @r"
    the third quarter = 1989-Q3 1989-07-01..1989-09-30
    the year before = 1988-Q3 1988-07-01..1988-09-30
    the same quarter last year = 1988-Q3 1988-07-01..1988-09-30
    the comparable period of 1987 = 1987-Q3 1987-07-01..1987-09-30
    The year-earlier third quarter = 1988-Q3 1988-07-01..1988-09-30
    1988's first quarter = 1988-Q1 1988-01-01..1988-03-31
    fiscal 1988's second quarter = 1988-Q2 1988-04-01..1988-06-30
    the 1990 fiscal year = 1990 1990-01-01..1990-12-31
    the year-ago nine months = P9M
    the most recent quarter = 1989-Q3 1989-07-01..1989-09-30
    Q3 1988 = 1988-Q3 1988-07-01..1988-09-30
    FY1990 = 1990 1990-01-01..1990-12-31
    H1 1988 = 1988-H1 1988-01-01..1988-06-30
    The fiscal year = P1Y
    June 30 = 1989-06-30 1989-06-30
    the same month last year = 1988-06 1988-06-01..1988-06-30
    ");
}

#[test]
fn the_verb_of_the_clause() {
    insta::assert_snapshot!(found(
        "Talks are set to resume Monday. They agreed to meet Friday. The summit opens Sunday. Leaders are \
         gathering Saturday. It was said by the United Nations on Tuesday that it will stay. He will go \
         home after winning the cup Sunday. It had been due to expire Friday. It rose less than expected \
         Friday. She pulled out due to injuries Monday. It will open in October. He would have come \
         Thursday."
    ), @r"
    Monday = 2019-12-16 2019-12-16
    Friday = 2019-12-13 2019-12-13
    Sunday = 2019-12-15 2019-12-15
    Saturday = 2019-12-14 2019-12-14
    Tuesday = 2019-12-10 2019-12-10
    Sunday = 2019-12-08 2019-12-08
    Friday = 2019-12-06 2019-12-06
    Friday = 2019-12-06 2019-12-06
    Monday = 2019-12-09 2019-12-09
    October = 2020-10 2020-10-01..2020-10-31
    Thursday = 2019-12-05 2019-12-05
    ");
}

#[test]
fn that_day_is_none_of_a_year() {
    insta::assert_snapshot!(found(
        "On Nov. 4 it began, the worst since 1987; that day it rained, and a week later it snowed. It \
         lasted between June and August."
    ), @r"
    Nov. 4 = 2019-11-04 2019-11-04
    1987 = 1987 1987-01-01..1987-12-31
    that day = 2019-11-04 2019-11-04
    a week later = 2019-W46 2019-11-11..2019-11-17
    June = 2019-06 2019-06-01..2019-08-31
    August = 2019-08 2019-08-01..2019-08-31
    ");
}

#[test]
fn german() {
    insta::assert_snapshot!(on("2019-12-11", "de",
        "Am Dienstag, dem 10. Dezember 2019, am 3. Mai, am 09.11.1989, im März 1920, im Januar, seit 1945, in den \
         1960er Jahren; heute, gestern Abend, morgen; letzte Woche, nächsten Monat, dieses Jahr, vergangenen Freitag; \
         vor zwei Jahren, in drei Tagen."
    ), @r"
    Dienstag, dem 10. Dezember 2019 = 2019-12-10 2019-12-10
    3. Mai = 2020-05-03 2020-05-03
    09.11.1989 = 1989-11-09 1989-11-09
    März 1920 = 1920-03 1920-03-01..1920-03-31
    Januar = 2020-01 2020-01-01..2020-01-31
    1945 = 1945 1945-01-01..1945-12-31
    1960er Jahren = 196 1960-01-01..1969-12-31
    heute = 2019-12-11 2019-12-11
    gestern Abend = 2019-12-10TEV 2019-12-10
    morgen = 2019-12-12 2019-12-12
    letzte Woche = 2019-W49 2019-12-02..2019-12-08
    nächsten Monat = 2020-01 2020-01-01..2020-01-31
    dieses Jahr = 2019 2019-01-01..2019-12-31
    vergangenen Freitag = 2019-12-06 2019-12-06
    vor zwei Jahren = 2017 2017-01-01..2017-12-31
    in drei Tagen = 2019-12-14 2019-12-14
    ");
}

#[test]
fn a_language_without_rules_has_no_mentions() {
    assert_eq!(on("2019-12-11", "fi", "11.12.2019 December 11"), "");
}

#[test]
fn bad_letters_are_left() {
    assert_eq!(found("Jauuary 3I, I9l6"), "");
    assert_eq!(found("in the year 379480 and on 99/99/9999"), "");
    // a year is read where a month is not
    assert_eq!(found("Decemher 11, 1916"), "1916 = 1916 1916-01-01..1916-12-31");
}

#[test]
fn expressions_go_across_line_breaks_but_not_across_paragraphs() {
    assert_eq!(found("on\nDecember\n9"), "December 9 = 2019-12-09 2019-12-09");
    assert_eq!(found("December\n\n9"), "December = 2019-12 2019-12-01..2019-12-31");
}

#[test]
fn sums_that_overflow_are_left_open() {
    assert_eq!(found("999999999 years ago"), "999999999 years ago = XXXX");
    assert_eq!(found("4294967295 weeks later"), "");
}

/// Pieces that rules begin and go on with.
const PIECES: &[&str] = &[
    "the",
    "last",
    "next",
    "this",
    "early",
    "mid-",
    "end of",
    "December",
    "May",
    "Dec.",
    "Tuesday",
    "11",
    "2019",
    "'89",
    "31st",
    ",",
    ".",
    "-",
    "–",
    "/",
    ":",
    "(",
    ")",
    "'s",
    "quarter",
    "third",
    "year",
    "years",
    "week",
    "ago",
    "later",
    "a",
    "an",
    "half",
    "and",
    "to",
    "from",
    "few",
    "twenty",
    "hundred",
    "9",
    "a.m.",
    "GMT",
    "noon",
    "Christmas",
    "summer",
    "of",
    "every",
    "daily",
    "now",
    "past",
    "century",
    "20",
    "th",
    "s",
    "\n\n",
    "é",
    "€",
    "’",
    "old",
    "1/2",
    "999999999",
    "fiscal",
    "morning",
];

proptest! {
    #[test]
    fn any_text_is_borne(text in any::<String>()) {
        for language in ["en", "de"] {
            check(&text, language);
        }
    }

    #[test]
    fn any_order_of_the_words_of_dates_is_borne(
        pieces in prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..60),
    ) {
        let mut text = String::new();
        for (piece, space) in pieces {
            text.push_str(piece);
            if space {
                text.push(' ');
            }
        }
        for language in ["en", "de"] {
            check(&text, language);
        }
    }
}

/// Mentions are in order, lie in the text, and begin no later than they end.
fn check(text: &str, language: &str) {
    for day in ["", "1600-01-01", "2019-12-11", "2100-12-31", "193X"] {
        let published = parse_date(day).unwrap_or_default();
        let mut end = 0;
        for mention in mentions(text, Some(language), &published) {
            assert!(mention.start >= end && mention.start < mention.end);
            assert!(text.get(mention.start as usize..mention.end as usize).is_some());
            assert!(mention.days.is_none_or(|days| days.from <= days.to), "{mention:?}");
            end = mention.end;
        }
    }
}
