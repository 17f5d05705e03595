//! Keeps pages away from the parser that would cost it minutes or the stack.
//!
//! The tree builder of HTML5 looks up its stack of open elements at most tags,
//! reopens unclosed formatting (`<font size=1><p>`) in every block that
//! follows, and compares an attribute with all before it; each is quadratic on
//! hostile input, and what reads the tree afterwards recurses. So tags are
//! counted first, in one linear scan that follows the same stack roughly,
//! erring on the side of depth.

use memchr::{memchr, memmem};

/// Browsers flatten what is nested deeper than 512.
const DEEPEST: usize = 1_000;
/// Attributes of one tag.
const MOST_ATTRIBUTES: usize = 1_000;
/// Sum, over all tags, of the formatting elements that wait to be reopened.
const MOST_REOPENED: usize = 5_000_000;

/// A tag's name: its first eight bytes in lower case (enough to tell apart what matters here).
type Name = u64;

const fn name(text: &[u8]) -> Name {
    let mut packed = 0;
    let mut i = 0;
    while i < text.len() && i < 8 {
        packed = packed << 8 | text[i].to_ascii_lowercase() as u64;
        i += 1;
    }
    packed
}

/// Elements without content, and those that close their like when they open.
const FLAT: &[Name] = &[
    name(b"a"),
    name(b"area"),
    name(b"base"),
    name(b"body"),
    name(b"br"),
    name(b"col"),
    name(b"dd"),
    name(b"dt"),
    name(b"embed"),
    name(b"head"),
    name(b"hr"),
    name(b"html"),
    name(b"img"),
    name(b"input"),
    name(b"li"),
    name(b"link"),
    name(b"meta"),
    name(b"option"),
    name(b"p"),
    name(b"param"),
    name(b"source"),
    name(b"tbody"),
    name(b"td"),
    name(b"th"),
    name(b"thead"),
    name(b"tr"),
    name(b"track"),
    name(b"wbr"),
];
const FORMATTING: &[Name] = &[
    name(b"b"),
    name(b"big"),
    name(b"code"),
    name(b"em"),
    name(b"font"),
    name(b"i"),
    name(b"s"),
    name(b"small"),
    name(b"strike"),
    name(b"strong"),
    name(b"tt"),
    name(b"u"),
];
/// What an end tag of something else does not look beyond.
const SCOPE: &[Name] =
    &[name(b"applet"), name(b"marquee"), name(b"object"), name(b"table"), name(b"template")];
/// Elements whose content is text up to their end tag.
const RAW: &[&[u8]] =
    &[b"iframe", b"noembed", b"noframes", b"script", b"style", b"textarea", b"title", b"xmp"];
const SVG: Name = name(b"svg");
const MATH: Name = name(b"math");

#[derive(Default)]
struct Open {
    /// Open elements, without those of [`FLAT`].
    stack: Vec<Name>,
    /// Formatting elements without an end tag as yet, with a digest of the tag.
    formatting: Vec<(Name, u64)>,
    reopened: usize,
}

