//! The articles that match, as a set that is counted over: whom they name, and when they speak.

use super::StoreError;
#[cfg(feature = "cluster")]
use super::cluster::ClusterSelected;
use super::local::{self, DatedBy, NameSets, NameTally, Per, Point, Seen, Writing};
use super::snapshot::{Engine, Snapshot};
use crate::enrich::EntityKind;
use crate::query::Query;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Given the first and the last day of publication of an article, where they are known, and the
/// numbers of its sets.
pub(super) type EachOfSets<'a> = &'a mut dyn FnMut(Option<(i64, i64)>, &[u32]);

/// The articles that match a query.
pub struct Selected {
    found: SelectedIn,
    /// How many there are.
    pub total: u64,
}

enum SelectedIn {
    Local(local::Selected),
    #[cfg(feature = "cluster")]
    Cluster(ClusterSelected),
}

/// The articles that match a query, as sets that can be counted over again.
pub struct Matching {
    found: MatchingIn,
    /// How many there are, copies included.
    pub total: u64,
}

enum MatchingIn {
    Local(local::Matching),
    #[cfg(feature = "cluster")]
    Cluster(serde_json::Value),
}

impl Snapshot {
    /// The articles that match `query`; limits that were met are told to `notes`.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn select(&self, query: &Query, notes: &mut Vec<String>) -> Result<Selected, StoreError> {
        match &self.engine {
            Engine::Local(local) => {
                let found = local.select(query, notes)?;
                Ok(Selected { total: found.total, found: SelectedIn::Local(found) })
            }
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => {
                let (found, total) = cluster.select(query)?;
                Ok(Selected { total, found: SelectedIn::Cluster(found) })
            }
        }
    }

    /// When the articles were published.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn seen(&self, selected: &Selected) -> Result<Seen, StoreError> {
        match (&self.engine, &selected.found) {
            (Engine::Local(local), SelectedIn::Local(found)) => Ok(local.seen(found)),
            #[cfg(feature = "cluster")]
            (Engine::Cluster(cluster), SelectedIn::Cluster(found)) => {
                cluster.seen(found, selected.total)
            }
            #[cfg(feature = "cluster")]
            _ => Err(StoreError::Corrupt),
        }
    }

    /// The names of some kinds in these articles, each with the articles that have it.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn tally_names(
        &self,
        selected: &Selected,
        kinds: &[EntityKind],
    ) -> Result<NameTally, StoreError> {
        match (&self.engine, &selected.found) {
            (Engine::Local(local), SelectedIn::Local(found)) => local.tally_names(found, kinds),
            #[cfg(feature = "cluster")]
            (Engine::Cluster(cluster), SelectedIn::Cluster(found)) => {
                cluster.tally_names(found, selected.total, kinds)
            }
            #[cfg(feature = "cluster")]
            _ => Err(StoreError::Corrupt),
        }
    }

    /// Gives each article that names a member of a set its days of publication and its sets, each
    /// once, ascending.
    fn each_of_sets(
        &self,
        selected: &Selected,
        tally: &NameTally,
        sets: &NameSets,
        each: EachOfSets<'_>,
    ) -> Result<(), StoreError> {
        match (&self.engine, &selected.found) {
            (Engine::Local(local), SelectedIn::Local(found)) => {
                local.each_of_sets(found, tally, sets, each)
            }
            #[cfg(feature = "cluster")]
            (Engine::Cluster(cluster), SelectedIn::Cluster(found)) => {
                cluster.each_of_sets((found, selected.total), tally, sets, each)
            }
            #[cfg(feature = "cluster")]
            _ => Err(StoreError::Corrupt),
        }
    }

    /// The articles of each set: those that name any of its members, each once.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn count_sets(
        &self,
        selected: &Selected,
        tally: &NameTally,
        sets: &NameSets,
    ) -> Result<Vec<Seen>, StoreError> {
        let mut out = vec![Seen::default(); sets.len()];
        self.each_of_sets(selected, tally, sets, &mut |days, here| {
            here.iter().for_each(|&set| out[set as usize].add(days));
        })?;
        Ok(out)
    }

    /// The articles of each set by the day on which the unit begins that `unit` puts a date of
    /// publication in, first and last day given; none where it gives none.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn sets_over_time(
        &self,
        selected: &Selected,
        tally: &NameTally,
        sets: &NameSets,
        unit: &dyn Fn(i64, i64) -> Option<i64>,
    ) -> Result<Vec<BTreeMap<i64, u64>>, StoreError> {
        let mut out = vec![BTreeMap::new(); sets.len()];
        self.each_of_sets(selected, tally, sets, &mut |days, here| {
            if let Some(at) = days.and_then(|(from, to)| unit(from, to)) {
                here.iter().for_each(|&set| *out[set as usize].entry(at).or_default() += 1);
            }
        })?;
        Ok(out)
    }

    /// How many articles two sets have both, for all pairs of sets; the first is the lower one.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn sets_together(
        &self,
        selected: &Selected,
        tally: &NameTally,
        sets: &NameSets,
    ) -> Result<Vec<(u32, u32, u64)>, StoreError> {
        let mut pairs: FxHashMap<(u32, u32), u64> = FxHashMap::default();
        self.each_of_sets(selected, tally, sets, &mut |_, here| {
            for (at, &one) in here.iter().enumerate() {
                for &two in &here[at + 1..] {
                    *pairs.entry((one, two)).or_default() += 1;
                }
            }
        })?;
        let mut out: Vec<(u32, u32, u64)> =
            pairs.into_iter().map(|((one, two), articles)| (one, two, articles)).collect();
        out.sort_unstable();
        Ok(out)
    }

    /// How names are written in the texts of these articles: of each, most articles first, then by
    /// term.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn writings(
        &self,
        selected: &Selected,
        names: &[(EntityKind, &str)],
    ) -> Result<Vec<Vec<Writing>>, StoreError> {
        match (&self.engine, &selected.found) {
            (Engine::Local(local), SelectedIn::Local(found)) => local.writings(found, names),
            #[cfg(feature = "cluster")]
            (Engine::Cluster(cluster), SelectedIn::Cluster(found)) => {
                cluster.writings(found, names)
            }
            #[cfg(feature = "cluster")]
            _ => Err(StoreError::Corrupt),
        }
    }

    /// The articles that match `query`; limits that were met are told to `notes`.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn matching(&self, query: &Query, notes: &mut Vec<String>) -> Result<Matching, StoreError> {
        match &self.engine {
            Engine::Local(local) => {
                let found = local.matching(query, notes)?;
                Ok(Matching { total: found.total, found: MatchingIn::Local(found) })
            }
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => {
                let (found, total) = cluster.matching(query)?;
                Ok(Matching { total, found: MatchingIn::Cluster(found) })
            }
        }
    }

    /// The points that have articles of `matching`, in order of time.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn timeline(
        &self,
        matching: &Matching,
        by: DatedBy,
        per: Per,
    ) -> Result<Vec<Point>, StoreError> {
        match (&self.engine, &matching.found) {
            (Engine::Local(local), MatchingIn::Local(found)) => local.timeline(found, by, per),
            #[cfg(feature = "cluster")]
            (Engine::Cluster(cluster), MatchingIn::Cluster(query)) => {
                cluster.timeline(query, by, per)
            }
            #[cfg(feature = "cluster")]
            _ => Err(StoreError::Corrupt),
        }
    }
}
