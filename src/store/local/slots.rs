//! The places of a leaf in the articles of one segment, read out of the
//! postings; words of the text are looked at only where a term does not say enough.

use super::annotation::{PARAGRAPH, SENTENCE};
use super::expand::Resolved;
use super::formula::{Places, lead_words};
use super::segment::SegmentColumns;
use crate::schema::{Words, annotation_kind, end_of_kind, matches_pattern, normalise};
use crate::store::document::headline_copy;
use crate::store::leaf::{Shape, Slot};
use crate::store::matching::Found;
use crate::store::spans::{self, Frame};
use crate::store::why_not::why_not;
use crate::store::written::written_form;
use crate::store::{Leaf, Record, SentenceAt, StoreError};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyError, Term};

/// The postings of one slot: of one term, or of all that it may be.
struct SlotCursor {
    cursors: Vec<(SegmentPostings, bool)>,
    /// Where each cursor of several stands.
    order: BinaryHeap<Reverse<(DocId, usize)>>,
}

impl SlotCursor {
    fn of_term(index: &InvertedIndexReader, term: &Term) -> Result<Self, TantivyError> {
        let postings = index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?;
        let cursors = postings.into_iter().map(|postings| (postings, false)).collect();
        Ok(Self { cursors, order: BinaryHeap::new() })
    }

    /// The first article at or after `target`.
    fn seek(&mut self, target: DocId) -> DocId {
        if let [(only, _)] = self.cursors.as_mut_slice() {
            return if only.doc() < target { only.seek(target) } else { only.doc() };
        }
        while let Some(&Reverse((doc, which))) = self.order.peek() {
            if doc >= target {
                return doc;
            }
            self.order.pop();
            let now = self.cursors[which].0.seek(target);
            if now != TERMINATED {
                self.order.push(Reverse((now, which)));
            }
        }
        TERMINATED
    }

    /// Positions in `doc`, at which it stands: those that are sure, and those
    /// that the text must confirm.
    fn positions(&mut self, doc: DocId, sure: &mut Vec<u32>, check: &mut Vec<u32>) {
        sure.clear();
        check.clear();
        match self.cursors.as_mut_slice() {
            [] => {}
            [(only, checked)] => {
                if only.doc() == doc {
                    only.positions(if *checked { check } else { sure });
                }
            }
            several => {
                let mut one = Vec::new();
                let mut here = Vec::new();
                while let Some(&Reverse((at, which))) = self.order.peek() {
                    if at != doc {
                        break;
                    }
                    self.order.pop();
                    here.push(which);
                }
                for which in here {
                    let (postings, checked) = &mut several[which];
                    postings.positions(&mut one);
                    if *checked { &mut *check } else { &mut *sure }.append(&mut one);
                    self.order.push(Reverse((doc, which)));
                }
                sure.sort_unstable();
                sure.dedup();
                check.sort_unstable();
                check.dedup();
            }
        }
    }
}

/// A leaf over one segment.
pub(super) struct LeafCursor {
    resolved: Arc<Resolved>,
    columns: Arc<SegmentColumns>,
    slots: Vec<SlotCursor>,
    /// Postings of the beginnings of sentences and of paragraphs, where they are asked for.
    starts: Option<StartsCursor>,
    checks: bool,
    lists: Vec<Vec<u32>>,
    /// Postings of where annotations of the kinds of annotation slots end, and their positions.
    kinds: Vec<Option<SlotCursor>>,
    ends: Vec<Vec<u32>>,
    unsure: Vec<u32>,
}

/// Where the sentences and paragraphs of articles begin, for a leaf that asks.
pub(super) struct StartsCursor {
    cursors: [SlotCursor; 2],
    lists: [Vec<u32>; 2],
}

impl StartsCursor {
    /// `None` where a leaf asks for neither.
    pub(super) fn open(
        leaf: &Leaf,
        annotation: tantivy::schema::Field,
        segment: &SegmentReader,
    ) -> Result<Option<Self>, TantivyError> {
        if !leaf.needs_sentences() || leaf.in_headline {
            return Ok(None);
        }
        let index = segment.inverted_index(annotation)?;
        let open = |term| SlotCursor::of_term(&index, &Term::from_field_text(annotation, term));
        Ok(Some(Self { cursors: [open(SENTENCE)?, open(PARAGRAPH)?], lists: Default::default() }))
    }

