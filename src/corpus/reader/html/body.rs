//! Finds the text of a page's article.
//!
//! Where the page marks it (`itemprop="articleBody"`, `class="entry-content"`)
//! that is it; else Readability weighs the containers. A standfirst that
//! stands outside either is put before.

use super::dom::{Step, one_line, walk};
use super::paragraphs::paragraphs;
use super::{chrome, nesting};
use crate::article::{Article, date_in_line};
use crate::corpus::byline::without_lead;
use dom_query::Document;
use dom_smoothie::{Config, Readability};

/// A marked text of so many bytes needs no second opinion.
const LONG: usize = 1_500;
/// A standfirst has so many bytes.
const STANDFIRST: std::ops::Range<usize> = 40..1_500;
/// Text claimed by metadata counts from so many bytes on.
const FULL_TEXT: usize = 400;

/// The article's text; empty where the page has none.
///
/// `claimed` is the text that the page's metadata carry: whole on some sites,
/// a teaser on others, so it counts only where it is much longer than what is seen.
pub(super) fn body(document: Document, headline: &str, claimed: Option<&str>) -> String {
    chrome::prune(&document);
    let marked = marked_text(&document);
    let standfirst = standfirst(&document);
    let mut seen = match marked {
        Some(marked) if marked.len() >= LONG => marked,
        marked => {
            let weighed = weighed_text(document);
            match marked {
                Some(marked) if is_better(&marked, &weighed) => marked,
                _ => weighed,
            }
        }
    };
    if let Some(claimed) = claimed.filter(|text| text.len() >= FULL_TEXT.max(seen.len() * 2)) {
        let claimed = claimed_text(claimed);
        if claimed.len() >= seen.len() * 2 {
            return claimed;
        }
    }
    if let Some(rest) = seen.strip_prefix(headline)
        && !headline.is_empty()
        && rest.starts_with("\n\n")
    {
        seen.drain(..headline.len() + 2);
    }
    match standfirst {
        Some(standfirst) if !seen.is_empty() && standfirst != headline => {
            with_standfirst(&standfirst, &seen)
        }
        _ => seen,
    }
}

/// Takes out paragraphs that are nothing but the day of publication or the
/// byline, at the head of the text or below its standfirst.
pub(super) fn remove_labels(article: &mut Article) {
    let mut start = 0;
    for _ in 0..3 {
        let rest = &article.body[start..];
        let end = rest.find("\n\n").map_or(article.body.len(), |length| start + length + 2);
        let paragraph = article.body[start..end].trim_end();
        let is_day =
            date_in_line(paragraph).is_some_and(|date| date.interval == article.published.interval);
        let is_byline = without_lead(paragraph).is_some_and(|names| {
            article.byline.as_deref().is_some_and(|byline| byline.eq_ignore_ascii_case(names))
        });
        if is_day || is_byline {
            article.body.drain(start..end);
        } else {
            start = end;
        }
    }
    let length = article.body.trim_end().len();
    article.body.truncate(length);
}

/// Whether a short marked text is to be preferred to what Readability found:
/// unless it is a snippet of it, or much more.
fn is_better(marked: &str, weighed: &str) -> bool {
    let (marked, weighed) = (marked.len(), weighed.len());
    marked * 10 >= weighed && (marked <= weighed * 3 || weighed < 200)
}

/// The text of the element that says it holds the article; `None` if several
/// say so, as on a page of many.
fn marked_text(document: &Document) -> Option<String> {
    let mut longest = String::new();
    let mut total = 0;
    walk(document.root(), |step| {
        let Step::Enter(node) = step else { return true };
        if node.element_ref().is_some_and(|element| chrome::is_article_body(&element)) {
            let text = paragraphs(node);
            total += text.len();
            if text.len() > longest.len() {
                longest = text;
            }
            return false;
        }
        true
    });
    (!longest.is_empty() && longest.len() * 10 >= total * 7).then_some(longest)
}

/// The first paragraph that is set apart from the text under the headline.
fn standfirst(document: &Document) -> Option<String> {
    let mut found = None;
    walk(document.root(), |step| {
        let Step::Enter(node) = step else { return true };
        if found.is_none() && node.element_ref().is_some_and(|e| chrome::is_standfirst(&e)) {
            let text = paragraphs(node);
            found = STANDFIRST.contains(&text.len()).then_some(text);
        }
        found.is_none()
    });
    found
}

fn with_standfirst(standfirst: &str, text: &str) -> String {
    // texts may differ in what follows their first words: a "read more", a dateline
    let opening = standfirst.char_indices().nth(40).map_or(standfirst.len(), |(at, _)| at);
    if text.contains(&standfirst[..opening]) {
        return text.to_owned();
    }
    format!("{standfirst}\n\n{text}")
}

/// What Readability takes for the main text.
fn weighed_text(document: Document) -> String {
    let config = Config { disable_json_ld: true, keep_classes: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else {
        return String::new();
    };
    if readability.parse().is_err() {
        return String::new();
    }
    let main = readability.doc.select_single("#readability-page-1");
    main.nodes().first().map_or_else(String::new, |main| paragraphs(*main))
}

/// A text of JSON-LD as paragraphs: it may be HTML, or plain with line breaks.
fn claimed_text(text: &str) -> String {
    if text.contains("</") && nesting::check(text).is_ok() {
        return paragraphs(Document::fragment(text).root());
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(one_line).filter(|line| !line.is_empty()) {
        if !joined.is_empty() {
            joined.push_str("\n\n");
        }
        joined.push_str(&line);
    }
    joined
}
