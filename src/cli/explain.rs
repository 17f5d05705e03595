//! `dateline explain`: where a score comes from, or why an article does not match.

use super::args::{Common, ExplainArgs};
use super::exit::Exit;
use super::place;
use super::{out, render};
use crate::search::{Explained, explain};
use crate::store::Explanation;
use std::fmt::Write;

pub(super) fn run(common: &Common, args: &ExplainArgs) -> anyhow::Result<Exit> {
    let snapshot = place::snapshot(common)?;
    let query = args.query.join(" ");
    let Some(explained) = explain(
        &snapshot,
        &query,
        common.today(),
        &*common.aliases()?,
        args.model.clone(),
        &args.id,
    )?
    else {
        if common.json {
            out::print_json(&serde_json::Value::Null)?;
        } else {
            anstream::eprintln!(
                "no article has the id `{}`; search for its words to see its id",
                args.id
            );
        }
        return Ok(Exit::Nothing);
    };
    if common.json {
        out::print_json(&explained)?;
    } else {
        out::print(&page(&explained), false)?;
    }
    Ok(if explained.matches { Exit::Done } else { Exit::Nothing })
}

fn page(explained: &Explained) -> String {
    let mut text = String::new();
    let headline = render::harmless(&explained.headline);
    let _ = writeln!(text, "{}", render::styled(&headline, render::HEADLINE));
    let _ = match explained.rank {
        Some(rank) => writeln!(
            text,
            "number {rank} of {} with a score of {:.4} ({})\n",
            render::count(explained.total, "article", "articles"),
            explained.score,
            explained.query.model,
        ),
        None => writeln!(text, "does not match\n"),
    };
    tree(&mut text, &explained.explanation, 0);
    if explained.proximity > 0.0 {
        let _ =
            writeln!(text, "{:9.4}       words of the query close together", explained.proximity);
    }
    text
}

fn tree(text: &mut String, part: &Explanation, depth: usize) {
    let indent = "  ".repeat(depth);
    let sign = if part.matches { "yes" } else { "no " };
    let clause = render::styled(&render::harmless(&part.clause), render::HEADLINE);
    let score = if part.score > 0.0 { format!("{:9.4}", part.score) } else { " ".repeat(9) };
    let _ = write!(text, "{score}  {sign}  {indent}{clause}   {}", render::harmless(&part.why));
    if let Some(figures) = &part.figures {
        let detail = format!(
            " (counted {:.0} times with its weights in {:.0} words of a mean of {:.0}; rarity {:.2})",
            figures.weighted_places, figures.words, figures.average_words, figures.rarity
        );
        text.push_str(&render::styled(&detail, render::FAINT));
    }
    text.push('\n');
    for inner in &part.parts {
        tree(text, inner, depth + 1);
    }
}
