//! `dateline timeline`: what happened when, as bars with a passage each, as
//! JSON, as a table, or as a file for TimelineJS.
//!
//! ```text
//! July 1916       ████████████████████████████████████████  12
//!   On July 1 the British attacked north of the Somme on a front of twenty miles …
//!   Harbour Gazette · 4 July 1916 · The Great Attack
//! ```

use super::args::{Common, Length, Placed, TimelineArgs, TimelineFormat};
use super::csv_rows::{CITED, CsvRows, cited};
use super::exit::Exit;
use super::place;
use super::{out, render, search, timelinejs};
use crate::search::{Hit, Passage, Span, Timeline, TimelinePoint, TimelineRequest, timeline};
use crate::store::{DatedBy, Per};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// So many points are shown in a terminal unless the request says otherwise.
const SHOWN: usize = 20;
/// The longest bar.
const BAR: usize = 40;
/// Passages stand so far from the edge.
const INDENT: &str = "  ";
/// So many lines of a passage are shown.
const LINES: usize = 2;

pub(super) fn run(common: &Common, args: &TimelineArgs) -> anyhow::Result<Exit> {
    let json = TimelineFormat::Json;
    let format = search::format(common, args.format, json, TimelineFormat::Text)?;
    let usual = if format == TimelineFormat::Text { SHOWN } else { usize::MAX };
    let request = TimelineRequest {
        text: args.query.join(" "),
        by: match args.by {
            Placed::Mentioned => DatedBy::Mentioned,
            Placed::Published => DatedBy::Published,
        },
        per: match args.per {
            Length::Day => Some(Per::Day),
            Length::Week => Some(Per::Week),
            Length::Month => Some(Per::Month),
            Length::Year => Some(Per::Year),
            Length::Auto => None,
        },
        aliases: common.aliases()?,
        take: args.limit.unwrap_or(usual),
        today: common.today(),
    };
    let snapshot = place::snapshot(common)?;
    let answer = timeline(&snapshot, &request)?;
    if format != TimelineFormat::Json && !common.quiet {
        anstream::eprint!("{}", search::notes_of(&answer.query));
    }
    match format {
        TimelineFormat::Text => out::print(&page(&answer, common.quiet), !args.no_pager)?,
        TimelineFormat::Json => out::print_json(&answer)?,
        TimelineFormat::Csv => csv(&answer)?,
        TimelineFormat::Timelinejs => out::print_json(&timelinejs::timeline(&answer))?,
    }
    Ok(if answer.distinct == 0 { Exit::Nothing } else { Exit::Done })
}

/// A point's date as a person reads it.
pub(super) fn date(point: &TimelinePoint, per: Per) -> String {
    match per {
        Per::Week => format!("week of {}", render::date_named(&point.from)),
        Per::Day | Per::Month | Per::Year => render::date_named(&point.date),
    }
}

/// A timeline as a terminal shows it.
pub(super) fn page(answer: &Timeline, quiet: bool) -> String {
    let width = out::width();
    let mut text = String::new();
    if !quiet {
        text.push_str(&search::meant(&answer.query));
    }
    let dates: Vec<String> = answer.points.iter().map(|point| date(point, answer.per)).collect();
    let counts: Vec<String> = answer.points.iter().map(|p| render::number(p.count)).collect();
    let widest = |texts: &[String]| texts.iter().map(|text| text.width()).max().unwrap_or(0);
    let (date_room, count_room) = (widest(&dates), widest(&counts));
    let bar_room = width.saturating_sub(date_room + count_room + 4).clamp(8, BAR);
    let most = answer.points.iter().map(|point| point.count).max().unwrap_or(0).max(1);
    for ((point, date), count) in answer.points.iter().zip(&dates).zip(&counts) {
        let bar = "█".repeat((point.count * bar_room as u64).div_ceil(most) as usize);
        let _ = writeln!(
            text,
            "{}{}  {count:>count_room$}  {}",
            render::styled(date, render::HEADLINE),
            " ".repeat(date_room - date.width()),
            render::styled(&bar, render::SOURCE),
        );
        if let Some(hit) = &point.hit {
            text.push_str(&said(hit, width));
        }
        text.push('\n');
    }
    if !quiet {
        text.push_str(&foot(answer));
    }
    text
}

/// The passage of a point, and who says so.
pub(super) fn said(hit: &Hit, width: usize) -> String {
    let mut text = String::new();
    let room = width.saturating_sub(INDENT.len());
    if let Some(passage) = hit.passages.first() {
        // a line ends with a word, so not all of its room is used
        let (quote, lit) = excerpt(passage, LINES * room.saturating_sub(6));
        let quote = render::lit_wrapped(&quote, 0, &lit, anstyle::Style::new(), width, INDENT);
        let _ = writeln!(text, "{INDENT}{quote}");
    }
    let mut line: Vec<String> = hit.source.iter().map(|source| render::harmless(source)).collect();
    line.push(render::date(&hit.published));
    if !hit.headline.is_empty() {
        line.push(render::harmless(&crate::article::one_line(&hit.headline)));
    }
    let line = cut(&line.join(" · "), room);
    let _ = writeln!(text, "{INDENT}{}", render::styled(&line, render::FAINT));
    text
}

