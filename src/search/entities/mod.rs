//! Who and what is named in the articles that match, how often, when, and beside whom.
//!
//! ```text
//! query ─ selected ─ tally of names ─ grouping ─ counted ─ the first so many ─ writings
//!                                       │ groups    │ near: articles of both,     │ over time
//!                                       │ aliases   │ likelihood                  │ together
//! screen   a list of names, each looked for among those of the tally
//! ```

mod called;
mod grouping;
mod groups;
mod likelihood;
mod near;
mod request;
mod screen;
#[cfg(test)]
mod tests;
mod units;

pub use request::{
    Entities, EntitiesRequest, EntityEdge, EntityOrder, EntityPoint, EntityRow, NearOut, Writings,
};
pub use screen::{ScreenRequest, Screened, ScreenedAs, ScreenedName, screen};

use super::SearchError;
use super::names::read;
use super::request::Request;
use super::response::QueryOut;
use super::spelling::did_you_mean;
use super::timeline::point_name;
use crate::article::Day;
use crate::query::{Note, Query, Reading};
use crate::schema::{read_name_term, said_of_key};
use crate::store::{NameSets, NameTally, Seen, Selected, Snapshot, Writing};
use grouping::Entity;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::time::Instant;

/// Of so many entities with as many articles the mentions are held against each other.
const TIED: usize = 1_000;

/// Says who and what is named in the articles that match.
///
/// # Errors
/// Only where the index can't be read.
pub fn entities(snapshot: &Snapshot, request: &EntitiesRequest) -> Result<Entities, SearchError> {
    let began = Instant::now();
    let text = if request.text.trim().is_empty() { "*" } else { &request.text };
    let Reading { query, mut notes } = read(snapshot, text, request.today, &request.aliases)?;
    let mut limits = Vec::new();
    let all = snapshot.select(&query, &mut limits)?;
    let near = match &request.near {
        Some(name) => Some(near::meant(snapshot, name, &request.aliases)?),
        None => None,
    };
    let beside = match &near {
        Some(near) => {
            let both = Query::And(vec![query.clone(), near.query.clone()]);
            Some(snapshot.select(&both, &mut limits)?)
        }
        None => None,
    };
    // who is who, the whole index says, whatever is asked of it
    let everything = match query {
        Query::All => None,
        _ => Some(snapshot.select(&Query::All, &mut limits)?),
    };
    let tally = snapshot.tally_names(everything.as_ref().unwrap_or(&all), &request.kinds)?;
    let found = grouping::entities(snapshot, &tally, &request.aliases)?;
    let is_tallied = everything.is_none();
    drop(everything);
    let mut ranked = counted(snapshot, &all, is_tallied, beside.as_ref(), &tally, found)?;
    if let Some(near) = &near {
        let own: FxHashSet<_> = near.keys.iter().map(|(kind, key)| (*kind, key.as_str())).collect();
        ranked.retain(|counted| {
            let mut members = counted.entity.members.iter();
            !members.any(|&member| {
                let name = &tally.names[member as usize];
                own.contains(&(name.kind, name.key.as_str()))
            })
        });
    }
    let distinct = ranked.len();
    first_so_many(&mut ranked, &tally, request);
    let selected = beside.as_ref().unwrap_or(&all);
    let rows = rows(snapshot, selected, &tally, &ranked, near.is_some())?;
    let mut both: Vec<(EntityRow, Counted)> = rows.into_iter().zip(ranked).collect();
    if request.order == EntityOrder::Articles {
        both.sort_by(|(a, _), (b, _)| {
            let order = (Reverse(a.articles), Reverse(a.mentions), &a.name);
            order.cmp(&(Reverse(b.articles), Reverse(b.mentions), &b.name))
        });
    }
    both.truncate(request.take);
    let (mut rows, ranked): (Vec<EntityRow>, Vec<Counted>) = both.into_iter().unzip();
    let members: Vec<Vec<u32>> = ranked.iter().map(|one| one.entity.members.clone()).collect();
    let sets = NameSets::new(tally.names.len(), &members);
    let mut per = None;
    if let Some(asked) = request.over_time {
        let unit = asked.unwrap_or_else(|| units::finest(&rows));
        let put = |from, to| units::of(unit, from, to);
        let points = snapshot.sets_over_time(selected, &tally, &sets, &put)?;
        for (row, points) in rows.iter_mut().zip(points) {
            let point = |(from, articles)| EntityPoint {
                date: point_name(unit.around(Day::from_number(from)), unit),
                articles,
            };
            row.over_time = Some(points.into_iter().map(point).collect());
        }
        per = Some(unit);
    }
    let mut edges = Vec::new();
    if request.edges {
        for (source, target, articles) in snapshot.sets_together(selected, &tally, &sets)? {
            edges.push(EntityEdge { source: source as usize, target: target as usize, articles });
        }
    }
    notes.extend(near.iter().flat_map(|near| near.notes.clone()));
    notes.extend(limits.into_iter().map(|message| Note { at: 0, message }));
    Ok(Entities {
        query: query_out(snapshot, &request.text, &query, notes)?,
        near: near.zip(request.near.clone()).map(|(_, name)| NearOut {
            name,
            articles: beside.as_ref().map_or(0, |beside| beside.total),
        }),
        total: all.total,
        distinct,
        per,
        took_us: began.elapsed().as_micros() as u64,
        entities: rows,
        edges,
    })
}

