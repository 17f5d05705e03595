//! An index of articles as the cluster is told of it: settings, analysers, fields.
//!
//! Text goes in as terms that are settled here, so that the cluster's words are
//! those of a local index, whatever its version or plugins:
//!
//! ```text
//! words.text   "qassem soleimani said" "headlin" "headlin"     a term a position; 1,024 positions
//! annotation   person|person:soleimani, qassem`person/`_       between two values
//! ```
//!
//! In `annotation` a backtick stands between two positions, a bar between the terms of one, and
//! `_` where there is none: signs that cost a byte each, in JSON too.
//!
//! `words.*` is indexed only; all else comes back with the article.

use crate::schema::{COPY_GAP, FORMAT, Field};
use serde_json::{Value, json};

/// Between the terms of one position.
pub(super) const BESIDE: char = '|';
/// Between two positions of the annotation stream.
pub(super) const BETWEEN: char = '`';
/// What stands at a position that no annotation begins or ends at.
pub(super) const NOTHING: &str = "_";
/// The stems of body, headline and lead, as often as they count.
pub(super) const TEXT: &str = "words.text";
/// The same words as they are written, for patterns and `=Polish`.
pub(super) const FORM: &str = "words.form";
/// The stems of the headline.
pub(super) const HEADLINE: &str = "words.headline";
/// The words of the headline as they are written.
pub(super) const HEADLINE_FORM: &str = "words.headline_form";
/// What was found in the text, at its positions.
pub(super) const ANNOTATION: &str = "annotation";
/// First and last day of publication, as numbers of days since 1970.
pub(super) const FROM: &str = "from";
/// See [`FROM`].
pub(super) const TO: &str = "to";

/// Longer terms are left out: Lucene refuses an article for one over 32,766 bytes.
const LONGEST_TERM: u32 = 8_000;

/// How many shards and copies an index gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Primary shards.
    pub shards: u32,
    /// Copies of each beside it.
    pub replicas: u32,
}

/// Bytes of a corpus that make a shard of some 20 GiB, in the lower half of the 10 to 50 GiB that
/// OpenSearch's manual advises: an index takes one and a half to two times its corpus.
const BYTES_A_SHARD: u64 = 10 << 30;
/// More shards than this are for somebody who has counted them.
const MOST_SHARDS: u64 = 64;

impl Layout {
    /// For a corpus of so many bytes on so many nodes. One shard where it is enough: it gives the
    /// scores of a local index. One copy of each, which outlives a node, where there are two.
    #[must_use]
    pub fn for_bytes(bytes: u64, nodes: u32) -> Self {
        let shards = bytes.div_ceil(BYTES_A_SHARD).clamp(1, MOST_SHARDS) as u32;
        Self { shards, replicas: u32::from(nodes > 1) }
    }
}

/// The words of a named field, for conditions on it.
pub(super) fn words_of(field: Field) -> String {
    match field {
        Field::Text | Field::Lead => TEXT.to_owned(),
        field => format!("words.{}", field.name()),
    }
}

/// Settings and mappings of an index of articles.
pub(super) fn index_body(layout: Layout) -> Value {
    json!({
        "settings": {
            "number_of_shards": layout.shards,
            "number_of_replicas": layout.replicas,
            "max_result_window": MOST_HITS,
            // half the room of the texts, for some tenths of a millisecond an article shown
            "codec": "best_compression",
            // BM25F's constants; see the schema
            "similarity": {"default": {"type": "BM25", "k1": 1.2, "b": 0.75}},
            "analysis": analysis(),
        },
        "mappings": {
            "dynamic": false,
            "_meta": {"dateline": {"format": FORMAT}},
            "_source": {"excludes": ["words.*"]},
            "properties": properties(),
        },
    })
}

/// How the streams of terms are read.
fn analysis() -> Value {
    let split = |at: &str| json!({"type": "char_group", "tokenize_on_chars": [at], "max_token_length": 65_536});
    json!({
        "tokenizer": {"by_space": split(" "), "by_place": split("`")},
        "filter": {
            "nothing": {"type": "stop", "stopwords": [NOTHING]},
            "beside": {
                "type": "pattern_capture", "preserve_original": false,
                "patterns": ["([^|]+)"],
            },
            "longest": {"type": "length", "max": LONGEST_TERM},
        },
        "analyzer": {
            "terms": {"tokenizer": "by_space", "filter": ["longest"]},
            "written": {"tokenizer": "by_space", "filter": ["longest", "beside"]},
            "annotations": {"tokenizer": "by_place", "filter": ["nothing", "beside", "longest"]},
        },
    })
}

fn properties() -> Value {
    let whole = || json!({"type": "keyword", "ignore_above": LONGEST_TERM});
    let kept = || json!({"type": "keyword", "index": false, "doc_values": false});
    let text = || json!({"type": "text", "index": false});
    let number = || json!({"type": "integer"});
    let words = |analyzer: &str, norms: bool| {
        json!({
            "type": "text", "analyzer": analyzer, "search_analyzer": "keyword",
            "position_increment_gap": COPY_GAP, "norms": norms,
        })
    };
    let mut fields = serde_json::Map::new();
    let mut add = |names: &[&str], field: Value| {
        fields.extend(names.iter().map(|&name| (name.to_owned(), field.clone())));
    };
    add(&["headline", "body"], text());
    add(&["url", "dateline", "path", "language", "digest"], kept());
    add(&["id", "file", "year", "text_digest", "entity", "name", "when"], whole());
    add(&["by", "source", "section", "lang", "topic", "place"], whole());
    add(&[FROM, TO, "length", "tokens"], number());
    // for the cluster's own tools: dates before the year 0 and after 9999 are left out
    add(&["date"], json!({"type": "date", "format": "strict_date", "ignore_malformed": true}));
    add(&[ANNOTATION], words("annotations", false));
    add(
        &["words"],
        json!({"properties": {
            "text": words("terms", true), "headline": words("terms", true),
            "form": words("written", false), "headline_form": words("written", false),
            "by": words("terms", false), "source": words("terms", false),
            "section": words("terms", false), "topic": words("terms", false),
            "place": words("terms", false), "url": words("terms", false),
        }}),
    );
    Value::Object(fields)
}

/// Hits that one answer may reach to (the cluster's own default); further ones are read on from a
/// point in time.
pub(super) const MOST_HITS: usize = 10_000;

/// The files that are in an index, beside it.
pub(super) fn ledger_body() -> Value {
    json!({
        "settings": {"number_of_shards": 1, "number_of_replicas": 1},
        "mappings": {
            "dynamic": false,
            "properties": {
                "key": {"type": "keyword"},
                "line": {"type": "text", "index": false},
            },
        },
    })
}
