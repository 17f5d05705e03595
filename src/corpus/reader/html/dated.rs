//! The date of publication that a reader of a page sees, or that its markup
//! names where the reader sees it.
//!
//! Candidates are met in the order of the page; the best kind counts, and of
//! one kind the first:
//!
//! ```text
//! Marked     itemprop or property datePublished, or <time pubdate>
//! Published  an element whose class says "published"
//! Time       <time>
//! Dated      an element whose class says "date", "time" or "posted"
//! Line       a text below the headline that is a date and hardly more
//! Said       a paragraph that is a dateline; a sentence that says when the page was put up
//! ```
//!
//! What stands above the headline is believed only next to it: further up is
//! the day on which the page was fetched. What is said to be a later version
//! ("last edited:") is no candidate, and neither is what belongs to a review, a
//! comment or a work that is cited.

use super::dom::{Step, attr, one_line, text_of, walk};
use super::posted;
use crate::article::{Precision, date_in_line, parse_date};
use dom_query::{Element, NodeRef};

/// A date that no markup names stands at most so many bytes of text below the
/// headline: about twenty lines, which hold a standfirst, a byline and a caption.
const BELOW_HEADLINE: usize = 2_000;

/// A date above the headline stands at most so many bytes of text before it: a
/// section, a kicker, a line of share buttons.
const ABOVE_HEADLINE: usize = 300;

/// One that markup calls a date may stand further up, if nothing below it is one.
const FAR_ABOVE: usize = 800;

/// A paragraph with more text is prose, and a date in it is of something else.
const LONGEST_LINE: usize = 160;

/// What makes a candidate one, the least telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A marked date in a part that belongs to other stories.
    MarkedOutside,
    /// Some way above the headline.
    FarAbove,
    Said,
    Line,
    Dated,
    Time,
    Published,
    Marked,
}

/// What has been found so far.
#[derive(Default)]
pub(super) struct Dates {
    best: Option<(Kind, String)>,
    /// The best above the headline, and how much text came before it.
    above: Option<(Kind, String, usize)>,
    /// Whether a heading was met, and whether it was one of the first level.
    heading: Option<bool>,
    /// Bytes of text so far, and at the heading.
    text: usize,
    text_at_heading: usize,
    /// How many elements we are in that speak of another work.
    elsewhere: usize,
}

impl Dates {
    /// The claim, as a text that reads as a date, and whether markup names it as
    /// the date of publication.
    pub(super) fn claim(mut self) -> Option<(String, bool)> {
        if self.heading.is_none() {
            // no headline: what is above it is all there is
            self.take_above();
        }
        self.best.map(|(kind, text)| (text, kind == Kind::Marked))
    }

    /// An element is entered; [`Dates::leave`] must follow.
    pub(super) fn enter(&mut self, node: &NodeRef<'_>, element: &Element, inside: bool) {
        if speaks_of_another(element) {
            self.elsewhere += 1;
        }
        if self.elsewhere > 0 {
            return;
        }
        match &*element.name.local {
            "h1" if inside => self.heading(true),
            _ if inside && has_word(element, "itemprop", &["headline"]) => self.heading(true),
            "h2" if inside && self.heading.is_none() => self.heading(false),
            // the sentence around the link to its category, wherever templates put it
            "a" if has_word(element, "rel", &["category", "bookmark"]) => self.sentence(node),
            _ => {}
        }
        let Some(kind) = kind(element, inside) else { return };
        if self.best.as_ref().is_some_and(|(best, _)| *best >= kind) {
            return;
        }
        let is_changed = || kind < Kind::Published && is_later_version(node);
        if let Some(text) = of_element(node, element).filter(|_| !is_changed()) {
            self.add(node, kind, text);
        }
    }

    pub(super) fn leave(&mut self, element: &Element) {
        if speaks_of_another(element) {
            self.elsewhere -= 1;
        }
    }

