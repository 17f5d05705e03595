//! From the positions of slots to the places where a shape matches.
//!
//! ```text
//! "peace talks"~1      peace: 3 17      talks: 5 40
//!                      3 → next talks after 3 is 5; 5-3-1 = 1 word between: 3..6
//!                      17 → 40; 22 words between: none
//!
//! peace NEAR/3 kabul   peace: 3 17      kabul: 1 6 30
//!                      3 and 1 are 2 apart: 1..4;  3 and 6 are 3 apart: 3..7
//! ```
//!
//! Distances are between the words that face each other; places that overlap
//! are not near each other, they are the same words. Where the right operand
//! is refused (`bank NOT w/3 "west bank"`), a place that overlaps is refused too.

use super::leaf::Shape;
use super::matching::{Found, Match};
use crate::query::Near;
use crate::schema::{COPY_GAP, LEAD_WORDS};

/// So many places of one pair of operands are kept; an article with more is
/// about nothing else.
const MOST_SPANS: usize = 4096;

/// What positions of slots mean in one text.
pub(crate) struct Frame<'a> {
    /// Sorted positions of each slot.
    pub(crate) lists: &'a [Vec<u32>],
    /// Of each slot of annotations the positions at which those of its kind end,
    /// sorted; of others none, also where this has no list for them.
    pub(crate) ends: &'a [Vec<u32>],
    /// Words of the body. From there on stand copies of the headline.
    pub(crate) words: u32,
    /// First positions of the sentences of the body, sorted.
    pub(crate) sentences: &'a [u32],
    /// First positions of its paragraphs, sorted.
    pub(crate) paragraphs: &'a [u32],
}

impl Frame<'_> {
    /// The places of a slot: a word, or an annotation up to its last word. Those of one kind don't
    /// overlap, so it ends where the next one of its kind does.
    fn places_of(&self, slot: usize) -> impl Iterator<Item = (u32, u32)> {
        let ends = self.ends.get(slot).map_or(&[][..], Vec::as_slice);
        let mut at = 0;
        self.lists[slot].iter().map(move |&start| {
            while ends.get(at).is_some_and(|&last| last < start) {
                at += 1;
            }
            (start, ends.get(at).map_or(start, |&last| last) + 1)
        })
    }

    /// Positions from here on repeat what was counted before: past the body
    /// and the first copy of the headline.
    pub(crate) fn end_of_once(&self) -> u32 {
        once(self.words)
    }

    /// First position of the sentence or paragraph of a position, and the first after it.
    fn around(&self, near: Near, position: u32) -> (u32, u32) {
        if position >= self.words {
            return (self.words, u32::MAX);
        }
        let starts = if near == Near::Sentence { self.sentences } else { self.paragraphs };
        let next = starts.partition_point(|&start| start <= position);
        let from = next.checked_sub(1).map_or(0, |at| starts[at]);
        (from, starts.get(next).copied().unwrap_or(self.words))
    }

    fn together(&self, near: Near, a: u32, b: u32) -> bool {
        let (a, b) = (a.min(b), a.max(b));
        if b >= self.words {
            // copies stand apart from the body and from each other
            return a >= self.words && b - a < COPY_GAP;
        }
        let starts = if near == Near::Sentence { self.sentences } else { self.paragraphs };
        // no start lies after a and up to b
        starts.partition_point(|&start| start <= a) == starts.partition_point(|&start| start <= b)
    }
}

/// See [`Frame::end_of_once`].
pub(crate) fn once(words: u32) -> u32 {
    words.saturating_add(2 * COPY_GAP + 1)
}

/// What is kept of a place beside its ends.
trait Light: Clone {
    fn piece(start: u32, end: u32) -> Self;
    fn and(&self, other: &Self) -> Self;
}

impl Light for () {
    fn piece(_: u32, _: u32) -> Self {}
    fn and(&self, (): &Self) -> Self {}
}

