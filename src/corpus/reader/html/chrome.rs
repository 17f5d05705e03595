//! Tells the page around an article from the article, by tags, roles and the
//! words in class names.
//!
//! What finds the main text (readability) weighs whole containers and keeps
//! much of what stands inside the right one: share buttons, captions, "related
//! stories" between two paragraphs. That is taken out here, before.

use super::dom::{Step, attr, text_of, walk};
use dom_query::{Document, Element, NodeId};

/// A part of a page that is not the text of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chrome {
    /// It speaks of something else: navigation, related stories, comments, footers.
    Outside,
    /// It speaks of the article: byline, date, caption, tags, share buttons.
    Label,
}

/// An element that holds more of the page's text than this is not taken out,
/// whatever it is called: forms and classes like `has-sidebar` are wrapped
/// around whole pages.
const MOST_PERCENT: usize = 40;

/// What an element is, by its own name, role and classes.
pub(super) fn kind(element: &Element) -> Option<Chrome> {
    use Chrome::{Label, Outside};
    match &*element.name.local {
        "html" | "body" | "main" | "article" | "h1" | "p" | "a" | "em" | "strong" | "b" | "i" => {
            return None;
        }
        "nav" | "dialog" | "menu" => return Some(Outside),
        "form" | "select" | "button" | "figcaption" | "fieldset" => return Some(Label),
        _ => {}
    }
    let mut found = None;
    // an article has such of its own, for its byline and date
    let may_be_outside = matches!(&*element.name.local, "footer" | "aside");
    for attribute in &element.attrs {
        let of_words = match &*attribute.name.local {
            "class" => kind_of_words(&attribute.value),
            // a longer one is made of a heading: `sharing-with-a-single-developer`
            "id" if (Words { rest: attribute.value.as_bytes() }).count() <= 3 => {
                kind_of_words(&attribute.value)
            }
            "role" => match &*attribute.value {
                "navigation" | "complementary" | "contentinfo" | "search" | "dialog"
                | "alertdialog" | "menu" | "menubar" => Some(Outside),
                _ => None,
            },
            _ => None,
        };
        match of_words {
            Some(Outside) => return Some(Outside),
            Some(Label) => found = Some(Label),
            None => {}
        }
    }
    found.or(may_be_outside.then_some(Outside))
}

/// What a list of classes says, word by word: `most-read__list`, `relatedStories`.
fn kind_of_words(classes: &str) -> Option<Chrome> {
    let mut found = None;
    for class in classes.split_ascii_whitespace() {
        // what an article is about (`tag-cookies`), and a live report's own
        // text (`live-match-comments`)
        if ["category-", "tag-", "live-"].iter().any(|prefix| class.starts_with(prefix)) {
            continue;
        }
        let mut before = Word::default();
        for word in (Words { rest: class.as_bytes() }) {
            match kind_of_word(before.text(), word.text()) {
                Some(Chrome::Outside) => return Some(Chrome::Outside),
                Some(Chrome::Label) => found = Some(Chrome::Label),
                None => {}
            }
            before = word;
        }
    }
    found
}

