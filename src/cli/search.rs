//! `dateline search`: ask once.

use super::args::{Common, Order, SearchArgs};
use super::exit::Exit;
use super::{out, render};
use crate::search::{Request, Response, search};
use crate::store::{LocalStore, Sort};
use std::fmt::Write;

/// So many notes are shown in a terminal; JSON has all.
const NOTES_SHOWN: usize = 10;

pub(super) fn run(common: &Common, args: &SearchArgs) -> anyhow::Result<Exit> {
    let store = LocalStore::open(common.index())?;
    let skip =
        if args.skip > 0 { args.skip } else { (args.page.max(1) - 1).saturating_mul(args.limit) };
    let request = Request {
        count: true,
        text: args.query.join(" "),
        skip,
        take: args.limit,
        sort: match args.sort {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        },
        passages: args.passages,
    };
    let answer = search(&store.snapshot()?, &request)?;
    if common.json {
        out::print_json(&answer)?;
    } else {
        if !common.quiet {
            anstream::eprint!("{}", notes(&answer));
        }
        out::print(&page(&answer, common.quiet), !args.no_pager)?;
    }
    Ok(if answer.total == 0 { Exit::Nothing } else { Exit::Done })
}

/// How the query was read where that is not how it was typed, with a caret
/// under each spot that was repaired.
pub(super) fn notes(answer: &Response) -> String {
    let mut text = String::new();
    let query = &answer.query;
    let typed: String = query.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let is_short = typed.chars().count() <= out::width();
    for note in query.notes.iter().take(NOTES_SHOWN) {
        if is_short {
            let before: String = typed.chars().take(note.at).collect();
            let column = unicode_width::UnicodeWidthStr::width(before.as_str());
            let _ = writeln!(text, "  {typed}\n  {}^", " ".repeat(column));
        }
        let _ = writeln!(text, "  {}", note.message);
    }
    let more = query.notes.len().saturating_sub(NOTES_SHOWN);
    if more > 0 {
        let _ = writeln!(text, "  … and {more} more; --json names them");
    }
    if !query.notes.is_empty() {
        let _ = writeln!(text, "  read as: {}\n", query.read_as);
    }
    text
}

/// The hits as a person reads them.
pub(super) fn page(answer: &Response, quiet: bool) -> String {
    let mut text = String::new();
    let width = out::width();
    for hit in &answer.hits {
        let _ = writeln!(text, "{}", render::hit(hit, width));
    }
    if quiet {
        return text;
    }
    let line = match (answer.total, answer.hits.len()) {
        (0, _) => "nothing found".to_owned(),
        (total, 0) => format!("{}, none on this page", render::count(total, "article", "articles")),
        (total, shown) if shown as u64 == total => render::count(total, "article", "articles"),
        (total, shown) => {
            let first = answer.hits[0].rank;
            format!(
                "{first} to {} of {}",
                first + shown - 1,
                render::count(total, "article", "articles")
            )
        }
    };
    let took = answer.took_us as f64 / 1000.0;
    let _ = writeln!(text, "{}", render::styled(&format!("{line} · {took:.1} ms"), render::FAINT));
    text
}
