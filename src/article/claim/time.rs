//! The time of day and the zone of a claim.
//!
//! ```text
//! time  := hour ":" minute [":" second [("." | ":") digits]] [half]  10:15, 3:04 pm, 15:01:01.79
//!        | hour ("h" | "H") [minute]                             12h30
//!        | hour "." minute (half | zone | "uhr")                 10.15 GMT
//!        | hour half                                             3 pm
//! half  := "am" | "pm" | "a.m." | "p.m."
//! zone  := "Z" | name [offset] | offset | "[" … "]" | "(" … ")"  EST, GMT+0100, -05:00
//! ```

use super::words::{Folded, is_zone};

/// A time of day at the head of `text` and the bytes it takes. The inner
/// `None` is a time that no clock shows ("25:61"): its date still stands.
pub(super) fn time(text: &str) -> Option<(Option<u32>, usize)> {
    let bytes = text.as_bytes();
    let (hour, hour_digits) = number(bytes)?;
    if hour_digits > 2 {
        return None;
    }
    let mut at = hour_digits;
    let (mut minute, mut second) = (0, 0);
    if let [b' ', b'h', after @ ..] = &bytes[at..]
        && after.first().is_none_or(|b| !b.is_ascii_alphabetic())
    {
        // 12 h 30, as French papers set it
        let blank = usize::from(after.first() == Some(&b' '));
        let minute = number(&after[blank.min(after.len())..]).filter(|&(_, digits)| digits == 2);
        let taken = at + 2 + if minute.is_some() { blank + 2 } else { 0 };
        return Some((seconds(hour, minute.map_or(0, |(minute, _)| minute), 0), taken));
    }
    let needs_proof = match bytes.get(at) {
        Some(b':') => {
            let (read, digits) = number(&bytes[at + 1..])?;
            if digits != 2 {
                return None;
            }
            minute = read;
            at += 3;
            if bytes.get(at) == Some(&b':')
                && let Some((read, 2)) = number(&bytes[at + 1..])
            {
                second = read;
                at += 3 + fraction(&bytes[at + 3..]);
                // "22:06:08:684Z", thousandths after a colon
                if bytes.get(at) == Some(&b':') && matches!(number(&bytes[at + 1..]), Some((_, 3)))
                {
                    at += 4;
                }
            }
            false
        }
        Some(b'h' | b'H') => {
            at += 1;
            if let Some((read, 2)) = number(&bytes[at..]) {
                minute = read;
                at += 2;
            }
            if bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                return None;
            }
            false
        }
        Some(b'.') if matches!(number(&bytes[at + 1..]), Some((_, 2))) => {
            minute = number(&bytes[at + 1..])?.0;
            at += 3;
            // "10.15" alone may be anything; "2019" after it makes it a date
            if bytes.get(at) == Some(&b'.') {
                return None;
            }
            true
        }
        _ => true,
    };
    let hour = match half(&text[at..]) {
        Some((afternoon, taken)) => {
            at += taken;
            if !(1..=12).contains(&hour) {
                return Some((None, at));
            }
            hour % 12 + if afternoon { 12 } else { 0 }
        }
        None if needs_proof => {
            let after = text[at..].trim_start_matches(' ');
            let word = leading_word(after);
            let proven = Folded::new(word).is_some_and(|word| {
                word.as_str() == "uhr"
                    || (bytes.get(hour_digits) == Some(&b'.') && is_zone(word.as_str()))
            });
            if !proven {
                return None;
            }
            hour
        }
        None => hour,
    };
    Some((seconds(hour, minute, second), at))
}

/// A zone at the head of `text` (blanks before it allowed) and the bytes it takes.
pub(super) fn zone(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches([' ', '\u{a0}']);
    let blanks = text.len() - rest.len();
    let word = leading_word(rest);
    if !word.is_empty() {
        let folded = Folded::new(word)?;
        if !is_zone(folded.as_str()) {
            return None;
        }
        let mut taken = blanks + word.len();
        taken += offset(&text[taken..]).unwrap_or(0);
        return Some(taken + comment(&text[taken..]));
    }
    let length = offset(rest)?;
    // "15:04 -12 December 2019" is a dash, "15:04-05" and "15:04 -0500" are offsets
    if blanks > 0 && length < 5 {
        return None;
    }
    let taken = blanks + length;
    Some(taken + comment(&text[taken..]))
}

/// Seconds since midnight; `None` if no clock shows it. A leap second is
/// counted as the one before it.
pub(super) fn seconds(hour: u32, minute: u32, second: u32) -> Option<u32> {
    (hour < 24 && minute < 60 && second <= 60).then(|| hour * 3600 + minute * 60 + second.min(59))
}

/// A run of digits at the head of `bytes`: its value (that of the first nine) and its length.
pub(super) fn number(bytes: &[u8]) -> Option<(u32, usize)> {
    let len = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if len == 0 {
        return None;
    }
    let value = bytes[..len.min(9)].iter().fold(0, |value, b| value * 10 + u32::from(b - b'0'));
    Some((value, len))
}

/// The letters at the head of `text`.
pub(super) fn leading_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    &text[..end]
}

/// The bytes of a fraction of a second.
pub(super) fn fraction(bytes: &[u8]) -> usize {
    match bytes {
        [b'.' | b',', rest @ ..] => number(rest).map_or(0, |(_, digits)| 1 + digits),
        _ => 0,
    }
}

/// Whether it is after noon, and the bytes that say so.
fn half(text: &str) -> Option<(bool, usize)> {
    let rest = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let blanks = text.len() - rest.len();
    let bytes = rest.as_bytes();
    let afternoon = match bytes.first()?.to_ascii_lowercase() {
        b'a' => false,
        b'p' => true,
        _ => return None,
    };
    let dot = usize::from(bytes.get(1) == Some(&b'.'));
    if !bytes.get(1 + dot)?.eq_ignore_ascii_case(&b'm') {
        return None;
    }
    let mut end = 2 + dot;
    if dot == 1 && bytes.get(end) == Some(&b'.') {
        end += 1;
    }
    // "10:15 am Mittwoch" has no German in it that could be meant here; "10:15 amber" has
    if rest[end..].chars().next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    Some((afternoon, blanks + end))
}

/// `+01`, `-0500`, `+05:30`.
fn offset(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| matches!(c, '+' | '-' | '−'))?;
    let rest = &text.as_bytes()[sign.len_utf8()..];
    let digits = number(rest)?.1;
    let taken = match (digits, rest.get(digits)) {
        (2, Some(b':')) if matches!(number(&rest[3..]), Some((_, 2))) => 5,
        (1 | 2 | 4, _) => digits,
        _ => return None,
    };
    let ends = !rest.get(taken).is_some_and(|b| b.is_ascii_alphanumeric());
    ends.then_some(sign.len_utf8() + taken)
}

/// `(Central European Time)`, `[Europe/Paris]` after a zone.
fn comment(text: &str) -> usize {
    let rest = text.trim_start_matches(' ');
    let close = match rest.as_bytes().first() {
        Some(b'(') => ')',
        Some(b'[') => ']',
        _ => return 0,
    };
    rest.find(close).map_or(0, |end| text.len() - rest.len() + end + 1)
}
