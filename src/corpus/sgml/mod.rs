//! Tolerant SGML: records cut from a stream, a record cut into tokens,
//! entities decoded. For TREC and Reuters-21578 files, and for the scraps of
//! HTML in Markdown.
//!
//! Nothing here is an error. What can't be markup is text: a bare `&`, a `<`
//! that no name follows. Names are compared without regard to case.
//!
//! ```text
//! token   := open | close | comment | text
//! open    := "<" name [attributes] ["/"] ">"
//! close   := "</" name [space] ">"
//! comment := "<!--" … "-->" | "<!" … ">" | "<?" … ">"     (dropped)
//! name    := letter or digit { letter | digit | "-" | "_" | ":" | "." }
//! entity  := "&" name [";"] | "&#" digits [";"] | "&#x" hex [";"]
//! ```

mod entity;
mod records;

pub(crate) use entity::decode_into;
pub(crate) use records::{Record, Records};

use memchr::{memchr, memmem};

/// Longer tags and comments are text: a text of nothing but openings must not
/// take time that grows with its square.
const LONGEST_TAG: usize = 8 * 1024;
/// See [`LONGEST_TAG`].
const LONGEST_COMMENT: usize = 64 * 1024;

/// A piece of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A start tag, with what stands after its name. An empty element
    /// (`<br/>`) is only opened.
    Open(&'a str, &'a str),
    /// An end tag.
    Close(&'a str),
    /// Text as written; see [`decode_into`].
    Text(&'a str),
}

/// The tokens of `text`, in order.
pub(crate) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { rest: text }
}

/// See [`tokens`].
pub(crate) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            match markup(self.rest) {
                Some((token, length)) => {
                    self.rest = &self.rest[length..];
                    if let Some(token) = token {
                        return Some(token);
                    }
                }
                None => {
                    let text = self.rest;
                    let mut end = 0;
                    loop {
                        // the first byte is text even if it is a "<"
                        let from = end + usize::from(text.as_bytes()[end] == b'<');
                        end = memchr(b'<', &text.as_bytes()[from..])
                            .map_or(text.len(), |next| from + next);
                        if end == text.len() || markup(&text[end..]).is_some() {
                            break;
                        }
                    }
                    let (text, rest) = text.split_at(end);
                    self.rest = rest;
                    return Some(Token::Text(text));
                }
            }
        }
    }
}

/// The markup at the head of `text` (`None` inside for a comment) and its length.
fn markup(text: &str) -> Option<(Option<Token<'_>>, usize)> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'<') {
        return None;
    }
    match bytes.get(1)? {
        b'!' if bytes.starts_with(b"<!--") => {
            let end = memmem::find(&bytes[4..bytes.len().min(LONGEST_COMMENT)], b"-->")?;
            Some((None, 4 + end + 3))
        }
        b'!' | b'?' => Some((None, tag_end(bytes)? + 1)),
        b'/' if bytes.get(2)?.is_ascii_alphanumeric() => {
            let end = tag_end(bytes)?;
            let inner = &text[2..end];
            let name = &inner[..name_length(inner)];
            inner[name.len()..].trim().is_empty().then_some((Some(Token::Close(name)), end + 1))
        }
        first if first.is_ascii_alphanumeric() => {
            let end = tag_end(bytes)?;
            let inner = &text[1..end];
            let (name, attributes) = inner.split_at(name_length(inner));
            // "<5% of" and "<b and" have no end of their own, or not what a tag has after its name
            let is_tag = attributes.is_empty()
                || attributes == "/"
                || attributes.starts_with(|c: char| c.is_ascii_whitespace());
            if !is_tag || !name.bytes().any(|b| b.is_ascii_alphabetic()) {
                return None;
            }
            Some((Some(Token::Open(name, attributes)), end + 1))
        }
        _ => None,
    }
}

/// Where the `>` of a tag is; `None` if another `<` comes first, outside quotes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate().take(LONGEST_TAG).skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            // a quote opens only where a value begins: "<P ID=O'Neill>" has none
            (None, b'"' | b'\'') if bytes[at - 1] == b'=' => quote = Some(byte),
            (Some(open), _) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

fn name_length(text: &str) -> usize {
    text.bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.')))
        .unwrap_or(text.len())
}

/// The value of an attribute, as written.
pub(crate) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let length = name_length(rest);
        if length == 0 {
            // an odd character: go on after it
            let mut chars = rest.chars();
            chars.next()?;
            rest = chars.as_str();
            continue;
        }
        let (found, after) = rest.split_at(length);
        let after_equals = after.trim_start().strip_prefix('=');
        let Some(value) = after_equals.map(str::trim_start) else {
            rest = after;
            continue;
        };
        let (value, after) = match value.as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let inner = &value[1..];
                inner.split_once(char::from(quote)).unwrap_or((inner, ""))
            }
            _ => {
                value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len()))
            }
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_markup_is_text() {
        let tokens: Vec<Token<'_>> =
            tokens("<P>5 < 6 & <5% of AT&T</p ><!-- no --><br/>a<b and <A HREF='x>y'>z<").collect();
        insta::assert_debug_snapshot!(tokens, @r#"
        [
            Open(
                "P",
                "",
            ),
            Text(
                "5 < 6 & <5% of AT&T",
            ),
            Close(
                "p",
            ),
            Open(
                "br",
                "/",
            ),
            Text(
                "a<b and ",
            ),
            Open(
                "A",
                " HREF='x>y'",
            ),
            Text(
                "z<",
            ),
        ]
        "#);
    }

    #[test]
    fn attributes_are_found_in_any_quotes() {
        let attributes = r#" TYPE="BRIEF" newid=12 note='a "b"' alone last=1/"#;
        assert_eq!(attribute(attributes, "type"), Some("BRIEF"));
        assert_eq!(attribute(attributes, "NEWID"), Some("12"));
        assert_eq!(attribute(attributes, "note"), Some("a \"b\""));
        assert_eq!(attribute(attributes, "id"), None);
        assert_eq!(attribute(attributes, "alone"), None);
    }

    proptest! {
        #[test]
        fn no_text_is_lost(text in "[<>/a&;!'\"= -]{0,40}") {
            // without markup every byte is in the text tokens
            let whole: String = tokens(&text.replace('<', "< ")).map(|token| match token {
                Token::Text(text) => text,
                _ => "",
            }).collect();
            prop_assert_eq!(whole, text.replace('<', "< "));
            let _ = tokens(&text).count();
            let _ = attribute(&text, "a");
        }
    }
}
