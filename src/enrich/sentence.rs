//! Sentence boundaries. (Being written.)
use super::Sentence;
pub(crate) fn split(_body: &str) -> Vec<Sentence> {
    vec![Sentence { start: 0, opens_paragraph: true }]
}
