//! One walk over a page for everything it says of its article.

use super::chrome::{self, Chrome};
use super::claims::{Claims, article_url, language_code};
use super::dated::Dates;
use super::dom::{Step, attr, one_line, text_of, walk};
use super::headline::{Headings, headline};
use super::meta::Meta;
use super::{byline, jsonld, meta};
use crate::article::{DateOrigin, parse_date};
use dom_query::{Document, Element, NodeRef};

/// Headings remembered to tell the headline from the outlet's name in a title.
const MOST_HEADINGS: usize = 30;

#[derive(Default)]
struct Found {
    metas: Vec<Meta>,
    jsonld: Vec<String>,
    canonical: Option<String>,
    language: Option<String>,
    title: Option<String>,
    headings: Headings,
    dates: Dates,
    bylines: Vec<String>,
    byline_rank: u8,
    /// The publisher by microdata, seen on the page.
    outlet: Option<String>,
}

/// Authors of one article, beyond which a list is of something else.
const MOST_AUTHORS: usize = 6;

/// What a page claims and its headline, the claims in order of trust: JSON-LD,
/// meta tags, what a reader sees.
pub(super) fn claims(document: &Document) -> (Claims, String) {
    let found = look(document);
    let from_jsonld = jsonld::claims(&found.jsonld);
    let from_meta = meta::claims(&found.metas);
    let has_day = |claims: &Claims| claims.dates.iter().any(|(_, text)| parse_date(text).is_some());
    let is_published = has_day(&from_jsonld) || has_day(&from_meta);
    let seen = Claims {
        bylines: (!found.bylines.is_empty())
            .then(|| found.bylines.join(", "))
            .into_iter()
            .collect(),
        outlet: found.outlet,
        ..Claims::default()
    };
    // a date that markup calls that of publication stands above meta tags that say only "date"
    let (seen_date, is_marked) = found.dates.claim().unzip();
    let date = |dates: Option<String>| Claims {
        dates: dates.map(|text| (DateOrigin::Meta, text)).into_iter().collect(),
        ..Claims::default()
    };
    let is_marked = is_marked == Some(true);
    let (marked, seen_date) = if is_marked { (seen_date, None) } else { (None, seen_date) };
    let weak = Claims { dates: meta::weak_dates(&found.metas), ..Claims::default() };
    let odd = Claims { dates: meta::odd_dates(&found.metas), ..Claims::default() };
    // the page's own claim on its address and language stands above all
    let own = Claims {
        url: found.canonical.as_deref().and_then(article_url),
        language: found.language.as_deref().and_then(language_code),
        is_published,
        ..Claims::default()
    };
    let claims = own
        .or(from_jsonld)
        .or(from_meta)
        .or(date(marked))
        .or(weak)
        .or(date(seen_date))
        .or(odd)
        .or(seen);
    let headline = headline(
        &claims.headlines,
        found.title.as_deref(),
        &found.headings,
        claims.outlet.as_deref(),
        claims.url.as_deref(),
    );
    (claims, headline)
}

fn look(document: &Document) -> Found {
    let mut found = Found::default();
    // how many elements around the page's own article we are in
    let mut outside = 0_usize;
    walk(document.root(), |step| match step {
        Step::Enter(node) => {
            let Some(element) = node.element_ref() else {
                if outside == 0 && node.is_text() {
                    found.dates.text(&node);
                }
                return true;
            };
            if outside > 0 || is_outside(&node, &element, found.dates.is_by_headline()) {
                // counted from the outermost, whose end is the end of all in it
                outside += 1;
            }
            let goes_in = found.element(&node, &element, outside == 0);
            if !goes_in {
                // it is not left either
                outside = outside.saturating_sub(1);
            }
            goes_in
        }
        Step::Leave(node) => {
            if let Some(element) = node.element_ref() {
                found.dates.leave(&element);
                outside = outside.saturating_sub(1);
            }
            true
        }
    });
    found
}

/// Whether an element is not the page's own article, but for its frame: some
/// pages stand as a whole in a part that is called their navigation. Right below
/// the headline, a box for the author or a "footer" is the article's own.
fn is_outside(node: &NodeRef<'_>, element: &Element, is_by_headline: bool) -> bool {
    if chrome::kind(element) != Some(Chrome::Outside) {
        return false;
    }
    let called = |word: &str| attr(element, "class").is_some_and(|c| contains_ignore_case(c, word));
    let is_footer = &*element.name.local == "footer" || called("footer");
    let is_of_article = matches!(&*element.name.local, "footer" | "aside") && called("meta")
        || is_by_headline && (is_footer || called("author"));
    !is_of_article && !holds_article(node)
}

/// Whether a headline within `<article>` or `<main>` stands in a part of the page.
fn holds_article(node: &NodeRef<'_>) -> bool {
    let (mut depth, mut found) = (0_usize, false);
    walk(*node, |step| match step {
        Step::Enter(inner) => {
            if inner.has_name("article") || inner.has_name("main") {
                depth += 1;
            }
            found |= depth > 0 && inner.has_name("h1");
            !found
        }
        Step::Leave(inner) => {
            if inner.has_name("article") || inner.has_name("main") {
                depth = depth.saturating_sub(1);
            }
            true
        }
    });
    found
}

