//! What a person sees of `bench`: a table by kind, one of differences, and a few lines.

use super::render;
use crate::bench::{
    Cold, Comparison, Difference, Dropped, Figures, Interval, OpenLoop, Report, Verdict,
};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// What got slower.
const SLOWER: Style = AnsiColor::Red.on_default().bold();
/// What got faster.
const FASTER: Style = AnsiColor::Green.on_default().bold();

/// The whole page.
pub(super) fn page(report: &Report) -> String {
    let mut text = by_kind(report);
    let _ = writeln!(text, "\n{}", rounds(report));
    if let Some(corrected) = &report.corrected {
        let _ = writeln!(
            text,
            "asked every {} without waiting for answers: p50 {}, p99 {}, slowest {}",
            time(corrected.interval_us),
            time(corrected.latency.p50_us),
            time(corrected.latency.p99_us),
            time(corrected.latency.max_us),
        );
    }
    if let Some(open) = &report.open_loop {
        text.push_str(&open_loop(open));
    }
    if let Some(cold) = &report.cold {
        text.push_str(&dropped(cold));
    }
    if let (Some(peak), Some(now)) = (report.peak_rss_bytes, report.rss_bytes) {
        let (peak, now) = (render::bytes(peak), render::bytes(now));
        let _ = writeln!(text, "memory {now} now, {peak} at most");
    }
    if report.setting.program.build != "release" {
        let _ = writeln!(text, "this is a debug build: its times say little");
    }
    if let Some(against) = &report.against {
        let _ = write!(text, "\n{}", comparison(against));
    }
    text
}

fn by_kind(report: &Report) -> String {
    let mut table = Table::new(
        ["", "queries", "mean", "±", "p50", "p90", "p95", "p99", "p99.9", "slowest", "hits"]
            .map(|name| Cell::styled(name, render::FAINT)),
    );
    let row = |name: &str, queries: usize, error: Option<f64>, latency: &Figures, hits: usize| {
        let mut cells = vec![
            Cell::styled(name, render::SOURCE),
            Cell::plain(render::number(queries as u64)),
            Cell::plain(time(latency.mean_us)),
            Cell::plain(error.map_or(String::new(), time)),
        ];
        let percentiles = [latency.p50_us, latency.p90_us, latency.p95_us, latency.p99_us];
        cells.extend(percentiles.map(|us| Cell::plain(time(us))));
        cells.extend([latency.p999_us, latency.max_us].map(|us| Cell::plain(time(us))));
        cells.push(Cell::plain(render::number(hits as u64)));
        cells
    };
    for kind in &report.by_kind {
        let error = kind.standard_error_us;
        table.add(row(kind.kind.name(), kind.queries, error, &kind.latency, kind.hits));
    }
    let error = report.standard_error_us;
    table.add(row("all", report.queries, error, &report.latency, report.hits));
    table.print()
}

/// What was done, and the means of the rounds.
fn rounds(report: &Report) -> String {
    let means: Vec<String> =
        report.by_round.iter().take(10).map(|round| time(round.latency.mean_us)).collect();
    let more = if report.by_round.len() > means.len() { ", …" } else { "" };
    format!(
        "{} of {}, {}, {}; mean of each round {}{more}",
        render::count(report.rounds as u64, "round", "rounds"),
        render::count(report.queries as u64, "query", "queries"),
        render::count(report.clients as u64, "client", "clients"),
        if report.open_loop.is_some() {
            "open loop, times from when a query was due".to_owned()
        } else {
            format!("closed loop, {} queries/s", rate(report.qps))
        },
        means.join(", "),
    )
}

fn open_loop(open: &OpenLoop) -> String {
    let mut text = format!(
        "{} queries/s were due, {} were answered; clients busy for {:.0} %; waited p50 {}, p99 {}, at most {} at once\n",
        rate(open.due_qps),
        rate(open.answered_qps),
        open.busy * 100.0,
        time(open.wait.p50_us),
        time(open.wait.p99_us),
        render::count(open.most_waiting as u64, "query", "queries"),
    );
    if !open.kept_up {
        let told = format!(
            "it could not keep up with {} queries/s: waits grew as long as the round lasted, and the latencies only say how long that was",
            rate(open.rate)
        );
        let _ = writeln!(text, "{}", render::styled(&told, SLOWER));
    }
    text
}

fn dropped(cold: &Dropped) -> String {
    let each = match cold.each {
        Cold::Round => "round",
        Cold::Query => "query",
    };
    let mut text = format!(
        "cold: dropped before each {each}: {}\n      not dropped: {}\n",
        cold.dropped.join(", "),
        cold.kept.join(", ")
    );
    let _ = if cold.pages_looked_at > 0 {
        let counts = [cold.pages_looked_at, cold.pages_left, cold.pages_opened];
        let [looked, left, opened] = counts.map(|count| render::number(count as u64));
        writeln!(
            text,
            "      of {looked} pages that were looked at {left} were still in memory, {opened} after opening, which took {}",
            time(cold.open_us)
        )
    } else {
        let opening = time(cold.open_us);
        writeln!(text, "      whether pages have gone can't be told; opening took {opening}")
    };
    for refused in &cold.refused {
        let _ = writeln!(text, "      refused: {}", render::harmless(refused));
    }
    text
}

