//! Markdown with or without YAML front matter, as static sites keep their
//! news: a file is an article.
//!
//! ```text
//! file   := [ "---" line yaml ("---" | "...") line | "+++" line toml "+++" line ] markdown
//! ```
//!
//! TOML front matter is passed over, not read. Without a title in the front
//! matter a heading of the first level at the very top is the headline.

mod front_matter;
mod plain;

use super::fields::{Field, chosen};
use super::whole::whole;
use super::{Reader, Sink, Source};
use crate::article::{Article, DateDoubt, DateOrigin, language_code, parse_date};
use front_matter::FrontMatter;
use std::io::BufRead;

/// Reads Markdown.
pub(crate) struct Markdown;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn recognises(&self, _head: &str, file_name: &str) -> bool {
        let extension = file_name.rsplit_once('.').map(|(_, extension)| extension);
        matches!(extension, Some("md" | "markdown" | "mdown" | "mkd" | "mdx"))
    }

    fn read(
        &self,
        source: &Source<'_>,
        input: &mut dyn BufRead,
        sink: &mut dyn Sink,
    ) -> std::io::Result<()> {
        let Some(text) = whole(source, input, sink)? else { return Ok(()) };
        sink.article(article(&text, source.fields));
        Ok(())
    }
}

fn article(text: &str, fields: &[(String, String)]) -> Article {
    let (matter, body) = front_matter::split(text);
    let matter = matter.map(|yaml| FrontMatter::read(yaml, chosen(fields))).unwrap_or_default();
    let plain = plain::plain(body);
    let mut topics = matter.list(Field::Topics, &["tags", "topics", "keywords"]);
    let section = matter.list(Field::Section, &["section", "category", "categories"]);
    topics.extend(section.iter().skip(1).cloned());
    let mut article = Article {
        id: matter.text(Field::Id, &["id", "uuid"]).unwrap_or_default(),
        headline: matter.text(Field::Headline, &["title", "headline"]).unwrap_or_default(),
        byline: matter.text(Field::Byline, &["author", "authors", "byline"]),
        outlet: matter.text(Field::Outlet, &["outlet", "source", "publisher", "publication"]),
        section: section.into_iter().next(),
        // a permalink without a host is a pattern or a path on a site we don't know
        url: matter
            .text(
                Field::Url,
                &["url", "permalink", "canonical", "canonical_url", "canonicalurl", "link"],
            )
            .filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        language: matter
            .text(Field::Language, &["lang", "language", "locale"])
            .and_then(|claim| language_code(&claim)),
        dateline: matter.text(Field::Dateline, &["dateline"]),
        topics,
        places: matter.list(Field::Places, &["places", "locations"]),
        ..Article::default()
    };
    let claim = matter
        .text(
            Field::Published,
            &[
                "date",
                "published",
                "publish_date",
                "date_published",
                "datepublished",
                "published_at",
                "pubdate",
                "publishdate",
            ],
        )
        .unwrap_or_default();
    article.published = parse_date(&claim).unwrap_or_default().claimed_by(DateOrigin::Record);
    article.date_doubt = DateDoubt::of(&claim);
    // a user who names the body says that the text below is not it
    article.body = matter.text_as_is(Field::Body).unwrap_or(plain.body);
    if article.headline.is_empty() {
        if let Some(title) = plain.title {
            article.headline = title;
        }
    } else if let Some(title) = plain.title.filter(|title| *title != article.headline) {
        // a heading that is not the headline again is part of the text
        article.body =
            if article.body.is_empty() { title } else { format!("{title}\n\n{}", article.body) };
    }
    article
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::reader::collected::{collected, collected_with};
    use proptest::prelude::*;

    #[test]
    fn front_matter_and_text_are_read() {
        let file = r#"---
# how this site names things
title: "Snow: a &amp; report"
date: 2019-12-11 5:43:18 -0400
authors:
  - ann-lee
  - name: Bo Kim
tags: [snow, roads]
categories: [weather, north]
source: northern-star
permalink: /2019/12/snow/
canonical: https://n.example/snow
lang: en-GB
---

{{< legacy-img src="a.jpg" alt="A road" >}}

## What *fell*

Snow fell on the [city]({{< ref "city.md" >}} "The city") and
on **AT&T**; ![alt](b.png) see <https://n.example>.[^1]

<p>
  Roads <a href="x">were
  closed</a> &#8212; all.<br>Trains ran.
</p>
<div>
	{{ "ann" | photo }}
	<b>Ann</b> stayed.
</div>
<script>var x = 1;</script>

- One `code`
- Two
  - Three
{: .list}

| a | b |
|---|---|
| 1 | 2 |

{% include note.html %}
    indented code

[^1]: A note.
"#;
        insta::assert_snapshot!(collected(&Markdown, file, 10_000), @r#"
        headline: Snow: a & report
        byline: ann-lee, Bo Kim
        outlet: northern-star
        section: weather
        language: en
        topics: snow + roads + north
        published: 2019-12-11
        origin: Record
        body: "What fell\n\nSnow fell on the city and on AT&T; see https://n.example.\n\nRoads were closed — all.\nTrains ran.\n\nAnn stayed.\n\nOne code\nTwo\nThree\n\na b\n1 2\n\nindented code\n\nA note."
        --
        "#);
    }

    #[test]
    fn without_front_matter_the_first_heading_is_the_headline() {
        insta::assert_snapshot!(collected(&Markdown, "# Snow *falls*\n\nIt fell.\n\n# Later\n", 1000), @r#"
        headline: Snow falls
        body: "It fell.\n\nLater"
        --
        "#);
        insta::assert_snapshot!(collected(&Markdown, "+++\ntitle = 'x'\n+++\nIt fell.", 1000), @r#"
        body: "It fell."
        --
        "#);
        insta::assert_snapshot!(collected(&Markdown, "---\nIt fell.\n", 1000), @r#"
        body: "It fell."
        --
        "#);
    }

    #[test]
    fn front_matter_that_is_no_yaml_is_read_line_by_line() {
        let file = "---\ntitle: Snow: it fell\nauthor: @ann\ntags:\n- snow\n- \"roads\"\ndate: '2019-12-11'\n---\nIt fell.";
        insta::assert_snapshot!(collected(&Markdown, file, 1000), @r#"
        headline: Snow: it fell
        byline: @ann
        topics: snow + roads
        published: 2019-12-11
        origin: Record
        body: "It fell."
        --
        "#);
    }

    #[test]
    fn the_user_can_name_the_fields() {
        let fields = [("headline".to_owned(), "kicker".to_owned())];
        let file = "---\ntitle: no\nKicker: Snow\n---\nIt fell.";
        insta::assert_snapshot!(collected_with(&Markdown, file, 1000, &fields), @r#"
        headline: Snow
        body: "It fell."
        --
        "#);
    }

    #[test]
    fn the_user_can_name_any_field_by_any_of_its_names() {
        let fields = [
            ("published", "Day"),
            ("source", "paper.name"),
            ("author", "who"),
            ("author", "whom"),
            ("tags", "about"),
            ("body", "story"),
        ];
        let fields = fields.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()));
        let file = "---\nday: 2019-12-11\npaper:\n  name: The Star\nwhom: Ann Lee\nabout: snow, roads\n\
            story: |\n  It fell.\n\n  It lay.\n---\nRead more.";
        insta::assert_snapshot!(collected_with(&Markdown, file, 1000, &fields), @r#"
        byline: Ann Lee
        outlet: The Star
        topics: snow + roads
        published: 2019-12-11
        origin: Record
        body: "It fell.\n\nIt lay.\n"
        --
        "#);
    }

    proptest! {
        #[test]
        fn no_file_is_too_odd(text in "(---\n|[a-z]{1,3}: |- |\\{\\{|\\}\\}|\\{%|%\\}|<[a-z]{1,2}>|[#*`_&\n ]|.){0,40}") {
            let _ = collected(&Markdown, &text, 10_000);
        }
    }
}