    /// A text node of the page's own article.
    pub(super) fn text(&mut self, node: &NodeRef<'_>) {
        let text = node.query(|node| text_of(node).map(crate::article::one_line)).flatten();
        let Some(text) = text.filter(|text| !text.is_empty()) else { return };
        self.text += text.len() + 1;
        if posted::is_of_itself(&text) {
            self.sentence(node);
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let wanted = self.elsewhere == 0
            && (4..=30).contains(&digits)
            && text.len() <= LONGEST_LINE
            && self.text - self.text_at_heading <= BELOW_HEADLINE;
        let (kind, date) = match date_in_parts(&text) {
            _ if !wanted => return,
            Some(date) => (Kind::Line, date),
            None => match posted::day_filed(&text).filter(|_| is_paragraph(node, &text)) {
                Some(day) => (Kind::Said, day),
                None => return,
            },
        };
        if self.best.as_ref().is_none_or(|(best, _)| *best < kind)
            && !is_in_prose(node)
            && !is_later_version(node)
            && !ancestors(node)
                .take(3)
                .any(|above| above.element_ref().is_some_and(|element| is_of_another(&element)))
        {
            self.add(node, kind, date);
        }
    }

    /// Whether what is met next stands right below the headline, one of the first level.
    pub(super) fn is_by_headline(&self) -> bool {
        self.heading == Some(true) && self.text - self.text_at_heading <= ABOVE_HEADLINE
    }

    /// Takes the day on which the text around `node` says that it was put up.
    fn sentence(&mut self, node: &NodeRef<'_>) {
        if self.best.as_ref().is_none_or(|(best, _)| *best < Kind::Said)
            && let Some(around) = node.parent()
            && let Some(text) = super::page::short_text(&around, posted::LONGEST)
            && let Some(day) = posted::day_put_up(&text)
        {
            self.best = Some((Kind::Said, day));
        }
    }

    /// A heading was met. Of several of the first level, the headline is the
    /// first after which a date comes: pages have their own name as one, too.
    fn heading(&mut self, is_first_level: bool) {
        let is_dated = self.best.as_ref().is_some_and(|(kind, _)| *kind > Kind::Line);
        if is_dated && self.heading == Some(is_first_level) {
            return;
        }
        if self.heading == Some(false)
            && let Some((kind, text)) = self.best.take()
        {
            // the headline comes only now
            self.above = Some((kind, text, self.text_at_heading));
        }
        self.heading = Some(is_first_level);
        self.text_at_heading = self.text;
        self.take_above();
    }

    /// Believes what stands above the headline, the less the further up.
    fn take_above(&mut self) {
        let Some((kind, text, at)) = self.above.take() else { return };
        let kind = match self.text - at {
            ..=ABOVE_HEADLINE => kind,
            ..=FAR_ABOVE if kind > Kind::Line => Kind::FarAbove,
            _ if self.heading.is_none() => kind,
            _ => return,
        };
        if self.best.as_ref().is_none_or(|(best, _)| *best < kind) {
            self.best = Some((kind, text));
        }
    }

    fn add(&mut self, node: &NodeRef<'_>, kind: Kind, text: String) {
        if self.heading.is_none() && kind < Kind::Marked && is_in_head_of_page(node) {
            return;
        }
        if matches!(kind, Kind::Marked | Kind::MarkedOutside) || self.heading.is_some() {
            if self.best.as_ref().is_none_or(|(best, _)| *best < kind) {
                self.best = Some((kind, text));
            }
        } else if self
            .above
            .as_ref()
            .is_none_or(|(best, _, at)| *best <= kind || self.text - *at > ABOVE_HEADLINE)
        {
            self.above = Some((kind, text, self.text));
        }
    }
}

/// What an element is by its name and attributes.
fn kind(element: &Element, inside: bool) -> Option<Kind> {
    let is_time = matches!(&*element.name.local, "time" | "relative-time");
    let says = |names: &[&str], words: &[&str]| {
        names
            .iter()
            .filter_map(|name| attr(element, name))
            .any(|value| words.iter().any(|word| super::page::contains_ignore_case(value, word)))
    };
    if says(&["itemprop", "property"], &["datePublished"]) {
        return Some(if inside { Kind::Marked } else { Kind::MarkedOutside });
    }
    if !inside {
        return None;
    }
    if is_of_another(element) {
        return None;
    }
    if attr(element, "pubdate").is_some() {
        return Some(Kind::Marked);
    }
    if says(&["class", "id"], &["publish", "pubdate"]) {
        return Some(Kind::Published);
    }
    // WordPress has `entry-date updated` on a date that never changed
    let is_changed = says(&["class", "id", "itemprop"], &["updated", "modified"])
        && !says(&["class"], &["entry-date"]);
    if is_changed {
        None
    } else if is_time {
        Some(Kind::Time)
    } else {
        let words = ["date", "time", "posted", "created", "datum", "fecha"];
        says(&["class", "id"], &words).then_some(Kind::Dated)
    }
}

/// Whether an element holds a review, a comment or a work that is cited, each
/// of which has a date of its own.
fn speaks_of_another(element: &Element) -> bool {
    attr(element, "itemprop").is_some_and(|property| {
        property.split_ascii_whitespace().any(|word| {
            matches!(word, "review" | "reviews" | "comment" | "citation" | "mentions" | "hasPart")
        })
    })
}

/// Attributes that programs read a date from.
const WRITTEN: &[&str] = &[
    "datetime",
    "content",
    "title",
    "data-date",
    "data-datetime",
    "data-pubdate",
    "data-published",
    "data-published-at",
    "data-publish-date",
    "data-timestamp",
];

/// The date of an element: that of an attribute, or of its text where that is finer.
fn of_element(node: &NodeRef<'_>, element: &Element) -> Option<String> {
    let mut coarse = None;
    let written = WRITTEN.iter().filter_map(|name| attr(element, name));
    for text in written.map(one_line) {
        match parse_date(&text) {
            Some(date) if date.precision <= Precision::Day => return Some(text),
            Some(_) => coarse = coarse.or(Some(text)),
            None => {}
        }
    }
    let seen = super::page::short_text(node, 80)?;
    let day = |text: &str| parse_date(text).is_some_and(|date| date.precision <= Precision::Day);
    let fine = if day(&seen) { Some(seen.clone()) } else { date_in_parts(&seen) };
    let after_comma = || {
        let (_, after) = seen.rsplit_once(", ")?;
        date_in_parts(after)
    };
    let any = || parse_date(&seen).map(|_| seen.clone());
    fine.or_else(after_comma).or(coarse).or_else(any)
}

/// The part of a line that is a day and hardly more: `Ann Ames / 22.04.2020 /
/// 06:15`, `Posted on May 3, 2010 by Bob Bell`.
fn date_in_parts(text: &str) -> Option<String> {
    const SEPARATORS: &[char] = &['|', '·', '•', '∙', '⋅', '»', '«', '—'];
    let reads = |part: &str| {
        let part = part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '.'));
        let part = in_four_digits(part);
        let is_day = |text: &str| date_in_line(text).is_some_and(|d| d.precision <= Precision::Day);
        if is_day(&part) {
            return Some(part);
        }
        let (before, _) = [" by ", " von ", " par ", " por ", " da "]
            .iter()
            .find_map(|word| part.split_once(word))?;
        is_day(before).then(|| before.to_owned())
    };
    text.split(SEPARATORS).flat_map(|part| part.split(" / ")).find_map(reads)
}

