//! Cuts what has no stops: tables, lists of results, pages of noisy OCR.

use super::LONGEST;

/// Where to cut the sentence `start..end`, which is longer than [`LONGEST`].
///
/// The piece before the cut has at most [`LONGEST`] bytes and at least a
/// quarter of that (unless it would cut a character), and what is left over
/// is no scrap either. Cuts after the last line end there, else the last
/// `;` or `:`, else a comma, else a space, else between two characters.
pub(super) fn cut(body: &str, start: usize, end: usize) -> usize {
    let bytes = body.as_bytes();
    let length = end - start;
    let most = LONGEST.min(length * 2 / 3);
    let piece = &bytes[start..start + most];
    let from = most / 2;
    let after_last = |is_cut: &dyn Fn(usize) -> bool| {
        (from..most.saturating_sub(1)).rev().find(|&i| is_cut(i)).map(|i| i + 1)
    };
    let is_space = |i: usize| matches!(piece[i], b' ' | b'\t' | b'\n' | b'\r');
    // a line that ends in a hyphen breaks a word
    let breaks_word = |i: usize| {
        let before = piece[..i].iter().rev().find(|byte| !matches!(byte, b' ' | b'\r'));
        piece[i] == b'\n' && before == Some(&b'-')
    };
    let line_end = |i: usize| piece[i] == b'\n' && !breaks_word(i) && !is_space(i + 1);
    let clause_end =
        |i: usize| is_space(i) && matches!(piece[i - 1], b';' | b':') && !is_space(i + 1);
    let comma = |i: usize| is_space(i) && piece[i - 1] == b',' && !is_space(i + 1);
    let word_end = |i: usize| is_space(i) && !is_space(i + 1) && !breaks_word(i);
    let found = after_last(&line_end)
        .or_else(|| after_last(&clause_end))
        .or_else(|| after_last(&comma))
        .or_else(|| after_last(&word_end))
        .unwrap_or(most);
    floor_char_boundary(body, start + found)
}

/// The last boundary of a character at or before byte `at`.
fn floor_char_boundary(body: &str, at: usize) -> usize {
    (0..=at).rev().find(|&i| body.is_char_boundary(i)).unwrap_or(0)
}
