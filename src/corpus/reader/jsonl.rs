//! JSON Lines: a line is a record.

use super::fields::Names;
use super::json_record::{Fault, record};
use super::json_scan::{begins_object, end_of_first};
use super::lines::{Line, for_each_line};
use super::{Reader, Sink, Source};
use std::io::{self, BufRead};

/// The extensions in use.
const EXTENSIONS: &[&str] = &[".jsonl", ".ndjson", ".jsonlines", ".jl"];

/// See the module.
pub(super) struct Jsonl;

impl Reader for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    /// Objects that have a line each; one that is alone, or whose end is not to
    /// be seen, is a line if the file is named so.
    fn recognises(&self, head: &str, file_name: &str) -> bool {
        let is_named = EXTENSIONS.iter().any(|extension| file_name.ends_with(extension));
        let head = head.trim_start();
        if !begins_object(head) {
            return is_named && !head.starts_with('[');
        }
        let Some(end) = end_of_first(head) else {
            // an object that is laid out on several lines begins its second one with a blank
            let second = head.split_once('\n').map_or("", |(_, second)| second);
            return is_named && !second.starts_with([' ', '\t', '"']);
        };
        let (first, rest) = head.split_at(end);
        if first.contains('\n') {
            return false;
        }
        match rest.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n') {
            Some(following) if following.trim_start().starts_with('{') => true,
            _ => is_named,
        }
    }

    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        let names = Names::new(source.fields);
        let max = source.max_record_bytes;
        for_each_line(input, max, |number, line| {
            let bytes = match line {
                Line::Whole(bytes) => bytes,
                Line::TooLong(length) => {
                    let reason = format!("the line has {length} bytes; a record may have {max}");
                    return sink.reject(Some(number), reason);
                }
            };
            // the stream is UTF-8 already; nothing is replaced here
            let text = String::from_utf8_lossy(bytes);
            if text.trim_ascii().is_empty() {
                return true;
            }
            match record(&text, &names) {
                Ok(mut article) => {
                    article.origin.record = Some(number);
                    sink.article(article)
                }
                Err(Fault::NoArticle(reason)) => sink.reject(Some(number), reason),
                Err(Fault::Syntax { reason, column, .. }) => {
                    sink.reject(Some(number), format!("line {number}, column {column}: {reason}"))
                }
            }
        })
    }
}
