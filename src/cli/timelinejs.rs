//! A timeline as TimelineJS reads it (<https://timeline.knightlab.com/docs/json-format.html>):
//!
//! ```text
//! {"title":  {"text": {"headline", "text"}},
//!  "events": [{"start_date": {"year", "month", "day"}, "end_date": …, "display_date",
//!              "text": {"headline", "text"}}]}
//! ```
//!
//! Its texts are HTML, so what comes from articles is escaped.

use super::{render, timeline};
use crate::search::{Hit, Passage, Timeline, TimelinePoint};
use crate::store::{DatedBy, Per};
use serde_json::{Value, json};

/// The file.
pub(super) fn timeline(answer: &Timeline) -> Value {
    let query = escaped(&answer.query.text);
    let headline = if query.is_empty() { "What happened when".to_owned() } else { query };
    let by = match answer.by {
        DatedBy::Mentioned => "by the days they mention",
        DatedBy::Published => "by their date of publication",
    };
    let articles = render::count(answer.total, "article", "articles");
    json!({
        "title": { "text": { "headline": headline, "text": format!("<p>{articles}, {by}</p>") } },
        "events": answer.points.iter().map(|point| event(point, answer.per)).collect::<Vec<_>>(),
    })
}

fn event(point: &TimelinePoint, per: Per) -> Value {
    let shown = timeline::date(point, per);
    let hit = point.hit.as_ref();
    let headline = hit.map(|hit| escaped(&hit.headline)).filter(|headline| !headline.is_empty());
    let mut event = json!({
        "start_date": date(&point.from),
        "display_date": shown,
        "text": { "headline": headline.unwrap_or(shown), "text": text(point.count, hit) },
    });
    if per != Per::Day {
        event["end_date"] = date(&point.to);
    }
    event
}

/// `2019-12-11` in its parts.
fn date(day: &str) -> Value {
    let mut parts = day.split('-').map(|part| part.parse::<u16>().ok());
    let mut part = || parts.next().flatten();
    json!({ "year": part(), "month": part(), "day": part() })
}

/// The passage, and below it where it is from and how many articles there are.
fn text(count: u64, hit: Option<&Hit>) -> String {
    let articles = render::count(count, "article", "articles");
    let Some(hit) = hit else { return format!("<p>{articles}</p>") };
    let quote = hit.passages.first().map(quote).unwrap_or_default();
    let mut from: Vec<String> = hit.source.iter().map(|source| escaped(source)).collect();
    from.push(escaped(&render::date(&hit.published)));
    let from = from.join(", ");
    let is_link = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    let from = match hit.url.as_ref().filter(is_link) {
        Some(url) => format!("<a href=\"{}\">{from}</a>", escaped(url)),
        None => from,
    };
    format!("{quote}<p>{from} · {articles}</p>")
}

/// A passage with its evidence bold.
fn quote(passage: &Passage) -> String {
    let chars: Vec<char> = passage.text.chars().collect();
    let piece = |from: usize, to: usize| -> String {
        let to = to.min(chars.len());
        escaped(&chars[from.min(to)..to].iter().collect::<String>())
    };
    let mut out = String::from("<p>");
    let mut at = 0;
    for span in &passage.highlights {
        let start = span.start.saturating_sub(passage.start);
        let end = span.end.saturating_sub(passage.start);
        out.push_str(&format!("{}<b>{}</b>", piece(at, start), piece(start, end)));
        at = end;
    }
    out.push_str(&piece(at, chars.len()));
    out.push_str("</p>");
    out
}

/// Text that HTML shows as it stands.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
