//! `dateline bench`: time a query log.

use super::args::Common;
use super::bench_args::{BenchArgs, Colder, Spaced};
use super::exit::Exit;
use super::place;
use super::{bench_table, out, render};
use crate::bench::{
    Baseline, Cold, Load, Log, Pace, Progress, Spacing, compare, measure, read_queries,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Write;

/// Bad lines that are named.
const SHOWN: usize = 10;

pub(super) fn run(common: &Common, args: &BenchArgs) -> anyhow::Result<Exit> {
    let load = load(common, args)?;
    let log = read_queries(&args.queries)?;
    anstream::eprint!("{}", rejections(&log));
    // what can't be compared is said before the time is spent
    let baseline = args.against.as_deref().map(Baseline::read).transpose()?;
    let store = place::store(common)?;
    let bar = RoundBar::new(common.quiet, &load);
    let measured = measure(&store, &log, &load, &|progress| bar.show(progress));
    bar.bar.finish_and_clear();
    let mut report = measured?;
    if let Some(baseline) = &baseline {
        report.against = Some(compare(baseline, &report, args.tolerance)?);
    }
    if common.json {
        out::print_json(&report)?;
    } else {
        out::print(&bench_table::page(&report), false)?;
    }
    Ok(match &report.against {
        Some(against) if against.slower => Exit::Trouble,
        _ if report.rejected_total > 0 => Exit::Rejected,
        _ => Exit::Done,
    })
}

fn load(common: &Common, args: &BenchArgs) -> anyhow::Result<Load> {
    let spacing = match args.spacing {
        Spaced::Poisson => Spacing::Poisson,
        Spaced::Even => Spacing::Even,
    };
    let cold = args.cold.map(|cold| match cold {
        Colder::Round => Cold::Round,
        Colder::Query => Cold::Query,
    });
    if cold == Some(Cold::Query) {
        anyhow::ensure!(
            args.clients == 1,
            "with --cold=query each query is alone with the index: leave out --clients {}, or use --cold=round",
            args.clients
        );
        anyhow::ensure!(
            args.rate.is_none(),
            "with --cold=query the index is opened before each query, so none can come at a time of its own: leave out --rate, or use --cold=round"
        );
    }
    Ok(Load {
        today: common.today(),
        model: args.model.clone(),
        take: args.limit,
        passages: usize::from(!args.no_passages),
        ids: args.ids,
        count: !args.no_count,
        warm_up: args.warm_up,
        rounds: args.rounds.max(1),
        clients: args.clients,
        pace: args.rate.map_or(Pace::Closed, |rate| Pace::Open { rate, spacing }),
        cold,
    })
}

/// The lines that were skipped.
fn rejections(log: &Log) -> String {
    let mut text = String::new();
    for bad in log.rejected.iter().take(SHOWN) {
        let path = render::harmless(&bad.path);
        let _ = writeln!(text, "skipped {path}:{}: {}", bad.line, bad.reason);
    }
    let more = log.rejected_total.saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(text, "… and {} more; --json names them", render::number(more as u64));
    }
    text
}

/// How far the rounds are; nothing of it when stderr is no terminal.
struct RoundBar {
    bar: ProgressBar,
    rounds: usize,
}

impl RoundBar {
    fn new(hidden: bool, load: &Load) -> Self {
        let target =
            if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {msg} · {eta} left") {
            bar.set_style(style.progress_chars("━━╌"));
        }
        Self { bar, rounds: load.rounds }
    }

    fn show(&self, progress: Progress) {
        self.bar.set_length(progress.total as u64);
        self.bar.set_position(progress.taken as u64);
        self.bar.set_message(match progress.round {
            0 => "warming up".to_owned(),
            round => format!("round {round} of {}", self.rounds),
        });
    }
}