/// `31.10.23` with its year in four digits. On a page of the web the century is
/// known: there were none before 1991.
fn in_four_digits(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|next| at + next) {
        let end = bytes[start..]
            .iter()
            .position(|b| !b.is_ascii_digit() && *b != b'.')
            .map_or(bytes.len(), |length| start + length);
        let mut numbers = text[start..end].split('.');
        let is_small = |n: Option<&str>| n.is_some_and(|n| matches!(n.len(), 1 | 2));
        if is_small(numbers.next())
            && is_small(numbers.next())
            && let Some(year) = numbers.next()
            && year.len() == 2
            && numbers.all(str::is_empty)
        {
            let year_at = text[..end].trim_end_matches('.').len() - 2;
            let century = if year < "91" { "20" } else { "19" };
            return format!("{}{century}{}", &text[..year_at], &text[year_at..]);
        }
        at = end;
    }
    text.to_owned()
}

/// Whether an attribute that is a list of words has one of these.
fn has_word(element: &Element, name: &str, words: &[&str]) -> bool {
    let mut given = attr(element, name).unwrap_or_default().split_ascii_whitespace();
    given.any(|word| words.contains(&word))
}

/// Whether `text` is all of the paragraph that `node` stands in.
fn is_paragraph(node: &NodeRef<'_>, text: &str) -> bool {
    let block = ancestors(node).take(3).find(|above| above.has_name("p") || above.has_name("div"));
    let whole = block.and_then(|block| super::page::short_text(&block, LONGEST_LINE));
    whole.is_some_and(|whole| whole == text)
}

