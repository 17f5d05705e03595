//! Fills in what a record left open. (Being written.)

use crate::article::{Article, Origin, id_from_path};

/// Completes an article from the place it was read from.
pub(crate) fn complete(article: &mut Article, path: &str, record: Option<u64>) {
    article.origin = Origin { path: path.to_owned(), record };
    if article.id.is_empty() {
        article.id = id_from_path(path, record);
    }
}
