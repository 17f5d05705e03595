//! `dateline suggest`: completions of what is being typed.

use super::args::{Common, SuggestArgs};
use super::exit::Exit;
use super::place;
use super::{out, render};
use crate::search::{Kind, suggest};
use std::fmt::Write;

pub(super) fn run(common: &Common, args: &SuggestArgs) -> anyhow::Result<Exit> {
    let snapshot = place::snapshot(common)?;
    let found = suggest(&snapshot, &args.prefix.join(" "), args.limit)?;
    if common.json {
        out::print_json(&found)?;
    } else {
        let mut text = String::new();
        for suggestion in &found.suggestions {
            let kind = match suggestion.kind {
                Kind::Source => "source",
                Kind::Byline => "byline",
                Kind::Section => "section",
                Kind::Word => "",
            };
            let _ = writeln!(
                text,
                "{:>9}  {}  {}",
                render::number(suggestion.articles),
                render::harmless(&suggestion.text),
                render::styled(kind, render::FAINT)
            );
        }
        if found.suggestions.is_empty() && !common.quiet {
            text.push_str("nothing begins so\n");
        }
        out::print(&text, false)?;
    }
    Ok(if found.suggestions.is_empty() { Exit::Nothing } else { Exit::Done })
}
