//! Stories in every format that is read, as its makers write it.

use super::Story;
use std::fmt::Write;
use std::path::Path;

/// A format, and how stories are laid down in it under a folder.
pub(crate) type Layout = (&'static str, fn(&Path, &[Story]));

/// The formats by name.
pub(crate) const LAYOUTS: &[Layout] = &[
    ("txt", |folder, stories| each(folder, stories, "txt", txt)),
    ("jsonl", |folder, stories| one(folder, "wire.jsonl", &jsonl(stories))),
    ("json", |folder, stories| one(folder, "wire.json", &json(stories))),
    ("csv", |folder, stories| one(folder, "table.csv", &csv(stories))),
    ("markdown", |folder, stories| each(folder, stories, "md", markdown)),
    ("trec", |folder, stories| one(folder, "wire.sgml", &all(stories, trec))),
    ("reuters", |folder, stories| one(folder, "reut.sgm", &reuters(stories))),
    ("html", |folder, stories| each(folder, stories, "html", html)),
];

fn one(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("the temporary folder takes files");
}

fn each(folder: &Path, stories: &[Story], extension: &str, text: fn(&Story) -> String) {
    for story in stories {
        one(folder, &format!("{}.{extension}", story.id), &text(story));
    }
}

fn all(stories: &[Story], text: fn(&Story) -> String) -> String {
    stories.iter().map(text).collect()
}

fn txt(story: &Story) -> String {
    let Story { headline, byline, body, .. } = story;
    format!("{headline}\n\nBy {byline}\n{}\n\n{body}\n", story.date())
}

fn object(story: &Story) -> serde_json::Value {
    serde_json::json!({
        "id": story.id, "title": story.headline, "author": story.byline, "source": story.outlet,
        "section": story.section, "date": story.date(), "body": story.body,
    })
}

/// One object a line.
pub(crate) fn jsonl(stories: &[Story]) -> String {
    stories.iter().map(|story| format!("{}\n", object(story))).collect()
}

fn json(stories: &[Story]) -> String {
    let objects: Vec<_> = stories.iter().map(object).collect();
    serde_json::to_string_pretty(&objects).expect("strings are JSON")
}

fn csv(stories: &[Story]) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["id", "date", "source", "section", "author", "title", "text"])
        .expect("memory takes it");
    for story in stories {
        let date = story.date();
        out.write_record([
            &story.id,
            &date,
            story.outlet,
            story.section,
            &story.byline,
            &story.headline,
            &story.body,
        ])
        .expect("memory takes it");
    }
    let bytes = out.into_inner().expect("memory takes it");
    String::from_utf8(bytes).expect("stories are UTF-8")
}

fn markdown(story: &Story) -> String {
    let Story { id, headline, byline, outlet, section, body, .. } = story;
    format!(
        "---\nid: {id}\ntitle: {headline}\nauthor: {byline}\nsource: {outlet}\nsection: {section}\n\
         date: {}\n---\n\n{}\n",
        story.date(),
        body.replace(" Mr. ", " *Mr.* "),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Paragraphs in the element `tag`.
fn paragraphs(body: &str, tag: &str) -> String {
    body.split("\n\n").fold(String::with_capacity(body.len() * 2), |mut out, paragraph| {
        let _ = writeln!(out, "<{tag}>{}</{tag}>", escaped(paragraph));
        out
    })
}

fn trec(story: &Story) -> String {
    format!(
        "<DOC>\n<DOCNO> {} </DOCNO>\n<DATE>{}</DATE>\n<HEADLINE>{}</HEADLINE>\n<BYLINE>By {}</BYLINE>\n\
         <TEXT>\n{}</TEXT>\n</DOC>\n",
        story.id,
        story.date(),
        escaped(&story.headline),
        story.byline,
        paragraphs(&story.body, "P"),
    )
}

fn reuters(stories: &[Story]) -> String {
    let mut out = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n".to_owned();
    const MONTHS: [&str; 12] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    for story in stories {
        let _ = write!(
            out,
            "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" NEWID=\"{}\">\n\
             <DATE> {}-{}-{} 15:01:01.79</DATE>\n<TOPICS><D>{}</D></TOPICS>\n<PLACES><D>uk</D></PLACES>\n\
             <TEXT>&#2;\n<TITLE>{}</TITLE>\n<AUTHOR>by {}, Reuters</AUTHOR>\n\
             <DATELINE>    {} - </DATELINE><BODY>{}\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n",
            story.id,
            story.day,
            MONTHS[story.month as usize - 1],
            story.year,
            story.section.to_lowercase(),
            escaped(&story.headline),
            story.byline,
            story.place,
            escaped(&story.body).replace("\n\n", "\n    "),
        );
    }
    out
}

/// A page as an outlet serves it: metadata twice, a menu, what else to read,
/// a script, a footer; about as much markup around the text as text.
fn html(story: &Story) -> String {
    let Story { headline, byline, outlet, section, id, .. } = story;
    let date = story.date();
    let claims = serde_json::json!({
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": headline,
        "datePublished": format!("{date}T08:15:00Z"), "articleSection": section,
        "author": {"@type": "Person", "name": byline},
        "publisher": {"@type": "Organization", "name": outlet},
    });
    let mut menu = String::new();
    for item in ["World", "Business", "City", "Science", "Weather", "Letters", "Archive", "Shop"] {
        let link = item.to_lowercase();
        let _ = writeln!(menu, "<li class=\"item\"><a href=\"/{link}\">{item}</a></li>");
    }
    let mut more = String::new();
    for number in 0..12 {
        let _ = writeln!(
            more,
            "<div class=\"teaser teaser-{number}\"><a href=\"/read/{number}\"><img alt=\"\" \
             src=\"/img/{number}.jpg\"><span>Also in the paper today, number {number}</span></a></div>"
        );
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{headline} | {outlet}</title>\n\
         <link rel=\"canonical\" href=\"https://news.example/{date}/{id}\">\n\
         <meta property=\"og:title\" content=\"{headline}\">\n<meta property=\"og:site_name\" content=\"{outlet}\">\n\
         <meta name=\"author\" content=\"{byline}\">\n\
         <script type=\"application/ld+json\">{claims}</script>\n\
         <style>.item {{ color: #333; }} .teaser {{ float: left; }}</style>\n</head>\n<body>\n\
         <header><nav><ul>\n{menu}</ul></nav></header>\n<main><article>\n<h1>{headline}</h1>\n\
         <p class=\"byline\">By {byline}</p>\n<time datetime=\"{date}\">{date}</time>\n{}</article></main>\n\
         <aside>\n{more}</aside>\n<script>var page = {{\"id\": \"{id}\", \"ads\": [1, 2, 3]}};</script>\n\
         <footer><p>All rights reserved by {outlet}. <a href=\"/terms\">Terms</a></p></footer>\n</body>\n</html>\n",
        paragraphs(&story.body, "p"),
    )
}
