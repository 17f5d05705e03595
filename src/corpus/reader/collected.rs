//! What a reader makes of a text, as a text: for snapshots.

use super::{Reader, Sink, Source};
use crate::article::Article;
use std::fmt::Write;

/// Reads `text` and shows each article, its open fields left out.
pub(super) fn collected(reader: &dyn Reader, text: &str, max_record_bytes: usize) -> String {
    collected_with(reader, text, max_record_bytes, &[])
}

/// The same, with names of fields that the user set.
pub(super) fn collected_with(
    reader: &dyn Reader,
    text: &str,
    max_record_bytes: usize,
    fields: &[(String, String)],
) -> String {
    let source = Source { fields, max_record_bytes };
    let mut shown = Shown(String::new());
    reader.read(&source, &mut text.as_bytes(), &mut shown).unwrap();
    shown.0
}

struct Shown(String);

impl Sink for Shown {
    fn article(&mut self, article: Article) -> bool {
        let Article {
            id, headline, byline, outlet, section, url, language, topics, places, ..
        } = &article;
        let record = article.origin.record.map(|record| record.to_string());
        let list = |list: &[String]| Some(list.join(" + ")).filter(|list| !list.is_empty());
        let fields = [
            ("record", record),
            ("id", Some(id.clone()).filter(|id| !id.is_empty())),
            ("headline", Some(headline.clone()).filter(|headline| !headline.is_empty())),
            ("byline", byline.clone()),
            ("outlet", outlet.clone()),
            ("section", section.clone()),
            ("url", url.clone()),
            ("language", language.clone()),
            ("topics", list(topics)),
            ("places", list(places)),
            ("dateline", article.dateline.clone()),
            ("published", article.published.date()),
            (
                "origin",
                article.published.is_known().then(|| format!("{:?}", article.published.origin)),
            ),
            ("body", Some(format!("{:?}", article.body))),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                writeln!(self.0, "{name}: {value}").unwrap();
            }
        }
        self.0.push_str("--\n");
        true
    }

    fn reject(&mut self, record: Option<u64>, reason: String) -> bool {
        writeln!(self.0, "rejected {record:?}: {reason}\n--").unwrap();
        true
    }
}
