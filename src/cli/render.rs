//! How things look: styles, dates, wrapped passages.

use crate::search::{Hit, Passage, PublishedOut, Span};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// `dateline:` before an error.
pub(super) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// What was found.
pub(super) const LIT: Style = AnsiColor::Yellow.on_default().bold();
/// A date that the text speaks of.
pub(super) const DATE: Style = Style::new().underline();
/// A headline.
pub(super) const HEADLINE: Style = Style::new().bold();
/// Outlets and dates.
pub(super) const SOURCE: Style = AnsiColor::Cyan.on_default();
/// What is there for whoever looks for it.
pub(super) const FAINT: Style = Style::new().dimmed();

/// `text` in `style`.
pub(super) fn styled(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}

/// A number with its thousands apart.
pub(super) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// One or several of something.
pub(super) fn count(value: u64, one: &str, several: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { several })
}

/// Bytes as a person reads them.
pub(super) fn bytes(value: u64) -> String {
    const UNITS: [&str; 5] = ["bytes", "KB", "MB", "GB", "TB"];
    let mut size = value as f64;
    let mut unit = 0;
    while size >= 1000.0 && unit + 1 < UNITS.len() {
        size /= 1000.0;
        unit += 1;
    }
    if unit == 0 { format!("{value} bytes") } else { format!("{size:.1} {}", UNITS[unit]) }
}

/// A date as a person reads it: "11 December 2019", "December 2019", "1930",
/// "the 1930s", "undated".
pub(super) fn date(published: &PublishedOut) -> String {
    published.date.as_deref().map_or_else(|| "undated".to_owned(), date_named)
}

/// As [`date`], of a date in digits.
pub(super) fn date_named(text: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if let Some(days) = text.strip_prefix('[') {
        return days.trim_end_matches(']').replace(',', " or ");
    }
    let parts: Vec<&str> = text.split('-').collect();
    let month = |text: &str| text.parse::<usize>().ok().and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    match parts.as_slice() {
        [year, m, day] if !text.contains('/') => match month(m) {
            Some(name) => format!("{} {name} {year}", day.trim_start_matches('0')),
            None => text.to_owned(),
        },
        [year, m] => month(m).map_or_else(|| text.to_owned(), |name| format!("{name} {year}")),
        [decade] if decade.ends_with('X') => format!("the {}0s", decade.trim_end_matches('X')),
        _ => text.replace('/', " to "),
    }
}

/// `text` as a link where the terminal has links.
fn link(text: &str, url: Option<&str>) -> String {
    match url {
        Some(url)
            if supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
                && !url.contains(['\x1b', '\x07']) =>
        {
            format!("\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\")
        }
        _ => text.to_owned(),
    }
}

/// Text from a file must not steer the terminal.
pub(super) fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// What is said of a record that was left out.
pub(super) fn rejected(origin: &str, reason: &str) -> String {
    format!("rejected {}: {}", harmless(origin), harmless(reason))
}

/// One hit: headline, source and date, passages, id.
pub(super) fn hit(hit: &Hit, width: usize) -> String {
    let mut out = String::new();
    let rank = format!("{:>3}. ", hit.rank);
    let indent = " ".repeat(rank.width());
    let headline = if hit.headline.is_empty() {
        styled("(no headline)", FAINT)
    } else {
        lit_wrapped(&hit.headline, 0, &hit.headline_highlights, HEADLINE, width, &indent)
    };
    let _ = writeln!(out, "{rank}{}", link(&headline, hit.url.as_deref()));
    let mut line: Vec<String> = Vec::new();
    line.extend(hit.source.as_deref().map(harmless));
    line.push(date(&hit.published));
    line.extend(hit.byline.as_deref().map(harmless));
    line.extend(hit.section.as_deref().map(harmless));
    if hit.copies > 0 {
        line.push(count(hit.copies, "copy", "copies"));
    }
    let _ = writeln!(out, "{indent}{}", styled(&line.join(" · "), SOURCE));
    for passage in &hit.passages {
        let _ = writeln!(out, "{indent}{}", self::passage(passage, width, &indent));
        if let Some(copies) = passage.copies.filter(|&copies| copies > 0) {
            let others = format!("also in {}", count(copies, "other article", "other articles"));
            let _ = writeln!(out, "{indent}{}", styled(&others, FAINT));
        }
    }
    let _ = writeln!(out, "{indent}{}", styled(&harmless(&hit.id), FAINT));
    out
}

/// A passage, wrapped, its evidence lit.
fn passage(passage: &Passage, width: usize, indent: &str) -> String {
    lit_wrapped(&passage.text, passage.start, &passage.highlights, Style::new(), width, indent)
}

/// `text`, whose first character is character `start` of its body, in `style`,
/// wrapped to `width`, what `spans` name lit; line breaks are spaces.
pub(super) fn lit_wrapped(
    text: &str,
    start: usize,
    spans: &[Span],
    style: Style,
    width: usize,
    indent: &str,
) -> String {
    wrapped(text, start, &[(LIT, spans)], style, width, indent)
}

/// As [`lit_wrapped`], with marks of several styles; where two meet, the first counts.
pub(super) fn wrapped(
    text: &str,
    start: usize,
    marks: &[(Style, &[Span])],
    style: Style,
    width: usize,
    indent: &str,
) -> String {
    let chars: Vec<char> = harmless(text).chars().collect();
    let mark = |at: usize| -> Option<Style> {
        let at = start + at;
        let marked = marks.iter().find(|(_, spans)| {
            let next = spans.partition_point(|span| span.end <= at);
            spans.get(next).is_some_and(|span| span.start <= at)
        });
        marked.map(|(style, _)| *style)
    };
    let room = width.saturating_sub(indent.len()).max(20);
    let mut out = String::new();
    let mut column = 0;
    let mut at = 0;
    let mut on: Option<Style> = None;
    let _ = write!(out, "{style}");
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let end = (at..chars.len()).find(|&i| chars[i].is_whitespace()).unwrap_or(chars.len());
        let word: String = chars[at..end].iter().collect();
        let spaced = column > 0;
        if spaced && column + 1 + word.width() > room {
            if let Some(on) = on {
                let _ = write!(out, "{on:#}");
            }
            let _ = write!(out, "\n{indent}{}", on.unwrap_or(style));
            column = 0;
        } else if spaced {
            // the space between two marked words is marked with them
            if let Some(before) = on
                && mark(at - 1) != on
            {
                let _ = write!(out, "{before:#}{style}");
                on = None;
            }
            out.push(' ');
            column += 1;
        }
        for (i, &c) in chars[at..end].iter().enumerate() {
            let now = mark(at + i);
            if now != on {
                if let Some(before) = on {
                    let _ = write!(out, "{before:#}{style}");
                }
                if let Some(now) = now {
                    let _ = write!(out, "{now}");
                }
                on = now;
            }
            out.push(c);
        }
        column += word.width();
        at = end;
    }
    if let Some(on) = on {
        let _ = write!(out, "{on:#}");
    }
    let _ = write!(out, "{style:#}");
    out
}
