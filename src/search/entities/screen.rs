//! A list of names held against an index: who of them is named, how often, when, and where best.
//!
//! All names are looked up among those of the index, and all are counted in one pass over the
//! articles that match. Only of those that are there a passage is searched for. A name that is no person,
//! organisation or place of the articles is looked for as words.

use super::super::SearchError;
use super::super::hits::Reader;
use super::super::names::{Aliases, read};
use super::super::ranking::rank;
use super::super::request::Request;
use super::super::response::{Hit, QueryOut};
use super::called::{Called, KINDS};
use crate::article::Day;
use crate::enrich::EntityKind;
use crate::query::{Named, NamedBy, Note, Query, Reading};
use crate::schema::{Field, Words};
use crate::store::{NameSets, NameTally, Seen, Snapshot, Writing};
use serde::Serialize;
use std::sync::Arc;
use std::time::Instant;

/// So many names are answered at once: the writings of theirs are held.
const BATCH: usize = 256;

/// How the terms of people begin.
const PERSON: &str = "person:";

/// What is asked of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenRequest {
    /// Only articles that match this query; an empty one asks for everything.
    pub text: String,
    /// The list.
    pub names: Vec<String>,
    /// The day that dates of publication in the query count from.
    pub today: Option<Day>,
    /// Who is called what, as the user says.
    pub aliases: Arc<Aliases>,
}

/// A list that was held against an index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Screened {
    /// The query, and how it was read.
    pub query: QueryOut,
    /// How many articles match it.
    pub total: u64,
    /// How many of the names were found.
    pub found: usize,
    /// Microseconds from the query's text to this answer.
    pub took_us: u64,
    /// A record a name, in the order of the list.
    pub names: Vec<ScreenedName>,
}

/// What a name of a list was found as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ScreenedAs {
    /// As a person, an organisation or a place.
    Name,
    /// As words in a text or a headline, side by side.
    Words,
}

/// A name of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScreenedName {
    /// As the list has it.
    pub name: String,
    /// What it was found as; null where it was not.
    pub found_as: Option<ScreenedAs>,
    /// `person`, `organisation` or `place`: what most articles mean by it; null for words.
    pub kind: Option<&'static str>,
    /// How those articles write it most often; null for words.
    pub called: Option<String>,
    /// Articles, each once.
    pub articles: u64,
    /// How often their texts name it; null for words.
    pub mentions: Option<u64>,
    /// The first day of the earliest date of publication of the articles; null where none is known.
    pub first: Option<String>,
    /// The last day of the latest.
    pub last: Option<String>,
    /// The best article, with one passage; null where nothing was found.
    pub hit: Option<Hit>,
}

/// Holds a list of names against an index; `progress` is told how many are done.
///
/// # Errors
/// Only where the index can't be read.
pub fn screen(
    snapshot: &Snapshot,
    request: &ScreenRequest,
    progress: &mut dyn FnMut(usize),
) -> Result<Screened, SearchError> {
    let began = Instant::now();
    let text = if request.text.trim().is_empty() { "*" } else { &request.text };
    let Reading { query, mut notes } = read(snapshot, text, request.today, &request.aliases)?;
    let mut limits = Vec::new();
    let selected = snapshot.select(&query, &mut limits)?;
    // who is who, the whole index says, whatever is asked of it
    let everything = snapshot.select(&Query::All, &mut limits)?;
    let tally = snapshot.tally_names(&everything, &KINDS)?;
    drop(everything);
    let called = Called::new(snapshot, &tally)?;
    let meant: Vec<Vec<u32>> =
        request.names.iter().map(|name| called.meant(name, &request.aliases)).collect();
    drop(called);
    let sets = NameSets::new(tally.names.len(), &meant);
    let seen = snapshot.count_sets(&selected, &tally, &sets)?;
    let screening = Screening { snapshot, query: &query, tally: &tally };
    let mut names = Vec::with_capacity(request.names.len());
    for (begin, batch) in request.names.chunks(BATCH).enumerate() {
        let begin = begin * BATCH;
        let keys = meant[begin..begin + batch.len()].iter().flatten();
        let keys: Vec<(EntityKind, &str)> = keys
            .map(|&number| {
                let name = &tally.names[number as usize];
                (name.kind, name.key.as_str())
            })
            .collect();
        let mut writings = snapshot.writings(&selected, &keys)?.into_iter();
        for (at, name) in batch.iter().enumerate() {
            let members = &meant[begin + at];
            let written: Vec<Vec<Writing>> = writings.by_ref().take(members.len()).collect();
            names.push(match seen[begin + at].articles {
                0 => screening.as_words(name, &mut limits)?,
                _ => screening.as_name(name, members, written, seen[begin + at])?,
            });
            progress(begin + at + 1);
        }
    }
    limits.sort();
    limits.dedup();
    notes.extend(limits.into_iter().map(|message| Note { at: 0, message }));
    Ok(Screened {
        query: super::query_out(snapshot, &request.text, &query, notes)?,
        total: selected.total,
        found: names.iter().filter(|name| name.found_as.is_some()).count(),
        took_us: began.elapsed().as_micros() as u64,
        names,
    })
}