/// Leaves those asked for, and those with as many articles as the last of them: which of these come
/// first their mentions tell.
fn first_so_many(ranked: &mut Vec<Counted>, tally: &NameTally, request: &EntitiesRequest) {
    let key = |counted: &Counted| &tally.names[counted.entity.members[0] as usize];
    let order = |a: &Counted, b: &Counted| {
        let by_telling = match request.order {
            EntityOrder::Telling => b.telling.total_cmp(&a.telling),
            EntityOrder::Articles => std::cmp::Ordering::Equal,
        };
        let by_articles = || b.seen.articles.cmp(&a.seen.articles);
        let by_key = || (&key(a).key, key(a).kind).cmp(&(&key(b).key, key(b).kind));
        by_telling.then_with(by_articles).then_with(by_key)
    };
    let mut most = request.take;
    if request.take > 0 && request.take < ranked.len() {
        // there are far more names than are shown
        ranked.select_nth_unstable_by(request.take - 1, order);
        if request.order == EntityOrder::Articles {
            let least = ranked[request.take - 1].seen.articles;
            ranked.retain(|counted| counted.seen.articles >= least);
            most += TIED;
        } else {
            ranked.truncate(most);
        }
    }
    ranked.sort_unstable_by(order);
    ranked.truncate(most);
}

/// A query as it is answered.
fn query_out(
    snapshot: &Snapshot,
    text: &str,
    query: &Query,
    notes: Vec<Note>,
) -> Result<QueryOut, SearchError> {
    Ok(QueryOut {
        text: text.to_owned(),
        read_as: query.to_string(),
        did_you_mean: did_you_mean(snapshot, text, query)?,
        notes,
        model: Request::new("").model.to_string(),
        added: Vec::new(),
    })
}

/// An entity with its articles.
struct Counted {
    entity: Entity,
    seen: Seen,
    /// Articles among all that match.
    all: u64,
    telling: f64,
}

