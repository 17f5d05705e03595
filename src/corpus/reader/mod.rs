//! One file a format behind one small trait.
//!
//! To add a format: a file here that implements [`Reader`], and its line in [`READERS`].

#[cfg(test)]
mod collected;
mod csv;
mod fields;
mod html;
mod json;
mod json_record;
mod json_scan;
mod jsonl;
mod lenient;
mod lines;
mod markdown;
mod reuters;
mod smart;
mod trec;
mod txt;
mod whole;

pub(super) use fields::{field_names, unknown_field};

use crate::article::Article;
use std::io::BufRead;

/// What is known of a stream before it is read.
pub(crate) struct Source<'a> {
    /// Which field names the user has set (`--field headline=title_display`):
    /// (our field, the record's name).
    pub(crate) fields: &'a [(String, String)],
    /// The most bytes one record may have; a longer one is rejected and skipped.
    pub(crate) max_record_bytes: usize,
}

/// What a reader hands on, in the order of the file. `false` back means: stop
/// reading, the user interrupted.
pub(crate) trait Sink {
    /// A record was read. The reader fills what the record itself says, sets
    /// `origin.record` (from 1; `None` where the file is one record), leaves
    /// `origin.path` empty and leaves all else (id from the path, dateline,
    /// date from the file name) to whoever called.
    fn article(&mut self, article: Article) -> bool;
    /// A record could not be read.
    fn reject(&mut self, record: Option<u64>, reason: String) -> bool;
}

/// A format.
pub(crate) trait Reader: Sync {
    /// Its name in messages and in `--format`.
    fn name(&self) -> &'static str;
    /// Whether a stream is in this format, from its first bytes (up to 8 KiB,
    /// already in UTF-8) and the name of its file, lower-case and without the
    /// extension of a compression.
    fn recognises(&self, head: &str, file_name: &str) -> bool;
    /// Reads all records of the stream. Bad records go to [`Sink::reject`]; an
    /// `Err` is for the stream itself (broken off, unreadable).
    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> std::io::Result<()>;
}

/// Every format that is read, the most particular first.
pub(crate) const READERS: &[&dyn Reader] = &[
    &reuters::Reuters,
    &trec::Trec,
    &smart::Smart,
    &html::Html,
    &jsonl::Jsonl,
    &json::Json,
    &markdown::Markdown,
    &csv::Csv,
    // any text that is nothing else
    &txt::Txt,
];

/// The reader that is called `name`.
pub(super) fn by_name(name: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|reader| reader.name().eq_ignore_ascii_case(name))
}