/// What the names of a list are held against.
struct Screening<'a> {
    snapshot: &'a Snapshot,
    query: &'a Query,
    tally: &'a NameTally,
}

impl Screening<'_> {
    fn as_name(
        &self,
        name: &str,
        members: &[u32],
        written: Vec<Vec<Writing>>,
        seen: Seen,
    ) -> Result<ScreenedName, SearchError> {
        let named = |&number: &u32| &self.tally.names[number as usize];
        let articles_of = |kind: EntityKind| -> u64 {
            let names = members.iter().map(named).filter(|name| name.kind == kind);
            names.map(|name| name.seen.articles).sum()
        };
        // of two with as many articles the first kind
        let kind = KINDS.into_iter().rev().max_by_key(|&kind| articles_of(kind));
        let of_kind = |number: &&u32| Some(named(number).kind) == kind;
        let most = members.iter().filter(of_kind).max_by_key(|number| named(number).seen.articles);
        let most_written = most
            .and_then(|most| members.iter().position(|member| member == most))
            .and_then(|at| written.get(at)?.first());
        let called = match (most_written, most) {
            (Some(writing), _) => Some(writing.shown.clone()),
            (None, Some(most)) => Some(super::by_key(named(most).kind.name(), &named(most).key)),
            (None, None) => None,
        };
        let mentions = written.iter().flatten().map(|writing| writing.mentions).sum();
        let terms = written.into_iter().flatten().map(|writing| writing.term);
        // a passage with the full name shows more than one with the family name alone
        let is_full = |term: &String| !term.starts_with(PERSON) || term.contains(", ");
        let (mut sure, mut perhaps): (Vec<String>, Vec<String>) = terms.partition(is_full);
        if sure.is_empty() {
            std::mem::swap(&mut sure, &mut perhaps);
        }
        let query =
            Query::Named(Named { by: NamedBy::Person, name: name.to_owned(), sure, perhaps });
        Ok(ScreenedName {
            name: name.to_owned(),
            found_as: Some(ScreenedAs::Name),
            kind: kind.map(EntityKind::name),
            called,
            articles: seen.articles,
            mentions: Some(mentions),
            first: seen.days.map(|(first, _)| Day::from_number(first).to_string()),
            last: seen.days.map(|(_, last)| Day::from_number(last).to_string()),
            hit: self.best(query)?,
        })
    }

    fn as_words(&self, name: &str, limits: &mut Vec<String>) -> Result<ScreenedName, SearchError> {
        let mut out = ScreenedName {
            name: name.to_owned(),
            found_as: None,
            kind: None,
            called: None,
            articles: 0,
            mentions: None,
            first: None,
            last: None,
            hit: None,
        };
        if Words::new(name).next().is_none() {
            return Ok(out);
        }
        let words = Query::Phrase(Field::Text, crate::article::one_line(name), 0);
        let found = self.snapshot.select(&self.within(words.clone()), limits)?;
        if found.total > 0 {
            let seen = self.snapshot.seen(&found)?;
            out.found_as = Some(ScreenedAs::Words);
            out.articles = seen.articles;
            out.first = seen.days.map(|(first, _)| Day::from_number(first).to_string());
            out.last = seen.days.map(|(_, last)| Day::from_number(last).to_string());
            out.hit = self.best(words)?;
        }
        Ok(out)
    }

    /// Of the articles that match.
    fn within(&self, query: Query) -> Query {
        match self.query {
            Query::All => query,
            all => Query::And(vec![query, all.clone()]),
        }
    }

    /// The best article for what a name is found by, with one passage.
    fn best(&self, query: Query) -> Result<Option<Hit>, SearchError> {
        let request = Request { take: 1, count: false, ..Request::new("") };
        // what the articles are asked for beside the name is not lit
        let reader = Reader::new(self.snapshot, &query, request.clone())?;
        let (limits, added) = (&mut Vec::new(), &mut Vec::new());
        let ranked = rank(self.snapshot, &self.within(query), &request, (0, 1), limits, added)?;
        let Some(&first) = ranked.hits.first() else { return Ok(None) };
        let Some((record, passages)) = reader.passages(&[first])?.pop() else { return Ok(None) };
        Ok(Some(reader.hit(1, first, &record, passages)?))
    }
}
