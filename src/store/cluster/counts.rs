//! What is counted over an index in a cluster: values, points of time, figures of the whole.

use super::client::{Body, Method};
use super::mapping::{FROM, TO};
use super::snapshot::ClusterSnapshot;
use super::translate::translate;
use crate::article::Day;
use crate::query::Query;
use crate::schema::{FORMAT, Field, days_of_term};
use crate::store::StoreError;
use crate::store::local::{Counted, DatedBy, FacetBy, Per, Point, Stats, Tally, Values};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// So many values of a facet are told apart: what the cluster gives in one answer of bounded size.
const MOST_VALUES: usize = 10_000;
/// Points of a timeline in one answer; the cluster's own bound is 65,535 buckets.
const MOST_POINTS: usize = 40_000;

fn buckets(answer: &Value) -> impl Iterator<Item = (&Value, u64)> {
    let all = answer["buckets"].as_array().into_iter().flatten();
    all.map(|bucket| (bucket, bucket["doc_count"].as_u64().unwrap_or(0)))
}

fn key(bucket: &Value) -> &str {
    bucket["key"].as_str().unwrap_or_default()
}

impl ClusterSnapshot {
    pub(super) fn aggregate(
        &self,
        query: &Value,
        aggregations: &Value,
    ) -> Result<Value, StoreError> {
        let body = json!({
            "size": 0, "track_total_hits": false, "query": query, "aggs": aggregations,
        });
        Ok(self.search(&body)?.aggregations)
    }

    /// See [`crate::store::Snapshot::facets`].
    pub(crate) fn facets(
        &self,
        query: &Query,
        facets: &[FacetBy],
    ) -> Result<Vec<Counted>, StoreError> {
        let field = |facet: FacetBy| match facet {
            FacetBy::Field(field) => field.name(),
            FacetBy::Year => "year",
        };
        let mut asked = serde_json::Map::new();
        for (number, &facet) in facets.iter().enumerate() {
            let field = field(facet);
            let values = json!({"terms": {"field": field, "size": MOST_VALUES}});
            asked.insert(format!("values{number}"), values);
            asked.insert(format!("missing{number}"), json!({"missing": {"field": field}}));
        }
        let answer = self.aggregate(&translate(query)?, &Value::Object(asked))?;
        let counted = |number: usize| Counted {
            values: buckets(&answer[format!("values{number}")])
                .map(|(bucket, articles)| (key(bucket).to_owned(), articles))
                .collect(),
            missing: answer[format!("missing{number}")]["doc_count"].as_u64().unwrap_or(0),
        };
        Ok((0..facets.len()).map(counted).collect())
    }

    /// See [`crate::store::Snapshot::matching`].
    pub(crate) fn matching(&self, query: &Query) -> Result<(Value, u64), StoreError> {
        let query = translate(query)?;
        let total = self.count(&query)?;
        Ok((query, total))
    }

    /// See [`crate::store::Snapshot::timeline`]. Texts that differ are counted by the cluster's
    /// estimate, which is exact for some hundreds.
    pub(crate) fn timeline(
        &self,
        query: &Value,
        by: DatedBy,
        per: Per,
    ) -> Result<Vec<Point>, StoreError> {
        let texts = json!({"texts": {"cardinality": {
            "field": "text_digest", "precision_threshold": 1000,
        }}});
        let count = |bucket: &Value| bucket["texts"]["value"].as_u64().unwrap_or(0);
        let mut points: BTreeMap<i64, u64> = BTreeMap::new();
        match by {
            DatedBy::Mentioned => {
                let unit = match per {
                    Per::Day | Per::Week => "when:[0-9]{4}-[0-9]{2}-[0-9]{2}",
                    Per::Month => "when:[0-9]{4}-[0-9]{2}",
                    Per::Year => "when:[0-9]{4}",
                };
                let days = json!({"days": {
                    "terms": {"field": "when", "include": unit, "size": MOST_POINTS},
                    "aggs": texts,
                }});
                let answer = self.aggregate(query, &days)?;
                for (bucket, _) in buckets(&answer["days"]) {
                    let Some(days) = days_of_term(key(bucket)) else { continue };
                    *points.entry(per.around(days.from).from.number()).or_default() +=
                        count(bucket);
                }
            }
            DatedBy::Published => {
                let mut after = Value::Null;
                loop {
                    let mut composite = json!({
                        "size": 5000,
                        "sources": [
                            {"from": {"terms": {"field": FROM}}}, {"to": {"terms": {"field": TO}}},
                        ],
                    });
                    if !after.is_null() {
                        composite["after"] = after;
                    }
                    let days = json!({"days": {"composite": composite, "aggs": texts}});
                    let mut answer = self.aggregate(query, &days)?;
                    for (bucket, _) in buckets(&answer["days"]) {
                        let end = |name: &str| bucket["key"][name].as_i64();
                        let Some((from, to)) = end("from").zip(end("to")) else { continue };
                        let point = per.around(Day::from_number(from));
                        // a date that is no finer than several points is in none of them
                        if to <= point.to.number() {
                            *points.entry(point.from.number()).or_default() += count(bucket);
                        }
                    }
                    after = answer["days"]["after_key"].take();
                    if after.is_null() {
                        break;
                    }
                }
            }
        }
        let point = |(from, count)| Point { days: per.around(Day::from_number(from)), count };
        Ok(points.into_iter().map(point).collect())
    }