impl Found {
    /// Takes down what an element says; the answer is whether to look into it.
    fn element(&mut self, node: &NodeRef<'_>, element: &Element, inside: bool) -> bool {
        match &*element.name.local {
            "html" => self.language = attr(element, "lang").map(str::to_owned),
            "meta" => {
                self.meta(node, element, inside);
                return false;
            }
            "link" if attr(element, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or(attr(element, "href").map(str::to_owned));
            }
            "script" => {
                let is_jsonld = |kind: &str| {
                    kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
                };
                if attr(element, "type").is_some_and(is_jsonld) {
                    self.jsonld.push(node.text().to_string());
                }
                return false;
            }
            // a drawing has titles too
            "svg" | "style" => return false,
            "title" => self.title = self.title.take().or_else(|| short_text(node, 500)),
            "h1" | "h2" if inside && self.headings.len() < MOST_HEADINGS => {
                if let Some(text) = short_text(node, 500) {
                    let is_first = &*element.name.local == "h1";
                    self.headings.push(is_first, text);
                }
            }
            _ => {}
        }
        self.dates.enter(node, element, inside);
        if inside {
            self.byline(node, element);
            self.publisher(node, element);
        }
        true
    }

    fn meta(&mut self, node: &NodeRef<'_>, element: &Element, inside: bool) {
        // some write `value` for `content`
        let content = attr(element, "content").or_else(|| attr(element, "value"));
        let Some(content) = content.filter(|content| !content.trim().is_empty()) else {
            return;
        };
        for key in ["property", "name", "itemprop"] {
            // RDFa allows several
            for name in attr(element, key).unwrap_or("").split_ascii_whitespace() {
                // among microdata a date is that of the work around it
                if key == "itemprop" && name == "datePublished" {
                    self.dates.enter(node, element, inside);
                    self.dates.leave(element);
                    continue;
                }
                self.metas.push((meta::key(name), content.to_owned()));
            }
        }
    }

    /// The name within `itemprop="publisher"`. One whose element names nothing is
    /// taken by its text only if that is a name in length.
    fn publisher(&mut self, node: &NodeRef<'_>, element: &Element) {
        let property = attr(element, "itemprop").unwrap_or("");
        if self.outlet.is_none() && property.split(' ').any(|p| p == "publisher") {
            let text = name_within(node).or_else(|| short_text(node, 60));
            self.outlet = text.filter(|text| !text.is_empty() && !text.contains("://"));
        }
    }

    fn byline(&mut self, node: &NodeRef<'_>, element: &Element) {
        let class = attr(element, "class").unwrap_or("");
        let property = attr(element, "itemprop").unwrap_or("");
        let rank = if property.split(' ').any(|p| p == "author") {
            4
        } else if attr(element, "rel").is_some_and(|r| r.split(' ').any(|r| r == "author")) {
            3
        } else if contains_ignore_case(class, "byline") {
            2
        } else if contains_ignore_case(class, "author") {
            1
        } else {
            return;
        };
        let joins = rank >= 3 && rank == self.byline_rank && self.bylines.len() < MOST_AUTHORS;
        if rank <= self.byline_rank && !joins {
            return;
        }
        let whole = short_text(node, 200);
        let text = name_within(node).or(whole);
        if let Some(text) = text.as_deref().and_then(|text| byline::seen(text, rank >= 3)) {
            if rank > self.byline_rank {
                self.bylines.clear();
                self.byline_rank = rank;
            }
            if !self.bylines.iter().any(|known| known.contains(&text)) {
                self.bylines.push(text);
            }
        }
    }
}

/// The element that holds the bare name, within one that holds the byline.
fn name_within(node: &NodeRef<'_>) -> Option<String> {
    let mut found = None;
    walk(*node, |step| {
        let Step::Enter(inner) = step else { return true };
        if found.is_some() {
            return false;
        }
        if let Some(element) = inner.element_ref()
            && (attr(&element, "itemprop") == Some("name")
                || attr(&element, "rel") == Some("author")
                || attr(&element, "class").is_some_and(|c| c.split(' ').any(|c| c == "fn")))
        {
            found = attr(&element, "content").map(one_line).or_else(|| short_text(&inner, 100));
        }
        true
    });
    found
}

/// The text of a node on one line; `None` if it has none or more than `limit` bytes of it.
pub(super) fn short_text(node: &NodeRef<'_>, limit: usize) -> Option<String> {
    let mut text = String::new();
    walk(*node, |step| {
        if text.len() > limit {
            return false;
        }
        if let Step::Enter(inner) = step {
            if inner.has_name("script") || inner.has_name("style") {
                return false;
            }
            inner.query(|node| text_of(node).map(|t| text.push_str(t)));
            // `<br>` and blocks part words
            if inner.has_name("br") || inner.has_name("div") || inner.has_name("p") {
                text.push(' ');
            }
        }
        true
    });
    let text = crate::article::one_line(&text);
    (!text.is_empty() && text.len() <= limit).then_some(text)
}

pub(super) fn contains_ignore_case(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}
