//! `dateline entities`: who and what is named, as a table, as JSON or CSV, as a graph, or a list of
//! names held against the index.
//!
//! ```text
//!               name              articles  mentions  first       last
//! person        Qassem Soleimani        12        45  2019-12-28  2020-06-30
//!                 Soleimani, Qasem Soleimani
//!                 ▁▁▇▂▁
//! ```

use super::args::Common;
use super::csv_rows::CsvRows;
use super::entities_args::{EntitiesArgs, EntitiesFormat, First};
use super::exit::Exit;
use super::place;
use super::{entities_graphml, entities_list, out, render, search, timeline};
use crate::article::one_line;
use crate::search::{Entities, EntitiesRequest, EntityOrder, EntityRow, entities};
use crate::store::Per;
use anyhow::bail;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// So many are shown in a terminal, and in a graph, unless the request says otherwise.
const SHOWN: usize = 20;
const NODES: usize = 100;
/// A graph of more has more pairs than memory should be given to.
const MOST_NODES: usize = 10_000;
/// What else something is called stands so far in from its name.
const INDENT: usize = 2;
/// The narrowest column of names.
const NARROWEST: usize = 16;

pub(super) fn run(common: &Common, args: &EntitiesArgs) -> anyhow::Result<Exit> {
    let json = EntitiesFormat::Json;
    let format = search::format(common, args.format, json, EntitiesFormat::Text)?;
    if let Some(list) = &args.list {
        return entities_list::run(common, args, list, format);
    }
    let usual = match format {
        EntitiesFormat::Text => SHOWN,
        EntitiesFormat::Graphml => NODES,
        EntitiesFormat::Json | EntitiesFormat::Csv => usize::MAX,
    };
    let take = args.limit.unwrap_or(usual);
    let edges = format == EntitiesFormat::Graphml;
    if edges && take > MOST_NODES {
        bail!(
            "a graph has at most {} names; ask for fewer with -n",
            render::number(MOST_NODES as u64)
        );
    }
    if edges && args.over_time.is_some() {
        bail!("--over-time has no place in a graph; ask for --format text, json or csv");
    }
    if args.near.as_ref().is_some_and(|name| name.trim().is_empty()) {
        bail!("--near needs a name, as in --near 'Qassem Soleimani'");
    }
    let order = match (args.sort, &args.near) {
        (Some(First::Telling), None) => {
            bail!(
                "--sort telling says what is told by standing beside a name; name one with --near"
            )
        }
        (Some(First::Telling) | None, Some(_)) => EntityOrder::Telling,
        (Some(First::Articles), _) | (None, None) => EntityOrder::Articles,
    };
    let mut kinds: Vec<_> = args.kinds.iter().map(|&kind| kind.into()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let request = EntitiesRequest {
        text: args.query.join(" "),
        kinds,
        near: args.near.clone(),
        order,
        take,
        over_time: args.over_time.map(|unit| unit.per()),
        edges,
        today: common.today(),
        aliases: common.aliases()?,
    };
    let snapshot = place::snapshot(common)?;
    let answer = entities(&snapshot, &request)?;
    if format != EntitiesFormat::Json && !common.quiet {
        anstream::eprint!("{}", search::notes_of(&answer.query));
    }
    match format {
        EntitiesFormat::Text => out::print(&page(&answer, common.quiet), !args.no_pager)?,
        EntitiesFormat::Json => out::print_json(&answer)?,
        EntitiesFormat::Csv => csv(&answer)?,
        EntitiesFormat::Graphml => entities_graphml::print(&answer)?,
    }
    Ok(if answer.distinct == 0 { Exit::Nothing } else { Exit::Done })
}

/// A table as a terminal shows it.
pub(super) fn page(answer: &Entities, quiet: bool) -> String {
    let mut text = String::new();
    if !quiet {
        text.push_str(&search::meant(&answer.query));
    }
    if !answer.entities.is_empty() {
        text.push_str(&table(answer, out::width()));
    }
    if !quiet {
        text.push_str(&foot(answer));
    }
    text
}

/// A cell of a name: as it is, on one line.
fn shown(name: &str) -> String {
    render::harmless(&one_line(name))
}

/// The rows and what they are called above them.
fn table(answer: &Entities, width: usize) -> String {
    let rows = &answer.entities;
    let near = answer.near.is_some();
    // the name beside which all are named says what the articles are
    let (third, fourth) = if near { ("both", "of") } else { ("articles", "mentions") };
    let number = |row: &EntityRow| {
        let fourth = if near { row.all_articles.unwrap_or(0) } else { row.mentions };
        [render::number(row.articles), render::number(fourth)]
    };
    let numbers: Vec<[String; 2]> = rows.iter().map(number).collect();
    let widest = |head: &str, at: usize| {
        numbers.iter().map(|numbers| numbers[at].len()).max().unwrap_or(0).max(head.len())
    };
    let rooms = [widest(third, 0), widest(fourth, 1)];
    let dated = rows.iter().any(|row| row.first.is_some());
    // of one kind alone nothing need be said
    let kind_room = match rows.iter().any(|row| row.kind != rows[0].kind) {
        true => rows.iter().map(|row| row.kind.len()).max().unwrap_or(0) + 2,
        false => 0,
    };
    let taken = kind_room + rooms[0] + rooms[1] + 4 + if dated { 24 } else { 0 };
    let longest = rows.iter().map(|row| shown(&row.name).width()).max().unwrap_or(0);
    let room = width.saturating_sub(taken).max(NARROWEST).min(longest.max(4));
    let mut text = String::new();
    let mut head = format!(
        "{:kind_room$}{:room$}  {third:>a$}  {fourth:>b$}",
        "",
        "name",
        a = rooms[0],
        b = rooms[1]
    );
    if dated {
        head.push_str("  first       last");
    }
    let _ = writeln!(text, "{}", render::styled(&head, render::FAINT));
    let spark = Spark::of(rows, answer.per, width.saturating_sub(kind_room + INDENT));
    for (row, numbers) in rows.iter().zip(&numbers) {
        let name = timeline::cut(&shown(&row.name), room);
        let _ = write!(
            text,
            "{}{}{}{}  {:>a$}  {:>b$}",
            render::styled(if kind_room > 0 { row.kind } else { "" }, render::SOURCE),
            " ".repeat(kind_room.saturating_sub(row.kind.len())),
            render::styled(&name, render::HEADLINE),
            " ".repeat(room.saturating_sub(name.width())),
            numbers[0],
            numbers[1],
            a = rooms[0],
            b = rooms[1],
        );
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        if dated {
            let days = format!("  {:10}  {:10}", day(&row.first), day(&row.last));
            let _ = write!(text, "{}", days.trim_end());
        }
        text.push('\n');
        let indent = " ".repeat(kind_room + INDENT);
        let also: Vec<String> = row.also.iter().map(|also| shown(&also.name)).collect();
        if !also.is_empty() {
            let line = timeline::cut(&also.join(", "), width.saturating_sub(indent.len()));
            let _ = writeln!(text, "{indent}{}", render::styled(&line, render::FAINT));
        }
        if let Some(line) = spark.as_ref().and_then(|spark| spark.line(row)) {
            let _ = writeln!(text, "{indent}{}", render::styled(&line, render::SOURCE));
        }
    }
    if let Some(spark) = &spark {
        let _ = writeln!(text, "{}", render::styled(&spark.legend(), render::FAINT));
    }
    text
}

/// Lines of bars over one stretch of time: all rows have the same.
struct Spark {
    per: Per,
    /// The first unit and how many there are.
    first: i64,
    units: usize,
    /// How many of them a bar stands for.
    each: usize,
    /// The first and last unit by name.
    ends: (String, String),
}

impl Spark {
    const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

    fn of(rows: &[EntityRow], per: Option<Per>, room: usize) -> Option<Self> {
        let per = per?;
        let dates = || rows.iter().filter_map(|row| row.over_time.as_ref()).flatten();
        let first = dates().map(|point| point.date.as_str()).min()?;
        let last = dates().map(|point| point.date.as_str()).max()?;
        let (from, to) = (ordinal(first)?, ordinal(last)?);
        let units = (to - from) as usize + 1;
        let each = units.div_ceil(room.clamp(8, 60));
        Some(Self { per, first: from, units, each, ends: (first.to_owned(), last.to_owned()) })
    }

    fn line(&self, row: &EntityRow) -> Option<String> {
        let points = row.over_time.as_ref().filter(|points| !points.is_empty())?;
        let mut bars = vec![0u64; self.units.div_ceil(self.each)];
        for point in points {
            let at = (ordinal(&point.date)? - self.first) as usize / self.each;
            *bars.get_mut(at)? += point.articles;
        }
        let most = bars.iter().copied().max().unwrap_or(0).max(1);
        let bar = |&articles: &u64| Self::BARS[(articles * 8).div_ceil(most) as usize];
        Some(bars.iter().map(bar).collect::<String>().trim_end().to_owned())
    }

    /// What the bars stand for.
    fn legend(&self) -> String {
        let (one, several) = match self.per {
            Per::Day | Per::Week => ("day", "days"),
            Per::Month => ("month", "months"),
            Per::Year => ("year", "years"),
        };
        let unit = render::count(self.each as u64, one, several);
        let (first, last) = &self.ends;
        format!("a bar is {unit} of publication, {first} to {last}; each row by its own highest")
    }
}

/// The number of a day, month or year, counted without a gap.
fn ordinal(date: &str) -> Option<i64> {
    let parts: Vec<i64> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    match parts.as_slice() {
        [year] => Some(*year),
        [year, month] => Some(12 * year + month - 1),
        [year, month, day] => {
            let (year, month, day) = (*year as i16, *month as i8, *day as i8);
            crate::article::Day::from_ymd(year, month, day).map(crate::article::Day::number)
        }
        _ => None,
    }
}

/// How many there are, of how many articles, and how to see more of one.
fn foot(answer: &Entities) -> String {
    let articles = render::count(answer.total, "article", "articles");
    let took = answer.took_us as f64 / 1000.0;
    let beside = answer.near.as_ref().map(|near| {
        let both = render::number(near.articles);
        format!("{both} of {articles} name {}", shown(&near.name))
    });
    let of = beside.unwrap_or(articles);
    let line = match answer.entities.len() {
        _ if answer.total == 0 => "nothing found".to_owned(),
        _ if answer.distinct == 0 => format!("nothing found: {of}, no name"),
        listed if listed < answer.distinct => {
            let first = if answer.entities.iter().any(|row| row.telling.is_some()) {
                "first"
            } else {
                "most frequent"
            };
            let all = render::count(answer.distinct as u64, "name", "names");
            format!("the {} {first} of {all} · {of} · {took:.1} ms", render::number(listed as u64))
        }
        _ => {
            let all = render::count(answer.distinct as u64, "name", "names");
            format!("{all} · {of} · {took:.1} ms")
        }
    };
    let mut text = String::new();
    let _ = writeln!(text, "{}", render::styled(&line, render::FAINT));
    if let Some(row) = answer.entities.first() {
        let field = match row.kind {
            "person" => "who",
            "organisation" => "org",
            "place" => "place",
            _ => return text,
        };
        let name = shown(&row.name).replace('"', " ");
        let query = format!("{field}:\"{name}\"");
        let more = format!("more of one: dateline search '{}'", query.replace('\'', "'\\''"));
        let _ = writeln!(text, "{}", render::styled(&more, render::FAINT));
    }
    text
}

fn csv(answer: &Entities) -> anyhow::Result<()> {
    let out = std::io::BufWriter::new(std::io::stdout().lock());
    if answer.per.is_some() {
        let mut rows = CsvRows::begin(out, ["kind", "name", "date", "articles"])?;
        for row in &answer.entities {
            for point in row.over_time.iter().flatten() {
                let articles = point.articles.to_string();
                rows.write([row.kind, row.name.as_str(), point.date.as_str(), articles.as_str()])?;
            }
        }
        return Ok(rows.end()?);
    }
    let near = answer.near.is_some();
    let mut columns = vec!["kind", "name", "articles", "mentions", "first", "last", "also"];
    if near {
        columns.extend(["all_articles", "telling"]);
    }
    let mut rows = CsvRows::begin(out, columns)?;
    for row in &answer.entities {
        let also: Vec<&str> = row.also.iter().map(|also| also.name.as_str()).collect();
        let mut cells = vec![
            row.kind.to_owned(),
            row.name.clone(),
            row.articles.to_string(),
            row.mentions.to_string(),
            row.first.clone().unwrap_or_default(),
            row.last.clone().unwrap_or_default(),
            also.join("; "),
        ];
        if near {
            cells.push(row.all_articles.map_or_else(String::new, |all| all.to_string()));
            cells.push(row.telling.map_or_else(String::new, |telling| telling.to_string()));
        }
        rows.write(cells)?;
    }
    Ok(rows.end()?)
}
