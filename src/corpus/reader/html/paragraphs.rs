//! The text of elements as paragraphs.

use super::dom::{Step, text_of, walk};
use dom_query::NodeRef;

/// What is owed before the next word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

struct Paragraphs {
    text: String,
    gap: Gap,
    /// Where the paragraph begins that is being written.
    start: usize,
    /// How many `<a>` we are in.
    links: usize,
    /// Bytes of the paragraph's words, and how many of them are within links.
    bytes: usize,
    linked: usize,
}

/// The text below `root`: white space collapsed, a line break where `<br>` has
/// one, a blank line between paragraphs; without paragraphs that only lead elsewhere.
pub(super) fn paragraphs(root: NodeRef<'_>) -> String {
    let mut out =
        Paragraphs { text: String::new(), gap: Gap::None, start: 0, links: 0, bytes: 0, linked: 0 };
    let mut preformatted = 0_usize;
    walk(root, |step| {
        let (node, enters) = match &step {
            Step::Enter(node) => (node, true),
            Step::Leave(node) => (node, false),
        };
        let Some(element) = node.element_ref() else {
            if enters {
                node.query(|n| text_of(n).map(|text| out.push(text, preformatted > 0)));
            }
            // a text has no children, the root of a document has
            return true;
        };
        match &*element.name.local {
            "script" | "style" | "noscript" | "template" | "svg" | "figcaption" => {
                return false;
            }
            "br" if enters => {
                out.owe(if out.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line })
            }
            "a" if enters => out.links += 1,
            "a" => out.links = out.links.saturating_sub(1),
            "td" | "th" => out.owe(Gap::Space),
            "tr" => out.owe(Gap::Line),
            "pre" => {
                preformatted =
                    if enters { preformatted + 1 } else { preformatted.saturating_sub(1) };
                out.owe(Gap::Paragraph);
            }
            name if is_block(name) => out.owe(Gap::Paragraph),
            _ => {}
        }
        true
    });
    out.end_paragraph();
    out.text
}

/// Elements that begin and end a paragraph.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "blockquote"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "table"
            | "caption"
            | "figure"
            | "address"
            | "center"
            | "form"
            | "fieldset"
            | "details"
            | "summary"
            | "body"
    )
}

impl Paragraphs {
    fn owe(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn push(&mut self, text: &str, preformatted: bool) {
        let mut word_start = None;
        for (at, c) in text.char_indices() {
            if is_invisible(c) || c.is_whitespace() {
                if let Some(start) = word_start.take() {
                    self.word(&text[start..at]);
                }
                if preformatted && c == '\n' {
                    self.owe(if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line });
                } else if c.is_whitespace() {
                    self.owe(Gap::Space);
                }
            } else if word_start.is_none() {
                word_start = Some(at);
            }
        }
        if let Some(start) = word_start {
            self.word(&text[start..]);
        }
    }

    fn word(&mut self, word: &str) {
        if self.gap == Gap::Paragraph {
            self.end_paragraph();
        }
        if self.text.len() > self.start {
            match self.gap {
                Gap::None | Gap::Paragraph => {}
                Gap::Space => self.text.push(' '),
                Gap::Line => self.text.push('\n'),
            }
        } else if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.gap = Gap::None;
        self.text.push_str(word);
        self.bytes += word.len();
        if self.links > 0 {
            self.linked += word.len();
        }
    }

    /// Ends the paragraph, and takes it back if it only leads elsewhere.
    fn end_paragraph(&mut self) {
        let paragraph = self.text[self.start..].trim_start();
        if leads_elsewhere(paragraph, self.bytes, self.linked) {
            self.text.truncate(self.start);
        }
        self.start = self.text.len();
        self.bytes = 0;
        self.linked = 0;
        self.gap = Gap::None;
    }
}

/// Soft hyphens and zero-width marks would part or hide words of the index.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether a paragraph is a link to another story, or asks for something.
fn leads_elsewhere(paragraph: &str, bytes: usize, linked: usize) -> bool {
    // a short line that is one link, unless it ends like a sentence
    let is_link = linked * 10 >= bytes * 9
        && bytes > 0
        && bytes < 200
        && !paragraph.ends_with(['.', '!', '"', '”', '。']);
    is_link || BOILERPLATE.iter().any(|line| is_prefix(paragraph, line))
}

fn is_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        && text.len() <= prefix.len() + 120
}

/// How short lines begin that outlets put between paragraphs.
const BOILERPLATE: &[&str] = &[
    "advertisement",
    "read more:",
    "read also:",
    "also read:",
    "see also:",
    "related:",
    "more on this story",
    "share this",
    "follow us on",
    "sign up for our",
    "sign up to our",
    "subscribe to our",
    "click here to",
    "continue reading",
    "story continues below",
    "lesen sie auch",
    "mehr zum thema",
    "lire aussi",
    "à lire aussi",
    "lea también",
    "vea también",
    "leia também",
    "leggi anche",
    "lees ook",
    "czytaj także",
    "anzeige",
];
