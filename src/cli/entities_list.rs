//! `dateline entities --list FILE`: a list of names held against the index.
//!
//! ```text
//! file = { line "\n" }
//! line = "" | "#" anything | name
//!
//! Qassem Soleimani  person · 12 articles, 45 mentions · 2019-12-28 to 2020-06-30
//!   The strike that killed Soleimani …
//!   Harbour Gazette · 3 January 2020 · Strike at the airport
//! ```

use super::args::Common;
use super::csv_rows::{CITED, CsvRows, cited};
use super::entities_args::{EntitiesArgs, EntitiesFormat};
use super::exit::Exit;
use super::place;
use super::{out, progress_bar, render, search, timeline};
use crate::article::one_line;
use crate::search::{ScreenRequest, Screened, ScreenedAs, ScreenedName, screen};
use anyhow::{Context, bail};
use std::cmp::Reverse;
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

/// A list of fewer names is done before a bar is seen.
const LONG: usize = 200;

pub(super) fn run(
    common: &Common,
    args: &EntitiesArgs,
    list: &Path,
    format: EntitiesFormat,
) -> anyhow::Result<Exit> {
    if format == EntitiesFormat::Graphml {
        bail!("a list has no graph; ask for --format text, json or csv");
    }
    let request = ScreenRequest {
        text: args.query.join(" "),
        names: names(list)?,
        today: common.today(),
        aliases: common.aliases()?,
    };
    let snapshot = place::snapshot(common)?;
    let hidden = common.quiet || common.json || request.names.len() < LONG;
    let bar = progress_bar::counting(request.names.len(), "names", hidden);
    let answer = screen(&snapshot, &request, &mut |done| bar.set_position(done as u64));
    bar.finish_and_clear();
    let answer = answer?;
    if format != EntitiesFormat::Json && !common.quiet {
        anstream::eprint!("{}", search::notes_of(&answer.query));
    }
    match format {
        EntitiesFormat::Json => out::print_json(&answer)?,
        EntitiesFormat::Csv => csv(&answer)?,
        EntitiesFormat::Text | EntitiesFormat::Graphml => {
            out::print(&page(&answer, common.quiet), !args.no_pager)?;
        }
    }
    Ok(if answer.found == 0 { Exit::Nothing } else { Exit::Done })
}

/// The names of a list, in its order.
fn names(list: &Path) -> anyhow::Result<Vec<String>> {
    let path = list.display();
    let mut bytes = Vec::new();
    if list == Path::new("-") {
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("can't read the list from standard input")?;
    } else {
        bytes = std::fs::read(list).with_context(|| format!("can't read the list {path}"))?;
    }
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
            bail!("{path} is no UTF-8 in line {line}; save it as UTF-8");
        }
    };
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let names: Vec<String> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    if names.is_empty() {
        bail!("there is no name in {path}; write one a line");
    }
    Ok(names)
}

/// What was found, most articles first.
fn page(answer: &Screened, quiet: bool) -> String {
    let width = out::width();
    let mut found: Vec<&ScreenedName> =
        answer.names.iter().filter(|name| name.found_as.is_some()).collect();
    // of as many articles in the order of the list
    found.sort_by_key(|name| Reverse(name.articles));
    let mut text = String::new();
    for name in found {
        let _ = writeln!(
            text,
            "{}  {}",
            render::styled(&render::harmless(&one_line(&name.name)), render::HEADLINE),
            render::styled(&figures(name), render::SOURCE),
        );
        if let Some(hit) = &name.hit {
            text.push_str(&timeline::said(hit, width));
        }
        text.push('\n');
    }
    if !quiet {
        let all = render::count(answer.names.len() as u64, "name", "names");
        let line = format!(
            "{} of {all} found · {} · {:.1} ms",
            render::number(answer.found as u64),
            render::count(answer.total, "article", "articles"),
            answer.took_us as f64 / 1000.0
        );
        let _ = writeln!(text, "{}", render::styled(&line, render::FAINT));
    }
    text
}

/// What it is, how often it is named, and when.
fn figures(name: &ScreenedName) -> String {
    let articles = render::count(name.articles, "article", "articles");
    let mut parts = match (name.kind, name.mentions) {
        (Some(kind), Some(mentions)) => {
            let mentions = render::count(mentions, "mention", "mentions");
            vec![kind.to_owned(), format!("{articles}, {mentions}")]
        }
        _ => vec!["as words".to_owned(), articles],
    };
    parts.extend(match (&name.first, &name.last) {
        (Some(first), Some(last)) if first == last => Some(first.clone()),
        (Some(first), Some(last)) => Some(format!("{first} to {last}")),
        _ => None,
    });
    if let Some(called) = name.called.as_ref().filter(|called| **called != name.name) {
        parts.push(format!("mostly written {}", render::harmless(&one_line(called))));
    }
    parts.join(" · ")
}

fn csv(answer: &Screened) -> anyhow::Result<()> {
    let out = std::io::BufWriter::new(std::io::stdout().lock());
    let own = ["name", "found_as", "kind", "called", "articles", "mentions", "first", "last"];
    let mut rows = CsvRows::begin(out, own.into_iter().chain(CITED))?;
    for name in &answer.names {
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        let found_as = match name.found_as {
            Some(ScreenedAs::Name) => "name",
            Some(ScreenedAs::Words) => "words",
            None => "",
        };
        let own = [
            name.name.clone(),
            found_as.to_owned(),
            name.kind.unwrap_or_default().to_owned(),
            text(name.called.as_ref()),
            name.articles.to_string(),
            name.mentions.map_or_else(String::new, |mentions| mentions.to_string()),
            text(name.first.as_ref()),
            text(name.last.as_ref()),
        ];
        rows.write(own.into_iter().chain(cited(name.hit.as_ref())))?;
    }
    Ok(rows.end()?)
}
