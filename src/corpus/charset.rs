//! Bytes in any character set become a stream of UTF-8.
//!
//! What a stream is in is decided once, from its first 64 KiB:
//!
//! 1. a byte order mark (UTF-8, UTF-16, UTF-32); zeros in every other place
//!    are UTF-16 without one;
//! 2. valid UTF-8 with at least one character outside ASCII, whatever the
//!    document says of itself: no other charset passes for UTF-8 by chance, and
//!    pages keep their old `<meta charset>` when they are converted;
//! 3. the charset that markup declares (`<meta charset>`, `<?xml encoding?>`)
//!    in its first 8 KiB; only where the stream begins with `<`, since records
//!    quote pages;
//! 4. plain ASCII, or mostly valid UTF-8: UTF-8;
//! 5. chardetng's guess.
//!
//! **Invalid bytes in UTF-8** (point 4 and later) are read as windows-1252 one
//! by one, and what is valid around them stays: dumps are put together from
//! parts in both, down to single lines, and in such a line `caf\xe9` becomes
//! `café`, where U+FFFD would lose a letter. In a wholly windows-1252 text this
//! gives the same as decoding it as such, except where two letters in a row
//! make a valid UTF-8 sequence (`Ã©`), which is next to never meant.
//! In all other charsets an impossible sequence is U+FFFD.

use super::unpack::Buffered;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, BufRead, Read};

/// How far a declaration is looked for.
const DECLARATION_BYTES: usize = 8 << 10;

/// How a stream becomes UTF-8.
enum Charset {
    /// It is, nearly.
    Utf8,
    Utf32(fn([u8; 4]) -> u32),
    Other(Box<Decoder>),
}

/// A stream in UTF-8. See the module.
///
/// Valid UTF-8 is handed on from the buffer that the file was read into; it is
/// looked at once and not copied.
pub(crate) struct Text<'s, 'i> {
    source: &'s mut Buffered<'i>,
    charset: Charset,
    /// How many of the bytes held are known to be valid UTF-8.
    valid: usize,
    /// What had to be decoded, and how much of it has been taken.
    decoded: String,
    taken: usize,
    is_ended: bool,
}

impl<'s, 'i> Text<'s, 'i> {
    /// Decides what `source` is in.
    pub(crate) fn new(source: &'s mut Buffered<'i>) -> Self {
        let (charset, mark) = decide(source.held(), source.is_all());
        source.consume(mark);
        Self { source, charset, valid: 0, decoded: String::new(), taken: 0, is_ended: false }
    }

    /// The beginning of the text, at most `limit` bytes of it, without taking it.
    pub(crate) fn head(&mut self, limit: usize) -> io::Result<&str> {
        let bytes = self.fill_buf()?;
        let bytes = &bytes[..bytes.len().min(limit)];
        // a character may be cut in two at the limit
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(error) => {
                Ok(std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default())
            }
        }
    }

    /// Finds the next valid stretch, or decodes the next invalid one.
    fn fill_utf8(&mut self) -> io::Result<()> {
        while self.valid == 0 && self.taken == self.decoded.len() {
            let held = self.source.held();
            let invalid = match std::str::from_utf8(held) {
                Ok(_) => {
                    self.valid = held.len();
                    if self.valid == 0 && !self.source.more()? {
                        return Ok(());
                    }
                    continue;
                }
                Err(error) if error.valid_up_to() > 0 => {
                    self.valid = error.valid_up_to();
                    continue;
                }
                Err(error) => match error.error_len() {
                    Some(length) => length,
                    // cut in two by the buffer, unless the stream ends here
                    None if self.source.more()? => continue,
                    None => self.source.held().len(),
                },
            };
            self.decoded.clear();
            self.taken = 0;
            let (text, _) =
                WINDOWS_1252.decode_without_bom_handling(&self.source.held()[..invalid]);
            self.decoded.push_str(&text);
            self.source.consume(invalid);
        }
        Ok(())
    }

    fn fill_decoded(&mut self) -> io::Result<()> {
        if self.taken < self.decoded.len() || self.is_ended {
            return Ok(());
        }
        self.decoded.clear();
        self.taken = 0;
        while self.decoded.is_empty() && !self.is_ended {
            let bytes = self.source.fill_buf()?;
            let is_last = bytes.is_empty();
            let used = match &mut self.charset {
                Charset::Other(decoder) => {
                    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0);
                    self.decoded.reserve(room.max(64));
                    let (_, used, _) = decoder.decode_to_string(bytes, &mut self.decoded, is_last);
                    used
                }
                Charset::Utf32(number) => match bytes.len() / 4 * 4 {
                    0 if is_last => 0,
                    0 => {
                        if self.source.more()? {
                            continue;
                        }
                        self.decoded.push(char::REPLACEMENT_CHARACTER);
                        self.source.held().len()
                    }
                    whole => {
                        let (units, _) = bytes[..whole].as_chunks::<4>();
                        let characters = units.iter().map(|&unit| char::from_u32(number(unit)));
                        self.decoded
                            .extend(characters.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
                        whole
                    }
                },
                Charset::Utf8 => 0,
            };
            self.is_ended = is_last;
            self.source.consume(used);
        }
        Ok(())
    }
}

