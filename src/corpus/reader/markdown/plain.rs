//! Markdown as a reader sees it: text and paragraphs, without marks, targets
//! of links, pictures, shortcodes and tags of HTML.

use crate::corpus::sgml::{Token, decode_into, tokens};
use memchr::memchr;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// A text without its marks.
pub(super) struct Plain {
    /// A heading of the first level that stands before everything else.
    pub(super) title: Option<String>,
    /// All else; paragraphs have an empty line between them.
    pub(super) body: String,
}

/// Takes the marks off a text.
pub(super) fn plain(markdown: &str) -> Plain {
    let source = without_shortcodes(markdown);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut text = Text::default();
    let mut title = None;
    let mut html = String::new();
    let (mut pictures, mut in_code) = (0_u32, false);
    for event in Parser::new_ext(&source, options) {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures = pictures.saturating_sub(1),
            // a picture's text stands for what the text does not say
            _ if pictures > 0 => {}
            Event::Start(tag) => match tag {
                Tag::Item | Tag::TableRow | Tag::TableHead => text.gap(Gap::Line),
                Tag::TableCell => text.gap(Gap::Space),
                Tag::CodeBlock(_) => {
                    text.gap(Gap::Paragraph);
                    in_code = true;
                }
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::Table(_)
                | Tag::FootnoteDefinition(_) => text.gap(Gap::Paragraph),
                _ => {}
            },
            Event::End(tag) => match tag {
                TagEnd::Heading(HeadingLevel::H1) if title.is_none() && text.has_one_paragraph => {
                    title = Some(std::mem::take(&mut text.out));
                    text.gap = Gap::None;
                }
                TagEnd::HtmlBlock => {
                    text.html(&html);
                    html.clear();
                    text.is_hidden = false;
                    text.gap(Gap::Paragraph);
                }
                TagEnd::CodeBlock => {
                    in_code = false;
                    text.gap(Gap::Paragraph);
                }
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::List(_)
                | TagEnd::Table
                | TagEnd::FootnoteDefinition => text.gap(Gap::Paragraph),
                TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => text.gap(Gap::Line),
                _ => {}
            },
            Event::Text(piece) if in_code => text.as_it_is(&piece),
            Event::Text(piece) | Event::Code(piece) => text.words(&piece),
            // a tag may go on over several lines, each an event
            Event::Html(piece) => html.push_str(&piece),
            Event::InlineHtml(piece) => text.html(&piece),
            Event::SoftBreak => text.gap(Gap::Space),
            Event::HardBreak => text.gap(Gap::Line),
            Event::Rule => text.gap(Gap::Paragraph),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }
    Plain { title, body: text.out }
}

/// What separates two pieces of text; the widest that was asked for is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

#[derive(Default)]
struct Text {
    out: String,
    gap: Gap,
    /// Within `<script>` or `<style>`.
    is_hidden: bool,
    /// Nothing but one paragraph was written yet.
    has_one_paragraph: bool,
}

impl Text {
    fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn begin(&mut self) {
        if self.out.is_empty() {
            self.has_one_paragraph = true;
        } else {
            self.has_one_paragraph &= self.gap < Gap::Paragraph;
            self.out.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::None;
    }

    /// Appends words with single spaces between them, at the ends as in `piece`.
    fn words(&mut self, piece: &str) {
        let is_space = |c: char| c.is_ascii_whitespace();
        if piece.starts_with(is_space) {
            self.gap(Gap::Space);
        }
        let inner = piece.trim_matches(is_space);
        let bytes = inner.as_bytes();
        let is_tidy = bytes.windows(2).all(|pair| pair != b"  ")
            && !bytes.iter().any(|b| b.is_ascii_whitespace() && *b != b' ');
        if is_tidy && !inner.is_empty() {
            self.begin();
            self.out.push_str(inner);
        } else {
            for (number, word) in inner.split_ascii_whitespace().enumerate() {
                if number > 0 {
                    self.gap(Gap::Space);
                }
                self.begin();
                self.out.push_str(word);
            }
        }
        if piece.ends_with(is_space) {
            self.gap(Gap::Space);
        }
    }

    /// Appends the text of a code block.
    fn as_it_is(&mut self, piece: &str) {
        if !piece.trim().is_empty() {
            self.begin();
            let kept = piece.trim_end_matches('\n');
            self.out.push_str(kept);
            if kept.len() < piece.len() {
                self.gap(Gap::Line);
            }
        }
    }

    /// Appends what a browser would show of a piece of HTML.
    fn html(&mut self, html: &str) {
        for token in tokens(html) {
            match token {
                Token::Text(piece) if !self.is_hidden => {
                    if memchr(b'&', piece.as_bytes()).is_some() {
                        let mut decoded = String::with_capacity(piece.len());
                        decode_into(piece, &mut decoded);
                        self.words(&decoded);
                    } else {
                        self.words(piece);
                    }
                }
                Token::Text(_) => {}
                Token::Open(name, _) | Token::Close(name) => {
                    let is_close = matches!(token, Token::Close(_));
                    let mut lower = [0; 10];
                    let Some(lower) = lower.get_mut(..name.len()) else { continue };
                    lower.copy_from_slice(name.as_bytes());
                    lower.make_ascii_lowercase();
                    match &*lower {
                        b"script" | b"style" => self.is_hidden = !is_close,
                        b"br" | b"li" | b"tr" | b"dt" | b"dd" => self.gap(Gap::Line),
                        b"td" | b"th" => self.gap(Gap::Space),
                        b"p" | b"div" | b"ul" | b"ol" | b"table" | b"blockquote" | b"figure"
                        | b"figcaption" | b"section" | b"article" | b"aside" | b"pre" | b"hr"
                        | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => self.gap(Gap::Paragraph),
                        _ => {}
                    }
                }
            }
        }
    }
}

/// The text without what site generators fill in: `{{< … >}}`, `{{ … }}`,
/// `{% … %}` and the attribute lists of kramdown, `{: … }`. A bracket that
/// nothing closes within its paragraph stays.
fn without_shortcodes(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(next) = memchr(b'{', &text.as_bytes()[at..]) {
        let start = at + next;
        let rest = &text[start..];
        let close = match rest.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b':') => "}",
            _ => "",
        };
        let end = if close.is_empty() { None } else { window(rest).find(close) };
        match end {
            Some(end) if !rest[..end].contains("\n\n") => {
                kept.push_str(&text[copied..start]);
                at = start + end + close.len();
                copied = at;
                // a line of its own goes with its end: a blank one would end a block of HTML
                let line = kept.trim_end_matches([' ', '\t']).len();
                let after = text[at..].trim_start_matches([' ', '\t']);
                if (line == 0 || kept[..line].ends_with('\n')) && after.starts_with('\n') {
                    kept.truncate(line);
                    copied = text.len() - after.len() + 1;
                    at = copied;
                    continue;
                }
                // a link needs a target to be one: [city]({{< ref "city.md" >}} "The city")
                if kept.ends_with("](") {
                    kept.push('#');
                }
            }
            _ => at = start + 1,
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[copied..]);
    Cow::Owned(kept)
}

/// The head of a text that a shortcode may take: a file of nothing but
/// brackets must not take time that grows with its square.
fn window(text: &str) -> &str {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
