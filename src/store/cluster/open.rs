//! An index in a cluster that exists, or is made.

use super::access::Access;
use super::address::ClusterAddress;
use super::client::{Body, Client, Method};
use super::error::ClusterError;
use super::mapping::{Layout, index_body, ledger_body};
use super::snapshot::ClusterSnapshot;
use super::waiting::{Patience, Told};
use super::writer::ClusterWriter;
use crate::schema::check_format;
use crate::store::{Health, StoreError};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The oldest OpenSearch whose `intervals` rules and points in time are those used here.
const LEAST_VERSION: (u32, u32) = (2, 5);

/// An index in a cluster: an alias, behind it one index or several of its name with a number.
#[derive(Clone)]
pub struct ClusterStore {
    client: Client,
    index: String,
    shown: String,
}

/// The name of the n-th index behind an alias.
fn numbered(alias: &str, number: u32) -> String {
    format!("{alias}-{number:06}")
}

/// What a cluster says of itself.
#[derive(Deserialize)]
struct About {
    #[serde(default)]
    version: Version,
}

#[derive(Default, Deserialize)]
struct Version {
    #[serde(default)]
    distribution: String,
    #[serde(default)]
    number: String,
}

impl ClusterStore {
    /// Opens an index that exists.
    ///
    /// # Errors
    /// [`ClusterError`] says what is not there, or not as it should be, in a line.
    pub fn open(address: &str, patience: Patience, told: Told) -> Result<Self, StoreError> {
        let store = Self::reach(address, patience, told)?;
        if store.exists(true)? {
            return Ok(store);
        }
        Err(ClusterError::Missing { address: store.shown }.into())
    }

