//! Judgements a line each: TREC's four columns, three columns with or without a
//! header (BEIR, Cranfield), and the pairs of SMART.
//!
//! ```text
//! trec   = topic iteration doc grade
//! three  = topic doc grade                 BEIR: after a line query-id corpus-id score
//! pair   = topic doc "0" zero              CISI, CACM, ADI: what is named is relevant
//! ```
//!
//! Columns are parted by white space; where a line has two or three tabs, by the
//! tabs, and then an id may hold spaces.

use super::super::lines;
use super::Judgements;

/// Whether these are SMART's pairs. In TREC's columns the third is an article, so
/// it is not zero in every line; one line alone is believed only if its fourth
/// column has a decimal point.
pub(super) fn are_pairs(sample: &[&str]) -> bool {
    let is_pair = |line: &&str| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let zero = |text: &str| text.parse::<f64>().is_ok_and(|number| number == 0.0);
        columns.len() == 4 && columns[2] == "0" && zero(columns[3])
    };
    sample.iter().all(is_pair) && (sample.len() > 1 || sample[0].contains('.'))
}

/// Reads SMART's pairs.
pub(super) fn read_pairs(text: &str, into: &mut Judgements) {
    for (number, line) in lines::numbered(text) {
        let mut columns = line.split_whitespace();
        match (columns.next(), columns.next()) {
            (Some(topic), Some(doc)) => {
                into.add(number, lines::without_zeros(topic), lines::without_zeros(doc), 1);
            }
            _ => into.skip(number, "one column alone; a pair of topic and article was expected"),
        }
    }
}

/// Reads three and four columns.
pub(super) fn read(text: &str, into: &mut Judgements) {
    for (at, (number, line)) in lines::numbered(text).enumerate() {
        let by_tab: Vec<&str> = line.split('\t').map(str::trim).collect();
        let columns = match by_tab.len() {
            3 | 4 if by_tab.iter().all(|column| !column.is_empty()) => by_tab,
            _ => line.split_whitespace().collect(),
        };
        let (topic, doc, grade) = match columns[..] {
            [topic, doc, grade] => (topic, doc, grade),
            [topic, _, doc, grade] => (topic, doc, grade),
            _ => {
                let what = "columns; topic 0 doc grade, or topic doc grade, was expected";
                into.skip(number, format!("{} {what}; the line was skipped", columns.len()));
                continue;
            }
        };
        // a header: words where the grade should be
        if at == 0 && grade.chars().all(|c| c.is_alphabetic() || c == '_' || c == '-') {
            continue;
        }
        into.add_graded(number, topic, doc, grade);
    }
}