    /// The first positions of the sentences and of the paragraphs of an
    /// article. Articles must be asked for in order.
    pub(super) fn read(&mut self, doc: DocId) -> (&[u32], &[u32]) {
        let mut unsure = Vec::new();
        for (cursor, list) in self.cursors.iter_mut().zip(&mut self.lists) {
            cursor.seek(doc);
            cursor.positions(doc, list, &mut unsure);
        }
        // a paragraph begins with a sentence
        let [sentences, paragraphs] = &mut self.lists;
        sentences.extend_from_slice(paragraphs);
        sentences.sort_unstable();
        self.last()
    }

    /// What was read last.
    fn last(&self) -> (&[u32], &[u32]) {
        (&self.lists[0], &self.lists[1])
    }
}

impl LeafCursor {
    pub(super) fn open(
        snapshot_columns: &Arc<SegmentColumns>,
        annotation: tantivy::schema::Field,
        resolved: &Arc<Resolved>,
        segment: &SegmentReader,
    ) -> Result<Self, TantivyError> {
        let text = segment.inverted_index(resolved.column)?;
        let mut slots = Vec::with_capacity(resolved.slots.len());
        let mut kinds = Vec::with_capacity(resolved.slots.len());
        for (slot, expansion) in resolved.leaf.slots.iter().zip(&resolved.slots) {
            let annotated;
            let (index, column) = match slot {
                Slot::Annotation(_) => {
                    annotated = segment.inverted_index(annotation)?;
                    (&annotated, annotation)
                }
                _ => (&text, resolved.column),
            };
            kinds.push(match slot {
                Slot::Annotation(terms) => {
                    let end = end_of_kind(terms.first().map_or("", |term| annotation_kind(term)));
                    Some(SlotCursor::of_term(index, &Term::from_field_text(annotation, &end))?)
                }
                _ => None,
            });
            let mut cursors = Vec::new();
            for expanded in &expansion.terms {
                let term = Term::from_field_text(column, &expanded.term);
                let option = IndexRecordOption::WithFreqsAndPositions;
                if let Some(postings) = index.read_postings(&term, option)? {
                    cursors.push((postings, expanded.check));
                }
            }
            let mut order = BinaryHeap::new();
            if cursors.len() > 1 {
                let places = cursors.iter().enumerate();
                order.extend(places.map(|(which, (postings, _))| Reverse((postings.doc(), which))));
            }
            slots.push(SlotCursor { cursors, order });
        }
        let starts = StartsCursor::open(&resolved.leaf, annotation, segment)?;
        Ok(Self {
            starts,
            checks: resolved.checks(),
            lists: vec![Vec::new(); slots.len()],
            ends: vec![Vec::new(); slots.len()],
            kinds,
            unsure: Vec::new(),
            resolved: Arc::clone(resolved),
            columns: Arc::clone(snapshot_columns),
            slots,
        })
    }

    /// The first article at or after `target` in which the slots that the
    /// shape needs all are. Whether they stand as it asks is not looked at.
    pub(super) fn candidate(&mut self, target: DocId) -> DocId {
        candidate(&self.resolved.leaf.shape, &mut self.slots, target)
    }

    /// How many articles may be candidates, at most.
    pub(super) fn cost(&self) -> u32 {
        cost(&self.resolved.leaf.shape, &self.slots)
    }

    /// How many places the leaf has in an article, and how many of them do not
    /// repeat what stood before (see [`spans::count`]).
    pub(super) fn count(&mut self, doc: DocId) -> Result<(u32, u32), StoreError> {
        if !self.read(doc)? {
            return Ok((0, 0));
        }
        let frame = self.frame(doc);
        if let Shape::Word(slot) = self.resolved.leaf.shape
            && self.kinds[slot].is_none()
        {
            let list = &self.lists[slot];
            let once = list.partition_point(|&position| position < frame.end_of_once());
            return Ok((list.len() as u32, once as u32));
        }
        Ok(spans::count(&self.resolved.leaf.shape, &frame, frame.end_of_once()))
    }

