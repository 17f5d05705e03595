//! Reads a query log.
//!
//! ```text
//! log   = BOM? line*
//! line  = ""                                    passed over
//!       | "{" " "* ( "\"" | "}" ) …             an object: {"id": …, "query"|"text"|"title": …, "tags": […]}
//!       | id TAB text
//!       | text                                  its id is the number of its line
//! ```
//!
//! The objects are those of search-benchmark-game's logs too, whose queries
//! (`+a +b`, `"a b"`, `a b`) are read as our own. `{person} w/s talks` begins
//! with a brace and is no object. A line that is none of these is told, counted
//! and skipped.

use serde::Serialize;
use std::path::{Path, PathBuf};

/// So many bad lines are named; all are counted.
const MOST_NAMED: usize = 1000;

/// Why a query log can't be used.
#[derive(Debug, thiserror::Error)]
pub enum QueryFileError {
    /// It can't be read.
    #[error("can't read the queries in `{0}`: {1}")]
    Io(PathBuf, std::io::Error),
    /// It holds nothing.
    #[error("`{0}` holds no query; write one a line, as `id<TAB>text`")]
    Empty(PathBuf),
    /// It holds nothing that can be read.
    #[error(
        "`{0}` holds no query that can be read, line {1}: {2}; write one a line, as `id<TAB>text`"
    )]
    AllBad(PathBuf, usize, &'static str),
}

/// A query of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedQuery {
    /// Its id, else the number of its line.
    pub id: String,
    /// The query as typed.
    pub text: String,
    /// What the log says of it.
    pub tags: Vec<String>,
}

/// A line that was skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadLine {
    /// The log.
    pub path: String,
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// The queries of a log, in order, and what was skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The queries.
    pub queries: Vec<LoggedQuery>,
    /// The lines that were skipped, the first 1,000.
    pub rejected: Vec<BadLine>,
    /// All of them.
    pub rejected_total: usize,
}

impl Log {
    /// A digest of the ids and queries in their order: two logs with the same
    /// one ask the same.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for query in &self.queries {
            for part in [&query.id, &query.text] {
                hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
            }
        }
        format!("blake3:{}", hasher.finalize().to_hex())
    }
}

/// Reads a log.
///
/// # Errors
/// Where the file can't be read or holds no query.
pub fn read_queries(path: &Path) -> Result<Log, QueryFileError> {
    let bytes = std::fs::read(path).map_err(|error| QueryFileError::Io(path.to_owned(), error))?;
    let log = log_of(&bytes, path);
    match log.rejected.first() {
        _ if !log.queries.is_empty() => Ok(log),
        Some(bad) => Err(QueryFileError::AllBad(path.to_owned(), bad.line, bad.reason)),
        None => Err(QueryFileError::Empty(path.to_owned())),
    }
}

fn log_of(bytes: &[u8], path: &Path) -> Log {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut log = Log::default();
    for (at, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        match query_of(line, at + 1) {
            Ok(query) => log.queries.extend(query),
            Err(reason) => {
                log.rejected_total += 1;
                if log.rejected.len() < MOST_NAMED {
                    let path = path.to_string_lossy().into_owned();
                    log.rejected.push(BadLine { path, line: at + 1, reason });
                }
            }
        }
    }
    log
}

/// The query of a line; none in an empty one.
fn query_of(line: &[u8], number: usize) -> Result<Option<LoggedQuery>, &'static str> {
    let line = std::str::from_utf8(line).map_err(|_| "not UTF-8")?;
    let line = line.trim_matches([' ', '\r']);
    if line.trim().is_empty() {
        return Ok(None);
    }
    let after_brace = line.strip_prefix('{').map(str::trim_start);
    if after_brace.is_some_and(|rest| rest.starts_with(['"', '}'])) {
        return query_of_object(line, number).map(Some);
    }
    let numbered = || number.to_string();
    let (id, text) = match line.split_once('\t') {
        Some((id, text)) => (id.trim().to_owned(), text.trim()),
        None => (numbered(), line),
    };
    let id = if id.is_empty() { numbered() } else { id };
    if text.is_empty() {
        return Err("no query after the id");
    }
    Ok(Some(LoggedQuery { id, text: text.to_owned(), tags: Vec::new() }))
}

