//! How many publication dates of saved web pages are read right.
//!
//! ```console
//! $ cargo bench --bench page_dates -- DIR [--list]
//! ```
//!
//! `DIR` holds the unpacked sets `trafilatura-html`, `goose3-html`,
//! `newspaper4k-html` and `readability-pages`, or some of them; each states for
//! its pages the day on which they were published. `--list` names the pages
//! that are not read right. Without `DIR` nothing is measured.
//!
//! The days were noted by people. Some stand nowhere in their page in any form
//! (`is_stated` looks through all of it, scripts and addresses too): `stated %`
//! leaves those out. Others do, but are not what the page says of itself; those
//! are in [`DOUBTED`], each with what was found when it was looked up, and `sure %`
//! leaves them out as well. `right %` leaves nothing out.
//!
//! A page is *right* if its date is that day, or that day in UTC where the set
//! gives a time with an offset; *coarser* if it is the month or year of that
//! day; *none* if no date was read. Of pages of which the set says that they
//! have no date (trafilatura says so; the others only that their own
//! program found none), those with one are *claimed*. Pages without running
//! text, which are read as no article, get a paragraph first: here it is the
//! date that is measured.

#![allow(clippy::print_stdout, reason = "a table is what it is run for")]

use dateline::article::{Precision, Published, parse_date};
use dateline::corpus::{Event, ReadOptions, find, read};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages whose stated day was looked up in the page and is not the day on which
/// it says that it was published. They count in `dated`, and not in `sure`.
const DOUBTED: &[(&str, &str)] = &[
    // the day of a later version, the first one being named beside it or not at all
    ("ad-magazin.de.wellness.html", "a later version"),
    ("angelmagazin.de-schmerzen.html", "a later version"),
    ("baike.baidu.com.tanya.html", "a later version"),
    ("jagdleben.de-waldwege.html", "a later version"),
    ("realsimple.com.hydrangea.html", "a later version"),
    ("tagesanzeiger.ch.umweltzerstoerung.html", "a later version"),
    ("wiki.piratenpartei.de.stammtisch.html", "a later version"),
    ("www1.wdr.de-Correctiv-Recherche.html", "a later version"),
    ("befifty.montauk.html", "the page says 2019-06-17 three times, its URL 2017"),
    ("diem25.org.climate.html", "the page says 12/10/2020"),
    ("gitarrebass.de-dieneue.html", "the page says 24. Januar 2022"),
    ("selbst.de-wurmkiste.html", "the page says 22.02.2021"),
    ("tegernseerstimme.de-Klimavorreiter.html", "the page says 6. November 2023"),
    ("theplanetarypress.com.forestlands.html", "the day on which it was fetched"),
    ("zahlenzauberin.wordpress.com.ferien.html", "the page says 2012-08-22"),
    ("awo.org-Menschenrechte.html", "not in the page but in lists of others"),
    ("rueda.wikidot.com.enchufla.html", "not in the page"),
    ("aoc.media.archaisme.html", "the page says 2019-12-09 20:00 twice, and that of the issue"),
];

/// A page and the day it should be of.
struct Case {
    page: PathBuf,
    expected: Expected,
}

/// How the cases of a set are told from its files.
type CasesOf = fn(&Path) -> Vec<Case>;

