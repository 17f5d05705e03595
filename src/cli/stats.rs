//! `dateline stats`: figures of the index.

use super::args::{Common, StatsArgs};
use super::exit::Exit;
use super::place;
use super::{out, render};
use crate::store::{Stats, Values};
use std::fmt::Write;

pub(super) fn run(common: &Common, args: &StatsArgs) -> anyhow::Result<Exit> {
    let stats = place::snapshot(common)?.stats(args.limit)?;
    if common.json {
        out::print_json(&stats)?;
    } else {
        out::print(&page(&stats), false)?;
    }
    Ok(Exit::Done)
}

fn page(stats: &Stats) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}, {} words, {} on disk in {} (format {})",
        render::count(stats.articles, "article", "articles"),
        render::number(stats.words),
        render::bytes(stats.index_bytes),
        render::count(stats.segments as u64, "segment", "segments"),
        stats.format,
    );
    if let (Some(first), Some(last)) = (&stats.first_day, &stats.last_day) {
        let undated = stats.articles - stats.dated;
        let _ = writeln!(text, "published {first} to {last}; {} undated", render::number(undated));
    }
    let most = stats.decades.values().copied().max().unwrap_or(0);
    for (decade, &articles) in &stats.decades {
        let bar = "█".repeat((articles * 40).div_ceil(most.max(1)) as usize);
        let _ = writeln!(text, "  {decade}s {:>9}  {bar}", render::number(articles));
    }
    for (name, values) in [
        ("outlets", &stats.outlets),
        ("sections", &stats.sections),
        ("languages", &stats.languages),
        ("bylines", &stats.bylines),
        ("topics", &stats.topics),
        ("places", &stats.places),
    ] {
        if values.distinct > 0 {
            let _ = writeln!(text, "{}", list(name, values));
        }
    }
    text
}

fn list(name: &str, values: &Values) -> String {
    let mut text = format!(
        "\n{} {name} in {}",
        render::number(values.distinct),
        render::count(values.articles, "article", "articles")
    );
    for tally in &values.top {
        let _ = write!(
            text,
            "\n  {:>9}  {}",
            render::number(tally.articles),
            render::harmless(&tally.value)
        );
    }
    let more = values.distinct.saturating_sub(values.top.len() as u64);
    if more > 0 {
        let _ = write!(text, "\n  {:>9}  more", render::number(more));
    }
    text
}