fn query_of_object(line: &str, number: usize) -> Result<LoggedQuery, &'static str> {
    use serde_json::Value;
    let object: Value = serde_json::from_str(line).map_err(|_| "not JSON")?;
    let texts = ["query", "text", "title"].into_iter().find_map(|name| object.get(name));
    let text = texts.ok_or("an object without `query`, `text` or `title`")?;
    let text = text.as_str().ok_or("a query that is no text")?.trim();
    if text.is_empty() {
        return Err("an empty query");
    }
    let id = match object.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => number.to_string(),
    };
    let tags = object.get("tags").and_then(Value::as_array).into_iter().flatten();
    let tags = tags.filter_map(Value::as_str).map(str::to_owned).collect();
    Ok(LoggedQuery { id, text: text.to_owned(), tags })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ids with texts, and lines with what is wrong with them.
    type Read = (Vec<(String, String)>, Vec<(usize, &'static str)>);

    fn read(text: impl AsRef<[u8]>) -> Read {
        let log = log_of(text.as_ref(), Path::new("log"));
        assert_eq!(log.rejected.len(), log.rejected_total);
        (
            log.queries.into_iter().map(|query| (query.id, query.text)).collect(),
            log.rejected.into_iter().map(|bad| (bad.line, bad.reason)).collect(),
        )
    }

    fn one(line: &str) -> (String, String) {
        let (mut queries, bad) = read(line);
        assert_eq!((queries.len(), bad), (1, vec![]), "{line}");
        queries.remove(0)
    }

    #[test]
    fn each_kind_of_line() {
        let is = |id: &str, text: &str| (id.to_owned(), text.to_owned());
        assert_eq!(one("7\tpeace talks"), is("7", "peace talks"));
        assert_eq!(one("peace talks"), is("1", "peace talks"));
        assert_eq!(one(r#"{"id": 7, "query": "peace talks"}"#), is("7", "peace talks"));
        assert_eq!(one(r#"{"id": "q7", "title": "peace"}"#), is("q7", "peace"));
        assert_eq!(one("{person} w/s talks"), is("1", "{person} w/s talks"));
        assert_eq!(one("{curly"), is("1", "{curly"));
        assert_eq!(one("\tpeace"), is("1", "peace"));
    }

    #[test]
    fn a_log_of_search_benchmark_game() {
        let line = r#"{"query": "+peace +talks", "tags": ["intersection", "global"]}"#;
        let log = log_of(line.as_bytes(), Path::new("log"));
        assert_eq!(log.queries[0].text, "+peace +talks");
        assert_eq!(log.queries[0].tags, ["intersection", "global"]);
    }

    #[test]
    fn bad_lines_are_numbered_and_skipped() {
        let text = b"\xef\xbb\xbf1\tpeace\r\n\r\n2\t\r\n{\"id\": 3}\r\n{\"query\"\r\n4\t\xff\r\n{\"query\": 5}\r\n{\"query\": \" \"}\r\n9\ttalks";
        let (queries, bad) = read(text);
        assert_eq!(queries.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["1", "9"]);
        assert_eq!(
            bad,
            [
                (3, "no query after the id"),
                (4, "an object without `query`, `text` or `title`"),
                (5, "not JSON"),
                (6, "not UTF-8"),
                (7, "a query that is no text"),
                (8, "an empty query"),
            ]
        );
    }

    #[test]
    fn the_digest_tells_logs_apart() {
        let digest = |text: &str| log_of(text.as_bytes(), Path::new("log")).digest();
        assert_eq!(digest("1\ta\n2\tb\n"), digest("1\ta\r\n\r\n2\tb"));
        assert_ne!(digest("1\ta\n2\tb\n"), digest("2\tb\n1\ta\n"));
        assert_ne!(digest("1\tab"), digest("1a\tb"));
    }

    proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let log = log_of(&bytes, Path::new("log"));
            prop_assert!(log.queries.iter().all(|query| !query.text.trim().is_empty()));
        }
    }
}
