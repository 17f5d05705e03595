//! What the `<meta>` tags of a page claim: Open Graph, `article:*`, microdata,
//! Dublin Core, and the names that outlets' tools have made common.

use super::claims::{Claims, add_topic, article_url, language_code, topic_list};
use super::dom::one_line;
use crate::article::DateOrigin;

/// A `<meta>` tag: its `property`, `name` or `itemprop` in lower case, and its content.
pub(super) type Meta = (String, String);

const HEADLINE: &[&str] = &[
    "og:title",
    "headline",
    "parsely-title",
    "sailthru.title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "title",
];
const BYLINE: &[&str] = &[
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "article.author",
    "creator",
    "authors",
];
const DATE: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article:published",
    "article.published",
    "originalpublicationdate",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.available",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication-date",
    "publication_date",
    "published_time",
    "published-date",
    "article_date_original",
    "citation_publication_date",
    "ptime",
    "rnews:datepublished",
];
/// Names that some tools give to the day a page was set up, or changed.
const WEAK_DATE: &[&str] = &[
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "displaydate",
    "article:create_at",
    "weibo:article:create_at",
    "datecreated",
    "created",
    "date",
    "release_date",
    "search_date",
];
const OUTLET: &[&str] = &["og:site_name", "dc.publisher", "dcterms.publisher"];
const SECTION: &[&str] = &[
    "article:section",
    "articlesection",
    "parsely-section",
    "section",
    "cxenseparse:recs:category",
    "category",
    "dc.subject.section",
];
const LANGUAGE: &[&str] =
    &["og:locale", "inlanguage", "dc.language", "dcterms.language", "language"];
const TOPIC_EACH: &[&str] = &["article:tag", "og:article:tag"];
const TOPIC_LIST: &[&str] = &[
    "news_keywords",
    "keywords",
    "parsely-tags",
    "sailthru.tags",
    "dc.subject",
    "dcterms.subject",
];

/// What the tags claim, each list in order of trust.
pub(super) fn claims(metas: &[Meta]) -> Claims {
    let each = |names: &'static [&'static str]| {
        names.iter().flat_map(move |wanted| {
            metas.iter().filter(move |(name, _)| name == wanted).map(|(_, content)| content)
        })
    };
    let line = |names| each(names).map(|text| one_line(text)).find(|text| !text.is_empty());
    Claims {
        headlines: each(HEADLINE).map(|text| one_line(text)).filter(|t| !t.is_empty()).collect(),
        bylines: bylines(metas),
        outlet: line(OUTLET),
        section: line(SECTION).filter(|text| !text.contains("://")),
        url: each(&["og:url", "twitter:url"]).find_map(|text| article_url(text)),
        language: each(LANGUAGE).find_map(|text| language_code(text)),
        topics: topics(metas),
        dates: each(DATE)
            .map(|text| text.trim().to_owned())
            .chain(date_in_json(metas))
            .map(|text| (DateOrigin::Meta, text))
            .collect(),
        body: None,
        is_published: false,
    }
}

/// Dates by the names that say only "date".
pub(super) fn weak_dates(metas: &[Meta]) -> Vec<(DateOrigin, String)> {
    let named = |wanted: &'static &'static str| {
        metas.iter().filter(move |(name, _)| name == wanted).map(|(_, content)| content)
    };
    let dates = WEAK_DATE.iter().flat_map(named);
    dates.map(|text| (DateOrigin::Meta, text.trim().to_owned())).collect()
}

/// Dates by names that no list has, but that say so: `acme-article-date`,
/// `x_published_at`. What a date is of is told by the other words of its name.
pub(super) fn odd_dates(metas: &[Meta]) -> Vec<(DateOrigin, String)> {
    const DATE_WORDS: &[&str] =
        &["date", "datetime", "pubdate", "publishdate", "published", "publication", "issued"];
    const OTHER_WORDS: &[&str] = &[
        "access",
        "accessed",
        "birth",
        "build",
        "cache",
        "cached",
        "copyright",
        "crawl",
        "current",
        "deadline",
        "death",
        "due",
        "embargo",
        "end",
        "ending",
        "event",
        "expiration",
        "expires",
        "expiry",
        "index",
        "last",
        "modification",
        "modified",
        "now",
        "reviewed",
        "revised",
        "revision",
        "server",
        "start",
        "starting",
        "today",
        "until",
        "update",
        "updated",
        "valid",
        "verified",
        "version",
    ];
    let names_one = |name: &str| {
        let words = || name.split(|c: char| !c.is_ascii_alphanumeric());
        words().any(|word| DATE_WORDS.contains(&word))
            && !words().any(|word| OTHER_WORDS.contains(&word))
    };
    let is_listed = |name: &str| DATE.contains(&name) || WEAK_DATE.contains(&name);
    let named = metas.iter().filter(|(name, _)| names_one(name) && !is_listed(name));
    named.map(|(_, text)| (DateOrigin::Meta, text.trim().to_owned())).collect()
}

/// The date in the JSON that parse.ly had pages put into one tag.
fn date_in_json(metas: &[Meta]) -> Option<String> {
    let (_, content) = metas.iter().find(|(name, _)| name == "parsely-page")?;
    let page: serde_json::Value = serde_json::from_str(content).ok()?;
    Some(page.get("pub_date")?.as_str()?.to_owned())
}

/// The authors by each name in use, which may be given once for each of them.
fn bylines(metas: &[Meta]) -> Vec<String> {
    let mut bylines = Vec::new();
    for wanted in BYLINE {
        let mut authors: Vec<String> = Vec::new();
        for (_, content) in metas.iter().filter(|(name, _)| name == wanted) {
            let author = one_line(content);
            // `article:author` is often a profile page
            if !author.is_empty() && !author.contains("://") && !authors.contains(&author) {
                authors.push(author);
            }
        }
        if !authors.is_empty() {
            bylines.push(authors.join(", "));
        }
    }
    bylines
}

fn topics(metas: &[Meta]) -> Vec<String> {
    let mut topics = Vec::new();
    for (name, content) in metas {
        if TOPIC_EACH.contains(&name.as_str()) {
            topic_list(content).iter().for_each(|topic| add_topic(&mut topics, topic));
        }
    }
    for wanted in TOPIC_LIST {
        if !topics.is_empty() {
            break;
        }
        for (_, content) in metas.iter().filter(|(name, _)| name == wanted) {
            topic_list(content).iter().for_each(|topic| add_topic(&mut topics, topic));
        }
    }
    topics
}

/// A tag's name as the lists above have it: `DC:title` and `dc.title` are one.
pub(super) fn key(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    match name.split_once(':') {
        Some((prefix @ ("dc" | "dcterms"), rest)) => format!("{prefix}.{rest}"),
        _ => name,
    }
}