enum Expected {
    /// As the set writes it.
    Day(String),
    /// The set says that there is none.
    None,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let list = arguments.iter().any(|argument| argument == "--list");
    let Some(folder) = arguments.iter().find(|argument| !argument.starts_with('-')) else {
        println!("page_dates: no folder of pages named, nothing measured");
        return;
    };
    let folder = Path::new(folder);
    let sets: [(&str, CasesOf); 4] = [
        ("trafilatura-html", trafilatura),
        ("goose3-html", goose),
        ("newspaper4k-html", newspaper4k),
        ("readability-pages", readability),
    ];
    println!(
        "{:<20}{:>7}{:>7}{:>9}{:>7}{:>7}{:>9}{:>8}{:>10}{:>8}{:>10}{:>9}",
        "set",
        "dated",
        "right",
        "coarser",
        "wrong",
        "none",
        "right %",
        "stated",
        "stated %",
        "sure %",
        "undated",
        "claimed"
    );
    let mut sum = [0; 10];
    for (name, cases) in sets {
        let set = folder.join(name);
        if !set.is_dir() {
            println!("{name:<20} not there");
            continue;
        }
        let mut count = [0; 10];
        let mut faults = Vec::new();
        for case in cases(&set) {
            let found = date_of(&case.page);
            let (place, expected) = match &case.expected {
                Expected::None => (if found.is_known() { 6 } else { 5 }, "none"),
                Expected::Day(day) => (judge(&found, day), day.as_str()),
            };
            count[place] += 1;
            let name = case.page.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let doubt = DOUBTED.iter().find(|(page, _)| *page == name).map(|(_, why)| *why);
            let is_stated = match &case.expected {
                Expected::Day(day) => place == 1 || is_stated(&case.page, day),
                Expected::None => false,
            };
            count[9] += usize::from(is_stated);
            if place < 5 && doubt.is_none() {
                count[7] += 1;
                count[8] += usize::from(place == 1);
            }
            if place != 1 && place != 5 {
                let page = case.page.strip_prefix(&set).unwrap_or(&case.page).display();
                let found = format!("{} by {:?}", found.date().unwrap_or_default(), found.origin);
                let nowhere = if place < 5 && !is_stated { " (stated nowhere)" } else { "" };
                let doubt = doubt.map(|why| format!(" ({why})")).unwrap_or_default();
                faults.push(format!("  {page}: {found}, not {expected}{nowhere}{doubt}"));
            }
        }
        count[0] = count[1..5].iter().sum();
        count[5] += count[6];
        row(name, &count);
        if list {
            faults.iter().for_each(|fault| println!("{fault}"));
        }
        sum.iter_mut().zip(count).for_each(|(sum, count)| *sum += count);
    }
    row("all", &sum);
}

fn row(name: &str, count: &[usize; 10]) {
    let [dated, right, coarser, wrong, none, undated, claimed, sure, right_of_sure, stated] = count;
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    let (of_all, of_sure) = (share(*right, *dated), share(*right_of_sure, *sure));
    let of_stated = share(*right, *stated);
    println!(
        "{name:<20}{dated:>7}{right:>7}{coarser:>9}{wrong:>7}{none:>7}{of_all:>9.1}{stated:>8}{of_stated:>10.1}{of_sure:>8.1}\
         {undated:>10}{claimed:>9}"
    );
}

/// Whether a page has the day anywhere: three numbers in a row that are it in some
/// order, a month by its name, eight digits on end, a count of seconds since 1970.
fn is_stated(page: &Path, stated: &str) -> bool {
    let html = String::from_utf8_lossy(&fs::read(page).unwrap()).to_lowercase();
    let html = html.replace("&nbsp;", " ").replace("&thinsp;", " ");
    let Some(days) = parse_date(stated).and_then(|date| date.interval) else { return false };
    let (year, month, day) = days.from.ymd();
    let (year, day) = (year.to_string(), i64::from(day));
    let first = days.from.number() * 86_400;
    // tags part what is one to the eye: <nobr>19. Mai</nobr> 2010
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    let class = |byte: u8| {
        if byte.is_ascii_digit() {
            1
        } else {
            u8::from(byte.is_ascii_alphabetic() || byte >= 0x80) * 2
        }
    };
    for at in 1..=html.len() {
        let bytes = html.as_bytes();
        if at == html.len() || class(bytes[at]) != class(bytes[at - 1]) {
            if class(bytes[at - 1]) > 0 {
                words.push(&html[start..at]);
            }
            start = at;
        }
    }
    let number = |word: &str| word.parse::<i64>().ok();
    let is_day = |word: &&str| word.len() <= 2 && number(word) == Some(day);
    let is_month = |word: &&str| {
        word.len() <= 2 && number(word) == Some(i64::from(month))
            || number(word).is_none()
                && parse_date(&format!("{word} 2000")).is_some_and(|date| {
                    date.precision == Precision::Month
                        && date.interval.is_some_and(|days| days.from.ymd().1 == month)
                })
    };
    let is_year = |word: &&str| **word == *year;
    let short = format!("{day:02}.{month:02}.{}", &year[2..]);
    let compact = format!("{year}{month:02}{day:02}");
    html.contains(&short)
        || words.iter().any(|word| {
            let seconds = match word.len() {
                10 => number(word),
                13 => number(word).map(|count| count / 1000),
                _ => None,
            };
            word.contains(&compact)
                || seconds.is_some_and(|at| (first - 14 * 3600..first + 38 * 3600).contains(&at))
        })
        || words.windows(5).any(|five| {
            // "of", "de", "th" may stand between them, but no other number
            let next = |from: usize, wanted: &dyn Fn(&&str) -> bool| {
                let at = (from..five.len())
                    .find(|&at| wanted(&five[at]) || number(five[at]).is_some())?;
                wanted(&five[at]).then_some(at + 1)
            };
            let has = |a: &dyn Fn(&&str) -> bool,
                       b: &dyn Fn(&&str) -> bool,
                       c: &dyn Fn(&&str) -> bool| {
                a(&five[0]) && next(1, b).and_then(|from| next(from, c)).is_some()
            };
            has(&is_day, &is_month, &is_year)
                || has(&is_month, &is_day, &is_year)
                || has(&is_year, &is_month, &is_day)
        })
}

