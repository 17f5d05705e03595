//! The stored form of an article: everything needed to show it and to build
//! the index again, laid out so that one passage is read without unpacking the
//! rest.
//!
//! ```text
//! record   = version meta layout chunks size-of-all-this (4 bytes)
//! meta     = length  id headline byline outlet section url language
//!            claimed-language dateline path record-number published
//!            topics places digest
//! layout   = where sentences and chunks lie (layout.rs)
//! chunks   = the body in pieces of whole sentences, each packed by itself
//!            (LZ4 block; packed-bytes 0 = as it stands)
//! ```
//!
//! The size stands last, so that the record is found at the end of whatever
//! the engine wraps around it.
//!
//! The engine's own document store compresses 16 KiB at a time and gives back
//! whole articles; three lines of an article then cost all of it.

use super::StoreError;
use super::document::BodyPositions;
use super::layout::{Chunk, Layout, SentenceAt, put_body};
use super::varint::{Cursor, put, put_signed, put_text};
use crate::article::{
    Article, DateOrigin, Day, Interval, Origin, Precision, Published, Zone, char_offset,
};
use crate::enrich::Enriched;
use std::ops::Range;
// a slice of a mapped file or of a cached block, whichever engine gave it
use tantivy::directory::OwnedBytes;

/// Version of this layout, the first byte.
const VERSION: u8 = 2;

/// An article as stored, read part by part.
pub struct Record {
    bytes: OwnedBytes,
    meta_at: usize,
    layout_at: usize,
    layout: Layout,
}

impl Record {
    /// Opens a stored article: reads its layout, unpacks nothing.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where the bytes are not what [`encode`] wrote.
    pub(super) fn open(wrapped: OwnedBytes) -> Result<Self, StoreError> {
        let mut record = Self::open_head(wrapped)?;
        record.layout = Layout::read(&record.bytes, record.layout_at)?;
        Ok(record)
    }

    /// Opens what is known of a stored article, as if it had no body: the
    /// layout of a long one takes longer to read than all else.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub(super) fn open_head(wrapped: OwnedBytes) -> Result<Self, StoreError> {
        let end = wrapped.len().checked_sub(4).ok_or(StoreError::Corrupt)?;
        let mut size = [0; 4];
        size.copy_from_slice(&wrapped[end..]);
        let start =
            end.checked_sub(u32::from_le_bytes(size) as usize).ok_or(StoreError::Corrupt)?;
        let bytes = wrapped.slice(start..end);
        if bytes.first() != Some(&VERSION) {
            return Err(StoreError::Corrupt);
        }
        let mut cursor = Cursor::at(&bytes, 1);
        let meta = cursor.size()?;
        let meta_at = cursor.position();
        cursor.bytes(meta)?;
        let layout_at = cursor.position();
        Ok(Self { bytes, meta_at, layout_at, layout: Layout::default() })
    }

    /// Number of words in the body; positions run below it.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.layout.words
    }

    /// Bytes in the body.
    #[must_use]
    pub fn body_bytes(&self) -> usize {
        self.layout.body_bytes
    }

    /// The sentences of the body, in order.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where the bytes are not what was written.
    pub fn sentences(&self) -> Result<Vec<SentenceAt>, StoreError> {
        self.layout.sentences(&self.bytes)
    }

    /// The sentences at rising `positions`, each with at least `more` that
    /// follow it where the body has so many, and the first ones of the body:
    /// of a long body others are left out.
    ///
    /// # Errors
    /// As [`sentences`](Self::sentences).
    pub fn sentences_around(
        &self,
        positions: impl Iterator<Item = u32>,
        more: usize,
    ) -> Result<Vec<SentenceAt>, StoreError> {
        self.layout.sentences_around(&self.bytes, positions, more)
    }

    /// A stretch of the body, and how many characters come before it. Unpacks
    /// only the chunks it lies in.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where the range does not lie at characters of the body.
    pub fn text(&self, range: Range<usize>) -> Result<(String, usize), StoreError> {
        let first =
            self.layout.chunks.partition_point(|chunk| chunk.start + chunk.bytes <= range.start);
        let mut text = String::new();
        let mut start = 0;
        let mut chars_before = 0;
        for chunk in &self.layout.chunks[first.min(self.layout.chunks.len())..] {
            if chunk.start >= range.end && !text.is_empty() {
                break;
            }
            if text.is_empty() {
                start = chunk.start;
                chars_before = chunk.chars_before;
            }
            self.unpack(chunk, &mut text)?;
        }
        let (from, to) = (range.start.saturating_sub(start), range.end.saturating_sub(start));
        let cut = text.get(from..to).ok_or(StoreError::Corrupt)?.to_owned();
        Ok((cut, chars_before + char_offset(&text, from)))
    }

    /// The whole body.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where a chunk does not unpack.
    pub fn body(&self) -> Result<String, StoreError> {
        let mut text = String::with_capacity(self.layout.body_bytes);
        for chunk in &self.layout.chunks {
            self.unpack(chunk, &mut text)?;
        }
        Ok(text)
    }

    /// The body from its beginning: at least so many words, where it has them.
    ///
    /// # Errors
    /// As [`body`](Self::body).
    pub fn beginning(&self, words: u32) -> Result<String, StoreError> {
        let mut text = String::new();
        for chunk in self.layout.chunks.iter().take_while(|chunk| chunk.position < words) {
            self.unpack(chunk, &mut text)?;
        }
        Ok(text)
    }

    /// The headline.
    ///
    /// # Errors
    /// As [`about`](Self::about).
    pub fn headline(&self) -> Result<&str, StoreError> {
        let mut cursor = Cursor::at(&self.bytes, self.meta_at);
        cursor.text()?;
        cursor.text()
    }

    fn unpack(&self, chunk: &Chunk, text: &mut String) -> Result<(), StoreError> {
        let mut cursor = Cursor::at(&self.bytes, chunk.packed_at);
        if chunk.packed == 0 {
            let raw = cursor.bytes(chunk.bytes)?;
            text.push_str(std::str::from_utf8(raw).map_err(|_| StoreError::Corrupt)?);
        } else {
            let raw = lz4_flex::block::decompress(cursor.bytes(chunk.packed)?, chunk.bytes)
                .map_err(|_| StoreError::Corrupt)?;
            text.push_str(std::str::from_utf8(&raw).map_err(|_| StoreError::Corrupt)?);
        }
        Ok(())
    }

    /// All that is known of the article but its body, which stays empty; and
    /// the language its text is in.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where the bytes are not what was written.
    pub fn about(&self) -> Result<(Article, Option<String>), StoreError> {
        let mut cursor = Cursor::at(&self.bytes, self.meta_at);
        let mut owned = || cursor.text().map(str::to_owned);
        let id = owned()?;
        let headline = owned()?;
        let mut known = || owned().map(|text| (!text.is_empty()).then_some(text));
        let (byline, outlet, section, url) = (known()?, known()?, known()?, known()?);
        let (found_language, language, dateline) = (known()?, known()?, known()?);
        let path = owned()?;
        let record = match cursor.number()? {
            0 => None,
            number => Some(number - 1),
        };
        let published = get_published(&mut cursor)?;
        let mut list = || -> Result<Vec<String>, StoreError> {
            let count = cursor.size()?;
            (0..count).map(|_| cursor.text().map(str::to_owned)).collect()
        };
        let (topics, places) = (list()?, list()?);
        let article = Article {
            id,
            headline,
            byline,
            outlet,
            section,
            url,
            language,
            topics,
            places,
            dateline,
            published,
            date_doubt: None,
            body: String::new(),
            origin: Origin { path, record },
        };
        Ok((article, found_language))
    }
}

