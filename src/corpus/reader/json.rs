//! JSON: an object, a list of objects, an object with a list of them under a
//! usual name, or several of those one after the other.
//!
//! ```text
//! file    = { object | list }
//! list    = "[" { object | other } "]"             each object is a record, others are rejected
//! object  = "{" { name ":" value } "}"
//! ```
//!
//! An object is a record, unless it has, under one of [`LISTS`], a list of
//! objects (at once or within objects under [`WRAPPERS`], as in
//! `{"response": {"docs": […]}}`) and had no body before it: then that list's
//! elements are the records. Elements are taken one by one, so that a file of
//! any length is read in the memory of its longest record.

use super::fields::{Field, Names};
use super::json_record::{Fault, record};
use super::json_scan::{Gathered, Scan, begins_object};
use super::whole::too_long;
use super::{Reader, Sink, Source};
use std::io::{self, BufRead};

/// Under what lists of articles are found.
const LISTS: &[&str] = &[
    "articles",
    "docs",
    "documents",
    "items",
    "results",
    "data",
    "records",
    "entries",
    "stories",
    "news",
    "hits",
    "rows",
];

/// Objects in which such a list is looked for.
const WRAPPERS: &[&str] = &["response", "hits", "data", "result", "results", "feed", "channel"];

/// How deep it is looked for.
const MAX_WRAPPERS: u8 = 3;

/// The longest name of a member that is told; longer ones are none of ours.
const MAX_NAME_BYTES: usize = 256;

/// See the module.
pub(super) struct Json;

impl Reader for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn recognises(&self, head: &str, file_name: &str) -> bool {
        let head = head.trim_start();
        let is_list = || {
            head.strip_prefix('[').is_some_and(|rest| {
                let rest = rest.trim_start();
                begins_object(rest) || rest.starts_with(']')
            })
        };
        begins_object(head) || is_list() || file_name.ends_with(".json")
    }

    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        let names = Names::new(source.fields);
        let element = Gathered::new(source.max_record_bytes);
        let scan = Scan::new(input);
        Walk { scan, source, names, sink, element, count: 0, is_going: true }.file()
    }
}

/// What was found of lists in an object.
#[derive(Default)]
struct Lists {
    /// One with objects, which have been read.
    has_records: bool,
    /// One without elements.
    has_empty: bool,
    has_body: bool,
}

struct Walk<'r> {
    scan: Scan<'r>,
    source: &'r Source<'r>,
    names: Names,
    sink: &'r mut dyn Sink,
    /// The element being read; its memory serves the next.
    element: Gathered,
    count: u64,
    is_going: bool,
}