fn comparison(against: &Comparison) -> String {
    let path = render::harmless(&against.path);
    let mut text = format!(
        "against {path}, of which {}\n",
        match against.same_program {
            Some(true) => "the program was the same, byte for byte",
            Some(false) => "the program was another",
            None => "the program can't be told",
        }
    );
    for mismatch in &against.mismatches {
        let what = render::harmless(&mismatch.what);
        let (before, now) = (mismatch.before.to_string(), mismatch.now.to_string());
        let (before, now) = (render::harmless(&before), render::harmless(&now));
        let _ = writeln!(text, "not the same: {what} was {before}, is {now}");
    }
    if against.only_now + against.only_before > 0 {
        let _ = writeln!(
            text,
            "{} in both; {} only now and {} only before are left out",
            render::count(against.total.queries as u64, "query", "queries"),
            render::number(against.only_now as u64),
            render::number(against.only_before as u64),
        );
    }
    let mut table = Table::new(
        ["", "queries", "p50 was", "is", "typical query", "", "p99 was", "is", "p99", ""]
            .map(|name| Cell::styled(name, render::FAINT)),
    );
    for kind in &against.by_kind {
        table.add(difference(kind.kind.name(), &kind.difference));
    }
    table.add(difference("all", &against.total));
    text.push_str(&table.print());
    for moved in &against.moved {
        let query = render::harmless(&format!("{} {}", moved.id, moved.query));
        let query: String = query.chars().take(60).collect();
        let (before, now) = (time(moved.before_us), time(moved.now_us));
        let _ = writeln!(text, "{} {before} → {now}  {query}", change(moved.ratio));
    }
    if let (Some(before), Some(now)) = (against.before_peak_rss_bytes, against.now_peak_rss_bytes) {
        let (before, now) = (render::bytes(before), render::bytes(now));
        let _ = writeln!(text, "memory at most {before} → {now}");
    }
    let _ = writeln!(
        text,
        "{}",
        render::styled(
            &format!(
                "99 % intervals over rounds and queries; within {:.3} % counts as noise",
                against.tolerance * 100.0
            )
            .replace(".000", ""),
            render::FAINT
        )
    );
    text
}

fn difference(name: &str, found: &Difference) -> Vec<Cell> {
    let mut cells = vec![
        Cell::styled(name, render::SOURCE),
        Cell::plain(render::number(found.queries as u64)),
        Cell::plain(time(found.before_p50_us)),
        Cell::plain(time(found.now_p50_us)),
        Cell::plain(between(found.typical)),
        verdict(found.verdict),
        Cell::plain(time(found.before_p99_us)),
        Cell::plain(time(found.now_p99_us)),
    ];
    match found.tail {
        Some(tail) => cells.extend([Cell::plain(between(tail)), verdict(found.tail_verdict)]),
        None => cells.extend([Cell::styled("too few times", render::FAINT), Cell::plain("")]),
    }
    cells
}

fn verdict(verdict: Verdict) -> Cell {
    match verdict {
        Verdict::Slower => Cell::styled("slower", SLOWER),
        Verdict::Faster => Cell::styled("faster", FASTER),
        Verdict::Noise => Cell::styled("noise", render::FAINT),
        Verdict::Unknown => Cell::styled("unknown", render::FAINT),
    }
}

/// `+3.1 % (−0.4 … +6.8)`
fn between(interval: Interval) -> String {
    let [low, high] = [interval.low, interval.high].map(|end| signed((end - 1.0) * 100.0));
    format!("{} ({low} … {high})", change(interval.ratio))
}

fn change(ratio: f64) -> String {
    format!("{} %", signed((ratio - 1.0) * 100.0))
}

fn signed(value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "+" };
    format!("{sign}{:.1}", value.abs())
}

/// A time with three digits and its unit.
fn time(us: f64) -> String {
    match us {
        ..100.0 => format!("{us:.1} µs"),
        ..1000.0 => format!("{us:.0} µs"),
        ..10_000.0 => format!("{:.2} ms", us / 1e3),
        ..100_000.0 => format!("{:.1} ms", us / 1e3),
        ..1e6 => format!("{:.0} ms", us / 1e3),
        _ => format!("{:.2} s", us / 1e6),
    }
}

fn rate(rate: f64) -> String {
    if rate < 100.0 { format!("{rate:.1}") } else { render::number(rate.round() as u64) }
}

/// A cell as it is measured and as it is shown.
struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: Style::new() }
    }

    fn styled(text: &str, style: Style) -> Self {
        Self { text: text.to_owned(), style }
    }
}

/// Columns: the first on the left, the others on the right.
struct Table {
    rows: Vec<Vec<Cell>>,
}

impl Table {
    fn new(head: impl IntoIterator<Item = Cell>) -> Self {
        Self { rows: vec![head.into_iter().collect()] }
    }

    fn add(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    fn print(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.text.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let gap = " ".repeat(width - cell.text.width());
                let shown = render::styled(&cell.text, cell.style);
                let _ = match column {
                    0 => write!(line, "{shown}{gap}"),
                    _ => write!(line, "  {gap}{shown}"),
                };
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_digits() {
        for (us, shown) in [
            (4.25, "4.2 µs"),
            (412.4, "412 µs"),
            (1250.0, "1.25 ms"),
            (12_500.0, "12.5 ms"),
            (125_000.0, "125 ms"),
            (2_500_000.0, "2.50 s"),
        ] {
            assert_eq!(time(us), shown);
        }
    }

    #[test]
    fn changes_have_a_sign() {
        let interval = Interval { ratio: 1.031, low: 0.996, high: 1.068 };
        assert_eq!(between(interval), "+3.1 % (−0.4 … +6.8)");
    }

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(["", "µs"].map(Cell::plain));
        table.add(vec![Cell::plain("term"), Cell::plain("1,000")]);
        assert_eq!(table.print(), "         µs\nterm  1,000\n");
    }
}
