//! The best documents of a segment, without scoring what can't be among them.
//!
//! MaxScore (Turtle and Flood, "Query evaluation: strategies and
//! optimizations", 1995) over block maxima (Ding and Suel, "Faster top-k
//! document retrieval using block-max indexes", 2011): a segment is cut into
//! windows of documents, and what the best block of each list in a window can
//! score bounds the window. A few of the most promising windows go first,
//! so that the threshold is high for all others.

use super::best::Best;
use super::blocks::{Block, Cursor, Postings};
use tantivy::DocId;
use tantivy::query::Bm25Weight;

/// Documents of a window: small enough that few lists have many blocks in it.
const WINDOW: usize = 1024;
/// So many windows go first.
const FIRST: usize = 4;

/// A list with what scores it.
pub(super) struct Scored<'a> {
    pub(super) postings: &'a Postings,
    pub(super) weight: &'a Bm25Weight,
}

/// What all documents of a segment are scored with.
pub(super) struct Segment<'a> {
    pub(super) documents: u32,
    /// Lengths of texts, a code for each document.
    pub(super) norms: &'a [&'a [u8]],
    pub(super) alive: Option<&'a dyn Fn(DocId) -> bool>,
}

impl Segment<'_> {
    pub(super) fn is_alive(&self, document: DocId) -> bool {
        self.alive.is_none_or(|alive| alive(document))
    }
}

/// Offers the best documents that any of the lists has.
pub(super) fn any(lists: &[Scored<'_>], segment: &Segment<'_>, best: &mut Best<'_>) {
    match lists {
        [] => {}
        [only] => one(only, segment, best),
        _ => {
            let windows = Windows::new(lists, segment.documents);
            let mut union = Union {
                cursors: lists.iter().map(|list| Cursor::new(list.postings)).collect(),
                lists,
                segment,
                sums: vec![0.0; WINDOW],
                order: Vec::with_capacity(lists.len()),
                below: Vec::with_capacity(lists.len() + 1),
            };
            windows.each(best, |window, bounds, best| union.window(window, bounds, best));
        }
    }
}

/// Offers the best documents of one list: its best blocks first.
fn one(list: &Scored<'_>, segment: &Segment<'_>, best: &mut Best<'_>) {
    let blocks = &list.postings.blocks;
    let mut cursor = Cursor::new(list.postings);
    let norms = segment.norms[0];
    let mut block = |number: usize, best: &mut Best<'_>| {
        if best.is_below(f64::from(blocks[number].most)) {
            return;
        }
        cursor.block = number;
        let (docs, freqs) = cursor.docs_and_freqs();
        for (&document, &freq) in docs.iter().zip(freqs) {
            let score = f64::from(list.weight.score(norms[document as usize], freq));
            if !best.is_below(score) && segment.is_alive(document) {
                best.offer(document, score);
            }
        }
    };
    let first = highest(blocks.iter().map(|block| block.most));
    for &number in &first {
        block(number, best);
    }
    for number in (0..blocks.len()).filter(|number| !first.contains(number)) {
        block(number, best);
    }
}

/// The places of the [`FIRST`] highest values, highest first.
fn highest(values: impl Iterator<Item = f32>) -> Vec<usize> {
    let mut out: Vec<(usize, f32)> = Vec::with_capacity(FIRST + 1);
    for (place, value) in values.enumerate() {
        if out.len() < FIRST || out.last().is_some_and(|last| last.1 < value) {
            let at = out.partition_point(|other| other.1 >= value);
            out.insert(at, (place, value));
            out.truncate(FIRST);
        }
    }
    out.into_iter().map(|(place, _)| place).collect()
}

/// What each list can score at most in each window.
struct Windows {
    /// By window, then by list.
    bounds: Vec<f32>,
    lists: usize,
}

