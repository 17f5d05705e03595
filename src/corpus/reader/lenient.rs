//! What programs write for JSON that is none, made valid.
//!
//! Python's `json.dumps` writes halves of surrogate pairs (`"\ud83d"`), which
//! are no characters, and `NaN` and `Infinity`, which are no JSON; hand-made
//! writers leave control characters as they are. A strict parser refuses the
//! whole record; here it is repaired, once the strict one has refused.

use std::fmt::Write;

/// `json` with half surrogate pairs as `\ufffd`, bare `NaN`, `Infinity` and
/// `-Infinity` as `null`, and control characters within strings escaped.
/// `None` where there was none of that.
///
/// A half pair is replaced by one character, so that offsets into the text are
/// those of the program that wrote it.
pub(super) fn repair(json: &str) -> Option<String> {
    let mut repaired = String::with_capacity(json.len() + 16);
    let mut changed = false;
    let mut rest = json;
    while !rest.is_empty() {
        let opening = memchr::memchr(b'"', rest.as_bytes()).unwrap_or(rest.len());
        changed |= push_outside(&rest[..opening], &mut repaired);
        rest = &rest[opening..];
        if rest.is_empty() {
            break;
        }
        repaired.push('"');
        rest = push_string(&rest[1..], &mut repaired, &mut changed);
    }
    changed.then_some(repaired)
}

/// Copies what is outside of strings; whether it had to be changed.
fn push_outside(text: &str, out: &mut String) -> bool {
    if !text.contains(['N', 'I']) {
        out.push_str(text);
        return false;
    }
    let plain =
        text.replace("-Infinity", "null").replace("Infinity", "null").replace("NaN", "null");
    out.push_str(&plain);
    plain != text
}

/// Copies a string from behind its opening quote, and gives what follows it.
fn push_string<'a>(text: &'a str, out: &mut String, changed: &mut bool) -> &'a str {
    let bytes = text.as_bytes();
    let mut from = 0; // what is before is in `out`
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                out.push_str(&text[from..=at]);
                return &text[at + 1..];
            }
            b'\\' => match unit(bytes, at) {
                Some(0xd800..=0xdbff) if matches!(unit(bytes, at + 6), Some(0xdc00..=0xdfff)) => {
                    at += 12
                }
                Some(0xd800..=0xdfff) => {
                    out.push_str(&text[from..at]);
                    out.push_str("\\ufffd");
                    at += 6;
                    from = at;
                    *changed = true;
                }
                // the escaped character may have several bytes, none of which is one of ours
                _ => at += 2,
            },
            control @ 0..0x20 => {
                out.push_str(&text[from..at]);
                // writing to a String can't fail
                let _ = write!(out, "\\u{control:04x}");
                at += 1;
                from = at;
                *changed = true;
            }
            _ => at += 1,
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    ""
}

/// The number of the escape `\uXXXX` at `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_python_writes_becomes_json() {
        let repaired = repair(
            r#"{"a": "x\ud83dy", "b": NaN, "c": [-Infinity], "d": "NaN \ud83d\ude00 \\ud83d"}"#,
        );
        let expected =
            r#"{"a": "x\ufffdy", "b": null, "c": [null], "d": "NaN \ud83d\ude00 \\ud83d"}"#;
        assert_eq!(repaired.as_deref(), Some(expected));
        assert_eq!(
            repair("{\"a\": \"tab\there\"}").as_deref(),
            Some("{\"a\": \"tab\\u0009here\"}")
        );
        assert_eq!(repair(expected), None);
        assert_eq!(repair(r#"{"a": "\"#), None);
    }

    proptest! {
        #[test]
        fn never_panics_and_keeps_what_is_json(text in "\\PC*", strings in proptest::collection::vec(any::<String>(), 0..4)) {
            let _ = repair(&text);
            let json = serde_json::to_string(&strings).unwrap();
            prop_assert_eq!(repair(&json), None);
        }
    }
}
