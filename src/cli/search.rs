//! `dateline search`: ask once.

use super::args::{AskArgs, Column, Common, Format, Order, Ranked, SearchArgs};
use super::exit::Exit;
use super::place;
use super::{export, facets, out, render};
use crate::search::{By, Hit, Listing, QueryOut, Request, Response, search};
use crate::store::Sort;
use anyhow::bail;
use std::fmt::Write;

/// So many passages an article are ranked by themselves unless the request says otherwise.
const PASSAGES: usize = 3;

/// So many notes are shown in a terminal; JSON has all.
const NOTES_SHOWN: usize = 10;

pub(super) fn run(common: &Common, args: &SearchArgs) -> anyhow::Result<Exit> {
    let format = format(common, args.format, Format::Json, Format::Text)?;
    check_columns(format, &args.ask.fields)?;
    if !args.facets.is_empty() && !matches!(format, Format::Text | Format::Json) {
        bail!("facets have no place in this format; ask for --format text or json");
    }
    let store = place::store(common)?;
    let skip =
        if args.skip > 0 { args.skip } else { (args.page.max(1) - 1).saturating_mul(args.limit) };
    let (skip, take) = if args.all { (0, usize::MAX) } else { (skip, args.limit) };
    let mut request = request(common, &args.query, &args.ask, skip, take)?;
    request.facets.clone_from(&args.facets);
    let snapshot = store.snapshot()?;
    let is_page = !args.all && args.ask.fields.is_empty();
    if !is_page || !matches!(format, Format::Text | Format::Json) {
        return export::write(
            common,
            &Listing::open(&snapshot, &request)?,
            format,
            &args.ask.fields,
        );
    }
    let answer = search(&snapshot, &request)?;
    if format == Format::Json {
        out::print_json(&answer)?;
    } else {
        if !common.quiet {
            anstream::eprint!("{}", notes(&answer));
        }
        out::print(&page(&answer, common.quiet), !args.no_pager)?;
    }
    Ok(if answer.total == 0 { Exit::Nothing } else { Exit::Done })
}

/// What is asked for, hits `skip..skip + take` of it.
pub(super) fn request(
    common: &Common,
    query: &[String],
    ask: &AskArgs,
    skip: usize,
    take: usize,
) -> anyhow::Result<Request> {
    let by = match ask.by {
        Ranked::Article => By::Article,
        Ranked::Passage => By::Passage,
    };
    Ok(Request {
        today: common.today(),
        aliases: common.aliases()?,
        skip,
        take,
        sort: match ask.sort {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        },
        model: ask.model.clone(),
        recency: ask.recency,
        by,
        // a passage that is ranked by itself is there, however few were asked for
        passages: match by {
            By::Article => ask.passages.unwrap_or(1),
            By::Passage => ask.passages.unwrap_or(PASSAGES).max(1),
        },
        context: ask.context.into(),
        spelling: true,
        ..Request::new(query.join(" "))
    })
}

/// The format asked for: `--json` asks for the one called `json`.
pub(super) fn format<F: PartialEq>(
    common: &Common,
    named: Option<F>,
    json: F,
    usual: F,
) -> anyhow::Result<F> {
    match named {
        Some(named) if common.json && named != json => {
            bail!("--json and --format ask for different formats; leave one out")
        }
        Some(named) => Ok(named),
        None if common.json => Ok(json),
        None => Ok(usual),
    }
}

/// Text has no columns to choose.
pub(super) fn check_columns(format: Format, fields: &[Column]) -> anyhow::Result<()> {
    if format == Format::Text && !fields.is_empty() {
        bail!("--fields needs columns; ask for --format json, jsonl, csv or markdown");
    }
    Ok(())
}

/// How the query was read where that is not how it was typed, with a caret
/// under each spot that was repaired.
pub(super) fn notes(answer: &Response) -> String {
    notes_of(&answer.query)
}

/// As [`notes`], of the query alone.
pub(super) fn notes_of(query: &QueryOut) -> String {
    let mut text = String::new();
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
    if !quiet {
        text.push_str(&meant(&answer.query));
    }
    for hit in &answer.hits {
        let _ = writeln!(text, "{}", self::hit(hit));
    }
    text.push_str(&foot(answer, false, quiet));
    text
}

/// One hit as a person reads it.
pub(super) fn hit(hit: &Hit) -> String {
    render::hit(hit, out::width())
}

/// What was probably meant.
pub(super) fn meant(query: &QueryOut) -> String {
    query.did_you_mean.as_ref().map_or_else(String::new, |meant| {
        let meant = render::harmless(&crate::article::one_line(meant));
        format!("did you mean: {}\n\n", render::styled(&meant, render::HEADLINE))
    })
}

/// What stands below the hits: facets, and which of how many these are, unless
/// they are all.
pub(super) fn foot(answer: &Response, all: bool, quiet: bool) -> String {
    let mut text = String::new();
    for facet in &answer.facets {
        let _ = writeln!(text, "{}", facets::block(facet, out::width()));
    }
    if quiet {
        return text;
    }
    let total = match answer.by {
        By::Article => render::count(answer.total, "article", "articles"),
        By::Passage => render::count(answer.total, "passage", "passages"),
    };
    let line = match answer.hits.as_slice() {
        _ if answer.total == 0 => "nothing found".to_owned(),
        _ if all => total,
        [] => format!("{total}, none on this page"),
        [first, .., last] if (answer.hits.len() as u64) < answer.total => {
            format!("{} to {} of {total}", first.rank, last.rank)
        }
        [only] if answer.total > 1 => format!("{0} to {0} of {total}", only.rank),
        _ => total,
    };
    let took = answer.took_us as f64 / 1000.0;
    let _ = writeln!(text, "{}", render::styled(&format!("{line} · {took:.1} ms"), render::FAINT));
    text
}
