//! What `eval` prints: a table, trec_eval's lines, or JSON.

use super::{Skipped, System};
use crate::cli::args::Common;
use crate::cli::eval_args::{EvalArgs, TableFormat};
use crate::cli::grid::{Cell, Grid};
use crate::cli::{comparison, out, render};
use crate::eval::{Evaluation, Measure, Table};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// A run in JSON.
#[derive(Serialize)]
struct SystemOut<'a> {
    name: &'a str,
    /// Of runs that were made now.
    model: Option<String>,
    /// Topics that the means are over.
    topics: usize,
    /// Topics of the run.
    topics_in_run: usize,
    /// Over all topics.
    measures: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_topic: Option<Map<String, Value>>,
    /// Topics with judgements that the run lacks.
    missing: &'a [String],
    /// Topics of the run without judgements.
    unjudged: &'a [String],
}

pub(super) fn print(
    common: &Common,
    args: &EvalArgs,
    systems: &[System],
    measures: &[Measure],
    table: Option<&Table>,
    skipped: &Skipped,
) -> anyhow::Result<()> {
    let several = systems.len() > 1;
    if common.json {
        let outs: Vec<SystemOut<'_>> =
            systems.iter().map(|system| system_out(system, args.per_topic)).collect();
        return match outs.as_slice() {
            [one] => {
                let mut value = serde_json::to_value(one)?;
                value["skipped"] = json!(skipped.0);
                out::print_json(&value)
            }
            all => {
                out::print_json(&json!({"systems": all, "comparison": table, "skipped": skipped.0}))
            }
        };
    }
    if common.quiet {
        let lines: String =
            systems.iter().map(|system| trec_lines(system, measures, several)).collect();
        return out::print(&lines, false);
    }
    let mut text = String::new();
    for system in systems.iter().filter(|system| system.figures.is_none()) {
        let (lines, topics) = (super::lines(&system.run), system.run.topics().len());
        let _ = writeln!(
            text,
            "{}: {} for {}",
            system.name,
            render::count(lines as u64, "line", "lines"),
            render::count(topics as u64, "topic", "topics")
        );
    }
    if let Some(table) = table {
        let _ = writeln!(text, "{}", drawn(&comparison::summary(table), args.format));
        let _ = writeln!(text, "{}", drawn(&comparison::details(table), args.format));
    } else if let Some(system) = systems.first().filter(|system| system.figures.is_some()) {
        let _ = writeln!(text, "{}", drawn(&alone(system, measures), args.format));
    }
    if args.per_topic {
        for system in systems {
            let _ = writeln!(text, "{}", drawn(&by_topic(system, measures), args.format));
        }
    }
    out::print(&text, true)
}

pub(super) fn drawn(grid: &Grid, format: TableFormat) -> String {
    match format {
        TableFormat::Text => grid.text(out::width()),
        TableFormat::Markdown => grid.markdown(),
        TableFormat::Latex => grid.latex(),
    }
}

/// Measures of one run.
fn alone(system: &System, measures: &[Measure]) -> Grid {
    let figures = system.figures.as_ref();
    let row = |measure: &Measure| {
        let figure = figures.and_then(|figures| figures.mean(*measure));
        vec![Cell::plain(measure.to_string()), Cell::plain(shown(*measure, figure))]
    };
    let mut notes = Vec::new();
    if let Some(figures) = figures {
        notes.push(format!(
            "Over {}.",
            render::count(figures.topics.len() as u64, "topic", "topics")
        ));
        notes.extend(left_out(figures));
    }
    Grid {
        header: vec!["measure".to_owned(), system.name.clone()],
        names: 1,
        rows: measures.iter().map(row).collect(),
        notes,
    }
}

fn left_out(figures: &Evaluation) -> Vec<String> {
    let told = |topics: &[String], what: &str| {
        let first: Vec<&str> = topics.iter().take(5).map(String::as_str).collect();
        let more = if topics.len() > first.len() { ", …" } else { "" };
        let count = render::count(topics.len() as u64, "topic", "topics");
        (!topics.is_empty()).then(|| format!("{count} {what}: {}{more}.", first.join(", ")))
    };
    let missing = told(&figures.missing, "with judgements and no answer");
    let unknown = told(&figures.unknown, "without judgements, which count nowhere");
    missing.into_iter().chain(unknown).collect()
}

/// Topics × measures of one run.
fn by_topic(system: &System, measures: &[Measure]) -> Grid {
    let topics = system.figures.iter().flat_map(|figures| &figures.topics);
    let row = |topic: &crate::eval::TopicFigures| {
        let figures = topic.values.iter().zip(measures);
        let figures = figures.map(|(&figure, &measure)| Cell::plain(of_topic(measure, figure)));
        [Cell::plain(topic.topic.clone())].into_iter().chain(figures).collect()
    };
    let names = measures.iter().map(ToString::to_string);
    Grid {
        header: [format!("{}: topic", system.name)].into_iter().chain(names).collect(),
        names: 1,
        rows: topics.map(row).collect(),
        notes: Vec::new(),
    }
}

/// A figure as trec_eval prints it.
fn shown(measure: Measure, figure: Option<f64>) -> String {
    match figure {
        None => "–".to_owned(),
        Some(figure) if measure.is_count() => format!("{figure:.0}"),
        Some(figure) => format!("{figure:.4}"),
    }
}

/// The figure of a topic; the geometric mean's are logarithms.
fn of_topic(measure: Measure, figure: f64) -> String {
    let figure = if measure == Measure::GmMap { figure.exp() } else { figure };
    shown(measure, Some(figure))
}

/// As `trec_eval -q`: measure, topic, figure; of several runs with their names before.
fn trec_lines(system: &System, measures: &[Measure], named: bool) -> String {
    let mut text = String::new();
    let name = if named { format!("{}\t", system.name) } else { String::new() };
    let Some(figures) = &system.figures else { return text };
    for topic in &figures.topics {
        for (&measure, &figure) in measures.iter().zip(&topic.values) {
            // trec_eval has no geometric mean of a topic
            if measure != Measure::GmMap {
                let figure = shown(measure, Some(figure));
                let _ = writeln!(text, "{name}{measure:<22}\t{}\t{figure}", topic.topic);
            }
        }
    }
    for &measure in measures {
        let figure = shown(measure, figures.mean(measure));
        let _ = writeln!(text, "{name}{measure:<22}\tall\t{figure}");
    }
    text
}

fn system_out(system: &System, per_topic: bool) -> SystemOut<'_> {
    let figures = system.figures.as_ref();
    let means = figures.map_or_else(Map::new, |figures| {
        let pairs = figures.measures.iter().zip(&figures.means);
        pairs.map(|(measure, &mean)| (measure.to_string(), json!(mean))).collect()
    });
    let each = figures.filter(|_| per_topic).map(|figures| {
        let topic = |topic: &crate::eval::TopicFigures| {
            let pairs = figures.measures.iter().zip(&topic.values);
            let values: Map<String, Value> =
                pairs.map(|(measure, &figure)| (measure.to_string(), json!(figure))).collect();
            (topic.topic.clone(), Value::Object(values))
        };
        figures.topics.iter().map(topic).collect()
    });
    SystemOut {
        name: &system.name,
        model: system.model.as_ref().map(ToString::to_string),
        topics: figures.map_or(0, |figures| figures.topics.len()),
        topics_in_run: system.run.topics().len(),
        measures: means,
        per_topic: each,
        missing: figures.map_or(&[], |figures| figures.missing.as_slice()),
        unjudged: figures.map_or(&[], |figures| figures.unknown.as_slice()),
    }
}