impl Windows {
    fn new(lists: &[Scored<'_>], documents: u32) -> Self {
        let windows = (documents as usize).div_ceil(WINDOW);
        let mut bounds = vec![0f32; windows * lists.len()];
        for (number, list) in lists.iter().enumerate() {
            let mut from = 0;
            for block in &list.postings.blocks {
                let to = block.last as usize / WINDOW;
                for window in from..=to {
                    let bound = &mut bounds[window * lists.len() + number];
                    *bound = bound.max(block.most);
                }
                from = (block.last as usize + 1) / WINDOW;
            }
        }
        Self { bounds, lists: lists.len() }
    }

    /// Calls `visit` for each window that may hold one of the best.
    fn each(&self, best: &mut Best<'_>, mut visit: impl FnMut(usize, &[f32], &mut Best<'_>)) {
        let total = |bounds: &[f32]| bounds.iter().map(|&bound| f64::from(bound)).sum::<f64>();
        let windows = self.bounds.chunks_exact(self.lists);
        let first = highest(windows.clone().map(|bounds| total(bounds) as f32));
        let mut go = |number: usize, best: &mut Best<'_>| {
            let bounds = &self.bounds[number * self.lists..][..self.lists];
            let total = total(bounds);
            if total > 0.0 && !best.is_below(total) {
                visit(number, bounds, best);
            }
        };
        for &number in &first {
            go(number, best);
        }
        for number in (0..windows.len()).filter(|number| !first.contains(number)) {
            go(number, best);
        }
    }
}

struct Union<'a> {
    lists: &'a [Scored<'a>],
    segment: &'a Segment<'a>,
    cursors: Vec<Cursor<'a>>,
    /// Scores of the window's documents so far.
    sums: Vec<f64>,
    /// Lists by what they can score in the window, least first.
    order: Vec<usize>,
    /// What the lists before one in that order can score together.
    below: Vec<f64>,
}

impl Union<'_> {
    fn window(&mut self, window: usize, bounds: &[f32], best: &mut Best<'_>) {
        self.order.clear();
        self.order.extend((0..bounds.len()).filter(|&list| bounds[list] > 0.0));
        self.order.sort_by(|&a, &b| bounds[a].total_cmp(&bounds[b]));
        self.below.clear();
        let mut sum = 0.0;
        for &list in &self.order {
            self.below.push(sum);
            sum += f64::from(bounds[list]);
        }
        self.below.push(sum);
        // lists that can't lift a document to the threshold, even together, only add to others
        let helpers =
            (1..=self.order.len()).take_while(|&number| best.is_below(self.below[number])).count();
        match self.order.len() - helpers {
            0 => {}
            1 => self.led_by_one(window, helpers, best),
            _ => self.added_up(window, bounds, helpers, best),
        }
    }

    fn led_by_one(&mut self, window: usize, helpers: usize, best: &mut Best<'_>) {
        let leader = self.order[helpers];
        let norms = self.segment.norms[leader];
        let below = self.below[helpers];
        let (from, to) = span(window);
        let (weight, list) = (self.lists[leader].weight, self.lists[leader].postings);
        let mut cursor = std::mem::replace(&mut self.cursors[leader], Cursor::new(list));
        let mut at = from;
        while let Some(&Block { last, most, .. }) = cursor.shallow(at)
            && at < to
        {
            if !best.is_below(f64::from(most) + below) {
                let (docs, freqs) = cursor.docs_and_freqs();
                let here = docs.partition_point(|&document| document < at);
                for (&document, &freq) in docs[here..].iter().zip(&freqs[here..]) {
                    if document >= to {
                        break;
                    }
                    let score = f64::from(weight.score(norms[document as usize], freq));
                    if !best.is_below(score + below) {
                        self.complete(document, score, helpers, best);
                    }
                }
            }
            at = last.saturating_add(1);
        }
        self.cursors[leader] = cursor;
    }

    fn added_up(&mut self, window: usize, bounds: &[f32], helpers: usize, best: &mut Best<'_>) {
        let (from, to) = span(window);
        let mut touched = [0u64; WINDOW / 64];
        for &number in &self.order[helpers..] {
            let (weight, norms) = (self.lists[number].weight, self.segment.norms[number]);
            let others = self.order.iter().filter(|&&other| other != number);
            let others: f64 = others.map(|&other| f64::from(bounds[other])).sum();
            let cursor = &mut self.cursors[number];
            let mut at = from;
            while let Some(&Block { last, most, .. }) = cursor.shallow(at)
                && at < to
            {
                // too little even with the best of all others: what these are short of matters to none
                if best.is_below(f64::from(most) + others) {
                    at = last.saturating_add(1);
                    continue;
                }
                let (docs, freqs) = cursor.docs_and_freqs();
                let here = docs.partition_point(|&document| document < at);
                let until = docs.partition_point(|&document| document < to);
                for (&document, &freq) in docs[here..until].iter().zip(&freqs[here..until]) {
                    let place = (document - from) as usize;
                    self.sums[place] += f64::from(weight.score(norms[document as usize], freq));
                    touched[place / 64] |= 1 << (place % 64);
                }
                at = last.saturating_add(1);
            }
        }
        let below = self.below[helpers];
        for (number, mut word) in touched.into_iter().enumerate() {
            while word != 0 {
                let place = number * 64 + word.trailing_zeros() as usize;
                word &= word - 1;
                let score = std::mem::take(&mut self.sums[place]);
                if !best.is_below(score + below) {
                    self.complete(from + place as DocId, score, helpers, best);
                }
            }
        }
    }

    /// Adds what the helpers score, while it can still matter.
    fn complete(&mut self, document: DocId, mut score: f64, helpers: usize, best: &mut Best<'_>) {
        if !self.segment.is_alive(document) {
            return;
        }
        for place in (0..helpers).rev() {
            let number = self.order[place];
            let cursor = &mut self.cursors[number];
            if let Some(at) = cursor.find(document) {
                let norm = self.segment.norms[number][document as usize];
                score += f64::from(self.lists[number].weight.score(norm, cursor.freq(at)));
            }
            if best.is_below(score + self.below[place]) {
                return;
            }
        }
        best.offer(document, score);
    }
}