impl Walk<'_> {
    fn file(&mut self) -> io::Result<()> {
        while self.is_going {
            match self.scan.peek()? {
                None => break,
                Some(b'[') => {
                    self.scan.bump();
                    self.elements()?;
                }
                Some(b'{') => self.object()?,
                // between values, where there should be nothing; RFC 7464 has 0x1e
                Some(b',' | 0x1e) => self.scan.bump(),
                Some(other) => return Err(self.scan.unexpected(other, "an object or a list")),
            }
        }
        Ok(())
    }

    /// An object outside of lists.
    fn object(&mut self) -> io::Result<()> {
        let mut whole = Gathered::new(self.source.max_record_bytes);
        let lists = self.members(&mut whole, 0)?;
        if !self.is_going || lists.has_records || (lists.has_empty && !lists.has_body) {
            return Ok(());
        }
        self.count += 1;
        let is_alone = self.count == 1 && self.scan.peek()?.is_none();
        let number = (!is_alone).then_some(self.count);
        self.is_going = self.hand_on(&whole, number);
        Ok(())
    }

    /// The elements of a list, from behind its bracket to its end.
    fn elements(&mut self) -> io::Result<()> {
        while self.is_going {
            match self.scan.expect()? {
                b']' => {
                    self.scan.bump();
                    return Ok(());
                }
                b',' => self.scan.bump(),
                other @ (b'}' | b':') => return Err(self.scan.unexpected(other, "an object")),
                first => {
                    self.element.clear();
                    self.scan.value(&mut self.element)?;
                    self.count += 1;
                    let number = Some(self.count);
                    self.is_going = if first == b'{' {
                        // its memory serves the next element
                        let element = std::mem::replace(&mut self.element, Gathered::new(0));
                        let is_going = self.hand_on(&element, number);
                        self.element = element;
                        is_going
                    } else {
                        self.sink.reject(number, format!("line {}: not an object", self.scan.line))
                    };
                }
            }
        }
        Ok(())
    }

    /// The members of an object; what is not read as a list goes to `whole`.
    fn members(&mut self, whole: &mut Gathered, level: u8) -> io::Result<Lists> {
        let mut lists = Lists::default();
        let mut name = Gathered::new(MAX_NAME_BYTES);
        whole.push(b"{");
        self.scan.bump();
        while self.is_going {
            match self.scan.expect()? {
                b'}' => {
                    whole.push(b"}");
                    self.scan.bump();
                    break;
                }
                b',' => {
                    whole.push(b",");
                    self.scan.bump();
                    continue;
                }
                b'"' => {}
                other => return Err(self.scan.unexpected(other, "a name in quotes")),
            }
            name.clear();
            self.scan.value(&mut name)?;
            let quoted = name.text().unwrap_or_default();
            let plain = quoted.trim_matches('"');
            whole.push(quoted.as_bytes());
            match self.scan.expect()? {
                b':' => self.scan.bump(),
                other => return Err(self.scan.unexpected(other, "`:`")),
            }
            whole.push(b":");
            let may_wrap = !lists.has_body;
            match self.scan.expect()? {
                b'[' if may_wrap && LISTS.contains(&plain) => self.list(whole, &mut lists)?,
                b'{' if may_wrap && level < MAX_WRAPPERS && WRAPPERS.contains(&plain) => {
                    let inner = self.members(whole, level + 1)?;
                    lists.has_records |= inner.has_records;
                    lists.has_empty |= inner.has_empty;
                }
                _ => {
                    let claim = self.names.claim(plain);
                    lists.has_body |= claim.is_some_and(|(field, _)| field == Field::Body);
                    self.scan.value(whole)?;
                }
            }
        }
        Ok(lists)
    }

    /// A list under a usual name.
    fn list(&mut self, whole: &mut Gathered, lists: &mut Lists) -> io::Result<()> {
        self.scan.bump();
        match self.scan.expect()? {
            b'{' => {
                lists.has_records = true;
                whole.push(b"null");
                self.elements()
            }
            b']' => {
                lists.has_empty = true;
                whole.push(b"[]");
                self.scan.bump();
                Ok(())
            }
            _ => {
                whole.push(b"[");
                self.scan.nested(1, whole)
            }
        }
    }

    /// Reads a record that has just ended and hands it on.
    fn hand_on(&mut self, element: &Gathered, number: Option<u64>) -> bool {
        let Some(text) = element.text() else {
            return self.sink.reject(number, too_long(element.length, self.source));
        };
        match record(&text, &self.names) {
            Ok(mut article) => {
                article.origin.record = number;
                self.sink.article(article)
            }
            Err(Fault::NoArticle(reason)) => self.sink.reject(number, reason),
            Err(Fault::Syntax { reason, line: within, column }) => {
                let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).count();
                let line = self.scan.line - breaks as u64 + within as u64 - 1;
                let reason = format!("line {line}, column {column} of the record: {reason}");
                self.sink.reject(number, reason)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    /// `record: body or headline`, or `record! reason`.
    struct Log(Vec<String>);

    impl Sink for Log {
        fn article(&mut self, article: Article) -> bool {
            let text = if article.body.is_empty() { article.headline } else { article.body };
            self.0.push(format!("{:?}: {text}", article.origin.record));
            true
        }
        fn reject(&mut self, record: Option<u64>, reason: String) -> bool {
            self.0.push(format!("{record:?}! {reason}"));
            true
        }
    }

    fn read(json: &str) -> String {
        let mut log = Log(Vec::new());
        let source = Source { fields: &[], max_record_bytes: 200 };
        // a small buffer, so that everything lies across its edges
        let mut input = io::BufReader::with_capacity(5, json.as_bytes());
        if let Err(error) = Json.read(&source, &mut input, &mut log) {
            log.0.push(error.to_string());
        }
        log.0.join("\n")
    }

    #[test]
    fn one_object_is_one_record() {
        assert_eq!(read("\n {\"body\": \"a \\\"}{\\\\\"}\n"), "None: a \"}{\\");
        assert_eq!(
            read("{\"body\": \"a\"}\n{\"body\": \"b\"} {\"body\": \"c\"}"),
            "Some(1): a\nSome(2): b\nSome(3): c"
        );
    }

    #[test]
    fn lists_are_read_element_by_element_past_bad_ones() {
        let long = "x".repeat(300);
        let json = format!(
            r#"[{{"body": "a"}}, 7, {{"body": "b" "c"}}, {{"body": "{long}"}},
            {{"x": [1, {{}}]}}, {{"title": "e"}}, ]"#
        );
        insta::assert_snapshot!(read(&json), @r#"
        Some(1): a
        Some(2)! line 1: not an object
        Some(3)! line 1, column 14 of the record: expected `,` or `}`
        Some(4)! it is 312 bytes long and 200 are allowed; raise --max-record to read it
        Some(5)! no body: none of body|text|content|contents|maintext|articleBody found; name it with --field body=NAME
        Some(6): e
        "#);
    }

    #[test]
    fn lists_are_found_under_usual_names() {
        for json in [
            r#"{"status": "ok", "articles": [{"body": "a"}, {"body": "b"}], "n": 2}"#,
            r#"{"response": {"n": [1], "docs": [{"body": "a"}, {"body": "b"}]}, "x": {}}"#,
            r#"{"hits": {"total": {"v": 2}, "hits": [{"_source": {"body": "a"}}, {"_source": {"body": "b"}}]}}"#,
        ] {
            assert_eq!(read(json), "Some(1): a\nSome(2): b", "{json}");
        }
        assert_eq!(read(r#"{"articles": [], "n": 0}"#), "");
        // lists of a record itself
        assert_eq!(read(r#"{"body": "a", "items": [{"body": "no"}]}"#), "None: a");
        assert_eq!(read(r#"{"results": [1, [2]], "body": "a"}"#), "None: a");
    }

    #[test]
    fn what_is_broken_says_where() {
        insta::assert_snapshot!(
            [r#"[{"body": "a"}, {"body": "#, "{\"body\": \"a\"}\n\n oops", "{\"body\" 7}", "[{\"body\": \"a\"}}"].map(read).join("\n--\n"), @r#"
            Some(1): a
            line 1 ends within a record
            --
            Some(1): a
            line 3: expected an object or a list, found `o`
            --
            line 1: expected `:`, found `7`
            --
            Some(1): a
            line 1: expected an object, found `}`
            "#);
    }
}