/// The column of a page of which the day is stated: 1 right, 2 coarser, 3 wrong, 4 none.
fn judge(found: &Published, stated: &str) -> usize {
    let Some(interval) = found.interval else { return 4 };
    let local = parse_date(stated).and_then(|date| date.interval);
    let local = local.unwrap_or_else(|| panic!("`{stated}` is no day"));
    let utc = stated.parse::<jiff::Timestamp>().ok();
    let utc = utc.and_then(|time| parse_date(&time.to_string())?.interval);
    if [Some(local), utc].contains(&Some(interval)) {
        1
    } else if interval.from <= local.from && local.to <= interval.to {
        2
    } else {
        3
    }
}

fn date_of(page: &Path) -> Published {
    if let Some(date) = read_date(page) {
        return date;
    }
    let html = String::from_utf8_lossy(&fs::read(page).unwrap()).into_owned();
    let prose =
        "The council of the town met to hear what the mayor had to say about the roads. ".repeat(8);
    let end = html.rfind("</body>").unwrap_or(html.len());
    let (before, after) = html.split_at(end);
    let folder = tempfile::tempdir().unwrap();
    let padded = folder.path().join("page.html");
    fs::write(&padded, format!("{before}<p>{prose}</p>{after}")).unwrap();
    read_date(&padded).unwrap_or_default()
}

/// The date of the article of a page; `None` if it is read as no article.
fn read_date(page: &Path) -> Option<Published> {
    let mut date = None;
    for found in find(&[page.to_owned()]).unwrap().flatten() {
        read(&found, &ReadOptions::default(), &mut |event| {
            if let Event::Article(article) = event {
                date = Some(article.published);
            }
            true
        })
        .unwrap();
    }
    date
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The files of a folder and those below with this extension, in order.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files.extend(self::files(&entry, extension));
        } else if entry.extension().is_some_and(|found| found == extension) {
            files.push(entry);
        }
    }
    files.sort();
    files
}

fn trafilatura(set: &Path) -> Vec<Case> {
    let stated = json(&set.join("tests/evaldata.json"));
    let mut cases = Vec::new();
    for value in stated.as_object().unwrap().values() {
        let (Some(file), Some(date)) = (value["file"].as_str(), value["date"].as_str()) else {
            continue;
        };
        let places = ["tests/cache", "tests/eval"].map(|folder| set.join(folder).join(file));
        if let Some(page) = places.into_iter().find(|page| page.is_file()) {
            let expected = match date {
                "" => Expected::None,
                // one is written with the day before the month
                date if parse_date(date).is_none() => continue,
                date => Expected::Day(date.to_owned()),
            };
            cases.push(Case { page, expected });
        }
    }
    cases.sort_by(|a, b| a.page.cmp(&b.page));
    cases
}

fn goose(set: &Path) -> Vec<Case> {
    let stated = |path: PathBuf| {
        let day = json(&path)["expected"]["publish_date"].as_str()?.to_owned();
        Some(Case { page: path.with_extension("html"), expected: Expected::Day(day) })
    };
    files(set, "json").into_iter().filter_map(stated).filter(|case| case.page.is_file()).collect()
}

fn newspaper4k(set: &Path) -> Vec<Case> {
    let data = set.join("tests/data");
    let stated = |path: PathBuf| {
        let day = json(&path)["publish_date"].as_str()?.to_owned();
        let page = data.join("html").join(path.with_extension("html").file_name()?);
        page.is_file().then_some(Case { page, expected: Expected::Day(day) })
    };
    files(&data.join("metadata"), "json").into_iter().filter_map(stated).collect()
}

fn readability(set: &Path) -> Vec<Case> {
    let stated = |path: PathBuf| {
        let day = json(&path)["publishedTime"].as_str()?.to_owned();
        Some(Case { page: path.with_file_name("source.html"), expected: Expected::Day(day) })
    };
    let pages = files(&set.join("test/test-pages"), "json").into_iter();
    pages.filter(|path| path.ends_with("expected-metadata.json")).filter_map(stated).collect()
}
