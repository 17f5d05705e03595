//! `dateline annotate`: what enrichment sees in each article, without an index.

use super::args::{AnnotateArgs, Common};
use super::exit::Exit;
use super::{out, render};
use crate::article::Article;
use crate::corpus::{self, Event, Rejected};
use crate::enrich::{Enriched, Kind, Mention, enrich};
use crate::search::PublishedOut;
use serde::Serialize;
use std::io::{BufWriter, Write};

/// An article and what is seen in it: a line.
#[derive(Serialize)]
struct Annotated<'a> {
    id: &'a str,
    language: Option<&'a str>,
    published: PublishedOut,
    /// Nothing finds any yet; the contract has them.
    entities: [(); 0],
    dates: Vec<DateOut<'a>>,
    /// Nothing finds any yet; the contract has them.
    quotes: [(); 0],
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

impl DateOut<'_> {
    /// Whether the days it speaks of are known.
    pub(super) fn is_told(&self) -> bool {
        self.from.is_some()
    }
}

pub(super) fn run(_: &Common, args: &AnnotateArgs) -> anyhow::Result<Exit> {
    let options = args.read.options();
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
                Event::Article(article) => outcome = write(&mut out, article),
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

fn report(rejected: &Rejected) {
    let origin = rejected.origin.to_string();
    anstream::eprintln!("{}", render::rejected(&origin, &rejected.reason));
}

fn write(out: &mut impl Write, article: Article) -> anyhow::Result<()> {
    let Enriched { article, language, dates, .. } = enrich(article);
    let line = Annotated {
        id: &article.id,
        language: language.as_deref(),
        published: article.published.into(),
        entities: [],
        dates: in_characters(&article.body, &dates),
        quotes: [],
    };
    Ok(writeln!(out, "{}", out::to_json(&line)?)?)
}

/// Mentions with their offsets in characters, counted in one pass: they are in
/// order.
pub(super) fn in_characters<'a>(body: &'a str, mentions: &'a [Mention]) -> Vec<DateOut<'a>> {
    let (mut byte, mut character) = (0, 0);
    let mut advance = |to: u32| {
        let to = to as usize;
        character += body[byte..to].chars().count();
        byte = to;
        character
    };
    mentions
        .iter()
        .map(|mention| DateOut {
            start: advance(mention.start),
            end: advance(mention.end),
            text: &body[mention.start as usize..mention.end as usize],
            kind: mention.kind,
            value: &mention.value,
            from: mention.days.map(|days| days.from.to_string()),
            to: mention.days.map(|days| days.to.to_string()),
        })
        .collect()
}
