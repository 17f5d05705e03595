//! An article made ready for a store: its terms' coordinates settled, its
//! stored form written. Made on the threads that enrich, so that the store's
//! own threads only index.

use super::{named, record, spoken};
use crate::article::{Article, Published};
use crate::enrich::{Annotation, Enriched, Sentence};
use crate::schema::{COPY_GAP, HEADLINE_WEIGHT, Words, end_of_kind};

/// A term of the annotation stream, after the position of the body it stands at.
pub(super) type AnnotationTerm = (u32, String);

/// An article ready to be added.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) article: Article,
    pub(super) language: Option<String>,
    pub(super) annotations: Vec<AnnotationTerm>,
    /// Kind and key of each entity, each once.
    pub(super) entities: Vec<String>,
    /// Position of the first word of each sentence, and whether it opens a
    /// paragraph; a sentence without a word has none.
    pub(super) sentences: Vec<(u32, bool)>,
    pub(super) words: u32,
    pub(super) record: Vec<u8>,
    pub(super) digest: u64,
    pub(super) text_digest: u64,
    pub(super) file: String,
}

impl Document {
    /// Settles positions and writes the stored form. `file` is the file of the
    /// ledger that the article came from.
    #[must_use]
    pub fn new(mut enriched: Enriched, file: &str) -> Self {
        let annotations = std::mem::take(&mut enriched.annotations);
        let keys = named::keys(&enriched);
        let annotations = with_found(annotations, &enriched, &keys);
        let entities = named::entities(&enriched, &keys);
        let digest = digest(&enriched.article, file);
        let body = enriched.article.body.as_str();
        let text_digest = text_digest(body);
        let mut starts = body_positions(body, &enriched.sentences, &annotations);
        starts.annotations.extend(in_headline(&enriched, &keys, starts.words));
        let record = record::encode(&enriched, &starts, digest, true);
        let sentences = with_words(&starts, &enriched.sentences);
        let Enriched { article, language, .. } = enriched;
        Self {
            article,
            language,
            annotations: starts.annotations,
            entities,
            sentences,
            words: starts.words,
            record,
            digest,
            text_digest,
            file: file.to_owned(),
        }
    }

    /// The article's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.article.id
    }

    /// Two articles that differ in anything differ here, but for one chance in 2^64.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// Roughly the memory that indexing it takes while it waits, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.article.body.len() + self.record.len() + 1024
    }

    /// What is indexed in the text field after the body: the headline, as often
    /// as its weight says.
    pub(super) fn repeated(&self) -> impl Iterator<Item = &str> {
        let headline = self.article.headline.as_str();
        let times = if headline.is_empty() { 0 } else { HEADLINE_WEIGHT };
        std::iter::repeat_n(headline, times)
    }

    pub(super) fn published(&self) -> Published {
        self.article.published
    }
}

/// The stored form of an article that is only to be read, of which nothing was found.
#[cfg(feature = "cluster")]
pub(super) fn record_of(enriched: &Enriched) -> Vec<u8> {
    let starts = body_positions(&enriched.article.body, &enriched.sentences, &[]);
    record::encode(enriched, &starts, 0, false)
}

/// Annotations and those of mentioned dates, names and quotations together, in the order of
/// the text.
fn with_found(
    mut annotations: Vec<Annotation>,
    enriched: &Enriched,
    keys: &[String],
) -> Vec<Annotation> {
    annotations.extend(spoken::annotations(&enriched.dates, &enriched.article.published));
    annotations.extend(named::in_body(enriched, keys));
    annotations.sort_by_key(|found| found.start);
    annotations
}

/// What is annotated in the headline, at its first copy past a body of so many words.
fn in_headline(enriched: &Enriched, keys: &[String], words: u32) -> Vec<AnnotationTerm> {
    let found = named::in_headline(enriched, keys);
    if found.is_empty() {
        return Vec::new();
    }
    let first = headline_copy(enriched.article.body.len(), words);
    let found = body_positions(&enriched.article.headline, &[], &found).annotations;
    found.into_iter().map(|(position, term)| (first + position, term)).collect()
}

/// Position of the first word of the first copy of the headline, past a body of so many bytes
/// and words: the body takes its words and one position more.
pub(super) fn headline_copy(bytes: usize, words: u32) -> u32 {
    COPY_GAP + if bytes > 0 { words + 1 } else { 0 }
}