/// As much of a passage as has room, around what is lit in it, and what is lit
/// in characters of that.
fn excerpt(passage: &Passage, room: usize) -> (String, Vec<Span>) {
    let chars: Vec<char> = passage.text.chars().collect();
    let lit = passage.highlights.iter().map(|span| Span {
        start: span.start.saturating_sub(passage.start),
        end: span.end.saturating_sub(passage.start),
    });
    let lit: Vec<Span> = lit.collect();
    if chars.len() <= room {
        return (passage.text.clone(), lit);
    }
    let is_gap = |at: usize| chars.get(at).is_none_or(|c| c.is_whitespace());
    // from where the sentence begins, or from a few words before what is lit
    let begins = |at: usize| {
        at == 0
            || (at > 2 && is_gap(at - 1) && chars[at - 2] == '.' && chars[at - 3].is_lowercase())
    };
    let lead = |span: &Span| {
        let sentence = span.start.saturating_sub(room / 2);
        let near = span.start.saturating_sub(room / 4);
        (sentence..=span.start)
            .rev()
            .find(|&at| begins(at))
            .or_else(|| (near..=span.start).find(|&at| at == 0 || is_gap(at - 1)))
            .unwrap_or(span.start)
    };
    // a date is longer than most words, and is what the passage is there for
    let holds = |from: usize| {
        let held = |span: &&Span| span.start >= from && span.end <= from + room;
        lit.iter().filter(held).map(|span| span.end - span.start).sum::<usize>()
    };
    // the beginning says what it is about: it is left for what holds a third more
    let (mut from, mut most) = (0, holds(0) * 4 / 3);
    for other in lit.iter().map(lead) {
        if holds(other) > most {
            (from, most) = (other, holds(other));
        }
    }
    let last = (from + room).min(chars.len());
    let to = (from + 1..=last).rev().find(|&at| is_gap(at)).unwrap_or(last);
    let before = if from > 0 { "… " } else { "" };
    let after = if to < chars.len() { " …" } else { "" };
    let text: String = chars[from..to].iter().collect();
    let shift = before.chars().count();
    let inside = lit.into_iter().filter(|span| span.start >= from && span.end <= to);
    let moved =
        inside.map(|span| Span { start: span.start - from + shift, end: span.end - from + shift });
    (format!("{before}{text}{after}"), moved.collect())
}

/// What of a line fits.
pub(super) fn cut(line: &str, room: usize) -> String {
    if line.width() <= room {
        return line.to_owned();
    }
    let mut out = String::new();
    for c in line.chars() {
        if out.width() + 1 + c.to_string().width() > room {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// Which of how many points these are, of how many articles, and how to see more of one.
fn foot(answer: &Timeline) -> String {
    let (one, several) = match answer.per {
        Per::Day => ("day", "days"),
        Per::Week => ("week", "weeks"),
        Per::Month => ("month", "months"),
        Per::Year => ("year", "years"),
    };
    let articles = render::count(answer.total, "article", "articles");
    let done = match answer.by {
        DatedBy::Mentioned => "mentioned",
        DatedBy::Published => "with an article",
    };
    let line = if answer.total == 0 {
        "nothing found".to_owned()
    } else if answer.distinct == 0 {
        format!("nothing found: {articles}, no {one} {done}")
    } else {
        let all = render::count(answer.distinct as u64, one, several);
        let shown = answer.points.len();
        let most = if shown < answer.distinct {
            format!("the {} with most of {all} {done}", render::number(shown as u64))
        } else {
            format!("{all} {done}")
        };
        format!("{most} · {articles} · {:.1} ms", answer.took_us as f64 / 1000.0)
    };
    let mut text = String::new();
    let _ = writeln!(text, "{}", render::styled(&line, render::FAINT));
    // the first of those with most
    let most = answer.points.iter().rev().max_by_key(|point| point.count);
    if let Some(point) = most {
        let asked = match answer.by {
            DatedBy::Mentioned => format!("when:{}", point.date),
            DatedBy::Published => format!("published:{}", point.date),
        };
        let query = render::harmless(&crate::article::one_line(&answer.query.text));
        let query = match query.as_str() {
            "" | "*" => asked,
            word if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                format!("{word} AND {asked}")
            }
            group => format!("({group}) AND {asked}"),
        };
        let more = format!("more of one: dateline search '{}'", query.replace('\'', "'\\''"));
        let _ = writeln!(text, "{}", render::styled(&more, render::FAINT));
    }
    text
}

fn csv(answer: &Timeline) -> anyhow::Result<()> {
    let out = std::io::BufWriter::new(std::io::stdout().lock());
    let columns = ["date", "from", "to", "count"].into_iter().chain(CITED);
    let mut rows = CsvRows::begin(out, columns)?;
    for point in &answer.points {
        let TimelinePoint { date, from, to, count, hit } = point;
        let own = [date.clone(), from.clone(), to.clone(), count.to_string()];
        rows.write(own.into_iter().chain(cited(hit.as_ref())))?;
    }
    Ok(rows.end()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_holds_what_is_lit() {
        let text =
            format!("{}the fleet sailed on July 1 at dawn {}", "a ".repeat(60), "b ".repeat(60));
        let at = text.chars().position(|c| c == 'J').unwrap();
        let passage = Passage {
            text,
            start: 1000,
            end: 1300,
            score: 1.0,
            highlights: vec![Span { start: 1000 + at, end: 1000 + at + 6 }],
            copies: None,
        };
        let (quote, lit) = excerpt(&passage, 60);
        assert!(quote.starts_with("… ") && quote.ends_with(" …"), "{quote}");
        assert!(quote.chars().count() <= 64, "{quote}");
        let shown: Vec<char> = quote.chars().collect();
        assert_eq!(shown[lit[0].start..lit[0].end].iter().collect::<String>(), "July 1");
        let whole = excerpt(&passage, 1000);
        assert_eq!(whole.0, passage.text);
        assert_eq!(whole.1, [Span { start: at, end: at + 6 }]);
    }

    #[test]
    fn a_line_that_is_too_long_is_cut() {
        assert_eq!(cut("Star · Fog", 10), "Star · Fog");
        assert_eq!(cut("Star · Fog and rain", 11), "Star · Fog…");
    }
}