#[rustfmt::skip]
fn kind_of_word(before: &[u8], word: &[u8]) -> Option<Chrome> {
    use Chrome::{Label, Outside};
    Some(match (before, word) {
        // a page's state, not a part of it: `no-sidebar`, `has-comments`
        (b"no" | b"has" | b"with" | b"without" | b"is" | b"hide" | b"show", _) => return None,
        (_, b"sidebar" | b"sidebars" | b"breadcrumb" | b"breadcrumbs" | b"navbar" | b"navigation"
            | b"newsletter" | b"newsletters" | b"comments" | b"commentlist" | b"respond" | b"disqus"
            | b"related" | b"relatedposts" | b"relatedarticles" | b"recommended" | b"recommendations"
            | b"recommendation" | b"recirculation" | b"recirc" | b"trending" | b"outbrain"
            | b"taboola" | b"zergnet" | b"advert" | b"advertisement" | b"advertising" | b"adsense"
            | b"adsbygoogle" | b"cookie" | b"cookies" | b"consent" | b"gdpr" | b"footer"
            | b"sponsor" | b"sponsored" | b"popup" | b"subscribe" | b"subscription" | b"signup"
            | b"teasers" | b"upsell" | b"sitemap" | b"pagination" | b"pager"
            | b"biography" | b"authorbox" | b"crp" | b"yarpp") => Outside,
        (b"most", b"read" | b"popular" | b"viewed" | b"shared" | b"commented") => Outside,
        (b"read", b"also" | b"more" | b"next") => Outside,
        (b"also", b"like" | b"read") => Outside,
        (b"see", b"also") => Outside,
        (b"more", b"stories" | b"news" | b"articles" | b"posts" | b"from" | b"on") => Outside,
        (b"popular", b"posts" | b"articles" | b"stories") => Outside,
        (b"next" | b"prev" | b"previous", b"post" | b"article" | b"story") => Outside,
        (b"post" | b"posts" | b"nav" | b"entry", b"nav" | b"links") => Outside,
        (b"author" | b"authors", b"bio" | b"box" | b"info" | b"description" | b"about" | b"card"
            | b"profile") => Outside,
        (b"about", b"author") => Outside,
        (b"comment", b"list" | b"form" | b"section" | b"area" | b"count" | b"body"
            | b"thread") => Outside,
        (b"ad", b"slot" | b"container" | b"wrapper" | b"unit" | b"placeholder" | b"banner") => Outside,
        (_, b"share" | b"sharing" | b"sharedaddy" | b"sharebar" | b"addthis" | b"addtoany"
            | b"social" | b"socials" | b"shariff" | b"caption" | b"captions" | b"figcaption"
            | b"credit" | b"credits" | b"byline" | b"bylines" | b"tags" | b"taglist" | b"tagcloud"
            | b"timestamp" | b"dateline" | b"printfriendly" | b"noprint" | b"toolbar" | b"tooltip"
            | b"postmeta" | b"postmetadata" | b"rating" | b"ratings" | b"copyright") => Label,
        (b"image" | b"photo" | b"img" | b"media", b"source" | b"description"
            | b"legend") => Label,
        (b"entry" | b"post" | b"article" | b"story" | b"content", b"meta" | b"date" | b"time"
            | b"author" | b"authors" | b"tools" | b"actions" | b"info" | b"categories"
            | b"metadata") => Label,
        (b"publish" | b"published" | b"pub", b"date" | b"time" | b"on") => Label,
        (b"posted", b"on" | b"in" | b"by") => Label,
        (b"", b"meta") => Label,
        (b"reading", b"time") => Label,
        (b"screen", b"reader") => Label,
        (b"sr", b"only") => Label,
        (b"visually", b"hidden") => Label,
        _ => return None,
    })
}

/// A word of a class name in lower case; longer ones than any we know are cut.
#[derive(Default)]
struct Word {
    bytes: [u8; 16],
    len: usize,
}

impl Word {
    fn text(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// The words of one class: split at what is no letter or digit, and at capitals (`readMore`).
struct Words<'c> {
    rest: &'c [u8],
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let start = self.rest.iter().position(u8::is_ascii_alphanumeric)?;
        let text = &self.rest[start..];
        let mut len = 1;
        while len < text.len() && text[len].is_ascii_alphanumeric() {
            if text[len].is_ascii_uppercase() && text[len - 1].is_ascii_lowercase() {
                break;
            }
            len += 1;
        }
        self.rest = &text[len..];
        let mut word = Word::default();
        for byte in text[..len].iter().take(word.bytes.len()) {
            word.bytes[word.len] = byte.to_ascii_lowercase();
            word.len += 1;
        }
        Some(word)
    }
}

/// An element that may be taken out, once we know how much text it holds.
struct Candidate {
    node: NodeId,
    bytes: usize,
    holds_article: bool,
    /// Comments may be most of a page; they don't count as its text.
    is_comments: bool,
}

