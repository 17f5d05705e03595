//! Finds where JSON values begin and end in a stream, without reading them.
//!
//! Only brackets and quotes count, which is enough to cut a stream of any length
//! into its elements; whether an element is JSON is for the one who reads it.

use super::lines::text_of;
use std::io::{self, BufRead};

/// The text of a value, unless it is too long to be kept.
pub(super) struct Gathered {
    bytes: Vec<u8>,
    /// Its length, kept or not.
    pub(super) length: u64,
    max: usize,
}

impl Gathered {
    pub(super) fn new(max: usize) -> Self {
        Self { bytes: Vec::new(), length: 0, max }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if self.length <= self.max as u64 {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.bytes = Vec::new();
        }
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.length = 0;
    }

    /// The text; `None` if it was too long.
    pub(super) fn text(&self) -> Option<std::borrow::Cow<'_, str>> {
        (self.length <= self.max as u64).then(|| text_of(&self.bytes))
    }
}

/// A place in a stream of JSON.
pub(super) struct Scan<'r> {
    input: &'r mut dyn BufRead,
    /// The line, from 1.
    pub(super) line: u64,
}

impl<'r> Scan<'r> {
    pub(super) fn new(input: &'r mut dyn BufRead) -> Self {
        Self { input, line: 1 }
    }

    /// The next byte that is not white space, not taken yet; `None` at the end.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let blanks = buffer.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = buffer.get(blanks).copied();
            self.line += memchr::memchr_iter(b'\n', &buffer[..blanks]).count() as u64;
            self.input.consume(blanks);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    /// Like [`Scan::peek`], where the end would be too early.
    pub(super) fn expect(&mut self) -> io::Result<u8> {
        self.peek()?.ok_or_else(|| self.cut_off())
    }

    /// Takes the byte that was peeked at.
    pub(super) fn bump(&mut self) {
        self.input.consume(1);
    }

    /// Takes the value that begins here.
    pub(super) fn value(&mut self, into: &mut Gathered) -> io::Result<()> {
        match self.expect()? {
            b'{' | b'[' | b'"' => self.nested(0, into),
            _ => self.scalar(into),
        }
    }

    /// Takes all up to the bracket that closes the innermost of `depth` open
    /// ones; with 0, the list, object or string that begins here.
    pub(super) fn nested(&mut self, mut depth: u64, into: &mut Gathered) -> io::Result<()> {
        let mut is_string = false;
        let mut is_escaped = false;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Err(self.cut_off());
            }
            let mut at = 0;
            let mut is_over = false;
            while at < buffer.len() && !is_over {
                if is_escaped {
                    is_escaped = false;
                } else if is_string {
                    let Some(mark) = memchr::memchr2(b'"', b'\\', &buffer[at..]) else {
                        at = buffer.len();
                        break;
                    };
                    at += mark;
                    is_escaped = buffer[at] == b'\\';
                    is_string = is_escaped;
                    is_over = !is_string && depth == 0;
                } else {
                    match buffer[at] {
                        b'"' => is_string = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => {
                            depth -= 1;
                            is_over = depth == 0;
                        }
                        _ => {}
                    }
                }
                at += 1;
            }
            into.push(&buffer[..at]);
            self.line += memchr::memchr_iter(b'\n', &buffer[..at]).count() as u64;
            self.input.consume(at);
            if is_over {
                return Ok(());
            }
        }
    }

    /// Takes a number, `true`, `null` or what stands in their place.
    fn scalar(&mut self, into: &mut Gathered) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let end = buffer.iter().position(|&b| {
                b.is_ascii_whitespace()
                    || matches!(b, b',' | b']' | b'}' | b'{' | b'[' | b'"' | b':')
            });
            let length = end.unwrap_or(buffer.len());
            into.push(&buffer[..length]);
            self.input.consume(length);
            if end.is_some() || length == 0 {
                return Ok(());
            }
        }
    }

    fn cut_off(&self) -> io::Error {
        let cause = format!("line {} ends within a record", self.line);
        io::Error::new(io::ErrorKind::UnexpectedEof, cause)
    }

    /// An error at this place.
    pub(super) fn unexpected(&self, found: u8, wanted: &str) -> io::Error {
        let found = char::from(found).escape_default();
        let cause = format!("line {}: expected {wanted}, found `{found}`", self.line);
        io::Error::new(io::ErrorKind::InvalidData, cause)
    }
}

/// Whether a text begins with an object.
pub(super) fn begins_object(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']))
}

/// Where the object that `text` begins with ends, if it does.
pub(super) fn end_of_first(text: &str) -> Option<usize> {
    let mut all = Gathered::new(text.len());
    Scan::new(&mut text.as_bytes()).value(&mut all).is_ok().then_some(all.length as usize)
}