fn ancestors<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    std::iter::successors(node.parent(), |above| above.parent())
}

/// Whether an element holds another date by its name: the clock in the head of
/// a page, the day on which a member joined, or something was founded.
fn is_of_another(element: &Element) -> bool {
    const WORDS: &[&str] =
        &["widget", "clock", "joined", "today", "current", "bday", "dtstart", "dtend"];
    ["class", "id"]
        .iter()
        .filter_map(|name| attr(element, name))
        .any(|value| WORDS.iter().any(|word| super::page::contains_ignore_case(value, word)))
}

/// Whether a node stands in the `<header>` of the page, not of its article.
fn is_in_head_of_page(node: &NodeRef<'_>) -> bool {
    let mut in_header = false;
    for above in ancestors(node) {
        if above.has_name("article") || above.has_name("main") {
            return false;
        }
        in_header |= above.has_name("header");
    }
    in_header
}

/// Whether a text stands in a paragraph, an item or a cell of running text.
fn is_in_prose(node: &NodeRef<'_>) -> bool {
    const BLOCKS: &[&str] = &["p", "li", "td", "th", "dd", "blockquote", "caption", "pre"];
    ancestors(node)
        .take(4)
        .find(|above| BLOCKS.iter().any(|name| above.has_name(name)))
        .is_some_and(|block| super::page::short_text(&block, LONGEST_LINE).is_none())
}

/// Whether the words just before a node say that its date is of a later version.
fn is_later_version(node: &NodeRef<'_>) -> bool {
    const WORDS: &[&str] = &[
        "updated",
        "modified",
        "edited",
        "revised",
        "changed",
        "aktualisiert",
        "geändert",
        "bearbeitet",
        "zuletzt",
        "mis à jour",
        "modifié",
        "actualizado",
        "aggiornato",
        "modificato",
        "atualizado",
        "copyright",
        "©",
    ];
    let mut before = String::new();
    for sibling in [node.prev_sibling(), node.parent().and_then(|parent| parent.prev_sibling())] {
        let Some(sibling) = sibling else { continue };
        let mut text = String::new();
        walk(sibling, |step| {
            if let Step::Enter(inner) = step {
                inner.query(|node| text_of(node).map(|t| text.push_str(t)));
            }
            text.len() < 400
        });
        before.insert_str(0, &text);
    }
    let own = node.query(|node| text_of(node).map(str::to_owned)).flatten().unwrap_or_default();
    // of what stands before it, the last words; of its own text, those before the date
    let own = own.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().to_lowercase();
    let before = crate::article::one_line(&before).to_lowercase();
    let last: Vec<char> = before.chars().rev().take(30).collect();
    let last: String = last.into_iter().rev().collect();
    WORDS.iter().any(|word| last.contains(word) || own.contains(word))
}