/// Takes out of the page what is not its article's text.
pub(super) fn prune(document: &Document) {
    let Some(body) = document.body() else { return };
    // (bytes of text so far, whether a main text was met) of the elements we are in
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut candidates = Vec::new();
    let mut useless = Vec::new();
    let mut total = 0;
    walk(body, |step| match step {
        Step::Enter(node) => {
            let Some(element) = node.element_ref() else {
                let bytes = node
                    .query(|n| text_of(n).map_or(0, |text| text.trim_ascii().len()))
                    .unwrap_or(0);
                if let Some(parent) = open.last_mut() {
                    parent.0 += bytes;
                }
                return false;
            };
            if matches!(
                &*element.name.local,
                "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "textarea"
            ) {
                useless.push(node.id);
                return false;
            }
            open.push((0, &*element.name.local == "main" || is_article_body(&element)));
            true
        }
        Step::Leave(node) => {
            let Some((bytes, holds_article)) = open.pop() else { return true };
            total = bytes;
            let Some(element) = node.element_ref() else { return true };
            let is_comments = is_comments(&element);
            if kind(&element).is_some() {
                candidates.push(Candidate { node: node.id, bytes, holds_article, is_comments });
            }
            if let Some(parent) = open.last_mut() {
                parent.0 += if is_comments && !holds_article { 0 } else { bytes };
                parent.1 |= holds_article;
            }
            true
        }
    });
    for id in useless {
        document.tree.remove_from_parent(&id);
    }
    for candidate in candidates {
        let is_small = candidate.bytes * 100 <= total * MOST_PERCENT;
        if !candidate.holds_article && (is_small || candidate.is_comments) {
            document.tree.remove_from_parent(&candidate.node);
        }
    }
}

/// Whether an element is the list of comments of a common system.
fn is_comments(element: &Element) -> bool {
    ["id", "class"].iter().filter_map(|name| attr(element, name)).any(|names| {
        names.split_ascii_whitespace().any(|name| {
            matches!(
                name,
                "comments"
                    | "comment-list"
                    | "commentlist"
                    | "comments-area"
                    | "comments-section"
                    | "disqus_thread"
            )
        })
    })
}

/// Whether an element says that it holds the text of the article.
pub(super) fn is_article_body(element: &Element) -> bool {
    let is = |name: &str, known: &[&str]| {
        attr(element, name)
            .is_some_and(|value| value.split_ascii_whitespace().any(|v| known.contains(&v)))
    };
    is("itemprop", &["articleBody"])
        || is("class", ARTICLE_BODY)
        || is("property", &["articleBody", "content:encoded"])
}

/// Whether an element says that it is the paragraph under the headline.
pub(super) fn is_standfirst(element: &Element) -> bool {
    if !matches!(&*element.name.local, "p" | "div" | "h2" | "h3" | "strong" | "span") {
        return false;
    }
    let is_described = attr(element, "itemprop")
        .is_some_and(|property| matches!(property, "description" | "alternativeHeadline"));
    is_described
        || attr(element, "class").is_some_and(|classes| {
            let mut words = Words { rest: classes.as_bytes() };
            words.any(|word| {
                matches!(
                    word.text(),
                    b"abstract"
                        | b"chapo"
                        | b"deck"
                        | b"dek"
                        | b"excerpt"
                        | b"intro"
                        | b"lead"
                        | b"lede"
                        | b"sottotitolo"
                        | b"standfirst"
                        | b"strapline"
                        | b"subheadline"
                        | b"subtitel"
                        | b"subtitle"
                        | b"summary"
                        | b"vorspann"
                )
            })
        })
}

const ARTICLE_BODY: &[&str] = &[
    "entry-content",
    "post-content",
    "td-post-content",
    "article-body",
    "article__body",
    "article-body__content",
    "article-body-content",
    "article-content",
    "article__content",
    "article-text",
    "article_body",
    "articleBody",
    "post-body",
    "story-body",
    "story-content",
    "story-body__inner",
    "single-content",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_read_word_by_word() {
        for outside in
            ["relatedStories related", "c-most-read__list", "siteFooter", "post-comments"]
        {
            assert_eq!(kind_of_words(outside), Some(Chrome::Outside), "{outside}");
        }
        for label in ["wp-caption-text", "entry-meta", "ArticleByline article-byline", "social-bar"]
        {
            assert_eq!(kind_of_words(label), Some(Chrome::Label), "{label}");
        }
        for article in [
            "commentary",
            "no-sidebar",
            "has-comments",
            "live-match-comments",
            "article",
            "unrelatedness",
            "",
        ] {
            assert_eq!(kind_of_words(article), None, "{article}");
        }
    }

    #[test]
    fn what_holds_most_of_the_text_stays() {
        let text = "The ferries stopped at noon. ".repeat(20);
        let page = format!(
            "<body class=sidebar><form id=all><div class=related>More</div><p>{text}</form>\
             <div id=comments><p>{}</div>",
            text.repeat(3)
        );
        let document = Document::from(page);
        prune(&document);
        assert_eq!(document.text().trim(), text.trim());
    }
}