    /// Opens an index that exists, in any format: to read its articles into another.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_any(address: &str, patience: Patience, told: Told) -> Result<Self, StoreError> {
        let store = Self::reach(address, patience, told)?;
        match store.exists(false)? {
            true => Ok(store),
            false => Err(ClusterError::Missing { address: store.shown }.into()),
        }
    }

    /// Opens an index, or makes a new one.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_or_create(
        address: &str,
        layout: impl FnOnce(u32) -> Layout,
        patience: Patience,
        told: Told,
    ) -> Result<Self, StoreError> {
        let store = Self::reach(address, patience, told)?;
        if !store.exists(true)? {
            let layout = layout(store.nodes()?);
            let mut body = index_body(layout);
            body["aliases"] = json!({ &store.index: {"is_write_index": true} });
            store.make(&numbered(&store.index, 1), &body)?;
            if !store.exists(true)? {
                return Err(ClusterError::Missing { address: store.shown }.into());
            }
        }
        Ok(store)
    }

    fn reach(address: &str, patience: Patience, told: Told) -> Result<Self, StoreError> {
        let address = ClusterAddress::parse(address)?;
        let client = Client::new(&address, &Access::from_environment()?, patience)?;
        let shown = address.to_string();
        let answer = client.send(Method::Get, "/", Body::None)?;
        let not = |what: String| ClusterError::NotOpenSearch { address: shown.clone(), what };
        let about: About = match answer.is_ok() {
            true => answer.json().map_err(|_| not("it answers in another language".to_owned()))?,
            false => return Err(not(format!("it answers with status {}", answer.status)).into()),
        };
        let Version { distribution, number } = about.version;
        if distribution != "opensearch" {
            let what = match number.is_empty() {
                true => "it has no version".to_owned(),
                false => format!("it is Elasticsearch {number}, or says so"),
            };
            return Err(not(what).into());
        }
        let mut parts = number.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
        let version = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
        if version < LEAST_VERSION {
            let least = format!("{}.{}", LEAST_VERSION.0, LEAST_VERSION.1);
            return Err(ClusterError::OldServer { version: number, least }.into());
        }
        // only a cluster that was reached is waited for
        client.on_waiting(told);
        Ok(Self { index: address.index().to_owned(), client, shown })
    }

    /// Whether the index is there; an error where it is not one of ours, or not of this format.
    fn exists(&self, this_format: bool) -> Result<bool, StoreError> {
        let path = format!("/{}/_mapping", self.index);
        let answer = self.client.send(Method::Get, &path, Body::None)?;
        if answer.status == 404 {
            return Ok(false);
        }
        if !answer.is_ok() {
            return Err(answer.refused("the mapping of the index").into());
        }
        let mappings: Value = answer.json()?;
        for (name, mapping) in mappings.as_object().into_iter().flatten() {
            let format = mapping["mappings"]["_meta"]["dateline"]["format"].as_u64();
            let Some(format) = format else {
                let why = format!("the mapping of `{name}` is not one of dateline's");
                return Err(ClusterError::Foreign { address: self.shown.clone(), why }.into());
            };
            if this_format {
                check_format(format as u32)
                    .map_err(|unknown| ClusterError::Format(self.shown.clone(), unknown))?;
            }
        }
        Ok(true)
    }

    /// Data nodes of the cluster.
    fn nodes(&self) -> Result<u32, StoreError> {
        #[derive(Deserialize)]
        struct Health {
            number_of_data_nodes: u32,
        }
        let answer = self.client.send(Method::Get, "/_cluster/health", Body::None)?;
        if !answer.is_ok() {
            return Err(answer.refused("the health of the cluster").into());
        }
        Ok(answer.json::<Health>()?.number_of_data_nodes)
    }

    fn make(&self, name: &str, body: &Value) -> Result<(), StoreError> {
        let text = body.to_string();
        let path = format!("/{name}");
        let answer = self.client.send(Method::Put, &path, Body::Json(text.as_bytes()))?;
        // another feeder may have been first
        let there = || String::from_utf8_lossy(&answer.body).contains("resource_already_exists");
        if answer.is_ok() || there() {
            return Ok(());
        }
        Err(answer.refused(&format!("making the index `{name}`")).into())
    }

    /// Where it lies, as the user said.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The index for reading.
    ///
    /// # Errors
    /// Where the cluster does not answer.
    pub fn snapshot(&self) -> Result<ClusterSnapshot, StoreError> {
        ClusterSnapshot::new(self.client.clone(), &self.index, self.shown.clone())
    }

    /// A writer with so many requests under way at once.
    ///
    /// # Errors
    /// Where the cluster does not answer.
    pub fn writer(&self, lanes: usize) -> Result<ClusterWriter, StoreError> {
        let fresh = self.snapshot()?.articles() == 0;
        Ok(ClusterWriter::new(&self.client, &self.index, lanes, fresh))
    }

    /// Whether all parts of the index are there, and every article reads back as it was written.
    ///
    /// # Errors
    /// Where the cluster does not answer.
    pub fn check_health(&self) -> Result<Health, StoreError> {
        let mut health = Health::default();
        let path = format!("/_cluster/health/{}?level=shards", self.index);
        let answer = self.client.send(Method::Get, &path, Body::None)?;
        if !answer.is_ok() {
            return Err(answer.refused("the health of the index").into());
        }
        let state: Value = answer.json()?;
        for (name, index) in state["indices"].as_object().into_iter().flatten() {
            for (number, shard) in index["shards"].as_object().into_iter().flatten() {
                health.shards += 1;
                if shard["primary_active"] != true {
                    health.problems.push(format!("shard {number} of `{name}` is on no node"));
                }
            }
        }
        if health.problems.is_empty() {
            self.snapshot()?.read_back(&mut health)?;
        }
        Ok(health)
    }

    /// Makes an index beside the one that the alias names now, which nobody sees yet, and gives it
    /// with the names of those that it is to follow.
    ///
    /// # Errors
    /// Where the cluster does not make it.
    pub fn beside(
        &self,
        layout: impl FnOnce(u32) -> Layout,
    ) -> Result<(Self, Vec<String>), StoreError> {
        let path = format!("/_alias/{}", self.index);
        let answer = self.client.send(Method::Get, &path, Body::None)?;
        if !answer.is_ok() {
            return Err(answer.refused("the index behind the alias").into());
        }
        let behind: BTreeMap<String, Value> = answer.json()?;
        let behind: Vec<String> = behind.into_keys().collect();
        let digits =
            |name: &String| name.strip_prefix(&self.index)?.strip_prefix('-')?.parse::<u32>().ok();
        let mut number = behind.iter().filter_map(digits).max().unwrap_or(0) + 1;
        let body = index_body(layout(self.nodes()?));
        loop {
            let name = numbered(&self.index, number);
            let path = format!("/{name}/_mapping");
            if self.client.send(Method::Get, &path, Body::None)?.status == 404 {
                self.make(&name, &body)?;
                let beside = Self { index: name, ..self.clone() };
                return Ok((beside, behind));
            }
            // what a run that was killed has left
            number += 1;
        }
    }

    /// Waits until every copy of a shard that is being made is made, two minutes at most: what is
    /// removed must not have been the only one.
    fn settle(&self) -> Result<(), StoreError> {
        let path = format!(
            "/_cluster/health/{}?wait_for_no_initializing_shards=true&timeout=20s",
            self.index
        );
        for _ in 0..6 {
            // 408: not yet
            let answer = self.client.send(Method::Get, &path, Body::None)?;
            if answer.is_ok() {
                return Ok(());
            }
            if answer.status != 408 {
                return Err(answer.refused("the health of the new index").into());
            }
        }
        let why = "its copies are not made after two minutes; see GET /_cluster/health";
        let what = "the new index".to_owned();
        Err(ClusterError::CantAnswer { what, why: why.to_owned() }.into())
    }

    /// Lets the alias name `after` from now on, in one step, and removes those `before` it.
    ///
    /// # Errors
    /// Where the cluster does not; the alias then stands as it stood.
    pub fn switch(&self, before: &[String], after: &Self) -> Result<(), StoreError> {
        after.settle()?;
        let mut actions: Vec<Value> =
            before.iter().map(|name| json!({"remove_index": {"index": name}})).collect();
        actions.push(json!({"add": {
            "index": after.index, "alias": self.index, "is_write_index": true,
        }}));
        let text = json!({"actions": actions}).to_string();
        let answer = self.client.send(Method::Post, "/_aliases", Body::Json(text.as_bytes()))?;
        if answer.is_ok() { Ok(()) } else { Err(answer.refused("moving the alias").into()) }
    }

    /// Removes an index that nobody sees.
    ///
    /// # Errors
    /// Where the cluster does not.
    pub fn discard(self) -> Result<(), StoreError> {
        let path = format!("/{}", self.index);
        let answer = self.client.send(Method::Delete, &path, Body::None)?;
        if answer.is_ok() { Ok(()) } else { Err(answer.refused("removing an index").into()) }
    }

    fn ledger(&self) -> String {
        format!("{}-ledger", self.index)
    }

    /// The lines of the ledger, by no order.
    ///
    /// # Errors
    /// Where the cluster does not answer.
    pub fn ledger_lines(&self) -> Result<Vec<String>, StoreError> {
        #[derive(Deserialize)]
        struct Out {
            hits: Hits,
        }
        #[derive(Deserialize)]
        struct Hits {
            hits: Vec<Hit>,
        }
        #[derive(Deserialize)]
        struct Hit {
            #[serde(rename = "_source")]
            source: Line,
            sort: Value,
        }
        #[derive(Deserialize)]
        struct Line {
            line: String,
        }
        let ledger = self.ledger();
        self.make(&ledger, &ledger_body())?;
        self.client.send(Method::Post, &format!("/{ledger}/_refresh"), Body::None)?;
        let mut lines = Vec::new();
        let mut body = json!({"size": 5000, "sort": ["key"], "query": {"match_all": {}}});
        loop {
            let text = body.to_string();
            let path = format!("/{ledger}/_search");
            let answer = self.client.send(Method::Post, &path, Body::Json(text.as_bytes()))?;
            if !answer.is_ok() {
                return Err(answer.refused("the ledger").into());
            }
            let mut hits = answer.json::<Out>()?.hits.hits;
            let Some(last) = hits.last_mut() else { return Ok(lines) };
            body["search_after"] = last.sort.take();
            lines.extend(hits.into_iter().map(|hit| hit.source.line));
        }
    }

    /// Writes lines of the ledger, or takes them away: by their keys.
    ///
    /// # Errors
    /// Where the cluster does not take them.
    pub fn write_ledger(&self, lines: &[(String, Option<String>)]) -> Result<(), StoreError> {
        for some in lines.chunks(5_000) {
            let mut text = String::new();
            for (key, line) in some {
                let action = match line {
                    Some(line) => format!(
                        "{}\n{}\n",
                        json!({"index": {"_id": key}}),
                        json!({"key": key, "line": line})
                    ),
                    None => format!("{}\n", json!({"delete": {"_id": key}})),
                };
                text.push_str(&action);
            }
            let path = format!("/{}/_bulk", self.ledger());
            let answer = self.client.send(Method::Post, &path, Body::Lines(text.as_bytes()))?;
            let out: Value = if answer.is_ok() { answer.json()? } else { Value::Null };
            let missing = |item: &Value| item["delete"]["status"].as_u64() == Some(404);
            let failed = |item: &&Value| {
                let status =
                    item.as_object().and_then(|one| one.values().next()?["status"].as_u64());
                status.is_none_or(|status| status >= 300) && !missing(item)
            };
            let items = out["items"].as_array();
            if items.is_none_or(|items| items.iter().any(|item| failed(&item))) {
                return Err(answer.refused("the ledger").into());
            }
        }
        Ok(())
    }
}
