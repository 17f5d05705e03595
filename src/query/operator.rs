//! The words that are operators: ours, and those that users of Nexis, Factiva
//! and dtSearch have in their fingers.
//!
//! ```text
//! ours          Nexis        Factiva      means
//! NEAR/5  w/5   w/5  /5      near5        at most 5 words apart
//! pre/5         pre/5        adj5         in this order
//! w/s           w/s w/sent                in the same sentence
//! w/p           w/p w/para   same         in the same paragraph
//! resign*       resign!      resign*      words that begin so
//! hlead:x       hlead(x)                  in the headline or the lead
//! headline:x    headline(x)  hd=x         in the headline
//! lead:x        lead(x)      lp=x         in the lead
//! by:x          byline(x)    by=x         the author
//! ```

use super::tree::Near;

/// Words may be asked to stand so near at most; more is the same article. Less
/// than the gap that the index leaves between body, headline and lead.
pub(super) const MAX_DISTANCE: u32 = 1000;

/// What `NEAR` means without a number.
const NEAR_ALONE: u32 = 10;

/// Reads an operator of proximity. `same` is not among them, as it is a word too.
pub(super) fn proximity(text: &str) -> Option<Near> {
    let distance = |digits: &str| -> Option<u32> {
        let digits_only = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        // more digits than a number holds is as far as can be
        digits_only.then(|| digits.parse().unwrap_or(u32::MAX).clamp(1, MAX_DISTANCE))
    };
    match text {
        "NEAR" => return Some(Near::Words(NEAR_ALONE)),
        "ADJ" | "adj" => return Some(Near::Ordered(1)),
        "SAME" => return Some(Near::Paragraph),
        _ => {}
    }
    let lower = text.to_ascii_lowercase();
    if let Some(scope) = lower.strip_prefix("w/").or_else(|| lower.strip_prefix('/')) {
        return match scope {
            "s" | "sent" => Some(Near::Sentence),
            "p" | "para" => Some(Near::Paragraph),
            digits => distance(digits).map(Near::Words),
        };
    }
    for name in ["near/", "near"] {
        if let Some(digits) = lower.strip_prefix(name) {
            return distance(digits).map(Near::Words);
        }
    }
    for name in ["pre/", "adj/", "adj"] {
        if let Some(digits) = lower.strip_prefix(name) {
            return distance(digits).map(Near::Ordered);
        }
    }
    None
}

/// Whether a distance was more than can be asked for.
pub(super) fn is_too_far(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    !digits.is_empty() && !digits.parse::<u32>().is_ok_and(|n| (1..=MAX_DISTANCE).contains(&n))
}

/// The field of a Factiva code before `=`.
pub(super) fn factiva_field(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "hd" => "headline",
        "lp" => "lead",
        "hlp" => "hlead",
        "by" => "by",
        "sn" => "source",
        "se" => "section",
        "la" => "lang",
        "an" => "id",
        "wc" => "length",
        _ => return None,
    })
}

/// The field of a Nexis segment before a bracket: `hlead(moon)`.
pub(super) fn nexis_segment(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "hlead" => "hlead",
        "headline" => "headline",
        "lead" => "lead",
        "byline" => "by",
        "body" | "text" => "text",
        "publication" => "source",
        "section" => "section",
        "language" => "lang",
        _ => return None,
    })
}

/// N of `atleastN`, or of Nexis' `atlN`, which stands before a bracket.
pub(super) fn at_least(name: &str) -> Option<u32> {
    let lower = name.to_ascii_lowercase();
    let digits = lower.strip_prefix("atleast").or_else(|| lower.strip_prefix("atl"))?;
    digits.parse().ok().filter(|times| *times > 0)
}

/// The bounds of `length>500`, `length:200..800`, `wc<300`; `text` is what
/// follows the name.
pub(super) fn length(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let number = |text: &str| text.parse::<u32>().ok();
    if let Some(rest) = text.strip_prefix(">=") {
        return Some((Some(number(rest)?), None));
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return Some((None, Some(number(rest)?)));
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Some((Some(number(rest)?.checked_add(1)?), None));
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Some((None, Some(number(rest)?.checked_sub(1)?)));
    }
    if let Some((from, to)) = text.split_once("..") {
        let bound = |text: &str| if text.is_empty() { Some(None) } else { number(text).map(Some) };
        let (from, to) = (bound(from)?, bound(to)?);
        let ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
        return ((from.is_some() || to.is_some()) && ordered).then_some((from, to));
    }
    let exactly = number(text)?;
    Some((Some(exactly), Some(exactly)))
}