/// Whether a page can be parsed in a time and depth that are proportionate;
/// `Err` says in words what is wrong with it.
pub(super) fn check(html: &str) -> Result<(), String> {
    let bytes = html.as_bytes();
    let mut open = Open::default();
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found + 1;
        let rest = &bytes[at..];
        match rest.first() {
            Some(b'!') if rest.starts_with(b"!--") => {
                // `<!-->` is a whole comment
                at += memmem::find(&rest[1..], b"-->").map_or(rest.len(), |end| end + 4);
            }
            Some(b'/') => {
                let end_name = &rest[1..][..name_len(&rest[1..])];
                at += 1 + end_name.len();
                open.end(name(end_name));
            }
            Some(first) if first.is_ascii_alphabetic() => {
                let tag_name = &rest[..name_len(rest)];
                let tag = scan_tag(rest, tag_name.len());
                if tag.attributes > MOST_ATTRIBUTES {
                    return Err(format!("a tag has more than {MOST_ATTRIBUTES} attributes"));
                }
                open.start(name(tag_name), &rest[..tag.end], tag.self_closing);
                if open.stack.len() > DEEPEST {
                    return Err(format!("tags are nested more than {DEEPEST} deep"));
                }
                if open.reopened > MOST_REOPENED {
                    return Err("formatting tags are left open over the whole page".to_owned());
                }
                at += tag.end;
                if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(tag_name)) {
                    at += skip_raw(&bytes[at..], tag_name);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

impl Open {
    fn start(&mut self, tag: Name, text: &[u8], self_closing: bool) {
        self.reopened += self.formatting.len();
        let foreign = || self.stack.iter().any(|n| *n == SVG || *n == MATH);
        if FLAT.contains(&tag) || self_closing && foreign() {
            return;
        }
        self.stack.push(tag);
        if FORMATTING.contains(&tag) {
            let digest = text
                .iter()
                .fold(0_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
            // the tree builder keeps no more than three that are alike
            if self.formatting.iter().filter(|open| open.1 == digest).count() < 3 {
                self.formatting.push((tag, digest));
            }
        }
    }

    fn end(&mut self, tag: Name) {
        let in_scope = self.stack.iter().rev().take_while(|n| **n == tag || !SCOPE.contains(n));
        let Some(above) = in_scope.into_iter().position(|n| *n == tag) else { return };
        let at = self.stack.len() - 1 - above;
        if FORMATTING.contains(&tag) {
            // blocks opened since stay open
            self.stack.remove(at);
            if let Some(last) = self.formatting.iter().rposition(|open| open.0 == tag) {
                self.formatting.remove(last);
            }
        } else {
            self.stack.truncate(at);
        }
    }
}

fn name_len(text: &[u8]) -> usize {
    text.iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
        .unwrap_or(text.len())
}

struct Tag {
    /// Byte after its `>`.
    end: usize,
    attributes: usize,
    self_closing: bool,
}

/// Reads a start tag from behind its name.
fn scan_tag(text: &[u8], from: usize) -> Tag {
    let mut at = from;
    let mut attributes = 0;
    let mut before = b' ';
    while let Some(&byte) = text.get(at) {
        match byte {
            b'>' => return Tag { end: at + 1, attributes, self_closing: before == b'/' },
            b'"' | b'\'' if before == b'=' => {
                at += 1 + memchr(byte, &text[at + 1..]).unwrap_or(text.len() - at - 1);
                before = byte;
            }
            b if b.is_ascii_whitespace() => {
                // `alt = "a"` is one attribute
                before = if before == b'=' { b'=' } else { b' ' };
            }
            _ => {
                if matches!(before, b' ' | b'/' | b'"' | b'\'') && byte != b'=' {
                    attributes += 1;
                }
                before = byte;
            }
        }
        at += 1;
    }
    Tag { end: text.len(), attributes, self_closing: false }
}

/// Bytes up to the end tag of `tag_name`.
fn skip_raw(text: &[u8], tag_name: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr(b'<', &text[at..]) {
        at += found;
        let after = text.get(at + 2..at + 2 + tag_name.len());
        if text.get(at + 1) == Some(&b'/')
            && after.is_some_and(|after| after.eq_ignore_ascii_case(tag_name))
        {
            return at;
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_pass() {
        let page = "<ul><li>one<li>two</ul><p>a<p>b<br>".repeat(5_000);
        assert_eq!(check(&page), Ok(()));
        let drawing = format!("<svg>{}</svg>", "<path d='M0 0'/>".repeat(5_000));
        assert_eq!(check(&drawing), Ok(()));
        assert_eq!(check(&"<a name=x>line ".repeat(5_000)), Ok(()));
        assert_eq!(check(&format!("<script>{}</script>", "'<div>'+".repeat(5_000))), Ok(()));
        assert_eq!(check(&format!("<!--{}-->", "<div>".repeat(5_000))), Ok(()));
        assert_eq!(check(&"<img alt = \"a > b\" src='<div>'>".repeat(5_000)), Ok(()));
    }

    #[test]
    fn pages_that_would_cost_minutes_do_not() {
        let deep = |tag: &str| check(&tag.repeat(5_000)).unwrap_err();
        assert_eq!(deep("<div>"), "tags are nested more than 1000 deep");
        assert_eq!(deep("<DIV><span>a</span>"), deep("<b>"));
        // an end tag does not close what lies beyond an <object>
        assert_eq!(deep("<div><object></div></object>"), deep("<b>"));
        let many: String = (0..5_000).map(|i| format!(" a{i}=1")).collect();
        assert_eq!(
            check(&format!("<p{many}>")).unwrap_err(),
            "a tag has more than 1000 attributes"
        );
        let reopened: String = (0..9_000).map(|i| format!("<div><font a={i}></div>")).collect();
        assert_eq!(
            check(&reopened).unwrap_err(),
            "formatting tags are left open over the whole page"
        );
    }
}