impl Light for Vec<(u32, u32)> {
    fn piece(start: u32, end: u32) -> Self {
        vec![(start, end)]
    }

    fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.extend(other);
        both
    }
}

#[derive(Clone)]
struct Span<L> {
    start: u32,
    end: u32,
    lit: L,
}

/// How many places a shape has, and how many of them before a position.
pub(crate) fn count(shape: &Shape, frame: &Frame<'_>, before: u32) -> (u32, u32) {
    let spans = places::<()>(shape, frame);
    let early = spans.partition_point(|span| span.start < before);
    (spans.len() as u32, early as u32)
}

/// How many places two different words have that are within `words` of each
/// other, as [`count`] counts them.
pub(crate) fn pairs_within(left: &[u32], right: &[u32], words: u32) -> u32 {
    let (mut from, mut to, mut pairs) = (0, 0, 0);
    for &position in left {
        while right.get(from).is_some_and(|&other| other.saturating_add(words) < position) {
            from += 1;
        }
        while right.get(to).is_some_and(|&other| other <= position.saturating_add(words)) {
            to += 1;
        }
        pairs += to - from;
    }
    pairs.min(MOST_SPANS) as u32
}

/// Adds the places of a shape, and what is lit of them.
pub(crate) fn find(shape: &Shape, frame: &Frame<'_>, leaf: u16, out: &mut Found) {
    // a word is its own light, and most leaves are words
    if let Shape::Word(slot) = shape {
        let at = |(start, end): (u32, u32)| Match { start, end, leaf };
        out.matches.extend(frame.places_of(*slot).map(at));
        out.lit.extend(frame.places_of(*slot).map(at));
        return;
    }
    for span in places::<Vec<(u32, u32)>>(shape, frame) {
        out.matches.push(Match { start: span.start, end: span.end, leaf });
        out.lit.extend(span.lit.into_iter().map(|(start, end)| Match { start, end, leaf }));
    }
}

/// All places, sorted, each once.
fn places<L: Light>(shape: &Shape, frame: &Frame<'_>) -> Vec<Span<L>> {
    match shape {
        Shape::Word(slot) => frame
            .places_of(*slot)
            .map(|(start, end)| Span { start, end, lit: L::piece(start, end) })
            .collect(),
        Shape::Phrase(slots, slop) => phrase(slots, *slop, frame),
        Shape::Either(parts) => sorted(parts.iter().flat_map(|part| places(part, frame)).collect()),
        Shape::Near { left, near, refused, right } => {
            let (left, right) = (places(left, frame), places(right, frame));
            if *refused {
                alone(left, *near, &right, frame)
            } else {
                pairs(&left, *near, &right, frame)
            }
        }
        Shape::AtLeast(times, inner) => {
            let spans = places(inner, frame);
            let once = frame.end_of_once();
            let enough = spans.iter().filter(|span| span.start < once).count() >= *times as usize;
            if enough { spans } else { Vec::new() }
        }
        Shape::Lead(inner) => {
            let lead = (LEAD_WORDS as u32).min(frame.words);
            let mut spans = places(inner, frame);
            spans.retain(|span: &Span<L>| span.end <= lead);
            spans
        }
    }
}

/// Slots in order with at most `slop` words between them all: for each place
/// of the first the nearest ones after it.
fn phrase<L: Light>(slots: &[usize], slop: u32, frame: &Frame<'_>) -> Vec<Span<L>> {
    let mut out = Vec::new();
    let Some((first, rest)) = slots.split_first() else { return out };
    let mut rest: Vec<_> = rest.iter().map(|slot| frame.places_of(*slot).peekable()).collect();
    for (start, mut end) in frame.places_of(*first) {
        let mut between = 0;
        for places in &mut rest {
            // where the slot before ends only grows, so what is passed over is not wanted again
            while places.next_if(|place| place.0 < end).is_some() {}
            let Some(&(next, its_end)) = places.peek() else { return out };
            between += next - end;
            end = its_end;
        }
        if between <= slop {
            out.push(Span { start, end, lit: L::piece(start, end) });
        }
    }
    out
}

