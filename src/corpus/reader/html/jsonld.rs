//! Reads the JSON-LD of a page: what schema.org's `NewsArticle` and its kin say.
//!
//! ```text
//! block    = value*                      a page has several, a block may hold several values
//! value    = node | [value*] | {"@graph": [value*]} | {"mainEntity": value}
//! node     = {"@type": type | [type*], …}
//! name     = text | {"name": text} | {"@id": id of another node} | [name*]
//! ```
//!
//! Lists of other articles (`itemListElement`, `hasPart`, …) are not looked into.

use super::claims::{Claims, add_topic, article_url, language_code, topic_list};
use super::dom::one_line;
use crate::article::DateOrigin;
use serde_json::{Map, Value};

type Node = Map<String, Value>;

/// Nodes looked at in one page.
const MOST_NODES: usize = 2_000;

/// What the blocks of JSON-LD claim.
pub(super) fn claims(blocks: &[String]) -> Claims {
    let values: Vec<Value> = blocks.iter().flat_map(|block| parse(block)).collect();
    let mut nodes = Vec::new();
    for value in &values {
        collect(value, &mut nodes);
    }
    // the first of the best kind: `max_by_key` would take the last
    let mut best: Option<(u8, &Node)> = None;
    for node in &nodes {
        let rank = rank(node);
        if rank > best.map_or(0, |(highest, _)| highest) {
            best = Some((rank, node));
        }
    }
    best.map_or_else(Claims::default, |(_, node)| node_claims(node, &nodes))
}

/// How sure it is that a node is the article of its page; 0 is not.
fn rank(node: &Node) -> u8 {
    let types: &[Value] = match node.get("@type") {
        Some(Value::Array(types)) => types,
        Some(one) => std::slice::from_ref(one),
        None => return 0,
    };
    let best = types.iter().filter_map(Value::as_str).map(|kind| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        match kind {
            _ if kind.ends_with("NewsArticle") => 4,
            "Article" | "LiveBlogPosting" | "Report" | "SatiricalArticle" | "Column" => 3,
            "BlogPosting" | "SocialMediaPosting" | "DiscussionForumPosting" => 3,
            _ if kind.ends_with("Article") => 3,
            "VideoObject" | "AudioObject" | "PodcastEpisode" | "Recipe" | "HowTo" | "Review" => 2,
            "WebPage" | "ItemPage" => 1,
            _ => 0,
        }
    });
    best.max().unwrap_or(0)
}

fn collect<'v>(value: &'v Value, nodes: &mut Vec<&'v Node>) {
    // the parser bounds the depth
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, nodes)),
        Value::Object(node) if nodes.len() < MOST_NODES => {
            nodes.push(node);
            for inner in ["@graph", "mainEntity"].iter().filter_map(|key| node.get(*key)) {
                collect(inner, nodes);
            }
        }
        _ => {}
    }
}

fn node_claims(node: &Node, all: &[&Node]) -> Claims {
    let text = |key: &str| node.get(key).and_then(first_text);
    let headline_keys: &[&str] = match rank(node) {
        // a page's name has its site's name in it
        1 => &["headline"],
        _ => &["headline", "name", "alternativeHeadline"],
    };
    let dates = ["datePublished", "dateCreated", "uploadDate"];
    let urls = [node.get("mainEntityOfPage"), node.get("url"), node.get("@id")];
    let mut topics = match node.get("keywords") {
        Some(Value::String(list)) => topic_list(list),
        Some(other) => {
            let mut topics = Vec::new();
            names(other, all, &mut topics);
            topics
        }
        None => Vec::new(),
    };
    // some name a vocabulary with each subject
    topics.retain(|topic| !topic.contains("://"));
    let mut kept = Vec::new();
    topics.iter().for_each(|topic| add_topic(&mut kept, topic));
    let list = |key: &str| {
        let mut found = Vec::new();
        if let Some(value) = node.get(key) {
            names(value, all, &mut found);
        }
        found
    };
    let authors = ["author", "creator"].into_iter().map(list).find(|found| !found.is_empty());
    Claims {
        headlines: headline_keys
            .iter()
            .filter_map(|key| text(key))
            .map(|text| one_line(&text))
            .filter(|text| !text.is_empty())
            .collect(),
        bylines: authors.map(|names| names.join(", ")).into_iter().collect(),
        outlet: list("publisher").into_iter().next(),
        section: list("articleSection").into_iter().next(),
        url: urls.into_iter().flatten().find_map(|value| match value {
            Value::Object(page) => {
                page.get("@id").or(page.get("url"))?.as_str().and_then(article_url)
            }
            other => article_url(other.as_str()?),
        }),
        language: text("inLanguage").and_then(|code| language_code(&code)),
        topics: kept,
        dates: dates.into_iter().filter_map(|key| Some((DateOrigin::JsonLd, text(key)?))).collect(),
        body: text("articleBody"),
        is_published: false,
    }
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(first_text),
        // {"@value": "…", "@language": "de"}
        Value::Object(node) => first_text(node.get("@value").or(node.get("name"))?),
        _ => None,
    }
}

/// The names of the people, organisations or subjects that a value stands for.
fn names(value: &Value, all: &[&Node], found: &mut Vec<String>) {
    let mut add = |name: &str| {
        let name = one_line(name);
        if !name.is_empty() && !name.contains("://") && !found.contains(&name) {
            found.push(name);
        }
    };
    match value {
        Value::String(name) => add(name),
        Value::Array(values) => values.iter().for_each(|value| names(value, all, found)),
        Value::Object(node) => {
            let name = node.get("name").or_else(|| {
                let id = node.get("@id")?;
                all.iter().find(|other| other.get("@id") == Some(id))?.get("name")
            });
            match name {
                // a list of several authors' names in one author
                Some(Value::Array(several)) => {
                    several.iter().filter_map(Value::as_str).for_each(add);
                }
                Some(Value::String(name)) => add(name),
                _ => {}
            }
        }
        _ => {}
    }
}

