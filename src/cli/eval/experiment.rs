//! `dateline eval --experiment`: an experiment made again and held against its file.

use super::print::drawn;
use crate::cli::args::Common;
use crate::cli::eval_args::EvalArgs;
use crate::cli::exit::Exit;
use crate::cli::grid::{Cell, Grid};
use crate::cli::out;
use crate::eval::{Count, Experiment, Reproduced, page, reproduce};
use anyhow::{Context, bail};
use std::fmt::Write;
use std::path::Path;

pub(super) fn run(common: &Common, args: &EvalArgs, file: &Path) -> anyhow::Result<Exit> {
    let experiment = Experiment::read(file)?;
    if let Some(out) = &args.page {
        std::fs::write(out, page(&experiment))
            .with_context(|| format!("can't write `{}`", out.display()))?;
    }
    let Some(data) = &args.data else {
        if args.page.is_some() {
            return Ok(Exit::Done);
        }
        bail!(
            "the collection of {} is not part of dateline; get it from {} and name its folder with --data",
            experiment.title,
            experiment.origin
        )
    };
    let at = tempfile::tempdir().context("can't make a temporary folder for the index")?;
    let silent = common.quiet || common.json;
    let mut said = |what: &str| {
        if !silent {
            anstream::eprintln!("{what}");
        }
    };
    let made = reproduce(&experiment, data, at.path(), common.threads(), &mut said)?;
    for warning in &made.warnings {
        anstream::eprintln!("{warning}");
    }
    let holds = made.holds();
    if common.json {
        let mut value = serde_json::to_value(&made)?;
        value["holds"] = holds.into();
        out::print_json(&value)?;
    } else {
        let mut text = drawn(&table(&made), args.format);
        let _ = writeln!(
            text,
            "{}",
            if holds { "as expected" } else { "not as expected: the rows marked ≠" }
        );
        out::print(&text, false)?;
    }
    Ok(if holds { Exit::Done } else { Exit::Nothing })
}

fn table(made: &Reproduced) -> Grid {
    let row = |of: &str, count: &Count| {
        let number = |value: f64| match value.fract() == 0.0 && value > 1.0 {
            true => format!("{value:.0}"),
            false => format!("{value:.4}"),
        };
        let expected = count.expected.map_or("–".to_owned(), number);
        let verdict = if count.holds() { "" } else { "≠" };
        [of, &count.what, &expected, &number(count.found), verdict].map(Cell::plain).to_vec()
    };
    let counts = made.counts.iter().map(|count| row("", count));
    let figures =
        made.runs.iter().flat_map(|run| run.measures.iter().map(|count| row(&run.model, count)));
    Grid {
        header: ["model", "measure", "expected", "found", ""].map(str::to_owned).to_vec(),
        names: 2,
        rows: counts.chain(figures).collect(),
        notes: Vec::new(),
    }
}