/// Writes the stored form of an article; `pack` says whether its body is made small.
pub(super) fn encode(
    enriched: &Enriched,
    positions: &BodyPositions,
    digest: u64,
    pack: bool,
) -> Vec<u8> {
    let article = &enriched.article;
    let body = article.body.as_str();
    let mut meta = Vec::with_capacity(256);
    put_text(&mut meta, &article.id);
    put_text(&mut meta, &article.headline);
    for known in [
        &article.byline,
        &article.outlet,
        &article.section,
        &article.url,
        &enriched.language,
        &article.language,
        &article.dateline,
    ] {
        put_text(&mut meta, known.as_deref().unwrap_or(""));
    }
    put_text(&mut meta, &article.origin.path);
    put(&mut meta, article.origin.record.map_or(0, |record| record + 1));
    put_published(&mut meta, article.published);
    for list in [&article.topics, &article.places] {
        put(&mut meta, list.len() as u64);
        for text in list {
            put_text(&mut meta, text);
        }
    }
    put(&mut meta, digest);

    let mut out = Vec::with_capacity(meta.len() + body.len() * 2 / 3 + 64);
    out.push(VERSION);
    put(&mut out, meta.len() as u64);
    out.extend_from_slice(&meta);
    put_body(&mut out, body, &enriched.sentences, positions, pack);
    let size = out.len() as u32;
    out.extend_from_slice(&size.to_le_bytes());
    out
}

const PRECISIONS: [Precision; 8] = [
    Precision::Unknown,
    Precision::Second,
    Precision::Day,
    Precision::Month,
    Precision::Year,
    Precision::Decade,
    Precision::Range,
    Precision::Either,
];

const ORIGINS: [DateOrigin; 9] = [
    DateOrigin::Nowhere,
    DateOrigin::Record,
    DateOrigin::JsonLd,
    DateOrigin::Meta,
    DateOrigin::Url,
    DateOrigin::Dateline,
    DateOrigin::FileName,
    DateOrigin::Folder,
    DateOrigin::FileTime,
];

fn put_published(out: &mut Vec<u8>, published: Published) {
    let index = |found: Option<usize>| found.unwrap_or(0) as u64;
    put(out, index(PRECISIONS.iter().position(|&p| p == published.precision)));
    let Some(Interval { from, to }) = published.interval else { return };
    put_signed(out, from.number());
    put_signed(out, to.number() - from.number());
    put(out, published.second_of_day.map_or(0, |second| u64::from(second) + 1));
    put(out, u64::from(published.zone == Zone::Known));
    put(out, index(ORIGINS.iter().position(|&o| o == published.origin)));
}

fn get_published(cursor: &mut Cursor<'_>) -> Result<Published, StoreError> {
    let precision = *PRECISIONS.get(cursor.size()?).ok_or(StoreError::Corrupt)?;
    if precision == Precision::Unknown {
        return Ok(Published::unknown());
    }
    let from = Day::from_number(cursor.signed()?);
    let to = Day::from_number(from.number() + cursor.signed()?);
    let second = cursor.number()?;
    let zone = if cursor.number()? == 1 { Zone::Known } else { Zone::Unknown };
    let origin = *ORIGINS.get(cursor.size()?).ok_or(StoreError::Corrupt)?;
    Ok(Published {
        interval: Some(Interval { from, to }),
        second_of_day: second.checked_sub(1).map(|second| second as u32),
        precision,
        zone,
        origin,
        order: None,
    })
}