    /// The places that the leaf has in an article, by where they are.
    pub(super) fn count_by_part(&mut self, doc: DocId) -> Result<Places, StoreError> {
        let (all, once) = self.count(doc)?;
        if all == 0 {
            return Ok(Places::default());
        }
        let frame = self.frame(doc);
        let before = |end: u32| spans::count(&self.resolved.leaf.shape, &frame, end).1;
        let (body, lead) = (before(frame.words), before(lead_words(frame.words)));
        Ok(Places { all, once, body, lead })
    }

    /// Adds the places of the leaf in an article.
    pub(super) fn find(
        &mut self,
        doc: DocId,
        number: u16,
        out: &mut Found,
    ) -> Result<(), StoreError> {
        if self.read(doc)? {
            spans::find(&self.resolved.leaf.shape, &self.frame(doc), number, out);
        }
        Ok(())
    }

    fn frame(&self, doc: DocId) -> Frame<'_> {
        let words = match self.resolved.leaf.in_headline {
            true => u32::MAX,
            false => self.columns.words_of(doc),
        };
        let starts = self.starts.as_ref().map(StartsCursor::last);
        let (sentences, paragraphs) = starts.unwrap_or_default();
        Frame { lists: &self.lists, ends: &self.ends, words, sentences, paragraphs }
    }

    /// Reads the positions of all slots; false where none is in the article.
    fn read(&mut self, doc: DocId) -> Result<bool, StoreError> {
        let mut any = false;
        let mut text = None;
        for number in 0..self.slots.len() {
            let slot = &mut self.slots[number];
            slot.seek(doc);
            let list = &mut self.lists[number];
            slot.positions(doc, list, &mut self.unsure);
            if !self.unsure.is_empty() {
                let text = match &mut text {
                    Some(text) => text,
                    None => text.insert(WrittenText::new(&self.columns, doc, &self.resolved)?),
                };
                text.confirm(&self.resolved.leaf.slots[number], &self.unsure, list)?;
            }
            any |= !list.is_empty();
            if let Some(kind) = &mut self.kinds[number] {
                let mut sure = Vec::new();
                kind.seek(doc);
                kind.positions(doc, &mut self.ends[number], &mut sure);
            }
        }
        if any && let Some(starts) = &mut self.starts {
            starts.read(doc);
        }
        Ok(any)
    }

    /// Why the leaf has no place in an article.
    pub(super) fn why_not(&mut self, doc: DocId) -> Result<String, StoreError> {
        self.read(doc)?;
        let leaf = &self.resolved.leaf;
        Ok(why_not(&leaf.shape, &leaf.slots, &self.frame(doc)))
    }

    /// See [`Resolved::is_constant`].
    pub(super) fn is_constant(&self) -> bool {
        self.resolved.is_constant()
    }

    /// Whether it is asked of headlines.
    pub(super) fn in_headline(&self) -> bool {
        self.resolved.leaf.in_headline
    }

    /// Whether the text itself is looked at.
    pub(super) fn checks(&self) -> bool {
        self.checks
    }
}

fn candidate(shape: &Shape, slots: &mut [SlotCursor], target: DocId) -> DocId {
    match shape {
        Shape::Word(slot) => slots[*slot].seek(target),
        Shape::Phrase(parts, _) => {
            together(parts.len(), target, |part, target| slots[parts[part]].seek(target))
        }
        Shape::Either(parts) => {
            let first = parts.iter().map(|part| candidate(part, slots, target)).min();
            first.unwrap_or(TERMINATED)
        }
        Shape::Near { left, refused: true, .. } => candidate(left, slots, target),
        Shape::Near { left, right, .. } => together(2, target, |part, target| {
            candidate(if part == 0 { left } else { right }, slots, target)
        }),
        Shape::AtLeast(_, inner) | Shape::Lead(inner) => candidate(inner, slots, target),
    }
}