/// First document of a window, and the first after it.
fn span(window: usize) -> (DocId, DocId) {
    ((window * WINDOW) as DocId, ((window + 1) * WINDOW) as DocId)
}

/// Offers the best of `candidates`, which are in order: all that match. A list
/// that hasn't a candidate adds nothing to its score.
pub(super) fn among(
    candidates: &[DocId],
    lists: &[Scored<'_>],
    segment: &Segment<'_>,
    best: &mut Best<'_>,
) {
    let windows = Windows::new(lists, segment.documents);
    let mut cursors: Vec<_> = lists.iter().map(|list| Cursor::new(list.postings)).collect();
    // the shortest list scores most, mostly
    let mut order: Vec<usize> = (0..lists.len()).collect();
    order.sort_by_key(|&list| lists[list].postings.articles);
    let mut bounds = vec![0f64; lists.len()];
    windows.each(best, |window, _, best| {
        let (from, to) = span(window);
        let mut at = candidates.partition_point(|&document| document < from);
        // the blocks that the cursors stand at hold no document after this
        let mut until = 0;
        let mut total = 0.0;
        let mut fresh = false;
        'candidates: while let Some(&document) = candidates.get(at)
            && document < to
        {
            if !fresh || document > until {
                (fresh, until, total) = (true, DocId::MAX, 0.0);
                for (cursor, bound) in cursors.iter_mut().zip(&mut bounds) {
                    *bound = 0.0;
                    if let Some(block) = cursor.shallow(document) {
                        *bound = f64::from(block.most);
                        until = until.min(block.last);
                    }
                    total += *bound;
                }
            }
            if best.is_below(total) {
                at += candidates[at..].partition_point(|&document| document <= until);
                continue;
            }
            at += 1;
            let (mut score, mut open) = (0.0, total);
            for &number in &order {
                let cursor = &mut cursors[number];
                if let Some(place) = cursor.find(document) {
                    let norm = segment.norms[number][document as usize];
                    score += f64::from(lists[number].weight.score(norm, cursor.freq(place)));
                }
                open -= bounds[number];
                // subtraction rounds: a little more is the bound
                if best.is_below((score + open) * (1.0 + 1e-9)) {
                    continue 'candidates;
                }
            }
            if segment.is_alive(document) {
                best.offer(document, score);
            }
        }
    });
}
