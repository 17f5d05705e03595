//! The passages of one article: chosen from positions, grown to their context,
//! read, lit; none says again what another says.

use super::SearchError;
use super::context::Context;
use super::highlight::light;
use super::passage::{Chosen, MAX_SENTENCES, Windows};
use super::repeated::Shown;
use super::response::{Passage, Span};
use crate::article::char_offset;
use crate::store::{Found, Match, Record, SentenceAt};
use std::ops::Range;

/// So many repetitions are passed over at most: an article may be nothing else.
const MAX_REPEATED: usize = 32;

/// The best `most` passages of an article, best first; its first sentence
/// where nothing matches.
pub(super) fn passages(
    record: &Record,
    found: &Found,
    weights: &[f32],
    most: usize,
    context: Context,
) -> Result<Vec<Passage>, SearchError> {
    let sentences = match context {
        Context::Sentence => {
            // a window, and the sentence at which it ends
            let starts = found.matches.iter().map(|found| found.start);
            record.sentences_around(starts, MAX_SENTENCES + 1)?
        }
        Context::Paragraph => record.sentences()?,
    };
    let sentences = sentences.as_slice();
    let mut windows = Windows::new(sentences, record.body_bytes(), &found.matches, weights);
    let mut out = Vec::new();
    let mut shown = Shown::default();
    let mut repeated = 0;
    while out.len() < most && repeated < MAX_REPEATED {
        let Some(window) = windows.best() else { break };
        let grown = context.grow(&window, sentences, record.body_bytes(), windows.taken());
        windows.take(grown.clone());
        let passage = read(record, sentences, grown, window.score, &found.lit)?;
        if most > 1 && shown.repeats(&passage.text) {
            repeated += 1;
        } else {
            out.push(passage);
        }
    }
    if out.is_empty() && most > 0 && !sentences.is_empty() {
        let lead = Chosen { first: 0, last: 1, score: 0.0 };
        let grown = context.grow(&lead, sentences, record.body_bytes(), &[]);
        out.push(read(record, sentences, grown, 0.0, &found.lit)?);
    }
    Ok(out)
}

/// Reads sentences of an article, and lights what matches in them.
fn read(
    record: &Record,
    sentences: &[SentenceAt],
    window: Range<usize>,
    score: f32,
    lit: &[Match],
) -> Result<Passage, SearchError> {
    let start = sentences[window.start].byte as usize;
    let end = sentences.get(window.end).map_or(record.body_bytes(), |next| next.byte as usize);
    let (raw, chars_before) = record.text(start..end)?;
    let base = sentences[window.start].position;
    let lit = light(&raw, base, lit);
    let text = raw.trim();
    let cut = raw.len() - raw.trim_start().len();
    let first = chars_before + char_offset(&raw, cut);
    let mut highlights = Vec::with_capacity(lit.len());
    // characters are counted from one piece to the next, not from the start each time
    let (mut byte, mut at) = (cut, first);
    for piece in lit {
        let span_start = at + char_offset(&raw[byte..piece.start], piece.start - byte);
        let span_end = span_start + char_offset(&raw[piece.clone()], piece.len());
        highlights.push(Span { start: span_start, end: span_end });
        (byte, at) = (piece.end, span_end);
    }
    Ok(Passage {
        start: first,
        end: first + char_offset(text, text.len()),
        text: text.to_owned(),
        score,
        highlights,
        copies: None,
    })
}
