//! The command line: arguments in, terminal or JSON out, a status at the end.
//!
//! Owns everything that is seen: colours, widths, the pager, the progress bar,
//! messages and exit statuses. What is done is done behind the other doors.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is what prints")]

mod annotate;
mod args;
mod bench;
mod bench_args;
mod bench_table;
mod check;
mod columns;
mod comparison;
mod csv_rows;
mod demo;
mod entities;
mod entities_args;
mod entities_graphml;
mod entities_list;
mod eval;
mod eval_args;
mod exit;
mod explain;
mod export;
mod facets;
mod grid;
mod index;
mod index_args;
mod markdown;
mod out;
mod place;
mod plot;
mod progress_bar;
mod reindex;
mod render;
mod search;
mod shell;
mod show;
mod stats;
mod suggest;
mod timeline;
mod timelinejs;
mod train_args;
mod train_entities;

pub use exit::Exit;

use args::{Args, Command};
use clap::Parser;
use std::ffi::OsString;

/// Runs one command and says how it ended. Prints; never panics on input.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // clap prints --help and --version to stdout, mistakes to stderr
            let _ = error.print();
            return if error.use_stderr() { Exit::Trouble } else { Exit::Done };
        }
    };
    let common = &args.common;
    common.apply_color();
    let outcome = match &args.command {
        Command::Demo(command) => demo::run(common, command),
        Command::Index(command) => index::run(common, command),
        Command::Search(command) => search::run(common, command),
        Command::Timeline(command) => timeline::run(common, command),
        Command::Entities(command) => entities::run(common, command),
        Command::Export(command) => export::run(common, command),
        Command::Suggest(command) => suggest::run(common, command),
        Command::Explain(command) => explain::run(common, command),
        Command::Show(command) => show::run(common, command),
        Command::Annotate(command) => annotate::run(common, command),
        Command::TrainEntities(command) => train_entities::run(common, command),
        Command::Stats(command) => stats::run(common, command),
        Command::Check => check::run(common),
        Command::Reindex(command) => reindex::run(common, command),
        Command::Bench(command) => bench::run(common, command),
        Command::Eval(command) => eval::run(common, command),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man { directory } => shell::man(directory.as_deref()),
    };
    match outcome {
        Ok(exit) => exit,
        Err(error) if exit::is_closed_pipe(&error) => Exit::Done,
        Err(error) => {
            anstream::eprintln!(
                "{}dateline:{} {}",
                render::ERROR,
                render::ERROR.render_reset(),
                told(&error)
            );
            Exit::Trouble
        }
    }
}

/// An error and its causes; a cause that is in the message above it already is not said again.
fn told(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
