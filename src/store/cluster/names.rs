//! The names that an index in a cluster has, whom its articles name, and how.
//!
//! The cluster gives the columns of the articles that match; what is one person, and who stands
//! beside whom, is worked out here by the rules of a local index.

use super::mapping::{FROM, TO};
use super::snapshot::ClusterSnapshot;
use crate::enrich::EntityKind;
use crate::query::Query;
use crate::schema::block_of_key;
use crate::store::local::{
    AlsoCalled, NameEntry, NameSets, NameTally, Seen, TalliedName, Writing, in_order,
};
use crate::store::selected::EachOfSets;
use crate::store::{ClusterError, StoreError};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// So many names are told apart in one answer: below the cluster's own bound of 65,535 buckets.
const MOST_NAMES: usize = 60_000;
/// Whom more articles name is not counted here: their columns would not fit.
const MOST_ARTICLES: u64 = 2_000_000;
/// Names asked for in one request.
const AT_ONCE: usize = 100;

/// The articles that match, their columns fetched when they are first asked for.
pub(crate) struct ClusterSelected {
    query: Value,
    columns: OnceLock<Columns>,
}

#[derive(Default)]
struct Columns {
    names: Vec<(EntityKind, String)>,
    articles: Vec<Row>,
}

struct Row {
    names: Vec<u32>,
    days: Option<(i64, i64)>,
}

