//! `dateline index`: build an index or bring it up to date.

use super::args::Common;
use super::exit::Exit;
use super::index_args::IndexArgs;
use super::progress_bar::Bar;
use super::{out, place, render};
use crate::index::{IndexOptions, Report, Watch, index};
use crate::store::{Reaching, Store};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// So many rejections are shown in a terminal; JSON has more.
const SHOWN: usize = 10;

pub(super) fn run(common: &Common, args: &IndexArgs) -> anyhow::Result<Exit> {
    let reaching = Reaching {
        shards: args.shards,
        replicas: args.replicas,
        // only an index in a cluster is laid out by it, and the walk takes time
        bytes: if Store::is_far(common.index()) { bytes_under(&args.read.paths) } else { 0 },
        ..place::reaching(common, true)
    };
    let store = Store::open_or_create(common.index(), reaching)?;
    let options = IndexOptions {
        names: !args.no_names,
        shard: args.shard,
        read: args.read.options(),
        threads: common.threads(),
        memory: args.memory,
        commit_every: args.commit_every,
        delete_missing: args.delete_missing,
        today: common.today(),
        ..IndexOptions::default()
    };
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    // a second signal ends at once: the last commit stands either way
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            #[allow(clippy::exit, reason = "the user has asked twice")]
            std::process::exit(130);
        }
    });
    let bar = Bar::new(common.quiet || common.json);
    let mut progress = |progress| bar.show(progress);
    let mut watch = Watch { progress: &mut progress, interrupted: &interrupted };
    let outcome = index(&store, &args.read.paths, &options, &mut watch);
    bar.clear();
    let report = outcome?;
    if common.json {
        out::print_json(&report)?;
    } else if !common.quiet {
        anstream::eprint!("{}{}", rejections(&report), doubts(&report));
        out::print(&summary(&report, common.index()), false)?;
    } else {
        anstream::eprint!("{}", rejections(&report));
    }
    Ok(match report {
        _ if report.interrupted => Exit::Interrupted,
        _ if report.rejected_total > 0 => Exit::Rejected,
        _ => Exit::Done,
    })
}

/// Bytes of all files there, for the layout of an index in a cluster.
fn bytes_under(paths: &[PathBuf]) -> u64 {
    let finds = crate::corpus::find(paths).into_iter().flatten();
    finds.filter_map(Result::ok).map(|found| found.bytes).sum()
}

fn rejections(report: &Report) -> String {
    let mut text = String::new();
    for rejected in report.rejected.iter().take(SHOWN) {
        let record = rejected.record.map_or(String::new(), |record| format!("#{record}"));
        let origin = format!("{}{record}", rejected.path);
        let _ = writeln!(text, "{}", render::rejected(&origin, &rejected.reason));
    }
    let more = report.rejected_total.saturating_sub(SHOWN as u64);
    if more > 0 {
        let _ = writeln!(text, "… and {} more; --json names them", render::number(more));
    }
    text
}

/// Dates that are hardly true, as a person reads them.
fn doubts(report: &Report) -> String {
    let mut text = String::new();
    for doubted in report.doubted.iter().take(SHOWN) {
        let record = doubted.record.map_or(String::new(), |record| format!("#{record}"));
        let path = render::harmless(&doubted.path);
        let claim = render::harmless(&doubted.claim);
        let _ = writeln!(text, "doubted {path}{record}: the date {claim} {}", doubted.reason);
    }
    let more = report.doubted_total.saturating_sub(SHOWN as u64);
    if more > 0 {
        let _ = writeln!(text, "… and {} more; --json names them", render::number(more));
    }
    text
}

/// The report as a person reads it.
pub(super) fn summary(report: &Report, path: &Path) -> String {
    let mut text = String::new();
    let mut parts =
        vec![format!("{} indexed", render::count(report.indexed, "article", "articles"))];
    for (count, what) in [
        (report.replaced, "replaced"),
        (report.unchanged, "unchanged"),
        (report.removed, "removed"),
        (report.rejected_total, "rejected"),
    ] {
        if count > 0 {
            parts.push(format!("{} {what}", render::number(count)));
        }
    }
    let _ = writeln!(text, "{}", parts.join(", "));
    if report.read > 0 {
        let _ = write!(
            text,
            "{} in {:.1} s: {} articles/s, {:.1} MB/s",
            render::bytes(report.bytes),
            report.seconds,
            render::number(report.articles_per_s as u64),
            report.mb_per_s,
        );
        if let Some(peak) = report.peak_rss_bytes {
            let _ = write!(text, ", {} of memory at most", render::bytes(peak));
        }
        text.push('\n');
    }
    if report.rejected_before > 0 {
        let _ = writeln!(
            text,
            "{} of unchanged files had been rejected before",
            render::count(report.rejected_before, "record", "records")
        );
    }
    if report.doubted_total > 0 {
        let _ = writeln!(
            text,
            "{} of publication doubted",
            render::count(report.doubted_total, "date", "dates")
        );
    }
    let name = path.display();
    if report.interrupted {
        let _ =
            writeln!(text, "interrupted; what is done is committed, and the same command goes on");
    }
    let flag = if path == Path::new("index") { String::new() } else { format!(" --index {name}") };
    let _ = writeln!(
        text,
        "{}",
        render::styled(&format!("try: dateline search{flag} WORDS"), render::FAINT)
    );
    text
}
