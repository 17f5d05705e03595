//! `dateline show`: one article.

use super::annotate::{DateOut, EntityOut, in_characters, named};
use super::args::{Common, ShowArgs};
use super::exit::Exit;
use super::place;
use super::{out, render};
use crate::article::{Article, char_offset};
use crate::enrich::{EntityKind, enrich};
use crate::search::{PublishedOut, Span, light, read};
use crate::store::{leaves, matches_in_enriched};
use serde::Serialize;
use std::fmt::Write;

/// An article in JSON: the body that all offsets count in.
#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    headline: &'a str,
    source: Option<&'a str>,
    byline: Option<&'a str>,
    section: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<String>,
    dateline: Option<&'a str>,
    topics: &'a [String],
    places: &'a [String],
    published: PublishedOut,
    origin: String,
    copies: u64,
    /// First character of each paragraph.
    paragraphs: Vec<usize>,
    /// The people, organisations and places that it names.
    entities: Vec<EntityOut<'a>>,
    /// The times that the text speaks of.
    dates: Vec<DateOut<'a>>,
    highlights: Vec<Span>,
    body: &'a str,
}

/// Which names are listed above a text, and under which heading.
const KINDS: [(&str, EntityKind); 3] = [
    ("people named", EntityKind::Person),
    ("organisations named", EntityKind::Organisation),
    ("places named", EntityKind::Place),
];

/// The entities of a kind, each once, as they come.
fn names_of<'a>(entities: &[EntityOut<'a>], kind: EntityKind) -> Vec<&'a str> {
    let mut out = Vec::new();
    for entity in entities.iter().filter(|entity| entity.kind == kind) {
        if !out.contains(&entity.name) {
            out.push(entity.name);
        }
    }
    out
}

pub(super) fn run(common: &Common, args: &ShowArgs) -> anyhow::Result<Exit> {
    let store = place::store(common)?;
    let snapshot = store.snapshot()?;
    let Some(address) = snapshot.find(&args.id)? else {
        if common.json {
            out::print_json(&serde_json::Value::Null)?;
        } else {
            anstream::eprintln!(
                "no article has the id `{}`; search for id:\"{}\" or its words",
                args.id,
                args.id
            );
        }
        return Ok(Exit::Nothing);
    };
    let record = snapshot.record(address)?;
    let (article, language) = record.about()?;
    // what was found in the text when it was indexed is found in it again
    let enriched = enrich(Article { body: record.body()?, ..article });
    let body = enriched.article.body.as_str();
    let mut spans = Vec::new();
    if let Some(query) = &args.highlight {
        let reading = read(&snapshot, query, common.today(), &*common.aliases()?)?;
        let found = matches_in_enriched(&enriched, &leaves(&reading.query));
        let at = |byte| char_offset(body, byte);
        let lit = light(body, 0, &found.lit).into_iter();
        spans.extend(lit.map(|lit| Span { start: at(lit.start), end: at(lit.end) }));
    }
    let opening = record.sentences()?.into_iter().filter(|sentence| sentence.opens_paragraph);
    let starts: Vec<usize> = opening.map(|sentence| sentence.byte as usize).collect();
    let dates = in_characters(body, &enriched.dates);
    let article = &enriched.article;
    let shown = Shown {
        copies: snapshot.copies(address)?,
        id: &article.id,
        headline: &article.headline,
        source: article.outlet.as_deref(),
        byline: article.byline.as_deref(),
        section: article.section.as_deref(),
        url: article.url.as_deref(),
        language,
        dateline: article.dateline.as_deref(),
        topics: &article.topics,
        places: &article.places,
        published: article.published.into(),
        origin: article.origin.to_string(),
        paragraphs: starts.iter().map(|&byte| char_offset(body, byte)).collect(),
        entities: named(body, &enriched.names, &enriched.entities),
        dates,
        highlights: spans,
        body,
    };
    if common.json {
        out::print_json(&shown)?;
    } else {
        out::print(&page(&shown, &starts), !args.no_pager)?;
    }
    Ok(Exit::Done)
}

fn page(shown: &Shown<'_>, paragraphs: &[usize]) -> String {
    let mut text = String::new();
    let width = out::width();
    if !shown.headline.is_empty() {
        let headline = render::lit_wrapped(shown.headline, 0, &[], render::HEADLINE, width, "");
        let _ = writeln!(text, "{headline}");
    }
    let mut line: Vec<String> = Vec::new();
    line.extend(shown.source.map(render::harmless));
    let origin = serde_json::to_value(shown.published.origin).unwrap_or_default();
    let date = render::date(&shown.published);
    line.push(match origin.as_str() {
        Some("nowhere") | None => date,
        Some(origin) => format!("{date} (from the {})", origin.replace('-', " ")),
    });
    line.extend(shown.byline.map(|byline| format!("by {}", render::harmless(byline))));
    line.extend(shown.section.map(render::harmless));
    line.extend(shown.language.clone());
    let _ = writeln!(text, "{}", render::styled(&line.join(" · "), render::SOURCE));
    for (label, values) in [("topics", shown.topics), ("places", shown.places)] {
        if !values.is_empty() {
            let _ = writeln!(text, "{label}: {}", render::harmless(&values.join(", ")));
        }
    }
    for (label, kind) in KINDS {
        let named = names_of(&shown.entities, kind);
        if !named.is_empty() {
            let _ = writeln!(text, "{label}: {}", render::harmless(&named.join(", ")));
        }
    }
    if let Some(url) = &shown.url {
        let _ = writeln!(text, "{}", render::styled(&render::harmless(url), render::FAINT));
    }
    let _ = writeln!(text, "{}\n", render::styled(&render::harmless(&shown.origin), render::FAINT));
    let ends = paragraphs.iter().skip(1).copied().chain([shown.body.len()]);
    // what is vague or comes again is no date to look for
    let told = shown.dates.iter().filter(|date| date.is_told());
    let dates: Vec<Span> = told.map(|date| Span { start: date.start, end: date.end }).collect();
    let marks = [(render::LIT, shown.highlights.as_slice()), (render::DATE, dates.as_slice())];
    let mut starts_in_chars = shown.paragraphs.iter();
    for (&start, end) in paragraphs.iter().zip(ends) {
        let paragraph = &shown.body[start..end];
        let first = starts_in_chars.next().copied().unwrap_or(0);
        let lines = render::wrapped(paragraph, first, &marks, anstyle::Style::new(), width, "");
        let _ = writeln!(text, "{lines}\n");
    }
    text
}