    /// Figures of the whole index.
    pub(crate) fn stats(&self, most: usize) -> Result<Stats, StoreError> {
        let mut asked = json!({
            "words": {"sum": {"field": "tokens"}},
            "dated": {"filter": {"exists": {"field": FROM}}},
            "first": {"min": {"field": FROM}},
            "last": {"max": {"field": TO}},
            "years": {"terms": {"field": "year", "size": MOST_VALUES}},
        });
        let fields = [
            Field::Outlet,
            Field::Section,
            Field::Language,
            Field::Byline,
            Field::Topic,
            Field::Place,
        ];
        for field in fields {
            let name = field.name();
            asked[name] = json!({"terms": {"field": name, "size": most.max(1)}});
            asked[format!("{name}.distinct")] = json!({"cardinality": {"field": name}});
            asked[format!("{name}.articles")] = json!({"filter": {"exists": {"field": name}}});
        }
        let answer = self.aggregate(&json!({"match_all": {}}), &asked)?;
        let number = |value: &Value| value.as_f64().map(|number| number as i64);
        let day =
            |name: &str| number(&answer[name]["value"]).map(|n| Day::from_number(n).to_string());
        let values = |field: Field| {
            let name = field.name();
            let top = buckets(&answer[name])
                .take(most)
                .map(|(bucket, articles)| Tally { value: key(bucket).to_owned(), articles });
            Values {
                articles: answer[format!("{name}.articles")]["doc_count"].as_u64().unwrap_or(0),
                distinct: answer[format!("{name}.distinct")]["value"].as_u64().unwrap_or(0),
                top: top.collect(),
            }
        };
        let mut decades = BTreeMap::new();
        for (bucket, articles) in buckets(&answer["years"]) {
            if let Ok(year) = key(bucket).trim_end_matches('s').parse::<i16>() {
                *decades.entry(year.div_euclid(10) * 10).or_default() += articles;
            }
        }
        let path = format!("/{}/_stats/store,segments", self.index);
        let sizes = self.client.send(Method::Get, &path, Body::None)?;
        let sizes: Value = if sizes.is_ok() { sizes.json()? } else { Value::Null };
        let of = |whole: &str, part: &str, name: &str| {
            sizes["_all"][whole][part][name].as_u64().unwrap_or(0)
        };
        Ok(Stats {
            articles: self.articles(),
            index_bytes: of("primaries", "store", "size_in_bytes"),
            format: FORMAT,
            segments: of("primaries", "segments", "count") as usize,
            words: number(&answer["words"]["value"]).unwrap_or(0) as u64,
            dated: answer["dated"]["doc_count"].as_u64().unwrap_or(0),
            first_day: day("first"),
            last_day: day("last"),
            decades,
            outlets: values(Field::Outlet),
            sections: values(Field::Section),
            languages: values(Field::Language),
            bylines: values(Field::Byline),
            topics: values(Field::Topic),
            places: values(Field::Place),
        })
    }

    /// The id of each article and the digest of its text.
    pub(crate) fn text_digests(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let mut out = Vec::new();
        let mut broken = false;
        self.each_source(&json!({"match_all": {}}), &["id", "text_digest"], &mut |source| {
            match u64::from_str_radix(&source.text_digest, 16) {
                Ok(digest) => out.push((source.id, digest)),
                Err(_) => broken = true,
            }
        })?;
        if broken { Err(StoreError::Corrupt) } else { Ok(out) }
    }

    /// Bytes of the corpus that the index is of, by its own size: an index takes one and a half to
    /// two times its corpus.
    ///
    /// # Errors
    /// Where the cluster does not answer.
    pub fn bytes(&self) -> Result<u64, StoreError> {
        Ok(self.stats(1)?.index_bytes / 2)
    }

    /// Which index it is, and as of when: by the cluster's names of its parts and the number of
    /// the last operation on each.
    ///
    /// # Errors
    /// Where the cluster does not answer.
    pub fn state(&self) -> Result<String, StoreError> {
        let path = format!(
            "/{}/_stats?level=shards&filter_path=indices.*.uuid,indices.*.shards.*.seq_no.max_seq_no",
            self.index
        );
        let answer = self.client.send(Method::Get, &path, Body::None)?;
        if !answer.is_ok() {
            return Err(answer.refused("the state of the index").into());
        }
        Ok(blake3::hash(&answer.body).to_hex().to_string())
    }
}
