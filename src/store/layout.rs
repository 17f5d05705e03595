//! Where the sentences and the packed chunks of a stored body lie.
//!
//! ```text
//! layout    = words body-bytes chunks ( chunk )* ( sentences of a chunk )*
//! chunk     = bytes characters packed-bytes sentences words bytes-of-its-sentences
//! sentences = ( position-delta·2+opens-paragraph  byte-delta )*      from the chunk's beginning
//! ```
//!
//! A chunk is a piece of whole sentences. Its sentences are read only if they are asked for: in
//! an article of a megabyte there are ten thousand, and a page of results shows three of them.

use super::StoreError;
use super::document::BodyPositions;
use super::varint::{Cursor, put};
use crate::article::char_offset;
use crate::enrich::Sentence;
use std::ops::Range;

/// A chunk ends with the sentence that reaches this many bytes. 6 KiB is a
/// passage and little more, and still large enough for LZ4 to find repetitions:
/// the index of `trove-press-refugees` is 2.1 % smaller than with 4 KiB, and a
/// page of passages takes as long. `benches/store.rs` has the figures of others.
pub(super) const CHUNK_BYTES: usize = 6144;

/// A body of so many chunks is read whole: choosing costs more than it saves.
const FEW_CHUNKS: usize = 8;

/// Where a sentence begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceAt {
    /// Position of its first word.
    pub position: u32,
    /// Its first byte in the body.
    pub byte: u32,
    /// Whether a paragraph begins with it.
    pub opens_paragraph: bool,
}

/// A piece of the body.
pub(super) struct Chunk {
    /// Its first byte in the body.
    pub(super) start: usize,
    pub(super) bytes: usize,
    pub(super) chars_before: usize,
    /// Where it lies in the record, and how many bytes it has there; 0 where it stands as it is.
    pub(super) packed_at: usize,
    pub(super) packed: usize,
    sentences: usize,
    /// Position of its first word.
    pub(super) position: u32,
    sentences_at: usize,
}

/// The layout of a body.
#[derive(Default)]
pub(super) struct Layout {
    pub(super) words: u32,
    pub(super) body_bytes: usize,
    pub(super) chunks: Vec<Chunk>,
}

impl Layout {
    /// Reads the layout that begins at `at`; the chunks end where `bytes` do.
    pub(super) fn read(bytes: &[u8], at: usize) -> Result<Self, StoreError> {
        let mut cursor = Cursor::at(bytes, at);
        let words = u32::try_from(cursor.number()?).map_err(|_| StoreError::Corrupt)?;
        let body_bytes = cursor.size()?;
        let count = cursor.size()?;
        if count > bytes.len() {
            return Err(StoreError::Corrupt);
        }
        let mut chunks = Vec::with_capacity(count);
        let (mut start, mut chars_before, mut position, mut sentence_bytes) = (0, 0, 0u32, 0);
        for _ in 0..count {
            let mut size = || cursor.next_number().and_then(|n| usize::try_from(n).ok());
            let sizes = (size(), size(), size(), size(), size(), size());
            let (Some(bytes), Some(chars), Some(packed), Some(sentences), Some(words), Some(own)) =
                sizes
            else {
                return Err(StoreError::Corrupt);
            };
            chunks.push(Chunk {
                start,
                bytes,
                chars_before,
                packed_at: 0,
                packed,
                sentences,
                position,
                sentences_at: sentence_bytes,
            });
            start += bytes;
            chars_before += chars;
            position = position.wrapping_add(words as u32);
            sentence_bytes += own;
        }
        let first = cursor.position();
        let mut at = first + sentence_bytes;
        for chunk in &mut chunks {
            chunk.sentences_at += first;
            chunk.packed_at = at;
            at += if chunk.packed == 0 { chunk.bytes } else { chunk.packed };
        }
        if start != body_bytes || at != bytes.len() {
            return Err(StoreError::Corrupt);
        }
        Ok(Self { words, body_bytes, chunks })
    }

    /// All sentences, in order.
    pub(super) fn sentences(&self, bytes: &[u8]) -> Result<Vec<SentenceAt>, StoreError> {
        let mut out = Vec::with_capacity(self.chunks.iter().map(|chunk| chunk.sentences).sum());
        self.chunks.iter().try_for_each(|chunk| chunk.read_sentences(bytes, &mut out))?;
        Ok(out)
    }

    /// The sentences at rising `positions`, each with at least `more` that
    /// follow it where the body has so many, and the first ones of the body.
    /// Others may be left out.
    pub(super) fn sentences_around(
        &self,
        bytes: &[u8],
        positions: impl Iterator<Item = u32>,
        more: usize,
    ) -> Result<Vec<SentenceAt>, StoreError> {
        if self.chunks.len() <= FEW_CHUNKS {
            return self.sentences(bytes);
        }
        let mut out = Vec::new();
        // chunks before this one are in
        let mut done = 0;
        for position in std::iter::once(0).chain(positions) {
            let after = self.chunks.partition_point(|chunk| chunk.position <= position);
            // its sentence may be the last one of its chunk
            let (mut end, mut follow) = (after, 0);
            while let Some(chunk) = self.chunks.get(end)
                && follow < more
            {
                follow += chunk.sentences;
                end += 1;
            }
            for chunk in &self.chunks[after.saturating_sub(1).max(done)..end.max(done)] {
                chunk.read_sentences(bytes, &mut out)?;
            }
            done = done.max(end);
        }
        Ok(out)
    }
}