impl BufRead for Text<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.charset {
            Charset::Utf8 => self.fill_utf8()?,
            _ => self.fill_decoded()?,
        }
        if self.taken < self.decoded.len() {
            return Ok(&self.decoded.as_bytes()[self.taken..]);
        }
        Ok(&self.source.held()[..self.valid])
    }

    fn consume(&mut self, amount: usize) {
        if self.taken < self.decoded.len() {
            self.taken = self.decoded.len().min(self.taken + amount);
        } else {
            let amount = amount.min(self.valid);
            self.valid -= amount;
            self.source.consume(amount);
        }
    }
}

impl Read for Text<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let amount = ready.len().min(into.len());
        into[..amount].copy_from_slice(&ready[..amount]);
        self.consume(amount);
        Ok(amount)
    }
}

/// Whether a stream is in UTF-16 or UTF-32, in which zeros are no sign of data.
pub(super) fn is_wide(head: &[u8]) -> bool {
    wide(head).is_some()
}

fn wide(head: &[u8]) -> Option<(Charset, usize)> {
    let other = |encoding: &'static Encoding, mark| {
        (Charset::Other(Box::new(encoding.new_decoder_without_bom_handling())), mark)
    };
    // the mark of UTF-16LE is the first half of that of UTF-32LE
    match head {
        [0xff, 0xfe, 0, 0, ..] => return Some((Charset::Utf32(u32::from_le_bytes), 4)),
        [0, 0, 0xfe, 0xff, ..] => return Some((Charset::Utf32(u32::from_be_bytes), 4)),
        [0xff, 0xfe, ..] => return Some(other(UTF_16LE, 2)),
        [0xfe, 0xff, ..] => return Some(other(UTF_16BE, 2)),
        _ => {}
    }
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 7 && even * 50 < pairs {
        return Some(other(UTF_16LE, 0));
    }
    if even * 10 > pairs * 7 && odd * 50 < pairs {
        return Some(other(UTF_16BE, 0));
    }
    None
}

/// The charset of a stream that begins with `head`, and the length of its byte
/// order mark.
fn decide(head: &[u8], is_all: bool) -> (Charset, usize) {
    if head.starts_with(b"\xef\xbb\xbf") {
        return (Charset::Utf8, 3);
    }
    if let Some(found) = wide(head) {
        return found;
    }
    let shape = Shape::of(head, is_all);
    if shape.invalid == 0 && shape.beyond_ascii > 0 {
        return (Charset::Utf8, 0);
    }
    let encoding = match declared(head) {
        Some(encoding) => encoding,
        // ASCII that shifts to Japanese by escapes is for the guess
        None if shape.invalid == 0 && !head.contains(&0x1b) => UTF_8,
        None if shape.invalid < shape.beyond_ascii => UTF_8,
        None => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
            detector.feed(head, is_all);
            detector.guess(None, Utf8Detection::Allow)
        }
    };
    if encoding == UTF_8 {
        return (Charset::Utf8, 0);
    }
    (Charset::Other(Box::new(encoding.new_decoder_without_bom_handling())), 0)
}

/// How far a stretch of bytes is UTF-8.
struct Shape {
    /// Characters outside ASCII in valid UTF-8.
    beyond_ascii: usize,
    /// Invalid sequences.
    invalid: usize,
}

impl Shape {
    fn of(bytes: &[u8], is_all: bool) -> Self {
        let mut shape = Self { beyond_ascii: 0, invalid: 0 };
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            let text = chunk.valid();
            if !text.is_ascii() {
                // continuation bytes are no characters
                shape.beyond_ascii += text.chars().filter(|c| !c.is_ascii()).count();
            }
            let is_cut = chunks.peek().is_none() && !is_all && is_beginning(chunk.invalid());
            if !chunk.invalid().is_empty() && !is_cut {
                shape.invalid += 1;
            }
        }
        shape
    }
}

/// Whether more bytes could make this a character.
fn is_beginning(invalid: &[u8]) -> bool {
    matches!(std::str::from_utf8(invalid), Err(error) if error.error_len().is_none())
}