fn sorted<L>(mut spans: Vec<Span<L>>) -> Vec<Span<L>> {
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup_by_key(|span| (span.start, span.end));
    spans
}

/// Whether two places that don't overlap are near.
fn is_near<L>(left: &Span<L>, near: Near, right: &Span<L>, frame: &Frame<'_>) -> bool {
    if near == Near::Inside {
        return right.start <= left.start && left.end <= right.end;
    }
    let left_first = left.end <= right.start;
    if !left_first && right.end > left.start {
        return false;
    }
    let apart = if left_first { right.start + 1 - left.end } else { left.start + 1 - right.end };
    match near {
        Near::Words(words) => apart <= words,
        Near::Ordered(words) => left_first && apart <= words,
        Near::Sentence | Near::Paragraph => {
            let (start, end) = (left.start.min(right.start), left.end.max(right.end));
            frame.together(near, start, end - 1)
        }
        Near::Inside => false,
    }
}

fn pairs<L: Light>(
    left: &[Span<L>],
    near: Near,
    right: &[Span<L>],
    frame: &Frame<'_>,
) -> Vec<Span<L>> {
    let mut out = Vec::new();
    for a in left {
        for b in within_reach(a, near, right, frame) {
            if is_near(a, near, b, frame) {
                out.push(match near {
                    // what holds it is not the evidence
                    Near::Inside => a.clone(),
                    _ => Span {
                        start: a.start.min(b.start),
                        end: a.end.max(b.end),
                        lit: a.lit.and(&b.lit),
                    },
                });
                if out.len() == MOST_SPANS {
                    return sorted(out);
                }
            }
        }
    }
    // lights of places with the same ends are joined
    out.sort_by_key(|span| (span.start, span.end));
    out.dedup_by(|later, kept| {
        let same = (later.start, later.end) == (kept.start, kept.end);
        if same {
            kept.lit = kept.lit.and(&later.lit);
        }
        same
    });
    out
}

fn alone<L: Light>(
    left: Vec<Span<L>>,
    near: Near,
    right: &[Span<L>],
    frame: &Frame<'_>,
) -> Vec<Span<L>> {
    let overlap = |a: &Span<L>, b: &Span<L>| a.start < b.end && b.start < a.end;
    left.into_iter()
        .filter(|a| {
            // what overlaps may begin in another sentence
            let within = match near {
                Near::Words(_) | Near::Ordered(_) => within_reach(a, near, right, frame),
                Near::Sentence | Near::Paragraph | Near::Inside => right,
            };
            !within.iter().any(|b| overlap(a, b) || is_near(a, near, b, frame))
        })
        .collect()
}

/// Those of the sorted `spans` that can be near `a`, by their starts.
fn within_reach<'s, L>(
    a: &Span<L>,
    near: Near,
    spans: &'s [Span<L>],
    frame: &Frame<'_>,
) -> &'s [Span<L>] {
    let words = match near {
        Near::Words(words) | Near::Ordered(words) => words,
        // quotations don't overlap: the last that begins by then holds it, or none does
        Near::Inside => {
            let to = spans.partition_point(|b| b.start <= a.start);
            return &spans[to.saturating_sub(1)..to];
        }
        Near::Sentence | Near::Paragraph => {
            let (from, to) = frame.around(near, a.start);
            let from = spans.partition_point(|b| b.start < from);
            let to = spans.partition_point(|b| b.start < to);
            return &spans[from..to];
        }
    };
    // a place may be long: its start says little of its end, so only what begins too late is cut
    let to = spans.partition_point(|b| b.start < a.end.saturating_add(words));
    let from = if spans.iter().all(|b| b.end - b.start <= 8) {
        spans.partition_point(|b| b.start.saturating_add(words + 8) < a.start)
    } else {
        0
    };
    &spans[from.min(to)..to]
}
