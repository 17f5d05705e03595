//! Where quotation marks open and close.
//!
//! ```text
//! “…”  "…"  «…»  »…«  „…“  „…”  『…』     and ‘…’ where a text has none of these
//! ```
//!
//! A quotation ends in its paragraph. One that does not is a quotation only if
//! the next paragraph opens with a mark again, as in a speech of several
//! paragraphs; any other mark without a partner is passed over. A mark that
//! opens while one is open takes its place.

use std::ops::Range;

/// A quotation with its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// First byte of the opening mark.
    pub(super) start: usize,
    /// Byte after the closing mark, or the end of the paragraph's text.
    pub(super) end: usize,
    /// First byte within.
    pub(super) inner: usize,
    /// Byte after the last within.
    pub(super) inner_end: usize,
    /// Whether it goes on in the next paragraph.
    pub(super) goes_on: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Straight,
    Curly,
    Low,
    Guillemets,
    Turned,
    Single,
}

/// The quotations of a paragraph, in order. `is_last` where no paragraph
/// follows; `next_opens` whether the next one begins with an opening mark.
pub(super) fn of(
    body: &str,
    paragraph: Range<usize>,
    next_opens: bool,
    with_single: bool,
    out: &mut Vec<Span>,
) {
    let text = &body[paragraph.clone()];
    let text = text.trim_end();
    let mut open: Option<(Sort, usize, usize)> = None;
    let mut before = '\n';
    let mut marks = text.char_indices().peekable();
    while let Some((at, letter)) = marks.next() {
        if !is_mark(letter) {
            before = letter;
            continue;
        }
        let next = marks.peek().map_or('\n', |(_, letter)| *letter);
        let sort = open.map(|(sort, ..)| sort);
        let (start, end) = (paragraph.start + at, paragraph.start + at + letter.len_utf8());
        let closes = match (sort, letter) {
            (Some(Sort::Straight), '"') => !opens_here(before, next) || !text_follows(next),
            (Some(Sort::Curly), '”') | (Some(Sort::Low), '“' | '”') => true,
            // "”" for both, as some typists do
            (Some(Sort::Curly), '"') | (Some(Sort::Straight), '”') => !opens_here(before, next),
            (Some(Sort::Guillemets), '»') | (Some(Sort::Turned), '«') => true,
            (Some(Sort::Single), '’') => !next.is_alphanumeric() && closes_single(before),
            _ => false,
        };
        if closes {
            if let Some((_, start, inner)) = open.take() {
                out.push(Span {
                    start,
                    end,
                    inner,
                    inner_end: paragraph.start + at,
                    goes_on: false,
                });
            }
        } else {
            let opened = match letter {
                '"' if opens_here(before, next) => Some(Sort::Straight),
                '“' => Some(Sort::Curly),
                '„' => Some(Sort::Low),
                '«' => Some(Sort::Guillemets),
                '»' if opens_here(before, next) => Some(Sort::Turned),
                '‘' if with_single && opens_here(before, next) => Some(Sort::Single),
                _ => None,
            };
            if let Some(sort) = opened
                && !(sort == Sort::Single && open.is_some())
            {
                open = Some((sort, start, end));
            }
        }
        before = letter;
    }
    if let Some((_, start, inner)) = open
        && next_opens
    {
        let end = paragraph.start + text.len();
        out.push(Span { start, end, inner, inner_end: end, goes_on: true });
    }
}

/// Whether a text uses double marks of any kind.
pub(super) fn has_double(body: &str) -> bool {
    body.contains(['"', '“', '„', '«'])
}

/// Whether `text` begins with a mark that opens a quotation.
pub(super) fn opens(text: &str) -> bool {
    text.trim_start().starts_with(['"', '“', '„', '«', '‘'])
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’')
}

/// Whether a mark between these two opens: after space, a bracket or a dash,
/// and before text.
fn opens_here(before: char, next: char) -> bool {
    (before.is_whitespace()
        || matches!(before, '(' | '[' | '—' | '–' | '-' | ':' | '‘' | '\'' | '/'))
        && text_follows(next)
}

fn text_follows(next: char) -> bool {
    !next.is_whitespace()
}

/// A single mark after these closes; after others it is an apostrophe
/// ("the workers’ party"), unless no space follows a word.
fn closes_single(before: char) -> bool {
    !before.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        of(text, 0..text.len(), false, !has_double(text), &mut out);
        out.iter().map(|span| &text[span.inner..span.inner_end]).collect()
    }

    #[test]
    fn marks_of_all_kinds() {
        assert_eq!(found("“One,” he said. “Two.”"), ["One,", "Two."]);
        assert_eq!(found("\"One,\" he said. \"Two.\""), ["One,", "Two."]);
        assert_eq!(found("« Un », dit-il."), [" Un "]);
        assert_eq!(found("»Eins«, sagte er."), ["Eins"]);
        assert_eq!(found("„Eins“, sagte er. „Zwei”"), ["Eins", "Zwei"]);
        assert_eq!(found("‘It’s one,’ he said."), ["It’s one,"]);
        assert_eq!(found("He said it was (\"one\")."), ["one"]);
    }

    #[test]
    fn a_mark_without_a_partner_is_passed_over() {
        assert_eq!(found("“One and “two,” he said."), ["two,"]);
        assert_eq!(found("A 6\" pipe and “two,” he said."), ["two,"]);
        assert_eq!(found("“One and two, he said."), [""; 0]);
        assert_eq!(found("one” and “two”"), ["two"]);
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph() {
        let text = "“One and two.";
        let mut out = Vec::new();
        of(text, 0..text.len(), true, false, &mut out);
        assert!(out[0].goes_on);
        assert_eq!(out[0].end, text.len());
    }
}