impl Chunk {
    fn read_sentences(&self, bytes: &[u8], out: &mut Vec<SentenceAt>) -> Result<(), StoreError> {
        let mut cursor = Cursor::at(bytes, self.sentences_at);
        let (mut position, mut byte) = (self.position, self.start as u32);
        for _ in 0..self.sentences {
            let (Some(head), Some(bytes)) = (cursor.next_number(), cursor.next_number()) else {
                return Err(StoreError::Corrupt);
            };
            position = position.wrapping_add((head >> 1) as u32);
            byte = byte.wrapping_add(bytes as u32);
            out.push(SentenceAt { position, byte, opens_paragraph: head & 1 == 1 });
        }
        Ok(())
    }
}

/// A chunk about to be written.
struct Cut {
    bytes: Range<usize>,
    sentences: Range<usize>,
}

/// Writes the layout of a body, and its chunks after it: packed where that is shorter, or as they
/// stand for a record that is read at once.
pub(super) fn put_body(
    out: &mut Vec<u8>,
    body: &str,
    sentences: &[Sentence],
    positions: &BodyPositions,
    pack: bool,
) {
    let cuts = cut(body, sentences);
    put(out, u64::from(positions.words));
    put(out, body.len() as u64);
    put(out, cuts.len() as u64);
    let mut packed = Vec::with_capacity(cuts.len());
    let mut all_sentences = Vec::with_capacity(4 * sentences.len());
    let position = |number: usize| positions.sentences.get(number).copied();
    for cut in cuts {
        let raw = &body[cut.bytes.clone()];
        let small = if pack { lz4_flex::block::compress(raw.as_bytes()) } else { Vec::new() };
        let worth = pack && small.len() < raw.len();
        let first = position(cut.sentences.start).unwrap_or(0);
        let (mut last_position, mut last_byte) = (first, cut.bytes.start as u32);
        let before = all_sentences.len();
        for number in cut.sentences.clone() {
            let (sentence, position) = (sentences[number], position(number).unwrap_or(first));
            let head = (position - last_position) << 1 | u32::from(sentence.opens_paragraph);
            put(&mut all_sentences, u64::from(head));
            put(&mut all_sentences, u64::from(sentence.start - last_byte));
            (last_position, last_byte) = (position, sentence.start);
        }
        let next = position(cut.sentences.end).unwrap_or(positions.words);
        for number in [
            raw.len(),
            char_offset(raw, raw.len()),
            if worth { small.len() } else { 0 },
            cut.sentences.len(),
            (next - first) as usize,
            all_sentences.len() - before,
        ] {
            put(out, number as u64);
        }
        packed.push(if worth { small } else { raw.as_bytes().to_vec() });
    }
    out.extend_from_slice(&all_sentences);
    for piece in packed {
        out.extend_from_slice(&piece);
    }
}

fn cut(body: &str, sentences: &[Sentence]) -> Vec<Cut> {
    let mut cuts = vec![];
    let (mut start, mut first) = (0, 0);
    for (number, sentence) in sentences.iter().enumerate() {
        let begins = sentence.start as usize;
        if begins - start >= CHUNK_BYTES {
            cuts.push(Cut { bytes: start..begins, sentences: first..number });
            (start, first) = (begins, number);
        }
    }
    if start < body.len() {
        cuts.push(Cut { bytes: start..body.len(), sentences: first..sentences.len() });
    }
    cuts
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::enrich::enrich;
    use crate::store::Document;
    use crate::store::record::Record;
    use proptest::prelude::*;
    use tantivy::directory::OwnedBytes;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn around_a_position_nothing_is_missing(
            lengths in prop::collection::vec((1usize..60, prop::bool::weighted(0.1)), 900..1600),
            mut positions in prop::collection::vec(0u32..40_000, 0..12),
            more in 0usize..6,
        ) {
            let mut body = String::new();
            for (words, paragraph) in lengths {
                body.push_str(&"Word ".repeat(words));
                body.push_str(if paragraph { "ends.\n\n" } else { "ends. " });
            }
            let record = Document::new(enrich(Article { body, ..Article::default() }), "f").record;
            let record = Record::open(OwnedBytes::new(record)).unwrap();
            let all = record.sentences().unwrap();
            positions.iter_mut().for_each(|position| *position %= record.words());
            positions.sort_unstable();
            let some = record.sentences_around(positions.iter().copied(), more).unwrap();
            prop_assert!(some.iter().all(|sentence| all.contains(sentence)));
            prop_assert!(positions.len() > 1 || some.len() < all.len());
            for position in std::iter::once(0).chain(positions) {
                let at = |list: &[crate::store::SentenceAt]| {
                    list.partition_point(|sentence| sentence.position <= position) - 1
                };
                let (here, there) = (at(&all), at(&some));
                let end = (here + more + 1).min(all.len());
                prop_assert_eq!(&some[there..there + end - here], &all[here..end]);
            }
        }
    }
}
