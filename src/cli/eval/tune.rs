//! `dateline eval --tune`: parameters searched with cross-validation.

use super::print::drawn;
use crate::cli::args::Common;
use crate::cli::eval_args::{EvalArgs, TableFormat};
use crate::cli::exit::Exit;
use crate::cli::grid::{Cell, Grid as Table};
use crate::cli::out;
use crate::cli::progress_bar::counting;
use crate::eval::{Grid, Qrels, Topics, Tuned, tune};
use anyhow::bail;
use std::fmt::Write;

/// So many points of the grid are shown; JSON has all.
const SHOWN: usize = 10;

pub(super) fn run(common: &Common, args: &EvalArgs, grid: &Grid) -> anyhow::Result<Exit> {
    let (Some(topics), Some(qrels)) = (&args.topics, &args.qrels) else {
        bail!("a search for parameters needs --topics FILE and --qrels FILE");
    };
    let mut skipped = super::Skipped::default();
    let topics = Topics::read(topics, &super::topic_options(args))?;
    let qrels = Qrels::read(qrels, args.grades)?;
    skipped.add(topics.warnings);
    skipped.add(qrels.warnings);
    skipped.tell();
    let measures = super::measures(args)?;
    let Some(&measure) = measures.first() else {
        bail!("nothing to make best; name a measure with --measure");
    };
    let snapshot = crate::cli::place::snapshot(common)?;
    let model = args.models.first().cloned().unwrap_or_default();
    let how = super::ranking(common, args, model);
    let bar = counting(0, "points of the grid", common.quiet || common.json);
    let mut progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let what = (grid, measure, args.folds);
    let tuned = tune(&snapshot, &topics.value.topics, &qrels.value, what, &how, &mut progress);
    bar.finish_and_clear();
    let tuned = tuned?;
    if common.json {
        out::print_json(&tuned)?;
    } else {
        out::print(&page(&tuned, args.format), false)?;
    }
    Ok(if skipped.0.is_empty() { Exit::Done } else { Exit::Rejected })
}

fn page(tuned: &Tuned, format: TableFormat) -> String {
    let figure = |value: f64| Cell::plain(format!("{value:.4}"));
    let mut text = String::new();
    let folds = tuned.folds.iter().enumerate().map(|(number, fold)| {
        vec![
            Cell::plain(format!("{}", number + 1)),
            Cell::plain(fold.model.clone()),
            Cell::plain(fold.topics.to_string()),
            figure(fold.others),
            figure(fold.held_out),
        ]
    });
    let folds = Table {
        header: ["fold", "best on the others", "topics", "others", "this one"]
            .map(str::to_owned)
            .to_vec(),
        names: 2,
        rows: folds.collect(),
        notes: Vec::new(),
    };
    let _ = writeln!(text, "{}", drawn(&folds, format));
    let points = tuned.all.iter().take(SHOWN);
    let points = Table {
        header: vec!["on all topics".to_owned(), tuned.measure.clone()],
        names: 1,
        rows: points.map(|(model, mean)| vec![Cell::plain(model.clone()), figure(*mean)]).collect(),
        notes: Vec::new(),
    };
    let _ = writeln!(text, "{}", drawn(&points, format));
    let _ = writeln!(
        text,
        "{} over {} topics: {:.4} with {}; {:.4} with parameters that were chosen without the topic \
         ({} folds, {} points). The best on all topics is {}, {:.4} on the topics that chose it.",
        tuned.measure,
        tuned.topics,
        tuned.base.1,
        tuned.base.0,
        tuned.cross_validated,
        tuned.folds.len(),
        tuned.points,
        tuned.best.0,
        tuned.best.1,
    );
    text
}
