//! Reads a query log.
//!
//! ```text
//! line = id TAB text | text | {"id": …, "query"|"text"|"title": …}
//! ```

use std::path::{Path, PathBuf};

/// Why a query log can't be used.
#[derive(Debug, thiserror::Error)]
pub enum QueryFileError {
    /// It can't be read.
    #[error("can't read the queries in `{0}`: {1}")]
    Io(PathBuf, std::io::Error),
    /// It holds nothing.
    #[error("`{0}` holds no query; write one a line, as `id<TAB>text`")]
    Empty(PathBuf),
}

/// The queries of a file, in order, without their ids; empty lines are passed over.
///
/// # Errors
/// Where the file can't be read or holds no query.
pub fn read_queries(path: &Path) -> Result<Vec<String>, QueryFileError> {
    let bytes = std::fs::read(path).map_err(|error| QueryFileError::Io(path.to_owned(), error))?;
    let text = String::from_utf8_lossy(&bytes);
    let queries: Vec<String> =
        text.lines().map(query_of).filter(|query| !query.trim().is_empty()).collect();
    if queries.is_empty() {
        return Err(QueryFileError::Empty(path.to_owned()));
    }
    Ok(queries)
}

fn query_of(line: &str) -> String {
    if line.starts_with('{')
        && let Ok(serde_json::Value::Object(object)) = serde_json::from_str(line)
        && let Some(text) =
            ["query", "text", "title"].iter().find_map(|name| object.get(*name)?.as_str())
    {
        return text.to_owned();
    }
    line.split_once('\t').map_or(line, |(_, text)| text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_line() {
        assert_eq!(query_of("7\tpeace talks"), "peace talks");
        assert_eq!(query_of("peace talks"), "peace talks");
        assert_eq!(query_of(r#"{"id": 7, "query": "peace talks"}"#), "peace talks");
        assert_eq!(query_of("{curly"), "{curly");
    }
}
