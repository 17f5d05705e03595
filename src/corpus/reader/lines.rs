//! Lines of a stream, in bounded memory.

use std::borrow::Cow;
use std::io::{self, BufRead};

/// Bytes of a stream that is UTF-8 already, as text. (`from_utf8_lossy` alone
/// looks at every byte by itself, and takes half the time of reading a corpus.)
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// A line without its line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Its bytes.
    Whole(&'a [u8]),
    /// It had more bytes than are read of one line; how many.
    TooLong(u64),
}

/// Calls `each` with the number (from 1) of every line and the line, until it
/// returns `false`. A line is borrowed from the reader's buffer where it lies in
/// one piece, and gathered where it doesn't; never more than `max` bytes are.
///
/// What lies between the last line break and an `Err` of the stream is part of
/// a line, and is not handed on.
pub(super) fn for_each_line(
    input: &mut dyn BufRead,
    max: usize,
    mut each: impl FnMut(u64, Line<'_>) -> bool,
) -> io::Result<()> {
    let mut gathered: Vec<u8> = Vec::new();
    let mut length = 0; // of the line so far, gathered or not
    let mut number = 1;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            if length > 0 {
                each(number, line(&gathered, length, max));
            }
            return Ok(());
        }
        let end = memchr::memchr(b'\n', buffer);
        let piece = &buffer[..end.unwrap_or(buffer.len())];
        let used = piece.len() + usize::from(end.is_some());
        if end.is_some() && length == 0 {
            if !each(number, line(piece, piece.len() as u64, max)) {
                return Ok(());
            }
        } else {
            length += piece.len() as u64;
            if length <= max as u64 {
                gathered.extend_from_slice(piece);
            } else {
                // no use any more, and it may be large
                gathered = Vec::new();
            }
            if end.is_some() {
                if !each(number, line(&gathered, length, max)) {
                    return Ok(());
                }
                gathered.clear();
                length = 0;
            }
        }
        number += u64::from(end.is_some());
        input.consume(used);
    }
}

fn line(bytes: &[u8], length: u64, max: usize) -> Line<'_> {
    if length > max as u64 { Line::TooLong(length) } else { Line::Whole(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    proptest! {
        #[test]
        fn lines_are_those_of_split(
            text in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b'a'), Just(b'\r')], 0..60),
            capacity in 1usize..20,
            max in 1usize..12,
        ) {
            let mut lines = Vec::new();
            let mut input = BufReader::with_capacity(capacity, &text[..]);
            for_each_line(&mut input, max, |number, line| {
                lines.push((number, match line {
                    Line::Whole(bytes) => Ok(bytes.to_vec()),
                    Line::TooLong(length) => Err(length),
                }));
                true
            }).unwrap();
            let mut expected: Vec<&[u8]> = text.split(|&b| b == b'\n').collect();
            if expected.last().is_some_and(|last| last.is_empty()) {
                expected.pop();
            }
            prop_assert_eq!(lines.len(), expected.len());
            for ((number, line), (index, wanted)) in lines.into_iter().zip(expected.into_iter().enumerate()) {
                prop_assert_eq!(number, index as u64 + 1);
                let wanted = if wanted.len() > max { Err(wanted.len() as u64) } else { Ok(wanted.to_vec()) };
                prop_assert_eq!(line, wanted);
            }
        }
    }
}
