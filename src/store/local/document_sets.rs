//! The documents that several lists share, or that any of some lists has.

use super::blocks::{Cursor, Postings};
use tantivy::postings::SegmentPostings;
use tantivy::{DocId, DocSet, TERMINATED};

/// A list this many times as long as what is looked up in it is jumped through, not read.
pub(super) const JUMP: usize = 24;

/// A set of documents of a segment.
pub(super) struct Marks(Vec<u64>);

impl Marks {
    pub(super) fn new(documents: u32) -> Self {
        Self(vec![0; documents as usize / 64 + 1])
    }

    pub(super) fn of(members: &[DocId], documents: u32) -> Self {
        let mut marks = Self::new(documents);
        for &document in members {
            marks.add(document);
        }
        marks
    }

    pub(super) fn has(&self, document: DocId) -> bool {
        let word = self.0.get(document as usize / 64).copied().unwrap_or(0);
        word >> (document % 64) & 1 != 0
    }

    /// Gives `each` the postings where they stand at a member; `members` are those marked, in
    /// order, and `articles` is how long the list is.
    pub(super) fn each_shared(
        &self,
        members: &[DocId],
        mut postings: SegmentPostings,
        articles: u32,
        each: &mut dyn FnMut(&SegmentPostings),
    ) {
        if articles as usize > JUMP * members.len() {
            for &document in members {
                if postings.doc() < document && postings.seek(document) == TERMINATED {
                    break;
                }
                if postings.doc() == document {
                    each(&postings);
                }
            }
            return;
        }
        while postings.doc() != TERMINATED {
            if self.has(postings.doc()) {
                each(&postings);
            }
            postings.advance();
        }
    }

    /// Whether it was not there before.
    fn add(&mut self, document: DocId) -> bool {
        let Some(word) = self.0.get_mut(document as usize / 64) else { return false };
        let bit = 1 << (document % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    fn clear(&mut self, documents: &[DocId]) {
        for &document in documents {
            self.0[document as usize / 64] = 0;
        }
    }
}

/// All documents of a list.
pub(super) fn all(list: &Postings) -> Vec<DocId> {
    let mut out = Vec::with_capacity(list.articles as usize);
    let mut cursor = Cursor::new(list);
    for number in 0..list.blocks.len() {
        cursor.block = number;
        out.extend_from_slice(cursor.docs());
    }
    out
}

/// The documents that all `lists` have, in order.
pub(super) fn common(lists: &[&Postings], documents: u32) -> Vec<DocId> {
    let mut lists = lists.to_vec();
    lists.sort_by_key(|list| list.articles);
    let Some((first, rest)) = lists.split_first() else { return Vec::new() };
    let mut out = all(first);
    let mut marks: Option<Marks> = None;
    for list in rest {
        if out.is_empty() {
            break;
        }
        let mut cursor = Cursor::new(list);
        if list.articles as usize > JUMP * out.len() {
            out.retain(|&document| cursor.find(document).is_some());
            continue;
        }
        let marks = marks.get_or_insert_with(|| Marks::new(documents));
        for &document in &out {
            marks.add(document);
        }
        let mut kept: Vec<DocId> = vec![0; out.len() + 1];
        let mut len = 0;
        for number in 0..list.blocks.len() {
            cursor.block = number;
            for &document in cursor.docs() {
                // written always and kept if it is shared: no branch to guess
                kept[len] = document;
                len += usize::from(marks.has(document));
            }
        }
        marks.clear(&out);
        kept.truncate(len);
        out = kept;
    }
    out
}

/// How many documents any of the lists has, of those that are `alive`.
pub(super) fn count_any(
    lists: &[&Postings],
    documents: u32,
    alive: Option<&dyn Fn(DocId) -> bool>,
) -> u64 {
    let mut lists = lists.to_vec();
    lists.sort_by_key(|list| list.articles);
    if let Some(alive) = alive {
        let mut marks = Marks::new(documents);
        let mut count = 0;
        for list in lists {
            let mut cursor = Cursor::new(list);
            for number in 0..list.blocks.len() {
                cursor.block = number;
                let docs = cursor.docs().iter();
                count += docs.filter(|&&document| alive(document) && marks.add(document)).count();
            }
        }
        return count as u64;
    }
    let Some((longest, shorter)) = lists.split_last() else { return 0 };
    // those of the longest list, and of the others those that it hasn't
    let mut count = u64::from(longest.articles);
    let others: usize = shorter.iter().map(|list| list.articles as usize).sum();
    if others == 0 {
        return count;
    }
    let mut longest = Cursor::new(longest);
    if longest.list.articles as usize > JUMP * others {
        let mut any: Vec<DocId> = Vec::with_capacity(others);
        shorter.iter().for_each(|list| any.extend(all(list)));
        if shorter.len() > 1 {
            any.sort_unstable();
            any.dedup();
        }
        count += any.len() as u64;
        count -= any.iter().filter(|&&document| longest.find(document).is_some()).count() as u64;
        return count;
    }
    let mut marks = Marks::new(documents);
    for list in shorter {
        let mut cursor = Cursor::new(list);
        for number in 0..list.blocks.len() {
            cursor.block = number;
            for &document in cursor.docs() {
                count += u64::from(marks.add(document));
            }
        }
    }
    for number in 0..longest.list.blocks.len() {
        longest.block = number;
        let shared: u64 = longest.docs().iter().map(|&d| u64::from(marks.has(d))).sum();
        count -= shared;
    }
    count
}