/// Every value of a block that can be read, if need be after a repair.
fn parse(block: &str) -> Vec<Value> {
    let block = block.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let block = block.trim().trim_start_matches("//").trim_start_matches("<![CDATA[");
    let values = read_values(block);
    if !values.is_empty() { values } else { read_values(&repair(block)) }
}

/// The values before the first error.
fn read_values(text: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(text)
        .into_iter()
        .map_while(Result::ok)
        .filter(|value: &Value| value.is_array() || value.is_object())
        .collect()
}

/// Mends what templates get wrong: raw line breaks and tabs in strings,
/// escapes that JSON does not know, commas before a closing bracket or doubled,
/// and quotes within a string that are followed by more text.
fn repair(text: &str) -> String {
    let mut mended = String::with_capacity(text.len() + 64);
    let mut in_string = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !in_string {
            match c {
                '"' => in_string = true,
                ',' => {
                    let next = text[at + 1..].trim_start().chars().next();
                    if matches!(next, None | Some('}' | ']' | ',')) {
                        continue;
                    }
                }
                _ => {}
            }
            mended.push(c);
            continue;
        }
        match c {
            '\\' => match chars.peek() {
                Some((_, escaped)) if "\"\\/bfnrtu".contains(*escaped) => {
                    mended.push(c);
                    mended.push(*escaped);
                    chars.next();
                }
                // `\'`
                _ => {}
            },
            '"' if ends_string(&text[at + 1..]) => {
                in_string = false;
                mended.push(c);
            }
            '"' => mended.push_str("\\\""),
            c if c < ' ' => mended.push(' '),
            c => mended.push(c),
        }
    }
    mended
}

/// Whether what follows a quote is what follows a string.
fn ends_string(rest: &str) -> bool {
    let rest = rest.trim_start();
    match rest.chars().next() {
        None | Some(':' | '}' | ']') => true,
        // `"a "quoted", word"` or `"a", "b"`
        Some(',') => matches!(
            rest[1..].trim_start().chars().next(),
            None | Some('"' | '{' | '[' | '}' | ']' | ',' | '-' | '0'..='9' | 't' | 'f' | 'n')
        ),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(block: &str) -> Claims {
        claims(&[block.to_owned()])
    }

    #[test]
    fn the_article_is_found_where_it_hides() {
        let graph = of(r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebPage","name":"Ice | Gazette","datePublished":"2001-01-01"},
            {"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"another"}]},
            {"@type":"Article","headline":"Ice","author":{"@id":"#ann"},"mainEntityOfPage":{"@id":"https://n.example/ice"}},
            {"@type":"Person","@id":"#ann","name":"Ann Ames"}]}"##);
        assert_eq!(graph.headlines, ["Ice"]);
        assert_eq!(graph.bylines, ["Ann Ames"]);
        assert_eq!(graph.url.as_deref(), Some("https://n.example/ice"));
        assert_eq!(graph.dates, []);

        let entity = of(
            r#"{"@type":"WebPage","mainEntity":{"@type":"http://schema.org/OpinionNewsArticle","headline":"Ice"}}"#,
        );
        assert_eq!(entity.headlines, ["Ice"]);
        assert_eq!(of(r#"{"@type":"Organization","name":"Gazette"}"#), Claims::default());
    }

    #[test]
    fn authors_come_in_every_shape() {
        for (author, byline) in [
            (r#""Ann Ames""#, "Ann Ames"),
            (r#"{"name":"Ann Ames"}"#, "Ann Ames"),
            (r#"[{"name":"Ann Ames"},"Bob Bell",{"name":"Ann Ames"}]"#, "Ann Ames, Bob Bell"),
            (r#"{"name":["Ann Ames","Bob Bell"]}"#, "Ann Ames, Bob Bell"),
            (r#"["https://n.example/ann", {"name":"Ann &amp; Bob"}]"#, "Ann & Bob"),
        ] {
            let block = format!(r#"{{"@type":"NewsArticle","author":{author}}}"#);
            assert_eq!(of(&block).bylines, [byline], "{author}");
        }
        assert!(
            of(r#"{"@type":"NewsArticle","author":[null, 7, {"url":"x"}]}"#).bylines.is_empty()
        );
    }

    #[test]
    fn what_templates_get_wrong_is_mended() {
        let broken = [
            "{\"@type\":\"NewsArticle\",\"description\":\"two\nlines\tand a tab\",\"headline\":\"Ice\"}",
            r#"{"@type":"NewsArticle","headline":"Ice","keywords":["a","b",],}"#,
            r#"{"@type":"NewsArticle",,"description":"isn\'t","headline":"Ice"}"#,
            r#"{"@type":"NewsArticle","description":"the "Queen" sails","headline":"Ice"}"#,
            r#"<!-- {"@type":"NewsArticle","headline":"Ice"} -->"#,
            r#"//<![CDATA[
               {"@type":"NewsArticle","headline":"Ice"}
               //]]>"#,
            r#"{"@type":"NewsArticle","headline":"Ice"};"#,
            r#"{"@type":"Organization"} {"@type":"NewsArticle","headline":"Ice"}"#,
        ];
        for block in broken {
            assert_eq!(of(block).headlines, ["Ice"], "{block}");
        }
    }
}
