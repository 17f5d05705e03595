//! `dateline annotate`: what enrichment sees in each article, without an index.

use super::args::{AnnotateArgs, Common};
use super::exit::Exit;
use super::{out, render};
use crate::article::Article;
use crate::corpus::{self, Event, Rejected};
use crate::enrich::{
    Enriched, Entity, EntityKind, EntityMention, Kind, Mention, Quote, Tagger, enrich, enrich_with,
};
use crate::search::PublishedOut;
use anyhow::Context;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::Path;

/// An article and what is seen in it: a line.
#[derive(Serialize)]
struct Annotated<'a> {
    id: &'a str,
    language: Option<&'a str>,
    published: PublishedOut,
    entities: Vec<EntityOut<'a>>,
    dates: Vec<DateOut<'a>>,
    quotes: Vec<QuoteOut<'a>>,
}

/// A time that the text speaks of, in characters of the body.
#[derive(Serialize)]
pub(super) struct DateOut<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    text: &'a str,
    kind: Kind,
    value: &'a str,
    from: Option<String>,
    to: Option<String>,
}

/// A name in the text, in characters of the body.
#[derive(Serialize)]
pub(super) struct EntityOut<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    pub(super) kind: EntityKind,
    /// What the entity is called.
    pub(super) name: &'a str,
}

/// Who said what, in characters of the body; the marks are part of it.
#[derive(Serialize)]
struct QuoteOut<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    /// The fullest form of the speaker's name; null where the text names nobody.
    speaker: Option<&'a str>,
}

impl DateOut<'_> {
    /// Whether the days it speaks of are known.
    pub(super) fn is_told(&self) -> bool {
        self.from.is_some()
    }
}

pub(super) fn run(_: &Common, args: &AnnotateArgs) -> anyhow::Result<Exit> {
    let options = args.read.options();
    let tagger = args.model.as_deref().map(tagger).transpose()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut is_whole = true;
    for found in corpus::find(&args.read.paths)? {
        let found = match found {
            Ok(found) => found,
            Err(rejected) => {
                is_whole = false;
                report(&rejected);
                continue;
            }
        };
        let mut outcome = Ok(());
        corpus::read(&found, &options, &mut |event| {
            match event {
                Event::Article(article) => outcome = write(&mut out, article, tagger.as_ref()),
                Event::Rejected(rejected) => {
                    is_whole = false;
                    report(&rejected);
                }
                Event::Progress(_) => {}
            }
            outcome.is_ok()
        })?;
        outcome?;
    }
    out.flush()?;
    Ok(if is_whole { Exit::Done } else { Exit::Rejected })
}

fn tagger(path: &Path) -> anyhow::Result<Tagger> {
    let file =
        std::fs::read(path).with_context(|| format!("can't read the model {}", path.display()))?;
    Tagger::from_model(&file).with_context(|| format!("can't use {}", path.display()))
}

fn report(rejected: &Rejected) {
    let origin = rejected.origin.to_string();
    anstream::eprintln!("{}", render::rejected(&origin, &rejected.reason));
}

fn write(out: &mut impl Write, article: Article, tagger: Option<&Tagger>) -> anyhow::Result<()> {
    let enriched = match tagger {
        Some(tagger) => enrich_with(article, tagger),
        None => enrich(article),
    };
    let Enriched { article, language, dates, names, entities, quotes, .. } = enriched;
    let line = Annotated {
        id: &article.id,
        language: language.as_deref(),
        published: article.published.into(),
        entities: named(&article.body, &names, &entities),
        dates: in_characters(&article.body, &dates),
        quotes: quoted(&article.body, &quotes, &entities),
    };
    Ok(writeln!(out, "{}", out::to_json(&line)?)?)
}

/// Names with their offsets in characters.
pub(super) fn named<'a>(
    body: &'a str,
    mentions: &[EntityMention],
    entities: &'a [Entity],
) -> Vec<EntityOut<'a>> {
    let mut characters = Characters::of(body);
    mentions
        .iter()
        .map(|mention| {
            let (start, end, text) = characters.span(mention.start, mention.end);
            EntityOut {
                start,
                end,
                text,
                kind: mention.kind,
                name: name(entities, mention.entity).unwrap_or(text),
            }
        })
        .collect()
}

fn name(entities: &[Entity], number: u32) -> Option<&str> {
    entities.get(number as usize).map(|entity| entity.name.as_str())
}

/// Quotations with their offsets in characters.
fn quoted<'a>(body: &'a str, quotes: &[Quote], entities: &'a [Entity]) -> Vec<QuoteOut<'a>> {
    let mut characters = Characters::of(body);
    quotes
        .iter()
        .map(|quote| {
            let (start, end, text) = characters.span(quote.start, quote.end);
            let speaker = quote.speaker.and_then(|speaker| name(entities, speaker));
            QuoteOut { start, end, text, speaker }
        })
        .collect()
}

/// Mentions with their offsets in characters.
pub(super) fn in_characters<'a>(body: &'a str, mentions: &'a [Mention]) -> Vec<DateOut<'a>> {
    let mut characters = Characters::of(body);
    mentions
        .iter()
        .map(|mention| {
            let (start, end, text) = characters.span(mention.start, mention.end);
            DateOut {
                start,
                end,
                text,
                kind: mention.kind,
                value: &mention.value,
                from: mention.days.map(|days| days.from.to_string()),
                to: mention.days.map(|days| days.to.to_string()),
            }
        })
        .collect()
}

/// Counts characters in one pass: asked for bytes in order.
struct Characters<'a> {
    body: &'a str,
    byte: usize,
    count: usize,
}

impl<'a> Characters<'a> {
    fn of(body: &'a str) -> Self {
        Self { body, byte: 0, count: 0 }
    }

    /// First character, character after the last, and text of a range of bytes.
    fn span(&mut self, start: u32, end: u32) -> (usize, usize, &'a str) {
        let text = &self.body[start as usize..end as usize];
        (self.before(start), self.before(end), text)
    }

    /// How many characters stand before a byte.
    fn before(&mut self, byte: u32) -> usize {
        let byte = byte as usize;
        self.count += self.body[self.byte..byte].chars().count();
        self.byte = byte;
        self.count
    }
}
