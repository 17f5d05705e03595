//! What a page says of its article, whoever says it.

use super::byline;
use super::when;
use crate::article::{Article, DateDoubt, DateOrigin, DoubtReason};

/// Claims from one source, or from several merged in order of trust.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Claims {
    /// The most trusted first; which of them is the headline, [`super::headline`] tells.
    pub(super) headlines: Vec<String>,
    /// The most trusted first.
    pub(super) bylines: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) section: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) topics: Vec<String>,
    /// Publication dates as written, the most trusted first; [`super::when`] weighs them.
    pub(super) dates: Vec<(DateOrigin, String)>,
    /// The article's text, where metadata carry it.
    pub(super) body: Option<String>,
    /// Whether metadata name a date of publication.
    pub(super) is_published: bool,
}

impl Claims {
    /// These claims, and those of a less trusted source where these are silent.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.headlines.extend(other.headlines);
        self.bylines.extend(other.bylines);
        self.dates.extend(other.dates);
        Self {
            headlines: self.headlines,
            bylines: self.bylines,
            outlet: self.outlet.or(other.outlet),
            section: self.section.or(other.section),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            topics: if self.topics.is_empty() { other.topics } else { self.topics },
            dates: self.dates,
            body: self.body.or(other.body),
            is_published: self.is_published || other.is_published,
        }
    }

    /// The article with these claims, this headline and this body.
    pub(super) fn into_article(self, headline: String, body: String) -> Article {
        let byline = byline::choose(&self.bylines, self.outlet.as_deref());
        let published = when::published(&self.dates, self.url.as_deref());
        // what is no date at all may be "two hours ago"
        let placed = |doubt: &DateDoubt| doubt.reason != DoubtReason::Unreadable;
        let date_doubt = if published.is_known() {
            None
        } else {
            self.dates.iter().filter_map(|(_, text)| DateDoubt::of(text)).find(placed)
        };
        Article {
            headline,
            byline,
            outlet: self.outlet,
            section: self.section,
            url: self.url,
            language: self.language,
            topics: self.topics,
            published,
            date_doubt,
            body,
            ..Article::default()
        }
    }
}

/// A web address that can stand for the article: absolute, and not that of the
/// outlet's front page, which careless templates put on every page.
pub(super) fn article_url(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = ["https://", "http://", "//"].iter().find_map(|scheme| text.strip_prefix(scheme))?;
    let (host, path) = rest.split_once('/')?;
    if !host.contains('.') || path.split(['?', '#']).next() == Some("") && !path.starts_with('?') {
        return None;
    }
    if text.contains(char::is_whitespace) {
        return None;
    }
    Some(if text.starts_with("//") { format!("https:{text}") } else { text.to_owned() })
}

/// The ISO 639-1 code in `en-GB`, `de_AT`, `fr`.
pub(super) fn language_code(text: &str) -> Option<String> {
    let primary = text.trim().split(['-', '_', ',', ';', ' ']).next()?;
    (primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_alphabetic()))
        .then(|| primary.to_ascii_lowercase())
}

/// Subjects in a list that is separated by commas or semicolons.
pub(super) fn topic_list(text: &str) -> Vec<String> {
    let mut topics = Vec::new();
    for topic in text.split([',', ';']) {
        add_topic(&mut topics, topic);
    }
    topics
}

/// Adds a subject, unless it is there or no subject.
pub(super) fn add_topic(topics: &mut Vec<String>, topic: &str) {
    let topic = super::dom::one_line(topic);
    // whole sentences come from templates that mistake the field
    if !topic.is_empty() && topic.len() <= 100 && topics.len() < 100 && !topics.contains(&topic) {
        topics.push(topic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_trusted_claim_counts() {
        let first = Claims { outlet: Some("one".into()), ..Claims::default() };
        let second = Claims {
            outlet: Some("two".into()),
            section: Some("Ports".into()),
            bylines: vec!["by Ann Ames".into()],
            ..Claims::default()
        };
        let article = first.or(second).into_article(String::new(), String::new());
        assert_eq!(article.outlet.as_deref(), Some("one"));
        assert_eq!(article.section.as_deref(), Some("Ports"));
        assert_eq!(article.byline.as_deref(), Some("Ann Ames"));
    }

    #[test]
    fn a_front_page_is_no_article() {
        assert_eq!(article_url(" https://n.example/a/b "), Some("https://n.example/a/b".into()));
        assert_eq!(article_url("//n.example/a"), Some("https://n.example/a".into()));
        assert_eq!(article_url("https://n.example/?p=7"), Some("https://n.example/?p=7".into()));
        for none in ["https://n.example", "https://n.example/", "https://n.example/#", "/a", "a b"]
        {
            assert_eq!(article_url(none), None, "{none}");
        }
    }

    #[test]
    fn languages_are_two_letters() {
        assert_eq!(language_code("en-GB"), Some("en".into()));
        assert_eq!(language_code("de_AT"), Some("de".into()));
        assert_eq!(language_code("english"), None);
    }
}
