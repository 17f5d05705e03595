//! The page of an experiment: generated, so that it says what its file says.

use super::Experiment;
use crate::eval::{Grades, Measure, Parts, TopicIds};
use std::fmt::Write;

/// A page in Markdown about an experiment: what it is, how to make it again, and
/// the figures that it should have.
#[must_use]
pub fn page(experiment: &Experiment) -> String {
    let Experiment { name, title, about, origin, licence, corpus, topics, qrels, runs } =
        experiment;
    let mut text = String::new();
    let _ = writeln!(text, "# {title}\n");
    let _ = writeln!(
        text,
        "<!-- generated from experiments/{name}.toml by `dateline eval --experiment FILE --page OUT`; edit that file -->\n"
    );
    let _ = writeln!(text, "{}\n", about.trim());
    let _ = writeln!(text, "- From: {origin}");
    let _ = writeln!(text, "- Licence: {licence}");
    let files: Vec<String> =
        corpus.files.iter().map(|file| format!("`{}`", file.display())).collect();
    let articles =
        corpus.articles.map_or("not counted".to_owned(), |count| format!("{count} articles"));
    let rejected = match corpus.rejected {
        0 => String::new(),
        count => format!(", {count} records rejected"),
    };
    let _ = writeln!(text, "- Articles: {} ({articles}{rejected})", files.join(", "));
    let count = topics.count.map_or(String::new(), |count| format!(", {count} topics"));
    let _ = writeln!(text, "- Topics: `{}` ({}{count})", topics.file.display(), topics.parts);
    let _ = writeln!(text, "- Judgements: `{}`\n", qrels.file.display());
    let _ = writeln!(text, "## Make it again\n");
    let _ = writeln!(text, "In one command, which indexes into a temporary folder and compares:\n");
    let _ = writeln!(
        text,
        "```console\n$ dateline eval --experiment experiments/{name}.toml --data FOLDER\n```\n"
    );
    let _ = writeln!(text, "Step by step:\n\n```console");
    let mut command = format!("$ dateline --index {name}.index index");
    for (field, named) in &corpus.fields {
        let _ = write!(command, " --field {field}={named}");
    }
    if let Some(format) = &corpus.format {
        let _ = write!(command, " --format {format}");
    }
    for file in &corpus.files {
        let _ = write!(command, " FOLDER/{}", file.display());
    }
    let _ = writeln!(text, "{command}");
    let _ = writeln!(text, "$ {}", asking(experiment));
    let _ = writeln!(text, "```\n");
    let _ = writeln!(text, "## Figures\n");
    let mut measures: Vec<Measure> = Vec::new();
    for (measure, _) in runs.iter().flat_map(|run| &run.measures) {
        if !measures.contains(measure) {
            measures.push(*measure);
        }
    }
    if measures.is_empty() {
        let _ = writeln!(
            text,
            "Nobody has measured it with dateline yet: the collection needs a licence."
        );
        return text;
    }
    let names: Vec<String> = measures.iter().map(|measure| format!(" {measure} |")).collect();
    let _ = writeln!(text, "| model |{}", names.concat());
    let _ = writeln!(text, "|---|{}", "---|".repeat(measures.len()));
    for run in runs {
        let figure = |measure: &Measure| {
            let found = run.measures.iter().find(|(known, _)| known == measure);
            found.map_or(" |".to_owned(), |(_, figure)| format!(" {figure:.4} |"))
        };
        let figures: String = measures.iter().map(figure).collect();
        let _ = writeln!(text, "| `{}` |{figures}", run.model);
    }
    text
}

/// The command that asks all models, a run file each.
fn asking(experiment: &Experiment) -> String {
    let Experiment { name, topics, qrels, runs, .. } = experiment;
    let mut command =
        format!("dateline --index {name}.index eval --topics FOLDER/{}", topics.file.display());
    if topics.parts != Parts::default() {
        let _ = write!(command, " --parts {}", topics.parts);
    }
    if topics.ids != TopicIds::default() {
        let _ = write!(command, " --topic-ids {}", topics.ids.name());
    }
    let _ = write!(command, " --qrels FOLDER/{}", qrels.file.display());
    if qrels.grades != Grades::default() {
        let _ = write!(command, " --grades {}", qrels.grades.name());
    }
    if let Some(depth) = runs.first().map(|run| run.depth).filter(|&depth| depth != 1000) {
        let _ = write!(command, " --depth {depth}");
    }
    for run in runs {
        let _ = write!(command, " --model '{}'", run.model);
    }
    let _ = write!(command, " --run runs");
    command
}
