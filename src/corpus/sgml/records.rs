//! Cuts a stream into the elements of one name, one at a time, so that a file
//! of any size takes the memory of its longest record.

use memchr::memchr_iter;
use std::borrow::Cow;
use std::io::{BufRead, Read};

/// What stands between two tags of the name, or why it can't be shown.
pub(crate) enum Record<'a> {
    /// The start tag and all after it, up to the end tag, the next start tag or
    /// the end of the stream.
    Content(Cow<'a, str>),
    /// It was longer than allowed: this many bytes, which are skipped.
    TooLong(u64),
}

/// The elements of one name in a stream. They do not nest: a start tag within
/// one ends it, since files with lost end tags are common.
pub(crate) struct Records<'a> {
    input: &'a mut dyn BufRead,
    name: &'static str,
    longest: usize,
    buffer: Vec<u8>,
    /// Where the record in hand begins: its start tag, once one was found.
    start: Option<usize>,
    /// Up to where the buffer was searched for tags.
    searched: usize,
    /// Bytes of the record in hand that were thrown away because it is too long.
    skipped: u64,
    ended: bool,
}

/// The most of a tag that may still be missing at the end of the buffer.
const LONGEST_TAG: usize = 4096;

impl<'a> Records<'a> {
    /// The elements `name` of `input`, none longer than `longest` bytes.
    pub(crate) fn new(input: &'a mut dyn BufRead, name: &'static str, longest: usize) -> Self {
        Self {
            input,
            name,
            longest,
            buffer: Vec::new(),
            start: None,
            searched: 0,
            skipped: 0,
            ended: false,
        }
    }

    /// The next record; `None` at the end of the stream.
    pub(crate) fn next(&mut self) -> std::io::Result<Option<Record<'_>>> {
        loop {
            while let Some(tag) = self.find_tag() {
                self.searched = tag.end;
                match (self.start, tag.is_close) {
                    (None, false) => self.start = Some(tag.start),
                    (None, true) => {}
                    (Some(start), is_close) => {
                        self.start = (!is_close).then_some(tag.start);
                        return Ok(Some(self.record(start, tag.start)));
                    }
                }
            }
            if self.ended {
                let Some(start) = self.start.take() else { return Ok(None) };
                self.searched = self.buffer.len();
                return Ok(Some(self.record(start, self.buffer.len())));
            }
            self.forget();
            self.fill()?;
        }
    }

    fn record(&mut self, start: usize, end: usize) -> Record<'_> {
        let length = std::mem::take(&mut self.skipped) + (end - start) as u64;
        if length > self.longest as u64 {
            return Record::TooLong(length);
        }
        let bytes = &self.buffer[start..end];
        // the check of the whole is several times faster than that of the lossy way
        Record::Content(match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        })
    }

    /// Throws away what was returned and what can't be part of a record that will be.
    fn forget(&mut self) {
        let mut done = self.start.unwrap_or(self.searched);
        if self.searched - done > self.longest {
            self.skipped += (self.searched - done) as u64;
            done = self.searched;
        }
        self.buffer.drain(..done);
        self.searched -= done;
        self.start = self.start.map(|_| 0);
    }

    fn fill(&mut self) -> std::io::Result<()> {
        let read = (&mut self.input).take(256 * 1024).read_to_end(&mut self.buffer)?;
        self.ended = read == 0;
        Ok(())
    }

    /// The next tag of the name at or after `searched`, which is moved up to
    /// where a tag may still begin.
    fn find_tag(&mut self) -> Option<Tag> {
        let from = self.searched;
        for at in memchr_iter(b'<', &self.buffer[from..]) {
            let start = from + at;
            match Tag::read(&self.buffer[start..], self.name.as_bytes()) {
                Seen::No => {}
                Seen::Perhaps if self.ended || self.buffer.len() - start > LONGEST_TAG => {}
                Seen::Perhaps => {
                    self.searched = start;
                    return None;
                }
                Seen::Yes { length, is_close } => {
                    return Some(Tag { start, end: start + length, is_close });
                }
            }
        }
        self.searched = self.buffer.len();
        None
    }
}

struct Tag {
    start: usize,
    end: usize,
    is_close: bool,
}

enum Seen {
    No,
    /// The bytes end within what may be the tag.
    Perhaps,
    Yes {
        length: usize,
        is_close: bool,
    },
}

impl Tag {
    /// Whether `bytes`, which begin with `<`, begin with a tag of the name.
    fn read(bytes: &[u8], name: &[u8]) -> Seen {
        let is_close = bytes.get(1) == Some(&b'/');
        let rest = &bytes[1 + usize::from(is_close)..];
        let common = rest.len().min(name.len());
        if !rest[..common].eq_ignore_ascii_case(&name[..common]) {
            return Seen::No;
        }
        match rest.get(name.len()) {
            Some(b'>') | None => {}
            Some(b) if b.is_ascii_whitespace() => {}
            // <DOCNO> is no <DOC>
            Some(_) => return Seen::No,
        }
        match bytes.iter().position(|&b| b == b'>') {
            Some(end) => Seen::Yes { length: end + 1, is_close },
            None => Seen::Perhaps,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    /// The records of `text`, read through a buffer of `size` bytes; a record
    /// that is too long as its length.
    fn cut(text: &str, longest: usize) -> Vec<String> {
        let mut input = BufReader::with_capacity(3, text.as_bytes());
        let mut records = Records::new(&mut input, "DOC", longest);
        let mut found = Vec::new();
        while let Some(record) = records.next().unwrap() {
            found.push(match record {
                Record::Content(text) => text.into_owned(),
                Record::TooLong(length) => length.to_string(),
            });
        }
        found
    }

    #[test]
    fn records_end_with_their_tag_or_the_next_or_the_stream() {
        let text =
            "<!DOCTYPE x>\n<DOC>\n<DOCNO>1</DOCNO></DOC> between\n<doc id='2'>two<DOC >three</ DOC";
        assert_eq!(
            cut(text, 100),
            ["<DOC>\n<DOCNO>1</DOCNO>", "<doc id='2'>two", "<DOC >three</ DOC"]
        );
    }

    #[test]
    fn a_record_that_is_too_long_is_skipped_and_the_next_is_read() {
        let text = format!("<DOC>{}</DOC><DOC>b</DOC>", "a".repeat(600_000));
        assert_eq!(cut(&text, 100), ["600005", "<DOC>b"]);
        assert_eq!(cut("<DOC>aaaa</DOC><DOC>b</DOC>", 6), ["9", "<DOC>b"]);
    }

    #[test]
    fn a_stream_without_records_has_none() {
        assert!(cut("no <tags> here, not even <DOCNO>1</DOCNO>", 100).is_empty());
        assert!(cut("", 100).is_empty());
    }

    #[test]
    fn a_tag_across_two_reads_is_seen() {
        // the buffer is filled 256 KiB at a time
        for shift in 0..12 {
            let text = format!("<DOC>{}</DOC><DOC>b</DOC>", "a".repeat(256 * 1024 - 12 + shift));
            assert_eq!(cut(&text, 1_000_000).len(), 2, "{shift}");
        }
    }
}
