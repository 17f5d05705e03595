//! Web pages: one article a page, without the page around it.
//!
//! ```text
//! page ── nesting ── parse ┬─ page: what it claims   jsonld > meta > what is seen  → claims
//!                          └─ chrome (taken out) ── main text ── paragraphs        → body
//! ```
//!
//! The main text is found by `dom_smoothie`, a port of Mozilla's Readability.

mod body;
mod byline;
mod chrome;
mod claims;
mod dated;
mod dom;
mod headline;
mod jsonld;
mod meta;
mod nesting;
mod page;
mod paragraphs;
mod posted;
mod when;

use super::whole::whole;
use super::{Reader, Sink, Source};
use crate::article::Article;
use dom_query::Document;
use std::io::BufRead;

/// Pages saved from the web.
pub(crate) struct Html;

/// A page with fewer words is no article: an index, a login, an error.
const FEWEST_WORDS: usize = 25;

/// One whose metadata name a headline and a date of publication has no fewer
/// than these: before a paywall stands a sentence of it.
const FEWEST_WORDS_PUBLISHED: usize = 12;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn recognises(&self, head: &str, file_name: &str) -> bool {
        let by_name = [".html", ".htm", ".xhtml", ".shtml"];
        by_name.iter().any(|extension| file_name.ends_with(extension)) || opens_page(head)
    }

    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> std::io::Result<()> {
        let Some(page) = whole(source, input, sink)? else { return Ok(()) };
        match article(&page) {
            Ok(article) => sink.article(article),
            Err(reason) => sink.reject(None, reason),
        };
        Ok(())
    }
}

/// Whether a text begins like a page: a doctype or `<html>`, after comments and an XML declaration.
fn opens_page(head: &str) -> bool {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        let skipped = if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.starts_with("<?xml") {
            rest.split_once("?>")
        } else {
            break;
        };
        let Some((_, after)) = skipped else { return false };
        rest = after.trim_start();
    }
    ["<!doctype html", "<html"].iter().any(|opening| {
        let after = rest.as_bytes().get(opening.len());
        rest.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
            && after.is_none_or(|b| b.is_ascii_whitespace() || *b == b'>')
    })
}

/// The article of a page, or why there is none.
fn article(html: &str) -> Result<Article, String> {
    if html.trim().is_empty() {
        return Err("the page is empty".to_owned());
    }
    nesting::check(html)?;
    let document = Document::from(html);
    let (mut claims, headline) = page::claims(&document);
    let claimed_body = claims.body.take();
    let body = body::body(document, &headline, claimed_body.as_deref());
    let words = count_words(&body);
    let says_so = claims.is_published && !headline.is_empty();
    let fewest = if says_so { FEWEST_WORDS_PUBLISHED } else { FEWEST_WORDS };
    if words < fewest {
        return Err(format!(
            "no article in the page: {words} words of running text, fewer than {fewest}"
        ));
    }
    let mut article = claims.into_article(headline, body);
    body::remove_labels(&mut article);
    Ok(article)
}

/// Words; in scripts that do not part them, two characters count as one.
fn count_words(text: &str) -> usize {
    let unparted = text
        .chars()
        .filter(|c| matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
        .count();
    text.split_whitespace().count() + unparted / 2
}

#[cfg(test)]
mod tests;