/// The annotation stream of the body of an article, as an index has it.
pub(super) fn annotation_terms(enriched: &Enriched) -> Vec<AnnotationTerm> {
    let keys = named::keys(enriched);
    let annotations = with_found(enriched.annotations.clone(), enriched, &keys);
    body_positions(&enriched.article.body, &enriched.sentences, &annotations).annotations
}

/// A digest of all that an article's record says, and of the file that it belongs to: the same
/// record in another file has moved.
fn digest(article: &Article, file: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    part(file);
    for text in [&article.id, &article.headline, &article.body, &article.origin.path] {
        part(text);
    }
    for text in [
        &article.byline,
        &article.outlet,
        &article.section,
        &article.url,
        &article.language,
        &article.dateline,
    ] {
        part(text.as_deref().unwrap_or("\0"));
    }
    for list in [&article.topics, &article.places] {
        part(&list.join("\0"));
    }
    let published = article.published;
    part(&format!("{:?} {:?} {:?}", published.interval, published.second_of_day, published.origin));
    first_bytes(hasher.finalize())
}

/// A digest of the letters and digits of a text, in small letters: the same for
/// copies that differ in line breaks, spaces and punctuation.
fn text_digest(body: &str) -> u64 {
    let mut letters = Vec::with_capacity(body.len());
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    letters.extend(body.bytes().filter(word).map(|byte| byte.to_ascii_lowercase()));
    first_bytes(blake3::hash(&letters))
}

fn first_bytes(hash: blake3::Hash) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// The coordinates that one pass over the body's words settles.
pub(super) struct BodyPositions {
    /// Position of the first word of each sentence, in the order of the sentences.
    pub(super) sentences: Vec<u32>,
    /// Words in the body.
    pub(super) words: u32,
    pub(super) annotations: Vec<AnnotationTerm>,
}

/// The sentences that have a word of their own. What a paragraph of signs
/// alone opened, the next sentence opens.
fn with_words(starts: &BodyPositions, sentences: &[Sentence]) -> Vec<(u32, bool)> {
    let mut out: Vec<(u32, bool)> = Vec::with_capacity(sentences.len());
    for (&position, sentence) in starts.sentences.iter().zip(sentences) {
        if position >= starts.words {
            break;
        }
        match out.last_mut().filter(|last| last.0 == position) {
            Some(last) => last.1 |= sentence.opens_paragraph,
            None => out.push((position, sentence.opens_paragraph)),
        }
    }
    out
}

/// Adds a term where it does not stand yet: two things of a kind may share a word.
fn once(annotations: &mut Vec<AnnotationTerm>, position: u32, term: &str) {
    let mut here = annotations.iter().rev().take_while(|known| known.0 == position);
    if here.all(|known| known.1 != term) {
        annotations.push((position, term.to_owned()));
    }
}

fn body_positions(body: &str, sentences: &[Sentence], annotations: &[Annotation]) -> BodyPositions {
    let mut out = BodyPositions {
        sentences: Vec::with_capacity(sentences.len()),
        words: 0,
        annotations: Vec::with_capacity(6 * annotations.len()),
    };
    let mut starts = sentences.iter().map(|sentence| sentence.start as usize).peekable();
    let mut waiting = annotations.iter().peekable();
    // end and kind of those whose last word may not have come yet
    let mut open: Vec<(u32, &str)> = Vec::new();
    for word in Words::new(body) {
        while starts.next_if(|&start| start <= word.start).is_some() {
            out.sentences.push(out.words);
        }
        // an annotation ends before the first word that begins past it
        open.retain(|&(end, kind)| {
            let goes_on = word.start < end as usize;
            if !goes_on {
                once(&mut out.annotations, out.words - 1, &end_of_kind(kind));
            }
            goes_on
        });
        while let Some(found) = waiting.next_if(|found| (found.start as usize) < word.end) {
            // one on no word at all (a lone sign) has no position
            if word.start < found.end as usize {
                once(&mut out.annotations, out.words, found.kind);
                out.annotations.extend(found.terms.iter().map(|term| (out.words, term.clone())));
                open.push((found.end, found.kind));
            }
        }
        out.words += 1;
    }
    let last = out.words.saturating_sub(1);
    for (_, kind) in open {
        once(&mut out.annotations, last, &end_of_kind(kind));
    }
    out.sentences.extend(starts.map(|_| out.words));
    out
}