/// Entities with the articles that name them, those that `beside` has where it is given; whether
/// `all` are the articles of the tally.
fn counted(
    snapshot: &Snapshot,
    all: &Selected,
    is_tallied: bool,
    beside: Option<&Selected>,
    tally: &NameTally,
    found: Vec<Entity>,
) -> Result<Vec<Counted>, SearchError> {
    let in_both = match beside {
        Some(beside) => {
            let members: Vec<Vec<u32>> = found.iter().map(|one| one.members.clone()).collect();
            let sets = NameSets::new(tally.names.len(), &members);
            Some((snapshot.count_sets(beside, tally, &sets)?, beside.total))
        }
        None => None,
    };
    // of one name the articles are counted already; of several that some articles share they are not
    let alone = |entity: &Entity| is_tallied && entity.members.len() == 1;
    let is_named = |at: usize| in_both.as_ref().is_none_or(|(both, _)| both[at].articles > 0);
    let several =
        found.iter().enumerate().map(|(at, entity)| match alone(entity) || !is_named(at) {
            true => Vec::new(),
            false => entity.members.clone(),
        });
    let several: Vec<Vec<u32>> = several.collect();
    let in_all = match several.iter().all(Vec::is_empty) {
        true => vec![Seen::default(); found.len()],
        false => {
            let sets = NameSets::new(tally.names.len(), &several);
            snapshot.count_sets(all, tally, &sets)?
        }
    };
    let mut out = Vec::with_capacity(found.len());
    for (at, entity) in found.into_iter().enumerate() {
        let in_all = match alone(&entity) {
            true => tally.names[entity.members[0] as usize].seen,
            false => in_all[at],
        };
        let (seen, telling) = match &in_both {
            Some((both, beside)) => {
                let seen = both[at];
                let telling =
                    likelihood::telling(seen.articles, *beside, in_all.articles, all.total);
                (seen, telling)
            }
            None => (in_all, 0.0),
        };
        if seen.articles > 0 {
            out.push(Counted { entity, seen, all: in_all.articles, telling });
        }
    }
    Ok(out)
}

/// The rows of entities, in their order.
fn rows(
    snapshot: &Snapshot,
    selected: &Selected,
    tally: &NameTally,
    ranked: &[Counted],
    is_near: bool,
) -> Result<Vec<EntityRow>, SearchError> {
    let mut names = Vec::new();
    for counted in ranked {
        for &member in &counted.entity.members {
            let name = &tally.names[member as usize];
            names.push((name.kind, name.key.as_str()));
        }
    }
    let mut writings = snapshot.writings(selected, &names)?.into_iter();
    let mut out = Vec::with_capacity(ranked.len());
    for Counted { entity, seen, all, telling } in ranked {
        let written: Vec<Vec<Writing>> = writings.by_ref().take(entity.members.len()).collect();
        let first = &tally.names[entity.members[0] as usize];
        let name = match (&entity.called, written.first().and_then(|writings| writings.first())) {
            (Some(called), _) => called.clone(),
            (None, Some(most)) => most.shown.clone(),
            (None, None) => by_key(first.kind.name(), &first.key),
        };
        let mentions = written.iter().flatten().map(|writing| writing.mentions).sum();
        let day = |number: i64| Day::from_number(number).to_string();
        out.push(EntityRow {
            kind: first.kind.name(),
            also: also(&name, &written),
            name,
            articles: seen.articles,
            mentions,
            first: seen.days.map(|(first, _)| day(first)),
            last: seen.days.map(|(_, last)| day(last)),
            all_articles: is_near.then_some(*all),
            telling: is_near.then_some((telling * 100.0).round() / 100.0),
            over_time: None,
        });
    }
    Ok(out)
}

/// A name as its key has it.
pub(super) fn by_key(kind: &str, key: &str) -> String {
    let term = format!("{kind}:{key}");
    read_name_term(&term).map_or_else(|| said_of_key(key), |name| name.shown)
}

/// What else something is called: each other name of it as it is written most often, most articles
/// first.
fn also(name: &str, written: &[Vec<Writing>]) -> Vec<Writings> {
    let other = |writings: &Vec<Writing>| {
        let name = writings.first()?.shown.clone();
        Some(Writings { name, articles: writings.iter().map(|writing| writing.articles).sum() })
    };
    let mut out: Vec<Writings> = written.iter().filter_map(other).collect();
    out.retain(|other| other.name != name);
    out.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
    out
}
