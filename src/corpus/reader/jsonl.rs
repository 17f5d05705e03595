//! JSON Lines: a line is a record.

use super::fields::Names;
use super::json_record::{Fault, record};
use super::json_scan::{begins_object, end_of_first};
use super::lines::{Line, for_each_line, text_of};
use super::whole::too_long;
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
                    return sink.reject(Some(number), too_long(length, source));
                }
            };
            // the stream is UTF-8 already; nothing is replaced here
            let text = text_of(bytes);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[derive(Default)]
    struct Log(Vec<String>);

    impl Sink for Log {
        fn article(&mut self, article: Article) -> bool {
            self.0.push(format!("{:?}: {}", article.origin.record, article.body));
            true
        }
        fn reject(&mut self, record: Option<u64>, reason: String) -> bool {
            self.0.push(format!("{record:?}! {reason}"));
            true
        }
    }

    #[test]
    fn a_bad_line_is_reported_with_its_place_and_the_rest_is_read() {
        let lines = "{\"body\": \"a\"}\r\n\n{\"body\": b}\n[1]\n{\"n\": 1}\n \t\n{\"body\": \"f\"}{}\n{\"body\": \"g\"}";
        let mut log = Log::default();
        let source = Source { fields: &[], max_record_bytes: 50 };
        Jsonl.read(&source, &mut lines.as_bytes(), &mut log).unwrap();
        insta::assert_snapshot!(log.0.join("\n"), @r#"
        Some(1): a
        Some(3)! line 3, column 10: expected value
        Some(4)! line 4, column 1: not an object
        Some(5)! no body: none of body|text|content|contents|maintext|articleBody found; name it with --field body=NAME
        Some(7)! line 7, column 14: trailing characters
        Some(8): g
        "#);
    }

    #[test]
    fn lines_are_told_from_other_json() {
        let is_jsonl = |head: &str, name: &str| Jsonl.recognises(head, name);
        assert!(is_jsonl("{\"a\": 1}\n{\"a\": 2}\n", ""));
        assert!(is_jsonl("\n{\"a\": \"}\"} \r\n\n{\"a\": 2", "x.json"));
        // one line, or one whose end is out of sight: the name tells
        assert!(is_jsonl("{\"a\": 1}\n", "x.ndjson"));
        assert!(!is_jsonl("{\"a\": 1}\n", "x.json"));
        assert!(is_jsonl("{\"a\": \"very long", "x.jsonl"));
        assert!(!is_jsonl("{\"a\": \"very long", "x.json"));
        // a first line that is broken
        assert!(is_jsonl("{\"a\": \"cut\n{\"a\": 2}\n", "x.jsonl"));
        assert!(is_jsonl("oops\n{\"a\": 2}\n", "x.jsonl"));
        assert!(!is_jsonl("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", "x.jsonl"));
        assert!(!is_jsonl("[\n{\"a\": 1}\n]", "x.jsonl"));
        assert!(!is_jsonl("{Reuters} LONDON", ""));
    }
}