/// A text as a regular expression of the cluster's that only it fits.
fn literally(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if !c.is_alphanumeric() && !matches!(c, ' ' | '_' | '\t') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

impl ClusterSnapshot {
    /// Terms of names that fit a regular expression, with their articles.
    fn terms_of_names(&self, query: &Value, fit: &str) -> Result<Vec<(String, u64)>, StoreError> {
        let terms = json!({"names": {"terms": {
            "field": "name", "include": fit, "size": MOST_NAMES,
        }}});
        let answer = self.aggregate(query, &terms)?;
        let buckets = answer["names"]["buckets"].as_array().into_iter().flatten();
        let term = |bucket: &Value| {
            Some((bucket["key"].as_str()?.to_owned(), bucket["doc_count"].as_u64()?))
        };
        Ok(buckets.filter_map(term).collect())
    }

    fn entries(
        &self,
        kind: &str,
        rest: &str,
        fits: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<NameEntry>, StoreError> {
        let fit = format!("{kind}:{rest}");
        let mut found: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for (term, articles) in self.terms_of_names(&json!({"match_all": {}}), &fit)? {
            let name = term.get(kind.len() + 1..).unwrap_or_default();
            let key = name.split('\t').next().unwrap_or(name);
            if fits(key) {
                found.entry(key.to_owned()).or_default().insert(term, articles);
            }
        }
        let entry = |(key, terms): (String, BTreeMap<String, u64>)| NameEntry {
            key,
            terms: terms.into_iter().collect(),
        };
        Ok(found.into_iter().map(entry).collect())
    }

    /// See [`crate::store::Snapshot::names_of_block`].
    pub(crate) fn names_of_block(
        &self,
        kind: &str,
        block: &str,
    ) -> Result<Vec<NameEntry>, StoreError> {
        let begins = format!("{}.*", literally(block));
        self.entries(kind, &begins, &|key| block_of_key(key) == block)
    }

    /// See [`crate::store::Snapshot::name_of_key`].
    pub(crate) fn name_of_key(
        &self,
        kind: &str,
        key: &str,
    ) -> Result<Option<NameEntry>, StoreError> {
        let itself = format!("{}(\t.*)?", literally(key));
        Ok(self.entries(kind, &itself, &|known| known == key)?.into_iter().next())
    }

    /// See [`crate::store::Snapshot::names_where`]: of so many names the most frequent.
    pub(crate) fn names_where(
        &self,
        kind: &str,
        fits: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<NameEntry>, StoreError> {
        self.entries(kind, ".*", fits)
    }

    /// See [`crate::store::Snapshot::also_called`].
    pub(crate) fn also_called(
        &self,
        kind: &str,
        block: Option<&str>,
    ) -> Result<Vec<AlsoCalled>, StoreError> {
        let fit = format!("{kind}={}.*", literally(block.unwrap_or("")));
        let mut out = Vec::new();
        for (term, articles) in self.terms_of_names(&json!({"match_all": {}}), &fit)? {
            let rest = term.get(kind.len() + 1..).unwrap_or_default();
            let Some((called, key)) = rest.split_once('\t') else { continue };
            if block.is_none_or(|block| block_of_key(called) == block) {
                let (called, key) = (called.to_owned(), key.to_owned());
                out.push(AlsoCalled { called, key, articles });
            }
        }
        out.sort_by(|a, b| (&a.called, &a.key).cmp(&(&b.called, &b.key)));
        Ok(out)
    }

    /// See [`crate::store::Snapshot::select`].
    pub(crate) fn select(&self, query: &Query) -> Result<(ClusterSelected, u64), StoreError> {
        let query = super::translate::translate(query)?;
        let total = self.count(&query)?;
        Ok((ClusterSelected { query, columns: OnceLock::new() }, total))
    }

    /// See [`crate::store::Snapshot::seen`].
    pub(crate) fn seen(&self, selected: &ClusterSelected, total: u64) -> Result<Seen, StoreError> {
        let ends = json!({"first": {"min": {"field": FROM}}, "last": {"max": {"field": TO}}});
        let answer = self.aggregate(&selected.query, &ends)?;
        let day = |name: &str| answer[name]["value"].as_f64().map(|day| day as i64);
        Ok(Seen { articles: total, days: day("first").zip(day("last")) })
    }

    fn columns<'a>(
        &self,
        selected: &'a ClusterSelected,
        total: u64,
    ) -> Result<&'a Columns, StoreError> {
        if let Some(known) = selected.columns.get() {
            return Ok(known);
        }
        if total > MOST_ARTICLES {
            return Err(ClusterError::CantAnswer {
                what: format!("whom {total} articles name"),
                why: format!("{MOST_ARTICLES} at most are counted; ask for fewer with a query"),
            }
            .into());
        }
        let mut columns = Columns::default();
        let mut numbers: FxHashMap<String, Option<u32>> = FxHashMap::default();
        let includes = ["entity", "from", "to"];
        self.each_source(&selected.query, &includes, &mut |source| {
            let days = source.from.zip(source.to);
            let mut names = Vec::with_capacity(source.entity.len());
            for entity in source.entity {
                let number = *numbers.entry(entity).or_insert_with_key(|entity| {
                    let (kind, key) = entity.split_once(':')?;
                    let kind = EntityKind::from_name(kind)?;
                    columns.names.push((kind, key.to_owned()));
                    Some(columns.names.len() as u32 - 1)
                });
                names.extend(number);
            }
            columns.articles.push(Row { names, days });
        })?;
        Ok(selected.columns.get_or_init(|| columns))
    }

    /// See [`crate::store::Snapshot::tally_names`].
    pub(crate) fn tally_names(
        &self,
        selected: &ClusterSelected,
        total: u64,
        kinds: &[EntityKind],
    ) -> Result<NameTally, StoreError> {
        let columns = self.columns(selected, total)?;
        let mut seen = vec![Seen::default(); columns.names.len()];
        for row in &columns.articles {
            row.names.iter().for_each(|&name| seen[name as usize].add(row.days));
        }
        let mut tally = NameTally::default();
        let names = columns.names.iter().zip(seen).filter(|((kind, _), _)| kinds.contains(kind));
        let name = |((kind, key), seen): (&(EntityKind, String), Seen)| TalliedName {
            kind: *kind,
            key: key.clone(),
            seen,
        };
        tally.names = names.map(name).collect();
        Ok(tally)
    }

    /// Gives each article that names a member of a set its sets, each once, ascending.
    pub(crate) fn each_of_sets(
        &self,
        (selected, total): (&ClusterSelected, u64),
        tally: &NameTally,
        sets: &NameSets,
        each: EachOfSets<'_>,
    ) -> Result<(), StoreError> {
        let columns = self.columns(selected, total)?;
        let numbers: FxHashMap<(EntityKind, &str), u32> = tally
            .names
            .iter()
            .enumerate()
            .map(|(number, name)| ((name.kind, name.key.as_str()), number as u32))
            .collect();
        let of: Vec<Option<u32>> = columns
            .names
            .iter()
            .map(|(kind, key)| numbers.get(&(*kind, key.as_str())).copied())
            .collect();
        let mut here: Vec<u32> = Vec::new();
        for row in &columns.articles {
            sets.of_all(row.names.iter().filter_map(|&name| of[name as usize]), &mut here);
            if !here.is_empty() {
                each(row.days, &here);
            }
        }
        Ok(())
    }

    /// See [`crate::store::Snapshot::writings`].
    pub(crate) fn writings(
        &self,
        selected: &ClusterSelected,
        names: &[(EntityKind, &str)],
    ) -> Result<Vec<Vec<Writing>>, StoreError> {
        let mut out = Vec::with_capacity(names.len());
        for some in names.chunks(AT_ONCE) {
            let some: Vec<String> =
                some.iter().map(|(kind, key)| format!("{}:{key}", kind.name())).collect();
            out.extend(self.writings_of(&selected.query, &some)?);
        }
        Ok(out)
    }

    /// How each of these entities is written in the articles that a query finds.
    fn writings_of(&self, query: &Value, some: &[String]) -> Result<Vec<Vec<Writing>>, StoreError> {
        let naming = json!({"bool": {"filter": [query, {"terms": {"entity": some}}]}});
        let numbers: FxHashMap<&str, usize> =
            some.iter().enumerate().map(|(number, entity)| (entity.as_str(), number)).collect();
        let mut found: Vec<BTreeMap<String, (u64, u64)>> = vec![BTreeMap::new(); some.len()];
        self.each_source(&naming, &["name", "times"], &mut |source| {
            for (term, times) in source.name.into_iter().zip(source.times) {
                let entity = term.split('\t').next().unwrap_or(&term);
                let Some(&number) = numbers.get(entity) else { continue };
                let counts = found[number].entry(term).or_default();
                *counts = (counts.0 + 1, counts.1 + u64::from(times));
            }
        })?;
        Ok(found.into_iter().map(in_order).collect())
    }
}
