//! Asks the cluster for what matches: a page of it, or all of it from a point in time.

use super::client::{Answer, Body, Method};
use super::error::ClusterError;
use super::snapshot::ClusterSnapshot;
use super::source::Source;
use crate::store::StoreError;
use serde::Deserialize;
use serde_json::{Value, json};

/// Hits are read on so many at a time.
const STRIDE: usize = 5_000;
/// How long the cluster keeps a point in time for the next request.
const KEEP: &str = "2m";

/// What the cluster says of a search.
#[derive(Deserialize)]
pub(super) struct SearchOut {
    #[serde(default)]
    timed_out: bool,
    #[serde(rename = "_shards")]
    shards: Shards,
    #[serde(default)]
    pub(super) hits: HitsOut,
    #[serde(default)]
    pub(super) aggregations: Value,
    pit_id: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Shards {
    failed: u32,
    pub(super) total: u32,
}

#[derive(Default, Deserialize)]
pub(super) struct HitsOut {
    pub(super) total: Option<Total>,
    #[serde(default)]
    pub(super) hits: Vec<HitOut>,
}

#[derive(Deserialize)]
pub(super) struct Total {
    pub(super) value: u64,
    pub(super) relation: String,
}

#[derive(Deserialize)]
pub(super) struct HitOut {
    #[serde(rename = "_score")]
    pub(super) score: Option<f32>,
    #[serde(rename = "_source")]
    pub(super) source: Option<Source>,
    #[serde(default)]
    pub(super) fields: Fielded,
    sort: Option<Value>,
}

#[derive(Default, Deserialize)]
pub(super) struct Fielded {
    #[serde(default)]
    id: Vec<String>,
}

impl HitOut {
    pub(super) fn id(&mut self) -> String {
        match &self.source {
            Some(source) => source.id.clone(),
            None => self.fields.id.pop().unwrap_or_default(),
        }
    }
}

/// A search that the cluster refused: what is too much for it, by name.
fn refused(answer: &Answer) -> ClusterError {
    let said = String::from_utf8_lossy(&answer.body);
    let cant = |what: &str, why: &str| ClusterError::CantAnswer {
        what: what.to_owned(),
        why: why.to_owned(),
    };
    if said.contains("too_many_nested_clauses") || said.contains("too_many_clauses") {
        return cant(
            "so many words and operators at once",
            "the cluster takes 1,024 clauses; ask for less at a time, or a local index",
        );
    }
    if said.contains("expanded to too many terms") {
        return cant(
            "a fuzzy word or a pattern that stands for so many words beside others",
            "write more of it, or ask a local index",
        );
    }
    answer.refused("the search")
}

impl ClusterSnapshot {
    /// Asks the index, and takes no answer of a part of it for one of the whole.
    pub(super) fn search(&self, body: &Value) -> Result<SearchOut, StoreError> {
        // the same question goes to the same copies of the shards, whose statistics may differ
        let text = body.to_string();
        let preference = blake3::hash(text.as_bytes()).to_hex();
        let path = match body.get("pit") {
            Some(_) => "/_search".to_owned(),
            None => format!(
                "/{}/_search?search_type=dfs_query_then_fetch&preference={}",
                self.index,
                &preference[..16]
            ),
        };
        let answer = self.client.send(Method::Post, &path, Body::Json(text.as_bytes()))?;
        if !answer.is_ok() {
            return Err(refused(&answer).into());
        }
        let out: SearchOut = answer.json()?;
        if out.timed_out || out.shards.failed > 0 {
            return Err(ClusterError::Partial {
                address: self.shown.clone(),
                failed: out.shards.failed,
                total: out.shards.total,
            }
            .into());
        }
        Ok(out)
    }

    /// How many articles a query of the cluster's finds.
    pub(super) fn count(&self, query: &Value) -> Result<u64, StoreError> {
        let body = json!({"size": 0, "track_total_hits": true, "query": query});
        Ok(self.search(&body)?.hits.total.map_or(0, |total| total.value))
    }

    /// Reads hits from a point in time, so that what is indexed meanwhile moves none; ends early
    /// where `each` says so.
    pub(super) fn read_on(
        &self,
        mut body: Value,
        skip: usize,
        take: usize,
        each: &mut dyn FnMut(&mut HitOut) -> bool,
    ) -> Result<Option<Total>, StoreError> {
        let mut pit = self.point_in_time()?;
        let end = skip.saturating_add(take);
        let (mut at, mut total) = (0, None);
        let mut goes_on = true;
        while at < end && goes_on {
            body["pit"] = json!({"id": pit, "keep_alive": KEEP});
            let size = STRIDE.min(end - at);
            body["size"] = json!(size);
            let mut out = self.search(&body)?;
            if let Some(renewed) = out.pit_id.take() {
                pit = renewed;
            }
            if total.is_none() {
                total = out.hits.total.take();
                body["track_total_hits"] = json!(false);
            }
            let full = out.hits.hits.len() == size;
            let Some(last) = out.hits.hits.last_mut() else { break };
            body["search_after"] = last.sort.take().unwrap_or_default();
            for hit in &mut out.hits.hits {
                goes_on = goes_on && (at < skip || each(hit));
                at += 1;
            }
            // a short page is the last one
            goes_on = goes_on && full;
        }
        self.close(&pit);
        Ok(total)
    }

    fn point_in_time(&self) -> Result<String, StoreError> {
        #[derive(Deserialize)]
        struct Opened {
            pit_id: String,
        }
        let path = format!("/{}/_search/point_in_time?keep_alive={KEEP}", self.index);
        let answer = self.client.send(Method::Post, &path, Body::None)?;
        if !answer.is_ok() {
            return Err(answer.refused("a point in time").into());
        }
        Ok(answer.json::<Opened>()?.pit_id)
    }

    /// Lets the cluster forget a point in time; it does so by itself a little later.
    fn close(&self, pit: &str) {
        let body = json!({"pit_id": [pit]}).to_string();
        let _ =
            self.client.send(Method::Delete, "/_search/point_in_time", Body::Json(body.as_bytes()));
    }

    /// Gives every article that a query finds, in the order of the ids, with what is asked of it.
    pub(super) fn each_source(
        &self,
        query: &Value,
        includes: &[&str],
        each: &mut dyn FnMut(Source),
    ) -> Result<(), StoreError> {
        let body = json!({"query": query, "sort": [{"id": "asc"}], "_source": includes});
        self.read_on(body, 0, usize::MAX, &mut |hit| {
            if let Some(source) = hit.source.take() {
                each(source);
            }
            true
        })?;
        Ok(())
    }
}
