//! Judgements as lists of what is relevant, from the days of SMART.
//!
//! ```text
//! npl  = ( topic NEWLINE number* "/" )*    numbers over any number of lines
//! list = ( topic number* NEWLINE )*        TIME; with one number a line, pairs
//! ```

use super::super::lines;
use super::Judgements;

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether these are NPL's lists: a number alone, and a slash that ends.
pub(super) fn is_npl(sample: &[&str]) -> bool {
    is_number(sample[0].trim()) && sample.iter().any(|line| line.trim_end().ends_with('/'))
}

/// Reads NPL's lists.
pub(super) fn read_npl(text: &str, into: &mut Judgements) {
    let mut topic: Option<&str> = None;
    for (number, line) in lines::numbered(text) {
        for word in line.split_whitespace() {
            match (topic, word) {
                (_, "/") => topic = None,
                (_, word) if !is_number(word) => {
                    into.skip(number, format!("{word} is no number; skipped"));
                }
                (None, word) => topic = Some(lines::without_zeros(word)),
                (Some(topic), doc) => into.add(number, topic, lines::without_zeros(doc), 1),
            }
        }
    }
}

/// Whether every line is a topic and its articles. Three and four numbers may be
/// columns as well, so a line with more is asked for, or pairs throughout.
pub(super) fn is_list(sample: &[&str]) -> bool {
    let counts: Vec<usize> = sample.iter().map(|line| line.split_whitespace().count()).collect();
    sample.iter().all(|line| line.split_whitespace().all(is_number))
        && (counts.iter().any(|count| *count > 4) || counts.iter().all(|count| *count == 2))
}

/// Reads a topic and its articles from each line.
pub(super) fn read_list(text: &str, into: &mut Judgements) {
    for (number, line) in lines::numbered(text) {
        let mut words = line.split_whitespace();
        let Some(topic) = words.next() else { continue };
        for doc in words {
            if is_number(doc) {
                into.add(number, lines::without_zeros(topic), lines::without_zeros(doc), 1);
            } else {
                into.skip(number, format!("{doc} is no number; skipped"));
            }
        }
    }
}