/// The charset that markup declares of itself.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(DECLARATION_BYTES)];
    if head.trim_ascii_start().first() != Some(&b'<') {
        return None;
    }
    let lower = head.to_ascii_lowercase();
    let after =
        |word: &[u8], bytes: &'_ [u8]| memchr::memmem::find(bytes, word).map(|at| at + word.len());
    let declaration = lower.starts_with(b"<?xml").then(|| {
        let end = memchr::memchr(b'>', &lower).unwrap_or(lower.len());
        after(b"encoding", &lower[..end])
    });
    let at = declaration.flatten().or_else(|| {
        memchr::memmem::find_iter(&lower, b"<meta").find_map(|start| {
            let tag = &lower[start..];
            let tag = &tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())];
            after(b"charset", tag).map(|at| start + at)
        })
    })?;
    let value = lower[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end =
        value.iter().position(|b| matches!(b, b'"' | b'\'' | b';' | b'>' | b'/' | b'?' | b' '));
    let encoding = Encoding::for_label(&value[..end.unwrap_or(value.len())])?;
    // a declaration that can be read as ASCII is in no UTF-16
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_of(bytes: &[u8]) -> String {
        let mut inner = bytes;
        let mut source = Buffered::new(&mut inner, Vec::new());
        let mut text = String::new();
        Text::new(&mut source).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_declared_charset_counts_in_markup_that_is_not_utf8() {
        let russian: &[u8] = b"\xcf\xf0\xe8\xe2\xe5\xf2";
        for head in [
            "<?xml version='1.0' encoding='windows-1251'?><p>",
            "\n<html><head><META http-equiv=x content=\"text/html; charset=windows-1251\"><p>",
            "<!doctype html><title>metacharset</title><meta name=a><meta charset = windows-1251 /><p>",
        ] {
            let text = text_of(&[head.as_bytes(), russian].concat());
            assert!(text.ends_with("<p>Привет"), "{text}");
        }
        // it is UTF-8 in spite of what it says, or says what it can't be
        assert!(text_of("<meta charset=iso-8859-1><p>Привет".as_bytes()).ends_with("<p>Привет"));
        assert!(text_of(b"<?xml version='1.0' encoding='utf-16'?><p>plain").ends_with("<p>plain"));
        // a record that quotes a page: the guess is used, not the page's word
        let quoting = [
            b"{\"body\": \"<meta charset=windows-1251> caf\xe9 au lait, tr\xe8s bien\"}".as_slice(),
            b" ",
        ]
        .concat();
        assert!(text_of(&quoting).contains("café au lait, très bien"));
    }

    #[test]
    fn the_head_is_cut_between_characters() {
        let bytes = "é".repeat(10);
        let mut inner = bytes.as_bytes();
        let mut source = Buffered::new(&mut inner, Vec::new());
        let mut text = Text::new(&mut source);
        assert_eq!(text.head(5).unwrap(), "éé");
        assert_eq!(text.head(100).unwrap(), bytes);
    }

    #[test]
    fn a_shifted_japanese_text_is_not_taken_for_ascii() {
        let (bytes, ..) = encoding_rs::ISO_2022_JP
            .encode("東京の新聞は今日も朝早くに届いた。記者たちは海を見ていた。");
        assert!(text_of(&bytes).starts_with("東京の新聞"));
    }

    /// What the module says of invalid bytes in UTF-8, the slow way.
    fn repaired(bytes: &[u8]) -> String {
        let mut text = String::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
        text
    }

    proptest! {
        #[test]
        fn invalid_bytes_are_repaired_at_any_place_of_the_buffer(
            fill in super::super::unpack::BUFFER_BYTES - 9..super::super::unpack::BUFFER_BYTES + 2,
            tail in proptest::collection::vec(prop_oneof![
                Just(&b"a"[..]), Just("é".as_bytes()), Just("€".as_bytes()), Just("🚢".as_bytes()),
                Just(&b"\xe9"[..]), Just(&b"\xf0\x9f"[..]), Just(&b"\x80"[..]), Just(&b"\xff"[..]),
            ], 0..12),
        ) {
            // enough of UTF-8 for it to be taken for that
            let mut bytes = "é".repeat(20).into_bytes();
            bytes.resize(fill, b'.');
            bytes.extend(tail.concat());
            let (text, expected) = (text_of(&bytes), repaired(&bytes));
            // not 64 KiB of dots in a failure
            prop_assert_eq!(text.trim_matches('.'), expected.trim_matches('.'));
        }

        #[test]
        fn any_bytes_become_text(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            text_of(&bytes);
        }
    }
}