/// The first article at or after `target` in which all parts are.
fn together(parts: usize, mut target: DocId, mut seek: impl FnMut(usize, DocId) -> DocId) -> DocId {
    'again: loop {
        for part in 0..parts {
            let doc = seek(part, target);
            if doc > target && part > 0 {
                target = doc;
                if doc == TERMINATED {
                    return TERMINATED;
                }
                continue 'again;
            }
            target = doc;
            if doc == TERMINATED {
                return TERMINATED;
            }
        }
        return target;
    }
}

fn cost(shape: &Shape, slots: &[SlotCursor]) -> u32 {
    let slot = |slot: &usize| -> u32 {
        slots[*slot].cursors.iter().map(|(postings, _)| postings.size_hint()).sum()
    };
    match shape {
        Shape::Word(number) => slot(number),
        Shape::Phrase(parts, _) => parts.iter().map(slot).min().unwrap_or(0),
        Shape::Either(parts) => parts.iter().map(|part| cost(part, slots)).sum(),
        Shape::Near { left, refused: true, .. } => cost(left, slots),
        Shape::Near { left, right, .. } => cost(left, slots).min(cost(right, slots)),
        Shape::AtLeast(_, inner) | Shape::Lead(inner) => cost(inner, slots),
    }
}

/// The words of an article as they are written, read piece by piece.
struct WrittenText {
    record: Record,
    sentences: Vec<SentenceAt>,
    headline: String,
    /// Position of the first word of the first copy of the headline.
    headline_at: u32,
    in_headline: bool,
}

impl WrittenText {
    fn new(columns: &SegmentColumns, doc: DocId, resolved: &Resolved) -> Result<Self, StoreError> {
        let record = columns.record(doc)?;
        let headline = record.about()?.0.headline;
        let in_headline = resolved.leaf.in_headline;
        let first_copy = headline_copy(record.body_bytes(), record.words());
        let headline_at = if in_headline { 0 } else { first_copy };
        let sentences = if in_headline { Vec::new() } else { record.sentences()? };
        Ok(Self { record, sentences, headline, headline_at, in_headline })
    }

    /// Adds to `sure` those positions whose words are what the slot asks for.
    /// Of the copies past the body, the first one of the headline counts.
    fn confirm(&self, slot: &Slot, unsure: &[u32], sure: &mut Vec<u32>) -> Result<(), StoreError> {
        let fits = |raw: &str| match slot {
            Slot::Exact(_, written) => written_form(raw) == *written,
            Slot::Wild(pattern) => matches_pattern(pattern, &normalise(raw, false)),
            _ => true,
        };
        let body_words = if self.in_headline { 0 } else { self.record.words() };
        let in_body = unsure.partition_point(|&position| position < body_words);
        let sentences = &self.sentences;
        let mut at = 0;
        while at < in_body {
            // the words of one sentence at a time
            let number = sentences.partition_point(|s| s.position <= unsure[at]).saturating_sub(1);
            let Some(sentence) = sentences.get(number) else { return Err(StoreError::Corrupt) };
            let next = sentences.get(number + 1);
            let end = next.map_or(self.record.body_bytes(), |next| next.byte as usize);
            let last = next.map_or(u32::MAX, |next| next.position);
            let (text, _) = self.record.text(sentence.byte as usize..end)?;
            let mut words = Words::new(&text);
            let mut position = sentence.position;
            while at < in_body && unsure[at] < last {
                let word = words.nth((unsure[at] - position) as usize);
                position = unsure[at] + 1;
                if word.is_some_and(|word| fits(&text[word.start..word.end])) {
                    sure.push(unsure[at]);
                }
                at += 1;
            }
        }
        let headline: Vec<_> = Words::new(&self.headline).collect();
        for &position in &unsure[in_body..] {
            let word = position.checked_sub(self.headline_at);
            let word = word.and_then(|at| headline.get(at as usize));
            if word.is_some_and(|word| fits(&self.headline[word.start..word.end])) {
                sure.push(position);
            }
        }
        sure.sort_unstable();
        sure.dedup();
        Ok(())
    }
}
